"""What people do besides the exercise, and what must not be taken for a rep or for the lower back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from samples.studio.pose import Hand, HandBlend, Pose
from samples.studio.vectors import ease

KINDS = ("nod", "look", "cough", "scratch", "shift", "lean")


@dataclass(frozen=True, slots=True)
class Confounder:
    """One such thing, from `start_s` for `seconds`; kinds are in `KINDS`."""

    kind: str
    start_s: float
    seconds: float = 2.0
    strength: float = 1.0

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
        raise ValueError(self.kind)
