"""A stick figure whose joint angles are known: poses for tests, from any side, anywhere in the picture."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from posecoach.kinematics.landmarks import LANDMARK_COUNT, Pose
from posecoach.kinematics.landmarks import Landmark as L

TRUNK_M, THIGH_M, SHANK_M, FOOT_M, NECK_M, HALF_WIDTH_M = 0.5, 0.42, 0.4, 0.2, 0.22, 0.1
SIZE_PX = (2000, 2000)


@dataclass(frozen=True, slots=True)
class Figure:
    """A person in profile.

    Attributes:
        hip_deg, knee_deg: flexion of each side.
        lean_deg: inclination of the trunk, forward positive.
        facing: +1 looks to the right of the picture, -1 to the left.
        yaw_deg: the camera's turn away from square to the side, toward the front.
        roll_deg: clockwise turn of the whole picture.
        px_per_m: size in the picture.
    """

    hip_deg: Mapping[str, float] = field(default_factory=lambda: {"left": 0.0, "right": 0.0})
    knee_deg: Mapping[str, float] = field(default_factory=lambda: {"left": 0.0, "right": 0.0})
    lean_deg: float = 0.0
    facing: int = 1
    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    px_per_m: float = 400.0

    def world(self) -> np.ndarray:
        """Shape (33, 3), metres: x right, y down, z away from the camera."""
        points = np.zeros((LANDMARK_COUNT, 3))
        lean = math.radians(self.lean_deg)
        up = np.array([math.sin(lean), -math.cos(lean), 0.0])
        for side, z in (("left", HALF_WIDTH_M), ("right", -HALF_WIDTH_M)):
            out = np.array([0.0, 0.0, z])
            thigh = _swung(-up, self.hip_deg[side])
            shank = _swung(thigh, -self.knee_deg[side])
            knee = out + THIGH_M * thigh
            ankle = knee + SHANK_M * shank
            name = side.upper()
            points[L[f"{name}_SHOULDER"]] = out + TRUNK_M * up
            points[L[f"{name}_EAR"]] = 0.5 * out + (TRUNK_M + NECK_M) * up
            points[L[f"{name}_HIP"]], points[L[f"{name}_KNEE"]] = out, knee
            points[L[f"{name}_ANKLE"]] = points[L[f"{name}_HEEL"]] = ankle
            points[L[f"{name}_FOOT_INDEX"]] = ankle + FOOT_M * _swung(shank, 90)
        points[: L.LEFT_EAR] = points[L.LEFT_EAR]
        points[L.MOUTH_LEFT] = points[L.MOUTH_RIGHT] = points[L.LEFT_EAR]
        points[L.LEFT_ELBOW : L.LEFT_HIP] = (0.5 * TRUNK_M) * up
        if self.facing < 0:  # turned about the vertical: now the left side is nearer
            points[:, [0, 2]] *= -1
        yaw = math.radians(self.yaw_deg)
        x, z = points[:, 0].copy(), points[:, 2].copy()
        points[:, 0], points[:, 2] = (
            math.cos(yaw) * x - math.sin(yaw) * z,
            math.sin(yaw) * x + math.cos(yaw) * z,
        )
        roll = math.radians(self.roll_deg)
        x, y = points[:, 0].copy(), points[:, 1].copy()
        points[:, 0], points[:, 1] = (
            math.cos(roll) * x - math.sin(roll) * y,
            math.sin(roll) * x + math.cos(roll) * y,
        )
        return points

    def pose(self, t_s: float = 0.0) -> Pose:
        """The pose at `t_s`, in the middle of a picture of SIZE_PX."""
        world = self.world()
        image = world[:, :2] * self.px_per_m + np.array(SIZE_PX) / 2
        ones = np.ones(LANDMARK_COUNT, np.float32)
        return Pose(t_s, SIZE_PX, image.astype(np.float32), world.astype(np.float32), ones, ones)


def both(left: float, right: float | None = None) -> dict[str, float]:
    """An angle for each side; the same one if only one is given."""
    return {"left": left, "right": left if right is None else right}


def _swung(direction: np.ndarray, forward_deg: float) -> np.ndarray:
    """`direction` turned by so much toward the front of somebody who faces right."""
    c, s = math.cos(math.radians(forward_deg)), math.sin(math.radians(forward_deg))
    x, y, z = direction
    return np.array([c * x + s * y, -s * x + c * y, z])
