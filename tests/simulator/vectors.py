"""Rotations, directions and wandering over many frames at once.

World of the simulator: metres, x the way a standing person faces, y to their left, z up.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def column(x: object, y: object, z: object) -> Array:
    """Points from three scalars or arrays of shape (n,); shape (n, 3)."""
    parts = np.broadcast_arrays(*(np.atleast_1d(np.asarray(part, dtype=float)) for part in (x, y, z)))
    return np.stack(parts, axis=-1)


def dot(a: Array, b: Array) -> Array:
    """Row by row; shape (n,)."""
    return np.einsum("...k,...k->...", a, b)


def rotation(axis: str, deg: object) -> Array:
    """Rotations about the x, y or z axis, shape (n, 3, 3).

    Positive takes y to z (x), z to x (y, a forward lean) and x to y (z, a turn to the left).
    """
    angle = np.radians(np.atleast_1d(np.asarray(deg, dtype=float)))
    c, s, one, zero = np.cos(angle), np.sin(angle), np.ones_like(angle), np.zeros_like(angle)
    rows = {
        "x": [[one, zero, zero], [zero, c, -s], [zero, s, c]],
        "y": [[c, zero, s], [zero, one, zero], [-s, zero, c]],
        "z": [[c, -s, zero], [s, c, zero], [zero, zero, one]],
    }[axis]
    return np.moveaxis(np.array(rows), -1, 0)


def angle_deg(a: Array, b: Array) -> Array:
    """Angle between rows of (n, 3), 0..180; shape (n,)."""
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b), axis=-1), dot(a, b)))


def burst(
    rng: np.random.Generator,
    t_s: Array,
    span_s: tuple[float, float],
    slowest_s: float,
    fastest_s: float,
    rms: float,
) -> Array:
    """A `wander` inside a span of time, 0 outside; (n,). Only the span is computed."""
    first, last = np.searchsorted(t_s, span_s)
    out = np.zeros_like(t_s)
    if last > first:
        out[first:last] = wander(rng, t_s[first:last], slowest_s, fastest_s, rms)
    return out


def wander(rng: np.random.Generator, t_s: Array, slowest_s: float, fastest_s: float, rms: float) -> Array:
    """A smooth random motion with periods between the two; a sum of sines, so any frame times fit.

    The longer the time, the more sines: few of them would repeat themselves like an exercise.
    """
    count = int(np.clip((t_s[-1] - t_s[0]) / slowest_s * 4, 12, 160))
    rate = 2 * np.pi / np.exp(rng.uniform(np.log(fastest_s), np.log(slowest_s), count))
    phase = rng.uniform(0, 2 * np.pi, count)
    total = np.zeros_like(t_s)
    for turn, start in zip(rate.tolist(), phase.tolist(), strict=True):
        total += np.sin(turn * t_s + start)
    return total * rms / np.sqrt(count / 2)
