"""The four exercises as postures over time, and the postures people rest in."""

from dataclasses import replace

import numpy as np

from posecoach.kinematics.figure import two_bones
from tests.simulator.script import Course, SetScript
from tests.simulator.skeleton import Person, Posture, mix, thorax_turn
from tests.simulator.vectors import Array, column, rotation

FLOOR_M = 0.10
"""Height of the hip's centre above the floor, lying or sitting."""

OTHER = {"left": "right", "right": "left"}
SIGN = {"left": 1.0, "right": -1.0}


def posture_of(name: str) -> Posture:
    """A resting posture: "standing", "sitting" (legs crossed) or "lying" (knees bent), one row."""
    if name == "standing":
        hip, pitch = column(0, 0, 0.86), np.array([3.0])
        feet, knees, hands = (0.0, 0.11, 0.07), (1.0, 0.1, 0.0), (0.02, 0.26, 0.80)
    elif name == "sitting":
        hip, pitch = column(0, 0, FLOOR_M), np.array([10.0])
        feet, knees, hands = (0.34, 0.05, 0.07), (0.15, 1.0, 0.2), (0.33, 0.07, 0.14)
    else:
        hip, pitch = column(0, 0, FLOOR_M), np.array([-90.0])
        feet, knees, hands = (0.46, 0.13, 0.06), (0.1, 0.12, 1.0), (-0.05, 0.30, 0.08)
    toe = {"standing": (1.0, 0.2, -0.1), "sitting": (0.7, -0.6, 0.1), "lying": (1.0, 0.15, -0.1)}[name]
    elbow = (-0.5, 0.8, -0.2)
    both = {}
    for side, sign in SIGN.items():
        mirror = lambda point, sign=sign: column(point[0], point[1] * sign, point[2])  # noqa: E731
        parts = {"ankle": feet, "pole": knees, "wrist": hands, "toe": toe, "elbow": elbow}
        both.update({f"{part}_{side}": mirror(point) for part, point in parts.items()})
    return Posture(hip=hip, pitch=pitch, **both)


def perform(script: SetScript, course: Course) -> tuple[Posture, dict[str, Array]]:
    """The postures of the whole set, and truth the skeleton alone cannot tell, (n,) by name."""
    posture, truth = _MOTIONS[script.exercise_id](script, course)
    if script.from_standing:
        posture = mix(posture, posture_of("standing"), np.clip(course.standing, 0, 1))
    return posture, truth


def _hip_flexion(script: SetScript, course: Course) -> tuple[Posture, dict[str, Array]]:
    person, side = script.person, script.side
    rest = posture_of("lying")
    lumbar = course.lumbar_deg
    hip = _curled_hip(rest, lumbar, person)
    flexion = 48 + course.approach * 50 + course.pull_deg + course.drift_deg
    knee_deg = 100 + course.approach * 12
    socket = hip + column(0, SIGN[side] * person.half_hip_m * person.scale, 0)
    aside = 0.05 * SIGN[side]
    knee = socket + _swing(flexion, aside) * person.thigh_m * person.scale
    shank = _swing(flexion - knee_deg, aside)
    ankle = knee + shank * person.shank_m * person.scale
    straight = column(0.86, -0.1 * SIGN[side], 0.07)
    hands = {}
    for each, sign in SIGN.items():
        held = knee + shank * 0.12 + column(0, 0.06 * sign, 0.03)
        lie = getattr(rest, f"wrist_{each}")
        hands[f"wrist_{each}"] = lie + (held - lie) * course.approach[:, None]
    legs = {
        f"ankle_{side}": ankle,
        f"pole_{side}": _swing(flexion + 90, aside),
        f"toe_{side}": _swing(flexion - knee_deg + 70, aside),
        f"ankle_{OTHER[side]}": straight,
        f"toe_{OTHER[side]}": column(0.35, 0, 1.0),
    }
    return replace(rest, hip=hip, lumbar_flexion=lumbar, **legs, **hands), {}


def _swing(flexion_deg: Array, aside: float) -> Array:
    """Direction of a bone lying person's thigh takes at a flexion: 0 toward the feet, 90 up."""
    angle = np.radians(flexion_deg)
    direction = np.stack([np.cos(angle), np.full_like(angle, aside), np.sin(angle)], axis=-1)
    return direction / np.linalg.norm(direction, axis=-1, keepdims=True)


def _curled_hip(rest: Posture, lumbar_deg: Array, person: Person) -> Array:
    """Where the hips go when the lower back curls and the thorax stays on the floor."""
    thorax = thorax_turn(rest)[0]
    lever, angle = person.lumbar_m * person.scale, np.radians(lumbar_deg)
    forward, up = np.sin(angle) * lever, (1 - np.cos(angle)) * lever
    return rest.hip + forward[:, None] * thorax[:, 0] + up[:, None] * thorax[:, 2]


def _internal_rotation(script: SetScript, course: Course) -> tuple[Posture, dict[str, Array]]:
    person, side = script.person, script.side
    rest, sign = posture_of("lying"), SIGN[script.side]
    swing = -8 + course.approach * 22 + course.pull_deg + course.drift_deg
    twist = course.lumbar_deg * sign
    pelvis = thorax_turn(rest)[0] @ np.swapaxes(rotation("z", twist), 1, 2)
    socket = rest.hip + pelvis[:, :, 1] * sign * person.half_hip_m * person.scale
    ankle = column(0.46, 0.17 * sign, 0.06)
    inward = np.radians(swing)
    pole = np.stack([0 * inward, -sign * np.sin(inward), np.cos(inward)], axis=-1)
    lengths = person.thigh_m * person.scale, person.shank_m * person.scale
    knee, _ = two_bones(socket, np.broadcast_to(ankle, socket.shape), *lengths, pole)
    over = knee + column(-0.02, 0.05 * sign, 0.09)
    other = OTHER[side]
    free = getattr(rest, f"ankle_{other}")
    w = course.approach[:, None]
    legs = {
        f"ankle_{side}": ankle,
        f"pole_{side}": pole,
        f"ankle_{other}": free + (over - free) * w,
        f"pole_{other}": column(0.2, -0.35 * sign, 1.0),
        f"toe_{other}": column(0.3, 0.3 * sign, 0.9) * w + getattr(rest, f"toe_{other}") * (1 - w),
    }
    truth = {f"hip_internal_rotation_{side}_deg": swing}
    return replace(rest, lumbar_rotation=twist, **legs), truth


def _external_rotation(script: SetScript, course: Course) -> tuple[Posture, dict[str, Array]]:
    rest = posture_of("sitting")
    pitch = 10 + course.approach * 16 + course.pull_deg + course.drift_deg
    return replace(rest, pitch=pitch, lumbar_flexion=8 + course.lumbar_deg), {}


def _hip_extension(script: SetScript, course: Course) -> tuple[Posture, dict[str, Array]]:
    person, side = script.person, script.side
    k = person.scale
    front, out = OTHER[side], SIGN[side]
    knee_deg = 14 + course.approach * 50 + course.pull_deg + course.drift_deg
    reach = k * np.sqrt(
        person.thigh_m**2
        + person.shank_m**2
        + 2 * person.thigh_m * person.shank_m * np.cos(np.radians(knee_deg))
    )
    front_ankle = np.array([0.40 * k, -0.10 * out * k, 0.08])
    hip_x = (-0.02 + 0.0007 * (knee_deg - 14)) * k
    hip_z = front_ankle[2] + np.sqrt(np.maximum(reach**2 - (front_ankle[0] - hip_x) ** 2, 0.04))
    rest = posture_of("standing")
    hands = {
        f"wrist_{each}": column(hip_x + 0.08, 0.24 * sign * k, hip_z + 0.06) for each, sign in SIGN.items()
    }
    # The heel of the rear foot stays put; its knee follows.
    posture = replace(
        rest,
        hip=column(hip_x, 0, hip_z),
        pitch=np.full_like(knee_deg, 7.0),
        lumbar_flexion=3 - course.lumbar_deg,
        **hands,
        **{
            f"ankle_{front}": front_ankle[None],
            f"ankle_{side}": column(-0.50 * k, 0.10 * out * k, 0.14),
            f"toe_{side}": column(0.75, 0, -0.65),
            f"pole_{side}": column(0.9, 0, -0.4),
        },
    )
    return posture, {}


_MOTIONS = {
    "hip-flexion": _hip_flexion,
    "hip-internal-rotation": _internal_rotation,
    "hip-external-rotation": _external_rotation,
    "hip-extension": _hip_extension,
}
