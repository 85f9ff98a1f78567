"""What is usual in a set, and which pulse is like it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.counting.doubt import doubt
from posecoach.coaching.counting.habit import LOST_DOUBT, SURPRISE, Habit
from posecoach.coaching.counting.pulse import Pulse
from tests.coaching.counting.pulses import pulse, row


def habit(pulses: Sequence[Pulse]) -> Habit:
    """Somebody who did these."""
    made = Habit()
    for one in pulses:
        made.learn(one)
    return made


def test_before_the_first_rep_nothing_is_usual_and_nothing_fits() -> None:
    assert Habit().usual is None and Habit().surprise(pulse(10.0)) > SURPRISE


def test_the_usual_rep_is_the_median_of_the_last_seven() -> None:
    usual = habit([*row(5, 30.0, 3.0, -50.0), *row(6, 10.0), pulse(22.0, 14.0)]).usual
    assert usual is not None
    assert (usual.range_, usual.period_s, usual.pull_s, usual.base) == (10.0, 2.0, 1.0, 60.0)


@pytest.mark.parametrize(
    ("next_one", "fits"),
    [
        pytest.param(pulse(20.0), True, id="the same again"),
        pytest.param(pulse(20.0, 6.0), True, id="a smaller one"),
        pytest.param(pulse(20.0, 20.0), True, id="twice as large"),
        pytest.param(pulse(20.0, 4.0), False, id="less than half"),
        pytest.param(replace(pulse(20.0, 4.5), blind=True), True, id="less than half, not all seen"),
        pytest.param(pulse(22.0, 31.0), False, id="far too large"),
        pytest.param(pulse(18.5), False, id="too soon"),
        pytest.param(pulse(20.0, 6.0, 0.3), False, id="a cough: smaller and much quicker"),
        pytest.param(pulse(20.0, 10.0, 0.3), True, id="as large, but quick"),
        pytest.param(pulse(20.0, base=68.0), True, id="from a little higher"),
        pytest.param(pulse(20.0, base=78.0), False, id="from somewhere else"),
        pytest.param(replace(pulse(20.0), directness=2.2), False, id="as large, but by a ragged way"),
        pytest.param(replace(pulse(20.0), directness=2.2, jitter=4.0), False, id="ragged, jittery at once"),
        pytest.param(pulse(30.0), True, id="the same after a pause"),
        pytest.param(pulse(30.0, 5.5), False, id="a smaller one after a pause"),
        pytest.param(pulse(30.0, 20.0), False, id="twice as large after a pause"),
        pytest.param(pulse(30.0, base=73.0), False, id="from quite another level after a pause"),
    ],
)
def test_what_is_a_rep_like_the_others(next_one: Pulse, fits: bool) -> None:
    assert (habit(row(5)).surprise(next_one) <= SURPRISE) is fits


def test_where_everything_jitters_a_ragged_way_is_no_surprise() -> None:
    jittery = habit([replace(one, jitter=2.0) for one in row(5)])
    assert jittery.surprise(replace(pulse(20.0), directness=2.2, jitter=4.0)) <= SURPRISE
    assert jittery.surprise(replace(pulse(20.0, 4.2), jitter=4.0)) <= SURPRISE
    assert jittery.surprise(replace(pulse(20.0, 10.0, 0.2), jitter=4.0)) <= SURPRISE
    assert jittery.surprise(replace(pulse(20.0, base=76.0), jitter=4.0)) <= SURPRISE
    assert jittery.surprise(replace(pulse(20.0, 3.0), directness=3.0, jitter=8.0)) > SURPRISE


def test_after_reps_with_rests_between_them_the_next_may_follow_at_once() -> None:
    rested = habit(row(5, gap_s=4.5))
    assert rested.surprise(pulse(28.0 + 2.0)) <= SURPRISE and rested.surprise(pulse(28.0 + 0.6)) > SURPRISE


@pytest.mark.parametrize("away_s", [10.0, 100.0, 3600.0])
def test_a_pause_may_be_of_any_length(away_s: float) -> None:
    assert habit(row(5)).surprise(pulse(18.0 + away_s)) <= SURPRISE


def test_a_rhythm_is_lost_when_several_things_vary_at_once() -> None:
    sizes = (10.0, 4.0, 10.0, 4.0, 9.0)
    ranges = [replace(p, peak=p.base + size) for p, size in zip(row(5), sizes, strict=True)]
    gaps = [pulse(peak_s) for peak_s in (10.0, 12.0, 12.6, 15.2, 15.8)]
    mixed = [replace(p, peak=p.base + size, directness=2.5) for p, size in zip(gaps, sizes, strict=True)]
    assert not habit(row(6)).lost and not habit(ranges).lost and not habit(gaps).lost
    assert habit(mixed).lost and not habit(mixed[:4]).lost


def test_a_pause_is_no_fault_of_the_rhythm() -> None:
    sizes = (10.0, 4.0, 10.0, 4.0, 9.0)
    paused = [
        replace(pulse(peak_s), peak=60.0 + size)
        for peak_s, size in zip((10.0, 12.0, 14.0, 40.0, 42.0), sizes, strict=True)
    ]
    assert doubt(paused) > LOST_DOUBT
    assert not habit(paused).lost


def test_what_was_forgotten_is_no_longer_usual() -> None:
    used = habit(row(6))
    used.forget()
    assert used.usual is None and not used.lost and used.surprise(pulse(22.0)) > SURPRISE
