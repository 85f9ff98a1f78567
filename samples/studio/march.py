"""The ray-marcher: one picture of the person, and the shadow they throw on the floor."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samples.studio.field import F, body_distance, light_reaching, shape_distance
from samples.studio.shade import shade

TILE_PX = 16
MAX_STEPS = 64
MAX_SHAPES = 160


def body_layer(
    shapes: NDArray[np.float32],
    materials: NDArray[np.float32],
    eye: NDArray[np.float32],
    turn: NDArray[np.float32],
    focal_px: float,
    size_px: tuple[int, int],
    light: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Premultiplied linear colour and coverage of the person, shape (height, width, 4).

    `turn` (3, 3) has the camera's right, down and forward as rows; `light` is laid out as in `room.Light`.
    """
    width, height = size_px
    out = np.zeros((height, width, 4), np.float32)
    lists, counts = _tile_lists(shapes, eye, turn, F(focal_px), width, height)
    casters = np.flatnonzero(shapes[:, 4] > 0).astype(np.int32)
    _render(shapes, materials, eye, turn, F(focal_px), lists, counts, casters, light, out)
    return out


@njit(cache=True, fastmath=True)
def _tile_lists(shapes, eye, turn, focal, width, height):  # type: ignore[no-untyped-def]
    """For every tile the shapes whose bounding sphere may be seen in it."""
    across, down = (width + TILE_PX - 1) // TILE_PX, (height + TILE_PX - 1) // TILE_PX
    lists = np.zeros((down, across, MAX_SHAPES), np.int32)
    counts = np.zeros((down, across), np.int32)
    for i in range(shapes.shape[0]):
        x, y, z = shapes[i, 25] - eye[0], shapes[i, 26] - eye[1], shapes[i, 27] - eye[2]
        cx = turn[0, 0] * x + turn[0, 1] * y + turn[0, 2] * z
        cy = turn[1, 0] * x + turn[1, 1] * y + turn[1, 2] * z
        cz = turn[2, 0] * x + turn[2, 1] * y + turn[2, 2] * z
        r = shapes[i, 28] + F(0.03)
        if cz < r + 0.05:
            continue
        # The outline of a sphere off the axis is an ellipse; the margin covers its longer axis.
        spread = math.sqrt(1 + (cx * cx + cy * cy) / (cz * cz))
        rad = focal * r / math.sqrt(cz * cz - r * r) * spread + 2
        u, v = width / 2 + focal * cx / cz, height / 2 + focal * cy / cz
        x0, x1 = max(int((u - rad) / TILE_PX), 0), min(int((u + rad) / TILE_PX), across - 1)
        y0, y1 = max(int((v - rad) / TILE_PX), 0), min(int((v + rad) / TILE_PX), down - 1)
        if u + rad < 0 or v + rad < 0:
            continue
        for ty in range(y0, y1 + 1):
            for tx in range(x0, x1 + 1):
                if counts[ty, tx] < MAX_SHAPES:
                    lists[ty, tx, counts[ty, tx]] = i
                    counts[ty, tx] += 1
    return lists, counts


@njit(cache=True, fastmath=True)
def _render(shapes, materials, eye, turn, focal, lists, counts, casters, light, out):  # type: ignore[no-untyped-def]
    height, width = out.shape[0], out.shape[1]
    chosen = np.empty(MAX_SHAPES, np.int32)
    near = np.empty(MAX_SHAPES, np.int32)
    rgb = np.empty(3, np.float32)
    for ty in range(counts.shape[0]):
        for tx in range(counts.shape[1]):
            if counts[ty, tx] == 0:
                continue
            for v in range(ty * TILE_PX, min((ty + 1) * TILE_PX, height)):
                for u in range(tx * TILE_PX, min((tx + 1) * TILE_PX, width)):
                    a, b = F(u - width / 2 + 0.5) / focal, F(v - height / 2 + 0.5) / focal
                    dx = turn[0, 0] * a + turn[1, 0] * b + turn[2, 0]
                    dy = turn[0, 1] * a + turn[1, 1] * b + turn[2, 1]
                    dz = turn[0, 2] * a + turn[1, 2] * b + turn[2, 2]
                    n = F(1.0) / math.sqrt(dx * dx + dy * dy + dz * dz)
                    dx, dy, dz = dx * n, dy * n, dz * n
                    count, t0, t1 = _along_ray(shapes, lists[ty, tx], counts[ty, tx], eye, dx, dy, dz, chosen)
                    if count == 0:
                        continue
                    t, cover = _march(shapes, chosen, count, eye, dx, dy, dz, t0, t1, F(0.6) / focal)
                    if cover < 0.02:
                        continue
                    px, py, pz = eye[0] + dx * t, eye[1] + dy * t, eye[2] + dz * t
                    if pz < 0.0:
                        continue
                    few = _around(shapes, lists[ty, tx], counts[ty, tx], px, py, pz, near)
                    if few == 0:
                        continue
                    shade(shapes, materials, near, few, casters, px, py, pz, dx, dy, dz, light, rgb)
                    out[v, u, 0], out[v, u, 1], out[v, u, 2] = rgb[0] * cover, rgb[1] * cover, rgb[2] * cover
                    out[v, u, 3] = cover


@njit(cache=True, fastmath=True)
def _along_ray(shapes, listed, count, eye, dx, dy, dz, chosen):  # type: ignore[no-untyped-def]
    """Shapes whose bounding sphere the ray passes, and the stretch of the ray they lie in."""
    kept, t0, t1 = 0, F(1e9), F(0.0)
    for n in range(count):
        i = listed[n]
        x, y, z = shapes[i, 25] - eye[0], shapes[i, 26] - eye[1], shapes[i, 27] - eye[2]
        along = x * dx + y * dy + z * dz
        r = shapes[i, 28] + F(0.025)
        off = x * x + y * y + z * z - along * along
        if off < r * r:
            chosen[kept] = i
            kept += 1
            half = math.sqrt(r * r - off)
            t0, t1 = min(t0, along - half), max(t1, along + half)
    return kept, t0, t1


@njit(cache=True, fastmath=True)
def _march(shapes, chosen, count, eye, dx, dy, dz, t0, t1, pixel):  # type: ignore[no-untyped-def]
    """Where the ray meets the body, and how much of the pixel it covers (rays that just miss cover part)."""
    t, closest, at = t0, F(1.0), t0
    for _ in range(MAX_STEPS):
        d = body_distance(shapes, chosen, count, eye[0] + dx * t, eye[1] + dy * t, eye[2] + dz * t)
        if d < F(0.0006) * t:
            return t, F(1.0)
        rim = d / (t * pixel)
        if rim < closest:
            closest, at = rim, t
        t += d * F(0.95)
        if t > t1:
            break
    return at, F(1.0) - closest


@njit(cache=True, fastmath=True)
def _around(shapes, listed, count, px, py, pz, near):  # type: ignore[no-untyped-def]
    """Shapes near enough to a point to matter to its normal and its occlusion."""
    kept = 0
    for n in range(count):
        i = listed[n]
        x, y, z = shapes[i, 25] - px, shapes[i, 26] - py, shapes[i, 27] - pz
        r = shapes[i, 28] + F(0.11)
        if x * x + y * y + z * z < r * r:
            near[kept] = i
            kept += 1
    return kept


@njit(cache=True, fastmath=True)
def floor_light(shapes, light, x0, y0, step, n):  # type: ignore[no-untyped-def]
    """Light left on the floor: (n, n, 2) of direct share and of openness, from (x0, y0) in `step` metres."""
    out = np.ones((n, n, 2), np.float32)
    casters = np.flatnonzero(shapes[:, 4] > 0).astype(np.int32)
    for j in range(n):
        for i in range(n):
            x, y = F(x0 + step * i), F(y0 + step * j)
            out[j, i, 0] = light_reaching(
                shapes, casters, len(casters), x, y, F(0.005), light[0], light[1], light[2], light[12]
            )
            open_ = F(1.0)
            for tap in range(2):
                h = F(0.04) + F(0.12) * tap
                d = h
                for k in range(len(casters)):
                    s = shapes[casters[k]]
                    ex, ey, ez = s[25] - x, s[26] - y, s[27] - h
                    r = s[28] + h
                    if ex * ex + ey * ey + ez * ez < r * r:
                        d = min(d, shape_distance(s, x, y, h))
                open_ -= (h - max(d, F(0.0))) / h * (F(0.42) - F(0.12) * tap)
            out[j, i, 1] = open_
    return out
