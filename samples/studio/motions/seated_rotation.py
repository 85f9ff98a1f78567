"""Sitting high, thighs level, one foot swung outward: the hip turns inward; for the measurement only."""

from __future__ import annotations

from samples.studio.motions.motion import Motion, posed
from samples.studio.pose import Leg, LegAngles, Pose

SEAT_M = 0.62


class SeatedRotation(Motion):
    """Pulls turn the hip inward; the lower back does nothing."""

    exercise = "hip-internal-rotation"
    back_kind = "none"

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        legs: dict[str, Leg] = {
            self.worked: LegAngles(88.0, abduction=5.0, rotation=pull_deg, knee=88.0, point=5.0),
            self.other: LegAngles(88.0, abduction=5.0, knee=88.0, point=5.0),
        }
        return posed(
            legs, self._on_knee, pelvis_z=SEAT_M * self.k, pitch=-4.0, lumbar_flexion=8.0, neck_pitch=2.0
        )
