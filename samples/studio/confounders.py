"""What people do besides the exercise, and what must not be taken for a rep or for the lower back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from posecoach.kinematics.figure import ease
from samples.studio.pose import Hand, HandBlend, LegReach, Pose, mirrored

KINDS = ("nod", "look", "cough", "scratch", "shift", "lean")
"""What random sets draw from."""

MORE_KINDS = ("across", "read", "knee")
"""An arm laid across the pelvis and rubbing there, a phone read before the face, a knee that bobs."""

RUB_HZ = 0.55


@dataclass(frozen=True, slots=True)
class Confounder:
    """One such thing, from `start_s` for `seconds`; kinds are in `KINDS` and `MORE_KINDS`.

    `side` is that of the arm or knee that does it.
    """

    kind: str
    start_s: float
    seconds: float = 2.0
    strength: float = 1.0
    side: str = "left"

    def apply(self, pose: Pose, t_s: float) -> Pose:
        """The pose with it, at a time of the clip."""
        u = (t_s - self.start_s) / self.seconds
        if not 0.0 <= u <= 1.0:
            return pose
        in_out = ease(min(u, 1 - u) * 4) * self.strength
        wave = math.sin(2 * math.pi * 1.3 * (t_s - self.start_s))
        if self.kind == "nod":
            return replace(pose, neck_pitch=pose.neck_pitch + 14.0 * in_out * wave)
        if self.kind == "look":
            return replace(pose, neck_yaw=pose.neck_yaw - 38.0 * in_out)
        if self.kind == "cough":
            jolt = in_out * max(math.sin(2 * math.pi * 2.1 * (t_s - self.start_s)), 0.0)
            return replace(
                pose,
                neck_pitch=pose.neck_pitch + 9.0 * jolt,
                lumbar_flexion=pose.lumbar_flexion + 1.5 * jolt,
                breath=pose.breath + jolt,
            )
        if self.kind == "scratch":
            nose = Hand(
                "head", (0.135, 0.03, 0.075), (-1.0, -0.3, 0.0), (-0.1, -0.6, 0.6), (0.2, 1.0, -0.5), 0.5
            )
            return replace(pose, arm_left=HandBlend(pose.arm_left, nose, in_out))
        if self.kind == "shift":
            return replace(pose, roll=pose.roll + 3.0 * in_out, pelvis_y=pose.pelvis_y + 0.02 * in_out)
        if self.kind == "lean":
            return replace(pose, roll=pose.roll + 4.0 * in_out, pitch=pose.pitch + 2.5 * in_out)
        return self._more(pose, in_out, math.sin(2 * math.pi * RUB_HZ * (t_s - self.start_s)))

    def _more(self, pose: Pose, in_out: float, wave: float) -> Pose:
        """The pose with one of `MORE_KINDS`, which goes to and fro with `wave`."""
        if self.kind in ("across", "read"):
            return self._armed(pose, in_out, wave)
        leg = pose.leg(self.side)
        if self.kind == "knee" and isinstance(leg, LegReach):
            x, y, z = leg.pole
            pole = (x, y, z + 0.35 * in_out * (1.0 + wave))
            return replace(pose, **{f"leg_{self.side}": replace(leg, pole=pole)})
        raise ValueError(self.kind)

    def _armed(self, pose: Pose, in_out: float, wave: float) -> Pose:
        """With the hand on the other hip, moved up and down by `wave`, or with a phone before the face."""
        place = (
            "lumbar0",
            (0.150 + 0.012 * wave, 0.02, -0.01 + 0.035 * wave),
            (-1.0, 0.1, 0.0),
            (0.0, -1.0, -0.15),
        )
        if self.kind == "read":
            place = ("head", (0.36, 0.03, 0.02), (-1.0, 0.0, 0.0), (0.1, -0.25, 1.0))
        anchor, at, palm, along = place
        hand = Hand(
            anchor,
            mirrored(at, self.side),
            mirrored(palm, self.side),
            mirrored(along, self.side),
            (0.1, 1.0, -0.4),
            0.3,
        )
        return replace(pose, **{f"arm_{self.side}": HandBlend(pose.arm(self.side), hand, min(in_out, 1.0))})
