"""What shows when the last half minute is looked at as a whole."""

import math

import pytest

from posecoach.coaching.counting.habit import Habit
from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.second_look import SecondLook
from posecoach.coaching.counting.trace import Trace
from tests.coaching.counting.courses import RULE, Course, Samples, resting


def look(samples: Samples, since_s: float = -math.inf) -> SecondLook:
    """A look back from the end of `samples`."""
    trace = Trace()
    for t_s, x in samples:
        trace.append(t_s, x)
    return SecondLook(trace, RULE, since_s)


def calm(t_s: float) -> float:
    """Nothing swings by itself."""
    return 0.0


def peaks(pulses: list[Pulse]) -> list[float]:
    return [pulse.peak_s for pulse in pulses]


@pytest.mark.parametrize(("size", "period_s", "count"), [(4.0, 1.0, 8), (10.0, 3.0, 4), (60.0, 6.0, 3)])
def test_the_first_reps_are_found_together(size: float, period_s: float, count: int) -> None:
    course = resting().reps(count, size, period_s)
    assert peaks(look(course.samples()).first_reps(calm)) == pytest.approx(list(course.peaks_s), abs=0.12)


def test_a_small_set_in_jitter_shows_when_it_is_long_enough() -> None:
    course = resting(5.0).reps(9, 4.0, 1.5)
    found = look(course.samples(30, 0.5, 3)).first_reps(calm)
    assert peaks(found) == pytest.approx(list(course.peaks_s), abs=0.3)


def test_reps_before_a_rest_are_not_left_behind() -> None:
    course = resting().reps(3, 6.0, 1.2).hold(3.0).reps(5, 6.0, 1.2)
    assert peaks(look(course.samples()).first_reps(calm)) == pytest.approx(list(course.peaks_s), abs=0.15)


def test_a_single_pulse_before_a_rest_may_be_anything() -> None:
    course = resting().bump(6.0, 1.2).hold(3.5).reps(6, 6.0, 1.2)
    assert peaks(look(course.samples()).first_reps(calm)) == pytest.approx(list(course.peaks_s), abs=0.15)


def test_the_way_into_position_is_no_rep() -> None:
    course = Course(((0.0, 10.0),)).hold(1.0).to(60.0, 1.5).hold(2.0).reps(6, 8.0, 1.5)
    assert peaks(look(course.samples()).first_reps(calm)) == pytest.approx(list(course.peaks_s), abs=0.15)


def test_what_is_counted_already_is_not_found_again() -> None:
    course = resting().reps(10, 8.0, 1.5)
    found = look(course.samples(), since_s=course.peaks_s[4]).first_reps(calm)
    assert peaks(found) == pytest.approx(list(course.peaks_s[5:]), abs=0.12)


def test_a_set_that_is_over_is_not_begun() -> None:
    assert look(resting().reps(8, 8.0, 1.5).hold(4.0).samples()).first_reps(calm) == []


@pytest.mark.parametrize("size", [0.5, 0.6])
def test_a_set_below_the_smallest_range_is_none(size: float) -> None:
    assert look(resting().reps(12, size * RULE.min_range, 1.5).samples()).first_reps(calm) == []


def habit_of(course: Course, count: int) -> Habit:
    """Somebody who did the first reps of `course`."""
    habit = Habit()
    for rep in look(course.samples()).first_reps(calm)[:count]:
        habit.learn(rep)
    return habit


def test_a_rep_that_was_overlooked_is_found_between_its_neighbours() -> None:
    course = resting().reps(9, 10.0, 2.0).hold(0.5)
    later = Pulse(course.peaks_s[7] - 1.0, course.peaks_s[7], 60.0, 70.0, course.end_s)
    found = look(course.samples(), since_s=course.peaks_s[5]).overlooked(habit_of(course, 5), later)
    assert peaks(found) == pytest.approx([course.peaks_s[6]], abs=0.1)


def test_reps_that_are_known_keep_their_place_and_gain_what_was_before_them() -> None:
    course = resting().reps(6, 2.4, 1.5)
    known = [Pulse(t_s - 0.75, t_s, 60.0, 62.4, course.end_s) for t_s in course.peaks_s[3:]]
    found = look(course.samples()).first_reps(calm, least=1000.0, known=known)
    assert found[-3:] == known
    assert peaks(found) == pytest.approx(list(course.peaks_s), abs=0.15)


@pytest.mark.parametrize(("stays_up", "is_rep"), [(0.0, True), (3.0, True), (5.0, False), (7.0, False)])
def test_a_first_pull_that_does_not_go_back_was_the_way_into_position(stays_up: float, is_rep: bool) -> None:
    arrival = Course(((0.0, 60.0 - stays_up),)).hold(4.0).to(70.0 - stays_up, 1.0).to(60.0, 1.0)
    course = Course(arrival.knots).reps(6, 10.0, 2.0)
    known = [Pulse(t_s - 1.0, t_s, 60.0, 70.0, course.end_s) for t_s in course.peaks_s]
    found = look(course.samples()).first_reps(calm, least=1000.0, known=known)
    assert (len(found) == 7) is is_rep


def test_a_first_rep_out_of_a_dip_is_not_taken_for_the_way_into_position() -> None:
    course = resting(4.0).to(55.5, 0.6).to(66.5, 0.4).to(60.2, 0.3)
    after = Course(course.knots).reps(6, 6.5, 0.7)
    known = [Pulse(t_s - 0.35, t_s, 60.2, 66.7, after.end_s) for t_s in after.peaks_s]
    found = look(after.samples()).first_reps(calm, least=1000.0, known=known)
    assert peaks(found)[0] == pytest.approx(5.0, abs=0.1) and len(found) == 7


def test_in_a_rest_nothing_was_overlooked() -> None:
    course = resting().reps(5, 10.0, 2.0).hold(4.0).reps(4, 10.0, 2.0).hold(0.5)
    later = Pulse(course.peaks_s[5] - 1.0, course.peaks_s[5], 60.0, 70.0, course.end_s)
    habit = habit_of(resting().reps(5, 10.0, 2.0), 5)
    assert look(course.samples(), since_s=course.peaks_s[4]).overlooked(habit, later) == []
