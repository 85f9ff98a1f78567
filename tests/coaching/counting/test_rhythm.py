"""How much a row of pulses speaks for a set of reps, and which of them belong to it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.counting.doubt import REP_SIZE
from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.rhythm import EVIDENCE, evidence
from tests.coaching.counting.pulses import pulse, row


def said(pulses: Sequence[Pulse], swing: float = 0.0) -> float:
    """The evidence alone."""
    return evidence(pulses, lambda _: swing)[0]


def kept(pulses: Sequence[Pulse]) -> list[Pulse]:
    """The row alone."""
    return evidence(pulses, lambda _: 0.0)[1]


def changed(at: int, **changes: float) -> list[Pulse]:
    """A row of four, one of them changed."""
    return [replace(p, **changes) if i == at else p for i, p in enumerate(row(4))]  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_pulses_are_no_evidence(count: int) -> None:
    assert said(row(count, 40.0)) < 0 and kept(row(count, 40.0)) == []


@pytest.mark.parametrize("count", [3, 5, 9])
def test_all_of_a_regular_row_belong_to_it(count: int) -> None:
    assert kept(row(count)) == row(count)


def test_every_pulse_like_the_others_is_more_evidence() -> None:
    assert said(row(3, 4.0)) < said(row(4, 4.0)) < said(row(6, 4.0)) < said(row(9, 4.0))


def test_three_large_and_even_pulses_are_a_set() -> None:
    assert said(row(3, 4 * REP_SIZE)) > EVIDENCE


def test_small_pulses_are_a_set_when_there_are_more_of_them() -> None:
    assert said(row(3, REP_SIZE)) < EVIDENCE < said(row(6, REP_SIZE))


def test_what_breath_reaches_takes_longest() -> None:
    needed = [next(n for n in range(3, 40) if said(row(n, size)) > EVIDENCE) for size in (1.6, 2.5, 10.0)]
    assert needed == sorted(set(needed), reverse=True)


@pytest.mark.parametrize(
    "unlike",
    [
        pytest.param(lambda by: changed(2, peak=70.0 + 10 * by), id="range"),
        pytest.param(lambda by: changed(2, start_s=13.0 - by), id="pull"),
        pytest.param(lambda by: changed(3, start_s=15.0 + by, peak_s=16.0 + by), id="gap"),
        pytest.param(lambda by: changed(2, base=60.0 + 10 * by, peak=70.0 + 10 * by), id="level"),
        pytest.param(lambda by: changed(2, directness=1.0 + by), id="way"),
    ],
)
def test_the_more_unlike_pulses_are_the_less_they_say(unlike) -> None:  # type: ignore[no-untyped-def]
    told = [said(unlike(by)) for by in (0.0, 0.15, 0.3)]
    assert told == sorted(set(told), reverse=True)


def test_size_says_less_where_the_signal_jitters_or_swings_by_itself() -> None:
    calm = row(5, 6.0)
    assert said([replace(p, jitter=1.5) for p in calm]) < said(calm)
    assert said(calm, 3.0) < said(calm, 1.0) <= said(calm)


def test_jitter_of_its_own_kind_is_never_a_set() -> None:
    ragged = [replace(p, jitter=1.0, directness=2.2) for p in row(12, 4.0, 1.0)]
    assert all(said(ragged[:n]) < EVIDENCE for n in range(13))


def test_an_arrival_before_the_set_is_left_out() -> None:
    assert kept([pulse(8.0, 60.0, 1.5, 10.0), *row(4)]) == row(4)


def test_a_pulse_from_another_level_does_not_belong_to_the_set() -> None:
    assert kept([pulse(8.0, base=40.0), *row(4)]) == row(4)


def test_ripples_between_reps_are_passed_over() -> None:
    reps = row(4)
    assert kept([reps[0], pulse(11.0, 2.0, 0.3), *reps[1:]]) == reps


def test_reps_before_a_pause_belong_to_the_set() -> None:
    before = [pulse(2.4), pulse(4.4)]
    assert kept([*before, *row(4)]) == [*before, *row(4)]


def test_what_lies_further_back_is_another_set() -> None:
    assert kept([pulse(-4.0), pulse(-2.0), *row(4)]) == row(4)


@pytest.mark.parametrize(("stays_up", "is_rep"), [(0.0, True), (2.0, True), (5.0, False), (8.0, False)])
def test_a_first_pull_that_does_not_go_back_was_the_way_into_position(stays_up: float, is_rep: bool) -> None:
    arrival = replace(pulse(8.0), base=60.0 - stays_up, peak=68.0 - stays_up)
    assert (arrival in kept([arrival, *row(3)])) is is_rep
