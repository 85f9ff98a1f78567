"""A pose estimator whose poses also say how each body segment moved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import cv2

from posecoach.kinematics.landmarks import Pose
from posecoach.motion.follower import Gray, SegmentFollower
from posecoach.pose.estimator import EstimatorOptions, StepwiseEstimator
from posecoach.pose.redetection import Postures, open_estimator
from posecoach.video.frame import Frame


@dataclass(frozen=True, slots=True)
class WithGray:
    """What the estimator made of a frame, and the frame in gray."""

    inner: Any
    gray: Gray


class MotionTracker:
    """An estimator and a follower of segments as one; close it.

    A tracker that is begun anew begins to follow anew too, so that a stretch of a video gives the same
    whoever tracks it (`posecoach.batch.restart`).
    """

    def __init__(self, estimator: StepwiseEstimator, follower: SegmentFollower) -> None:
        self._estimator = estimator
        self._follower = follower

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in `frame` with its motion, or None when nobody is found."""
        return self.read(self.detect(self.prepare(frame)))

    def prepare(self, frame: Frame) -> WithGray:
        """As the estimator's own. Touches no state: another thread may run ahead."""
        gray: Gray = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)  # type: ignore[assignment]
        return WithGray(self._estimator.prepare(frame), gray)

    def detect(self, prepared: WithGray) -> WithGray:
        return WithGray(self._estimator.detect(prepared.inner), prepared.gray)

    def read(self, detected: WithGray) -> Pose | None:
        """The estimator's pose with the motion since the one before."""
        return self.follow(detected, self.read_pose(detected))

    def read_pose(self, detected: WithGray) -> Pose | None:
        return self._estimator.read(detected.inner)

    def follow(self, detected: WithGray, pose: Pose | None) -> Pose | None:
        """`pose` with the motion since the one before; to be called once a frame."""
        motion = self._follower.update(detected.gray, pose)
        return pose if pose is None else replace(pose, motion=motion)

    def close(self) -> None:
        self._estimator.close()


def open_tracker(
    options: EstimatorOptions, postures: Callable[[], Postures] | None = None
) -> StepwiseEstimator:
    """MediaPipe, with the motion of the segments that `options` names; `postures` as for `open_estimator`.

    Raises:
        ModelError: as for `MediaPipeEstimator`.
    """
    estimator = open_estimator(options, postures)
    return MotionTracker(estimator, SegmentFollower(options.motion)) if options.motion else estimator
