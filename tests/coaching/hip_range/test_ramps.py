"""Movements are found in a course, and nothing else is."""

import numpy as np
import pytest

from posecoach.coaching.hip_range.ramps import find_ramps, running_median

T = np.arange(0, 30, 0.05)


def course(*points):
    """Straight lines between (t_s, deg)."""
    t_s, deg = zip(*points, strict=True)
    return np.interp(T, t_s, deg)


def test_each_slow_movement_is_found_once():
    deg = course((0, 70), (2, 70), (6, 120), (7, 120), (9, 70), (10, 70), (14, 118), (15, 118), (17, 70))
    ramps = find_ramps(T, deg, 15.0)

    assert [round(ramp.range_deg) for ramp in ramps] == [50, 48]
    assert all(ramp.good and ramp.slow for ramp in ramps)


def test_jitter_and_small_movements_are_none():
    rng = np.random.default_rng(0)
    deg = course((0, 70), (5, 78), (10, 70)) + rng.normal(0, 2.0, len(T))

    assert find_ramps(T, deg, 15.0) == ()


def test_a_quick_one_is_found_and_not_good():
    (ramp,) = find_ramps(T, course((0, 70), (5, 70), (5.8, 120), (7, 120), (9, 70)), 15.0)

    assert not ramp.slow


def test_a_movement_still_held_at_its_top_is_found():
    (ramp,) = find_ramps(T, course((0, 70), (5, 70), (9, 120), (30, 120)), 15.0)

    assert ramp.end == len(T)


def test_a_movement_hardly_seen_is_not_good():
    deg = course((0, 70), (5, 70), (9, 120), (11, 120), (13, 70))
    deg[(T > 5.2) & (T < 8.9)] = np.nan
    ramps = find_ramps(T, deg, 15.0)

    assert not any(ramp.good for ramp in ramps)


def test_the_running_median_bridges_what_is_unseen():
    values = np.array([1.0, np.nan, 3.0, np.nan, np.nan, np.nan, np.nan, 5.0])
    out = running_median(np.arange(8) * 0.1, values, 0.3)

    assert out[1] == pytest.approx(2.0)
    assert np.isnan(out[4])
