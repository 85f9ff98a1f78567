"""Rotations and smooth random motion shared by the studio's modules.

Frame of the studio: metres, x the way a standing person faces, y to their left, z up.
"""

from __future__ import annotations

import math

import numpy as np

from posecoach.kinematics.figure import Array, unit


def vec(x: float, y: float, z: float) -> Array:
    """A point or direction, shape (3,)."""
    return np.array([x, y, z], dtype=np.float64)


def cross(a: Array, b: Array) -> Array:
    """Cross product of two vectors (3,); numpy's own takes ten times as long for one."""
    return np.array(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dtype=np.float64
    )


def rot_x(deg: float) -> Array:
    """Rotation about x, shape (3, 3); positive takes y to z."""
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def rot_y(deg: float) -> Array:
    """Rotation about y, shape (3, 3); positive takes z to x, which is a forward lean."""
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def rot_z(deg: float) -> Array:
    """Rotation about z, shape (3, 3); positive takes x to y, which is a turn to the left."""
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def basis(z_axis: Array, y_hint: Array) -> Array:
    """Rotation whose z column is `z_axis` and whose y column is as near to `y_hint` as it can be."""
    z = unit(z_axis)
    x = unit(cross(y_hint, z))
    return np.column_stack([x, cross(z, x), z])


def mix(a: float, b: float, w: float) -> float:
    """Straight line from `a` (w = 0) to `b` (w = 1)."""
    return a + (b - a) * w


class Drift:
    """Smooth random motion: a few sines with random phases, deterministic from its generator.

    Values have a standard deviation of about one.
    """

    def __init__(self, rng: np.random.Generator, slowest_s: float = 9.0, fastest_s: float = 1.5) -> None:
        self._rate = 2 * math.pi / rng.uniform(fastest_s, slowest_s, 5)
        self._phase = rng.uniform(0, 2 * math.pi, 5)

    def __call__(self, t_s: float) -> float:
        return float(np.sin(self._rate * t_s + self._phase).sum() / 1.58)
