"""Causal filters, and how long something has lasted.

All take the time with every sample, so that frame rate and gaps do not change them.
"""

import math
from bisect import bisect_left, insort
from collections import deque
from typing import Generic, TypeVar

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
        if x != x:
            return self.value
        if self.value != self.value:
            self.value, self._first_s = x, t_s
        else:
            tau_s = self.tau_s
            if self._settling:
                tau_s = min(tau_s, max(FIRST_TAU_S, 0.5 * (t_s - self._first_s)))
            self.value += (1.0 - math.exp(-max(t_s - self._t_s, 0.0) / tau_s)) * (x - self.value)
        self._t_s = t_s
        return self.value


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


class RunningMedian:
    """Median of the samples of the last `window_s` seconds, kept thin: at most `SAMPLES` of them."""

    SAMPLES = 41

    def __init__(self, window_s: float) -> None:
        self.window_s = window_s
        self._step_s = window_s / self.SAMPLES
        self._items: deque[tuple[float, float]] = deque()
        self._ordered: list[float] = []
        self.value = NAN

    def update(self, t_s: float, x: float) -> float:
        """Take sample `x` (NaN is passed over) and return the median."""
        if math.isnan(x) or (self._items and t_s - self._items[-1][0] < self._step_s):
            return self.value
        self._items.append((t_s, x))
        insort(self._ordered, x)
        while self._items[0][0] < t_s - self.window_s:
            del self._ordered[bisect_left(self._ordered, self._items.popleft()[1])]
        self.value = self._ordered[len(self._ordered) // 2]
        return self.value


class Despike:
    """Leaves out short spikes: samples that jump away and come back within `HOLD_S`.

    A sample that jumps further than the signal's usual steps explain is held back until the next ones show
    whether the signal really went there (all are handed on) or came back (they are dropped). Every other
    sample passes at once. Spikes come from landmarks that slide from one leg to the other and back.

    Args:
        least_jump: jumps up to this size always pass, in the signal's unit.
    """

    HOLD_S = 0.12
    GAP_S = 0.2
    """After a gap like this a different value is no jump."""
    STEPS = 4.0
    """A jump is this many usual steps beyond `least_jump`."""
    STEP_WEIGHT = 0.15
    RETURN = 0.5
    """The signal has come back when it is this share of the jump closer to where it was."""

    def __init__(self, least_jump: float) -> None:
        self.least_jump = least_jump
        self.reset()

    def reset(self) -> None:
        self._last: tuple[float, float] | None = None
        self._held: list[tuple[float, float]] = []
        self._step = 0.0

    def update(self, t_s: float, x: float) -> list[tuple[float, float]]:
        """Take a sample (no NaN); returns the (t_s, x) that are now known to be none or all in order."""
        if self._last is None or t_s - self._last[0] > self.GAP_S:
            return self._release() + self._pass(t_s, x)
        before = self._last[1]
        if not self._held:
            if abs(x - before) <= self.least_jump + self.STEPS * self._step:
                return self._pass(t_s, x)
            self._held.append((t_s, x))
            return []
        jump = self._held[-1][1] - before
        if (x - before) / jump < self.RETURN:
            self._held.clear()
            return self._pass(t_s, x)
        if t_s - self._held[0][0] < self.HOLD_S:
            self._held.append((t_s, x))
            return []
        return self._release() + self._pass(t_s, x)

    def _release(self) -> list[tuple[float, float]]:
        held, self._held = self._held, []
        if held:
            self._last = held[-1]
        return held

    def _pass(self, t_s: float, x: float) -> list[tuple[float, float]]:
        if self._last is not None:
            self._step += self.STEP_WEIGHT * (abs(x - self._last[1]) - self._step)
        self._last = (t_s, x)
        return [(t_s, x)]


Value = TypeVar("Value")


class Lasting(Generic[Value]):
    """How long a value has stayed the same; `value` is the newest one."""

    def __init__(self, value: Value, since_s: float = 0.0) -> None:
        self.value = value
        self._since_s = since_s

    def lasted_s(self, value: Value, t_s: float) -> float:
        """Seconds for which `value` has been seen without a break; 0 when it is new."""
        if value != self.value:
            self.value, self._since_s = value, t_s
        return t_s - self._since_s


class Held:
    """How long a condition has held without a break; `since_s` is NaN while it does not."""

    def __init__(self) -> None:
        self.since_s = NAN

    def held_s(self, holds: bool, t_s: float) -> float:
        """Seconds for which it has held; NaN, which is not above anything, while it does not."""
        if not holds:
            self.since_s = NAN
        elif math.isnan(self.since_s):
            self.since_s = t_s
        return t_s - self.since_s


def _alpha(cutoff_hz: float, step_s: float) -> float:
    rate = 2.0 * math.pi * cutoff_hz * step_s
    return rate / (rate + 1.0)
