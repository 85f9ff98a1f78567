"""Cutting a signal at its turning points, and measuring what lies between."""

import math

import numpy as np
import pytest

from posecoach.coaching.counting.segmentation import (
    STEP_S,
    Candidate,
    Window,
    extremes,
    release_s,
    smoothed,
    turning_points,
)
from posecoach.coaching.counting.trace import Trace
from tests.coaching.counting.courses import Course, Samples, resting


def cut(samples: Samples, threshold: float = 2.0, floor: float = -math.inf) -> list[Candidate]:
    """The candidates of a signal, smoothed over 0.2 s."""
    course = filled(samples).smoothed(0.2)
    return course.measured(turning_points(extremes(course.x), threshold), floor)


def filled(samples: Samples) -> Window:
    trace = Trace()
    for t_s, x in samples:
        trace.append(t_s, x)
    return Window(trace, 0.0)


def test_smoothing_delays_nothing_and_keeps_the_length() -> None:
    x = np.r_[np.zeros(50), 1.0, np.zeros(50)]
    y = smoothed(x, 0.4)
    assert len(y) == len(x) and int(y.argmax()) == 50
    assert y.sum() == pytest.approx(1.0)


def test_turning_points_alternate_from_trough_to_trough() -> None:
    points = [(0, 5.0), (1, 0.0), (2, 8.0), (3, 7.5), (4, 9.0), (5, 1.0), (6, 6.0), (7, 5.5)]
    assert turning_points(points, 2.0) == [(1, 0.0), (4, 9.0), (5, 1.0)]
    assert turning_points(points, 20.0) == []


def test_the_last_peak_need_not_be_released_as_far_as_the_others() -> None:
    points = [(1, 0.0), (2, 9.0), (3, 1.0), (4, 8.0), (5, 7.0)]
    assert turning_points(points, 2.0) == points[:3]
    assert turning_points(points, 2.0, last=1.5) == points[:3]
    assert turning_points(points, 2.0, last=1.0) == points


def test_a_rep_is_measured_from_begin_to_end() -> None:
    (one,) = cut(resting(2.0).reps(1, 10.0, 2.0).hold(2.0).samples())
    assert one.start_s == pytest.approx(2.0, abs=0.1)
    assert one.middle_s == pytest.approx(2.5, abs=0.05)
    assert one.peak_s == pytest.approx(3.0, abs=0.1)
    assert one.range_ == pytest.approx(10.0, rel=0.05)
    assert one.directness == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("hold_s", [0.0, 1.0, 3.0])
@pytest.mark.parametrize("seed", range(3))
def test_a_hold_of_any_length_changes_neither_start_nor_pull(hold_s: float, seed: int) -> None:
    course = resting(2.0).to(70.0, 0.8).hold(hold_s).to(60.0, 0.8).hold(2.0)
    (one,) = cut(course.samples(30, 0.3, seed), 4.0)
    assert one.start_s == pytest.approx(2.0, abs=0.15)
    assert one.peak_s == pytest.approx(2.8, abs=0.25)


def test_the_way_into_position_is_not_part_of_the_first_pull() -> None:
    course = Course(((0.0, 0.0),)).hold(1.0).to(60.0, 1.5).hold(2.0).bump(6.0, 2.0).hold(1.0).bump(6.0, 2.0)
    first, second = cut(course.hold(1.0).samples())
    assert first.range_ == pytest.approx(6.0, rel=0.1)
    assert first.pull_s == pytest.approx(second.pull_s, abs=0.15)


def test_a_pull_from_below_the_floor_is_measured_from_there() -> None:
    course = resting(1.0).to(55.0, 1.0).hold(1.0).to(70.0, 1.5).to(60.0, 1.0).hold(1.0)
    (one,) = cut(course.samples(), floor=58.0)
    assert (one.base, one.trough) == (58.0, pytest.approx(55.0, abs=0.1))


def test_a_ragged_way_is_longer_than_its_height() -> None:
    course = resting(1.0).to(66.0, 0.5).to(62.5, 0.5).to(70.0, 0.8).to(60.0, 1.0).hold(1.0)
    (one,) = cut(course.samples(), 5.0)
    assert one.directness > 1.2


def test_the_end_of_the_release_is_where_its_steep_part_leads() -> None:
    course = filled(Course(((0.0, 70.0),)).to(60.0, 1.0).hold(2.0).samples()).x.tolist()
    assert release_s(course, len(course) - 1, 70.0) == pytest.approx(1.0, abs=2 * STEP_S)
