"""Coach in a loop of your own: `python examples/own_camera_loop.py 0 hip-flexion` (a camera, or a file)."""

import sys

import cv2

from posecoach import MediaPipeEstimator, Pipeline, load_exercise
from posecoach.coaching.events import RepCounted, WarningStarted
from posecoach.video import Frame


def main(source: str, exercise: str, frames: int | None = None) -> int:
    """Print each count and each warning as it happens; return the number of repetitions."""
    capture = cv2.VideoCapture(int(source) if source.isdecimal() else source)
    fps = capture.get(cv2.CAP_PROP_FPS) or 30.0
    pipeline = Pipeline(load_exercise(exercise))
    reps = index = 0
    with MediaPipeEstimator() as estimator:
        while frames is None or index < frames:
            found, image = capture.read()
            if not found:
                break
            frame = Frame(image, index / fps, index)
            step = pipeline.step(frame.t_s, estimator.estimate(frame))
            for event in step.events:
                if isinstance(event, RepCounted):
                    reps += 1
                    print(f"{event.t_s:6.1f} s  repetition {event.rep.index}")
                elif isinstance(event, WarningStarted):
                    print(f"{event.t_s:6.1f} s  {event.kind.value}: {event.message or event.measure}")
            index += 1
    capture.release()
    return reps


if __name__ == "__main__":
    main(*sys.argv[1:3])
