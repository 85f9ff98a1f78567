"""Which leg is which: labels that jump are exchanged back, and labels that stay are accepted in the end."""

import math

import pytest

from posecoach.kinematics.geometry import Point
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.legs import LEG_PAIRS, LegTracker, exchange_legs

TORSO_PX = 100.0
FPS = 25


def legs(t_s: float) -> list[Point]:
    """33 points of a lunge: the left leg 80 px ahead of the right, both moving a little."""
    sink = 10.0 * math.sin(2 * math.pi * 0.5 * t_s)
    points: list[Point] = [(200.0, 50.0)] * 33
    for left, right in LEG_PAIRS:
        height = 200.0 + 20.0 * left
        points[left], points[right] = (280.0, height + sink), (200.0, height - sink)
    return points


def told(frames: list[bool]) -> list[bool]:
    """What the tracker says when the estimator's labels are exchanged in the frames given as True."""
    tracker = LegTracker()
    points = (exchange_legs(legs(i / FPS)) if wrong else legs(i / FPS) for i, wrong in enumerate(frames))
    return [tracker.swapped(i / FPS, frame, TORSO_PX) for i, frame in enumerate(points)]


def test_honest_labels_are_left_alone() -> None:
    assert not any(told([False] * 100))


@pytest.mark.parametrize("length", [1, 3, 10])
def test_a_short_exchange_is_noticed_in_every_frame_and_in_no_other(length: int) -> None:
    wrong = [40 <= i < 40 + length for i in range(100)]
    assert told(wrong) == wrong


def test_an_exchange_at_the_bottom_of_every_rep_is_noticed() -> None:
    wrong = [i % 50 in range(20, 26) for i in range(500)]
    assert told(wrong) == wrong


def test_labels_that_keep_disagreeing_are_right_after_all() -> None:
    """The first frame was wrong, and continuity would carry the mistake on for ever."""
    said = told([True] + [False] * 100)
    assert said[1:5] == [True] * 4
    assert not any(said[10:])


def test_labels_that_change_for_good_are_accepted_within_three_seconds() -> None:
    """The person has turned, or lies on the other side."""
    said = told([False] * 100 + [True] * 100)
    assert all(said[100:120])
    assert not any(said[175:])


def test_labels_that_are_exchanged_every_other_second_are_not_accepted() -> None:
    """One knee is drawn up, and the estimator cannot tell whose it is."""
    wrong = [i // FPS % 2 == 1 for i in range(1000)]
    assert told(wrong) == wrong


@pytest.mark.parametrize("gap_s", [0.2, 1.0, 1.9])
def test_legs_that_were_not_seen_for_a_moment_are_known_again(gap_s: float) -> None:
    tracker = LegTracker()
    assert not tracker.swapped(0.0, legs(0.0), TORSO_PX)
    assert tracker.swapped(gap_s, exchange_legs(legs(gap_s)), TORSO_PX)


def test_after_a_long_gap_the_labels_are_accepted() -> None:
    tracker = LegTracker()
    assert not tracker.swapped(0.0, legs(0.0), TORSO_PX)
    assert tracker.swapped(0.04, exchange_legs(legs(0.0)), TORSO_PX)
    assert not tracker.swapped(3.0, exchange_legs(legs(0.0)), TORSO_PX)


def test_after_a_gap_legs_that_lie_elsewhere_are_accepted() -> None:
    tracker = LegTracker()
    assert not tracker.swapped(0.0, legs(0.0), TORSO_PX)
    elsewhere = [(x + 150.0, y) for x, y in exchange_legs(legs(1.0))]
    assert not tracker.swapped(1.0, elsewhere, TORSO_PX)


def test_exchanging_twice_changes_nothing_and_touches_legs_only() -> None:
    points: list[Point] = [(float(i), 0.0) for i in range(33)]
    once = exchange_legs(points)
    assert once[: L.LEFT_KNEE] == points[: L.LEFT_KNEE]
    assert once[L.LEFT_KNEE] == points[L.RIGHT_KNEE] and once[L.RIGHT_FOOT_INDEX] == points[L.LEFT_FOOT_INDEX]
    assert exchange_legs(once) == points


def sliding(share: float, t_s: float) -> list[Point]:
    """The legs on their way from one labelling to the other: 0 right, 1 exchanged."""
    right = legs(t_s)
    wrong = exchange_legs(right)
    return [
        ((1 - share) * a + share * c, (1 - share) * b + share * d)
        for (a, b), (c, d) in zip(right, wrong, strict=True)
    ]


def said_of(shares: list[float], fps: float = FPS) -> list[bool]:
    """What the tracker says when the labels have slid by these shares."""
    tracker = LegTracker()
    return [tracker.swapped(i / fps, sliding(share, i / fps), TORSO_PX) for i, share in enumerate(shares)]


@pytest.mark.parametrize("share", [0.4, 0.5, 0.55])
@pytest.mark.parametrize("length", [1, 3, 6])
def test_a_frame_half_way_between_two_labellings_does_not_make_later_frames_swapped(
    share: float, length: int
) -> None:
    said = said_of([0.0] * 20 + [share] * length + [0.0] * 40)
    assert not any(said[:20]) and not any(said[20 + length :])


@pytest.mark.parametrize("way", [(0.55, 1.0), (0.45, 0.9), (0.35, 0.7, 1.0), (0.3, 0.52, 0.75, 1.0)])
def test_labels_that_slide_over_and_back_are_followed(way: tuple[float, ...]) -> None:
    slide = [0.0] * 20 + list(way) + [1.0] * 3 + list(reversed(way)) + [0.0] * 40
    said = said_of(slide)
    assert all(told for told, share in zip(said, slide, strict=True) if share >= 0.9)
    assert not any(told for told, share in zip(said, slide, strict=True) if share == 0.0)


def test_legs_that_stay_where_they_jumped_to_are_gone_on_from_after_a_while() -> None:
    """A leg that was seen in the wrong place may have been so for long: the new place is accepted."""
    tracker = LegTracker()
    for i in range(20):
        tracker.swapped(i / FPS, legs(i / FPS), TORSO_PX)
    moved = [(x + 300.0, y) for x, y in legs(0.8)]
    for i in range(20, 30):
        tracker.swapped(i / FPS, moved, TORSO_PX)
    assert [
        tracker.swapped((30 + i) / FPS, frame, TORSO_PX)
        for i, frame in enumerate((moved, exchange_legs(moved)))
    ] == [
        False,
        True,
    ]
