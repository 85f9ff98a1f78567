"""The live screen as a person would notice it: what is shown, what differs, what a mirror leaves alone."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.coaching.events import Confidence, HipBackSplit, Phase
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.display.exercise_screen import TileCache
from posecoach.display.figures import stance_of
from posecoach.display.gauges import draw_shares
from posecoach.display.layout import Rect
from posecoach.display.screen import Screen
from posecoach.display.stage import Notices
from posecoach.display.theme import GREEN, INK, PHASE_LOOKS, SKY, Type, look_of
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.view import ViewProblem
from posecoach.language import load_language
from posecoach.sentences import Texts
from tests.display.gallery import Example, draw_example, examples, figure_picture, figure_pose, room_picture

SIZE = (1280, 720)
STATES = ("looking", "position", "hold", "counting", "back-moving", "paused", "rest", "done")


def screen_of(exercise: Exercise, texts: Texts, mirrored: bool = False, privacy: bool = False) -> Screen:
    return Screen(exercise, SIZE, mirrored, privacy, texts)


def part(image: np.ndarray, rect: Rect) -> np.ndarray:
    return image[rect.y : rect.bottom, rect.x : rect.right].copy()


def pixels_of(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((image == colour).all(axis=2).sum())


def test_the_states_differ_at_a_glance_even_without_colour(moments: dict[str, Example], texts: Texts) -> None:
    grey = {name: draw_example(moments[name], (640, 360), texts).mean(axis=2) for name in STATES}
    for first, second in combinations(STATES, 2):
        changed = (np.abs(grey[first] - grey[second]) > 25).mean()
        assert changed > 0.04, f"{first} and {second} look alike ({changed:.3f})"


def test_every_state_has_a_shape_and_a_word_of_its_own() -> None:
    looks = [
        *PHASE_LOOKS.values(),
        look_of(CoachState(0, Phase.COUNTING, "x", "left", back=BackState(BackLevel.MOVING))),
    ]
    assert len({look.icon for look in looks}) == len(looks) == len({look.text_id for look in looks})


def test_the_tick_of_a_run_covers_no_figure_and_no_rep_gets_none(
    flexion: Exercise, counting: CoachState, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dial(reps: int) -> np.ndarray:
        screen = screen_of(flexion, texts)
        state = replace(counting, phase=Phase.DONE, reps=reps, total_reps=reps)
        return part(screen.draw(None, None, state), screen.layout.dial)

    nothing, ticked = dial(0), [dial(reps) for reps in (8, 30, 100)]
    assert pixels_of(nothing, GREEN) == 0
    monkeypatch.setattr("posecoach.display.dial.draw_icon", lambda *_: None)
    for reps, image in zip((8, 30, 100), ticked, strict=True):
        assert pixels_of(image, INK) == pixels_of(dial(reps), INK)


def test_the_count_is_a_fifth_of_the_screen_high(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = screen_of(flexion, texts)
    dial = screen.layout.dial
    middle = Rect(dial.x + dial.w // 4, dial.y, dial.w // 2, round(0.86 * dial.h))
    other = part(screen.draw(None, None, replace(counting, reps=88)), middle)
    image = part(screen.draw(None, None, replace(counting, reps=11)), middle)
    rows = np.flatnonzero((image.astype(int) - other).any(axis=(1, 2)))
    assert rows[-1] - rows[0] + 1 >= SIZE[1] / 5


def test_the_ring_fills_with_the_count_and_turns_green_at_the_least(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = screen_of(flexion, texts)

    def shown(reps: int, colour: tuple[int, int, int]) -> int:
        return pixels_of(
            part(screen.draw(None, None, replace(counting, reps=reps)), screen.layout.dial), colour
        )

    assert shown(5, SKY) < shown(15, SKY) < shown(29, SKY)
    assert shown(29, GREEN) == 0 and shown(30, GREEN) > shown(29, SKY)
    assert shown(50, GREEN) == shown(60, GREEN)


def test_the_thumb_moves_with_the_position_from_release_to_pull(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = screen_of(flexion, texts)
    places = []
    for position in (-0.5, 0.0, 0.5, 1.0, 1.5):
        image = part(screen.draw(None, None, replace(counting, position=position)), screen.layout.range)
        bright = (image == SKY).all(axis=2).any(axis=0)
        places.append(float(np.flatnonzero(bright).mean()))
    assert places == sorted(places) and places[3] - places[1] > 0.6 * screen.layout.range.w


@pytest.mark.parametrize(("first", "second"), list(combinations(BackLevel, 2)))
def test_the_back_gauge_tells_its_levels_apart_without_colour(
    first: BackLevel, second: BackLevel, flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    pictures = []
    for level in (first, second):
        screen = screen_of(flexion, texts)
        back = BackState(level, 1.0, 1.5, "% torso", Confidence.HIGH)
        # Paused, so that the panel's ground is the same for all.
        image = screen.draw(None, None, replace(counting, phase=Phase.PAUSED, back=back))
        pictures.append(part(image, screen.layout.back).mean(axis=2))
    assert (np.abs(pictures[0] - pictures[1]) > 40).mean() > 0.01


def test_shares_that_cannot_be_seen_are_not_drawn(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = screen_of(flexion, texts)
    seen = part(screen.draw(None, None, counting), screen.layout.shares)
    unseen_share = replace(counting.back, share=HipBackSplit(hip_deg=8.0))
    unseen = part(screen.draw(None, None, replace(counting, back=unseen_share)), screen.layout.shares)
    assert pixels_of(seen, SKY) > 300 and pixels_of(unseen, SKY) == 0


def test_a_mirror_flips_the_picture_and_nothing_else(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    room = room_picture()
    plain, mirrored = screen_of(flexion, texts), screen_of(flexion, texts, mirrored=True)
    first, second = plain.draw(room, None, counting).copy(), mirrored.draw(room, None, counting).copy()
    inside = plain.layout.video.inset(12, 40)
    flipped = part(first, inside)[:, ::-1]
    assert np.abs(flipped.astype(int) - part(second, inside)).mean() < 1.0
    for name in ("banner", "cue", "keys", "panel"):
        rect = getattr(plain.layout, name)
        assert np.array_equal(part(first, rect), part(second, rect)), name


def test_privacy_shows_the_skeleton_and_nothing_of_the_picture(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    pose = figure_pose(stance_of(flexion))
    screen = screen_of(flexion, texts, privacy=True)
    first = screen.draw(np.full((720, 1280, 3), 255, np.uint8), pose, counting).copy()
    second = screen.draw(figure_picture(stance_of(flexion)), pose, counting).copy()
    assert np.array_equal(first, second)
    assert pixels_of(part(first, screen.layout.video), SKY) > 300


def test_a_frame_of_another_shape_leaves_nothing_of_the_one_before(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    used, fresh = screen_of(flexion, texts), screen_of(flexion, texts)
    used.draw(np.full((720, 1280, 3), 255, np.uint8), None, counting)
    narrow = np.full((848, 480, 3), 120, np.uint8)
    assert np.array_equal(used.draw(narrow, None, counting), fresh.draw(narrow, None, counting))


def test_help_covers_the_screen_and_goes_again(flexion: Exercise, counting: CoachState, texts: Texts) -> None:
    screen = screen_of(flexion, texts)
    before = screen.draw(None, None, counting).copy()
    open_help = screen.draw(None, None, counting, Notices(help=True)).copy()
    after = screen.draw(None, None, counting).copy()
    assert np.array_equal(before, after) and (before != open_help).any(axis=2).mean() > 0.3


def test_a_window_may_change_its_size_in_the_middle_of_a_set(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    screen = screen_of(flexion, texts)
    screen.draw(room_picture(), None, counting)
    screen.resize((900, 700))
    assert screen.draw(room_picture(), None, counting).shape == (700, 900, 3)


states = st.builds(
    lambda phase, reps, level, value, position, side, problem, ok: CoachState(
        t_s=0.0, phase=phase, exercise_id="hip-flexion", side=side, set_index=1, sets=3, reps=reps,
        total_reps=reps, clean_reps=reps, target=(30, 50), position=position, primary_deg=100 + 20 * position,
        back=BackState(level, value, 1.5, "% torso", Confidence.HIGH), hold_left_s=1.0, rest_left_s=12.0,
        working_joint=24, view_problem=problem, frame_ok=ok,
    ),
    st.sampled_from(Phase), st.integers(0, 120), st.sampled_from(BackLevel), st.floats(0, 3),
    st.floats(0, 1) | st.just(float("nan")), st.sampled_from(["left", "right", "both"]),
    st.sampled_from(["", *(problem.value for problem in ViewProblem)]), st.booleans(),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(states, min_size=2, max_size=4))
def test_painting_only_what_changed_gives_the_same_picture_as_painting_everything(
    sequence: list[CoachState],
) -> None:
    exercise, say = find_exercise("hip-flexion"), load_language().say
    pose = figure_pose(stance_of(exercise))
    used = Screen(exercise, (640, 480), False, False, say)
    for state in sequence:
        shown = used.draw(room_picture((320, 180)), pose, state).copy()
    last = sequence[-1]
    fresh = Screen(exercise, (640, 480), False, False, say)
    if last.phase in (Phase.HOLD, Phase.REST):
        # Both have seen the hold begin with this very state: nothing of it is over yet.
        fresh.draw(room_picture((320, 180)), pose, last)
    assert np.array_equal(shown, fresh.draw(room_picture((320, 180)), pose, last))


@pytest.mark.parametrize("size_px", [(640, 480), (1366, 768), (1920, 1080), (720, 1280)])
def test_every_state_draws_at_every_size(size_px: tuple[int, int], texts: Texts) -> None:
    for example in examples():
        assert draw_example(example, size_px, texts).shape == (size_px[1], size_px[0], 3)


def test_a_state_without_any_figure_draws(texts: Texts) -> None:
    own = replace(find_exercise("hip-flexion"), id="mine", position="any", lower_back=(), sets=1)
    drawn = [
        Screen(own, SIZE, True, False, texts).draw(None, None, CoachState(0.0, phase, "mine", "both")).copy()
        for phase in Phase
    ]
    for first, second in combinations(drawn, 2):
        assert not np.array_equal(first, second), "each phase says what it is"


def test_what_did_not_change_is_not_painted_again(
    monkeypatch: pytest.MonkeyPatch, moments: dict[str, Example], texts: Texts
) -> None:
    painted: list[str] = []
    paint = TileCache.paint

    def watched(tiles: TileCache, name: str, *rest: Any) -> bool:
        anew = paint(tiles, name, *rest)
        painted.extend([name] if anew else [])
        return anew

    monkeypatch.setattr(TileCache, "paint", watched)
    example = moments["counting"]
    screen = Screen(example.exercise, SIZE, False, False, texts)
    screen.draw(None, None, example.state)
    assert {"banner", "cue", "keys"} <= set(painted)
    painted.clear()
    screen.draw(None, None, example.state)
    assert painted == []
    screen.draw(None, None, replace(example.state, reps=example.state.reps + 1))
    assert painted and not {"banner", "cue", "keys"} & set(painted)


def test_a_back_hardly_seen_is_no_all_clear_in_the_rest(moments: dict[str, Example], texts: Texts) -> None:
    example = moments["rest"]

    def picture(confidence: Confidence, level: BackLevel) -> np.ndarray:
        back = replace(example.state.back, confidence=confidence, level=level)
        return draw_example(replace(example, state=replace(example.state, back=back)), SIZE, texts)

    unsure = picture(Confidence.LOW, BackLevel.STILL)
    np.testing.assert_array_equal(unsure, picture(Confidence.CANNOT_SEE, BackLevel.CANNOT_SEE))
    assert (unsure != picture(Confidence.HIGH, BackLevel.STILL)).any()


def test_where_a_rep_moved_is_left_open_unless_the_back_moved(texts: Texts) -> None:
    said: list[str] = []

    def listen(text_id: str, **params: object) -> str:
        said.append(text_id)
        return texts(text_id, **params)

    canvas = np.zeros((60, 400, 3), np.uint8)
    draw_shares(canvas, Rect(0, 0, 400, 60), HipBackSplit(), Type(720.0), listen)
    assert said == ["screen.share"]
