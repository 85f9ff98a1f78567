"""Garments as shells: a stretch of skin, smoothed and set off from the body by the cloth's thickness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.studio.figure.body import Body, Topology
from samples.studio.figure.paint import CLOTH
from samples.studio.figure.people import PATTERNS, Cloth, Colour
from samples.studio.figure.skin import normals, smoothed
from samples.studio.vectors import Array


@dataclass(frozen=True, slots=True)
class Part:
    vertices: Array
    weights: Array
    triangles: NDArray[np.int32]
    cover: Array
    albedo: Array
    kind: int
    pattern: int = 0
    second: Colour = (0.0, 0.0, 0.0)
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Garment:
    """`cover` (n,): metres inside the garment's edge; `thick`: its distance from the skin, and at the edge;
    `under` (n,): cover of a garment worn over it."""

    cover: Array
    thick: float
    edge: float
    smooth: int
    under: Array | None = None


def picked(
    triangles: NDArray[np.int32], keep: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """The triangles with a vertex to keep, numbered anew, and the old numbers of their vertices."""
    chosen = triangles[keep[triangles].any(axis=1)]
    old, new = np.unique(chosen, return_inverse=True)
    return new.reshape(-1, 3).astype(np.int32), old


def shell(garment: Garment, cloth: Cloth, b: Body, t: Topology) -> Part:
    triangles, old = picked(t.skin, garment.cover > 0)
    vertices, weights = b.vertices[old].copy(), np.asarray(t.weights[old], np.float64)
    edge = np.clip(1.0 - garment.cover[old] / 0.12, 0.0, 1.0)
    thick = garment.thick + (garment.edge - garment.thick) * edge
    if garment.under is not None:
        thick = np.where(garment.under[old] > -0.01, np.minimum(thick, 0.003), thick)
    skin = vertices.copy()
    vertices = smoothed(vertices, triangles, garment.smooth)
    weights = smoothed(weights, triangles, garment.smooth)
    out = np.asarray(normals(vertices.astype(np.float32), triangles), np.float64)
    base = np.asarray(normals(b.vertices.astype(np.float32), t.skin), np.float64)[old]
    # Smoothing shrinks; a shell is never nearer to the skin than its thickness.
    below = ((skin - vertices) * base).sum(axis=1)
    vertices = vertices + out * (thick + np.maximum(below, 0.0))[:, None]
    colour = np.tile(np.array(cloth.colour), (len(old), 1))
    return Part(
        vertices,
        weights,
        triangles,
        garment.cover[old],
        colour,
        CLOTH,
        PATTERNS.index(cloth.pattern),
        cloth.second,
    )
