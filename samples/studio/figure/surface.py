"""Light on a person: from skinned triangles to a picture with transparency, and the shadow they cast."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import cv2
import numpy as np
from numba import njit
from numpy.typing import NDArray

from samples.studio.camera import Camera
from samples.studio.figure.body import topology
from samples.studio.figure.dress import Outfit, outfit
from samples.studio.figure.paint import CLOTH, SHINE, SKIN, WRAP, textured
from samples.studio.figure.raster import rasterise
from samples.studio.figure.rig import MAT_TOP_M, Skeleton
from samples.studio.figure.skin import dual_quaternions, normals, posed

Floats = NDArray[np.float32]
FINE = 2  # samples a pixel, in each direction
SHADOW_CELLS, SHADOW_SPAN_M = 384, 2.5
SOFT_M = 0.012


@dataclass(frozen=True, slots=True)
class Surface:
    """A person in one frame: places and normals of the outfit's vertices in the world, (n, 3) each."""

    outfit: Outfit
    points: Floats
    normals: Floats
    slide: Floats


def surface(skeleton: Skeleton, slide_m: tuple[float, float] = (0.0, 0.0)) -> Surface:
    """The person's surface; flesh that would be below the mat lies flat on it.

    `slide_m` moves the weave and patterns of cloth along the body and around it.
    """
    person = skeleton.person
    o = outfit(person)
    motion = dual_quaternions(skeleton.frames, person.body, topology().bones)
    rest = o.vertices
    if skeleton.pose.breath:
        rest = rest + o.breath * np.float32(skeleton.pose.breath)
    if skeleton.pose.billow_m:
        rest = rest + o.billow * np.float32(skeleton.pose.billow_m)
    points = posed(rest, o.bone, o.weight, motion)
    _flattened(points, np.float32(MAT_TOP_M))
    return Surface(o, points, normals(points, o.triangles), np.array(slide_m, np.float32))


def together(surfaces: list[Surface]) -> Surface:
    """Several surfaces as one, so that they hide and shade one another; cloth slides as the first one's."""
    if len(surfaces) == 1:
        return surfaces[0]
    outfits = [s.outfit for s in surfaces]
    start = np.cumsum([0] + [len(o.vertices) for o in outfits])
    columns = {f.name: np.concatenate([getattr(o, f.name) for o in outfits]) for f in fields(Outfit)}
    columns["triangles"] = np.concatenate(
        [o.triangles + np.int32(s) for o, s in zip(outfits, start, strict=False)]
    )
    return Surface(
        Outfit(**columns),
        np.concatenate([s.points for s in surfaces]),
        np.concatenate([s.normals for s in surfaces]),
        surfaces[0].slide,
    )


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _flattened(points: Floats, floor: np.float32) -> None:
    """What is below the floor comes to lie on it, a hair's breadth apart in its old order."""
    soft = 0.010
    for v in range(points.shape[0]):
        above = points[v, 2] - floor
        if above < soft:
            points[v, 2] = floor + soft * math.exp(max(above, -0.25) / soft * 0.5 - 0.5) * 0.9 + 0.1 * soft


def layer(s: Surface, camera: Camera, light: Floats) -> Floats:
    """Premultiplied linear RGB and coverage of the person, (height, width, 4)."""
    width, height = camera.size_px
    out = np.zeros((height, width, 4), np.float32)
    local = (s.points - camera.eye) @ camera.turn.T
    ahead = np.maximum(local[:, 2], 0.05)
    pixel = camera.focal_px * local[:, :2] / ahead[:, None] + np.array([width, height]) / 2
    low = np.clip(np.floor(pixel.min(axis=0)).astype(int) - 2, 0, [width, height])
    high = np.clip(np.ceil(pixel.max(axis=0)).astype(int) + 2, 0, [width, height])
    if np.any(high <= low):
        return out
    screen = np.column_stack([(pixel - low) * FINE, 1.0 / ahead]).astype(np.float32)
    size = (high - low) * FINE
    o = s.outfit
    near, index = rasterise(screen, o.triangles, o.cover, int(size[0]), int(size[1]))
    depth = np.where(index >= 0, 1.0 / np.maximum(near, 1e-6), 9.0).astype(np.float32)
    open_sky = _open(depth, index, camera.focal_px * FINE)
    shadow, cells = shadow_map(s, light)
    colour = _shade(
        index, screen, s.points, s.normals, o.tex, o.albedo, o.triangles, o.kind, o.pattern, o.second,
        s.slide, open_sky, shadow, cells, light, camera.eye.astype(np.float32),
    )  # fmt: skip
    small = cv2.resize(colour, (int(size[0]) // FINE, int(size[1]) // FINE), interpolation=cv2.INTER_AREA)
    out[low[1] : high[1], low[0] : high[0]] = small
    return out


def _open(depth: Floats, index: NDArray[np.int32], focal: float) -> Floats:
    """How much of the sky a pixel sees past its nearer neighbours in the picture, 0.45 to 1."""
    seen = (index >= 0).astype(np.float32)
    radius = max(int(0.06 * focal / max(float(np.median(depth[index >= 0])), 0.3)) if seen.any() else 1, 1)
    size = (2 * radius + 1, 2 * radius + 1)
    weight = cv2.blur(seen, size)
    around = cv2.blur(np.where(index >= 0, depth, 0.0).astype(np.float32), size) / np.maximum(weight, 1e-3)
    behind = np.clip((depth - around - 0.008) / 0.10, 0.0, 1.0)
    return np.asarray(1.0 - 0.55 * behind, np.float32)


def shadow_map(s: Surface, light: Floats) -> tuple[Floats, Floats]:
    """Height along the light of the nearest surface, and the (2, 4) matrix to its cells; square."""
    towards = light[:3].astype(np.float64)
    side = np.cross(towards, [0.0, 0.0, 1.0])
    side /= max(float(np.linalg.norm(side)), 1e-6)
    up = np.cross(side, towards)
    middle = s.points.mean(axis=0)
    k = SHADOW_CELLS / SHADOW_SPAN_M
    cells = np.zeros((3, 4), np.float32)
    for row, axis in enumerate((side, up)):
        cells[row, :3] = axis * k
        cells[row, 3] = SHADOW_CELLS / 2 - float(axis @ middle) * k
    cells[2, :3] = towards
    flat = (s.points @ cells[:, :3].T + cells[:, 3]).astype(np.float32)
    near, _ = rasterise(flat, s.outfit.triangles, s.outfit.cover, SHADOW_CELLS, SHADOW_CELLS)
    return near, cells


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _lit(shadow: Floats, cells: Floats, px: float, py: float, pz: float) -> float:
    """Share of the key light that reaches a place: 3 x 3 cells of the shadow map."""
    u = cells[0, 0] * px + cells[0, 1] * py + cells[0, 2] * pz + cells[0, 3] - 0.5
    v = cells[1, 0] * px + cells[1, 1] * py + cells[1, 2] * pz + cells[1, 3] - 0.5
    h = cells[2, 0] * px + cells[2, 1] * py + cells[2, 2] * pz + 0.016
    iu, iv = math.floor(u), math.floor(v)
    fu, fv = u - iu, v - iv
    size = shadow.shape[0]
    total = 0.0
    for a in range(-1, 3):
        wa = (1 - fu) if a == -1 else (fu if a == 2 else 1.0)
        for b in range(-1, 3):
            wb = (1 - fv) if b == -1 else (fv if b == 2 else 1.0)
            x, y = iu + a, iv + b
            if x < 0 or y < 0 or x >= size or y >= size or shadow[y, x] <= h:
                total += wa * wb
    return total / 9.0


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]
def _shares(screen, i, j, k, x, y):  # type: ignore[no-untyped-def]
    """Barycentric shares of a triangle's corners in the middle of a sample."""
    xi, yi, xj, yj, xk, yk = (
        screen[i, 0],
        screen[i, 1],
        screen[j, 0],
        screen[j, 1],
        screen[k, 0],
        screen[k, 1],
    )
    area = (xj - xi) * (yk - yi) - (xk - xi) * (yj - yi)
    px, py = x + 0.5 - xi, y + 0.5 - yi
    b = (px * (yk - yi) - (xk - xi) * py) / area
    c = ((xj - xi) * py - px * (yj - yi)) / area
    return 1.0 - b - c, b, c


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]
def _between(values, i, j, k, a, b, c):  # type: ignore[no-untyped-def]
    """Three numbers of the corners, mixed by their shares."""
    return (
        a * values[i, 0] + b * values[j, 0] + c * values[k, 0],
        a * values[i, 1] + b * values[j, 1] + c * values[k, 1],
        a * values[i, 2] + b * values[j, 2] + c * values[k, 2],
    )


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]
def _unit(x, y, z):  # type: ignore[no-untyped-def]
    n = math.sqrt(x * x + y * y + z * z) + 1e-9
    return x / n, y / n, z / n


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _light_on(what, wx, wy, wz, nx, ny, nz, shadow, cells, light, eye):  # type: ignore[no-untyped-def]
    """Of a place with its normal: key light, what of it has gone through skin, ambient light from above and
    from below, and the highlight; the lights' colours are still to come."""
    lx, ly, lz = light[0], light[1], light[2]
    shine, wrap = SHINE[what], WRAP[what]
    vx, vy, vz = _unit(eye[0] - wx, eye[1] - wy, eye[2] - wz)
    if nx * vx + ny * vy + nz * vz < 0 and what == CLOTH:
        nx, ny, nz = -nx, -ny, -nz  # the inside of a garment
    face = nx * lx + ny * ly + nz * lz
    key = max((face + wrap) / (1 + wrap), 0.0)
    if key > 0:
        # Along the normal, so that a surface does not shade itself.
        key *= _lit(shadow, cells, wx + 0.006 * nx, wy + 0.006 * ny, wz + 0.006 * nz)
    sky = 0.5 + 0.5 * nz
    # Little light gets between the body and the mat.
    near_mat = 1.0 - 0.75 * math.exp(-max(wz - 0.008, 0.0) / 0.055) * (0.35 + 0.65 * (1 - sky))
    hx, hy, hz = _unit(lx + vx, ly + vy, lz + vz)
    rim = shine * max(nx * hx + ny * hy + nz * hz, 0.0) ** 24 * min(key * 2, 1.0)
    # Light that has gone through skin is redder at the edge of the shade.
    bleed = 0.05 * wrap * 6 * math.exp(-((face / 0.25) ** 2)) if what == SKIN else 0.0
    return key, bleed, near_mat * sky, near_mat * (1 - sky), rim


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _shade(
    index, screen, points, normal, tex, albedo, triangles, kind, pattern, second,
    slide, open_sky, shadow, cells, light, eye,
):  # type: ignore[no-untyped-def]  # fmt: skip
    """Premultiplied colour and coverage of each sample; every second one is shaded."""
    height, width = index.shape
    out = np.zeros((height, width, 4), np.float32)
    colour = np.zeros(3)
    for y in range(height):
        for x in range(width):
            t = index[y, x]
            if t < 0 or ((x + y) & 1 and index[y, x ^ 1] >= 0):
                continue  # every other sample takes its neighbour's colour, below
            i, j, k = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            a, b, c = _shares(screen, i, j, k, x, y)
            wx, wy, wz = _between(points, i, j, k, a, b, c)
            tx, ty, tz = _between(tex, i, j, k, a, b, c)
            what = kind[t]
            if what == CLOTH:
                tz += slide[0]
                ty += slide[1]
            share, tone, bump_x, bump_y, bump_z = textured(what, pattern[t], tx, ty, tz)
            colour[0], colour[1], colour[2] = _between(albedo, i, j, k, a, b, c)
            nx, ny, nz = _between(normal, i, j, k, a, b, c)
            nx, ny, nz = _unit(nx + bump_x, ny + bump_y, nz + bump_z)
            key, bleed, above, below, rim = _light_on(what, wx, wy, wz, nx, ny, nz, shadow, cells, light, eye)
            for d in range(3):
                own = (colour[d] + (second[t, d] - colour[d]) * share) * tone
                direct = light[3 + d] * (key + bleed if d == 0 else key)
                ambient = open_sky[y, x] * (light[6 + d] * above + light[9 + d] * below)
                out[y, x, d] = own * (direct + ambient) + rim * light[3 + d]
            out[y, x, 3] = 1.0
    _filled(out, index)
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _filled(out: Floats, index: NDArray[np.int32]) -> None:
    """Samples left out take their neighbour's colour."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            if (x + y) & 1 and index[y, x] >= 0 and out[y, x, 3] == 0.0:
                out[y, x] = out[y, x ^ 1]


def floor_light(s: Surface, light: Floats, span_m: float, cells: int) -> Floats:
    """Share of key and of ambient light that reaches the floor around the origin, (cells, cells, 2)."""
    towards = light[:3]
    step = span_m / cells
    above = np.maximum(s.points[:, 2] - MAT_TOP_M, 0.0)
    cast = s.points[:, :2] - towards[:2] / max(float(towards[2]), 0.15) * above[:, None]
    o = s.outfit
    out = np.ones((cells, cells, 2), np.float32)
    flat = np.column_stack([(cast + span_m / 2) / step, -above]).astype(np.float32)
    near, index = rasterise(flat, o.triangles, o.cover, cells, cells)
    dark = (index >= 0).astype(np.float32)
    # A penumbra widens with the height of what casts the shadow: sharp and soft by turns of height.
    high = np.clip(np.where(index >= 0, -near, 0.0) / 0.5, 0, 1).astype(np.float32)
    sharp = cv2.GaussianBlur(dark, (0, 0), max(SOFT_M / step, 0.6))
    soft = cv2.GaussianBlur(dark, (0, 0), max(0.06 / step, 0.8))
    mixed = cv2.GaussianBlur(high, (0, 0), max(0.05 / step, 0.8))
    out[..., 0] = 1.0 - (sharp + (soft - sharp) * np.clip(mixed * 1.5, 0, 1))
    under = np.column_stack([(s.points[:, :2] + span_m / 2) / step, -above]).astype(np.float32)
    near, index = rasterise(under, o.triangles, o.cover, cells, cells)
    closeness = np.where(index >= 0, np.exp(near / 0.14), 0.0).astype(np.float32)
    wide = cv2.GaussianBlur(closeness, (0, 0), max(0.10 / step, 0.8))
    narrow = cv2.GaussianBlur(closeness, (0, 0), max(0.025 / step, 0.8))
    out[..., 1] = 1.0 - 0.75 * np.clip(0.55 * wide + 0.5 * narrow, 0, 1)
    return out
