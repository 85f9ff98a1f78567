"""A jointed body in each exercise's position, in three dimensions: for drawings, examples, demonstrations."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.exercises.definition import Exercise
from posecoach.kinematics.figure import Lengths, two_bones, unit
from posecoach.kinematics.landmarks import LANDMARK_COUNT
from posecoach.kinematics.landmarks import Landmark as L

Vector = NDArray[np.float64]

_OF = Lengths()
TORSO_M = _OF.lumbar_m + _OF.thorax_m
THIGH, SHANK, FOOT = _OF.thigh_m / TORSO_M, _OF.shank_m / TORSO_M, _OF.foot_m / TORSO_M
UPPER_ARM, FOREARM, NECK = _OF.upper_arm_m / TORSO_M, _OF.forearm_m / TORSO_M, 0.37
HIP, SHOULDER = _OF.half_hip_m / TORSO_M, _OF.half_shoulder_m / TORSO_M
"""Lengths over the length of the torso (shoulder to hip), and half the distances of hips and shoulders."""

PELVIS = 0.36
"""From the hips up to the middle of the lower back, where it bends."""

THICK = 0.17
"""Half the thickness of the trunk: how high the joints of somebody who lies or sits are over the mat."""

SPINE_POINTS = 9
NEAR: Vector = np.array([0.0, 0.0, 1.0])
FAR: Vector = -NEAR
FLAT: Vector = np.array([0.36, 0.03, 0.0])
"""From the ankle to the toe of a foot on the mat."""

Leg = tuple[Vector, Vector, Vector]
"""Knee, ankle and toe."""

Pair = tuple[Vector, Vector]
"""Something of the near side and of the far one."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Joints in torso lengths: x along the mat, y down with the mat at 0, z toward the one who looks.

    The person's right side is near. The leg that moves is the right one, in a split stance the front one.

    Attributes:
        points: shape (33, 3), the landmarks (`posecoach.kinematics.landmarks.Landmark`).
        spine: shape (`SPINE_POINTS`, 3), from the middle of the hips to the middle of the shoulders.
        mat: shape (4, 3), the corners of the mat.
    """

    points: Vector
    spine: Vector
    mat: Vector


def body_of(exercise: Exercise, pull: float = 0.6, wrong: float = 0.0) -> Body:
    """The position of `exercise` at `pull` 0 (released) to 1 (pulled); a plain one for a user's exercise.

    `wrong` 0 to 1 is how much the lower back moves along, which it should not: 20 to 30 degrees at 1.
    """
    makers: dict[str, Callable[[float, float], Body]] = {
        "hip-flexion": _knee_to_chest,
        "hip-internal-rotation": _foot_over_knee,
        "hip-external-rotation": _soles_together,
        "hip-extension": _split_stance,
        "range-flexion": _knee_to_chest,
        "range-internal-rotation": _on_a_chair,
        "range-extension": _split_stance,
    }
    by_position = {"lying": _lying, "sitting": _soles_together, "standing": _standing}
    return (makers.get(exercise.id) or by_position.get(exercise.position, _standing))(pull, wrong)


def _knee_to_chest(pull: float, wrong: float) -> Body:
    """Lying: the shin in both hands, the thigh at 104 to 120 degrees; wrong, the pelvis curls off the mat."""
    curl = 26 * wrong
    hips = _at(-PELVIS, -THICK) + PELVIS * _direction(curl)
    right, left = hips + HIP * NEAR, hips + HIP * FAR
    thigh_deg = 104 + 16 * pull + curl
    knee = right + THIGH * _direction(thigh_deg) + 0.05 * NEAR
    shank_deg = -18 + 10 * pull + 0.5 * curl
    ankle = knee + SHANK * _direction(shank_deg)
    toe = ankle + FOOT * _direction(shank_deg + 76)
    hand = knee + 0.18 * (ankle - knee) + _at(-0.08, -0.01)
    far_leg = _leg(left, _at(0.98, -0.09, -HIP), _at(0, -1), FLAT)
    hands = hand + 0.05 * NEAR, hand + 0.17 * FAR
    return _lying_person(hips, (knee, ankle, toe), far_leg, hands, _pair(-0.2, 0.3, 1.0))


def _foot_over_knee(pull: float, wrong: float) -> Body:
    """Lying: the other foot pulls the knee 8 to 30 degrees inward; wrong, the pelvis rolls along."""
    hips = _at(0, -THICK - 0.06 * wrong)
    roll = _across(32 * wrong)
    right, left = hips + HIP * roll, hips - HIP * roll
    inward = math.radians(8 + 22 * pull)
    ankle = _at(0.9, -0.09, 0.22)
    knee = _knee(right, ankle, _at(0, -math.cos(inward), -math.sin(inward)))
    crossed = knee + _at(0.02, -0.15, 0.04)
    far_knee = _knee(left, crossed, _at(0, -0.3, -1.0))
    toe, far_toe = ankle + FLAT, crossed + 0.8 * FOOT * unit(_at(0.5, 0.12, 0.85))
    far_leg, hands = (far_knee, crossed, far_toe), _pair(0.04, -0.08, 0.56)
    return _lying_person(hips, (knee, ankle, toe), far_leg, hands, _pair(0, 0.1, 1.0), roll)


def _lying(pull: float, wrong: float) -> Body:
    """On the back, both feet on the floor."""
    hips = _at(0, -THICK)
    legs = _legs(hips, _pair(0.9, -0.09, HIP), _pair(0, -1, 0), FLAT)
    return _lying_person(hips, *legs, _pair(0.04, -0.08, 0.56), _pair(0, 0.1, 1.0))


def _lying_person(
    hips: Vector, leg: Leg, far_leg: Leg, hands: Pair, elbows: Pair, roll: Vector = NEAR
) -> Body:
    shoulders, waist = _at(-1, -THICK), _at(-PELVIS, -THICK)
    head = _at(-1 - NECK, -THICK - 0.06)
    return _person(hips, waist, shoulders, head, _at(0, -1), roll, leg, far_leg, hands, elbows)


def _soles_together(pull: float, wrong: float) -> Body:
    """Sitting: the trunk leans from 12 to 30 degrees; wrong, the pelvis stays and the back rounds."""
    hips = _at(0, -THICK)
    lean = 12 + 18 * pull
    pelvis_deg, chest_deg = 90 - lean + 26 * wrong, 90 - lean - 24 * wrong
    waist = hips + PELVIS * _direction(pelvis_deg)
    shoulders = waist + (1 - PELVIS) * _direction(chest_deg)
    head = shoulders + NECK * _direction(chest_deg - 4 - 12 * wrong)
    legs = _legs(hips, _pair(0.66, -0.1, 0.06), _pair(0.1, -0.3, 1.0), _at(0.34, 0))
    face, hands, elbows = _direction(chest_deg - 90), _pair(0.9, -0.2, 0.08), _pair(0, 0.4, 0.7)
    return _person(hips, waist, shoulders, head, face, NEAR, *legs, hands, elbows)


def _on_a_chair(pull: float, wrong: float) -> Body:
    """Sitting high: the foot swings outward from 18 to 36 degrees, which turns the hip inward."""
    hips = _at(0, -0.98)
    waist, shoulders, head = hips + _at(0, -PELVIS), hips + _at(0, -1), hips + _at(0.02, -1 - NECK)
    out = math.radians(18 + 18 * pull)
    knee, far_knee = hips + HIP * NEAR + _at(THIGH, 0), hips + HIP * FAR + _at(THIGH, 0)
    ankle = knee + SHANK * _at(0, math.cos(out), math.sin(out))
    far_ankle = far_knee + _at(0, SHANK)
    legs = (knee, ankle, ankle + _at(0.36, 0.06)), (far_knee, far_ankle, far_ankle + _at(0.36, 0.06))
    hands = knee + _at(-0.2, -0.08), far_knee + _at(-0.2, -0.08)
    return _person(hips, waist, shoulders, head, _at(1, 0), NEAR, *legs, hands, _pair(-0.6, 0.4, 0.5))


def _split_stance(pull: float, wrong: float) -> Body:
    """Standing: the front knee bends from 64 to 83 degrees; wrong, the back arches as the pelvis sinks.

    The rear thigh is 11 to 15 degrees behind upright, what a hip extends; the rest of the step is the knee's.
    """
    hips = _at(0.10 * pull, -1.45 + 0.14 * pull)
    waist = hips + PELVIS * _direction(90 - 4 - 20 * wrong)
    shoulders = waist + (1 - PELVIS) * _direction(91 + 17 * wrong)
    head = shoulders + (NECK + 0.02) * _direction(89 + 10 * wrong)
    leg = _leg(hips + HIP * NEAR, _at(0.55, -0.1, HIP), _at(1, -0.2), _at(0.36, 0.04))
    far_leg = _leg(hips + HIP * FAR, _at(-0.95, -0.25, -HIP), _at(1, 0.6), _at(0.22, 0.19))
    hands = hips + _at(0.04, -0.12, 0.3), hips + _at(0.04, -0.12, -0.3)
    return _person(hips, waist, shoulders, head, _at(1, 0), NEAR, leg, far_leg, hands, _pair(-1.0, 0.1, 0.8))


def _standing(pull: float, wrong: float) -> Body:
    """Standing, down into a squat."""
    hips = _at(-0.12 - 0.12 * pull, -1.68 + 0.3 * pull)
    lean = 90 - 18 * pull
    waist, shoulders = hips + PELVIS * _direction(lean), hips + _direction(lean)
    head = shoulders + (NECK + 0.02) * _direction(88)
    legs = _legs(hips, _pair(0, -0.1, HIP), _pair(1, 0, 0), _at(0.36, 0.04))
    reach = (UPPER_ARM + FOREARM - 0.06) * _direction(-20)
    hands = shoulders + SHOULDER * NEAR + reach, shoulders + SHOULDER * FAR + reach
    return _person(hips, waist, shoulders, head, _at(1, 0), NEAR, *legs, hands, _pair(0, 1, 0.2))


def _person(
    hips: Vector,
    waist: Vector,
    shoulders: Vector,
    head: Vector,
    face: Vector,
    roll: Vector,
    leg: Leg,
    far_leg: Leg,
    hands: Pair,
    elbows: Pair,
) -> Body:
    """Put together; `elbows` are where they point to, `roll` goes across the pelvis."""
    points = np.zeros((LANDMARK_COUNT, 3))
    points[: L.LEFT_SHOULDER] = head + 0.12 * face
    points[L.NOSE] = head + 0.18 * face
    sides = ((1, 1.0, leg), (0, -1.0, far_leg))
    for (right, side, (knee, ankle, toe)), hand, toward in zip(sides, hands, elbows, strict=True):
        shoulder = shoulders + side * SHOULDER * NEAR
        points[L.LEFT_EAR + right] = head + side * 0.1 * NEAR
        points[L.LEFT_SHOULDER + right] = shoulder
        elbow, reached = two_bones(shoulder, hand, UPPER_ARM, FOREARM, toward)
        points[L.LEFT_ELBOW + right] = elbow
        for landmark in (L.LEFT_WRIST, L.LEFT_PINKY, L.LEFT_INDEX, L.LEFT_THUMB):
            points[landmark + right] = reached
        points[L.LEFT_HIP + right] = hips + side * HIP * roll
        points[L.LEFT_KNEE + right] = knee
        points[L.LEFT_ANKLE + right] = ankle
        points[L.LEFT_HEEL + right] = ankle - 0.2 * (toe - ankle)
        points[L.LEFT_FOOT_INDEX + right] = toe
    low, high = points[:, 0].min() - 0.22, points[:, 0].max() + 0.22
    mat = np.array([[low, 0, -0.52], [high, 0, -0.52], [high, 0, 0.52], [low, 0, 0.52]])
    return Body(points, _curve(hips, waist, shoulders), mat)


def _curve(hips: Vector, waist: Vector, shoulders: Vector) -> Vector:
    """The spine as a curve from the hips through the waist to the shoulders."""
    at = PELVIS
    bend = (waist - (1 - at) ** 2 * hips - at**2 * shoulders) / (2 * at * (1 - at))
    along = np.linspace(0, 1, SPINE_POINTS)[:, None]
    return np.asarray((1 - along) ** 2 * hips + 2 * along * (1 - along) * bend + along**2 * shoulders)


def _knee(hip: Vector, ankle: Vector, toward: Vector) -> Vector:
    """The knee of a leg, bent `toward` a direction."""
    return two_bones(hip, ankle, THIGH, SHANK, toward)[0]


def _leg(hip: Vector, ankle: Vector, toward: Vector, foot: Vector) -> Leg:
    """A leg from `hip` to `ankle` whose knee points `toward` a direction; `foot` is from ankle to toe."""
    return _knee(hip, ankle, toward), ankle, ankle + foot


def _legs(hips: Vector, ankles: Pair, toward: Pair, foot: Vector) -> tuple[Leg, Leg]:
    """Both legs, the near one first."""
    return (
        _leg(hips + HIP * NEAR, ankles[0], toward[0], foot),
        _leg(hips + HIP * FAR, ankles[1], toward[1], foot),
    )


def _pair(x: float, y: float, z: float) -> Pair:
    """The same on the near side and on the far one."""
    return _at(x, y, z), _at(x, y, -z)


def _at(x: float, y: float, z: float = 0.0) -> Vector:
    return np.array([x, y, z], np.float64)


def _direction(up_deg: float) -> Vector:
    """A direction in the plane of the picture, `up_deg` up from the right."""
    angle = math.radians(up_deg)
    return _at(math.cos(angle), -math.sin(angle))


def _across(roll_deg: float) -> Vector:
    """The direction from the left to the right hip of a pelvis whose right side is lifted by `roll_deg`."""
    angle = math.radians(roll_deg)
    return _at(0, -math.sin(angle), math.cos(angle))
