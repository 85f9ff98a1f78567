"""What people do that is none of the four exercises, though it looks like one of them."""

from __future__ import annotations

import math
from typing import ClassVar

from samples.studio.motions.hip_flexion import HipFlexion
from samples.studio.motions.motion import LYING_DEG, Motion, posed
from samples.studio.pose import SIDES, Arm, Hand, Leg, LegAngles, LegReach, Pose, mirrored

# A knee on the mat, and an ankle on the top of the foot.
KNEE_M, INSTEP_M = 0.062, 0.058


class AllFours(Motion):
    """On hands and knees: pulls rock the hips back over the knees; the back rounds with its part."""

    exercise = "hip-flexion"
    back_kind = "lumbar flexion"

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        k, rock = self.k, math.radians(pull_deg - back_deg)
        thigh, shank = self.size.thigh, self.size.shank
        hip_below = float(self.person.body.joints["pelvis"][2] - self.person.body.joints["thigh_left"][2])
        legs: dict[str, Leg] = {
            side: LegReach(
                mirrored((-shank * 0.99, 0.10 * k, INSTEP_M), side),
                pole=(0.5, 0.0, -1.0),
                toe=(-1.0, 0.0, -0.05),
                up=(0.0, 0.0, -1.0),
            )
            for side in SIDES
        }
        arms: dict[str, Arm] = {
            side: Hand(
                "world",
                mirrored((0.52 * k, 0.19 * k, 0.035), side),
                palm=(0.0, 0.0, -1.0),
                along=mirrored((1.0, 0.05, 0.0), side),
                elbow=(-0.3, 0.9, -0.3),
                curl=0.1,
            )
            for side in SIDES
        }
        return posed(
            legs,
            arms,
            pelvis_x=-thigh * math.sin(rock),
            pelvis_z=KNEE_M + thigh * math.cos(rock) + hip_below,
            pitch=86.0 + 0.55 * (pull_deg - back_deg) + 0.5 * back_deg,
            lumbar_flexion=-4.0 + 1.6 * back_deg,
            neck_pitch=-14.0 + back_deg,
        )


class SideLying(Motion):
    """Lying on the other side, feet together: pulls open the upper knee, as in the clamshell."""

    exercise = "hip-internal-rotation"
    back_kind = "lumbar rotation"

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        k, towards, rest = self.k, 1.0 if self.other == "left" else -1.0, self.on_the_side()
        opened = math.radians(6.0 + pull_deg)
        upper = LegReach(
            (0.61 * k, towards * 0.09 * k, 0.150 * k),
            pole=(0.25, towards * math.cos(opened), math.sin(opened)),
        )
        return posed(
            {self.worked: upper, self.other: rest.leg(self.other)},
            rest.arm,
            pitch=LYING_DEG,
            turn=towards * (86.0 - back_deg),
            lumbar_flexion=8.0,
        )


class SeatedTuck(Motion):
    """Leaning back on the hands: pulls draw both knees to the chest, and the trunk comes forward a little."""

    exercise = "hip-external-rotation"
    back_kind = "lumbar flexion"
    sway_deg = 0.3

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        legs: dict[str, Leg] = {
            side: LegAngles(70.0 + pull_deg, abduction=4.0, knee=58.0 + 1.3 * pull_deg, point=10.0)
            for side in SIDES
        }
        arms: dict[str, Arm] = {
            side: Hand(
                "world",
                mirrored((-0.36 * self.k, 0.25 * self.k, 0.038), side),
                palm=(0.0, 0.0, -1.0),
                along=mirrored((-0.6, 0.5, 0.0), side),
                elbow=(-1.0, 0.3, 0.0),
                curl=0.1,
            )
            for side in SIDES
        }
        return posed(
            legs, arms, pitch=-36.0 + 0.45 * pull_deg, lumbar_flexion=14.0 + back_deg, neck_pitch=14.0
        )


class Bridge(Motion):
    """On the back, soles on the mat: pulls lift the pelvis until the trunk is as steep as they say."""

    exercise = "hip-flexion"
    back_kind = "lumbar extension"

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        body = self.person.body
        trunk = float(body.joints["neck"][2] - body.joints["pelvis"][2])
        return posed(
            lambda side: self.flat_foot(side, 0.42),
            self.beside,
            pelvis_x=-trunk * (1 - math.cos(math.radians(pull_deg))),
            pitch=LYING_DEG - pull_deg,
            lumbar_flexion=-back_deg,
            neck_pitch=-3.0 + 0.85 * pull_deg,
        )


class BothKnees(HipFlexion):
    """On the back, both knees in the hands and pulled to the chest together; the pelvis curls with them."""

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        one = super().work(pull_deg, back_deg)
        lifted = LegAngles(
            104.0 + pull_deg - back_deg, abduction=5.0, knee=114.0 + 0.12 * pull_deg, point=22.0
        )
        return posed(
            lambda side: lifted,
            self._around,
            pitch=one.pitch,
            hang=one.hang,
            lumbar_flexion=one.lumbar_flexion,
            neck_pitch=one.neck_pitch,
            protract_m=one.protract_m,
        )

    def _around(self, side: str) -> Hand:
        return Hand(
            f"shank_{side}",
            mirrored((self.size.shin + 0.010, 0.020 * self.k, -0.11 * self.k), side),
            palm=mirrored((-1.0, -0.25, 0.0), side),
            along=mirrored((0.25, -0.75, -0.45), side),
            elbow=(-0.15, 1.0, -0.35),
            curl=0.5,
        )


class Walk(Motion):
    """Walking along x: a pull is the way gone, in centimetres."""

    exercise = "hip-extension"
    back_kind = "lumbar extension"
    STRIDE_M: ClassVar[float] = 1.2

    def work(self, pull_deg: float, back_deg: float) -> Pose:
        k, way = self.k, pull_deg / 100.0
        stride, place = self.STRIDE_M * k, way / (self.STRIDE_M * k)
        legs: dict[str, Leg] = {}
        arms: dict[str, Arm] = {}
        for side, lead in (("left", 0.0), ("right", 0.5)):
            u = (place + lead) % 1.0
            # Six tenths of a stride the foot stands, and then swings over to the next place.
            stand = u < 0.6
            x = 0.3 - u if stand else -0.3 + (u - 0.6) * 1.5
            lift = 0.0 if stand else 0.09 * math.sin(math.pi * (u - 0.6) / 0.4)
            legs[side] = LegReach(
                mirrored((way + x * stride, 0.09 * k, self.ankle_z() + lift * k), side),
                pole=(1.0, 0.0, 0.1),
                toe=(1, 0, -0.4 * lift / 0.09),
                up=(0, 0, 1),
            )
            arms[side] = Hand(
                "thorax",
                mirrored((-0.9 * x * k, 0.27 * k, -0.25 * k), side),
                palm=mirrored((0.0, -1.0, 0.0), side),
                along=(0.1, 0.0, -1.0),
                elbow=(-1.0, 0.2, 0.0),
            )
        height = self.ankle_z() + 0.955 * (self.size.thigh + self.size.shank)
        return posed(legs, arms, pelvis_x=way, pelvis_z=height, pitch=4.0, lumbar_flexion=2.0)
