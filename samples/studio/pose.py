"""What a motion says about one instant: where the trunk is, what each leg and each hand is to do."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from samples.studio.vectors import mix

Vec = tuple[float, float, float]
SIDES = ("left", "right")


def mirrored(v: Vec, side: str) -> Vec:
    """`v` as given for the left side, or its mirror image for the right."""
    return v if side == "left" else (v[0], -v[1], v[2])


@dataclass(frozen=True, slots=True)
class LegAngles:
    """A leg set by its joints, degrees, clinical signs; `point` is plantar flexion."""

    flexion: float
    abduction: float = 4.0
    rotation: float = 0.0
    knee: float = 0.0
    point: float = 15.0


@dataclass(frozen=True, slots=True)
class LegReach:
    """A leg whose ankle is to be at a point (metres, world); `pole` is where the knee bulges.

    `toe` and `up` turn the foot in the world; without them it follows the shank.
    """

    ankle: Vec
    pole: Vec = (0.0, 0.0, 1.0)
    toe: Vec | None = None
    up: Vec | None = None


@dataclass(frozen=True, slots=True)
class LegCross:
    """A leg whose ankle rests on the other thigh, above the knee: the figure four."""

    pole: Vec
    along: float = 0.90
    lift_m: float = 0.075


@dataclass(frozen=True, slots=True)
class LegBlend:
    """Between two legs, `w` from 0 (`a`) to 1 (`b`); `arc_m` lifts the ankle on the way."""

    a: Leg
    b: Leg
    w: float
    arc_m: float = 0.0


Leg = LegAngles | LegReach | LegCross | LegBlend


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand on a place: the palm's centre at `offset` in the `anchor`'s frame.

    `palm` is where the palm faces and `along` where the fingers point, both in the anchor's frame;
    `elbow` is where the elbow bulges, in the thorax's.
    """

    anchor: str
    offset: Vec
    palm: Vec
    along: Vec
    elbow: Vec = (-0.6, 0.8, -0.3)
    curl: float = 0.25


@dataclass(frozen=True, slots=True)
class HandBlend:
    """Between two places of a hand."""

    a: Arm
    b: Arm
    w: float


Arm = Hand | HandBlend


@dataclass(frozen=True, slots=True)
class Pose:
    """One instant. Angles in degrees, places in metres; the trunk's angles are the thorax's.

    `pelvis_z` None lets trunk and head rest on the floor. `hang` 1 keeps the thorax in place while
    the lower back moves, as lying; 0 keeps the pelvis. `turn` turns the trunk about its own long axis, to the
    left, before all else; `billow_m` blows up a shirt at belly and back.
    """

    leg_left: Leg
    leg_right: Leg
    arm_left: Arm
    arm_right: Arm
    pelvis_x: float = 0.0
    pelvis_y: float = 0.0
    pelvis_z: float | None = None
    hang: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    turn: float = 0.0
    lumbar_flexion: float = 0.0
    lumbar_rotation: float = 0.0
    lumbar_side: float = 0.0
    neck_pitch: float = 0.0
    neck_yaw: float = 0.0
    neck_roll: float = 0.0
    protract_m: float = 0.0
    breath: float = 0.0
    billow_m: float = 0.0

    def leg(self, side: str) -> Leg:
        """The leg of a side."""
        return self.leg_left if side == "left" else self.leg_right

    def arm(self, side: str) -> Arm:
        """The arm of a side."""
        return self.arm_left if side == "left" else self.arm_right


_LIMBS = ("leg_left", "leg_right", "arm_left", "arm_right")


def blend(a: Pose, b: Pose, w: float, arc_m: float = 0.0) -> Pose:
    """The pose between `a` (w = 0) and `b` (w = 1)."""
    if w <= 0.0:
        return a
    if w >= 1.0:
        return b
    changes: dict[str, object] = {}
    for field in fields(Pose):
        if field.name in _LIMBS:
            continue
        va, vb = getattr(a, field.name), getattr(b, field.name)
        if va is None or vb is None:
            changes[field.name] = va if va is vb else (vb if va is None else va)
        else:
            changes[field.name] = mix(va, vb, w)
    for side in SIDES:
        changes[f"leg_{side}"] = LegBlend(a.leg(side), b.leg(side), w, arc_m)
        changes[f"arm_{side}"] = HandBlend(a.arm(side), b.arm(side), w)
    return replace(a, **changes)  # type: ignore[arg-type]
