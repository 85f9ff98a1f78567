"""Notices a raised hand: two seconds pause, five mean that it is too much; without getting up. Pure."""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import Landmark, Pose, torso_length

HOLD_S = 2.0
TOO_MUCH_S = 5.0
"""How long the hand is up for a pause, and for stopping the set."""

FLICKER_S = 0.3
"""A hand not seen for a shorter time was up all along."""

LOWERED_S = 0.7
"""The hand must be down for this long before it can be raised again."""

RISE = 0.72
"""How far the wrist is above its shoulder, in torso lengths: a stretched arm has about 1.0, and hands that
hold a shin at most 0.6."""

HOLDING = 0.3
"""A wrist this near a shin, in torso lengths, holds the leg. Where a hand that draws the knee to the chest is
high enough, in rendered tests of the hip's range and sets of body meshes, it is at 0.01 to 0.3."""

LEAST_PICTURES = 4
"""A gesture is not told from fewer pictures: with two a second, two seconds may be one mistaken landmark."""

LEAN = 0.75
"""How far the wrist may be to the side of its shoulder, as a share of its height above it."""

SHINS = ((Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE), (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE))
ARMS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)
SURE = 0.5


Point = NDArray[np.float64]


class Gesture(Enum):
    """What a hand says, by how long it is up."""

    PAUSE = "pause, or go on"
    TOO_MUCH = "stop this set"


_AFTER_S = ((Gesture.PAUSE, HOLD_S), (Gesture.TOO_MUCH, TOO_MUCH_S))


class RaisedHand:
    """Feed it poses in the order of time; it says each gesture once when a hand has been up long enough."""

    def __init__(self) -> None:
        self._up_since_s: float | None = None
        self._down_since_s: float | None = float("-inf")
        self._told = self._pictures = 0

    @property
    def up(self) -> bool:
        """Whether one hand is up in the newest picture."""
        return self._down_since_s is None

    def up_s(self, t_s: float) -> float:
        """How long one hand has been up at `t_s`; 0 when none is."""
        return t_s - self._up_since_s if self.up and self._up_since_s is not None else 0.0

    def update(self, t_s: float, pose: Pose | None) -> Gesture | None:
        """The gesture that is complete at this moment, None for none."""
        if pose is None or not hand_is_up(pose):
            if self._down_since_s is None:
                self._down_since_s = t_s
            down_s = t_s - self._down_since_s
            if down_s >= FLICKER_S:
                self._up_since_s = None
            if down_s >= LOWERED_S:
                self._told = 0
            return None
        if self._down_since_s is not None and t_s - self._down_since_s >= FLICKER_S:
            self._up_since_s = None  # pictures are few: it was down for longer than a flicker
        self._down_since_s = None
        self._pictures += 1
        if self._up_since_s is None:
            self._up_since_s, self._pictures = t_s, 1
            if self._told:  # lowered too shortly to mean something new
                self._told = len(_AFTER_S)
        few = self._pictures < LEAST_PICTURES
        if few or self._told >= len(_AFTER_S) or t_s - self._up_since_s < _AFTER_S[self._told][1]:
            return None
        self._told += 1
        return _AFTER_S[self._told - 1][0]


def hand_is_up(pose: Pose) -> bool:
    """Whether one hand, and not both, is stretched upwards in the picture.

    Both hands up is a stretch or a yawn, and a hand at a shin holds the leg; one alone is meant.
    """
    return sum(_is_up(pose, arm) for arm in ARMS) == 1


def _is_up(pose: Pose, arm: tuple[Landmark, Landmark, Landmark]) -> bool:
    points = pose.image_px.astype(float)
    if not (pose.visibility[list(arm)] >= SURE).all():
        return False
    torso = max(1.0, torso_length(points))
    shoulder, elbow, wrist = (points[joint] for joint in arm)
    rise = (shoulder[1] - wrist[1]) / torso
    aside = abs(wrist[0] - shoulder[0]) / torso
    up = rise >= RISE and aside <= LEAN * rise and wrist[1] < elbow[1] < shoulder[1]
    return bool(up) and not any(
        _apart(wrist, points[knee], points[ankle]) < HOLDING * torso for knee, ankle in SHINS
    )


def _apart(point: Point, start: Point, end: Point) -> float:
    """How far `point` is from the line between `start` and `end`, px; each shape (2,)."""
    way = end - start
    share = np.clip((point - start) @ way / max(float(way @ way), 1e-9), 0.0, 1.0)
    return float(np.linalg.norm(point - start - share * way))
