"""The last seconds of one signal."""

from bisect import bisect_left
from collections.abc import Sequence

KEEP_S = 120.0
"""Longer than the window in which a set is searched for: rest is remembered for so long."""

GAP_S = 0.3
"""Samples further apart than this leave a gap that may hide a movement."""


class Trace:
    """Samples (t_s, value) in the order of time.

    Attributes:
        gaps: (start_s, end_s) of the gaps between samples longer than `GAP_S`.
    """

    def __init__(self) -> None:
        self.t_s: list[float] = []
        self.x: list[float] = []
        self.gaps: list[tuple[float, float]] = []

    def append(self, t_s: float, x: float) -> None:
        """Add a sample; what is older than KEEP_S goes."""
        if self.t_s and t_s - self.t_s[-1] > GAP_S:
            self.gaps.append((self.t_s[-1], t_s))
        self.t_s.append(t_s)
        self.x.append(x)
        if self.t_s[0] < t_s - 1.5 * KEEP_S:
            cut = bisect_left(self.t_s, t_s - KEEP_S)
            del self.t_s[:cut], self.x[:cut]
            self.gaps = [gap for gap in self.gaps if gap[1] > self.t_s[0]]

    def clear(self) -> None:
        """Forget everything."""
        self.t_s.clear()
        self.x.clear()
        self.gaps.clear()

    def between(self, start_s: float, end_s: float) -> tuple[Sequence[float], Sequence[float]]:
        """Times and values from `start_s` to `end_s`, both included."""
        low = bisect_left(self.t_s, start_s)
        high = bisect_left(self.t_s, end_s + 1e-9)
        return self.t_s[low:high], self.x[low:high]
