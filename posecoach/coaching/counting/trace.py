"""The last seconds of the counted signal, and what can be read from them: levels, turns and their times."""

import math
from bisect import bisect_left
from collections.abc import Sequence

KEEP_S = 40.0
"""Longer than the longest rep with a hold at its top."""

TOP_SHARE = 0.1
"""A turn's time is the middle of the stretch within this share of the range from the extreme."""

ONSET_SHARE = 0.1
"""The start of a pull is extrapolated from where it has covered this share and half of its range."""

COSINE_LEAD = 0.205 / (0.5 - 0.205)
"""A smooth pulse, (1 - cos) / 2, covers 10 % after 0.205 of its pull and 50 % after 0.5 of it."""


class Trace:
    """Samples (t_s, value) in the order of time, smoothed over neighbours when read, never delayed."""

    def __init__(self) -> None:
        self.t_s: list[float] = []
        self.x: list[float] = []

    def append(self, t_s: float, x: float) -> None:
        """Add a sample; what is older than KEEP_S goes."""
        self.t_s.append(t_s)
        self.x.append(x)
        if self.t_s[0] < t_s - 1.5 * KEEP_S:
            cut = bisect_left(self.t_s, t_s - KEEP_S)
            del self.t_s[:cut], self.x[:cut]

    def clear(self) -> None:
        """Forget everything."""
        self.t_s.clear()
        self.x.clear()

    def between(self, start_s: float, end_s: float) -> tuple[Sequence[float], Sequence[float]]:
        """Times and values from `start_s` to `end_s`, both included."""
        low = bisect_left(self.t_s, start_s)
        high = bisect_left(self.t_s, end_s + 1e-9)
        return self.t_s[low:high], self.x[low:high]

    def smooth(self, start_s: float, end_s: float, width_s: float) -> tuple[Sequence[float], list[float]]:
        """As `between`, each value the mean of those within half of `width_s` around it."""
        times, values = self.between(start_s - width_s, end_s + width_s)
        total = [0.0]
        for value in values:
            total.append(total[-1] + value)
        kept, means = [], []
        low = high = 0
        for t_s in times:
            while times[low] < t_s - width_s / 2:
                low += 1
            while high < len(times) and times[high] <= t_s + width_s / 2:
                high += 1
            if start_s <= t_s <= end_s:
                kept.append(t_s)
                means.append((total[high] - total[low]) / (high - low))
        return kept, means

    def jitter(self, start_s: float, end_s: float, width_s: float) -> float:
        """Root mean square of the samples about their own mean over `width_s`; 0 without samples."""
        times, means = self.smooth(start_s, end_s, width_s)
        _, raw = self.between(start_s, end_s)
        if not times:
            return 0.0
        return math.sqrt(sum((a - b) ** 2 for a, b in zip(raw, means, strict=False)) / len(times))


def top(times: Sequence[float], values: Sequence[float], range_: float) -> tuple[float, float]:
    """Time and height of the highest point; the time is the middle of the stretch near the top around it."""
    height = max(values)
    at = values.index(height)
    floor = height - TOP_SHARE * range_
    low = high = at
    while low > 0 and values[low - 1] >= floor:
        low -= 1
    while high < len(values) - 1 and values[high + 1] >= floor:
        high += 1
    return (times[low] + times[high]) / 2, height


def onset(times: Sequence[float], values: Sequence[float], base: float, height: float) -> float:
    """When the rise from `base` to `height` began; `times` and `values` run up to the turn at its end.

    A rest before the rise does not belong to it: the beginning is extrapolated from the rise itself.
    """
    rise = height - base
    half_s = _last_below(times, values, base + 0.5 * rise)
    tenth_s = _last_below(times, values, base + ONSET_SHARE * rise)
    return max(times[0], tenth_s - (half_s - tenth_s) * COSINE_LEAD)


def _last_below(times: Sequence[float], values: Sequence[float], level: float) -> float:
    for index in range(len(values) - 1, 0, -1):
        if values[index - 1] < level <= values[index]:
            share = (level - values[index - 1]) / (values[index] - values[index - 1])
            return times[index - 1] + share * (times[index] - times[index - 1])
    return times[0]
