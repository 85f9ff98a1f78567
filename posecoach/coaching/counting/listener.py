"""Listens for the turns of the signal: at every tempo until a rep is known, then at the person's own."""

from collections.abc import Iterator

from posecoach.coaching.counting.finder import PulseFinder
from posecoach.coaching.counting.habit import Usual
from posecoach.coaching.counting.turns import Turn
from posecoach.coaching.measure import smoothing_s

SCALES_HZ = (3.0, 1.5, 0.75)
"""Before the tempo is known, the signal is watched behind three low-passes at once, and the first that finds
reps is kept. The first passes the quickest rep (0.5 s) and still takes the edge off jitter; the last finds
slow reps in strong jitter."""

SCALE_WIDTH = 0.36
"""Pulses are read from a signal smoothed over so many cycles of the cut-off: its share of a quick rep."""

TURN_SHARE = 0.15
"""A turn needs this share of the usual range: early in the release, yet above what jitter does to a rep."""

TURN_JITTERS = 1.5
"""It also needs this many times the signal's jitter, of which the filter leaves about half."""

QUICK_JITTERS = 5.0
"""The signal is clean when TURN_SHARE of the usual range is this many times its jitter."""

FIRST_TURN_SHARE = 0.6
LEAST_TURN_SHARE = 0.25
"""A turn needs this share of the smallest range that can count, before and after a rep is known."""

SCOUT_SHARE = 0.3
"""While no rep is known, turns beyond this share of the smallest range are worth a second look."""


class Listener:
    """The finders of all tempos that are listened for. `min_range` is the smallest pull that can count."""

    def __init__(self, min_range: float) -> None:
        self._min_range = min_range
        self._finders = [PulseFinder(cutoff_hz) for cutoff_hz in SCALES_HZ]
        self._checks = PulseFinder(SCALES_HZ[0])

    @property
    def main(self) -> PulseFinder:
        """The finder of the person's own tempo, or of the quickest while that is not known."""
        return self._finders[0]

    @property
    def searching(self) -> bool:
        """Whether more than one tempo is listened for."""
        return len(self._finders) > 1

    def widen(self) -> None:
        """Listen for every tempo again, beside the person's own."""
        self._finders += [PulseFinder(cutoff_hz) for cutoff_hz in SCALES_HZ]

    def keep(self, finder: PulseFinder) -> None:
        """Listen to this finder alone: it has found reps."""
        finder.waiting.clear()
        self._finders = [finder]

    def follow(self, usual: Usual) -> None:
        """Tune the main finder to the usual rep."""
        self.main.follow(usual.period_s, TURN_SHARE * usual.range_ > QUICK_JITTERS * usual.jitter)

    def skip(self) -> None:
        """Begin anew after a gap in the signal; what waits goes on waiting."""
        for finder in (self._checks, *self._finders):
            finder.skip()

    def reset(self) -> None:
        """Forget everything that was heard."""
        for finder in (self._checks, *self._finders):
            finder.reset()

    def hint(self, t_s: float, x: float) -> bool:
        """Whether the sample shows a top that makes a second look worth while."""
        turn = self._checks.update(t_s, x, SCOUT_SHARE * self._min_range)
        return turn is not None and turn.high and self.searching

    def turns(self, t_s: float, x: float, usual: Usual | None) -> Iterator[tuple[PulseFinder, Turn]]:
        """The turns that the sample confirms, with who heard them."""
        for finder in tuple(self._finders):
            turn = finder.update(t_s, x, self._threshold(finder, usual))
            if turn is not None:
                yield finder, turn

    def width_s(self, finder: PulseFinder, usual: Usual | None) -> float:
        """Over how long to smooth what `finder` hears."""
        if usual is None or finder is not self.main:
            return SCALE_WIDTH / finder.cutoff_hz
        return smoothing_s(usual.period_s)

    def _threshold(self, finder: PulseFinder, usual: Usual | None) -> float:
        if usual is None or finder is not self.main:
            return FIRST_TURN_SHARE * self._min_range
        least = LEAST_TURN_SHARE * self._min_range
        return max(TURN_SHARE * usual.range_, TURN_JITTERS * usual.jitter, least)
