"""How well the reps of one clip were counted: number, times, and how soon they were announced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from posecoach.coaching.counting.segmentation import END_SHARE, HIGH, LOW, MIDDLE_SHARE
from posecoach.coaching.events import Rep
from posecoach.evaluation.matching import match_reps
from posecoach.evaluation.truth import NAN, Array, TrueRep, Truth

CONFIRMED_FROM = 3
"""From this rep of a set on, an announcement need not wait until a set is certain, and is late if it does."""

IN_TIME_S = 1.5
"""The first count of a set may come so long after the end of its third rep."""

SET_GAP_S = 8.0
"""True reps further apart than one can last belong to different sets, for the purpose above."""


@dataclass(frozen=True, slots=True)
class CountScore:
    """The count of one clip against its truth.

    Attributes:
        true: the right answer nearest to the count.
        missed, extra: true reps without a counted one, and the other way round; `outside` are the extra
            ones that overlap no true rep: false reps outside sets. None where reps are not timed.
        start_off_s, peak_off_s, end_off_s: for every matched rep, counted minus true; NaN where unknown.
        announced: for every matched rep, how far its release had gone when it was announced: 0 at its
            begin, after a hold if there is one, 1 at its end. NaN where the true peak is unknown.
        confirmed: whether each of these is from the third rep of its set on.
        first_late_s: how long after the end of the third true rep the first rep was announced; negative
            before it, NaN where there are fewer or none was counted.
    """

    true: int
    counted: int
    missed: int | None = None
    extra: int | None = None
    outside: int | None = None
    start_off_s: tuple[float, ...] = ()
    peak_off_s: tuple[float, ...] = ()
    end_off_s: tuple[float, ...] = ()
    announced: tuple[float, ...] = ()
    confirmed: tuple[bool, ...] = ()
    first_late_s: float = NAN

    @property
    def error(self) -> int:
        """Counted minus true."""
        return self.counted - self.true

    @property
    def exact(self) -> bool:
        return self.error == 0

    @property
    def off_by_one(self) -> bool:
        """Whether the count is right to one."""
        return abs(self.error) <= 1

    @property
    def relative_error(self) -> float:
        """|error| / true; for clips without reps every counted rep is an error of 1."""
        return abs(self.error) / max(self.true, 1)


def score_count(truth: Truth, counted: Sequence[Rep]) -> CountScore:
    """Score the reps counted in one clip."""
    number = len(counted)
    nearest = min(truth.counts, key=lambda count: abs(number - count))
    if not truth.timed:
        return CountScore(nearest, number)
    matching = match_reps(truth.reps, counted)
    in_set = _index_in_set(truth.reps)
    pairs = [(truth.reps[i], counted[j]) for i, j in matching.pairs]
    return CountScore(
        true=nearest,
        counted=number,
        missed=len(matching.missed),
        extra=len(matching.extra),
        outside=len(matching.outside),
        start_off_s=tuple(rep.start_s - true.start_s for true, rep in pairs),
        peak_off_s=tuple(rep.peak_s - true.peak_s for true, rep in pairs),
        end_off_s=tuple(rep.end_s - true.end_s for true, rep in pairs),
        announced=tuple(release_done(truth, true, rep.counted_s) for true, rep in pairs),
        confirmed=tuple(in_set[i] >= CONFIRMED_FROM for i, _ in matching.pairs),
        first_late_s=_first_late_s(truth.reps, counted),
    )


def _first_late_s(true: Sequence[TrueRep], counted: Sequence[Rep]) -> float:
    if not counted or len(true) < CONFIRMED_FROM:
        return NAN
    return min(rep.counted_s for rep in counted) - true[CONFIRMED_FROM - 1].end_s


def _index_in_set(reps: Sequence[TrueRep]) -> list[int]:
    """The number of each rep in its set, from 1."""
    numbers: list[int] = []
    for index, rep in enumerate(reps):
        fresh = index == 0 or rep.start_s - reps[index - 1].end_s > SET_GAP_S
        numbers.append(1 if fresh else numbers[-1] + 1)
    return numbers


@dataclass(frozen=True, slots=True)
class CountTotals:
    """The counts of several clips together; shares 0..1, times in seconds, NaN where there is nothing.

    `first_late_s` is the median; `first_in_time` the share of clips with it up to `IN_TIME_S`.
    """

    clips: int
    true: int
    counted: int
    exact: int
    off_by_one: int
    mean_absolute_error: float
    missed: int
    extra: int
    outside: int
    start_error_s: float
    peak_error_s: float
    end_error_s: float
    announced_by_half: float
    announced_by_end: float
    confirmed_by_half: float
    confirmed_by_end: float
    first_late_s: float
    first_in_time: float


def total_count(scores: Sequence[CountScore]) -> CountTotals:
    """Several clips together. Timing errors are medians of their size over all matched reps."""
    announced = _joined(score.announced for score in scores)
    confirmed = np.array([flag for score in scores for flag in score.confirmed], dtype=bool)
    late = announced[confirmed] if len(confirmed) else announced
    first_s = np.array([score.first_late_s for score in scores])
    return CountTotals(
        clips=len(scores),
        true=sum(score.true for score in scores),
        counted=sum(score.counted for score in scores),
        exact=sum(score.exact for score in scores),
        off_by_one=sum(score.off_by_one for score in scores),
        mean_absolute_error=mean([score.relative_error for score in scores]),
        missed=sum(score.missed or 0 for score in scores),
        extra=sum(score.extra or 0 for score in scores),
        outside=sum(score.outside or 0 for score in scores),
        start_error_s=median_size(_joined(score.start_off_s for score in scores)),
        peak_error_s=median_size(_joined(score.peak_off_s for score in scores)),
        end_error_s=median_size(_joined(score.end_off_s for score in scores)),
        announced_by_half=share_below(announced, 0.5),
        announced_by_end=share_below(announced, 1.0),
        confirmed_by_half=share_below(late, 0.5),
        confirmed_by_end=share_below(late, 1.0),
        first_late_s=float(np.median(first_s[np.isfinite(first_s)])) if np.isfinite(first_s).any() else NAN,
        first_in_time=share_below(first_s, IN_TIME_S),
    )


def mean(values: Sequence[float]) -> float:
    """The mean of what is known; NaN of nothing."""
    known = [value for value in values if value == value]
    return sum(known) / len(known) if known else NAN


def median_size(values: Array) -> float:
    """Median of the sizes of what is known; NaN of nothing."""
    known = np.abs(values[np.isfinite(values)])
    return float(np.median(known)) if len(known) else NAN


def share_below(values: Array, limit: float) -> float:
    """Share of the known values that are at most `limit`; NaN of nothing."""
    known = values[np.isfinite(values)]
    return float(np.mean(known <= limit)) if len(known) else NAN


def _joined(parts: Iterable[tuple[float, ...]]) -> Array:
    return np.array([value for part in parts for value in part], dtype=np.float64)


def release_begin_s(truth: Truth, rep: TrueRep) -> float:
    """When the release of `rep` began, s; its peak where no true angle is known.

    A truth file's peak is the end of the pull, where a hold begins. The true angle that the pull changed most
    is timed between 80 and 20 % of its way back and extrapolated as a raised cosine, as the counter times a
    pull, so that a plateau before it is ignored.
    """
    during = (truth.t_s >= rep.peak_s) & (truth.t_s <= rep.end_s)
    if during.sum() < 3 or not truth.angles:
        return rep.peak_s
    ends = [rep.start_s, rep.peak_s, rep.end_s]
    start, peak, end, x = max(
        ((*np.interp(ends, truth.t_s, angle), angle[during]) for angle in truth.angles.values()),
        key=lambda found: abs(np.nan_to_num(found[1] - found[0])),
    )
    if not (start - peak) * (end - peak) > 0:
        return rep.peak_s
    left = (x - end) / (peak - end)
    early, late = (_last_above_s(truth.t_s[during], left, level) for level in (HIGH, LOW))
    return max(rep.peak_s, early - END_SHARE / MIDDLE_SHARE * (late - early))


def release_done(truth: Truth, rep: TrueRep, at_s: float) -> float:
    """How much of the release's time had passed at `at_s`: 0 at its begin, 1 at its end."""
    begin_s = release_begin_s(truth, rep)
    length_s = rep.end_s - begin_s
    return (at_s - begin_s) / length_s if length_s > 0 else NAN


def _last_above_s(t_s: Array, x: Array, level: float) -> float:
    """When `x` last falls through `level`, interpolated; the first time if it never is above."""
    above = np.flatnonzero(x > level)
    if not len(above):
        return float(t_s[0])
    at, after = above[-1], min(above[-1] + 1, len(x) - 1)
    step = float((x[at] - level) / (x[at] - x[after])) if after > at else 0.0
    return float(t_s[at] + step * (t_s[after] - t_s[at]))
