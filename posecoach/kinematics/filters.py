"""Causal filters that take the time with every sample, so that frame rate and gaps do not change them."""

import math
from collections import deque

NAN = float("nan")


FIRST_TAU_S = 0.1
"""A settling filter's time constant at the start: the pose tracker itself needs some eight frames."""


class LowPass:
    """First-order low-pass: after `tau_s` seconds 63 % of a step has come through.

    With `settling`, it is quicker at first (half of the time since the first sample), so that a wrong start
    is soon forgotten.
    """

    def __init__(self, tau_s: float, settling: bool = False) -> None:
        self.tau_s = tau_s
        self._settling = settling
        self._first_s = NAN
        self.value = NAN
        self._t_s = NAN

    def update(self, t_s: float, x: float) -> float:
        """Take sample `x`; NaN samples leave the value as it is. Returns the filtered value."""
        if math.isnan(x):
            return self.value
        if math.isnan(self.value):
            self.value, self._first_s = x, t_s
        else:
            tau_s = self.tau_s
            if self._settling:
                tau_s = min(tau_s, max(FIRST_TAU_S, 0.5 * (t_s - self._first_s)))
            self.value += (1.0 - math.exp(-max(t_s - self._t_s, 0.0) / tau_s)) * (x - self.value)
        self._t_s = t_s
        return self.value

    def reset(self) -> None:
        """Forget everything."""
        self.value = self._t_s = NAN


class OneEuro:
    """The One Euro filter: a low-pass whose cut-off rises with speed (Casiez, Roussel, Vogel, CHI 2012).

    Args:
        min_cutoff_hz: cut-off at rest; lower is calmer.
        beta: how much the cut-off rises per unit of speed; higher is quicker.
        derivative_cutoff_hz: cut-off for the speed estimate, 1 Hz in the paper.
    """

    def __init__(
        self, min_cutoff_hz: float = 1.0, beta: float = 0.0, derivative_cutoff_hz: float = 1.0
    ) -> None:
        self.min_cutoff_hz = min_cutoff_hz
        self.beta = beta
        self.derivative_cutoff_hz = derivative_cutoff_hz
        self.reset()

    def reset(self) -> None:
        """Forget everything, the last sample too."""
        self._t_s: float | None = None
        self._raw = self._value = self._speed = 0.0

    def update(self, t_s: float, x: float) -> float:
        """Take sample `x` at `t_s` and return the filtered value; NaN returns the last value unchanged."""
        if math.isnan(x):
            return self._value if self._t_s is not None else NAN
        if self._t_s is None:
            self._t_s, self._raw, self._value = t_s, x, x
            return x
        step_s = t_s - self._t_s
        if step_s <= 0:
            return self._value
        speed = (x - self._raw) / step_s
        self._speed += _alpha(self.derivative_cutoff_hz, step_s) * (speed - self._speed)
        cutoff_hz = self.min_cutoff_hz + self.beta * abs(self._speed)
        self._value += _alpha(cutoff_hz, step_s) * (x - self._value)
        self._t_s, self._raw = t_s, x
        return self._value


class TwoPoleLowPass:
    """Two equal first-order low-passes in a row (critically damped, no overshoot); delay 1 / (pi cut-off)."""

    def __init__(self, cutoff_hz: float) -> None:
        self.cutoff_hz = cutoff_hz
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._t_s: float | None = None
        self._first = self._second = NAN

    def update(self, t_s: float, x: float) -> float:
        """Take sample `x` and return the filtered value."""
        if self._t_s is None:
            self._first = self._second = x
        else:
            share = 1.0 - math.exp(-2.0 * math.pi * self.cutoff_hz * max(t_s - self._t_s, 0.0))
            self._first += share * (x - self._first)
            self._second += share * (self._first - self._second)
        self._t_s = t_s
        return self._second


class RunningMedian:
    """Median of the samples of the last `window_s` seconds, kept thin: at most `samples` of them."""

    def __init__(self, window_s: float, samples: int = 41) -> None:
        self.window_s = window_s
        self._step_s = window_s / samples
        self._items: deque[tuple[float, float]] = deque()
        self.value = NAN

    def update(self, t_s: float, x: float) -> float:
        """Take sample `x` (NaN is passed over) and return the median."""
        if math.isnan(x) or (self._items and t_s - self._items[-1][0] < self._step_s):
            return self.value
        self._items.append((t_s, x))
        while self._items[0][0] < t_s - self.window_s:
            self._items.popleft()
        ordered = sorted(item[1] for item in self._items)
        self.value = ordered[len(ordered) // 2]
        return self.value


def _alpha(cutoff_hz: float, step_s: float) -> float:
    rate = 2.0 * math.pi * cutoff_hz * step_s
    return rate / (rate + 1.0)
