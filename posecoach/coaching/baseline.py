"""What a measure does in this person's clean reps, learned from them and bounded by what can be normal."""

from collections import deque
from statistics import median

from posecoach.coaching.back_cues import Cue

REMEMBERED = 9
KNOWN_AFTER = 3
"""Clean reps after which the person's own scatter is believed."""

MAD_TO_SD = 1.48
SMALL_RANGE = 4.0
"""Changes are learned as a share of the rep's range, which for the smallest reps is mostly noise."""


class Baseline:
    """The usual change of one measure for a rep of a given range."""

    def __init__(self, cue: Cue) -> None:
        self._cue = cue
        self._shares: deque[float] = deque(maxlen=REMEMBERED)

    @property
    def known(self) -> bool:
        """Whether any rep of this person has been seen."""
        return bool(self._shares)

    def usual(self, range_: float) -> float:
        """The change that a clean rep of this range brings, in the measure's unit."""
        return self._share() * range_

    def first_look(self, change: float, range_: float) -> None:
        """Before any clean rep is known, a rep within what can be normal is its own norm."""
        if not self._shares:
            self._shares.append(self._bounded(change / max(range_, SMALL_RANGE)))

    def learn(self, change: float, range_: float) -> None:
        """Take in a rep that was judged clean."""
        self._shares.append(self._bounded(change / max(range_, SMALL_RANGE)))

    def spread(self, range_: float) -> float:
        """Scatter of clean reps of this range, one standard deviation, in the measure's unit."""
        if len(self._shares) < KNOWN_AFTER:
            return self._cue.spread
        centre = median(self._shares)
        own = MAD_TO_SD * median(abs(share - centre) for share in self._shares) * range_
        return max(self._cue.spread, own)

    def _share(self) -> float:
        return median(self._shares) if self._shares else self._cue.usual

    def _bounded(self, share: float) -> float:
        return min(max(share, self._cue.usual_least), self._cue.usual_most)
