"""The repetition counter alone, on signals whose course is known: what it counts, what never, and when."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from posecoach.coaching.counter import Completed, Counted, RepCounter
from tests.coaching.courses import RULE, Course, Heard, Samples, count, listen, resting

# Not shrunk: the drawn figures say all there is to know.
quick = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)

sizes = st.floats(4.0, 40.0)
periods = st.floats(0.6, 6.0)
rates = st.sampled_from((10, 12, 15, 20, 24, 25, 30, 50, 60))
seeds = st.integers(0, 10_000)


def a_set(size: float = 10.0, period_s: float = 2.0, reps: int = 8) -> Course:
    """A hold, a set, a hold."""
    return resting().reps(reps, size, period_s).hold(3.0)


def answer(counter: RepCounter, samples: Samples) -> list[Counted | Completed]:
    """What `counter` says of the next samples, without ending the source."""
    return [event for t_s, x in samples for event in counter.update(t_s, x)]


def number(events: list[Counted | Completed]) -> int:
    """How many counts are among them."""
    return sum(isinstance(event, Counted) for event in events)


def told_together(counted: list[Counted]) -> int:
    """How many reps the first announcement covers."""
    return sum(rep.t_s == counted[0].t_s for rep in counted)


# What it counts.


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


# What it never counts.


@quick
@given(st.floats(0.0, 0.6), rates, seeds, st.floats(-0.1, 0.1))
def test_stillness_is_never_counted(jitter: float, fps: int, seed: int, drift_per_s: float) -> None:
    assert count(resting(60.0).samples(fps, jitter, seed, drift_per_s)) == 0


@quick
@given(st.floats(-120, 120), st.floats(0.5, 40.0), rates, seeds)
def test_a_ramp_is_never_counted(way: float, seconds: float, fps: int, seed: int) -> None:
    assert count(resting().to(60.0 + way, seconds).hold(5.0).samples(fps, 0.2, seed)) == 0


@quick
@given(sizes, periods, rates, seeds, st.sampled_from((-1, 1)))
def test_a_single_bump_is_never_counted(size: float, period_s: float, fps: int, seed: int, way: int) -> None:
    assert count(resting().bump(way * size, period_s).hold(8.0).samples(fps, 0.1, seed)) == 0


FACTORS = (0.4, 0.5, 2.0, 2.5)


@quick
@given(sizes, periods, st.sampled_from(FACTORS), st.sampled_from(FACTORS), st.floats(0, 8), rates, seeds)
def test_two_unlike_bumps_are_never_counted(
    size: float, period_s: float, larger: float, longer: float, rest_s: float, fps: int, seed: int
) -> None:
    course = resting().bump(size, period_s).hold(rest_s).bump(larger * size, longer * period_s).hold(8.0)
    assert count(course.samples(fps, 0.1, seed)) == 0


@pytest.mark.parametrize("period_s", [1.0, 2.0, 4.0])
def test_pulls_well_below_the_smallest_range_are_never_counted(period_s: float) -> None:
    assert count(a_set(0.6 * RULE.min_range, period_s, 20).samples()) == 0
    assert count(a_set(1.2 * RULE.min_range, period_s, 20).samples()) == 20


def test_moving_away_after_the_set_is_no_rep() -> None:
    for way in (-60.0, -30.0, 30.0, 60.0):
        course = resting().reps(6, 10.0, 2.0).hold(2.0).to(60.0 + way, 2.0).hold(3.0)
        assert count(course.samples()) == 6


# When, and in which order.


@quick
@given(sizes, periods, rates)
def test_from_the_third_rep_on_the_count_comes_before_the_release_ends(
    size: float, period_s: float, fps: int
) -> None:
    course = a_set(size, period_s)
    for counted, peak_s, end_s in list(
        zip(listen(course.samples(fps)).counted, course.peaks_s, course.ends_s, strict=True)
    )[2:]:
        assert peak_s < counted.t_s < end_s


@quick
@given(sizes, periods, rates, st.floats(0.0, 0.03), seeds)
def test_the_peaks_are_told_within_a_tenth_of_a_second(
    size: float, period_s: float, fps: int, share: float, seed: int
) -> None:
    course = a_set(size, period_s)
    off = 0.1 if share < 0.005 or period_s < 2.0 else 0.05 * period_s
    told = [counted.pulse.peak_s for counted in listen(course.samples(fps, share * size, seed)).counted]
    assert told == pytest.approx(list(course.peaks_s), abs=off)


@quick
@given(sizes, periods, st.sampled_from((20, 30, 60)))
def test_range_start_and_end_are_told(size: float, period_s: float, fps: int) -> None:
    course = a_set(size, period_s)
    for completed, peak_s in zip(listen(course.samples(fps)).completed, course.peaks_s, strict=True):
        assert completed.pulse.range_ == pytest.approx(size, rel=0.15)
        assert completed.pulse.start_s == pytest.approx(peak_s - period_s / 2, abs=0.1 * period_s)
        assert completed.pulse.end_s == pytest.approx(peak_s + period_s / 2, abs=0.1 * period_s)


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


def erratic(moves: list[tuple[float, float]], wave: tuple[int, float, float]) -> Course:
    """Anything at all, with a set in the middle of it."""
    course = resting(1.0)
    for level, seconds in moves:
        course = course.to(level, seconds)
    course = course.reps(*wave)
    for level, seconds in moves:
        course = course.to(level, seconds)
    return course


def ordered(heard: Heard) -> None:
    """Each count is followed by its own completion before the next count, and nothing goes back."""
    for event, after in zip(heard.events[::2], heard.events[1::2], strict=True):
        assert isinstance(event, Counted) and isinstance(after, Completed)
        assert math.isnan(event.pulse.end_s)
        assert replace(after.pulse, end_s=0.0) == replace(event.pulse, end_s=0.0)
        assert event.pulse.start_s < event.pulse.peak_s <= event.t_s
        assert event.pulse.peak_s <= after.pulse.end_s <= after.t_s + 1e-9
    for before, after in pairwise(heard.events):
        assert before.t_s <= after.t_s
    for before, after in pairwise(heard.counted):
        assert before.pulse.peak_s < after.pulse.start_s + 1e-9


@quick
@given(sizes, periods, rates, st.floats(0.0, 0.05), seeds)
def test_each_count_is_completed_once_and_in_order(
    size: float, period_s: float, fps: int, share: float, seed: int
) -> None:
    heard = listen(a_set(size, period_s).samples(fps, share * size, seed))
    assert len(heard.completed) == len(heard.counted) == 8
    ordered(heard)


@settings(quick, max_examples=40)
@given(wild, waves, rates, st.floats(0.0, 2.0), seeds)
def test_whatever_the_signal_does_counts_come_in_order_and_are_never_taken_back(
    moves: list[tuple[float, float]], wave: tuple[int, float, float], fps: int, jitter: float, seed: int
) -> None:
    ordered(listen(erratic(moves, wave).samples(fps, jitter, seed)))


@quick
@given(sizes, periods, rates, st.floats(-1000.0, 5000.0))
def test_a_later_start_changes_nothing_but_the_times(
    size: float, period_s: float, fps: int, by_s: float
) -> None:
    samples = a_set(size, period_s).samples(fps, 0.02 * size)
    now, then = listen(samples), listen([(t_s + by_s, x) for t_s, x in samples])
    assert [type(event) for event in now.events] == [type(event) for event in then.events]
    assert [event.pulse.peak_s + by_s for event in now.events] == pytest.approx(
        [event.pulse.peak_s for event in then.events], abs=1.0 / fps
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
    events += counter.finish(samples[-1][0])
    assert len(events) == 2 * number(events)
    assert counter.finish(samples[-1][0] + 1.0) == []


def test_the_end_completes_the_rep_whose_release_is_under_way() -> None:
    course = resting().reps(5, 10.0, 2.0)
    samples = [sample for sample in course.samples() if sample[0] < course.peaks_s[-1] + 0.7]
    counter = RepCounter(RULE)
    assert isinstance(answer(counter, samples)[-1], Counted)
    (last,) = counter.finish(samples[-1][0])
    assert isinstance(last, Completed) and last.pulse.peak_s == pytest.approx(course.peaks_s[-1], abs=0.1)


def across(course: Course, break_s: float, broken: bool) -> int:
    """The count when the person leaves the position at `break_s`, or does not."""
    counter = RepCounter(RULE)
    samples = course.samples()
    events = answer(counter, [sample for sample in samples if sample[0] < break_s])
    if broken:
        events += counter.interrupt(break_s)
    events += answer(counter, [sample for sample in samples if sample[0] >= break_s])
    assert len(events + counter.finish(samples[-1][0])) == 2 * number(events)
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
    ordered(heard)
    assert len(heard.counted) == 7


def test_the_usual_rep_is_that_of_the_set() -> None:
    counter = RepCounter(RULE)
    assert counter.usual is None
    answer(counter, a_set(12.0, 1.5).samples())
    usual = counter.usual
    assert usual is not None
    assert usual.range_ == pytest.approx(12.0, rel=0.1)
    assert usual.period_s == pytest.approx(1.5, abs=0.05)
    assert usual.base == pytest.approx(60.0, abs=1.0)
