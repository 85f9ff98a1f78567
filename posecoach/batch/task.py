"""One video as a piece of work that any process, on any machine, can do."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import Exercise


@dataclass(frozen=True, slots=True)
class Task:
    """What to analyse and how: everything a worker needs but the file itself, which it opens by its path."""

    name: str
    path: str
    exercise: Exercise
    side: str
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the session file's text, or the sentence that says why there is none."""

    name: str
    session: str = ""
    error: str = ""


def perform(task: Task) -> Outcome:
    """Analyse one video in this process, with one tracker after the other as every analysis does."""
    import cv2

    # Imported by the worker only: whoever shares out the work needs neither MediaPipe nor OpenCV for it.
    from posecoach.app.analyze import analyze_video, needs_outline
    from posecoach.batch.restart import RestartingTracker
    from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator
    from posecoach.session.json_format import dumps

    cv2.setNumThreads(1)  # the other cores have videos of their own
    options = EstimatorOptions(Path(task.model) if task.model else None, needs_outline(task.exercise))
    try:
        with closing(RestartingTracker(lambda: MediaPipeEstimator(options))) as tracker:
            analysis = analyze_video(Path(task.path), task.exercise, task.side, estimator=tracker)
    except PoseCoachError as error:
        return Outcome(task.name, error=str(error))
    return Outcome(task.name, session=dumps(analysis.session))
