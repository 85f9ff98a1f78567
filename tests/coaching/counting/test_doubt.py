"""How little pulses look like reps: their likeness and size, and how many of them suffice."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posecoach.coaching.counting.doubt import DOUBT, REP_SIZE, SIZE_SAYS, confirmed, doubt
from posecoach.coaching.counting.pulse import Pulse
from tests.coaching.counting.pulses import pulse, row


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


def calm(t_s: float) -> float:
    """Nothing swings by itself."""
    return 0.0


@pytest.mark.parametrize("count", [3, 5, 7])
def test_regular_pulses_are_confirmed_as_soon_as_there_are_three(count: int) -> None:
    assert confirmed(row(1, 40.0), calm) == confirmed(row(2, 40.0), calm) == []
    assert confirmed(row(count), calm) == row(count)[-3:]


def test_the_more_irregular_the_more_it_takes() -> None:
    def uneven(count: int) -> list[Pulse]:
        return [replace(p, peak=p.base + (3.4, 4.7)[i % 2], directness=1.3) for i, p in enumerate(row(count))]

    needed = next(n for n in range(1, 10) if confirmed(uneven(n), calm))
    assert 3 < needed <= max(DOUBT)
    assert confirmed(uneven(needed), calm) == uneven(needed)


def test_what_swings_by_itself_takes_more() -> None:
    assert confirmed(row(3, 5.0), calm) and not confirmed(row(3, 5.0), lambda t_s: 4.0)


def test_jitter_of_its_own_kind_is_never_confirmed() -> None:
    ragged = [replace(p, jitter=1.0, directness=2.2) for p in row(12, 4.0, 1.0)]
    assert not any(confirmed(ragged[:n], calm) for n in range(1, 13))


def test_getting_into_position_and_ripples_between_reps_are_passed_over() -> None:
    first, *others = row(3)
    assert confirmed([pulse(8.0, 60.0, 1.5, 10.0), first, *others], calm) == [first, *others]
    assert confirmed([first, pulse(11.0, 2.0, 0.3), *others], calm) == [first, *others]


def test_a_ripple_that_comes_last_confirms_nothing() -> None:
    assert confirmed([*row(4), pulse(17.0, 2.0, 0.3)], calm) == []
