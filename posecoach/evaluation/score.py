"""Everything about one clip, and everything about all of them, from truth and sessions alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import WarningKind
from posecoach.evaluation.angles import JOINTS, AngleScore, score_angles, total_angles
from posecoach.evaluation.back import BackScore, score_back, total_back
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
class Evaluation:
    """Several clips scored, and those that could not be analysed."""

    clips: Sequence[ClipScore]
    failures: Sequence[Failure] = ()

    @property
    def count(self) -> CountTotals:
        """The counts of all clips together."""
        return total_count([clip.count for clip in self.clips])

    @property
    def baseline(self) -> CountTotals:
        """The same of the plain counter."""
        return total_count([clip.baseline for clip in self.clips])

    @property
    def angles(self) -> dict[str, AngleScore]:
        """All clips together by joint, and as "working" the joints the exercises are about."""
        scores = [angle for clip in self.clips for angle in clip.angles]
        by_joint = {joint: [one for one in scores if one.joint == joint] for joint in JOINTS}
        by_joint = {joint: found for joint, found in by_joint.items() if found}
        by_joint["working"] = [one for one in scores if one.working]
        return {joint: total_angles(found) for joint, found in by_joint.items()}

    @property
    def back(self) -> BackScore:
        """The lower back in all clips together."""
        return total_back([clip.back for clip in self.clips if clip.back is not None])

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
