"""How well movement of the lower back was noticed: degrees, reps, episodes, delay, and false warnings."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from posecoach.coaching.events import Confidence, Rep
from posecoach.evaluation.counting import mean, median_size
from posecoach.evaluation.matching import Interval, match_reps, overlap_s
from posecoach.evaluation.truth import NAN, Episode, Truth

LUMBAR_ANGLES = ("lumbar_flexion_deg", "lumbar_rotation_deg")

AFTER_S = 1.0
"""A warning that begins this long after an episode ended is still about it: the last rep's release."""

MARGIN_S = 0.5
"""A warning this near to an episode is not counted as false: the true limits are drawn at reps."""

MOVING_DEG = 5.0
"""From here on a moving back can be noticed: about where the exercises' limits lie."""

INSTEAD_SHARE = 0.6
"""A moved rep of whose amplitude the lower back did this share or more moved instead of the hip."""

CURVE_EDGES_DEG = (0.0, 3.0, 6.0, 8.0, 10.0, 12.5, 15.0, 20.0, 90.0)
"""Bins of the curve of recall against lumbar degrees."""


@dataclass(frozen=True, slots=True)
class BackRep:
    """One matched rep: what its lower back did, what was said. Degrees; NaN where it was not seen.

    `instead` tells that the lower back did most of a moved rep, in place of the hip; else it moved in
    addition. `sure` tells that the verdict was called sure, `still` that the rep was called still.
    """

    true_deg: float
    told_deg: float
    moved: bool
    flagged: bool
    seen: bool
    instead: bool = False
    sure: bool = False
    still: bool = False


@dataclass(frozen=True, slots=True)
class BackEpisode:
    """One episode: `delay_s` from its start to the first warning, NaN when there was none.

    `reps_before` true reps of it had ended by then (all of them when there was no warning). `reaction_s` is
    the delay from the moment at which the back had really moved by `MOVING_DEG`; NaN where nobody knows it.
    """

    peak_deg: float
    delay_s: float
    reps_before: int
    reaction_s: float = NAN

    @property
    def warned(self) -> bool:
        return self.delay_s == self.delay_s


@dataclass(frozen=True, slots=True)
class BackScore:
    """The lower back in one clip, or in several.

    `missed_moved` are true reps with a moving back that were not even counted; `false_warnings` are those
    near no episode, in `clean_s` seconds of clean exercise.
    """

    reps: tuple[BackRep, ...] = ()
    episodes: tuple[BackEpisode, ...] = ()
    missed_moved: int = 0
    false_warnings: int = 0
    clean_s: float = 0.0

    @property
    def clean(self) -> int:
        """Reps whose lower back kept still."""
        return sum(not rep.moved for rep in self.reps)

    @property
    def moved(self) -> int:
        """Reps whose lower back moved, counted or not."""
        return len(self.reps) - self.clean + self.missed_moved

    @property
    def flagged(self) -> int:
        """Reps of which a movement was told."""
        return sum(rep.flagged for rep in self.reps)

    def false_alarms(self, sure: bool) -> int:
        """Clean reps of which a movement was told, as sure or only asked about."""
        return sum(rep.flagged and not rep.moved and rep.sure is sure for rep in self.reps)

    def told(self, sure: bool) -> int:
        """Moved reps that were told, surely or only asked about."""
        return sum(rep.flagged and rep.moved and rep.sure is sure for rep in self.reps)

    def still(self, moved: bool) -> int:
        """Of the moved or of the clean reps, those called still; what is not told either is unknown."""
        return sum(rep.still and rep.moved is moved for rep in self.reps)

    @property
    def sure(self) -> int:
        """Verdicts called sure, accusations and all-clears."""
        return sum(rep.sure for rep in self.reps)

    @property
    def sure_right(self) -> int:
        """Of those, the right ones."""
        return sum(rep.sure and rep.flagged == rep.moved for rep in self.reps)

    @property
    def reliability(self) -> float:
        """Share of the verdicts called sure that are right; NaN without any."""
        return self.sure_right / self.sure if self.sure else NAN

    @property
    def degrees_error(self) -> float:
        """Mean absolute error of the lower back's degrees in a rep, where a figure was given."""
        return mean([abs(rep.told_deg - rep.true_deg) for rep in self.reps])

    @property
    def degrees_bias(self) -> float:
        return mean([rep.told_deg - rep.true_deg for rep in self.reps])

    @property
    def precision(self) -> float:
        """Share of the flagged reps in which the back did move."""
        right = sum(rep.flagged and rep.moved for rep in self.reps)
        return right / self.flagged if self.flagged else NAN

    @property
    def recall(self) -> float:
        """Share of the reps with a moving back that were flagged; reps not counted are missed."""
        right = sum(rep.flagged and rep.moved for rep in self.reps)
        return right / self.moved if self.moved else NAN

    @property
    def episode_recall(self) -> float:
        """Share of the episodes that were warned of."""
        return sum(one.warned for one in self.episodes) / len(self.episodes) if self.episodes else NAN

    @property
    def delay_s(self) -> float:
        """Median delay of the warning."""
        return median_size(np.array([one.delay_s for one in self.episodes], dtype=np.float64))

    @property
    def reaction_s(self) -> float:
        """Median delay of the warning from the moment at which there was something to notice."""
        return median_size(np.array([one.reaction_s for one in self.episodes], dtype=np.float64))

    @property
    def false_per_min(self) -> float:
        """False warnings a minute of clean exercise."""
        return self.false_warnings / self.clean_s * 60 if self.clean_s > 0 else NAN

    @property
    def seen(self) -> float:
        """Share of the reps in which the lower back could be seen, in the coach's own words."""
        return mean([float(rep.seen) for rep in self.reps])


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Reps whose lower back moved from `from_deg` to `to_deg`: how many were flagged or called still."""

    from_deg: float
    to_deg: float
    reps: int
    flagged: int
    still: int = 0

    @property
    def recall(self) -> float:
        return self.flagged / self.reps if self.reps else NAN


def score_back(truth: Truth, counted: Sequence[Rep], warned: Sequence[Interval]) -> BackScore | None:
    """Score one clip; `warned` are the lower-back warnings' times. None where nobody knows the truth."""
    if not truth.back_known:
        return None
    matching = match_reps(truth.reps, counted)
    reps = tuple(
        BackRep(
            true_deg=lumbar_range(truth, truth.reps[i].start_s, truth.reps[i].end_s),
            told_deg=counted[j].share.back_deg,
            moved=truth.reps[i].lower_back_moved,
            flagged=counted[j].lower_back_moved,
            seen=counted[j].back_confidence is not Confidence.CANNOT_SEE,
            instead=_instead(truth, i),
            sure=counted[j].back_confidence is Confidence.HIGH,
            still=counted[j].kept_still,
        )
        for i, j in matching.pairs
    )
    false = [one for one in warned if not any(_near(one, episode) for episode in truth.episodes)]
    return BackScore(
        reps=reps,
        episodes=tuple(_episode(truth, episode, warned) for episode in truth.episodes),
        missed_moved=sum(truth.reps[i].lower_back_moved for i in matching.missed),
        false_warnings=len(false),
        clean_s=clean_seconds(truth),
    )


def _instead(truth: Truth, index: int) -> bool:
    one = truth.reps[index]
    return one.lower_back_moved and (
        lumbar_range(truth, one.start_s, one.end_s) >= INSTEAD_SHARE * one.amplitude_deg
    )


def lumbar_range(truth: Truth, start_s: float, end_s: float) -> float:
    """How far the lower back really moved between two times, degrees; NaN where the file does not tell.

    Flexion or rotation, whichever moved more.
    """
    inside = (truth.t_s >= start_s) & (truth.t_s <= end_s)
    ranges = [
        float(np.ptp(truth.angles[name][inside]))
        for name in LUMBAR_ANGLES
        if name in truth.angles and inside.any()
    ]
    return max(ranges, default=NAN)


def clean_seconds(truth: Truth) -> float:
    """Time from the first rep to the last, without the episodes."""
    if not truth.reps:
        return 0.0
    whole = (truth.reps[0].start_s, truth.reps[-1].end_s)
    return whole[1] - whole[0] - sum(overlap_s(whole, (one.start_s, one.end_s)) for one in truth.episodes)


def recall_curve(reps: Sequence[BackRep]) -> list[CurvePoint]:
    """Share of reps flagged against how far the lower back really moved; empty bins are left out."""
    points = []
    for low, high in pairwise(CURVE_EDGES_DEG):
        inside = [rep for rep in reps if low <= rep.true_deg < high]
        if inside:
            flagged, still = sum(rep.flagged for rep in inside), sum(rep.still for rep in inside)
            points.append(CurvePoint(low, high, len(inside), flagged, still))
    return points


def total_back(scores: Sequence[BackScore]) -> BackScore:
    """Several clips together."""
    return BackScore(
        reps=tuple(rep for score in scores for rep in score.reps),
        episodes=tuple(one for score in scores for one in score.episodes),
        missed_moved=sum(score.missed_moved for score in scores),
        false_warnings=sum(score.false_warnings for score in scores),
        clean_s=sum(score.clean_s for score in scores),
    )


def _near(warning: Interval, episode: Episode) -> bool:
    return warning[0] <= episode.end_s + AFTER_S and warning[1] >= episode.start_s - MARGIN_S


def _episode(truth: Truth, episode: Episode, warned: Sequence[Interval]) -> BackEpisode:
    """A warning still on from before the episode does not count: it is about something else."""
    starts = [start for start, _ in warned if episode.start_s - MARGIN_S <= start <= episode.end_s + AFTER_S]
    first = min(starts, default=NAN)
    inside = [rep for rep in truth.reps if episode.start_s - 0.1 <= rep.start_s < episode.end_s]
    before = sum(1 for rep in inside if not rep.end_s > first)
    return BackEpisode(
        peak_deg=episode.peak_deg,
        delay_s=max(first - episode.start_s, 0.0) if starts else NAN,
        reps_before=before if starts else len(inside),
        reaction_s=max(first - _moving_s(truth, episode), 0.0) if starts else NAN,
    )


def _moving_s(truth: Truth, episode: Episode) -> float:
    """When the lower back first was `MOVING_DEG` away from where it was as the episode began; else NaN."""
    inside = (truth.t_s >= episode.start_s) & (truth.t_s <= episode.end_s)
    times = [
        float(truth.t_s[inside][np.argmax(away >= MOVING_DEG)])
        for name in LUMBAR_ANGLES
        if name in truth.angles and inside.any()
        for away in [np.abs(truth.angles[name][inside] - truth.angles[name][inside][0])]
        if (away >= MOVING_DEG).any()
    ]
    return min(times, default=NAN)
