"""What the other signals of an exercise say about what one of them shows."""

import math
from collections.abc import Sequence

import numpy as np

from posecoach.coaching.counting.channels import IN_PIXELS, SHARES_LANDMARKS
from posecoach.coaching.counting.segmentation import Candidate, Window
from posecoach.coaching.counting.trace import Trace
from posecoach.exercises.definition import CountRule
from posecoach.kinematics.geometry import ramp

SUPPORT, AGREES = 5.0, (0.4, 0.8)
"""What another signal says for a row at most, and the correlations from which it says anything, and all of
it. Signals that do not share their landmarks correlate by 0.7 to 0.9 in sets of body meshes (medians), and by
0.2 to 0.6 in rows of other movements."""

JUMPS = 0.1
"""The first signal tells no tempo where its jitter is this share of its way: it jumps from one leg to the
other."""

ELSEWHERE, STAYS = 2.0, 1.0
"""A repetition comes back. What leaves pixels `ELSEWHERE` ranges from where they were (all, if landmarks
found it; any, if other pixels did), or every other signal `STAYS` ranges higher where none has pixels, is
the way into position, however much it looks like a repetition in one. Of 349 first ones in random sets, from
meshes only, six were none: four of these stayed 1.2 to 6 ranges higher in landmarks, and no true one did."""

SHOWN = 1 / 3
"""What landmarks take for the first repetition is none where all pixels that agree with the rest of the row
show less than this share of it, measured by what they show of the rest. So it was in 1 of 380 true first ones
and in 3 of 8 false ones (570 sets, mostly meshes)."""


class Others:
    """The other signals, seen from signal `index` of `signals`; the first of these is the exercise's own.

    By default the signal is alone, and nothing is said of it.
    """

    def __init__(self, signals: Sequence[tuple[CountRule, Trace]] = (), index: int = 0) -> None:
        self._index = index
        self._signals = signals
        self._others = [signal for at, signal in enumerate(signals) if at != index]

    def support(self, since_s: float) -> float:
        """Log likelihood ratio that they add to a row since a time."""
        shown = [
            self._trace.correlation(trace, since_s)
            for rule, trace in self._others
            if not {rule.signal, self._rule.signal} & SHARES_LANDMARKS
        ]
        return SUPPORT * ramp(max(shown, default=0.0), *AGREES)

    def opposed(self, since_s: float) -> bool:
        """Whether the exercise's own signal shows a movement at another tempo."""
        if not self._others:
            return False
        primary = self._signals[0][1]
        if self._rule.signal in IN_PIXELS or len(primary.between(since_s, math.inf)[0]) < 2:
            return False
        window = Window(primary, since_s)
        low, high = np.quantile(window.x, [0.05, 0.95])
        apart = primary.correlation(self._trace, since_s) <= AGREES[0]
        return bool(apart and window.jitter <= JUMPS * (high - low))

    def is_way_in(self, first: Candidate, until_s: float) -> bool:
        """Whether the first of a row, until the next begins, is the way into position, as others show it.

        Landmarks that stay higher are not held against a row of the exercise's own signal: two true first
        repetitions of some 500, which followed directly on the way in, would be lost.
        """
        if not self._others:
            return False
        ranges = first.range_ / self._rule.min_range
        ways = {
            rule.signal: trace.change(first.start_s, until_s) / (ranges * rule.min_range)
            for rule, trace in self._others
        }
        elsewhere = [abs(way) > ELSEWHERE for signal, way in ways.items() if signal in IN_PIXELS]
        if self._rule.signal in IN_PIXELS:
            return any(elsewhere)
        if elsewhere:
            return all(elsewhere) or self._unseen(first.start_s, until_s)
        return self._index > 0 and all(way > STAYS for way in ways.values())

    def _unseen(self, start_s: float, until_s: float) -> bool:
        """Whether pixels show much less of what landmarks took for the first repetition than of the rest."""
        shares = [
            self._trace.slope(trace, start_s, until_s) / self._trace.slope(trace, until_s)
            for rule, trace in self._others
            if rule.signal in IN_PIXELS and self._trace.correlation(trace, until_s) > AGREES[1]
        ]
        return max((share for share in shares if not math.isnan(share)), default=math.inf) < SHOWN

    @property
    def _rule(self) -> CountRule:
        return self._signals[self._index][0]

    @property
    def _trace(self) -> Trace:
        return self._signals[self._index][1]
