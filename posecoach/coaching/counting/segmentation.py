"""Cuts the last seconds of a signal at its turning points and measures the movements between them.

The signal is resampled evenly, smoothed without delay, and cut where it turns back by a threshold
(hysteresis). From a trough to the next peak and on to the next trough is one candidate for a repetition.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.counting.trace import Trace
from posecoach.exercises.definition import CountRule

STEP_S = 0.04
"""Resampling interval: a dozen samples in the quickest repetition."""

JITTER_WIDTH_S = 0.24
"""Jitter is the RMS of the signal about its own course smoothed over this width."""

ROUGH_SHARE = 0.75
"""The jitter of a window is that of the second which is rougher than this share of its seconds: getting into
position, or a jump to the other leg, is ten times as rough as the rest. With the RMS of the whole window two
of 48 sets of body meshes are lost; the median second doubles what is counted in two idle hours, dim light."""

TURN_JITTERS = 0.5
"""The newest peak is one once the signal has come back by so many jitters; within a set the others take one.
Larger turns announce 94.2 % of 1,106 repetitions before half of their release, this 96.3 %."""

LOW, HIGH = 0.2, 0.8
"""Shares of the range between which the pull is timed, so that neither a rest before it nor a hold after it
has a say."""

MIDDLE_SHARE = (math.acos(1 - 2 * HIGH) - math.acos(1 - 2 * LOW)) / math.pi
END_SHARE = (1 - MIDDLE_SHARE) / 2
"""A raised cosine spends `MIDDLE_SHARE` of its duration between these, and as much before as after."""

ARRIVAL_SHARE = 0.6
"""A rise of which less than this share is released was partly the way into position: the pull is then
measured from the level to which the signal comes back."""

FLOOR_SHARE = 0.15
"""In a set, a pull that comes from further below the usual base than this share of the range is measured from
there on."""

PULL_SHARE = 0.3
"""A pull lasts at least this share of the shortest period, and at most the longest one."""

SMOOTHING, SMOOTHING_RANGE_S = 0.12, (0.08, 0.5)
"""Repetitions are measured in the signal smoothed over this share of their period, within these limits."""

Array = NDArray[np.float64]
Turn = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One movement up and down of the signal; may be a repetition. Values in the signal's unit.

    Attributes:
        start_s, peak_s: begin and end of the pull (where a hold begins, if there is one).
        end_s: end of the release; NaN while that is not known.
        middle_s: when half of the pull was covered; marks the candidate in time, hold or not.
        base, peak: the signal before the pull and at its peak.
        trough: the lowest value before the pull, which may have begun above it.
        low: the lowest value of the release so far.
        directness: path length of pull, hold and release over that of monotonic ones.
        jitter: RMS of the signal about its smoothed course (see `ROUGH_SHARE`).
        passing_s: how long the pull took from `LOW` of its range below the base to as much above it; infinite
            where it comes from less than its range below.
        size: of the pull, where that is known from another signal, whose base and peak say nothing; else NaN.
    """

    start_s: float
    peak_s: float
    base: float
    peak: float
    trough: float = math.nan
    end_s: float = math.nan
    middle_s: float = math.nan
    low: float = math.nan
    directness: float = 1.0
    jitter: float = 0.0
    passing_s: float = math.inf
    size: float = math.nan

    @property
    def range_(self) -> float:
        """Size of the pull."""
        return self.peak - self.base if math.isnan(self.size) else self.size

    @property
    def pull_s(self) -> float:
        """Duration of the pull."""
        return self.peak_s - self.start_s

    @property
    def released(self) -> float:
        """Share of the pull that has been released so far."""
        return (self.peak - self.low) / max(self.range_, 1e-9)


class Window:
    """The samples of `trace` since `since_s`, evenly resampled: `x` at `t_s`; they jitter about `calm`."""

    def __init__(self, trace: Trace, since_s: float) -> None:
        times, values = trace.between(since_s, math.inf)
        self.t_s = np.arange(times[0], times[-1] + 1e-9, STEP_S)
        self.x = np.interp(self.t_s, times, values)
        self.now_s = times[-1]
        self.calm = smoothed(self.x, JITTER_WIDTH_S)
        self._courses: dict[float, Course] = {}

    def before(self, until_s: float) -> Array:
        """`calm` until a time."""
        return self.calm[self.t_s <= until_s]

    def smoothed(self, width_s: float) -> "Course":
        """The signal smoothed over `width_s`."""
        if width_s not in self._courses:
            self._courses[width_s] = Course(self.t_s, smoothed(self.x, width_s), self.jitter)
        return self._courses[width_s]

    @cached_property
    def jitter(self) -> float:
        """RMS about `calm`: of the second that is rougher than `ROUGH_SHARE` of all."""
        squares = (self.x - self.calm) ** 2
        second = min(len(squares), round(1.0 / STEP_S))
        seconds = squares[len(squares) % second :].reshape(-1, second)
        rough = sorted((np.add.reduce(seconds, axis=1) / second).tolist())
        return math.sqrt(rough[int(ROUGH_SHARE * (len(rough) - 1))])


class Course:
    """A smoothed signal: `x` at the evenly spaced `t_s`; `jitter` is that of the signal itself."""

    def __init__(self, t_s: Array, x: Array, jitter: float) -> None:
        self.t_s, self.x, self.jitter = t_s, x, jitter
        self._known: dict[tuple[int, int, int, float], Candidate | None] = {}

    @cached_property
    def values(self) -> list[float]:
        """`x`; floats are much quicker to get at."""
        return self.x.tolist()  # type: ignore[no-any-return]

    @cached_property
    def travelled(self) -> list[float]:
        """The length of the path to each value."""
        return [0.0, *np.add.accumulate(np.abs(np.diff(self.x))).tolist()]

    def measured(self, turns: Sequence[Turn], floor: float = -math.inf) -> list[Candidate]:
        """The candidates between `turns` (index, value): trough, peak, trough, ..., trough.

        Their pulls are measured from `floor` on where they come from below.
        """
        found = []
        for (low, _), (high, _), (end, _) in zip(turns[::2], turns[1::2], turns[2::2], strict=False):
            key = low, high, end, floor
            if key not in self._known:
                self._known[key] = self._measure(*key)
            found.append(self._known[key])
        return [candidate for candidate in found if candidate is not None]

    def _measure(self, low: int, high: int, end: int, floor: float) -> Candidate | None:
        pull, release = self.values[low : high + 1], self.values[high : end + 1]
        trough, peak, after = pull[0], pull[-1], release[-1]
        base = max(trough, floor)
        if peak - after < ARRIVAL_SHARE * (peak - base) and end < len(self.x) - 1:
            base = trough = after
        rise = peak - base
        if rise <= 0:
            return None
        first, middle, below = (high - until(pull[::-1], base + share * rise) for share in (LOW, 0.5, -LOW))
        half = math.floor(middle)
        last = half + until([-x for x in pull[half - low :]], -base - HIGH * rise)
        back = high + math.ceil(until(release, after + LOW * (peak - after)))
        path = self.travelled[back] - self.travelled[math.floor(first)]
        straight = path / max(2 * peak - self.values[math.floor(first)] - self.values[back], 1e-9)
        pull_s = max((last - first) * STEP_S / MIDDLE_SHARE, STEP_S)
        t0 = float(self.t_s[0])
        start_s = max(t0 + first * STEP_S - END_SHARE * pull_s, float(self.t_s[low]))
        # In a hold the highest point may be anywhere.
        peak_s = max(min(float(self.t_s[high]), t0 + last * STEP_S + END_SHARE * pull_s), start_s + STEP_S)
        middle_s, end_s = t0 + middle * STEP_S, float(self.t_s[end])
        passing_s = (first - below) * STEP_S if pull[0] < base - rise else math.inf
        values = base, peak, trough, end_s, middle_s, after, straight, self.jitter, passing_s
        return Candidate(start_s, peak_s, *values)


def possible(candidate: Candidate, rule: CountRule) -> bool:
    """Whether a candidate of this duration can be a repetition at all."""
    shortest_s, longest_s = rule.period_s
    return PULL_SHARE * shortest_s <= candidate.pull_s <= longest_s


def smoothing_s(period_s: float) -> float:
    """Over how long to smooth the signal to measure repetitions of this period."""
    return min(SMOOTHING_RANGE_S[1], max(SMOOTHING_RANGE_S[0], SMOOTHING * period_s))


def release_s(course: Sequence[float], low: int, peak: float) -> float:
    """How long a release from `peak` to `course[low]` took, extrapolated from its steep part."""
    fall = peak - course[low]
    up = [-x for x in course[: low + 1][::-1]]
    begun, ending = (low - until(up, share * fall - peak) for share in (LOW, HIGH))
    return min(ending + END_SHARE / MIDDLE_SHARE * (ending - begun), low) * STEP_S


def smoothed(x: Array, width_s: float) -> Array:
    """`x` convolved with a triangle of half width `width_s`; the ends are continued as they are."""
    n = max(1, round(width_s / STEP_S))
    before, after = np.repeat(x[:1], n - 1), np.repeat(x[-1:], n - 1)
    return np.convolve(np.concatenate((before, x, after)), _triangle(n), "valid")


@cache
def _triangle(n: int) -> Array:
    return np.bartlett(2 * n + 1)[1:-1] / n


def extremes(x: Array) -> list[Turn]:
    """(index, value) of every turn of `x`, and of both ends."""
    slope = x[1:] - x[:-1]
    steep = slope.nonzero()[0]
    if not len(steep):
        return []
    up = slope[steep] > 0
    turned = steep[1:][up[1:] != up[:-1]]
    at = np.concatenate(([0], turned, [len(x) - 1]))
    return list(zip(at.tolist(), x[at].tolist(), strict=True))


def turning_points(points: Sequence[Turn], threshold: float, last: float = math.inf) -> list[Turn]:
    """Turning points from which the signal comes back by `threshold`: trough, peak, ..., trough.

    From the last peak it need only have come back by `last`; the trough after it is the lowest point so far.
    """
    turns: list[Turn] = []
    rising: bool | None = None
    low = high = points[0] if points else (0, 0.0)
    for point in points:
        if point[1] > high[1]:
            high = point
        if point[1] < low[1]:
            low = point
        if rising is not False and point[1] <= high[1] - threshold:
            if rising:
                turns.append(high)
            rising, low = False, point
        elif rising is not True and point[1] >= low[1] + threshold:
            turns.append(low)
            rising, high = True, point
    if rising and high[1] - points[-1][1] >= last:
        turns += [high, points[-1]]
    elif rising is False and turns:
        turns.append(low)
    return turns if len(turns) % 2 else turns[:-1]


def until(values: Sequence[float], level: float) -> float:
    """Steps, interpolated, until `values` first fall below `level`; to their last if they never do."""
    for at, x in enumerate(values):
        if x < level:
            return at - (level - x) / (values[at - 1] - x) if at else 0.0
    return len(values) - 1.0
