"""How far a measure went in one rep: its level at the end of the pull against its level at the turns."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.events import NAN, Rep
from posecoach.kinematics.back_measures import STEEP, lower_middle
from posecoach.kinematics.body import Measure

WINDOW_SHARE = 0.12
"""Levels are means over this share of the rep to either side: the turn, not a single frame."""

TRUST_S = 8.0
"""Of a pull in hand the confidence is averaged over at most so many seconds, the longest rep there is."""

SEEN_SHARE = 0.5
"""A station that is missing in more than half of a rep's samples has no voice in that rep."""


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """Change of a measure from the turns of a rep to the end of its pull.

    Attributes:
        change: in the measure's unit; where there are stations, the lower middle of those that count.
        confidence: mean of the samples it was read from, 0..1.
        apart: how far the levels at the two turns are apart, in the measure's unit.
        error: standard error of `change` by the jitter from frame to frame and by how far the stations
            disagree, in the measure's unit.
        voices: share of the stations that count, 0..1: not steep, and seen in most of the rep.
        turns: at how many turns the measure was seen: after the first, a slow drift is part of `change`.
    """

    change: float = NAN
    confidence: float = 0.0
    apart: float = 0.0
    error: float = 0.0
    voices: float = 1.0
    turns: int = 1


@dataclass(frozen=True, slots=True)
class Windows:
    """Where to read levels: around the end of the pull and around the turns, and the rep as a whole; s."""

    peak_s: float
    peak_half_s: float
    turns_s: tuple[float, ...]
    turn_half_s: float
    start_s: float
    end_s: float


class MeasureTrace:
    """The last seconds of one measure with its confidence."""

    def __init__(self) -> None:
        self._confidence = Trace()
        self._places: list[tuple[Trace, Trace]] = []  # each station's value and steepness

    def append(self, t_s: float, measure: Measure) -> None:
        """Add a sample; one that is not seen leaves a gap."""
        self._confidence.append(t_s, measure.confidence)
        if not measure.confidence > 0:
            return
        stations = [(one.value, one.steepness) for one in measure.stations] or [(measure.value, 0.0)]
        while len(self._places) < len(stations):
            self._places.append((Trace(), Trace()))
        for (values, steepness), (value, steep) in zip(self._places, stations, strict=True):
            if value == value:
                values.append(t_s, value)
                steepness.append(t_s, steep if steep == steep else math.inf)

    def excursion(self, rep: Rep, hold_s: float) -> MeasureChange:
        """The measure at the peak of `rep` less the mean of its turns; the second turn only once it is known.

        `hold_s` is the shortest stretch around the peak that is averaged, so that a twitch does not count.
        """
        finished = rep.end_s == rep.end_s
        half_s = WINDOW_SHARE * (rep.end_s - rep.start_s if finished else 2 * rep.pull_s)
        turns_s = (rep.start_s, rep.end_s) if finished else (rep.start_s,)
        end_s = rep.end_s if finished else rep.counted_s
        return self._read(Windows(rep.peak_s, max(half_s, hold_s / 2), turns_s, half_s, rep.start_s, end_s))

    def since(self, start_s: float, half_s: float, now_s: float, hold_s: float) -> MeasureChange:
        """The measure over the last `hold_s` less its level within `half_s` of the turn at `start_s`."""
        seen_s = max(start_s, now_s - TRUST_S)
        return self._read(Windows(now_s - hold_s / 2, hold_s / 2, (start_s,), half_s, seen_s, now_s))

    def _read(self, where: Windows) -> MeasureChange:
        _, trust = self._confidence.between(where.start_s, where.end_s)
        if not trust or not self._places:
            return MeasureChange()
        found = [_station(*place, where, len(trust)) for place in self._places]
        known = [one for one in found if one is not None]
        if not known or 2 * len(known) < len(found):
            return MeasureChange()
        changes = [one.change for one in known]
        change = lower_middle(changes)
        middle = known[changes.index(change)]
        disagreement = (max(changes) - min(changes)) / 4  # half of half the range
        return MeasureChange(
            change,
            sum(trust) / len(trust),
            middle.apart,
            math.hypot(middle.error, disagreement),
            len(known) / len(found),
            middle.turns,
        )


def _station(values: Trace, steepness: Trace, where: Windows, frames: int) -> MeasureChange | None:
    """The change at one station; None when it has no voice."""
    _, all_ = values.between(where.start_s, where.end_s)
    _, steep = steepness.between(where.start_s, where.end_s)
    if len(all_) < SEEN_SHARE * frames or sum(steep) / len(steep) > STEEP:
        return None
    peak, peak_count = _level(values, where.peak_s, where.peak_half_s)
    turns = [_level(values, t_s, where.turn_half_s) for t_s in where.turns_s]
    known = [(level, count) for level, count in turns if count]
    if not known or not peak_count:
        return None
    levels = [level for level, _ in known]
    jitter = _jitter(all_)
    error = jitter * math.sqrt(1 / peak_count + sum(1 / count for _, count in known) / len(known) ** 2)
    change, apart = peak - sum(levels) / len(levels), max(levels) - min(levels)
    return MeasureChange(change, 1.0, apart, error, turns=len(levels))


def _level(trace: Trace, t_s: float, half_s: float) -> tuple[float, int]:
    """Mean of the samples within `half_s` of `t_s`, and how many they are."""
    _, values = trace.between(t_s - half_s, t_s + half_s)
    return (sum(values) / len(values), len(values)) if values else (NAN, 0)


def _jitter(values: Sequence[float]) -> float:
    """Standard deviation of white noise on a smooth course, from second differences."""
    bends = [a - 2 * b + c for a, b, c in zip(values, values[1:], values[2:], strict=False)]
    return math.sqrt(sum(bend * bend for bend in bends) / (6 * len(bends))) if bends else 0.0
