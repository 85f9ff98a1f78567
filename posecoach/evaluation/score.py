"""Everything about one clip, and everything about all of them, from truth and sessions alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import WarningKind
from posecoach.evaluation.angles import JOINTS, AngleScore, score_angles, total_angles
from posecoach.evaluation.back import BackScore, CurvePoint, recall_curve, score_back, total_back
from posecoach.evaluation.counting import CountScore, CountTotals, score_count, total_count
from posecoach.evaluation.truth import Truth
from posecoach.session.record import Session


@dataclass(frozen=True, slots=True)
class ClipScore:
    """One clip: what the coach made of it.

    `baseline` scores the plain two-threshold counter's number; `model` is the pose model that looked, ""
    where a track does not say.
    """

    clip: str
    exercise: str
    count: CountScore
    baseline: CountScore
    angles: tuple[AngleScore, ...]
    back: BackScore | None
    ground: str = ""
    person: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A clip that could not be analysed, and why."""

    clip: str
    reason: str


@dataclass(frozen=True, slots=True)
class Totals:
    """All clips together. `angles` by joint name, with "working" for the joints the exercises are about."""

    count: CountTotals
    baseline: CountTotals
    angles: dict[str, AngleScore]
    back: BackScore
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    clips: tuple[ClipScore, ...]
    failures: tuple[Failure, ...]
    totals: Totals

    @property
    def count_by_ground(self) -> dict[str, CountTotals]:
        """The counts by kind of clip, where there are several; in the order of their names."""
        grounds = sorted({clip.ground for clip in self.clips})
        if len(grounds) < 2:
            return {}
        return {
            ground: total_count([clip.count for clip in self.clips if clip.ground == ground])
            for ground in grounds
        }


def score_clip(truth: Truth, session: Session, direction: int = 1) -> ClipScore:
    """Score one session against its truth; `direction` is that of the exercise's count rule."""
    series = session.series
    warned = [
        (warning.start_s, warning.end_s)
        for warning in session.warnings
        if warning.kind is WarningKind.LOWER_BACK
    ]
    plain = count_two_thresholds(series.primary_deg, direction)
    return ClipScore(
        clip=truth.clip,
        exercise=session.exercise,
        count=score_count(truth, session.reps),
        baseline=CountScore(min(truth.counts, key=lambda n: abs(plain - n)), plain),
        angles=score_angles(truth, series.t_s, {joint: series.column(joint) for joint in JOINTS}),
        back=score_back(truth, session.reps, warned),
        ground=truth.ground,
        person=truth.person,
        model=session.source.model,
    )


def evaluate(clips: Sequence[ClipScore], failures: Sequence[Failure] = ()) -> Evaluation:
    """Put the scores of several clips together."""
    angles = [angle for clip in clips for angle in clip.angles]
    by_joint = {
        joint: total_angles([angle for angle in angles if angle.joint == joint])
        for joint in JOINTS
        if any(angle.joint == joint for angle in angles)
    }
    by_joint["working"] = total_angles([angle for angle in angles if angle.working])
    back = total_back([clip.back for clip in clips if clip.back is not None])
    totals = Totals(
        count=total_count([clip.count for clip in clips]),
        baseline=total_count([clip.baseline for clip in clips]),
        angles=by_joint,
        back=back,
        curve=tuple(recall_curve(back.reps)),
    )
    return Evaluation(tuple(clips), tuple(failures), totals)


HIGH, LOW = 0.7, 0.3
"""The thresholds, as shares of the signal's range in the clip."""

RANGE_PERCENTILES = (2.0, 98.0)


def count_two_thresholds(signal: NDArray[np.floating], direction: int = 1) -> int:
    """Count how often `signal`, shape (n,), rises above one threshold after being below another.

    Kinder than real programs: the thresholds come from this clip's own range, known only afterwards, where
    those have fixed ones. NaN frames are skipped. `direction` is -1 when a pull lowers the signal.
    """
    known = np.asarray(signal, dtype=np.float64)
    known = known[np.isfinite(known)] * direction
    if len(known) < 2:
        return 0
    bottom, top = np.percentile(known, RANGE_PERCENTILES)
    if top <= bottom:
        return 0
    high, low = bottom + HIGH * (top - bottom), bottom + LOW * (top - bottom)
    count, raised = 0, False
    for value in known.tolist():
        if not raised and value >= high:
            raised = True
        elif raised and value <= low:
            raised = False
            count += 1
    return count
