"""Which of the waiting pulses belong to the set."""

from dataclasses import replace

import pytest

from posecoach.coaching.pulse import Pulse
from posecoach.coaching.regularity import DOUBT, confirmed, rep_sized
from tests.coaching.pulses import pulse, row


def test_one_pulse_is_never_enough() -> None:
    assert confirmed(row(1, 40.0)) == []


@pytest.mark.parametrize("count", [3, 5, 7])
def test_all_of_a_regular_row_are_confirmed(count: int) -> None:
    assert confirmed(row(count)) == row(count)


def test_the_more_irregular_the_more_it_takes() -> None:
    def uneven(count: int) -> list[Pulse]:
        return [replace(p, peak=p.base + (3.4, 4.7)[i % 2], directness=1.3) for i, p in enumerate(row(count))]

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


@pytest.mark.parametrize(("stays_up", "is_rep"), [(0.0, True), (2.0, True), (5.0, False), (8.0, False)])
def test_a_first_pull_that_does_not_go_back_was_the_way_into_position(stays_up: float, is_rep: bool) -> None:
    arrival = replace(pulse(8.0), base=60.0 - stays_up, peak=68.0 - stays_up)
    assert (arrival in confirmed([arrival, *row(3)])) is is_rep
