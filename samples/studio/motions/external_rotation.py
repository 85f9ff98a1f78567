"""Sitting with the soles together, leaning forward from the hips."""

from __future__ import annotations

from samples.studio.motions.motion import Motion, posed
from samples.studio.pose import Hand, LegReach, Pose, mirrored

START_DEG = 24.0
LUMBAR_DEG = 12.0


class ExternalRotation(Motion):
    """Pulls add to the trunk's inclination; the pelvis tips by what the lower back does not round."""

    exercise = "hip-external-rotation"
    back_kind = "lumbar flexion"
    sway_deg = 0.30

    def __init__(self, person, side: str) -> None:  # type: ignore[no-untyped-def]
        super().__init__(person, side)
        self.side = None

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        return posed(
            self._folded,
            self._on_foot,
            pelvis_x=-0.15 * self.k,
            pitch=START_DEG + pull_deg,
            lumbar_flexion=LUMBAR_DEG + back_deg,
            neck_pitch=2.0,
        )

    def scene(self, name: str, pull_deg: float, back_deg: float) -> Pose:
        if name == "upright":
            return self.work(-START_DEG + 8.0, 0.0)
        return super().scene(name, pull_deg, back_deg)

    def _folded(self, side: str) -> LegReach:
        k, out = self.k, 1.0 if side == "left" else -1.0
        return LegReach(
            (0.185 * k, out * 0.075 * k, 0.068 * k),
            pole=(0.25, out * 1.0, 0.05),
            toe=(1.0, -out * 0.10, 0.10),
            up=(0.0, out * 1.0, 0.18),
        )

    def _on_foot(self, side: str) -> Hand:
        return Hand(
            f"foot_{side}",
            (0.075 * self.k, 0.0, 0.012 * self.k),
            palm=(0.0, 0.0, -1.0),
            along=mirrored((0.8, -0.75, 0.0), side),
            elbow=(-0.3, 1.0, -0.2),
            curl=0.5,
        )
