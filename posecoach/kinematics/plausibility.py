"""Marks landmarks that cannot be true, because the estimator's own scores stay near 1 when it is wrong.

Two checks (docs/measurements.md, "What MediaPipe gives on real people"): a limb's length against its own
running median, and a speed no exercise reaches. What uses a marked landmark fills the gap some other way.
"""

import math

from posecoach.kinematics.filters import RunningMedian
from posecoach.kinematics.geometry import Point, distance
from posecoach.kinematics.landmarks import LANDMARK_COUNT
from posecoach.kinematics.landmarks import Landmark as L

SEGMENTS = (
    (L.LEFT_HIP, L.LEFT_KNEE),
    (L.RIGHT_HIP, L.RIGHT_KNEE),
    (L.LEFT_KNEE, L.LEFT_ANKLE),
    (L.RIGHT_KNEE, L.RIGHT_ANKLE),
)
"""Limbs whose far end is marked when the length is wrong."""

LENGTH_RANGE = (0.72, 1.45)
"""Image length over its own median. In the side view a collapsed knee shows as less than 0.75 of it."""

SIDE_VIEW_YAW_DEG = 40.0
"""Further off the side view, bending a joint shortens the limb in the picture, so lengths are not checked."""

FASTEST_TORSO_PER_S = 12.0
"""About 6 m/s: twice the speed of a hand in a brisk gesture; hips and knees here stay below 2 m/s."""

SPEED_JOINTS = (L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_KNEE, L.RIGHT_KNEE)
REACCEPT_AFTER_S = 0.4
"""A joint that stays at its new place this long has really moved there."""


class Plausibility:
    """Keeps the running lengths and places of one person's joints."""

    def __init__(self) -> None:
        self._lengths = [RunningMedian(12.0) for _ in SEGMENTS]
        self._last: dict[int, tuple[float, Point]] = {}

    def check(self, t_s: float, points: list[Point], torso_px: float, yaw_deg: float) -> tuple[bool, ...]:
        """One bool for each of the 33 image `points` (px); False for an implausible one."""
        ok = [True] * LANDMARK_COUNT
        if not torso_px > 0:
            return tuple(ok)
        for joint in SPEED_JOINTS:
            ok[joint] = self._is_reachable(t_s, joint, points[joint], torso_px)
        for (near, far), median in zip(SEGMENTS, self._lengths, strict=True):
            size = distance(points[near], points[far])
            usual = median.update(t_s, size)
            if (
                yaw_deg < SIDE_VIEW_YAW_DEG
                and not LENGTH_RANGE[0] < size / max(usual, 1e-6) < LENGTH_RANGE[1]
            ):
                ok[far] = False
        return tuple(ok)

    def _is_reachable(self, t_s: float, joint: int, point: Point, torso_px: float) -> bool:
        seen_s, place = self._last.get(joint, (t_s, point))
        elapsed_s = t_s - seen_s
        reach = FASTEST_TORSO_PER_S * torso_px * max(elapsed_s, 1e-3)
        reachable = elapsed_s > REACCEPT_AFTER_S or math.dist(place, point) <= reach + 0.1 * torso_px
        if reachable:
            self._last[joint] = (t_s, point)
        return reachable
