"""The repetition counter alone, on signals whose course is known: what it never counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coaching.counting.counter_draws import a_set, periods, quick, rates, seeds, sizes
from tests.coaching.counting.courses import LARGE, RULE, Course, count, resting
from tests.simulator.noise import jitter


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


@pytest.mark.parametrize(("size", "seconds"), [(4.0, 2.0), (30.0, 4.0)])
def test_a_bump_of_another_size_before_a_set_is_none_of_it(size: float, seconds: float) -> None:
    assert count(resting().bump(size, seconds).reps(6, 10.0, 2.0).hold(3.0).samples()) == 6


@pytest.mark.parametrize("over", [10.0, 12.0])
def test_going_too_far_on_the_way_back_into_position_is_no_rep(over: float) -> None:
    """In a pause the leg is put down, and drawn up again further than it then rests."""
    down = resting().reps(5, 10.0, 2.0).to(30.0, 1.0).hold(3.0)
    back = down.to(60.0 + over, 1.2).to(60.0 + 0.3 * over, 0.6).hold(1.0).to(60.0, 1.0).hold(2.0)
    assert count(back.reps(4, 10.0, 2.0).hold(3.0).samples()) == 9


def wandering(after: Course, seconds: float, way: float, seed: int) -> Course:
    """From `after` to and fro within `way`, without a rhythm."""
    rng, end_s = np.random.default_rng(seed), after.end_s + seconds
    while after.end_s < end_s:
        after = after.to(60.0 + rng.uniform(0.0, way), rng.uniform(0.4, 3.0))
    return after.to(60.0, 2.0)


def test_a_set_is_given_up_when_only_noise_follows() -> None:
    samples = resting().reps(6, 8.0, 2.0).hold(90.0).samples(20)
    counts = []
    for seed in range(2):
        noise = jitter(np.random.default_rng(seed), len(samples), 20.0, (1.8, 1.8, 0.9), 0, 1)[:, 0]
        counts.append(
            count(
                [
                    (t_s, x + k * (1.0 if t_s > 16 else 0.1))
                    for (t_s, x), k in zip(samples, noise, strict=True)
                ]
            )
        )
    assert sum(counts) < 33, "12 are true"


def test_swaying_as_before_a_break_is_seldom_counted_after_it() -> None:
    """Four alike, once in four times."""
    counts = []
    for seed in range(4):
        swaying = wandering(resting(), 60.0, 4.0, seed)
        seen = swaying.hold(5.0).reps(4, 3.2, 5.0).hold(3.0).samples()
        gap = swaying.end_s, swaying.end_s + 5.0
        counts.append(count([(t_s, x) for t_s, x in seen if not gap[0] < t_s < gap[1]]))
    assert sum(counts) <= 4, counts


@pytest.mark.parametrize("size", [25.0, 40.0, 60.0, 90.0])
def test_an_exercise_of_small_pulses_does_not_mean_one_large_movement(size: float) -> None:
    assert count(resting().bump(size, 3.0).hold(5.0).samples(), RULE) == 0


@pytest.mark.parametrize("way", [60.0, -60.0])
def test_getting_large_distances_into_position_is_still_no_rep(way: float) -> None:
    course = Course(((0.0, 0.0),)).hold(2.0).to(way, 1.5).hold(8.0)
    assert count(course.samples(), LARGE) == 0


@pytest.mark.parametrize("seated_s", [3.0, 8.0, 20.0])
def test_sitting_down_and_getting_up_again_is_no_large_rep(seated_s: float) -> None:
    course = resting().to(120.0, 1.5).hold(seated_s).to(60.0, 1.5).hold(4.0)
    assert count(course.samples(), LARGE) == 0
