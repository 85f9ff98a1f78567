"""Lying on the back, one ankle crossed over the other knee, which it draws inwards."""

from __future__ import annotations

import math

from samples.studio.motions.motion import LYING_DEG, Motion, posed
from samples.studio.pose import Leg, LegCross, LegReach, Pose

START_DEG = 2.0


class InternalRotation(Motion):
    """Pulls tilt the standing leg inwards about the line from hip to foot; the pelvis may turn along."""

    exercise = "hip-internal-rotation"
    back_kind = "lumbar rotation"

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        k, out = self.k, 1.0 if self.worked == "left" else -1.0
        tilt = math.radians(START_DEG + pull_deg)
        standing = LegReach(
            (0.43 * k, out * 0.15 * k, self.ankle_z()),
            pole=(0.35, -out * math.sin(tilt), math.cos(tilt)),
            toe=(1.0, out * 0.20, 0.0),
            up=(0.0, 0.0, 1.0),
        )
        crossed = LegCross(pole=(-0.15, -out * 1.0, 0.62))
        legs: dict[str, Leg] = {self.worked: standing, self.other: crossed}
        return posed(
            legs, self.beside, pitch=LYING_DEG, hang=1.0, lumbar_rotation=back_deg * out, neck_pitch=-3.0
        )
