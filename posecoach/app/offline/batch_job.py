"""One of many videos analysed: what the processes and machines of `batch` are given to do."""

from pathlib import Path

from posecoach.batch.task import Outcome, Task
from posecoach.errors import PoseCoachError


def perform(task: Task) -> Outcome:
    """Analyse one video in this process and on one core: the others have videos of their own."""
    # Imported here, in the worker: the process that hands out the work needs neither MediaPipe nor OpenCV.
    import cv2

    from posecoach.app.offline.analyze import analyze_video
    from posecoach.session.json_format import dumps

    cv2.setNumThreads(1)
    try:
        analysis = analyze_video(Path(task.path), task.exercise, task.side, model=task.model, ahead=False)
    except PoseCoachError as error:
        return Outcome(task.name, error=str(error))
    return Outcome(task.name, session=dumps(analysis.session))
