"""The start screen by mouse and by keys, and the two questions."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from posecoach.display.actions import Action, ActionKind, Key, Picture
from posecoach.display.card_page import draw_card_page, press_card
from posecoach.display.questions import (
    FIRST_RUN_KEYS,
    SHOWING_KEYS,
    PainModel,
    ShowingModel,
    draw_first_run,
    draw_pain,
    draw_showing,
    press_pain,
)
from posecoach.display.start import draw_start
from posecoach.display.start_model import Setting, StartModel, press
from posecoach.exercises.catalogue import ORDER, builtin_exercises
from posecoach.language import load_language
from posecoach.sentences import Texts
from tests.display.gallery import getting_ready, taught_page, watching

SIZES = [(640, 480), (1280, 720), (1920, 1080), (720, 1280)]
SETTINGS = (Setting("voice", "Voice", "on"), Setting("camera", "Camera", "Integrated Webcam HD 1080"))
ROUTINE = Action(ActionKind.ROUTINE)


@pytest.fixture
def model() -> StartModel:
    return StartModel(builtin_exercises()[:4], settings=SETTINGS)


def click(picture: Picture, action: Action) -> Action | None:
    """What a click in the middle of the part for `action` gives."""
    rect = next(hit.rect for hit in picture.hits if hit.action == action)
    return picture.at(round(rect.centre[0]), round(rect.centre[1]))


@pytest.mark.parametrize("size_px", SIZES)
def test_everything_that_can_be_chosen_can_be_clicked(
    model: StartModel, size_px: tuple[int, int], texts: Texts
) -> None:
    picture = draw_start(model, size_px, texts)
    assert picture.image.shape == (size_px[1], size_px[0], 3)
    for action in (*model.actions, Action(ActionKind.QUIT)):
        assert click(picture, action) == action
    assert not [pair for pair in combinations(picture.hits, 2) if pair[0].rect.overlaps(pair[1].rect)]
    assert picture.at(0, 0) is None


@pytest.mark.parametrize(("key", "number"), [(Key.DIGIT_1, 0), (Key.DIGIT_3, 2), (Key.DIGIT_4, 3)])
def test_a_figure_begins_an_exercise(model: StartModel, key: Key, number: int) -> None:
    assert press(model, key)[1] == Action(ActionKind.EXERCISE, ORDER[number])


def test_five_begins_the_routine_and_nine_nothing(model: StartModel) -> None:
    assert press(model, Key.DIGIT_5)[1] == ROUTINE
    assert press(model, Key.DIGIT_9) == (model, None) and press(model, Key.DIGIT_0) == (model, None)


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ([Key.RIGHT], 1),
        ([Key.DOWN], 2),
        ([Key.DOWN, Key.DOWN], 4),
        ([Key.DOWN, Key.DOWN, Key.DOWN], 6),
        ([Key.RIGHT, Key.DOWN, Key.DOWN, Key.DOWN], 7),
        ([Key.DOWN] * 4, 8),
        ([Key.DOWN, Key.DOWN, Key.UP], 2),
        ([Key.DOWN, Key.DOWN, Key.DOWN, Key.UP], 4),
        ([Key.UP], 0),
        ([Key.LEFT], 0),
        ([Key.DOWN] * 9, 9),
    ],
)
def test_arrows_move_the_frame_and_enter_takes_it(model: StartModel, keys: list[Key], selected: int) -> None:
    for key in keys:
        model, action = press(model, key)
        assert action is None
    assert model.selected == selected
    assert press(model, Key.ENTER)[1] == model.actions[selected]


def test_the_plan_has_a_card_of_its_own_and_pages_are_offered_once_there_is_a_session(texts: Texts) -> None:
    model = StartModel(builtin_exercises()[:4], plan="Before breakfast", last_session="Last time: today")
    assert press(model, Key.DIGIT_7)[1] == Action(ActionKind.PLAN)
    picture = draw_start(model, (1280, 720), texts)
    for kind in (
        ActionKind.PLAN,
        ActionKind.MEASURE,
        ActionKind.TEACH,
        ActionKind.REPORT,
        ActionKind.PROGRESS,
        ActionKind.HISTORY,
    ):
        assert click(picture, Action(kind)) == Action(kind)


@pytest.mark.parametrize("size_px", SIZES)
def test_taught_exercises_can_be_clicked_and_another_taught(size_px: tuple[int, int], texts: Texts) -> None:
    own = taught_page(load_language())
    picture = draw_card_page(own, size_px, texts)
    for number, action in enumerate(own.actions, 1):
        assert click(picture, action) == action
        assert press_card(own, Key(str(number)))[1] == action
    assert not [pair for pair in combinations(picture.hits, 2) if pair[0].rect.overlaps(pair[1].rect)]
    assert press_card(press_card(own, Key.DOWN)[0], Key.ENTER)[1] == own.actions[2]
    assert press_card(own, Key.DIGIT_0) == (own, None)


def test_the_plan_is_named_on_its_card_among_the_lower_cards_too(texts: Texts) -> None:
    pictures = [
        draw_start(StartModel(builtin_exercises()[:4], plan=plan), SIZES[1], texts).image
        for plan in ("Before breakfast", "After work")
    ]
    assert (pictures[0] != pictures[1]).any()


@pytest.mark.parametrize("size_px", SIZES)
def test_the_plans_name_keeps_clear_of_its_cards_edge(size_px: tuple[int, int], texts: Texts) -> None:
    model = StartModel(builtin_exercises()[:4], plan="Before breakfast, gently, every day of the week")
    named, unnamed = (draw_start(one, size_px, texts) for one in (model, replace(model, plan="x")))
    card = next(hit.rect for hit in named.hits if hit.action == Action(ActionKind.PLAN))
    drawn = np.flatnonzero((named.image != unnamed.image).any(axis=(0, 2)))
    assert card.x < drawn.min() and drawn.max() < card.right - 0.012 * min(size_px)


def test_what_is_said_while_an_exercise_is_shown_can_be_read_too(texts: Texts) -> None:
    for model in (getting_ready(texts), watching(texts)):
        said = draw_showing(model, SIZES[0], texts).image
        assert (said != draw_showing(replace(model, spoken=""), SIZES[0], texts).image).any()


@pytest.mark.parametrize("size_px", SIZES)
def test_whoever_shows_an_exercise_sees_the_camera_and_can_leave(
    size_px: tuple[int, int], texts: Texts
) -> None:
    camera = np.full((480, 640, 3), (0, 0, 255), np.uint8)
    picture = draw_showing(ShowingModel("teach.watching", 45, True, camera), size_px, texts)
    assert (picture.image == (0, 0, 255)).all(axis=2).mean() > 0.1
    assert click(picture, Action(ActionKind.QUIT)) == Action(ActionKind.QUIT)
    assert SHOWING_KEYS[Key.QUIT] == Action(ActionKind.QUIT) and Key.ENTER not in SHOWING_KEYS


@pytest.mark.parametrize("key", [Key.QUIT, Key.ESCAPE])
def test_q_leaves(model: StartModel, key: Key) -> None:
    assert press(model, key)[1] == Action(ActionKind.QUIT)


def test_the_frame_shows_what_is_chosen(model: StartModel, texts: Texts) -> None:
    first = draw_start(model, SIZES[1], texts).image
    second = draw_start(press(model, Key.RIGHT)[0], SIZES[1], texts).image
    assert (first != second).any()


def test_the_camera_preview_is_shown_like_a_mirror(model: StartModel, texts: Texts) -> None:
    preview = np.zeros((480, 640, 3), np.uint8)
    preview[:, :320] = (0, 0, 255)
    image = draw_start(StartModel(model.exercises, preview=preview), SIZES[1], texts).image
    columns = np.flatnonzero((image == (0, 0, 255)).all(axis=2).any(axis=0))
    blacks = np.flatnonzero((image == 0).all(axis=2).sum(axis=0) > 50)
    assert blacks.max() < columns.max() and blacks.min() < columns.min()


def test_a_screen_without_camera_settings_or_history_draws(texts: Texts) -> None:
    picture = draw_start(StartModel(builtin_exercises()), (1280, 720), texts)
    assert len(picture.hits) == len(builtin_exercises()) + 5


@pytest.mark.parametrize(("asked", "advised"), [("before", True), ("after", False)])
def test_when_to_stop_is_said_before_a_run_and_not_when_it_is_over(
    asked: str, advised: bool, texts: Texts
) -> None:
    said: list[str] = []

    def watched(sentence_id: str, **params: object) -> str:
        said.append(sentence_id)
        return texts(sentence_id, **params)

    draw_pain(PainModel(asked), (1280, 720), watched)
    assert ("pain.sharp" in said) is advised


@pytest.mark.parametrize("size_px", SIZES)
def test_each_number_of_the_pain_scale_can_be_clicked(size_px: tuple[int, int], texts: Texts) -> None:
    picture = draw_pain(PainModel(), size_px, texts)
    for value in range(11):
        action = Action(ActionKind.ANSWER, str(value))
        assert click(picture, action) == action
    assert click(picture, Action(ActionKind.SKIP)) == Action(ActionKind.SKIP)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ([Key.DIGIT_7, Key.ENTER], "7"),
        ([Key.DIGIT_1, Key.DIGIT_0, Key.ENTER], "10"),
        ([Key.DIGIT_2, Key.DIGIT_0, Key.ENTER], "0"),
        ([Key.RIGHT, Key.RIGHT, Key.RIGHT, Key.ENTER], "2"),
        ([Key.DIGIT_0, Key.LEFT, Key.ENTER], "0"),
    ],
)
def test_pain_is_answered_with_the_keys(keys: list[Key], answer: str) -> None:
    model, action = PainModel(), None
    for key in keys:
        assert action is None
        model, action = press_pain(model, key)
    assert action == Action(ActionKind.ANSWER, answer)


@pytest.mark.parametrize("key", [Key.ENTER, Key.ESCAPE])
def test_the_question_can_be_skipped(key: Key) -> None:
    assert press_pain(PainModel(), key)[1] == Action(ActionKind.SKIP)
    assert press_pain(PainModel(), Key.QUIT)[1] == Action(ActionKind.QUIT)


@pytest.mark.parametrize("size_px", SIZES)
def test_the_first_run_text_is_accepted_or_left(size_px: tuple[int, int], texts: Texts) -> None:
    accept = Action(ActionKind.ACCEPT)
    assert click(draw_first_run(size_px, texts), accept) == accept
    assert FIRST_RUN_KEYS[Key.ENTER] == accept
    assert FIRST_RUN_KEYS[Key.QUIT] == Action(ActionKind.QUIT)
    assert Key.LEFT not in FIRST_RUN_KEYS
