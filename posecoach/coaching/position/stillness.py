"""Notices the calm hold: a signal that stays within a narrow band for a while."""

from collections import deque


class Stillness:
    """For how long a signal has kept within `band` (its own unit), up to `window_s`."""

    def __init__(self, band: float, window_s: float) -> None:
        self.band = band
        self.window_s = window_s
        self._samples: deque[tuple[float, float]] = deque()

    def update(self, t_s: float, x: float) -> float:
        """Take the sample (NaN breaks the calm) and return the seconds of calm until now."""
        if x != x:
            self._samples.clear()
            return 0.0
        self._samples.append((t_s, x))
        while self._samples[0][0] < t_s - self.window_s:
            self._samples.popleft()
        low = high = x
        calm_s = t_s
        for sample_s, value in reversed(self._samples):
            low, high = min(low, value), max(high, value)
            if high - low > self.band:
                break
            calm_s = sample_s
        return t_s - calm_s
