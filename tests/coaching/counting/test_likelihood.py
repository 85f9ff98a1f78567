"""What speaks for one more repetition, and what for something else."""

import math
from collections.abc import Callable

import pytest

from posecoach.coaching.counting.likelihood import (
    ACCEPT,
    FALSE_START,
    START,
    SURE,
    TAIL,
    gap_ratio,
    ratio,
    resemblance,
    row_evidence,
    template,
)
from tests.coaching.counting.candidates import changed, rep, steady

USUAL = template(steady(5))


def at_rest(swing: float) -> Callable[[float, float], float]:
    """A signal that swings so far at rest, within any time."""
    return lambda until_s, period_s: swing


def test_the_threshold_is_the_probability_of_a_false_start() -> None:
    assert math.exp(-START) == pytest.approx(FALSE_START)


def test_one_more_of_the_same_is_sure() -> None:
    assert resemblance(rep(10.0), USUAL) + gap_ratio(1.0) > SURE


@pytest.mark.parametrize(
    ("size", "pull_s", "base"),
    [(3.0, 0.8, 60.0), (10.0, 0.2, 60.0), (10.0, 0.8, 40.0), (5.0, 0.4, 63.0)],
    ids=["a ripple", "a jerk", "from elsewhere", "a small quick one from above"],
)
def test_what_differs_clearly_says_less_than_a_rep(size: float, pull_s: float, base: float) -> None:
    assert resemblance(rep(10.0, size, pull_s, base), USUAL) < resemblance(rep(10.0), USUAL) - 3


def test_a_ripple_is_none() -> None:
    assert resemblance(rep(10.0, 2.0, 0.4), USUAL) + gap_ratio(0.5) < ACCEPT


def test_a_rep_in_which_the_lower_back_goes_along_is_one() -> None:
    assert resemblance(rep(10.0, 18.0), USUAL) + gap_ratio(1.1) > SURE


def test_a_valley_that_was_not_deep_costs_no_rep() -> None:
    """The peak is where it always is."""
    assert resemblance(rep(10.0, 6.0, 0.7, 64.0), USUAL) + gap_ratio(1.0) > ACCEPT


def test_more_surprises_less_than_less() -> None:
    assert resemblance(rep(0.0, 15.0), USUAL) > resemblance(rep(0.0, 10.0 / 1.5), USUAL)
    assert resemblance(rep(0.0, pull_s=1.2), USUAL) > resemblance(rep(0.0, pull_s=0.8 / 1.5), USUAL)


def test_the_longer_a_pause_the_less_it_is_one_within_a_set() -> None:
    assert gap_ratio(2.5) > gap_ratio(4.0) > gap_ratio(8.0) > gap_ratio(0.4) > gap_ratio(40.0)


def test_no_feature_says_everything() -> None:
    assert ratio(100.0, (0.1, 0.5)) == pytest.approx(-TAIL * math.log(5.0), abs=0.01)


@pytest.mark.parametrize(("size", "least"), [(10.0, 3), (4.0, 4)])
def test_larger_repetitions_take_fewer_to_be_a_set(size: float, least: int) -> None:
    enough = [n for n in range(3, 9) if row_evidence(steady(n, size=size), at_rest(0.2))[0] > START]
    assert enough and enough[0] <= least


def test_what_is_no_larger_than_the_swing_at_rest_takes_more_to_be_a_set() -> None:
    needed = [
        next(n for n in range(3, 20) if row_evidence(steady(n, size=10.0), at_rest(swing))[0] > START)
        for swing in (0.2, 4.0, 10.0)
    ]
    assert needed[0] < needed[1] < needed[2]


def test_two_may_be_as_alike_as_any_two() -> None:
    assert row_evidence(steady(2), at_rest(0.0)) == (-math.inf, [])


def test_a_row_leaves_out_the_ripples_between() -> None:
    row = steady(4)
    _, found = row_evidence([*row[:2], rep(3.2, 1.0, 0.2), *row[2:]], at_rest(0.2))
    assert found == row


def test_unlike_movements_are_no_set() -> None:
    one, two, three = rep(0.0, 4.0, 0.3, 58.0), rep(2.0, 12.0, 1.5, 62.0), rep(9.0, 6.0, 0.6, 55.0)
    assert row_evidence([one, two, three], at_rest(0.5))[0] < 0


def test_in_strong_jitter_the_same_row_says_less() -> None:
    calm, shaky = steady(4), [changed(one, jitter=1.5) for one in steady(4)]
    assert row_evidence(shaky, at_rest(0.2))[0] < row_evidence(calm, at_rest(0.2))[0]
