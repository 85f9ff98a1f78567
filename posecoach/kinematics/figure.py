"""How jointed figures bend limbs and time pulls: those of the demonstration, the simulator and the studio."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lengths:
    """Between the joints of a person of 1.72 m, metres (Winter 2009, table 4.1).

    The trunk bends `lumbar_m` above the hips and ends `thorax_m` higher, between the shoulders. The studio's
    people have lengths of their own, those of their meshes.
    """

    thigh_m: float = 0.42
    shank_m: float = 0.41
    foot_m: float = 0.19
    upper_arm_m: float = 0.29
    forearm_m: float = 0.25
    lumbar_m: float = 0.15
    thorax_m: float = 0.34
    half_hip_m: float = 0.10
    half_shoulder_m: float = 0.17


def unit(vectors: Array) -> Array:
    """Vectors of shape (..., k) at length one; the zero vector stays zero."""
    length = np.sqrt(np.add.reduce(vectors * vectors, -1, keepdims=True))
    return np.asarray(vectors / np.maximum(length, 1e-9))


def two_bones(root: Array, goal: Array, first: float, second: float, toward: Array) -> tuple[Array, Array]:
    """Middle joint and end, each (..., 3), of two bones that reach from `root` for `goal`.

    Lengths are in the points' unit. The joint bulges `toward` a direction; a goal too far or too
    near is met as nearly as the bones allow.
    """
    way = goal - root
    nearest, farthest = abs(first - second) + 0.02, (first + second) * 0.9995
    far = np.clip(np.linalg.norm(way, axis=-1, keepdims=True), nearest, farthest)
    ahead = unit(way)
    along = (first**2 - second**2 + far**2) / (2 * far)
    aside = np.sqrt(np.maximum(first**2 - along**2, 0.0))
    bulge = unit(toward - ahead * np.einsum("...k,...k->...", toward, ahead)[..., None])
    return root + ahead * along + bulge * aside, root + ahead * far


def ease(share: float | Array) -> Array:
    """The minimum-jerk course from 0 to 1 of a movement (Flash and Hogan 1985), for its share of time."""
    w: Array = np.minimum(np.maximum(share, 0.0), 1.0)  # for one number faster than np.clip
    return w**3 * (10 - 15 * w + 6 * w * w)


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull and release: from `start_s` to `peak_s`, held until `leave_s`, released until `end_s`."""

    start_s: float
    peak_s: float
    leave_s: float
    end_s: float

    def done(self, t_s: float | Array) -> Array:
        """Share of the way at times of any shape: 0 before and after, 1 where it is held."""
        released = ease((t_s - self.leave_s) / (self.end_s - self.leave_s))
        return ease((t_s - self.start_s) / (self.peak_s - self.start_s)) - released
