"""Which leg is which: labels that jump are exchanged back, and labels that stay are believed in the end."""

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
    assert said[1:20] == [True] * 19
    assert not any(said[60:])


def test_after_a_gap_the_labels_are_believed() -> None:
    tracker = LegTracker()
    assert not tracker.swapped(0.0, legs(0.0), TORSO_PX)
    assert tracker.swapped(0.04, exchange_legs(legs(0.0)), TORSO_PX)
    assert not tracker.swapped(2.0, exchange_legs(legs(0.0)), TORSO_PX)


def test_exchanging_twice_changes_nothing_and_touches_legs_only() -> None:
    points: list[Point] = [(float(i), 0.0) for i in range(33)]
    once = exchange_legs(points)
    assert once[: L.LEFT_HIP] == points[: L.LEFT_HIP]
    assert once[L.LEFT_HIP] == points[L.RIGHT_HIP] and once[L.RIGHT_FOOT_INDEX] == points[L.LEFT_FOOT_INDEX]
    assert exchange_legs(once) == points
