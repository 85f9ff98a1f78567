"""The last seconds of one signal."""

from bisect import bisect_left
from collections.abc import Sequence

KEEP_S = 120.0
"""Longer than the window in which a set is searched for: rest is remembered for so long."""


class Trace:
    """Samples (t_s, value) in the order of time."""

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
