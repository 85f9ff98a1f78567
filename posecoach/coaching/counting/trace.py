"""The last seconds of one signal."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

KEEP_S = 120.0
"""Longer than the window in which a set is searched for: rest is remembered for so long."""

NEAR_S = 0.15
"""The value at a time is the median over so long before and after."""

SEEN, NO_GAPS = 0.5, 0.9
"""A signal that is there for less than the first share of the other's samples does not correlate with it;
with less than the second it has gaps, in which it may have moved."""


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
        both = self._both(other, since_s, math.inf, SEEN)
        return float(np.corrcoef(*both)[0, 1]) if both is not None and both.std(axis=1).min() > 0 else 0.0

    def slope(self, other: "Trace", from_s: float, to_s: float = math.inf) -> float:
        """By how much another signal moves while this one moves by one.

        NaN where either has gaps, or this one does not move.
        """
        both = self._both(other, from_s, to_s, NO_GAPS)
        if both is None or both[0].std() == 0.0:
            return math.nan
        x, y = both - both.mean(axis=1, keepdims=True)
        return float(x @ y / (x @ x))

    def _both(self, other: "Trace", from_s: float, to_s: float, share: float) -> NDArray[np.float64] | None:
        """Both signals at this one's times; None where there are few, or the other has less than a share."""
        (t_s, x), (other_s, y) = self.between(from_s, to_s), other.between(from_s, to_s)
        if len(t_s) < 3 or len(other_s) < share * len(t_s):
            return None
        return np.array([x, np.interp(t_s, other_s, y)])
