"""Log likelihood ratios: how much likelier a movement is as a repetition of a set than as something else.

Repetitions of one set resemble each other in size, duration, distance and level, and rise monotonically;
other movements do so now and then, but seldom many times in a row. Each feature adds the logarithm of the
ratio of two densities of Student's t, one for repetitions and one, wider, for anything else. A deviation so
large that neither explains it says little.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from posecoach.coaching.counting.segmentation import Candidate

FALSE_START = 4e-8
START = -math.log(FALSE_START)
"""The log likelihood ratio that starts a set, by the probability that a row of other movements is taken for
one at a look: while somebody moves there are up to 60,000 looks an hour, at some 15 readings each. With 8e-7
a set begins in no more of 96 idle stretches, with 6e-6 in three more; with 4e-9 36 more of 4,500 repetitions
are missed."""

SURE, AFTER_PAUSE, ACCEPT = 1.0, 0.0, -1.5
"""Log likelihood ratios with which a candidate counts: where little is known of it, after a pause (who rests
may get up), and within a set, where nine in ten are repetitions, which a little doubt does not outweigh."""

GOES_ON, RIPPLE = 2.3, 0.35
"""The log odds that a set goes on are at most ten to one. A repetition adds its ratio; any other movement,
one in ten within a set, takes as much away if it is larger than `RIPPLE` of the usual range. Below 0 the set
is given up."""

SIZE, PULL, GAP, LEVEL = (0.18, 0.8), (0.25, 0.6), (0.12, 0.5), (0.15, 0.5)
"""Scales of the deviations of repetitions and of other movements from the median of their row: logarithms of
range, pull and gap, and level over range. Fitted to 1,180 repetitions and 48 other movements within sets,
rendered, simulated and real."""

WAY, TAIL = (0.05, 0.15), 8.0
"""The same scales for the logarithm of the directness (with 0.2 as the second, more noise after a set is
counted), and the degrees of freedom of all (with 3, four of 190 sets more are wrong)."""

LARGER, RELEASE_WEIGHT = 2.0, 0.5
"""Larger and slower than usual surprises half as much as smaller and quicker: the lower back going along
makes a pull up to three times as large. The size of a release is half determined by that of its pull."""

PAUSE_PERIODS, PAUSE, PAUSE_EACH = 1.7, -0.5, -0.25
"""A gap of more usual periods than the first is a pause. It says no less than `PAUSE`, and `PAUSE_EACH` for
each period: whoever rests may be done with the set at any moment."""

FEWEST, OTHERS, OTHER_COST = 3, 5, 1.5
"""Candidates that make a row (two may be as alike as any two), and those that each is compared with: compared
with all of a long row, 25 swings of simulated noise became a set. A candidate between that is none costs."""

IDLE_RANGE, IDLE_JITTERS, IDLE_SWINGS = 2.5, 10.0, 6.0
"""The range that something else may have: in degrees or % of the torso (breath and scratching), in jitters
(white noise behind a low-pass has 3, the pose model's in bad light up to 10), and in swings at rest: the rows
likest to a set in 76 idle stretches had 2 to 7 times the swing, nine in ten of 269 sets more than 7."""

ROW_WEIGHT, EACH_WEIGHT = 3.0, 1.0
"""What each doubling of the size beyond that says for the row and for each of its candidates, because noise
that wanders so far once does so again, and much alike."""


@dataclass(frozen=True, slots=True)
class Template:
    """Medians of a person's last repetitions, and the range of each."""

    range_: float
    period_s: float
    pull_s: float
    base: float
    ranges: tuple[float, ...]


def template(reps: Sequence[Candidate]) -> Template:
    """The medians of `reps`, at least one, in the order of time."""
    gaps = [b.middle_s - a.middle_s for a, b in itertools.pairwise(reps)]
    pull_s = median(rep.pull_s for rep in reps)
    return Template(
        range_=median(rep.range_ for rep in reps),
        period_s=median(gaps) if gaps else 2 * pull_s,
        pull_s=pull_s,
        base=median(rep.base for rep in reps[-3:]),
        ranges=tuple(rep.range_ for rep in reps),
    )


def ratio(deviation: float, scales: tuple[float, float]) -> float:
    """Log likelihood ratio of a deviation between two densities of Student's t."""
    return _density(deviation, scales[0]) - _density(deviation, scales[1])


def _density(deviation: float, scale: float) -> float:
    """Logarithm, but for a constant."""
    return -0.5 * (TAIL + 1.0) * math.log1p((deviation / scale) ** 2 / TAIL) - math.log(scale)


def skewed_ratio(share: float, scales: tuple[float, float]) -> float:
    """The ratio of a size or duration that is `share` of the usual; more surprises less than less does."""
    deviation = math.log(share)
    if deviation > 0:
        return ratio(deviation / LARGER, scales)
    # Other movements are small and quick as often as they are usual.
    return _density(deviation, scales[0]) + math.log(scales[1])


def resemblance(candidate: Candidate, usual: Template) -> float:
    """Log likelihood ratio of the pull alone, against the usual one."""
    return skewed_ratio(candidate.range_ / usual.range_, SIZE) + _besides_size(candidate, usual)


def _besides_size(candidate: Candidate, usual: Template, from_anywhere: bool = False) -> float:
    trough = candidate.base if from_anywhere else candidate.trough
    away = min(abs(trough - usual.base), abs(candidate.peak - usual.base - usual.range_))
    return (
        skewed_ratio(candidate.pull_s / usual.pull_s, PULL)
        + ratio(away / usual.range_, LEVEL)
        + ratio(math.log(max(1.0, candidate.directness)), WAY)
    )


def _size_in_set(candidate: Candidate, usual: Template) -> float:
    """The ratio of the size against the median, or against one of the last n ranges, whichever says more.

    Each of these has a weight of 1 / (2 n). The lower back goes along in some repetitions, which are larger,
    so that there are two sizes of them.
    """
    median_says, *each = (
        skewed_ratio(candidate.range_ / size, SIZE) for size in (usual.range_, *usual.ranges)
    )
    return max(median_says, max(each) - math.log(2 * len(each)))


def gap_ratio(periods: float) -> float:
    """Log likelihood ratio of a gap of so many usual ones to the next repetition."""
    said = ratio(math.log(max(periods, 1e-9)), GAP)
    return max(said, PAUSE + PAUSE_EACH * periods) if periods > PAUSE_PERIODS else said


def spacing(earlier: Candidate, later: Candidate, usual: Template) -> float:
    """The same for what lies between two neighbours: the gap, and the release of the earlier one."""
    gap = ratio(math.log(max(later.middle_s - earlier.middle_s, 1e-9) / usual.period_s), GAP)
    released = max(earlier.peak - later.base, 1e-9)
    return gap + RELEASE_WEIGHT * skewed_ratio(released / usual.range_, SIZE)


def continues(candidate: Candidate, gap_s: float, usual: Template, from_anywhere: bool = False) -> float:
    """Log likelihood ratio of `candidate` as a repetition `gap_s` from its neighbour in the set.

    `from_anywhere` tells that it may follow directly on getting into position, from wherever.
    """
    beyond = math.log(max(1.0, candidate.released))  # more was released than pulled
    release = RELEASE_WEIGHT * (ratio(beyond, SIZE) - ratio(0.0, SIZE))
    size = _size_in_set(candidate, usual)
    return size + _besides_size(candidate, usual, from_anywhere) + gap_ratio(gap_s / usual.period_s) + release


def row_evidence(
    candidates: Sequence[Candidate], swing_at_rest: Callable[[float, float], float]
) -> tuple[float, list[Candidate]]:
    """Log likelihood ratio that the last of `candidates` end a set, and those that belong to it.

    `swing_at_rest` tells how far the signal moves, before a time, within another.
    """
    total, row = _row(candidates)
    if not row:
        return -math.inf, []
    usual = template(row)
    swing = swing_at_rest(row[0].start_s, usual.period_s)
    idle = max(IDLE_RANGE, IDLE_SWINGS * swing, IDLE_JITTERS * row[-1].jitter)
    beyond = math.log2(usual.range_ / idle)
    return total + (ROW_WEIGHT + EACH_WEIGHT * len(row)) * beyond, row


def _row(candidates: Sequence[Candidate]) -> tuple[float, list[Candidate]]:
    most, best, total = -math.inf, 0, 0.0
    row: list[Candidate] = []
    usual = template(candidates[-FEWEST:])
    for candidate in reversed(candidates):
        said = resemblance(candidate, usual)
        if row and said < -OTHER_COST:
            total -= OTHER_COST
        else:
            total += said + (spacing(candidate, row[0], usual) if row else 0.0)
            row.insert(0, candidate)
            if len(row) >= FEWEST:
                usual = template(row[:OTHERS])
        if len(row) >= FEWEST and total > most:
            most, best = total, len(row)
    return (most, row[-best:]) if best else (-math.inf, [])
