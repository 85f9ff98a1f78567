"""Which counted rep is which true rep: matched by how long they overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.events import Rep
from posecoach.evaluation.truth import TrueRep

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of indices (true, counted) in order of time, and what has no partner.

    `outside` are the counted reps that overlap no true rep at all; they are among `extra`.
    """

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]
    outside: tuple[int, ...]


def match_intervals(true: Sequence[Interval], counted: Sequence[Interval]) -> Matching:
    """Match intervals one to one, longest overlap first."""
    overlaps = sorted(
        (
            (overlap_s(a, b), -i, -j)
            for i, a in enumerate(true)
            for j, b in enumerate(counted)
            if overlap_s(a, b) > 0
        ),
        reverse=True,
    )
    taken_true: dict[int, int] = {}
    taken_counted: set[int] = set()
    for _, i, j in overlaps:
        if -i not in taken_true and -j not in taken_counted:
            taken_true[-i] = -j
            taken_counted.add(-j)
    touching = {-j for _, _, j in overlaps}
    extra = tuple(j for j in range(len(counted)) if j not in taken_counted)
    return Matching(
        pairs=tuple(sorted(taken_true.items())),
        missed=tuple(i for i in range(len(true)) if i not in taken_true),
        extra=extra,
        outside=tuple(j for j in extra if j not in touching),
    )


def match_reps(true: Sequence[TrueRep], counted: Sequence[Rep]) -> Matching:
    """Match reps; one whose end was not seen lasts until it was counted."""
    return match_intervals(
        [(rep.start_s, rep.end_s) for rep in true], [(rep.start_s, last_moment_s(rep)) for rep in counted]
    )


def last_moment_s(rep: Rep) -> float:
    """When a rep ended, or was counted where its end was not seen."""
    return rep.end_s if rep.end_s == rep.end_s else rep.counted_s


def overlap_s(a: Interval, b: Interval) -> float:
    """How long two intervals overlap; 0 when they do not."""
    return max(min(a[1], b[1]) - max(a[0], b[0]), 0.0)
