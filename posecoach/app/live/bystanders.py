"""Detects other people before the first rep, and points the coach's estimator at the nearest person.

Asked for two people, MediaPipe finds the second only if about as large as the first and not far off in a wide
picture: this notices a companion on the next mat, not everybody who passes behind.
"""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress

import numpy as np

from posecoach.app.live.setup_checks import OTHER_APART, apart_torso, hips_px, people
from posecoach.errors import PoseCoachError
from posecoach.kinematics.landmarks import Pose
from posecoach.pose.estimator import MediaPipeEstimator, PoseEstimator
from posecoach.video.frame import Frame, Image

FIRST_S = 1.5
"""How long after the first picture the second model is loaded; sooner, it would delay the first ones."""

EVERY_S = 2.5
"""A look costs one run of the model in a thread of its own: so often, about 1 % of one core."""

KEPT_S = 6.0
"""Several people stay told for this long after they were last seen."""

TRIES = 45
"""Pictures in which only the nearest person is shown to the coach's model before it is left alone again."""

MARGIN = 0.25
"""What is shown around the person, as a share of the size of the box around the skeleton."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


class BystanderDetector:
    """Looks at a picture now and then; `look` never waits for it.

    Args:
        load: makes the estimator that finds several people; called in the detector's own thread.
    """

    def __init__(self, load: Callable[[], MediaPipeEstimator]) -> None:
        self._load = load
        self._pictures: queue.Queue[tuple[Frame, Pose | None] | None] = queue.Queue(1)
        self._thread: threading.Thread | None = None
        self._next_s: float | None = None
        self._several_until_s = float("-inf")
        self.nearest: Box | None = None

    def look(self, frame: Frame, pose: Pose | None) -> bool:
        """Take a picture and who is followed in it; whether several people were seen lately."""
        if self._next_s is None:
            self._next_s = frame.t_s + FIRST_S
        if frame.t_s >= self._next_s:
            self._next_s = frame.t_s + EVERY_S
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="posecoach-bystanders", daemon=True)
                self._thread.start()
            with suppress(queue.Full):  # it is still looking at the last one
                self._pictures.put_nowait((frame, pose))
        return frame.t_s < self._several_until_s

    def steering(self, estimator: Callable[[], PoseEstimator]) -> Callable[[], PoseEstimator]:
        """The estimator that `estimator` makes, turned to the nearest person when it follows another."""
        return lambda: SteeredEstimator(estimator(), self)

    def close(self) -> None:
        """End the thread, without waiting for a look that takes long."""
        if self._thread is not None:
            with suppress(queue.Empty):
                self._pictures.get_nowait()  # what waits is not looked at any more
            self._pictures.put(None)
            self._thread.join(0.5)

    def judge(self, frame: Frame, followed: Pose | None, found: list[Pose]) -> None:
        """Take in who was found in `frame` while `followed` was followed."""
        different = people(found)
        if len(different) < 2:
            return
        self._several_until_s = frame.t_s + KEPT_S
        nearest = different[0]
        if followed is not None and apart_torso(followed, nearest) > OTHER_APART:
            self.nearest = box_around(nearest, frame.image)

    def _run(self) -> None:
        # The coach's own model has told what is the matter, or the program ends while this one loads.
        with suppress(PoseCoachError, RuntimeError):
            estimator = self._load()
            while (item := self._pictures.get()) is not None:
                frame, followed = item
                self.judge(frame, followed, estimator.everybody(frame))
            estimator.close()


class SteeredEstimator:
    """An estimator that is shown the nearest person alone until it follows that one."""

    def __init__(self, estimator: PoseEstimator, bystanders: BystanderDetector) -> None:
        self._estimator = estimator
        self._bystanders = bystanders
        self._tries = 0

    def estimate(self, frame: Frame) -> Pose | None:
        box = self._bystanders.nearest
        if box is None:
            return self._estimator.estimate(frame)
        pose = self._estimator.estimate(Frame(only(frame.image, box), frame.t_s, frame.index))
        self._tries += 1
        if self._tries >= TRIES or (pose is not None and _within(hips_px(pose), box) and self._tries > 3):
            self._tries = 0
            self._bystanders.nearest = None
        return pose

    def close(self) -> None:
        self._estimator.close()


def box_around(pose: Pose, image: Image) -> Box:
    """The part of `image`, shape (H, W, 3), with the person and a margin."""
    points = pose.image_px.astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * float((high - low).max())
    left, top = np.maximum(low - margin, 0).astype(int)
    right, bottom = np.minimum(high + margin, (image.shape[1], image.shape[0])).astype(int)
    return int(left), int(top), int(right), int(bottom)


def only(image: Image, box: Box) -> Image:
    """A copy of `image` that is black outside `box`."""
    left, top, right, bottom = box
    alone: Image = np.zeros_like(image)
    alone[top:bottom, left:right] = image[top:bottom, left:right]
    return alone


def _within(point: "np.ndarray[tuple[int, ...], np.dtype[np.floating]]", box: Box) -> bool:
    left, top, right, bottom = box
    return bool(left <= point[0] <= right and top <= point[1] <= bottom)
