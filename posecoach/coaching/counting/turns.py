"""Finds the turning points of a signal: a turn counts once the signal has come back by a threshold."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point: `high` tells a peak from a trough."""

    t_s: float
    value: float
    high: bool


class TurnFinder:
    """A zigzag: alternates between looking for a peak and for a trough (hysteresis of `threshold`)."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Start anew, not knowing the direction."""
        self.rising: bool | None = None
        self.high_s = self.low_s = math.nan
        self.high = -math.inf
        self.low = math.inf

    def update(self, t_s: float, x: float, threshold: float) -> Turn | None:
        """Take the sample `x`; returns the turn it confirms, if any."""
        if x > self.high:
            self.high, self.high_s = x, t_s
        if x < self.low:
            self.low, self.low_s = x, t_s
        if self.rising is not False and x <= self.high - threshold:
            turn = Turn(self.high_s, self.high, True) if self.rising else None
            self.rising, self.low, self.low_s = False, x, t_s
            return turn
        if self.rising is not True and x >= self.low + threshold:
            turn = Turn(self.low_s, self.low, False)
            self.rising, self.high, self.high_s = True, x, t_s
            return turn
        return None
