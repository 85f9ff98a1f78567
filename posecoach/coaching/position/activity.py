"""Notices regular movement: a signal that goes to and fro at one tempo, whether it is counted or not."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.signals import UNSIDED, measure
from posecoach.exercises.definition import Exercise, unit_of
from posecoach.kinematics.body import Body

WINDOW_S, LEAST_S = 10.0, 8.0
"""What is kept of a signal, and how much of it regularity is judged over: less says nothing."""

RATE_HZ = 8.0
"""The signal is resampled to this: the quickest rep lasts 0.5 s."""

PERIODS_S = (0.5, 4.5)
"""Longer ones do not come twice in the window."""

_BEFORE_S = np.arange(-LEAST_S * RATE_HZ, 1) / RATE_HZ
_RAMP = _BEFORE_S - _BEFORE_S.mean()
_LAGS = np.arange(int(PERIODS_S[0] * RATE_HZ), int(PERIODS_S[1] * RATE_HZ) + 1)

LEAST_REGULAR = 0.5
"""Autocorrelation at the period from which movement is regular. White noise reaches 0.45 and a random walk
0.67 in one window of a hundred (100 draws each)."""

LOOK_EVERY_S = 0.1
"""One of the signals is looked at this often, in turn: looking costs as much as the rest of a frame."""

LEAST_SIZE = {"deg": 4.0, "% torso": 4.0}
LEAST_OF_RANGE = 0.4
"""Smaller movement is breath or noise; of the counted signal, smaller than this share of the least pull."""

ALTERNATING_DEG, TURN_SAMPLES = 40.0, 3
"""Legs that move in turn: now one hip is bent further by this, now the other, and that takes at least so many
samples. Legs whose names are exchanged change within two."""

HIPS = (("hip_flexion", "left"), ("hip_flexion", "right"))
WATCHED = (
    *HIPS,
    ("knee_flexion", "left"),
    ("knee_flexion", "right"),
    ("trunk_inclination", "both"),
    ("hip_height", "both"),
)
"""What moves in any exercise of the hips: signal and leg."""


@dataclass(frozen=True, slots=True)
class Activity:
    """How regular a signal is: `regularity` 0..1 (autocorrelation at its period) and its `size` (5th to 95th
    percentile, in the signal's unit).
    """

    regularity: float
    size: float


class MovementWatch:
    """Follows the signals of a body in which regular movement of `exercise`, or of another, would show."""

    def __init__(self, exercise: Exercise) -> None:
        rule = exercise.count
        legs = ("both",) if rule.signal in UNSIDED else ("left", "right")
        self._counted = {(rule.signal, leg) for leg in legs}
        self._floor = dict.fromkeys(self._counted, LEAST_OF_RANGE * rule.min_range)
        self._signals = {key: RegularMovement() for key in sorted({*WATCHED, *self._counted})}
        self._found: dict[tuple[str, str], Activity | None] = {}
        self._turn = cycle(self._signals)
        self._looked_s = -math.inf

    def update(self, body: Body) -> None:
        """Take the body at the next moment."""
        for (signal, leg), movement in self._signals.items():
            now = measure(body, signal, leg)
            movement.update(body.t_s, now.value if body.seen and now.confidence > 0 else math.nan)
        if body.t_s - self._looked_s >= LOOK_EVERY_S:
            self._looked_s = body.t_s
            key = next(self._turn)
            self._found[key] = self._signals[key].activity()

    def of(self, signal: str, leg: str) -> Activity | None:
        """What one signal did of late; None while too little of it was seen."""
        return self._found.get((signal, leg))

    def regular(self, signal: str, leg: str) -> bool:
        """Whether this signal moves regularly, and by more than breath or noise."""
        found = self.of(signal, leg)
        if found is None or found.regularity < LEAST_REGULAR:
            return False
        return found.size >= self._floor.get((signal, leg), LEAST_SIZE[unit_of(signal)])

    @property
    def moving(self) -> bool:
        """Whether anything moves regularly."""
        return any(self.regular(signal, leg) for signal, leg in self._found)

    @property
    def turns(self) -> int:
        """How often in the last seconds one leg was laid down and the other drawn up instead."""
        legs = [self._signals[key] for key in HIPS]
        if min(legs[0].above(legs[1]), legs[1].above(legs[0])) < ALTERNATING_DEG - 1e-6:
            return 0  # as mostly; courses take far longer
        left, right = (leg.course() for leg in legs)
        if left is None or right is None:
            return 0
        ahead = left - right
        clear = np.flatnonzero(abs(ahead) >= ALTERNATING_DEG)
        changed = (ahead[clear[1:]] > 0) != (ahead[clear[:-1]] > 0)
        slow = clear[1:] - clear[:-1] >= TURN_SAMPLES
        return 0 if (changed & ~slow).any() else int(changed.sum())


class RegularMovement:
    """Measures in one signal how regular and how large its movement is."""

    def __init__(self) -> None:
        self._t_s: list[float] = []
        self._x: list[float] = []

    def update(self, t_s: float, x: float) -> None:
        """Take a sample; NaN is passed over."""
        if x == x and (not self._t_s or t_s - self._t_s[-1] >= 0.5 / RATE_HZ):
            self._t_s.append(t_s)
            self._x.append(x)
        if self._t_s and self._t_s[0] < t_s - WINDOW_S:
            old = bisect_left(self._t_s, t_s - WINDOW_S)
            del self._t_s[:old], self._x[:old]

    def above(self, other: "RegularMovement") -> float:
        """How far its highest value lies above the lowest of `other`; -inf where either was not seen."""
        return max(self._x, default=-math.inf) - min(other._x, default=math.inf)

    def course(self) -> NDArray[np.float64] | None:
        """The last `LEAST_S` seconds at `RATE_HZ`; None while too little was seen."""
        few = len(self._t_s) < 0.5 * LEAST_S * RATE_HZ
        if few or self._t_s[-1] - self._t_s[0] < LEAST_S:
            return None
        return np.interp(self._t_s[-1] + _BEFORE_S, self._t_s, self._x)

    def activity(self) -> Activity | None:
        """What the last seconds show; None while too little was seen."""
        even = self.course()
        if even is None:
            return None
        even = even - even.mean()
        even -= _RAMP * (_RAMP @ even) / (_RAMP @ _RAMP)
        ordered = sorted(even.tolist())
        size = _quantile(ordered, 0.95) - _quantile(ordered, 0.05)
        total = np.correlate(even, even, "full")[len(even) - 1 :]
        energy = (even**2).cumsum()
        early, late = energy[-1 - _LAGS], energy[-1] - energy[_LAGS - 1]
        alike = total[_LAGS] / np.sqrt(np.maximum(early * late, 1e-9))
        peaks = ((alike[1:-1] >= alike[:-2]) & (alike[1:-1] >= alike[2:])).nonzero()[0] + 1
        if not len(peaks):
            return Activity(0.0, size)
        return Activity(max(0.0, float(alike[peaks].max())), size)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """As `numpy.quantile`, of values in order: a tenth of its time where they are few."""
    at = share * (len(ordered) - 1)
    before, after = ordered[int(at)], ordered[math.ceil(at)]
    part = at - int(at)
    return before + (after - before) * part if part < 0.5 else after - (after - before) * (1 - part)
