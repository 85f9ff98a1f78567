"""A pull in hand is looked at while it is pulled, not before and not while it is let go."""

import math

import pytest

from posecoach.coaching.events import Rep
from posecoach.coaching.lower_back.current_rep import CurrentRep

FPS, TEMPO_S, SIZE_DEG = 30, 2.0, 10.0


def watched() -> tuple[CurrentRep, float]:
    """Three known reps of 10 degrees and 2 s, and the time at which the next pull begins."""
    watch = CurrentRep(1)
    for index in range(3):
        start_s = TEMPO_S * index
        watch.learn(Rep(1, index + 1, start_s, start_s + 1.0, start_s + 1.2, SIZE_DEG, 100.0 + SIZE_DEG))
    return watch, TEMPO_S * 3


def looked_at(share: float, base: float = 100.0) -> bool:
    """Whether the next rep is looked at when this share of it is over (the pull takes the first half)."""
    watch, begin_s = watched()
    frames = round((1.0 + share * TEMPO_S) * FPS)
    for index in range(frames):
        t_s = begin_s - 1.0 + index / FPS
        phase = max(0.0, (t_s - begin_s) / TEMPO_S)
        watch.update(t_s, base + SIZE_DEG * (1 - math.cos(2 * math.pi * phase)) / 2)
    return watch.within(begin_s - 1.0 + (frames - 1) / FPS, 0.5, 3.0)


@pytest.mark.parametrize(
    ("share", "looked"), [(0.1, False), (0.2, False), (0.48, True), (0.52, True), (0.7, False), (0.8, False)]
)
def test_only_a_pull_that_is_under_way_is_looked_at(share: float, looked: bool) -> None:
    assert looked_at(share) is looked


def test_a_pull_that_begins_elsewhere_than_the_last_ones_is_no_rep() -> None:
    """Who gets up moves as far, but not from where the reps begin."""
    assert looked_at(0.48, base=100.0 + 0.5 * SIZE_DEG)
    assert not looked_at(0.48, base=100.0 + 2 * SIZE_DEG)
    assert not looked_at(0.48, base=100.0 - 2 * SIZE_DEG)


def test_before_the_first_rep_nothing_is() -> None:
    watch = CurrentRep(1)
    watch.update(0.0, 100.0)
    assert not watch.within(0.0, 0.5, 3.0)


@pytest.mark.parametrize(
    ("hold_s", "rest_s", "rested"), [(0, 0, False), (4, 0, False), (0, 4, True), (4, 4, True)]
)
def test_a_rest_after_the_release_is_told_from_a_hold_before_it(
    hold_s: float, rest_s: float, rested: bool
) -> None:
    watch, begin_s = watched()
    end_s = TEMPO_S + hold_s + rest_s
    for frame in range(round(end_s * FPS)):
        t_s = frame / FPS
        phase = min(t_s, 1.0) + min(1.0, max(0.0, t_s - 1.0 - hold_s))
        watch.update(begin_s + t_s, 100.0 + SIZE_DEG * (1 - math.cos(math.pi * phase)) / 2)
    peak_s = begin_s + 1.0
    rep = Rep(1, 4, begin_s, peak_s, peak_s + 0.2, SIZE_DEG, 100.0 + SIZE_DEG, begin_s + end_s)
    assert watch.rests_after(rep) is rested
