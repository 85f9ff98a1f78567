"""A lunge: the hip of the rear leg is stretched by sinking forward and down."""

from __future__ import annotations

import math

from samples.studio.motions.motion import Motion, posed
from samples.studio.pose import Hand, LegReach, Pose, mirrored

START_DEG = 66.0
TRUNK_DEG = 6.0
LUMBAR_DEG = 4.0


class HipExtension(Motion):
    """Pulls bend the front knee; the lower back may arch while they do."""

    exercise = "hip-extension"
    back_kind = "lumbar extension"
    sway_deg = 0.35

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        x = -0.05 + 0.0020 * pull_deg
        return self._split(x, START_DEG + pull_deg, front_x=0.37, lumbar=LUMBAR_DEG - back_deg, rear_up=1.0)

    def scene(self, name: str, pull_deg: float, back_deg: float) -> Pose:
        if name == "stand":
            return self._split(-0.44, 8.0, front_x=-0.46, lumbar=LUMBAR_DEG, rear_up=0.0)
        if name == "relax":
            return self._split(-0.10, 40.0, front_x=0.37, lumbar=LUMBAR_DEG, rear_up=0.8)
        return super().scene(name, pull_deg, back_deg)

    def _split(self, x: float, front_knee: float, front_x: float, lumbar: float, rear_up: float) -> Pose:
        k, out = self.k, 1.0 if self.worked == "left" else -1.0
        front = LegReach(
            (front_x * k, -out * 0.095 * k, self.ankle_z()),
            pole=(1.0, -out * 0.06, 0.2),
            toe=(1, 0, 0),
            up=(0, 0, 1),
        )
        # On the ball of the rear foot: the heel comes up and forward with the step.
        tip = math.radians(52.0 * rear_up)
        ankle = (
            (-0.46 - 0.10 * rear_up) * k,
            out * 0.095 * k,
            self.ankle_z() + (0.115 * math.sin(tip) - 0.052 * (1 - math.cos(tip))) * k * 0.92,
        )
        rear = LegReach(
            ankle,
            pole=(1.0, out * 0.04, -0.1),
            toe=(math.cos(tip), 0, -math.sin(tip)),
            up=(math.sin(tip), 0, math.cos(tip)),
        )
        legs = {self.worked: rear, self.other: front}
        return posed(
            legs,
            self._on_hip,
            pelvis_x=x * k,
            pelvis_z=self._height(x * k, front_x * k, front_knee),
            pitch=TRUNK_DEG,
            lumbar_flexion=lumbar,
            neck_pitch=-2.0,
        )

    def _height(self, x: float, front_x: float, knee_deg: float) -> float:
        """Pelvis height at which the front knee has the wanted angle, by the law of cosines."""
        thigh, shank = self.size.thigh, self.size.shank
        reach2 = thigh**2 + shank**2 + 2 * thigh * shank * math.cos(math.radians(knee_deg))
        half_hip = abs(float(self.person.body.joints["thigh_left"][1]))
        sideways = 0.095 * self.k - half_hip
        return self.ankle_z() + math.sqrt(reach2 - (front_x - x) ** 2 - sideways**2)

    def _on_hip(self, side: str) -> Hand:
        return Hand(
            "lumbar0",
            mirrored((0.045 * self.k, self.size.hip_width + 0.016, -0.01), side),
            palm=mirrored((-0.3, -1.0, 0.0), side),
            along=mirrored((0.85, -0.30, -0.35), side),
            elbow=(-0.75, 0.9, 0.0),
            curl=0.35,
        )
