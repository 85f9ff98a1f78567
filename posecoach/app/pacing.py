"""Which pictures of a live source to look at when the computer cannot look at all: every second, third, ...

A source that hands out the newest picture already drops what comes too fast, but unevenly: at 30 a second
and 40 ms each, pictures 33 and 67 ms apart would alternate, and a movement sampled so looks jerky. The pacer
takes every n-th picture instead, with n as small as the computer allows, and changes n rarely.
"""

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

ENOUGH_FPS = 10.0
"""Rate down to which counting stays exact (tests/app/test_pacing.py: simulator and clips)."""


@dataclass(frozen=True, slots=True)
class PaceRules:
    """When to change the pace.

    Attributes:
        spare: share of the time between two pictures that may be used; the rest is for whatever else runs.
        remembered: durations the judgement rests on.
        slower_after, faster_after: pictures in a row that must ask for a change before it is made. Slower
            comes soon, since lagging hurts at once; faster late, so that the pace does not swing.
    """

    spare: float = 0.9
    remembered: int = 15
    slower_after: int = 8
    faster_after: int = 60


class Pacer:
    """Decides for each picture whether to look at it. `take`, then `spent` for each that was taken.

    Args:
        fps: the source's rate; NaN when unknown, and then learned from the pictures' times.

    Attributes:
        every: the pace: every n-th picture is looked at.
    """

    def __init__(self, fps: float = math.nan, rules: PaceRules | None = None) -> None:
        self._rules = rules or PaceRules()
        self._step_s = 1.0 / fps if math.isfinite(fps) and fps > 0 else math.nan
        self._known = math.isfinite(self._step_s)
        self._steps: deque[float] = deque(maxlen=60)
        self._spent: deque[float] = deque(maxlen=self._rules.remembered)
        self._offered_s = math.nan
        self._taken_s = -math.inf
        self._asking = 0
        self.every = 1

    def take(self, t_s: float) -> bool:
        """Whether to look at the picture of `t_s` (seconds, rising)."""
        self._learn_step(t_s)
        # Half a step early still counts as the n-th: cameras do not keep time to the millisecond.
        due_s = self._taken_s + (self.every - 0.5) * self._step_s
        if self.every > 1 and t_s < due_s:
            return False
        self._taken_s = t_s
        return True

    def spent(self, seconds: float) -> None:
        """How long everything took that was done with the picture taken last."""
        self._spent.append(seconds)
        if len(self._spent) < self._rules.slower_after or not self._step_s > 0:
            return
        wanted = self._wanted()
        if wanted == self.every:
            self._asking = 0
            return
        slower = wanted > self.every
        self._asking = max(self._asking, 0) + 1 if slower else min(self._asking, 0) - 1
        if self._asking >= self._rules.slower_after or -self._asking >= self._rules.faster_after:
            self.every = wanted if slower else self.every - 1
            self._asking = 0

    @property
    def fps(self) -> float:
        """Pictures looked at a second; NaN while the source's rate is unknown."""
        return 1.0 / (self.every * self._step_s)

    @property
    def slowed(self) -> bool:
        """Whether pictures are left out, which the person should know."""
        return self.every > 1

    @property
    def too_slow(self) -> bool:
        """Whether so many are left out that counting may suffer."""
        return self.slowed and self.fps < ENOUGH_FPS

    def _wanted(self) -> int:
        """The smallest pace that the middle picture keeps up with; a single slow one changes nothing."""
        needed = median(self._spent) / (self._rules.spare * self._step_s)
        return max(1, math.ceil(needed - 1e-9))

    def _learn_step(self, t_s: float) -> None:
        """The time between pictures, for sources that do not say: the shorter ones of the last, since
        longer ones hold pictures that were missed meanwhile."""
        if not self._known and math.isfinite(self._offered_s) and t_s > self._offered_s:
            self._steps.append(t_s - self._offered_s)
            if len(self._steps) >= 5:
                ranked = sorted(self._steps)
                self._step_s = ranked[len(ranked) // 10]
        self._offered_s = t_s
