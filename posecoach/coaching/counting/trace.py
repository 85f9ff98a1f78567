"""The last seconds of one signal."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

KEEP_S = 120.0
"""Longer than the window in which a set is searched for: rest is remembered for so long."""

NEAR_S = 0.15
"""The value at a time is the median over so long before and after."""

SEEN = 0.5
"""A signal that is there for less than this share of the other's samples does not correlate with it."""


class Trace:
    """Samples (t_s, value) in the order of time."""

    def __init__(self) -> None:
        self.t_s, self.x = array("d"), array("d")  # which numpy reads without copying

    def append(self, t_s: float, x: float) -> None:
        """Add a sample; what is older than KEEP_S goes."""
        self.t_s.append(t_s)
        self.x.append(x)
        if self.t_s[0] < t_s - 1.5 * KEEP_S:
            cut = bisect_left(self.t_s, t_s - KEEP_S)
            del self.t_s[:cut], self.x[:cut]

    def clear(self) -> None:
        """Forget everything."""
        del self.t_s[:], self.x[:]

    def between(self, start_s: float, end_s: float) -> tuple[Sequence[float], Sequence[float]]:
        """Times and values from `start_s` to `end_s`, both included."""
        low = bisect_left(self.t_s, start_s)
        high = bisect_left(self.t_s, end_s + 1e-9)
        return self.t_s[low:high], self.x[low:high]

    def near(self, t_s: float) -> float:
        """The median around a time; NaN where nothing is there."""
        _, values = self.between(t_s - NEAR_S, t_s + NEAR_S)
        return sorted(values)[len(values) // 2] if values else math.nan

    def change(self, from_s: float, to_s: float) -> float:
        """How much higher it is around the second time than around the first."""
        return self.near(to_s) - self.near(from_s)

    def correlation(self, other: "Trace", since_s: float) -> float:
        """With another signal since a time; 0 where either does not move, or was not seen for most of it."""
        (t_s, x), (other_s, y) = self.between(since_s, math.inf), other.between(since_s, math.inf)
        if len(t_s) < 3 or len(other_s) < SEEN * len(t_s):
            return 0.0
        both = np.array([x, np.interp(t_s, other_s, y)])
        return float(np.corrcoef(both)[0, 1]) if both.std(axis=1).min() > 0 else 0.0
