"""What makes pulses reps: their likeness and size, and which of the waiting ones belong to the set."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.pulse import Pulse
from posecoach.coaching.regularity import (
    DOUBT,
    LOST_DOUBT,
    REP_SIZE,
    SIZE_SAYS,
    Habit,
    confirmed,
    doubt,
    rep_sized,
)


def pulse(peak_s: float, size: float = 10.0, pull_s: float = 1.0, base: float = 60.0) -> Pulse:
    """A clean pulse with its top at `peak_s`, recognised 0.2 s later."""
    return Pulse(peak_s - pull_s, peak_s, base, base + size, peak_s + 0.2)


def row(count: int, size: float = 10.0, gap_s: float = 2.0, start_s: float = 10.0) -> list[Pulse]:
    """So many equal pulses."""
    return [pulse(start_s + gap_s * i, size) for i in range(count)]


def changed(pulses: Sequence[Pulse], at: int, **changes: float) -> list[Pulse]:
    """The same, but for one of them."""
    return [replace(p, **changes) if i == at else p for i, p in enumerate(pulses)]  # type: ignore[arg-type]


LIKE = row(4)


@pytest.mark.parametrize(
    "unlike",
    [
        pytest.param(lambda by: changed(LIKE, 2, peak=70.0 + 10 * by), id="range"),
        pytest.param(lambda by: changed(LIKE, 2, start_s=13.0 - by), id="pull"),
        pytest.param(lambda by: changed(LIKE, 3, start_s=15.0 + by, peak_s=16.0 + by), id="gap"),
        pytest.param(lambda by: changed(LIKE, 2, base=60.0 + 10 * by, peak=70.0 + 10 * by), id="level"),
        pytest.param(lambda by: changed(LIKE, 2, directness=1.0 + by), id="way"),
    ],
)
def test_the_more_unlike_pulses_are_the_more_they_are_doubted(unlike) -> None:  # type: ignore[no-untyped-def]
    doubts = [doubt(unlike(by)) for by in (0.0, 0.2, 0.4, 0.8)]
    assert doubts == sorted(set(doubts))
    assert doubts[0] == pytest.approx(doubt(LIKE))


def test_equal_large_pulses_are_hardly_doubted_whatever_their_number() -> None:
    assert doubt(row(2, 40.0)) == doubt(row(6, 40.0)) == pytest.approx(-SIZE_SAYS)


def test_size_speaks_for_a_rep_up_to_a_limit() -> None:
    doubts = [doubt(row(3, size)) for size in (REP_SIZE, 1.3 * REP_SIZE, 1.7 * REP_SIZE)]
    assert doubts == sorted(doubts, reverse=True) and doubts[0] == pytest.approx(0.0)
    assert doubt(row(3, 10 * REP_SIZE)) == doubt(row(3, 20 * REP_SIZE)) == pytest.approx(-SIZE_SAYS)


def test_pulses_smaller_than_breath_are_doubted() -> None:
    assert doubt(row(3, REP_SIZE / 2)) > 0.5


def test_jitter_raises_the_doubt_once_the_pulses_could_be_made_of_it() -> None:
    doubts = [doubt([replace(p, jitter=jitter) for p in row(3, 6.0)]) for jitter in (0.0, 0.9, 1.5, 3.0)]
    assert doubts[0] < doubts[1] < doubts[2] < doubts[3]
    large = [doubt([replace(p, jitter=jitter) for p in row(3, 40.0)]) for jitter in (0.0, 0.9, 1.5)]
    assert len(set(large)) == 1


def test_a_long_idle_time_between_quick_pulses_is_doubted() -> None:
    assert doubt(row(3, gap_s=2.0)) == doubt(row(3, gap_s=2.1))
    assert doubt(row(3, gap_s=6.0)) > doubt(row(3, gap_s=3.0)) > doubt(row(3, gap_s=2.0))


# Which of the waiting pulses are a set.


def test_one_pulse_is_never_enough() -> None:
    assert confirmed(row(1, 40.0)) == []


@pytest.mark.parametrize("count", [3, 5, 7])
def test_all_of_a_regular_row_are_confirmed(count: int) -> None:
    assert confirmed(row(count)) == row(count)


def test_the_more_irregular_the_more_it_takes() -> None:
    def uneven(count: int) -> list[Pulse]:
        return [
            replace(p, peak=p.base + (4.0, 5.5)[i % 2], directness=1.25) for i, p in enumerate(row(count))
        ]

    needed = next(n for n in range(1, 10) if confirmed(uneven(n)))
    regular = next(n for n in range(1, 10) if confirmed(row(n)))
    assert regular < needed <= max(DOUBT)
    assert confirmed(uneven(needed)) == uneven(needed)


def test_jitter_of_its_own_kind_is_never_confirmed() -> None:
    ragged = [replace(p, jitter=1.0, directness=2.2) for p in row(12, 4.0, 1.0)]
    assert not any(confirmed(ragged[:n]) for n in range(1, 13))


def test_an_arrival_before_the_set_is_left_out() -> None:
    reps = row(4)
    assert confirmed([pulse(8.0, 60.0, 1.5, 10.0), *reps]) == reps


def test_a_first_pulse_that_stays_at_its_top_is_an_arrival_too() -> None:
    reps = row(4)
    early = pulse(8.0)
    assert confirmed([early, *reps]) == [early, *reps]
    assert confirmed([replace(early, seen_s=9.5), *reps]) == reps


def test_a_pulse_from_another_level_does_not_belong_to_the_set() -> None:
    reps = row(4)
    assert confirmed([pulse(8.0, base=50.0), *reps]) == reps


def test_ripples_between_reps_are_passed_over() -> None:
    reps = row(4)
    rippled = [reps[0], pulse(11.0, 2.0, 0.3), reps[1], reps[2], reps[3]]
    assert rep_sized(rippled) == reps
    assert confirmed(rippled) == reps


def test_a_ripple_that_comes_last_confirms_nothing() -> None:
    assert confirmed([*row(4), pulse(17.0, 2.0, 0.3)]) == []


def test_a_single_pulse_before_a_pause_may_be_anything_and_two_are_reps() -> None:
    reps = row(4)
    assert confirmed([pulse(6.4), *reps]) == reps
    assert confirmed([pulse(4.4), pulse(6.4), *reps]) == [pulse(4.4), pulse(6.4), *reps]
    assert confirmed([pulse(8.0), *reps]) == [pulse(8.0), *reps]


def test_what_lies_further_back_than_a_pause_is_another_set() -> None:
    reps = row(4)
    assert confirmed([pulse(-2.0), pulse(0.0), *reps]) == reps


# The habit.


def habit(pulses: Sequence[Pulse]) -> Habit:
    """Somebody who did these."""
    made = Habit()
    for one in pulses:
        made.learn(one)
    return made


def test_before_the_first_rep_nothing_is_usual_and_nothing_fits() -> None:
    assert Habit().usual is None and not Habit().fits(pulse(10.0))


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
        pytest.param(pulse(20.0, base=75.0), False, id="from somewhere else"),
        pytest.param(pulse(30.0), True, id="the same after a pause"),
        pytest.param(pulse(30.0, 5.5), False, id="a smaller one after a pause"),
        pytest.param(pulse(30.0, 20.0), False, id="twice as large after a pause"),
        pytest.param(pulse(30.0, base=68.0), False, id="from a little higher after a pause"),
    ],
)
def test_what_is_a_rep_like_the_others(next_one: Pulse, fits: bool) -> None:
    assert habit(row(5)).fits(next_one) is fits


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


@pytest.mark.parametrize(("stays_up", "is_rep"), [(0.0, True), (2.0, True), (5.0, False), (8.0, False)])
def test_a_first_pull_that_does_not_go_back_was_the_way_into_position(stays_up: float, is_rep: bool) -> None:
    arrival = replace(pulse(8.0), base=60.0 - stays_up, peak=68.0 - stays_up)
    assert (arrival in confirmed([arrival, *row(3)])) is is_rep


def test_what_was_forgotten_is_no_longer_usual() -> None:
    used = habit(row(6))
    used.forget()
    assert used.usual is None and not used.lost and not used.fits(pulse(22.0))
