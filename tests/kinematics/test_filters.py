"""Filters: the same for any frame rate, held to golden data, and forgetting everything when told to."""

import csv
import math
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.kinematics.filters import Despike, Held, Lasting, LowPass, OneEuro, RunningMedian
from tests.kinematics.golden import COLUMNS, PATH, rows


def golden() -> list[list[str]]:
    with PATH.open(newline="", encoding="utf-8") as file:
        table = list(csv.reader(file))
    assert tuple(table[0]) == COLUMNS
    return table[1:]


def test_the_golden_data_is_what_the_equations_say() -> None:
    assert [tuple(row) for row in golden()] == rows()


def test_one_euro_follows_the_golden_data() -> None:
    compared = 0
    for setting, series in groupby(golden(), key=lambda row: row[:3]):
        smooth = OneEuro(*map(float, setting))
        for row in series:
            t_s, x, expected = map(float, row[3:])
            assert smooth.update(t_s, x) == pytest.approx(expected, abs=1e-6)
            compared += 1
    assert compared == 480


def test_one_euro_takes_time_zero_for_a_time() -> None:
    """The reference takes 0.0 for "no time given" and then divides by a rate that is not this one's."""
    smooth = OneEuro(1.0, 0.0)
    assert smooth.update(0.0, 10.0) == 10.0
    alpha = 1.0 / (1.0 + 1.0 / (2.0 * math.pi * 0.1))
    assert smooth.update(0.1, 20.0) == pytest.approx(10.0 + alpha * 10.0)


def test_one_euro_after_a_reset_is_as_good_as_new() -> None:
    used, new = OneEuro(0.5, 0.3), OneEuro(0.5, 0.3)
    for index in range(50):
        used.update(index / 30, 40.0 * math.sin(index))
    used.reset()
    for index in range(20):
        x = 3.0 * math.cos(index / 3)
        assert used.update(index / 30, x) == new.update(index / 30, x)


def test_one_euro_passes_over_nan_and_over_time_that_stands_still() -> None:
    smooth = OneEuro()
    assert math.isnan(smooth.update(0.0, math.nan))
    smooth.update(0.0, 5.0)
    assert smooth.update(0.1, math.nan) == 5.0
    assert smooth.update(0.0, 99.0) == 5.0


@given(st.lists(st.floats(-180, 180), min_size=2, max_size=60), st.floats(0.1, 5), st.floats(0, 1))
def test_one_euro_never_leaves_the_range_of_what_it_was_given(
    xs: list[float], cutoff: float, beta: float
) -> None:
    smooth = OneEuro(cutoff, beta)
    for index, x in enumerate(xs):
        assert min(xs) - 1e-9 <= smooth.update(index / 25, x) <= max(xs) + 1e-9


@pytest.mark.parametrize("fps", [8, 15, 25, 30, 60, 240])
def test_a_low_pass_lets_63_percent_of_a_step_through_in_its_time_at_any_frame_rate(fps: int) -> None:
    smooth = LowPass(0.5)
    smooth.update(0.0, 0.0)
    for index in range(1, fps // 2 + 1):
        value = smooth.update(index / fps, 1.0)
    elapsed_s = (fps // 2) / fps
    assert value == pytest.approx(1.0 - math.exp(-elapsed_s / 0.5))


def test_a_low_pass_starts_at_the_first_sample() -> None:
    smooth = LowPass(1.0)
    assert math.isnan(smooth.update(0.0, math.nan))
    assert smooth.update(3.0, 7.0) == 7.0
    assert smooth.update(3.5, math.nan) == 7.0


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=40))
def test_a_running_median_is_the_median_of_its_window(xs: list[float]) -> None:
    running = RunningMedian(10.0)
    for index, x in enumerate(xs):
        value = running.update(index * 0.25, x)
    window = sorted(xs[-41:])
    assert value == window[len(window) // 2]


def test_a_running_median_is_not_moved_by_a_single_outlier_nor_by_nan() -> None:
    running = RunningMedian(5.0)
    for index in range(100):
        running.update(index / 10, math.nan if index % 7 == 0 else 1000.0 if index == 50 else 3.0)
    assert running.value == 3.0


def test_a_running_median_forgets_what_is_older_than_its_window() -> None:
    running = RunningMedian(2.0)
    for index in range(60):
        running.update(index / 10, 1.0 if index < 30 else 5.0)
    assert running.value == 5.0


Samples = list[tuple[float, float]]


def through(samples: Samples, least_jump: float = 2.0) -> list[Samples]:
    """What comes out of a fresh Despike at each of the samples."""
    despike = Despike(least_jump)
    return [despike.update(t_s, x) for t_s, x in samples]


def evenly(xs: list[float], fps: float = 30.0) -> Samples:
    return [(index / fps, x) for index, x in enumerate(xs)]


@pytest.mark.parametrize(("fps", "length"), [(30, 1), (30, 2), (30, 3), (60, 6), (12, 1)])
@pytest.mark.parametrize("height", [-40.0, -3.0, 3.0, 40.0])
def test_a_short_spike_is_dropped_and_all_else_passes_at_once(fps: int, length: int, height: float) -> None:
    samples = evenly([60.0 + 0.1 * math.sin(i) for i in range(40)], fps)
    hit = range(20, 20 + length)
    out = through([(t_s, x + height if i in hit else x) for i, (t_s, x) in enumerate(samples)])
    assert out == [[] if i in hit else [sample] for i, sample in enumerate(samples)]


def test_a_spike_of_uneven_height_is_dropped_too() -> None:
    xs = [60.0] * 20 + [75.0, 68.0, 90.0] + [60.0] * 20
    assert [x for part in through(evenly(xs)) for _, x in part] == [60.0] * 40


@pytest.mark.parametrize("height", [-40.0, 3.0, 40.0])
def test_a_step_is_kept_whole_and_handed_on_within_an_eighth_of_a_second(height: float) -> None:
    samples = evenly([60.0] * 20 + [60.0 + height] * 20)
    out = through(samples)
    assert [sample for part in out for sample in part] == samples
    first = next(index for index, part in enumerate(out) if (20 / 30, 60.0 + height) in part)
    assert first > 20 and samples[first][0] - 20 / 30 <= 0.16
    assert all(out[first + 1 :])


def test_a_jump_within_the_least_passes_at_once() -> None:
    samples = evenly([60.0] * 10 + [61.9] + [60.0] * 10)
    assert through(samples) == [[sample] for sample in samples]


@pytest.mark.parametrize("size", [4.0, 15.0, 40.0])
@pytest.mark.parametrize("period_s", [0.5, 0.8, 1.5])
@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_quick_pulls_are_kept_whole(size: float, period_s: float, fps: int) -> None:
    samples = evenly(
        [size * (1 - math.cos(2 * math.pi * i / fps / period_s)) / 2 for i in range(6 * fps)], fps
    )
    out = [sample for part in through(samples) for sample in part]
    assert out == samples[: len(out)] and len(out) >= len(samples) - 2


def test_usual_steps_are_learned_so_that_a_lively_signal_passes() -> None:
    lively = [60.0 + 1.5 * (-1) ** i for i in range(60)] + [65.0]
    calm = [60.0] * 60 + [65.0]
    assert through(evenly(lively))[-1] and not through(evenly(calm))[-1]


def test_after_a_gap_another_value_is_no_jump_and_what_was_held_is_handed_on() -> None:
    samples = [*evenly([60.0] * 10), (0.34, 90.0), (0.7, 20.0), (0.74, 20.0)]
    assert through(samples)[-3:] == [[], [(0.34, 90.0), (0.7, 20.0)], [(0.74, 20.0)]]


def test_a_despike_after_a_reset_is_as_good_as_new() -> None:
    used = Despike(2.0)
    for t_s, x in evenly([60.0, 65.0] * 10 + [200.0]):
        used.update(t_s, x)
    used.reset()
    samples = evenly([10.0] * 5 + [14.0] * 8)
    assert [used.update(t_s, x) for t_s, x in samples] == through(samples)


@settings(derandomize=True)
@given(st.lists(st.tuples(st.floats(0.01, 0.3), st.floats(-90, 90)), min_size=1, max_size=80))
def test_despiking_reorders_invents_and_repeats_nothing(steps: Samples) -> None:
    samples, now_s = [], 0.0
    for step_s, x in steps:
        now_s += step_s
        samples.append((now_s, x))
    out = through(samples)
    told = [sample for part in out for sample in part]
    assert set(told) <= set(samples)
    assert [t_s for t_s, _ in told] == sorted({t_s for t_s, _ in told})
    assert all(part[-1] == samples[index] for index, part in enumerate(out) if part)


def test_a_condition_has_held_since_it_began_and_for_no_time_while_it_does_not() -> None:
    held = Held()
    assert [held.held_s(holds, t_s) for t_s, holds in ((1.0, True), (1.5, True))] == [0.0, 0.5]
    assert not held.held_s(False, 2.0) >= 0.0
    assert held.held_s(True, 3.0) == 0.0


def test_a_value_has_lasted_since_it_was_new() -> None:
    lasting = Lasting("a")
    assert [lasting.lasted_s(value, t_s) for t_s, value in enumerate("aabba")] == [0.0, 1.0, 0.0, 1.0, 0.0]
