"""What the pose estimator hands to everybody else: the 33 landmarks of one person in one frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.geometry import Point, distance, midpoint

FloatArray = NDArray[np.floating]

LANDMARK_COUNT = 33


class Landmark(IntEnum):
    """BlazePose's landmarks (model card "BlazePose GHUM 3D", 2021); left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


_L = Landmark
BONES = (
    (_L.LEFT_SHOULDER, _L.RIGHT_SHOULDER), (_L.LEFT_HIP, _L.RIGHT_HIP),
    (_L.LEFT_SHOULDER, _L.LEFT_HIP), (_L.RIGHT_SHOULDER, _L.RIGHT_HIP),
    (_L.LEFT_SHOULDER, _L.LEFT_ELBOW), (_L.LEFT_ELBOW, _L.LEFT_WRIST),
    (_L.RIGHT_SHOULDER, _L.RIGHT_ELBOW), (_L.RIGHT_ELBOW, _L.RIGHT_WRIST),
    (_L.LEFT_HIP, _L.LEFT_KNEE), (_L.LEFT_KNEE, _L.LEFT_ANKLE), (_L.LEFT_ANKLE, _L.LEFT_FOOT_INDEX),
    (_L.RIGHT_HIP, _L.RIGHT_KNEE), (_L.RIGHT_KNEE, _L.RIGHT_ANKLE), (_L.RIGHT_ANKLE, _L.RIGHT_FOOT_INDEX),
)  # fmt: skip
"""The pairs of joints that a drawn skeleton joins."""


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one frame.

    Attributes:
        t_s: time of the frame, seconds from the start of the source, strictly rising.
        size_px: width and height of the frame.
        image_px: shape (33, 2), landmarks in pixels, x to the right, y down; may lie outside the frame.
        world_m: shape (33, 3), landmarks in metres, origin between the hips, y down, z away from the camera.
        visibility: shape (33,), 0..1, the model's own score. Stays near 1 for joints that cannot be seen.
        presence: shape (33,), 0..1, likewise.
        outline: shape (STATIONS, 2) or None: where the body's silhouette ends on either side of the line
            from shoulder to hip, in torso lengths; see `posecoach.kinematics.silhouette`. None when no
            segmentation mask was computed.
        motion: shape (SEGMENTS, 5) or None: how each segment moved since the frame before; see
            `posecoach.kinematics.segment_motion`. None when it was not measured.

    Example:
        >>> import numpy as np
        >>> from posecoach import Pose
        >>> scores = np.ones(33)
        >>> pose = Pose(0.0, (640, 480), np.zeros((33, 2)), np.zeros((33, 3)), scores, scores)
        >>> pose.image_px.shape, pose.outline is None
        ((33, 2), True)
    """

    t_s: float
    size_px: tuple[int, int]
    image_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    presence: FloatArray
    outline: FloatArray | None = None
    motion: FloatArray | None = None


def trunk_ends(points: Sequence[Point] | FloatArray) -> tuple[Point, Point]:
    """The middle of the shoulders and the middle of the hips; `points` are the 33 landmarks."""
    shoulders = midpoint(points[_L.LEFT_SHOULDER], points[_L.RIGHT_SHOULDER])
    return shoulders, midpoint(points[_L.LEFT_HIP], points[_L.RIGHT_HIP])


def torso_length(points: Sequence[Point] | FloatArray) -> float:
    """The distance of `trunk_ends`, in the unit of `points`; NaN where one of the four is NaN."""
    return distance(*trunk_ends(points))
