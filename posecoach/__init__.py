"""PoseCoach: a webcam coach that counts narrow-range hip exercises and notices the lower back.

>>> import posecoach
>>> session = posecoach.count_reps("samples/hip_flexion_clean.mp4", "hip-flexion")
>>> len(session.reps)
10

Names are imported when they are first used, so that the command line starts quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from posecoach.api import analyze, count_reps, learn, load_exercise, replay
    from posecoach.app.pipeline import Pipeline, Step
    from posecoach.coaching.coach import Coach
    from posecoach.errors import PoseCoachError
    from posecoach.exercises.definition import Exercise
    from posecoach.kinematics.body import Body
    from posecoach.kinematics.landmarks import Pose
    from posecoach.pose.estimator import MediaPipeEstimator
    from posecoach.session.record import Session
    from posecoach.session.track import Track, read_track

__version__ = "0.2.0"

__all__ = [
    "Body",
    "Coach",
    "Exercise",
    "MediaPipeEstimator",
    "Pipeline",
    "Pose",
    "PoseCoachError",
    "Session",
    "Step",
    "Track",
    "analyze",
    "count_reps",
    "learn",
    "load_exercise",
    "read_track",
    "replay",
]

_HOME = {
    "Body": "posecoach.kinematics.body",
    "Coach": "posecoach.coaching.coach",
    "Exercise": "posecoach.exercises.definition",
    "MediaPipeEstimator": "posecoach.pose.estimator",
    "Pipeline": "posecoach.app.pipeline",
    "Pose": "posecoach.kinematics.landmarks",
    "PoseCoachError": "posecoach.errors",
    "Session": "posecoach.session.record",
    "Step": "posecoach.app.pipeline",
    "Track": "posecoach.session.track",
    "analyze": "posecoach.api",
    "count_reps": "posecoach.api",
    "learn": "posecoach.api",
    "load_exercise": "posecoach.api",
    "read_track": "posecoach.session.track",
    "replay": "posecoach.api",
}
"""Where each public name is defined."""


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'posecoach' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """The public names, and the version."""
    return [*__all__, "__version__"]
