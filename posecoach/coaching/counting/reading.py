"""Reads the last half minute of the signal again, at every tempo and size, for pulses.

Whoever listens while the signal comes knows neither how quick nor how large the reps will be, and has to say
at once what is a turn. Looking back, all can be tried: the trace is smoothed over four widths, without delay,
and cut at its turns by one threshold after another. Each cut that gives other pulses is a reading; which of
them, if any, is a set of reps is for `coaching.rhythm` to say.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.counting.turns import TurnFinder

LOOK_BACK_S = 30.0
"""Six of the slowest reps that people do, and more than it takes to be sure of any others."""

STEP_S = 0.04
"""The trace is read at even steps, a dozen in the quickest rep."""

WIDTHS_S = (0.12, 0.24, 0.48, 0.96)
"""Widths of smoothing: a fifth of the quickest rep, up to what strong jitter needs in slow ones."""

FINER = 1.5
"""From one threshold to the next."""

JITTER_WIDTH_S = 0.24
"""The jitter is the signal about its own course behind this width."""

JITTERS = 1.5
"""Smaller turns than so many jitters are not looked for: they are the jitter's."""

BEGUN = 0.1
"""A pull begins where the signal was last below this share of its range: a rest before it is none of it."""

Array = NDArray[np.float64]


class LookBack:
    """The signal of the last `LOOK_BACK_S` of `trace`, read at even steps."""

    def __init__(self, trace: Trace) -> None:
        times, values = trace.between(trace.t_s[-1] - LOOK_BACK_S, trace.t_s[-1])
        self._t_s = np.arange(times[0], times[-1] + 1e-9, STEP_S)
        self._x = np.interp(self._t_s, times, values)
        self._course = _smooth(self._x, JITTER_WIDTH_S)

    def readings(self, least: float) -> Iterator[list[Pulse]]:
        """Rows of pulses, oldest first, cut at thresholds from `least` on; the last one is being let go."""
        jitter = self._jitter()
        for width_s in WIDTHS_S:
            course = _smooth(self._x, width_s)
            way = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(course)))))
            turns = _extremes(course)
            threshold, before = max(least, JITTERS * jitter), 0
            while len(turns) > 4:
                turns = _turns_beyond(turns, threshold)
                if len(turns) > 4 and len(turns) != before:
                    yield self._pulses(turns, course, way, jitter)
                before = len(turns)
                threshold *= FINER

    def pulses(self, width_s: float, threshold: float) -> list[Pulse]:
        """The pulses of the signal smoothed over `width_s`, cut at turns beyond `threshold`."""
        course = _smooth(self._x, width_s)
        way = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(course)))))
        return self._pulses(_turns_beyond(_extremes(course), threshold), course, way, self._jitter())

    def _jitter(self) -> float:
        return math.sqrt(float(np.mean((self._x - self._course) ** 2)))

    def _pulses(
        self, turns: list[tuple[int, float]], course: Array, way: Array, jitter: float
    ) -> list[Pulse]:
        """`turns` go low, high, low, high, ..., low."""
        t_s, now_s = self._t_s, float(self._t_s[-1])
        pulses = []
        for (low, base), (high, peak), (end, _) in zip(turns[::2], turns[1::2], turns[2::2], strict=False):
            rise = peak - base
            begin = low + int(np.flatnonzero(course[low:high] <= base + BEGUN * rise)[-1])
            straight = float(way[high] - way[begin]) / (1.0 - BEGUN) / rise
            times_s = float(t_s[begin]), float(t_s[high])
            pulses.append(Pulse(*times_s, base, peak, now_s, float(t_s[end]), straight, jitter))
        return pulses


def _smooth(x: Array, width_s: float) -> Array:
    """`x` behind a triangle of this half width, as long as `x`; its ends go on as they are."""
    window = np.ones(max(1, round(width_s / STEP_S)))
    window /= len(window)
    window = np.convolve(window, window)
    aside = len(window) // 2
    return np.convolve(np.pad(x, (aside, len(window) - 1 - aside), mode="edge"), window, mode="valid")


def _extremes(x: Array) -> list[tuple[int, float]]:
    """Every turn of `x` with its index, and both ends."""
    slope = np.sign(np.diff(x))
    steep = np.flatnonzero(slope)
    if not len(steep):
        return []
    turned = steep[1:][slope[steep[1:]] != slope[steep[:-1]]]
    at = [0, *turned.tolist(), len(x) - 1]
    return list(zip(at, x[at].tolist(), strict=True))


def _turns_beyond(extremes: Sequence[tuple[int, float]], threshold: float) -> list[tuple[int, float]]:
    """The turns from which the signal comes back by `threshold`: low, high, low, high, ..., low.

    The last low is the lowest point since the last high, so far.
    """
    finder = TurnFinder()
    turns: list[tuple[int, float]] = []
    for at, value in extremes:
        turn = finder.update(at, value, threshold)
        if turn is not None and (turns or not turn.high):
            turns.append((int(turn.t_s), turn.value))
    if finder.rising is False and turns:
        turns.append((int(finder.low_s), finder.low))
    return turns
