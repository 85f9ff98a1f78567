"""Follows the pull in hand, before it is known to be a rep: since when it rises, and how far it has come."""

from collections import deque
from statistics import median

from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.events import NAN, Rep
from posecoach.kinematics.filters import LowPass

BAND = 0.15
"""The pull begins where the signal leaves this share of the usual range above its lowest point."""

STEADY_S = 0.1
TURN_SHARE = 0.24
"""Part of a pull's time that is its turn."""

RELEASING = 0.95
"""Below this share of the height the pull had come to, it is being released: the pelvis follows late, and its
turn is then judged against the whole rep."""

TURN_S = 0.15

LONG_END = 2.0
"""From the middle of the release to the rep's end it takes half a pull. Where it takes so many a rest or
getting up followed, and the end is no turn. A hold before the release does not count."""

REMEMBERED = 5

RECENT_PULLS, RECENT_S = 4.0, 4.0
"""A rep counted within so many usual pulls, and at least within this time, is recent."""


class CurrentRep:
    """`update` with each sample of the counted signal (rising with the pull), `learn` with each rep.

    Attributes:
        start_s: when the signal was last near its lowest point since the last peak; NaN before the first.
        height: how far it has risen since, in its unit.
    """

    def __init__(self, direction: int) -> None:
        self._direction = direction
        self._steady = LowPass(STEADY_S)
        self._reps: deque[Rep] = deque(maxlen=REMEMBERED)
        self._signal = Trace()
        self._low = self._high = NAN
        self.start_s = NAN
        self.height = 0.0

    def known(self, t_s: float) -> bool:
        """Whether a rep was counted of late, so that a pull's beginning can be told.

        Before the first of a set, getting into position looks like one.
        """
        recent_s = max(RECENT_S, RECENT_PULLS * self.usual_s)
        return bool(self._reps) and t_s - self._reps[-1].counted_s <= recent_s

    @property
    def half_s(self) -> float:
        """About as long as a level at the turn of a usual rep is averaged to either side."""
        return TURN_SHARE * self.usual_s if self._reps else TURN_S

    @property
    def usual_s(self) -> float:
        """How long a pull usually takes; NaN before the first rep."""
        return median(rep.pull_s for rep in self._reps) if self._reps else NAN

    def rests_after(self, rep: Rep) -> bool:
        """Whether somebody rested or got up between the release of `rep` and its end."""
        t_s, signal = self._signal.between(rep.peak_s, rep.end_s)
        if not signal:
            return False
        half = (signal[0] + signal[-1]) / 2
        high_s = [t for t, x in zip(t_s, signal, strict=True) if x >= half]
        return rep.end_s - (high_s[-1] if high_s else rep.peak_s) > LONG_END * self.usual_s

    def learn(self, rep: Rep) -> None:
        """A rep was counted: its peak is over, and the next pull begins from a new low."""
        self._reps.append(rep)
        self._low = self._high = NAN

    def update(self, t_s: float, x: float) -> None:
        """Take the signal at `t_s`; NaN is bridged."""
        now = self._steady.update(t_s, x)
        if now != now:
            return
        self._signal.append(t_s, now)
        if self._low != self._low or now < self._low:
            self._low = self._high = now
        self._high = max(self._high, now)
        if now <= self._low + BAND * self._usual():
            self.start_s = t_s
        self.height = now - self._low

    def within(self, t_s: float, least: float, most: float) -> bool:
        """Whether the pull has come to between these shares of the usual range; False before the first rep.

        It also begins where the last reps did, and takes its time as they did: who gets up does neither.
        """
        if not self._reps or t_s - self.start_s < least * self.usual_s:
            return False
        if self.height < RELEASING * (self._high - self._low):
            return False
        usual = self._usual()
        base = median(self._direction * rep.peak_deg - rep.range_deg for rep in self._reps)
        return least * usual <= self.height <= most * usual and abs(self._low - base) <= usual

    def _usual(self) -> float:
        return median(rep.range_deg for rep in self._reps) if self._reps else 0.0
