"""Learns from a second recording, done wrongly, which measures show the lower back moving, and how far."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecoach.coaching.events import RepCompleted
from posecoach.coaching.lower_back.cues import Kind, cue_of
from posecoach.coaching.lower_back.measure_change import MeasureTrace
from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import DEFAULT_HOLD_S, MEASURES, Exercise, LowerBackRule
from posecoach.kinematics.body import Body, Measure
from posecoach.learning.lesson import Lesson
from posecoach.learning.limits import Draft
from posecoach.learning.recording import coached

FEWEST_WRONG = 3
"""So many repetitions with the back moving are needed."""

APART = 3.0
"""Difference of the two recordings, in standard deviations from rep to rep, from which on a measure tells
them apart."""

WRONG_SHARE = 0.7
"""The back may not move in every repetition of the second recording: its level is this quantile."""

LIMIT_SHARE = 0.5
"""The limit lies half-way between the right and the wrong way."""

PIXELS = ("pelvis_patch_tilt", "patch_rounding", "patch_arching")
FITTING = {
    "lying": ("pelvis_edge", "pelvis_rise", "pelvis_patch_rise", *PIXELS),
    "sitting": ("back_bulge", "trunk_shortening", *PIXELS),
    "standing": ("belly_depth", "silhouette_depth", "trunk_lean", *PIXELS),
    "any": PIXELS,
}
"""The measures that were made for a position; elsewhere they move for other reasons."""

SCATTER = 1.4826
"""Standard deviation of a normal distribution, in median absolute deviations."""

MOST_RULES, SAME_KIND = 3, 2
"""So many measures are watched, so many of one kind: cues of one kind go wrong together."""


class BackNotLearnedError(PoseCoachError):
    """A second recording that shows nothing of the lower back."""


@dataclass(frozen=True, slots=True)
class Told:
    """A measure that tells the recordings apart: the change in a repetition done right and done wrong, in its
    unit, and their distance in standard deviations.
    """

    measure: str
    kind: Kind
    unit: str
    right: float
    wrong: float
    apart: float

    @property
    def limit(self) -> float:
        """Half-way, to two digits."""
        half = LIMIT_SHARE * abs(self.wrong - self.right)
        return float(f"{half:.2g}")


def learn_back(lesson: Lesson, wrong: Sequence[Body]) -> Lesson:
    """The lesson with the lower-back measures by which `wrong` differs from its recording.

    Raises:
        BackNotLearnedError: too few repetitions are counted in `wrong`, or nothing differs.
    """
    exercise = lesson.draft.exercise
    good, bad = _excursions(exercise, lesson.recording.bodies), _excursions(exercise, wrong)
    reps = max((len(found) for found in bad.values()), default=0)
    if reps < FEWEST_WRONG:
        raise BackNotLearnedError.of("learn.wrong_few", "learn.wrong_few_hint", n=reps)
    told = _chosen(exercise, good, bad)
    if not told:
        raise BackNotLearnedError.of("learn.wrong_same", "learn.wrong_same_hint")
    rules = tuple(LowerBackRule(one.measure, one.limit, DEFAULT_HOLD_S) for one in told)
    parts = [f"{one.measure} {one.right:+.1f} and {one.wrong:+.1f} {one.unit}" for one in told]
    why = f"Done right and done wrong, a repetition brought: {'; '.join(parts)}. The limits lie half-way."
    draft = Draft(replace(exercise, lower_back=rules), {**lesson.draft.comments, "lower_back": why})
    return replace(lesson, draft=draft)


def _chosen(exercise: Exercise, good: dict[str, list[float]], bad: dict[str, list[float]]) -> list[Told]:
    fitting = FITTING[exercise.position]
    found = [one for measure in fitting if (one := _told(exercise, measure, good, bad)) is not None]
    kept: list[Told] = []
    for one in sorted(found, key=lambda one: -one.apart):
        if len(kept) < MOST_RULES and sum(other.kind is one.kind for other in kept) < SAME_KIND:
            kept.append(one)
    return kept


def _told(
    exercise: Exercise, measure: str, good: dict[str, list[float]], bad: dict[str, list[float]]
) -> Told | None:
    """What a measure tells, where it tells the recordings apart the way it is read."""
    if len(good[measure]) < FEWEST_WRONG or len(bad[measure]) < FEWEST_WRONG:
        return None
    cue = cue_of(measure, exercise.position)
    right, wrong = float(np.median(good[measure])), np.array(bad[measure])
    moved = float(np.quantile(wrong, WRONG_SHARE if cue.per_deg > 0 else 1.0 - WRONG_SHARE))
    scatter = SCATTER * float(np.median(np.abs(np.array(good[measure]) - right)))
    apart = (moved - right) * math.copysign(1.0, cue.per_deg) / max(scatter, cue.noise)
    return Told(measure, cue.kind, cue.unit, right, moved, apart) if apart >= APART else None


def _excursions(exercise: Exercise, bodies: Sequence[Body]) -> dict[str, list[float]]:
    """By how much each measure changes in each repetition that is counted, where it is seen."""
    traces = {measure: MeasureTrace() for measure in MEASURES}
    changes: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    for body, events in coached(exercise, bodies):
        if body is not None:
            for measure, trace in traces.items():
                trace.append(body.t_s, body.back.get(measure, Measure()) if body.seen else Measure())
        for rep in [event.rep for event in events if isinstance(event, RepCompleted)]:
            for measure, trace in traces.items():
                change = trace.excursion(rep, DEFAULT_HOLD_S)
                if change.confidence > 0 and math.isfinite(change.change):
                    changes[measure].append(change.change)
    return changes
