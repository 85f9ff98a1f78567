"""The layout for three metres: letters of 18 mm, a picture without bars, a figure that moves along."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import Phase
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.display.figures import stance_of
from posecoach.display.large_layout import LEADING, card_parts, draw_sentence, lay_out_large, sentence_inset
from posecoach.display.large_screen import LargeScreen
from posecoach.display.layout import Rect
from posecoach.display.moving_figure import BACK_WORDS
from posecoach.display.stage import Notices, Sentence, Weight
from posecoach.display.text import fit_lines, text_sprite, text_width
from posecoach.display.theme import BOLD, SKY, VERMILLION, Type
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import Exercise
from posecoach.language import for_side, load_language
from posecoach.sentences import Texts
from tests.display.gallery import Example, draw_example, examples, figure_picture, figure_pose

SCREEN_MM = 14 * 25.4 * 9 / (16**2 + 9**2) ** 0.5
"""Height of a screen of 14 inches, 16:9."""

LEAST_MM = 18.0
SIZES = ((1280, 720), (1920, 1080))
WINDOWS = (*SIZES, (640, 480), (800, 600), (1366, 768), (3440, 1440), (720, 1280))


def during_a_set() -> dict[str, tuple[str, bool]]:
    """The sentences for somebody on the mat, and whether they stand in the layout before the count."""
    language = load_language()
    say = language.say
    found = {}
    for exercise in builtin_exercises():
        for side in exercise.sides:
            text = for_side(exercise, side, language).text
            for words in (*text.shown, text.pull, text.release, text.mistake):
                found[f"{exercise.id} {side}: {words}"] = (words, True)
            for words in (text.back, text.cues[0]):
                found[f"{exercise.id}: {words}"] = (words, False)
            side_of = "" if side == "both" else f", {say(f'side.{side}')}"
            found[f"next {exercise.id} {side}"] = (
                say("screen.rest_next", what=exercise.name + side_of),
                False,
            )
    for name in sorted(language.ids()):
        if name.split(".")[0] in ("view_short", "hint_short", "posture_short"):
            sides = {
                word: "right"
                for word in ("side", "done", "asked")
                if f"{{{word}}}" in language.template(name)
            }
            found |= {f"{name} {ahead}": (say(name, **sides), ahead) for ahead in (True, False)}
    for name in (
        "camera.lost",
        "screen.state_hold",
        "screen.state_paused",
        "screen.hint_raise",
        "storage.trouble",
    ):
        found[name] = (say(name), False)
    return found


@pytest.mark.parametrize("size_px", SIZES)
def test_capitals_are_18_mm_high_on_a_laptop_of_14_inches(size_px: tuple[int, int]) -> None:
    kind = Type(float(size_px[1]))
    for letter in "HELMNT":
        height_px = text_sprite(letter, round(kind.far), BOLD).cover.shape[0]
        assert height_px * SCREEN_MM / size_px[1] >= LEAST_MM


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("name", during_a_set())
def test_what_must_be_read_while_lying_is_written_at_that_size(name: str, size_px: tuple[int, int]) -> None:
    text, ahead = during_a_set()[name]
    layout = lay_out_large(size_px, ahead, text)
    kind = layout.type
    room = layout.sentence.inset(sentence_inset(kind), 0.1 * kind.far)
    assert fit_lines((text,), room.w, room.h, kind.far, BOLD, LEADING) == kind.far
    assert layout.video.h > 0.2 * size_px[1], "the picture stays to be seen"


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("level", list(BackLevel))
def test_the_word_for_the_lower_back_is_written_at_that_size(
    level: BackLevel, size_px: tuple[int, int], texts: Texts
) -> None:
    layout = lay_out_large(size_px, False, "Small and even.")
    width = text_width(texts(BACK_WORDS[level]), layout.type.far, BOLD)
    assert width <= card_parts(layout).word.w


@pytest.mark.parametrize("ahead", [True, False])
@pytest.mark.parametrize("size_px", WINDOWS)
def test_no_part_leaves_the_window_or_lies_over_another(size_px: tuple[int, int], ahead: bool) -> None:
    for text in ("Hold still", "Keep your lower back heavy on the mat and breathe."):
        layout = lay_out_large(size_px, ahead, text)
        parts = card_parts(layout)
        rects = [layout.video, layout.sentence, layout.keys, layout.card]
        for index, rect in enumerate(rects):
            assert rect.x >= 0 and rect.y >= 0 and rect.right <= size_px[0] and rect.bottom <= size_px[1]
            assert rect.w > 20 and rect.h > 8
            assert not any(rect.overlaps(other) for other in rects[index + 1 :])
        for part in (parts.title, parts.lower):
            assert part.x >= layout.card.x and part.right <= layout.card.right
            assert part.bottom <= layout.card.bottom


@pytest.mark.parametrize("source", [(640, 480), (1280, 720), (1080, 1920)])
@pytest.mark.parametrize("name", ["looking", "position", "counting", "back-moving", "rest"])
def test_the_picture_has_no_bars(
    name: str, source: tuple[int, int], moments: dict[str, Example], texts: Texts
) -> None:
    example = moments[name]
    screen = LargeScreen(example.exercise, (1280, 720), False, False, texts)
    bright = np.full((source[1], source[0], 3), 200, np.uint8)
    image = screen.draw(bright, None, example.state).copy()
    video = screen.layout.video.inset(12)
    for x in (video.x, video.right - 1):
        column = image[video.y : video.bottom, x].mean(axis=1)
        assert (column > 15).mean() > 0.9, "something of the picture reaches the edge"


def test_the_count_is_a_fifth_of_the_screen_high(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = LargeScreen(flexion, (1280, 720), False, False, texts)
    first = screen.draw(None, None, replace(counting, reps=88)).copy()
    dial = card_parts(screen.layout).dial
    middle = Rect(dial.x + dial.w // 4, dial.y, dial.w // 2, round(0.8 * dial.h))

    def part(image: np.ndarray) -> np.ndarray:
        return image[middle.y : middle.bottom, middle.x : middle.right].astype(int)

    changed = part(screen.draw(None, None, replace(counting, reps=11))) - part(first)
    rows = np.flatnonzero(changed.any(axis=(1, 2)))
    assert rows[-1] - rows[0] + 1 >= 720 / 5


def figure_of(screen: LargeScreen, state: CoachState) -> np.ndarray:
    image = screen.draw(None, None, state)
    rect = card_parts(screen.layout).figure
    return image[rect.y : rect.bottom, rect.x : rect.right].copy()


def test_the_figure_moves_with_the_person(flexion: Exercise, counting: CoachState, texts: Texts) -> None:
    screen = LargeScreen(flexion, (1280, 720), False, False, texts)
    released, half, pulled = (figure_of(screen, replace(counting, position=at)) for at in (0.0, 0.5, 1.0))
    assert (released != half).any() and (half != pulled).any()
    # It pulls to the one side only: what moves is the accented leg.
    assert (np.all(released == SKY, axis=2) != np.all(pulled == SKY, axis=2)).sum() > 50


def test_the_lower_back_is_neutral_until_the_first_rep(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = LargeScreen(flexion, (1280, 720), False, False, texts)
    waiting = replace(counting, reps=0, total_reps=0, clean_reps=0)
    neutral = figure_of(screen, waiting)
    for level in (BackLevel.STILL, BackLevel.NEAR, BackLevel.CANNOT_SEE):
        assert np.array_equal(figure_of(screen, replace(waiting, back=BackState(level, 1.0, 1.5))), neutral)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_orange_triangle_is_the_lower_back_and_nothing_else(example: Example, texts: Texts) -> None:
    image = draw_example(example, (1280, 720), texts, kind=LargeScreen)
    orange = int((image == VERMILLION).all(axis=2).sum())
    back = example.state.back.level is BackLevel.MOVING or example.name == "mistake"
    recording = 200 if example.notices.recording else 0
    assert orange > 5000 if back else orange <= recording


def test_the_side_is_not_named_before_it_is_known(moments: dict[str, Example], texts: Texts) -> None:
    unknown = moments["side-unknown"]
    named = {f"side.{side}{what}" for side in ("left", "right") for what in ("", "_hip")}
    asked: list[str] = []

    def watched(sentence_id: str, **params: object) -> str:
        asked.append(sentence_id)
        return texts(sentence_id, **params)

    draw_example(unknown, (1280, 720), watched, kind=LargeScreen)
    assert not named & set(asked)


def test_the_demonstration_begins_with_the_position_and_moves(
    moments: dict[str, Example], texts: Texts
) -> None:
    example = moments["position"]
    screen = LargeScreen(example.exercise, (1280, 720), False, False, texts)
    pictures = []
    for now_s in (100.0, 100.8, 101.6):
        image = screen.draw(None, None, example.state, None, now_s)
        lower = card_parts(screen.layout).lower
        pictures.append(image[lower.y : lower.bottom, lower.x : lower.right].copy())
    assert (pictures[0] != pictures[1]).any() and (pictures[1] != pictures[2]).any()


def test_a_break_shows_the_exercise_that_follows(moments: dict[str, Example], texts: Texts) -> None:
    example = moments["break"]
    screen = LargeScreen(example.exercise, (1280, 720), False, False, texts)
    first = screen.draw(None, None, example.state, example.notices, 0.0).copy()
    second = screen.draw(None, None, example.state, example.notices, 1.0).copy()
    lower = card_parts(screen.layout).lower
    changed = (first != second).any(axis=2)
    assert changed[lower.y : lower.bottom, lower.x : lower.right].any()
    without = screen.draw(None, None, example.state, replace(example.notices, upcoming=None), 1.0)
    assert (second != without).any(), "in a rest between sets there is nothing new to be shown"


def test_beside_the_reps_of_all_sets_stand_no_figures_of_the_last_one(
    moments: dict[str, Example], texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        "posecoach.display.large_screen.draw_lines", lambda _, text, *more: written.append(text) or 0
    )
    done = moments["done"]
    one_set = replace(done, state=replace(done.state, total_reps=done.state.reps))
    shown = texts("screen.clean", clean=done.state.clean_reps, n=done.state.reps)
    for example, wanted in ((done, False), (one_set, True)):
        written.clear()
        draw_example(example, SIZES[0], texts, kind=LargeScreen)
        assert (shown in written) is wanted


def test_whoever_is_in_position_sees_no_demonstration(moments: dict[str, Example], texts: Texts) -> None:
    example = moments["position"]
    screen = LargeScreen(example.exercise, (1280, 720), False, False, texts)
    screen.draw(None, None, example.state, None, 0.0)
    held = replace(example.state, phase=Phase.HOLD, hold_left_s=1.0)
    first = screen.draw(None, None, held, None, 1.0).copy()
    assert np.array_equal(first, screen.draw(None, None, held, None, 2.0))


def test_a_screen_that_is_used_shows_what_a_new_one_would(moments: dict[str, Example], texts: Texts) -> None:
    """Nothing of an earlier state stays behind."""
    flexion = [example for example in moments.values() if example.exercise.id == "hip-flexion"]
    used = LargeScreen(flexion[0].exercise, (960, 540), False, False, texts)
    for example in flexion:
        if example.privacy or example.after_s or example.state.phase is Phase.HOLD:
            continue
        pose = None if example.pull is None else figure_pose(stance_of(example.exercise, example.pull))
        new = LargeScreen(example.exercise, (960, 540), False, False, texts)
        frame = figure_picture(stance_of(example.exercise))
        first, second = (
            screen.draw(frame, pose, example.state, example.notices, 0.0).copy() for screen in (used, new)
        )
        if not (example.notices.help or example.notices.leaving or example.notices.reasons):
            # The picture may still be on its way to another framing.
            video = new.layout.video
            for image in (first, second):
                image[video.y : video.bottom, video.x : video.right] = 0
            assert np.array_equal(first, second), example.name


def test_a_long_message_stands_on_the_picture_and_leaves_it_its_room(
    moments: dict[str, Example], texts: Texts
) -> None:
    example = moments["counting"]
    screen = LargeScreen(example.exercise, (1280, 720), False, False, texts)
    screen.draw(None, None, example.state)
    room = screen.layout.video
    long = Notices(message="I could not keep the clip: the disk is full. Its first twelve minutes are kept.")
    image = screen.draw(None, None, example.state, long)
    assert screen.layout.video == room
    assert image[room.y : room.y + room.h // 2, room.x : room.right].max() > 200
    screen.draw(None, None, example.state, Notices(message=texts("camera.lost")))
    assert screen.layout.video != room, "what must be done is read from the mat"


def test_a_long_sentence_is_whole(texts: Texts) -> None:
    image = np.zeros((400, 800, 3), np.uint8)
    kind = Type(720.0)
    draw_sentence(image, Rect(0, 0, 800, 400), Sentence("word " * 40, Weight.MEND), kind)
    assert image.any()
