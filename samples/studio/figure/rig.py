"""From a pose to the place of every bone: forward kinematics, legs and arms by inverse kinematics."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from posecoach.kinematics.figure import unit
from samples.studio.figure.body import SIDES, Body, Frame, Shape, body, topology
from samples.studio.figure.ik import swung, turn_onto, twist_deg, two_bones, untwisted
from samples.studio.figure.people import Person
from samples.studio.pose import Arm, Hand, HandBlend, Leg, LegAngles, LegBlend, LegCross, Pose, mirrored
from samples.studio.vectors import Array, cross, rot_x, rot_y, rot_z, vec

MAT_TOP_M = 0.008
# Flesh gives way where the body rests, most of all the seat.
SINK_M = {"pelvis": 0.026, "lumbar0": 0.012, "lumbar1": 0.010, "thorax": 0.012, "neck": 0.0, "head": 0.006}
ROLL_THAT_LIFTS = 0.35
KNEE_CLEARANCE_M = 0.055
# Share of a limb's twist that its upper and lower half take over.
FOREARM_TWIST = (0.25, 0.75)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in metres, of one body."""

    thigh: float
    shank: float
    upper_arm: float
    forearm: float
    palm: float
    ankle_height: float
    shin: float
    thigh_front: float
    hip_width: float


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every bone's frame by name; limb bones run along their -z."""

    frames: dict[str, Frame]
    pose: Pose
    person: Person

    def __getitem__(self, name: str) -> Frame:
        return self.frames[name]


@lru_cache(maxsize=8)
def sizes(shape: Shape) -> Sizes:
    """Lengths and girths of a body."""
    b, t = body(shape), topology()
    skin = np.unique(t.skin)
    sole = b.vertices[np.intersect1d(skin, np.flatnonzero(t.share("foot_left", "toes_left") > 0.5)), 2].min()

    def front(bone: str, down: float) -> float:
        """Distance of the limb's front from the bone's line, `down` along it."""
        own = np.intersect1d(skin, np.flatnonzero(t.share(bone) > 0.4))
        local = b.rest[bone].local(b.vertices[own])
        near = np.abs(local[:, 2] + down) < 0.03
        return float(np.max(local[near, 0]))

    waist = np.intersect1d(skin, np.flatnonzero(t.share("pelvis", "lumbar") > 0.7))
    at = np.abs(b.vertices[waist, 2] - b.joints["lumbar0"][2] + 0.01) < 0.025
    shank = b.length("shank_left", "foot_left")
    return Sizes(
        thigh=b.length("thigh_left", "shank_left"),
        shank=shank,
        upper_arm=b.length("upper_arm_left", "forearm_left"),
        forearm=b.length("forearm_left", "hand_left"),
        palm=b.length("hand_left", "finger31_left") * 0.72,
        ankle_height=float(b.joints["foot_left"][2] - sole),
        shin=front("shank_left", 0.18 * shank),
        thigh_front=front("thigh_left", 0.9 * b.length("thigh_left", "shank_left")),
        hip_width=float(np.max(np.abs(b.vertices[waist][at, 1]))),
    )


def solve(pose: Pose, person: Person) -> Skeleton:
    """The skeleton of `person` in `pose`."""
    own, size = person.body, sizes(person.shape)
    frames = _grounded(_spine(pose, own), pose, person)
    for crossed in (False, True):
        for side in SIDES:
            if _is_cross(pose.leg(side)) is crossed:
                _leg(frames, pose, side, own, size)
    for side in SIDES:
        _arm(frames, pose, side, own, size)
    return Skeleton(frames, pose, person)


def _spine(pose: Pose, own: Body) -> dict[str, Frame]:
    third = rot_z(pose.lumbar_rotation / 3) @ rot_x(pose.lumbar_side / 3) @ rot_y(pose.lumbar_flexion / 3)
    thorax = rot_z(pose.yaw) @ rot_y(pose.pitch) @ rot_x(pose.roll) @ rot_z(pose.turn)
    turn = thorax @ (third @ third @ third).T
    at = np.zeros(3)
    frames = {"pelvis": Frame(at, turn)}
    before = "pelvis"
    for name in ("lumbar0", "lumbar1", "thorax"):
        at = at + turn @ (own.joints[name] - own.joints[before])
        turn = turn @ third
        frames[name] = Frame(at, turn)
        before = name
    frames["thorax"] = Frame(at, thorax)
    neck = thorax @ rot_z(pose.neck_yaw) @ rot_x(pose.neck_roll * 0.5) @ rot_y(pose.neck_pitch * 0.5)
    head = neck @ rot_x(pose.neck_roll * 0.5) @ rot_y(pose.neck_pitch * 0.5)
    frames["neck"] = Frame(at + thorax @ (own.joints["neck"] - own.joints["thorax"]), neck)
    frames["head"] = Frame(frames["neck"].at + neck @ (own.joints["head"] - own.joints["neck"]), head)
    return frames


@lru_cache(maxsize=8)
def contact(shape: Shape) -> dict[str, Array]:
    """Skin that may rest on the floor, by trunk bone, in the bone's frame; (n, 3) each."""
    b, t = body(shape), topology()
    skin = np.unique(t.skin)
    out = {}
    for name in SINK_M:
        own = np.intersect1d(skin, np.flatnonzero(t.share(name) > 0.6))
        local = b.rest[name].local(b.vertices[own])
        out[name] = local[:: 1 if len(local) < 300 else 3]
    return out


def lowest_m(frames: dict[str, Frame], shape: Shape) -> float:
    """Height of the lowest part of trunk and head after giving way."""
    return min(
        float((points @ frames[name].turn[2]).min() + frames[name].at[2] + SINK_M[name])
        for name, points in contact(shape).items()
    )


def _grounded(frames: dict[str, Frame], pose: Pose, person: Person) -> dict[str, Frame]:
    """Moves the spine to its place: given, or resting on the mat."""
    own = person.body
    straight = (
        rot_z(pose.yaw) @ rot_y(pose.pitch) @ rot_z(pose.turn) @ (own.joints["thorax"] - own.joints["pelvis"])
    )
    slip = (frames["thorax"].at - straight) * pose.hang
    if pose.pelvis_z is not None:
        z = pose.pelvis_z
    else:
        # A pelvis that rolls on its side presses flesh flat more than it lifts the trunk.
        flat = _spine(replace(pose, lumbar_rotation=pose.lumbar_rotation * ROLL_THAT_LIFTS), own)
        above = frames["thorax"].at[2] - flat["thorax"].at[2]
        z = MAT_TOP_M - above - lowest_m(flat, person.shape)
    shift = vec(pose.pelvis_x - slip[0], pose.pelvis_y - slip[1], z)
    return {name: Frame(f.at + shift, f.turn) for name, f in frames.items()}


def _is_cross(leg: Leg) -> bool:
    return isinstance(leg, LegCross) or (isinstance(leg, LegBlend) and (_is_cross(leg.a) or _is_cross(leg.b)))


def _leg(frames: dict[str, Frame], pose: Pose, side: str, own: Body, size: Sizes) -> None:
    pelvis, rest = frames["pelvis"], own.rest[f"thigh_{side}"].turn
    hip = pelvis.point(*(own.joints[f"thigh_{side}"] - own.joints["pelvis"]))
    ankle, pole, toe, up = _leg_goal(frames, pose.leg(side), side, size, hip)
    thigh, shank = two_bones(hip, ankle, size.thigh, size.shank, pole, KNEE_CLEARANCE_M)
    frames[f"thigh_{side}"] = Frame(hip, thigh)
    frames[f"thigh_top_{side}"] = Frame(hip, untwisted(pelvis.turn @ rest, thigh, 0.5))
    knee = hip - thigh[:, 2] * size.thigh
    frames[f"shank_{side}"] = Frame(knee, shank)
    toe = toe - up * float(toe @ up)
    x = unit(toe)
    foot = Frame(knee - shank[:, 2] * size.shank, np.column_stack([x, cross(up, x), up]))
    frames[f"foot_{side}"] = foot
    at = foot.at + foot.turn @ own.rest[f"foot_{side}"].local(own.joints[f"toes_{side}"])
    # Toes stay on the ground when the heel rises.
    down = max(-math.degrees(math.asin(float(np.clip(x[2], -1, 1)))), 0.0)
    bend = down * float(np.clip((0.09 - at[2]) / 0.04, 0.0, 1.0))
    frames[f"toes_{side}"] = Frame(at, foot.turn @ rot_y(-min(bend, 55.0)))


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
        pole, toe, up = (unit(p + (q - p) * w) for p, q in zip(a[1:], b[1:], strict=True))
        return ankle, pole, toe, up
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
        ankle = other.point(size.thigh_front + leg.lift_m, 0, -size.thigh * leg.along) - vec(*out) * 0.03
        pole = vec(*leg.pole)
        toe = unit(pole * -0.2 + vec(0.3, 0, 0.95))
        return ankle, pole, toe, unit(cross(cross(toe, unit(ankle - hip) + vec(*out) * 0.6), toe))
    ankle, pole = vec(*leg.ankle), unit(vec(*leg.pole))
    _, shank = two_bones(hip, ankle, size.thigh, size.shank, pole, KNEE_CLEARANCE_M)
    toe = unit(vec(*leg.toe)) if leg.toe else (shank @ rot_y(25))[:, 0]
    up = vec(*leg.up) if leg.up else shank[:, 2]
    return ankle, pole, toe, unit(up - toe * float(up @ toe))


def _arm(frames: dict[str, Frame], pose: Pose, side: str, own: Body, size: Sizes) -> None:
    thorax = frames["thorax"]
    at = thorax.point(*(own.joints[f"clavicle_{side}"] - own.joints["thorax"]))
    rest_way = own.joints[f"upper_arm_{side}"] - own.joints[f"clavicle_{side}"]
    way = unit(rest_way + vec(pose.protract_m, 0, 0))
    side_axis = cross(unit(rest_way), way)
    clavicle = thorax.turn @ turn_onto(unit(rest_way), way, side_axis)
    frames[f"clavicle_{side}"] = Frame(at, clavicle)
    shoulder = at + clavicle @ rest_way
    palm_at, palm, along, elbow = _hand_goal(frames, pose.arm(side), side)
    wrist = palm_at - along * size.palm
    upper, fore = two_bones(shoulder, wrist, size.upper_arm, size.forearm, elbow, 0.045)
    reference = clavicle @ own.rest[f"upper_arm_{side}"].turn
    frames[f"upper_arm_{side}"] = Frame(shoulder, upper)
    frames[f"upper_arm_top_{side}"] = Frame(shoulder, untwisted(reference, upper, 0.5))
    elbow_at = shoulder - upper[:, 2] * size.upper_arm
    wrist = elbow_at - fore[:, 2] * size.forearm
    # A wrist bends no further than about 70 degrees from the forearm.
    z = -unit(along + 0.25 * -fore[:, 2])
    x = unit(palm - z * float(palm @ z))
    hand = np.column_stack([x, cross(z, x), z])
    frames[f"hand_{side}"] = Frame(wrist, hand)
    rest_fore, rest_hand = own.rest[f"forearm_{side}"].turn, own.rest[f"hand_{side}"].turn
    straight = hand @ rest_hand.T @ rest_fore
    twist = twist_deg(fore, swung(straight, fore[:, 2]))
    for name, share in zip(("forearm", "forearm_low"), FOREARM_TWIST, strict=True):
        frames[f"{name}_{side}"] = Frame(elbow_at, fore @ rot_z(share * twist))
    _fingers(frames, side, own, hand_curl(pose.arm(side)))


# Degrees that a fist bends the joints of a finger beyond how they rest in the baked hand.
_BEND = {1: (15.0, 20.0, 25.0)} | dict.fromkeys(range(2, 6), (62.0, 60.0, 40.0))


def _fingers(frames: dict[str, Frame], side: str, own: Body, curl: float) -> None:
    hand, rest = frames[f"hand_{side}"], own.rest[f"hand_{side}"]
    for finger in range(1, 6):
        at, turn = hand.at, hand.turn
        before = rest.at
        for joint, bent in enumerate(_bends(finger, curl), 1):
            here = own.joints[f"finger{finger}{joint}_{side}"]
            at = at + turn @ (rest.turn.T @ (here - before))
            turn = hand.turn @ bent
            frames[f"finger{finger}{joint}_{side}"] = Frame(at, turn)
            before = here


@lru_cache
def _bends(finger: int, curl: float) -> list[Array]:
    """How far each of the three joints of a finger is turned, together with those before it."""
    bent, turns = 0.0, []
    for share in _BEND[finger]:
        bent += share * (curl - 0.12)
        turns.append(rot_y(-bent))
    return turns


def _hand_goal(frames: dict[str, Frame], arm: Arm, side: str) -> tuple[Array, Array, Array, Array]:
    """Palm centre, palm normal, finger direction, elbow pole, each (3,), in the world."""
    if isinstance(arm, HandBlend):
        a, b = _hand_goal(frames, arm.a, side), _hand_goal(frames, arm.b, side)
        palm, along, elbow = (unit(p + (q - p) * arm.w) for p, q in zip(a[1:], b[1:], strict=True))
        return a[0] + (b[0] - a[0]) * arm.w, palm, along, elbow
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
