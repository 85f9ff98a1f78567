"""How far a measure went in one rep: its level at the end of the pull against its level at the turns."""

from dataclasses import dataclass

from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.events import NAN, Rep

WINDOW_SHARE = 0.12
"""Levels are means over this share of the rep to either side: the turn, not a single frame."""

TRUST_S = 8.0
"""Who holds on after a pull is believed by the confidence of so many seconds, the longest rep there is."""


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """`change` of a measure in its unit, the mean confidence (0..1) of the samples it was read from, and how
    far the levels at the two turns are apart, in its unit."""

    change: float = NAN
    confidence: float = 0.0
    apart: float = 0.0


class MeasureTrace:
    """The last seconds of one measure with its confidence."""

    def __init__(self) -> None:
        self._values = Trace()
        self._confidence = Trace()

    def append(self, t_s: float, value: float, confidence: float) -> None:
        """Add a sample; one that is not seen leaves a gap."""
        self._confidence.append(t_s, confidence)
        if confidence > 0 and value == value:
            self._values.append(t_s, value)

    def excursion(self, rep: Rep, hold_s: float) -> MeasureChange:
        """The measure at the peak of `rep` less the mean of its turns; the second turn only once it is known.

        `hold_s` is the shortest stretch around the peak that is averaged, so that a twitch does not count.
        """
        finished = rep.end_s == rep.end_s
        length_s = rep.end_s - rep.start_s if finished else 2 * rep.pull_s
        half_s = WINDOW_SHARE * length_s
        turns = [self._level(rep.start_s, half_s)]
        if finished:
            turns.append(self._level(rep.end_s, half_s))
        end_s = rep.end_s if finished else rep.counted_s
        return self._change(rep.peak_s, max(half_s, hold_s / 2), turns, rep.start_s, end_s)

    def since(self, start_s: float, half_s: float, now_s: float, hold_s: float) -> MeasureChange:
        """The measure over the last `hold_s` less its level within `half_s` of the turn at `start_s`."""
        turn = self._level(start_s, half_s)
        seen_s = max(start_s, now_s - TRUST_S)
        return self._change(now_s - hold_s / 2, hold_s / 2, [turn], seen_s, now_s)

    def _change(
        self, peak_s: float, half_s: float, turns: list[float], start_s: float, end_s: float
    ) -> MeasureChange:
        peak = self._level(peak_s, half_s)
        known = [turn for turn in turns if turn == turn]
        if not known or peak != peak:
            return MeasureChange()
        _, trust = self._confidence.between(start_s, end_s)
        confidence = sum(trust) / len(trust) if trust else 0.0
        return MeasureChange(peak - sum(known) / len(known), confidence, max(known) - min(known))

    def _level(self, t_s: float, half_s: float) -> float:
        _, values = self._values.between(t_s - half_s, t_s + half_s)
        return sum(values) / len(values) if values else NAN
