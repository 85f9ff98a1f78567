"""Pulls that are seen before they are counted, shown quietly so that nobody pulls harder meanwhile."""

import math

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import CountRule

MOST = 3
"""More are not shown: by then the first reps are counted, or the coach says why not."""


class SeenPulls:
    """Follows the signal from turn to turn while nothing is counted; knows neither tempo nor doubt."""

    def __init__(self, rule: CountRule) -> None:
        self._rule = rule
        self._low, self._high, self._start = math.inf, -math.inf, math.inf
        self._rising, self._pulls = False, 0

    def update(self, state: CoachState) -> int:
        """How many pulls there were since the counting began, at most `MOST`; 0 once reps are counted."""
        if state.phase is not Phase.COUNTING or state.reps > 0:
            self._forget()
            return 0
        value = state.primary_deg * self._rule.direction
        if not math.isfinite(value):
            return min(self._pulls, MOST)
        self._low, self._high = min(self._low, value), max(self._high, value)
        if self._rising and self._high - value >= self._rule.min_range:
            self._pulls += int(self._high - self._start >= self._rule.min_range)
            self._rising, self._low = False, value
        elif not self._rising and value - self._low >= self._rule.min_range:
            self._rising, self._start, self._high = True, self._low, value
        return min(self._pulls, MOST)

    def _forget(self) -> None:
        self._low, self._high, self._start = math.inf, -math.inf, math.inf
        self._rising, self._pulls = False, 0
