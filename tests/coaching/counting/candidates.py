"""Candidates for tests: a steady set, to be changed one feature at a time."""

from dataclasses import replace

from posecoach.coaching.counting.segmentation import Candidate


def rep(at_s: float = 0.0, size: float = 10.0, pull_s: float = 0.8, base: float = 60.0) -> Candidate:
    """A clean repetition whose pull begins at `at_s`."""
    return Candidate(
        at_s,
        at_s + pull_s,
        base,
        base + size,
        trough=base,
        end_s=at_s + 2 * pull_s,
        middle_s=at_s + pull_s / 2,
        low=base,
        jitter=0.1,
    )


def steady(count: int, period_s: float = 2.0, size: float = 10.0) -> list[Candidate]:
    """So many alike."""
    return [rep(index * period_s, size) for index in range(count)]


def changed(one: Candidate, **features: float) -> Candidate:
    """`one` with other features."""
    return replace(one, **features)  # type: ignore[arg-type]
