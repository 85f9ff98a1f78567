"""How far the signal swings by itself: jitter, breath and sway, before any rep."""

from collections import deque

from posecoach.coaching.turns import TurnFinder

MEMORY_S = 30.0
"""Half a minute tells what the camera and the person do without reps."""

LEAST_WATCHED_S = 1.5
"""Watched for less than this, nothing is known."""

TYPICAL = 0.75
"""The level is the swing that three in four do not exceed."""


class Swings:
    """Collects the swings of a signal that exceed `threshold`."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._turns = TurnFinder()
        self._last: float | None = None
        self._begin_s: float | None = None
        self._swings: deque[tuple[float, float]] = deque()

    def update(self, t_s: float, x: float) -> None:
        """Take a sample."""
        if self._begin_s is None:
            self._begin_s = t_s
        turn = self._turns.update(t_s, x, self._threshold)
        if turn is None:
            return
        if self._last is not None:
            self._swings.append((turn.t_s, abs(turn.value - self._last)))
        self._last = turn.value
        while self._swings and self._swings[0][0] < t_s - MEMORY_S:
            self._swings.popleft()

    def level(self, until_s: float) -> float | None:
        """Size of the swings until `until_s`; the threshold where there were none, None if not watched."""
        if self._begin_s is None or until_s - self._begin_s < LEAST_WATCHED_S:
            return None
        sizes = sorted(size for t_s, size in self._swings if t_s <= until_s)
        return sizes[int(TYPICAL * (len(sizes) - 1))] if len(sizes) > 1 else self._threshold
