"""When the repetition counter tells what, and in which order, on signals whose course is known."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from posecoach.coaching.counting.counter import Completed, Counted, RepCounter, first_valley
from tests.coaching.counting.counter_draws import (
    a_set,
    answer,
    number,
    periods,
    quick,
    rates,
    seeds,
    sizes,
    told_together,
)
from tests.coaching.counting.courses import RULE, Course, Heard, listen, resting

# When, and in which order.


@quick
@given(sizes, periods, rates)
def test_the_count_comes_soon_after_the_third_rep_and_then_before_each_release_ends(
    size: float, period_s: float, fps: int
) -> None:
    course = a_set(size, period_s)
    heard = listen(course.samples(fps)).counted
    assert heard[0].t_s < course.ends_s[2] + 1.5
    for counted, peak_s, end_s in zip(heard, course.peaks_s, course.ends_s, strict=True):
        assert peak_s < counted.t_s
        assert counted.t_s < end_s or counted.t_s == heard[0].t_s


@quick
@given(sizes, periods, rates, st.floats(0.0, 0.03), seeds)
def test_the_peaks_are_told_within_a_tenth_of_a_second(
    size: float, period_s: float, fps: int, share: float, seed: int
) -> None:
    course = a_set(size, period_s)
    off = 0.1 if share < 0.005 or period_s < 2.0 else 0.05 * period_s
    told = [counted.candidate.peak_s for counted in listen(course.samples(fps, share * size, seed)).counted]
    assert told == pytest.approx(list(course.peaks_s), abs=off)


@quick
@given(sizes, periods, st.sampled_from((20, 30, 60)))
def test_range_start_and_end_are_told(size: float, period_s: float, fps: int) -> None:
    course = a_set(size, period_s)
    for completed, peak_s in zip(listen(course.samples(fps)).completed, course.peaks_s, strict=True):
        assert completed.candidate.range_ == pytest.approx(size, rel=0.15)
        assert completed.candidate.start_s == pytest.approx(peak_s - period_s / 2, abs=0.1 * period_s)
        assert completed.candidate.end_s == pytest.approx(peak_s + period_s / 2, abs=0.1 * period_s)


def test_landmarks_that_do_not_carry_a_rhythm_alone_need_more_of_it() -> None:
    pulses = a_set(size=4.0).samples(30, 0.4, 3)
    first, alone = (
        listen(pulses, replace(RULE, signal=signal)).counted[0].t_s
        for signal in ("trunk_inclination", "hip_internal_rotation")
    )
    assert alone > first + 1.0


def test_the_first_reps_are_told_together_once_they_confirm_each_other() -> None:
    course = a_set(10.0, 2.0)
    counted = listen(course.samples()).counted
    together = told_together(counted)
    assert 2 <= together <= 3
    assert course.peaks_s[together - 1] < counted[0].t_s < course.ends_s[together - 1]
    assert len({rep.t_s for rep in counted[together:]}) == 8 - together


levels = st.floats(20.0, 100.0)
wild = st.lists(st.tuples(levels, st.floats(0.2, 4.0)), min_size=1, max_size=10)
waves = st.tuples(st.integers(0, 6), sizes, periods)


A_VALLEY_SMOOTHED_TWICE = [
    (82.7594526529032, 1.5), (64.28154338154454, 0.2), (99.0, 2.9343274137631945),
    (61.154821552091995, 1.6401408425195183),
    (82.7594526529032, 1.5), (39.12265813411459, 3.1355175549857455), (99.0, 2.9343274137631945),
    (85.35149642446947, 3.5328570786545965), (83.59004139215637, 1.5), (20.0, 0.7805295824225511),
]  # fmt: skip
"""Counted a repetition that began 0.12 s before the one before it had ended."""

A_SET_WITHIN_A_RELEASE = [
    (25.47591576049537, 0.2), (83.14329510836626, 1.5), (81.67654567513438, 1.405072695232865),
    (39.48543402476109, 0.2), (35.81153928822093, 1.9598966636998738), (55.12453579858253, 1.5),
    (36.368144326789974, 1.5), (45.50264708177533, 1.1648323284238669),
    (73.0406998419366, 3.9376174724341317), (47.80458991108727, 0.2),
]  # fmt: skip
"""A set found late counted a repetition that lay within the release of one told before."""


def erratic(moves: list[tuple[float, float]], wave: tuple[int, float, float]) -> Course:
    """Anything at all, with a set in the middle of it."""
    course = resting(1.0)
    for level, seconds in moves:
        course = course.to(level, seconds)
    course = course.reps(*wave)
    for level, seconds in moves:
        course = course.to(level, seconds)
    return course


def assert_ordered(heard: Heard) -> None:
    """Each count is followed by its own completion before the next count, and nothing goes back."""
    for event, after in zip(heard.events[::2], heard.events[1::2], strict=True):
        assert isinstance(event, Counted) and isinstance(after, Completed)
        assert math.isnan(event.candidate.end_s)
        assert replace(after.candidate, end_s=0.0) == replace(event.candidate, end_s=0.0)
        assert event.candidate.start_s < event.candidate.peak_s <= event.t_s
        assert event.candidate.peak_s <= after.candidate.end_s <= after.t_s + 1e-9
    for before, after in pairwise(heard.events):
        assert before.t_s <= after.t_s
    for before, after in pairwise(heard.counted):
        assert before.candidate.peak_s < after.candidate.start_s + 1e-9
    for ended, after in zip(heard.completed, heard.counted[1:], strict=False):
        assert ended.candidate.end_s < after.candidate.start_s + 0.1


@quick
@given(sizes, periods, rates, st.floats(0.0, 0.05), seeds)
def test_each_count_is_completed_once_and_in_order(
    size: float, period_s: float, fps: int, share: float, seed: int
) -> None:
    heard = listen(a_set(size, period_s).samples(fps, share * size, seed))
    assert len(heard.completed) == len(heard.counted) == 8
    assert_ordered(heard)


@settings(quick, max_examples=30)
@example(A_SET_WITHIN_A_RELEASE, (6, 14.184893498547144, 3.241502875137284), 15, 0.0, 49)
@example(A_VALLEY_SMOOTHED_TWICE, (5, 20.13789871370466, 2.3221340409403184), 15, 0.0, 5)
@given(wild, waves, rates, st.floats(0.0, 2.0), seeds)
def test_whatever_the_signal_does_counts_come_in_order_and_are_never_taken_back(
    moves: list[tuple[float, float]], wave: tuple[int, float, float], fps: int, jitter: float, seed: int
) -> None:
    assert_ordered(listen(erratic(moves, wave).samples(fps, jitter, seed)))


@quick
@given(sizes, periods, rates, st.floats(-1000.0, 5000.0))
def test_a_later_start_changes_nothing_but_the_times(
    size: float, period_s: float, fps: int, by_s: float
) -> None:
    samples = a_set(size, period_s).samples(fps, 0.02 * size)
    now, then = listen(samples), listen([(t_s + by_s, x) for t_s, x in samples])
    assert [type(event) for event in now.events] == [type(event) for event in then.events]
    assert [event.candidate.peak_s + by_s for event in now.events] == pytest.approx(
        [event.candidate.peak_s for event in then.events], abs=1.0 / fps
    )


# The end, and breaks.


@quick
@given(sizes, periods, rates, st.floats(0.3, 1.0))
def test_the_end_of_the_source_leaves_nothing_open(
    size: float, period_s: float, fps: int, share: float
) -> None:
    course = a_set(size, period_s)
    counter = RepCounter(RULE)
    samples = course.samples(fps)
    events = answer(counter, samples[: int(share * len(samples))])
    events += counter.interrupt(samples[-1][0])
    assert len(events) == 2 * number(events)
    assert counter.interrupt(samples[-1][0] + 1.0) == []


def test_the_end_completes_the_rep_whose_release_is_under_way() -> None:
    course = resting().reps(5, 10.0, 2.0)
    samples = [sample for sample in course.samples() if sample[0] < course.peaks_s[-1] + 0.7]
    counter = RepCounter(RULE)
    assert isinstance(answer(counter, samples)[-1], Counted)
    (last,) = counter.interrupt(samples[-1][0])
    assert isinstance(last, Completed) and last.candidate.peak_s == pytest.approx(course.peaks_s[-1], abs=0.1)


def across(course: Course, break_s: float, broken: bool) -> int:
    """The count when the person leaves the position at `break_s`, or does not."""
    counter = RepCounter(RULE)
    samples = course.samples()
    events = answer(counter, [sample for sample in samples if sample[0] < break_s])
    if broken:
        events += counter.interrupt(break_s)
    events += answer(counter, [sample for sample in samples if sample[0] >= break_s])
    assert len(events + counter.interrupt(samples[-1][0])) == 2 * number(events)
    return number(events)


def test_pulses_on_either_side_of_a_break_do_not_confirm_each_other() -> None:
    enough = told_together(listen(a_set().samples()).counted)
    course = resting().reps(enough, 10.0, 2.0).hold(3.0)
    assert across(course, course.ends_s[-2], broken=False) == enough
    assert across(course, course.ends_s[-2], broken=True) == 0


def test_a_pull_before_a_break_and_a_release_after_it_are_no_rep() -> None:
    course = resting().reps(6, 10.0, 2.0).hold(3.0)
    assert across(course, course.peaks_s[5], broken=False) == 6
    assert across(course, course.peaks_s[5], broken=True) == 5


def test_a_break_completes_the_open_rep_at_once() -> None:
    course = resting().reps(5, 10.0, 2.0)
    break_s = course.peaks_s[-1] + 0.7
    counter = RepCounter(RULE)
    answer(counter, [sample for sample in course.samples() if sample[0] < break_s])
    (last,) = counter.interrupt(break_s)
    assert isinstance(last, Completed) and last.t_s == break_s
    assert counter.interrupt(break_s + 1.0) == []


def test_after_a_break_the_person_is_still_known() -> None:
    course = resting().reps(6, 10.0, 2.0).hold(2.0).reps(3, 10.0, 2.0).hold(3.0)
    assert across(course, course.ends_s[5] + 1.0, broken=True) == 9


def test_a_track_lost_for_long_completes_the_open_rep_and_hides_the_half_seen_one() -> None:
    course = a_set(10.0, 2.0)
    lost_s = course.peaks_s[5] + 0.7
    heard = listen([s for s in course.samples() if not lost_s < s[0] < lost_s + 1.7])
    assert_ordered(heard)
    assert len(heard.counted) == 7


def test_after_the_end_it_may_begin_again() -> None:
    counter = RepCounter(RULE)
    answer(counter, a_set(12.0, 1.5).samples())
    end_s = a_set(12.0, 1.5).end_s
    counter.interrupt(end_s)
    assert counter.update(end_s + 1.0, 70.0) == []


def test_the_usual_rep_is_that_of_the_set() -> None:
    counter = RepCounter(RULE)
    assert counter.usual is None
    answer(counter, a_set(12.0, 1.5).samples())
    usual = counter.usual
    assert usual is not None
    assert usual.range_ == pytest.approx(12.0, rel=0.1)
    assert usual.period_s == pytest.approx(1.5, abs=0.05)
    assert usual.base == pytest.approx(60.0, abs=1.0)


def test_the_release_of_a_repetition_counted_late_ends_before_the_next_pull() -> None:
    two_reps_later = [10.0, 6.0, 2.0, 3.0, 9.0, 5.0, 0.0, 4.0]
    assert first_valley(two_reps_later, rise=1.0) == 2
    assert first_valley(two_reps_later[:3], rise=1.0) == 2
    assert first_valley([10.0, 6.0, 6.5, 2.0, 2.0], rise=1.0) == 3
