"""From a pose to the place of every bone: forward kinematics, legs and arms by inverse kinematics."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from samples.studio.body import Person, Sizes, sizes, skull, trunk
from samples.studio.pose import (
    SIDES,
    Arm,
    Hand,
    HandBlend,
    Leg,
    LegAngles,
    LegBlend,
    LegCross,
    LegReach,
    Pose,
    mirrored,
)
from samples.studio.vectors import Array, basis, rot_x, rot_y, rot_z, unit, vec

MAT_TOP_M = 0.008
# Flesh gives way where the body rests, most of all the seat.
SINK_M = {"bottom": 0.024, "top": 0.010, "skin": 0.006}
ROLL_THAT_LIFTS = 0.35
KNEE_CLEARANCE_M = 0.062
PALM_FROM_WRIST_M = 0.065


@dataclass(frozen=True, slots=True)
class Frame:
    """Place and turn of one bone: origin (3,), rotation (3, 3) bone to world."""

    at: Array
    turn: Array

    def point(self, x: float, y: float, z: float) -> Array:
        """A point given in this frame, in the world; shape (3,)."""
        return self.at + self.turn @ vec(x, y, z)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every bone's frame by name: pelvis, lumbar0-2, thorax, head and, with _left or _right,
    thigh, shank, foot, upper_arm, forearm, hand. Limb bones run along their -z."""

    frames: dict[str, Frame]
    pose: Pose
    person: Person
    size: Sizes

    def __getitem__(self, name: str) -> Frame:
        return self.frames[name]


def solve(pose: Pose, person: Person) -> Skeleton:
    """The skeleton of `person` in `pose`."""
    size = sizes(person)
    frames = _spine(pose, person)
    frames = _grounded(frames, pose, person)
    for side in SIDES:
        if not _is_cross(pose.leg(side)):
            _leg(frames, pose, side, size)
    for side in SIDES:
        if _is_cross(pose.leg(side)):
            _leg(frames, pose, side, size)
    for side in SIDES:
        _arm(frames, pose, side, size)
    return Skeleton(frames, pose, person, size)


def _spine(pose: Pose, person: Person) -> dict[str, Frame]:
    k = person.scale
    third = rot_z(pose.lumbar_rotation / 3) @ rot_x(pose.lumbar_side / 3) @ rot_y(pose.lumbar_flexion / 3)
    thorax = rot_z(pose.yaw) @ rot_y(pose.pitch) @ rot_x(pose.roll)
    pelvis = thorax @ (third @ third @ third).T
    frames = {"pelvis": Frame(np.zeros(3), pelvis)}
    at, turn = pelvis @ vec(-0.02 * k, 0, 0.09 * k), pelvis
    for joint in range(3):
        turn = turn @ third
        frames[f"lumbar{joint}"] = Frame(at, turn)
        at = at + turn @ vec(0, 0, 0.055 * k)
    frames["thorax"] = Frame(at, thorax)
    neck = thorax @ rot_z(pose.neck_yaw) @ rot_x(pose.neck_roll * 0.5) @ rot_y(pose.neck_pitch * 0.5)
    head = neck @ rot_x(pose.neck_roll * 0.5) @ rot_y(pose.neck_pitch * 0.5)
    frames["neck"] = Frame(frames["thorax"].point(-0.008 * k, 0, 0.315 * k), neck)
    frames["head"] = Frame(frames["neck"].point(0.004 * k, 0, 0.055 * k), head)
    return frames


def _grounded(frames: dict[str, Frame], pose: Pose, person: Person) -> dict[str, Frame]:
    """Moves the spine to its place: given, or resting on the mat."""
    straight = pose_straight_offset(pose, person)
    slip = (frames["thorax"].at - straight) * pose.hang
    x, y = pose.pelvis_x - slip[0], pose.pelvis_y - slip[1]
    if pose.pelvis_z is not None:
        z = pose.pelvis_z
    else:
        # A pelvis that rolls on its side presses flesh flat more than it lifts the trunk.
        flat = _spine(replace(pose, lumbar_rotation=pose.lumbar_rotation * ROLL_THAT_LIFTS), person)
        above = frames["thorax"].at[2] - flat["thorax"].at[2]
        lowest = above + min(
            _lowest(flat[b.frame], b.centre, b.radii) + SINK_M[b.material]
            for b in trunk(person) + skull(person)
        )
        z = MAT_TOP_M - lowest
    shift = vec(x, y, z)
    return {name: Frame(f.at + shift, f.turn) for name, f in frames.items()}


def pose_straight_offset(pose: Pose, person: Person) -> Array:
    """Where the thorax would be from the pelvis with a straight lower back, same trunk; (3,)."""
    thorax = rot_z(pose.yaw) @ rot_y(pose.pitch)
    return thorax @ vec(-0.02, 0, 0.255) * person.scale


def _lowest(frame: Frame, centre: tuple[float, float, float], radii: tuple[float, float, float]) -> float:
    reach = float(np.linalg.norm(frame.turn[2] * np.array(radii)))
    return float(frame.point(*centre)[2]) - reach


def _is_cross(leg: Leg) -> bool:
    return isinstance(leg, LegCross) or (isinstance(leg, LegBlend) and (_is_cross(leg.a) or _is_cross(leg.b)))


def _leg(frames: dict[str, Frame], pose: Pose, side: str, size: Sizes) -> None:
    sign = 1.0 if side == "left" else -1.0
    hip = frames["pelvis"].point(0, sign * size.half_hip, 0)
    ankle, pole, toe, up = _leg_goal(frames, pose.leg(side), side, size, hip)
    thigh, shank = _two_bones(hip, ankle, size.thigh, size.shank, pole, KNEE_CLEARANCE_M)
    frames[f"thigh_{side}"] = Frame(hip, thigh)
    knee = hip - thigh[:, 2] * size.thigh
    frames[f"shank_{side}"] = Frame(knee, shank)
    toe = toe - up * float(toe @ up)
    x = unit(toe)
    frames[f"foot_{side}"] = Frame(knee - shank[:, 2] * size.shank, np.column_stack([x, np.cross(up, x), up]))


def _leg_goal(
    frames: dict[str, Frame], leg: Leg, side: str, size: Sizes, hip: Array
) -> tuple[Array, Array, Array, Array]:
    """Ankle, knee pole, toe direction and the foot's up, each (3,), in the world."""
    if isinstance(leg, LegBlend):
        a = _leg_goal(frames, leg.a, side, size, hip)
        b = _leg_goal(frames, leg.b, side, size, hip)
        w = leg.w
        stride = min(float(np.linalg.norm((b[0] - a[0])[:2])) / 0.6, 1.0)
        lift = vec(0, 0, leg.arc_m * stride**2 * math.sin(math.pi * w))
        ankle = a[0] + (b[0] - a[0]) * w + lift
        return ankle, *(unit(p + (q - p) * w) for p, q in zip(a[1:], b[1:], strict=True))  # type: ignore[return-value]
    if isinstance(leg, LegAngles):
        sign = 1.0 if side == "left" else -1.0
        turn = (
            frames["pelvis"].turn
            @ rot_y(-leg.flexion)
            @ rot_x(sign * leg.abduction)
            @ rot_z(-sign * leg.rotation)
        )
        shank = turn @ rot_y(leg.knee)
        ankle = hip - turn[:, 2] * size.thigh - shank[:, 2] * size.shank
        toe = shank @ rot_y(leg.point)
        return ankle, turn[:, 0], toe[:, 0], toe[:, 2]
    if isinstance(leg, LegCross):
        other = frames["thigh_right" if side == "left" else "thigh_left"]
        out = mirrored((0.0, 1.0, 0.0), side)
        ankle = other.point(leg.lift_m, 0, -size.thigh * leg.along) - vec(*out) * 0.03
        pole = vec(*leg.pole)
        knee_way = unit(ankle - hip)
        toe = unit(pole * -0.2 + vec(0.3, 0, 0.95))
        return ankle, pole, toe, unit(np.cross(np.cross(toe, knee_way + vec(*out) * 0.6), toe))
    ankle, pole = vec(*leg.ankle), unit(vec(*leg.pole))
    _, shank = _two_bones(hip, ankle, size.thigh, size.shank, pole, KNEE_CLEARANCE_M)
    toe = unit(vec(*leg.toe)) if leg.toe else (shank @ rot_y(25))[:, 0]
    up = vec(*leg.up) if leg.up else shank[:, 2]
    up = unit(up - toe * float(up @ toe))
    return ankle, pole, toe, up


def _two_bones(
    root: Array, goal: Array, first: float, second: float, pole: Array, clearance_m: float | None
) -> tuple[Array, Array]:
    """Turns (3, 3) of two bones that reach from `root` to `goal`, or towards it when it is too far."""
    way = goal - root
    far = min(max(float(np.linalg.norm(way)), abs(first - second) + 0.02), (first + second) * 0.9995)
    a = unit(way)
    cosine = (first * first + far * far - second * second) / (2 * first * far)
    along, out = first * cosine, first * math.sqrt(max(1 - cosine * cosine, 0.0))
    for _ in range(40):
        side = unit(np.cross(pole, a))
        bulge = np.cross(a, side)
        joint = root + a * along + bulge * out
        if clearance_m is None or joint[2] >= clearance_m:
            break
        pole = unit(pole + vec(0, 0, 0.12))
    end = root + a * far
    return basis(root - joint, side), basis(joint - end, side)


def _arm(frames: dict[str, Frame], pose: Pose, side: str, size: Sizes) -> None:
    sign = 1.0 if side == "left" else -1.0
    k = size.thigh / 0.42
    shoulder = frames["thorax"].point(pose.protract_m - 0.004, sign * size.half_shoulder, 0.285 * k)
    palm_at, palm, along, elbow = _hand_goal(frames, pose.arm(side), side)
    wrist = palm_at - along * PALM_FROM_WRIST_M
    # The elbow's joint is the mirror image of the knee's: the bulge is behind.
    upper, fore = _two_bones(shoulder, wrist, size.upper_arm, size.forearm, elbow, 0.045)
    frames[f"upper_arm_{side}"] = Frame(shoulder, upper)
    at = shoulder - upper[:, 2] * size.upper_arm
    frames[f"forearm_{side}"] = Frame(at, fore)
    wrist = at - fore[:, 2] * size.forearm
    # A wrist bends no further than about 70 degrees from the forearm.
    fingers = unit(along + 0.25 * -fore[:, 2])
    z = -fingers
    x = unit(palm - z * float(palm @ z))
    frames[f"hand_{side}"] = Frame(wrist, np.column_stack([x, np.cross(z, x), z]))


def _hand_goal(frames: dict[str, Frame], arm: Arm, side: str) -> tuple[Array, Array, Array, Array]:
    """Palm centre, palm normal, finger direction, elbow pole, each (3,), in the world."""
    if isinstance(arm, HandBlend):
        a, b = _hand_goal(frames, arm.a, side), _hand_goal(frames, arm.b, side)
        turned = (unit(p + (q - p) * arm.w) for p, q in zip(a[1:], b[1:], strict=True))
        return a[0] + (b[0] - a[0]) * arm.w, *turned  # type: ignore[return-value]
    anchor = Frame(np.zeros(3), np.eye(3)) if arm.anchor == "world" else frames[arm.anchor]
    elbow = frames["thorax"].turn @ unit(vec(*mirrored(arm.elbow, side)))
    return (
        anchor.point(*arm.offset),
        anchor.turn @ unit(vec(*arm.palm)),
        anchor.turn @ unit(vec(*arm.along)),
        elbow,
    )


def hand_curl(arm: Hand | HandBlend) -> float:
    """How far the fingers close, 0 flat to 1 a fist."""
    if isinstance(arm, HandBlend):
        return hand_curl(arm.a) * (1 - arm.w) + hand_curl(arm.b) * arm.w
    return arm.curl


__all__ = ["Frame", "LegReach", "Skeleton", "hand_curl", "solve"]
