"""The repetition counter alone, on signals whose course is known: what it counts."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coaching.counting.counter_draws import (
    a_set,
    periods,
    quick,
    rates,
    seeds,
    sizes,
)
from tests.coaching.counting.courses import LARGE, RULE, Course, count, listen, resting


@quick
@given(sizes, periods, rates, st.integers(4, 12))
def test_a_set_of_any_range_and_tempo_is_exact_at_any_frame_rate(
    size: float, period_s: float, fps: int, reps: int
) -> None:
    assert count(a_set(size, period_s, reps).samples(fps)) == reps


@pytest.mark.parametrize("size", [4.0, 40.0])
@pytest.mark.parametrize("period_s", [0.6, 6.0])
@pytest.mark.parametrize("fps", [10, 60])
def test_the_corners_are_exact_too(size: float, period_s: float, fps: int) -> None:
    assert count(a_set(size, period_s).samples(fps)) == 8


@quick
@given(sizes, periods, rates)
def test_where_the_pull_lowers_the_signal_its_falls_are_counted(
    size: float, period_s: float, fps: int
) -> None:
    falling = [(t_s, -x) for t_s, x in a_set(size, period_s).samples(fps)]
    upright = listen(a_set(size, period_s).samples(fps))
    assert listen(falling, replace(RULE, direction=-1)) == upright
    assert len(upright.counted) == 8


@quick
@given(sizes, periods, rates, st.floats(0.0, 0.05), seeds)
def test_jitter_adds_and_loses_nothing(
    size: float, period_s: float, fps: int, share: float, seed: int
) -> None:
    assert count(a_set(size, period_s).samples(fps, share * size, seed)) == 8


@quick
@given(sizes, periods, rates, st.floats(-0.15, 0.15))
def test_a_slow_drift_adds_and_loses_nothing(
    size: float, period_s: float, fps: int, drift_per_s: float
) -> None:
    assert count(a_set(size, period_s).samples(fps, drift_per_s=drift_per_s)) == 8


@quick
@given(sizes, periods, rates, st.floats(4.0, 20.0))
def test_a_pause_within_the_set_adds_and_loses_nothing(
    size: float, period_s: float, fps: int, pause_s: float
) -> None:
    course = resting().reps(5, size, period_s).hold(pause_s).reps(5, size, period_s).hold(3.0)
    assert count(course.samples(fps)) == 10


@pytest.mark.parametrize(("period_s", "rest_s"), [(2.0, 0.2), (3.0, 0.3), (4.0, 0.6), (6.0, 0.6)])
def test_the_first_rep_after_the_way_back_into_position_is_not_lost(period_s: float, rest_s: float) -> None:
    """The leg was put down in a pause, and rests only shortly before it is pulled again."""
    down = resting().reps(6, 10.0, period_s).to(40.0, 1.0).hold(4.0)
    assert count(down.to(60.0, 0.6).hold(rest_s).reps(3, 10.0, period_s).hold(3.0).samples()) == 9


@pytest.mark.parametrize(("large", "reps"), [(16.0, 5), (20.0, 5), (25.0, 5)])
def test_small_reps_count_on_after_larger_ones_in_which_the_back_went_along(large: float, reps: int) -> None:
    course = resting().reps(3, 5.0, 2.0).reps(reps, large, 2.0).reps(2, 5.0, 2.0).hold(3.0)
    assert count(course.samples()) == reps + 5


@quick
@given(sizes, st.floats(1.2, 3.0), rates, st.sampled_from((0.5, 2.0)))
def test_it_goes_on_when_the_tempo_halves_or_doubles(
    size: float, period_s: float, fps: int, factor: float
) -> None:
    course = resting().reps(6, size, period_s).reps(8, size, factor * period_s).hold(3.0)
    assert count(course.samples(fps)) == 14


@quick
@given(sizes, periods, rates, rates, st.floats(0.2, 0.8))
def test_the_frame_rate_may_change_on_the_way(
    size: float, period_s: float, fps: int, then_fps: int, share: float
) -> None:
    course = a_set(size, period_s, 10)
    change_s = share * course.end_s
    before = [sample for sample in course.samples(fps) if sample[0] < change_s]
    after = [sample for sample in course.samples(then_fps) if sample[0] >= change_s]
    assert count(before + after) == 10


@quick
@given(
    st.floats(4.0, 15.0),
    st.floats(0.8, 6.0),
    st.sampled_from((20, 30, 60)),
    st.integers(1, 3),
    st.sampled_from((-60.0, -25.0, 25.0, 60.0)),
    st.floats(0.1, 0.9),
)
def test_a_short_spike_adds_and_loses_nothing(
    size: float, period_s: float, fps: int, length: int, height: float, share: float
) -> None:
    """Three pictures at 20 a second last longer than a spike is waited for; there, two."""
    samples = a_set(size, period_s).samples(fps)
    at = int(share * len(samples))
    hit = range(at, at + (min(length, 2) if fps == 20 else length))
    assert count([(t_s, x + height if i in hit else x) for i, (t_s, x) in enumerate(samples)]) == 8


@quick
@given(sizes, st.floats(1.0, 6.0), rates, st.floats(0.1, 0.3), st.floats(0.1, 0.9), st.booleans())
def test_a_short_gap_loses_nothing_whether_nan_or_missing(
    size: float, period_s: float, fps: int, gap_s: float, share: float, missing: bool
) -> None:
    course = a_set(size, period_s)
    start_s = share * course.end_s
    unseen = [(t_s, math.nan if start_s < t_s < start_s + gap_s else x) for t_s, x in course.samples(fps)]
    assert count([sample for sample in unseen if not (missing and math.isnan(sample[1]))]) == 8


@quick
@given(sizes, st.floats(1.0, 3.0), st.floats(1.0, 3.0), st.floats(0.1, 0.9), st.floats(0.31, 0.5))
def test_a_gap_in_a_hold_at_the_top_adds_nothing(
    size: float, period_s: float, hold_s: float, share: float, gap_s: float
) -> None:
    held = resting().reps(5, size, period_s).to(60.0 + size, period_s / 2).hold(hold_s)
    start_s = held.end_s - hold_s + share * max(hold_s - gap_s, 0.0)
    samples = held.to(60.0, period_s / 2).reps(3, size, period_s).hold(3.0).samples(30)
    assert count([s for s in samples if not start_s < s[0] < start_s + gap_s]) == 9


@quick
@given(sizes, periods, rates, st.floats(1.6, 4.0), st.booleans())
def test_a_long_gap_in_a_pause_loses_nothing(
    size: float, period_s: float, fps: int, gap_s: float, missing: bool
) -> None:
    pause = resting().reps(5, size, period_s).hold(6.0)
    course = pause.reps(5, size, period_s).hold(3.0)
    start_s = pause.end_s - 5.0
    unseen = [(t_s, math.nan if start_s < t_s < start_s + gap_s else x) for t_s, x in course.samples(fps)]
    assert count([sample for sample in unseen if not (missing and math.isnan(sample[1]))]) == 10


def arriving(way: float, seconds: float, hold_s: float, size: float, period_s: float) -> Course:
    """Into position by `way`, a hold, six reps."""
    into = Course(((0.0, 60.0 - way),)).hold(2.0).to(60.0, seconds).hold(hold_s)
    return into.reps(6, size, period_s).hold(3.0)


@quick
@given(st.floats(-90, -30), st.floats(0.8, 3.0), st.floats(1.0, 4.0), sizes, periods, rates)
def test_getting_down_into_position_is_no_rep_and_costs_none(
    way: float, seconds: float, hold_s: float, size: float, period_s: float, fps: int
) -> None:
    assert count(arriving(way, seconds, hold_s, size, period_s).samples(fps)) == 6


@quick
@given(st.floats(30, 90), st.floats(0.8, 3.0), st.floats(1.0, 4.0), st.floats(13, 40), periods, rates)
def test_getting_up_into_position_is_no_rep_and_costs_none(
    way: float, seconds: float, hold_s: float, size: float, period_s: float, fps: int
) -> None:
    heard = listen(arriving(way, seconds, hold_s, size, period_s).samples(fps))
    assert len(heard.counted) == 6


@pytest.mark.parametrize(("way", "size"), [(60.0, 4.0), (60.0, 6.0), (90.0, 8.0)])
def test_the_first_of_small_reps_after_getting_up_into_position_is_not_lost(way: float, size: float) -> None:
    assert count(arriving(way, 1.5, 2.0, size, 2.0).samples(30)) == 6


def test_the_first_of_large_reps_counts_when_it_is_done() -> None:
    """As in a squat, where nothing else moves as far."""
    course = resting().reps(5, 60.0, 3.0).hold(3.0)
    counted = listen(course.samples(), LARGE).counted
    assert len(counted) == 5
    assert counted[0].t_s < course.ends_s[0] + 0.5


@pytest.mark.parametrize("least", [8.0, 10.0, 20.0, 40.0])
def test_two_squats_are_two(least: float) -> None:
    """Whatever the smallest range of the file: what counts is the size against what people do otherwise."""
    course = resting().reps(2, 60.0, 3.0).hold(3.0)
    assert count(course.samples(), replace(LARGE, min_range=least)) == 2


def test_large_reps_with_a_hold_count_from_the_third_on() -> None:
    course = resting()
    for _ in range(5):
        course = course.to(120.0, 1.5).hold(3.0).to(60.0, 1.5)
    assert count(course.hold(3.0).samples(), LARGE) == 5


def test_a_slower_rep_whose_release_is_lost_for_a_moment_is_one() -> None:
    course = resting(5.0).reps(6, 30.0, 0.7).hold(0.3).to(90.0, 0.8).hold(0.6).to(60.0, 0.5).hold(3.0)
    seen = [(t_s, x) for t_s, x in course.samples(15, 0.05, 1) if not 10.9 <= t_s < 11.7]
    assert count(seen, replace(LARGE, min_range=10.0, period_s=(0.5, 8.0))) == 7
