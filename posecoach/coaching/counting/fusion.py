"""Steadies the counted signal with a second one that moves along with it, as far as the two agree.

A knee's angle hangs on one landmark that jumps when legs are mixed up; the height of the hips hangs on six
and does not care which leg is which. In a lunge the two go hand in hand. So the height, translated into
degrees by a running regression, carries the signal, and the knee may pull it only as far as it usually
strays. Where the two do not go together, the first signal stays alone.
"""

import math

from posecoach.kinematics.geometry import ramp

MEMORY_S = 8.0
"""The regression follows the last few reps, and so a slow change of posture."""

LEAST_R2, SURE_R2 = 0.3, 0.6
"""Squared correlation from which the second signal is listened to, and fully so: in bad light the knee's own
noise leaves some 0.4, when the height is needed most."""

OWN_SAY = 0.35
"""Say of the first signal where both are sound; the height's noise is about half of the knee's."""

STRAY_TAU_S = 4.0
STRAYS = 2.0
"""The first signal may pull by this many times its usual distance from the second."""


class Fusion:
    """Combines a first signal with a second one of any unit."""

    def __init__(self) -> None:
        self._t_s = math.nan
        self._weight = 0.0
        self._mean_x = self._mean_y = 0.0
        self._xx = self._xy = self._yy = 0.0
        self._stray = 0.0

    def update(self, t_s: float, first: float, second: float) -> float:
        """The steadied first signal; either may be NaN."""
        if math.isnan(second):
            return first
        step_s = 0.0 if math.isnan(self._t_s) else t_s - self._t_s
        self._t_s = t_s
        if not math.isnan(first):
            self._learn(step_s, second, first)
        trust = self._trust()
        if trust <= 0 or self._xx <= 0:
            return first
        expected = self._mean_y + self._xy / self._xx * (second - self._mean_x)
        if math.isnan(first):
            return expected if trust >= 1 else math.nan
        away = first - expected
        self._stray += min(1.0, step_s / STRAY_TAU_S) * (abs(away) - self._stray)
        bound = STRAYS * self._stray
        pulled = expected + OWN_SAY * max(-bound, min(bound, away))
        return first + trust * (pulled - first)

    def _learn(self, step_s: float, x: float, y: float) -> None:
        keep = math.exp(-step_s / MEMORY_S)
        self._weight = keep * self._weight + 1.0
        gain = 1.0 / self._weight
        dx, dy = x - self._mean_x, y - self._mean_y
        self._mean_x += gain * dx
        self._mean_y += gain * dy
        self._xx = (1 - gain) * (self._xx + gain * dx * dx)
        self._xy = (1 - gain) * (self._xy + gain * dx * dy)
        self._yy = (1 - gain) * (self._yy + gain * dy * dy)

    def _trust(self) -> float:
        whole = self._xx * self._yy
        return ramp(self._xy * self._xy / whole, LEAST_R2, SURE_R2) if whole > 0 else 0.0
