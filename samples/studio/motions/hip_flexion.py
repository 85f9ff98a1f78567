"""Lying on the back, one knee held in both hands and pulled towards the chest."""

from __future__ import annotations

from dataclasses import replace

from samples.studio.figure.rig import MAT_TOP_M
from samples.studio.motions.motion import LYING_DEG, Motion, posed
from samples.studio.pose import SIDES, Hand, Leg, LegAngles, LegReach, Pose, mirrored

START_DEG = 107.0


class HipFlexion(Motion):
    """Pulls add to the angle of thigh and trunk; the hip does what the lower back does not."""

    exercise = "hip-flexion"
    back_kind = "lumbar flexion"

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        k, sign = self.k, 1.0 if self.other == "left" else -1.0
        lifted = LegAngles(
            START_DEG + pull_deg - back_deg, abduction=3.0, knee=112.0 + 0.12 * pull_deg, point=22.0
        )
        straight = LegReach(
            (0.985 * (self.size.thigh + self.size.shank), sign * 0.11 * k, 0.062 * k + MAT_TOP_M),
            pole=(0.0, sign * 0.15, 1.0),
            toe=(0.30, sign * 0.22, 0.92),
        )
        legs: dict[str, Leg] = {self.worked: lifted, self.other: straight}
        return posed(
            legs,
            self._on_shin,
            pitch=LYING_DEG,
            hang=1.0,
            lumbar_flexion=back_deg,
            neck_pitch=-1.0,
            protract_m=0.065 * k,
        )

    def scene(self, name: str, pull_deg: float, back_deg: float) -> Pose:
        if name == "down":
            foot = {f"leg_{self.worked}": self.flat_foot(self.worked, 0.46)}
            hands = {f"arm_{side}": self.beside(side) for side in SIDES}
            return replace(self.work(0.0, 0.0), protract_m=0.0, **foot, **hands)  # type: ignore[arg-type]
        return super().scene(name, pull_deg, back_deg)

    def _on_shin(self, side: str) -> Hand:
        """Both hands below the knee, the one of the same side a little nearer to it."""
        near = 0.10 if side == self.worked else 0.13
        return Hand(
            f"shank_{self.worked}",
            mirrored((self.size.shin + 0.010, 0.030 * self.k, -near * self.k), side),
            palm=mirrored((-1.0, -0.45, 0.0), side),
            along=mirrored((0.30, -0.75, -0.45), side),
            elbow=(-0.15, 1.0, -0.35),
            curl=0.55,
        )
