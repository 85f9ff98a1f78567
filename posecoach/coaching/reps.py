"""The reps of a session as the coach keeps them: from the count to the finished rep with its verdict."""

from collections import deque

from posecoach.coaching.events import Rep

OPEN_REPS = 4
"""Reps whose release may still have to be matched. A row found by looking back is completed as it is counted,
so more than two never wait."""


class RepKeeper:
    """Keeps the newest reps, and how many were counted and kept still.

    Attributes:
        total: reps counted so far.
        clean: reps of the newest set in which the lower back kept still.
    """

    def __init__(self) -> None:
        self.total = self.clean = 0
        self._newest: deque[Rep] = deque(maxlen=OPEN_REPS)

    def count(self, rep: Rep) -> None:
        """A rep was counted; the first of a set begins a new tally of clean ones."""
        if rep.index == 1:
            self.clean = 0
        self._newest.append(rep)
        self.total += 1

    def find(self, peak_s: float) -> Rep | None:
        """The counted rep whose peak was at `peak_s`; None when it was not counted, or is gone."""
        return next((rep for rep in reversed(self._newest) if rep.peak_s == peak_s), None)

    def complete(self, rep: Rep, in_open_set: bool) -> None:
        """`rep`, with its end and verdict, takes the place of what was counted."""
        for at, counted in enumerate(self._newest):
            if counted.peak_s == rep.peak_s:
                self._newest[at] = rep
        self.clean += int(rep.kept_still and in_open_set)

    def forget_set(self, set_index: int, reps: int) -> None:
        """The set begins anew: its `reps` are not counted any more."""
        self.total -= reps
        self._newest = deque((rep for rep in self._newest if rep.set_index != set_index), OPEN_REPS)
