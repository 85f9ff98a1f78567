"""How near the measured joint angles are to the true ones, frame by frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.evaluation.truth import NAN, Array, Truth
from posecoach.session.series import COLUMNS

JOINTS = tuple(one for one in COLUMNS if one not in ("primary_deg", "lower_back"))
"""The session's series that have a truth."""


@dataclass(frozen=True, slots=True)
class AngleScore:
    """One joint in one clip over `frames` frames: mean absolute error, bias (measured - true), correlation.

    `working` marks the joints the exercise is about.
    """

    joint: str
    frames: int
    mean_absolute_deg: float
    bias_deg: float
    correlation: float
    working: bool = False


def score_angle(joint: str, measured: NDArray[np.floating], true: Array, working: bool = False) -> AngleScore:
    """Compare two series of one joint, each shape (n,), degrees; frames where either is NaN are left out."""
    both = np.isfinite(measured) & np.isfinite(true)
    a, b = np.asarray(measured, dtype=np.float64)[both], true[both]
    if len(a) == 0:
        return AngleScore(joint, 0, NAN, NAN, NAN, working)
    error = a - b
    moving = len(a) > 2 and a.std() > 0 and b.std() > 0
    correlation = float(np.corrcoef(a, b)[0, 1]) if moving else NAN
    return AngleScore(joint, len(a), float(np.abs(error).mean()), float(error.mean()), correlation, working)


def true_series(truth: Truth, joint: str, t_s: Array) -> Array | None:
    """The true course of a session's series at `t_s`, shape (n,), or None where the file does not tell.

    What a camera sees of the hip is the thigh against the trunk: hip and lower back together.
    """
    if joint == "trunk_inclination_deg":
        # Pitch is signed by the way one faces; inclination is how far from upright.
        course = truth.angles.get("trunk_pitch_deg")
        course = None if course is None else np.abs(course)
    else:
        course = truth.angles.get(joint)
        if course is not None and joint.startswith("hip_flexion"):
            course = course + truth.angles.get("lumbar_flexion_deg", 0.0)
    if course is None or len(truth.t_s) == 0:
        return None
    return np.interp(t_s, truth.t_s, course, left=NAN, right=NAN)


def working_joints(exercise: str, side: str) -> tuple[str, ...]:
    """The series an exercise is about; none where no good view of them exists (inward rotation)."""
    other = {"left": "right", "right": "left"}.get(side, side)
    return {
        "hip-flexion": (f"hip_flexion_{side}_deg", f"knee_flexion_{side}_deg"),
        "hip-external-rotation": ("trunk_inclination_deg",),
        "hip-extension": (f"knee_flexion_{other}_deg", f"hip_flexion_{other}_deg"),
    }.get(exercise, ())


def score_angles(
    truth: Truth, t_s: Array, series: Mapping[str, NDArray[np.floating]]
) -> tuple[AngleScore, ...]:
    """Score every joint that has a truth, from the first true rep to the last."""
    if not truth.reps:
        return ()
    inside = (t_s >= truth.reps[0].start_s) & (t_s <= truth.reps[-1].end_s)
    working = working_joints(truth.exercise, truth.side)
    scores = []
    for joint in JOINTS:
        true = true_series(truth, joint, t_s[inside])
        if true is not None and joint in series:
            scores.append(score_angle(joint, series[joint][inside], true, joint in working))
    return tuple(scores)


def total_angles(scores: Sequence[AngleScore]) -> AngleScore:
    """Several scores as one, weighted by their frames; the correlation is their plain mean."""
    known = [score for score in scores if np.isfinite(score.mean_absolute_deg)]
    if not known:
        return AngleScore("all", 0, NAN, NAN, NAN)
    frames = [score.frames for score in known]
    size = float(np.average([score.mean_absolute_deg for score in known], weights=frames))
    bias = float(np.average([score.bias_deg for score in known], weights=frames))
    alike = [score.correlation for score in scores if np.isfinite(score.correlation)]
    return AngleScore("all", sum(frames), size, bias, float(np.mean(alike)) if alike else NAN)
