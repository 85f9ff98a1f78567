"""A jointed body: from postures over many frames to the 33 landmarks, with every segment's length kept."""

from dataclasses import dataclass, field, fields, replace

import numpy as np

from posecoach.kinematics.figure import Lengths, two_bones, unit
from posecoach.kinematics.landmarks import LANDMARK_COUNT, Landmark
from tests.simulator.vectors import Array, angle_deg, dot, rotation

SIDES = ("left", "right")


def _zero() -> Array:
    return np.zeros(1)


@dataclass(frozen=True, slots=True)
class Person(Lengths):
    """Segment lengths in metres; `scale` changes them together.

    With the lower back 0.15 m above the hips those of a lying person rise by 0.52 % of the torso per degree
    of curl, as in the rendered truth.
    """

    scale: float = 1.0

    @property
    def torso_m(self) -> float:
        """From hip to shoulder, back straight."""
        return (self.lumbar_m + self.thorax_m) * self.scale


@dataclass(frozen=True, slots=True)
class Posture:
    """Where the body is at n moments. Angles (n,) in degrees, the trunk's being the thorax's; points (n, 3).

    Every field may have one row instead of n. The pelvis hangs from the thorax by the lumbar angles:
    `hip` is where the hips' midpoint is. Ankles and wrists are goals, reached as far as the limb can;
    `pole_*` is where the knee bulges, `elbow_*` where the elbow does, `toe_*` where the foot points.
    """

    hip: Array
    pitch: Array
    ankle_left: Array
    ankle_right: Array
    pole_left: Array
    pole_right: Array
    toe_left: Array
    toe_right: Array
    wrist_left: Array
    wrist_right: Array
    elbow_left: Array
    elbow_right: Array
    roll: Array = field(default_factory=_zero)
    yaw: Array = field(default_factory=_zero)
    lumbar_flexion: Array = field(default_factory=_zero)
    lumbar_rotation: Array = field(default_factory=_zero)
    neck_pitch: Array = field(default_factory=_zero)
    neck_yaw: Array = field(default_factory=_zero)
    protract_m: Array = field(default_factory=_zero)


@dataclass(frozen=True, slots=True)
class Figure:
    """The solved body: `points` (n, 33, 3) in the world, and the true angles by name, (n,) in degrees.

    `lumbar_shift_m` (n, 3): how far the lower back alone has moved the hips.
    """

    points: Array
    angles: dict[str, Array]
    lumbar_shift_m: Array


def mix(a: Posture, b: Posture, w: Array) -> Posture:
    """From `a` (w = 0) to `b` (w = 1); `w` has shape (n,)."""
    changes = {}
    for item in fields(Posture):
        one, two = getattr(a, item.name), getattr(b, item.name)
        weight = w[:, None] if one.ndim == 2 else w
        changes[item.name] = one * (1 - weight) + two * weight
    return replace(a, **changes)


def thorax_turn(posture: Posture) -> Array:
    """Rotation (n, 3, 3) of the thorax."""
    return rotation("z", posture.yaw) @ rotation("y", posture.pitch) @ rotation("x", posture.roll)


def solve(posture: Posture, person: Person, frames: int) -> Figure:
    """The body in each of `frames` postures."""
    k = person.scale
    thorax = thorax_turn(posture)
    curl = rotation("y", posture.lumbar_flexion) @ rotation("z", posture.lumbar_rotation)
    pelvis = thorax @ np.swapaxes(curl, 1, 2)
    hip = posture.hip
    base = hip + pelvis[:, :, 2] * person.lumbar_m * k
    points = np.zeros((frames, LANDMARK_COUNT, 3))
    _head(points, base, thorax, posture, k, person)
    angles = {
        "trunk_inclination_deg": angle_deg(thorax[:, :, 2], np.array([[0.0, 0.0, 1.0]])),
        "lumbar_flexion_deg": posture.lumbar_flexion,
        "lumbar_rotation_deg": posture.lumbar_rotation,
    }
    for sign, side in zip((1.0, -1.0), SIDES, strict=True):
        socket = hip + pelvis[:, :, 1] * sign * person.half_hip_m * k
        _leg(points, socket, pelvis, posture, side, person, angles)
        shoulder = base + _along(thorax, (0.0, sign * person.half_shoulder_m * k, person.thorax_m * k))
        shoulder = shoulder + thorax[:, :, 0] * np.atleast_1d(posture.protract_m)[:, None]
        _arm(points, shoulder, posture, side, person)
    straight = base - thorax[:, :, 2] * person.lumbar_m * k
    wide = {name: np.broadcast_to(values, (frames,)).astype(float) for name, values in angles.items()}
    return Figure(points, wide, np.broadcast_to(hip - straight, (frames, 3)))


def _along(turn: Array, offset: tuple[float, float, float]) -> Array:
    return turn @ np.array(offset)


# Offsets from the skull's base in metres, x forward, y left, z up: a round head of 0.23 m.
_FACE = {
    "NOSE": (0.11, 0.0, 0.06),
    "EYE_INNER": (0.09, 0.018, 0.10),
    "EYE": (0.09, 0.032, 0.10),
    "EYE_OUTER": (0.08, 0.046, 0.10),
    "EAR": (0.0, 0.075, 0.07),
    "MOUTH": (0.09, 0.025, 0.02),
}


def _head(points: Array, base: Array, thorax: Array, posture: Posture, k: float, person: Person) -> None:
    neck = base + _along(thorax, (0.0, 0.0, (person.thorax_m + 0.04) * k))
    head = thorax @ rotation("z", posture.neck_yaw) @ rotation("y", posture.neck_pitch)
    skull = neck + head[:, :, 2] * 0.06 * k
    points[:, Landmark.NOSE] = skull + _along(head, _FACE["NOSE"]) * k
    for sign, side in ((1, "LEFT"), (-1, "RIGHT")):
        for name in ("EYE_INNER", "EYE", "EYE_OUTER", "EAR", "MOUTH"):
            x, y, z = _FACE[name]
            mark = Landmark[f"MOUTH_{side}"] if name == "MOUTH" else Landmark[f"{side}_{name}"]
            points[:, mark] = skull + _along(head, (x, y * sign, z)) * k


def _leg(
    points: Array,
    socket: Array,
    pelvis: Array,
    posture: Posture,
    side: str,
    person: Person,
    angles: dict[str, Array],
) -> None:
    k = person.scale
    goal, pole, toe = (getattr(posture, f"{part}_{side}") for part in ("ankle", "pole", "toe"))
    knee, ankle = two_bones(socket, goal, person.thigh_m * k, person.shank_m * k, pole)
    mark = side.upper()
    points[:, Landmark[f"{mark}_HIP"]] = socket
    points[:, Landmark[f"{mark}_KNEE"]] = knee
    points[:, Landmark[f"{mark}_ANKLE"]] = ankle
    shank, forward = unit(ankle - knee), unit(toe)
    points[:, Landmark[f"{mark}_HEEL"]] = ankle + (shank * 0.04 - forward * 0.04) * k
    points[:, Landmark[f"{mark}_FOOT_INDEX"]] = ankle + (shank * 0.05 + forward * (person.foot_m - 0.05)) * k
    thigh = unit(knee - socket)
    forwards, downwards = dot(thigh, pelvis[:, :, 0]), -dot(thigh, pelvis[:, :, 2])
    angles[f"hip_flexion_{side}_deg"] = np.degrees(np.arctan2(forwards, downwards))
    angles[f"knee_flexion_{side}_deg"] = angle_deg(thigh, shank)


def _arm(points: Array, shoulder: Array, posture: Posture, side: str, person: Person) -> None:
    k = person.scale
    goal, pole = getattr(posture, f"wrist_{side}"), getattr(posture, f"elbow_{side}")
    elbow, wrist = two_bones(shoulder, goal, person.upper_arm_m * k, person.forearm_m * k, pole)
    mark = side.upper()
    fore = unit(wrist - elbow)
    aside = unit(np.cross(fore, np.array([0.3, 0.2, 0.93])))
    points[:, Landmark[f"{mark}_SHOULDER"]] = shoulder
    points[:, Landmark[f"{mark}_ELBOW"]] = elbow
    points[:, Landmark[f"{mark}_WRIST"]] = wrist
    for name, (ahead, out) in {"PINKY": (0.08, -0.03), "INDEX": (0.09, 0.02), "THUMB": (0.04, 0.03)}.items():
        points[:, Landmark[f"{mark}_{name}"]] = wrist + (fore * ahead + aside * out) * k


def middle(figure_points: Array, pair: tuple[Landmark, Landmark]) -> Array:
    """Midpoint (n, 3) of two landmarks."""
    return (figure_points[:, pair[0]] + figure_points[:, pair[1]]) / 2
