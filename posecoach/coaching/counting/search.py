"""Looks for a set that has begun, in the last half minute of the signal, at several tempos and sizes."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from posecoach.coaching.counting.likelihood import (
    FEWEST,
    IDLE_RANGE,
    START,
    SURE,
    continues,
    row_evidence,
    template,
)
from posecoach.coaching.counting.others import Others
from posecoach.coaching.counting.segmentation import (
    JITTER_WIDTH_S,
    STEP_S,
    TURN_JITTERS,
    Array,
    Candidate,
    Turn,
    Window,
    extremes,
    possible,
    turning_points,
)
from posecoach.exercises.definition import CountRule

SEARCH_S = 30.0
"""Six of the slowest repetitions that people do, and more than it takes to be sure of any others."""

WIDTHS_S = (0.12, 0.24, 0.48)
"""Widths of smoothing: from a fifth of the quickest repetition to a fifth of slow ones."""

LEAST_SHARE, COARSER, JITTERS = 1 / 3, 1.5, 1.5
"""The first threshold is `LEAST_SHARE` of the smallest range, and at least `JITTERS` times the jitter; each
further one is `COARSER` times as large. With the first, the last peak counts once the signal has come back by
`TURN_JITTERS`: waiting for all of it takes half of a small release. With the others one more of 89 idle
stretches began a set."""

SET_SHARE = 0.65
"""The repetitions of a set measure two thirds of the smallest range on average: smoothing blunts them, and a
camera aside sees less of them."""

NEWEST_PULLS = 2.5
"""A row still goes on while its last peak is no longer ago than so many times its last pull lasted."""

BEYOND_IDLE, MEANT = 9.0, 7.5
"""A single movement may be a repetition from `BEYOND_IDLE` times what people do otherwise (`IDLE_RANGE`) to
`MEANT` times the smallest range: an exercise of pulses from 3 degrees on does not mean one of 30, and whoever
gets into its position moves as far. Learned exercises mean three times their smallest range, those of
`tests/evaluation` three to seven times."""

WHOLE, STRAIGHT, AT_REST, LASTS_PULLS = 0.85, 1.1, 0.15, 3.0
"""It is released by the share `WHOLE`, goes straight there and back (`STRAIGHT`, as `Candidate.directness`),
and follows on rest: the swing within a second before it is at most `AT_REST` of its range. It lasts at most
`LASTS_PULLS` times its pull: whoever sits down, as far as in a squat, stays there."""

CALM_SHARE, WATCHED, WATCHED_MOST, UNKNOWN_SWING = 0.3, 5, 20, 0.45
"""The swing at rest is the range within the time of one repetition, because noise that wanders slowly is as
large as the candidates in it: the 30th percentile over the last `WATCHED_MOST` such times. Where fewer than
`WATCHED` were seen, shorter ones do, down to a second; below that it may be up to `UNKNOWN_SWING`."""

ALONE = {"hip_internal_rotation": 5.0}
"""Evidence beyond `START` that a row needs in a signal whose landmarks do not carry it alone: as much as
pixels that move along give (`others.SUPPORT`). With none, four of 54 simulated stretches of somebody lying
still invented 6 to 28 repetitions; of 397 recorded sets one misses a repetition for it."""


def swing(calm: Array, period_s: float) -> float:
    """How far a signal moves within `period_s` at rest; `calm` is what it did besides sets, smoothed."""
    width = max(min(round(period_s / STEP_S), len(calm) // WATCHED), round(1.0 / STEP_S))
    times = min(len(calm) // width, WATCHED_MOST)
    if times < 1:
        return UNKNOWN_SWING
    rows = calm[-times * width :].reshape(times, width)
    usual = float(np.sort(np.ptp(rows, axis=1))[int(CALM_SHARE * (times - 1))])
    return usual if times >= WATCHED else min(UNKNOWN_SWING, usual)


def find_set(
    window: Window, rest: Callable[[float], Array], rule: CountRule, others: Others
) -> list[Candidate]:
    """The repetitions of a set that has begun in `window` and goes on, oldest first; [] while unsure.

    `rest` tells what the signal did at rest before a time.
    """

    def still(until_s: float, period_s: float) -> float:
        return swing(rest(until_s), period_s)

    most, best = START + ALONE.get(rule.signal, 0.0), []
    for found in _readings(window, rule):
        said, row = row_evidence(found, still)
        said += others.support(row[0].start_s) if row else 0.0
        if said > most and _large_enough(row, rule) and _first_belongs(row):
            most, best = said, row
    while len(best) >= FEWEST and others.is_way_in(best[0], best[1].start_s):
        best = best[1:]
    return best or _single(window, still, rule)


def _single(window: Window, still: Callable[[float, float], float], rule: CountRule) -> list[Candidate]:
    """One large repetition that is over and began from rest, where nothing else is as large."""
    least = max(rule.min_range, BEYOND_IDLE * IDLE_RANGE)
    if float(np.ptp(window.x)) < least:
        return []
    calm = window.smoothed(JITTER_WIDTH_S)
    found = calm.measured(turning_points(extremes(calm.x), LEAST_SHARE * rule.min_range)[-3:])
    if not found or not least <= found[0].range_ <= MEANT * rule.min_range or not possible(found[0], rule):
        return []
    one = found[0]
    whole = WHOLE <= one.released <= 1 / WHOLE and one.directness <= STRAIGHT
    brief = one.end_s - one.start_s <= LASTS_PULLS * one.pull_s
    return [one] if whole and brief and still(one.start_s, 1.0) <= AT_REST * one.range_ else []


def _readings(window: Window, rule: CountRule) -> Iterator[list[Candidate]]:
    """The candidates at each width of smoothing and threshold that gives others than the one before.

    Only such as may hold the row of a set that goes on.
    """
    for width_s in WIDTHS_S:
        course = window.smoothed(width_s)
        points = extremes(course.x)
        threshold, before = max(LEAST_SHARE * rule.min_range, JITTERS * window.jitter), 0
        last = TURN_JITTERS * window.jitter
        while len(points) > 4:
            points = turning_points(points, threshold, last)
            last = math.inf
            if len(points) != before and _large_turns(points, rule.min_range):
                (newest,) = course.measured(points[-3:])
                if _goes_on(newest, window.now_s, rule):
                    yield course.measured(points)
            before = len(points)
            threshold *= COARSER


def _large_turns(turns: Sequence[Turn], min_range: float) -> bool:
    """Whether enough of the candidates between `turns` may be large enough for a set; cheap to tell."""
    rises = sorted(peak - trough for (_, trough), (_, peak) in zip(turns[::2], turns[1::2], strict=False))
    return len(rises) >= FEWEST and rises[-2] >= SET_SHARE * min_range


def _goes_on(newest: Candidate, now_s: float, rule: CountRule) -> bool:
    """Whether a row that ends with `newest` may be a set that still goes on."""
    return now_s - newest.peak_s <= NEWEST_PULLS * newest.pull_s and possible(newest, rule)


def _large_enough(row: Sequence[Candidate], rule: CountRule) -> bool:
    return template(row).range_ >= SET_SHARE * rule.min_range and all(possible(one, rule) for one in row)


def _first_belongs(row: Sequence[Candidate]) -> bool:
    """Whether the first of `row` is a repetition, too, and not the way into position."""
    usual = replace(template(row), ranges=tuple(one.range_ for one in row[1:]))
    return continues(row[0], row[1].middle_s - row[0].middle_s, usual, from_anywhere=True) >= SURE
