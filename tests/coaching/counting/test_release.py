"""How a pulse is let go, and what its haste says."""

import math

import pytest

from posecoach.coaching.counting.habit import SURPRISE, Habit
from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.release import CALM_S, Release
from posecoach.coaching.counting.trace import Trace
from tests.coaching.counting.courses import Course, count, listen, resting
from tests.coaching.counting.pulses import pulse, row

SLOW = resting().reps(8, 10.0, 3.0).hold(1.0)
HURRIED = SLOW.to(66.5, 1.0)


def trace_of(course: Course, fps: float = 30.0, without: tuple[float, float] = (0.0, 0.0)) -> Trace:
    trace = Trace()
    for t_s, x in course.samples(fps):
        if not without[0] < t_s < without[1]:
            trace.append(t_s, x)
    return trace


def one_rep(hold_s: float = 0.0, release_s: float = 1.0) -> tuple[Course, Pulse]:
    """A rep of ten degrees with its top from 2 s on, and its pulse."""
    course = resting(1.0).to(70.0, 1.0).hold(hold_s).to(60.0, release_s).hold(2.0)
    return course, pulse(2.0 + hold_s / 2)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("hold_s", [0.0, 2.0])
def test_the_fall_is_timed_at_any_frame_rate_and_without_a_hold_at_the_top(hold_s: float, fps: int) -> None:
    course, rep = one_rep(hold_s)
    # Half a cosine has fallen by a tenth after 0.205 of its time, by half after 0.5.
    assert Release(rep, trace_of(course, fps)).fall_s() == pytest.approx(0.295, abs=0.05)


def test_it_makes_no_difference_how_late_the_pulse_was_recognised() -> None:
    course, rep = one_rep()
    early = Release(rep, Trace())
    for t_s, x in course.samples():
        if t_s >= rep.peak_s:
            early.update(t_s, x)
    assert early.fall_s() == Release(rep, trace_of(course)).fall_s()


def test_the_fall_is_told_once() -> None:
    course, rep = one_rep()
    release = Release(rep, trace_of(course))
    assert release.fall_s() is not None and release.fall_s() is None


def test_a_single_low_sample_is_no_fall() -> None:
    release = Release(pulse(10.0), Trace())
    for number, x in enumerate((70.0, 70.0, 64.0, 70.0, 70.0)):
        release.update(10.0 + number / 30, x)
    assert release.fall_s() is None


def test_a_fall_that_was_not_all_seen_is_not_timed() -> None:
    course, rep = one_rep()
    fall_s = Release(rep, trace_of(course, without=(2.1, 2.45))).fall_s()
    assert fall_s is not None and math.isnan(fall_s)


def test_a_release_that_goes_no_further_is_calm_after_a_while() -> None:
    release = Release(pulse(10.0), Trace())
    release.update(10.2, 64.0)
    assert not release.calm(10.2 + CALM_S - 0.1) and release.calm(10.2 + CALM_S + 0.1)


def test_the_end_is_where_the_signal_has_come_down() -> None:
    course, rep = one_rep()
    trace = trace_of(course)
    assert Release(rep, trace).ended(trace, 5.0, 0.1).end_s == pytest.approx(3.0, abs=0.1)


def habit_of_falls(*falls_s: float) -> Habit:
    habit = Habit()
    for one in row(5):
        habit.learn(one)
    for fall_s in falls_s:
        habit.let_go(fall_s)
    return habit


@pytest.mark.parametrize(
    ("fall_s", "gap_s", "hasty"), [(0.5, 2.0, False), (0.15, 2.0, True), (0.2, 0.8, False)]
)
def test_a_fall_is_hasty_unless_the_tempo_is_quicker_too(fall_s: float, gap_s: float, hasty: bool) -> None:
    habit = habit_of_falls(0.5, 0.5, 0.5)
    assert (habit.haste(pulse(18.0 + gap_s), fall_s) > SURPRISE) is hasty


def test_where_little_is_known_no_fall_is_hasty() -> None:
    assert habit_of_falls(0.5, 0.5).haste(pulse(20.0), 0.1) == 0.0
    assert habit_of_falls(0.5, 0.5, math.nan).haste(pulse(20.0), 0.1) == 0.0
    assert habit_of_falls(0.5, 0.5, 0.5).haste(pulse(20.0), math.nan) == 0.0


def test_a_leg_that_is_put_down_after_a_small_rise_is_no_rep() -> None:
    assert count(HURRIED.to(0.0, 0.8).hold(3.0).samples()) == 8


def test_the_same_rise_let_go_at_the_usual_pace_is_a_rep() -> None:
    assert count(HURRIED.to(60.0, 1.5).hold(3.0).samples()) == 9


def test_a_doubtful_rep_is_told_when_half_of_it_is_let_go() -> None:
    heard = listen(HURRIED.to(60.0, 1.5).hold(3.0).samples())
    peak_s, end_s = SLOW.end_s + 1.0, SLOW.end_s + 2.5
    assert (peak_s + end_s) / 2 < heard.counted[-1].t_s < end_s


def test_a_doubtful_rep_is_not_lost_with_the_end_of_the_source() -> None:
    samples = HURRIED.to(64.0, 0.8).samples()
    assert count(samples) == 9 and len(listen(samples).completed) == 9


def test_a_large_cough_between_slow_reps_is_no_rep() -> None:
    course = resting().reps(6, 10.0, 3.0).hold(1.0).to(67.0, 0.5).to(60.0, 0.25).hold(0.7)
    assert count(course.reps(4, 10.0, 3.0).hold(2.0).samples()) == 10


def test_reps_that_are_held_and_one_that_is_not_all_count() -> None:
    course = resting()
    for hold_s in (2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 2.0, 2.0):
        course = course.to(70.0, 0.6).hold(hold_s).to(60.0, 0.6)
    assert count(course.hold(2.0).samples()) == 8


def test_a_gap_in_one_release_costs_no_later_rep() -> None:
    course = resting().reps(3, 10.0, 1.0).reps(1, 8.0, 0.85).hold(3.0)
    peak_s = course.peaks_s[2]
    for gap_s in (0.2, 0.4, 0.6):
        seen = [sample for sample in course.samples() if not peak_s < sample[0] < peak_s + gap_s]
        assert count(seen) == 4


def test_a_leg_that_is_put_down_after_a_rest_is_no_rep_either() -> None:
    course = resting().reps(8, 10.0, 2.0).hold(9.0).to(67.5, 1.0).to(0.0, 0.6).hold(3.0)
    assert count(course.samples()) == 8


def test_a_doubtful_rep_is_not_kept_waiting_for_ever() -> None:
    course = resting().reps(3, 40.0, 2.0).hold(10.0).to(90.0, 0.8).to(85.0, 0.4).hold(60.0)
    told = listen(course.to(60.0, 1.0).hold(1.0).reps(1, 32.0, 1.6).hold(3.0).samples()).counted
    assert len(told) == 5 and told[3].t_s < 30.0
