"""Finds slow movements to the end of range in the course of an angle."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SMOOTH_S = 0.5
"""A running median over this time takes out the jitter of landmarks, and what a tremor adds at the end."""

SLOW_S = 1.2
"""From 10 to 96 % of the way, a slow movement takes at least this long. Below it the lower back's share in
the picture blurs with the movement, and momentum carries a joint beyond what it reaches slowly."""

TOP_EDGE = 0.04
"""The top is reached but for this share of the way: slow movements creep into the end of range."""

EDGE = 0.1
"""A movement begins and ends where this share of its way is done and left, so that a rest before it and a
hold at its end are no part of it."""

LEAST_SEEN = 0.7
"""The share of a movement's pictures in which the angle has to be seen."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """One movement toward the end of range: indices into the series, end exclusive.

    `start` to `top` is the way there, `top` to `end` what is left of the stay at the end of range.
    """

    start: int
    top: int
    end: int
    range_deg: float
    rise_s: float
    seen: float

    @property
    def slow(self) -> bool:
        """Whether it was slow enough to be measured."""
        return self.rise_s >= SLOW_S

    @property
    def good(self) -> bool:
        """Whether it can be measured."""
        return self.slow and self.seen >= LEAST_SEEN


def running_median(t_s: Array, values: Array, width_s: float = SMOOTH_S) -> Array:
    """The median of `values` (n,) around each, over as many of them as `width_s` usually has; NaN where none
    is known there. `t_s` (n,) rises."""
    if len(values) < 2:
        return values.astype(np.float64)
    step_s = float(np.median(np.diff(t_s)))
    half = round(width_s / max(step_s, 1e-3)) // 2
    padded = np.concatenate([np.full(half, np.nan), values, np.full(half, np.nan)])
    windows = np.sort(
        np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1), axis=1
    )  # NaN sorts last
    known = np.isfinite(windows).sum(axis=1)
    rows, last = np.arange(len(values)), np.maximum(known - 1, 0)
    middle = (windows[rows, last // 2] + windows[rows, (last + 1) // 2]) / 2
    return np.asarray(np.where(known > 0, middle, np.nan))


def find_ramps(t_s: Array, course_deg: Array, least_deg: float) -> tuple[Ramp, ...]:
    """Movements of at least `least_deg` toward larger values, in order.

    Args:
        t_s, course_deg: shape (n,); NaN where the course was not seen.

    The smoothed course is cut at turning points that lie `least_deg` apart. A movement that has not come back
    by a quarter of its way is still going on and is left out, unless it rests at its top.
    """
    smooth = running_median(t_s, course_deg)
    known = np.flatnonzero(np.isfinite(smooth))
    if len(known) < 3:
        return ()
    ramps = []
    for low, high, after in _swings(smooth, known, least_deg):
        ramp = _ramp(t_s, course_deg, smooth, (low, high, after))
        if ramp is not None:
            ramps.append(ramp)
    return tuple(ramps)


def _swings(smooth: Array, known: NDArray[np.intp], least: float) -> list[tuple[int, int, int]]:
    """Valley, peak and the following valley (or the last frame seen) of each upward swing."""
    turns: list[tuple[int, bool]] = []  # index, whether it is a peak
    low = high = int(known[0])
    rising: bool | None = None
    for at in known:
        at = int(at)
        low = at if smooth[at] < smooth[low] else low
        high = at if smooth[at] > smooth[high] else high
        if rising is not False and smooth[high] - smooth[at] >= least / 2 and high >= low:
            if rising is None and smooth[high] - smooth[low] < least:
                rising, low = False, at
                continue
            turns.append((high, True))
            rising, low = False, at
        elif rising is not True and smooth[at] - smooth[low] >= least / 2:
            turns.append((low, False))
            rising, high = True, at
    if rising:
        turns.append((high, True))
    swings = []
    for number, (at, is_peak) in enumerate(turns):
        if is_peak and number and smooth[at] - smooth[turns[number - 1][0]] >= least:
            after = turns[number + 1][0] if number + 1 < len(turns) else int(known[-1])
            swings.append((turns[number - 1][0], at, after))
    return swings


def _ramp(t_s: Array, course: Array, smooth: Array, swing: Sequence[int]) -> Ramp | None:
    low, high, after = swing
    whole = smooth[high] - smooth[low]
    rising = smooth[low : high + 1]
    begun = np.flatnonzero(rising <= smooth[low] + EDGE * whole)
    start = low + int(begun[-1]) if len(begun) else low
    reached = np.flatnonzero(rising >= smooth[high] - TOP_EDGE * whole)
    top = low + int(reached[0])
    falling = smooth[high : after + 1]
    left = np.flatnonzero(falling < smooth[high] - EDGE * whole)
    end = high + (int(left[0]) if len(left) else len(falling))
    seen = float(np.isfinite(course[start:end]).mean()) if end > start else 0.0
    return Ramp(start, top, end, float(whole), float(t_s[top] - t_s[start]), seen)
