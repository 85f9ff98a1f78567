"""Two bones that reach for a goal, and what twist is left between two turns."""

from __future__ import annotations

import math

import numpy as np

from posecoach.kinematics import figure
from posecoach.kinematics.figure import unit
from samples.studio.vectors import Array, basis, cross, rot_z, vec


def two_bones(
    root: Array, goal: Array, first: float, second: float, pole: Array, clearance_m: float | None
) -> tuple[Array, Array]:
    """Turns (3, 3) of two bones that reach from `root` for `goal`.

    The joint between them bulges towards `pole`, and so far up that it keeps `clearance_m` above the floor.
    """
    for _ in range(40):
        joint, end = figure.two_bones(root, goal, first, second, pole)
        if clearance_m is None or joint[2] >= clearance_m:
            break
        pole = unit(pole + vec(0, 0, 0.12))
    side = unit(cross(pole, goal - root))
    return basis(root - joint, side), basis(joint - end, side)


def untwisted(reference: Array, turn: Array, share: float) -> Array:
    """`turn` with `share` of its twist about its own z against `reference` taken back."""
    return turn @ rot_z(-share * twist_deg(reference, turn))


def twist_deg(reference: Array, turn: Array) -> float:
    """Rotation about z that is left when `reference` has been swung onto `turn`'s z the shortest way."""
    a, b = reference[:, 2], turn[:, 2]
    axis, cosine = cross(a, b), float(a @ b)
    swung = reference[:, 0] + cross(axis, reference[:, 0])
    swung = swung + cross(axis, cross(axis, reference[:, 0])) / max(1 + cosine, 1e-6)
    return math.degrees(math.atan2(float(cross(swung, turn[:, 0]) @ b), float(swung @ turn[:, 0])))


def turn_onto(a: Array, b: Array, axis: Array) -> Array:
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.asarray(np.eye(3) + k + k @ k / max(1 + float(a @ b), 1e-6))


def swung(turn: Array, z: Array) -> Array:
    """`turn` swung the shortest way so that its z becomes `z`."""
    a = turn[:, 2]
    return turn_onto(a, z, cross(a, z)) @ turn
