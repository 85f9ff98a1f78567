"""Notices a hand raised for two seconds: the way to pause without getting up. Pure."""

import numpy as np

from posecoach.kinematics.landmarks import Landmark, Pose

HOLD_S = 2.0
LOWERED_S = 0.7
"""The hand must be down for this long before it can be raised again."""

RISE = 0.72
"""How far the wrist is above its shoulder, in torso lengths: a stretched arm has about 1.0, and hands that
hold a shin at most 0.6."""

LEAN = 0.75
"""How far the wrist may be to the side of its shoulder, as a share of its height above it."""

ARMS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)
SURE = 0.5


class RaisedHand:
    """Feed it poses in the order of time; it says once when a hand has been up long enough."""

    def __init__(self) -> None:
        self._up_since_s: float | None = None
        self._down_since_s: float | None = float("-inf")
        self._armed = True

    def update(self, t_s: float, pose: Pose | None) -> bool:
        """True at the moment when one hand has been up for two seconds."""
        if pose is None or not hand_is_up(pose):
            self._up_since_s = None
            if self._down_since_s is None:
                self._down_since_s = t_s
            self._armed = self._armed or t_s - self._down_since_s >= LOWERED_S
            return False
        self._down_since_s = None
        if self._up_since_s is None:
            self._up_since_s = t_s
        if not self._armed or t_s - self._up_since_s < HOLD_S:
            return False
        self._armed = False
        return True


def hand_is_up(pose: Pose) -> bool:
    """Whether one hand, and not both, is stretched upwards in the picture.

    Both hands up is a stretch, a yawn, or somebody holding a shin; one alone is meant.
    """
    return sum(_is_up(pose, arm) for arm in ARMS) == 1


def _is_up(pose: Pose, arm: tuple[Landmark, Landmark, Landmark]) -> bool:
    points = pose.image_px.astype(float)
    if not (pose.visibility[list(arm)] >= SURE).all():
        return False
    shoulders = (points[Landmark.LEFT_SHOULDER] + points[Landmark.RIGHT_SHOULDER]) / 2
    hips = (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
    torso = max(1.0, float(np.linalg.norm(shoulders - hips)))
    shoulder, elbow, wrist = (points[joint] for joint in arm)
    rise = (shoulder[1] - wrist[1]) / torso
    aside = abs(wrist[0] - shoulder[0]) / torso
    return bool(rise >= RISE and aside <= LEAN * rise and wrist[1] < elbow[1] < shoulder[1])
