"""A room seen by one camera, and how a person's shadow falls into it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samples.studio.camera import Camera
from samples.studio.figure.surface import Surface, floor_light
from samples.studio.room import Ball, Box, Light, Picture, Room

SHADOW_CELLS = 320
SHADOW_SPAN_M = 3.2


class Stage:
    """A room seen by one camera: the empty picture, and how the person's shadow falls into it."""

    def __init__(self, room: Room, light: Light, camera: Camera) -> None:
        self.light = light.packed()
        # A wall never stands between the camera and the person.
        far = float(np.max(np.abs(camera.eye[:2]))) + 0.3
        room = replace(room, reach=max(room.reach, far))
        self._albedo, self._normal, place = _seen(room, camera)
        cells = (place[..., :2] + SHADOW_SPAN_M / 2) * (SHADOW_CELLS / SHADOW_SPAN_M)
        cells[place[..., 2] >= 0.02] = -9.0  # walls and furniture take no shadow
        self._cells = cells.astype(np.float32)
        key, ambient = self._lit(place, room)
        self._key, self._ambient = key, ambient
        self.empty: Picture = (key + ambient).astype(np.float32)

    def _lit(self, place: Picture, room: Room) -> tuple[Picture, Picture]:
        light, n = self.light, self._normal
        facing = np.clip(n @ light[:3], 0.0, None)[..., None]
        # The key fades with the distance from the middle, as lamps and windows do.
        fade = 1.0 / (1.0 + 0.05 * (place[..., :2] ** 2).sum(axis=2))[..., None]
        sky = (0.5 + 0.5 * n[..., 2])[..., None]
        corner = np.minimum(
            np.minimum(room.reach - np.abs(place[..., 0]), room.reach - np.abs(place[..., 1])) * 1.6, 1.0
        )
        corner = (0.72 + 0.28 * np.clip(corner, 0, 1))[..., None]
        corner = corner * _beside(room, place)[..., None]
        key = self._albedo * light[3:6] * facing * fade
        ambient = self._albedo * (light[6:9] * sky + light[9:12] * (1 - sky)) * corner
        return key.astype(np.float32), ambient.astype(np.float32)

    def around(self, person: Surface, seen: Picture) -> Picture:
        """The room with the person's shadow behind the picture `seen` of the person; linear RGB."""
        grid = floor_light(person, self.light, SHADOW_SPAN_M, SHADOW_CELLS)
        return np.asarray(_shadowed(self._key, self._ambient, self._cells, grid, seen))


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _shadowed(key: Picture, ambient: Picture, cells: Picture, grid: Picture, seen: Picture) -> Picture:
    """Room light under the grid's shares, behind the premultiplied picture of the person."""
    height, width = key.shape[0], key.shape[1]
    size = grid.shape[0]
    out = np.empty((height, width, 3), np.float32)
    for y in range(height):
        for x in range(width):
            rest = np.float32(1.0) - seen[y, x, 3]
            u, v = cells[y, x, 0] - np.float32(0.5), cells[y, x, 1] - np.float32(0.5)
            a, b = np.float32(1.0), np.float32(1.0)
            if rest > 0 and u >= 0 and v >= 0 and u < size - 1 and v < size - 1:
                i, j = int(u), int(v)
                p, q = u - i, v - j
                w0, w1 = (1 - p) * (1 - q), p * (1 - q)
                w2, w3 = (1 - p) * q, p * q
                a = np.float32(
                    w0 * grid[j, i, 0]
                    + w1 * grid[j, i + 1, 0]
                    + w2 * grid[j + 1, i, 0]
                    + w3 * grid[j + 1, i + 1, 0]
                )
                b = np.float32(
                    w0 * grid[j, i, 1]
                    + w1 * grid[j, i + 1, 1]
                    + w2 * grid[j + 1, i, 1]
                    + w3 * grid[j + 1, i + 1, 1]
                )
            for c in range(3):
                out[y, x, c] = (key[y, x, c] * a + ambient[y, x, c] * b) * rest + seen[y, x, c]
    return out


def _beside(room: Room, place: Picture) -> NDArray[np.float32]:
    """Share of the light from everywhere that reaches the floor beside furniture, (height, width)."""
    out = np.ones(place.shape[:2], np.float32)
    x, y, z = place[..., 0], place[..., 1], place[..., 2]
    for thing in room.furniture:
        if thing.low[2] > 0.05:
            continue
        dx = np.maximum(np.maximum(thing.low[0] - x, x - thing.high[0]), 0.0)
        dy = np.maximum(np.maximum(thing.low[1] - y, y - thing.high[1]), 0.0)
        near = np.exp(-np.hypot(dx, dy) / 0.16) * np.clip(1.0 - z / 0.4, 0.0, 1.0)
        out *= 1.0 - 0.45 * near
    return out


def _seen(room: Room, camera: Camera) -> tuple[Picture, Picture, Picture]:
    """Albedo, normal and place of what each pixel sees, each (height, width, 3); averaged over 2x2 rays."""
    width, height = camera.size_px
    total = np.zeros((height, width, 3))
    for du, dv in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        v, u = np.mgrid[0:height, 0:width]
        a, b = (u + du - width / 2) / camera.focal_px, (v + dv - height / 2) / camera.focal_px
        rays = np.stack([a, b, np.ones_like(a)], axis=2) @ camera.turn
        rays /= np.linalg.norm(rays, axis=2, keepdims=True)
        albedo, normal, place = _trace(room, camera.eye, rays)
        total += albedo
    return (total / 4).astype(np.float32), normal.astype(np.float32), place.astype(np.float32)


def _trace(
    room: Room, eye: NDArray[np.float64], rays: NDArray[np.float64]
) -> tuple[Picture, Picture, Picture]:
    from samples.studio.texture import box_colour, floor_colour, wall_colour

    low = np.array([-room.reach, -room.reach, 0.0])
    high = np.array([room.reach, room.reach, room.ceiling])
    safe = np.where(np.abs(rays) < 1e-9, 1e-9, rays)
    out_t = np.maximum((low - eye) / safe, (high - eye) / safe)
    axis = out_t.argmin(axis=2)
    t = out_t.min(axis=2)
    place = eye + rays * t[..., None]
    normal = np.zeros_like(rays)
    np.put_along_axis(normal, axis[..., None], -np.sign(np.take_along_axis(rays, axis[..., None], 2)), 2)
    floor = (axis == 2) & (rays[..., 2] < 0)
    albedo = np.where(floor[..., None], floor_colour(room, place), wall_colour(room, place, axis))
    for thing in room.furniture:
        # Furniture between the camera and the mat would hide the person: it is moved out of the way.
        middle = (np.array(thing.low) + np.array(thing.high)) / 2
        if math.hypot(*(middle - eye)[:2]) < math.hypot(*eye[:2]):
            continue
        enter, hit, side = _met(thing, eye, rays, safe)
        hit &= (enter > 0) & (enter < t)
        if not hit.any():
            continue
        spot = eye + rays[hit] * enter[hit][:, None]
        if isinstance(thing, Ball):
            face = (spot - np.array(thing.at)) / thing.radius
        else:
            face = np.zeros_like(spot)
            np.put_along_axis(
                face, side[hit][:, None], -np.sign(np.take_along_axis(rays[hit], side[hit][:, None], 1)), 1
            )
        albedo[hit] = box_colour(thing.colour, thing.pattern, spot, side[hit])
        normal[hit], place[hit], t[hit] = face, spot, enter[hit]
    return albedo.astype(np.float32), normal.astype(np.float32), place.astype(np.float32)


def _met(
    thing: Box | Ball, eye: NDArray[np.float64], rays: NDArray[np.float64], safe: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.intp]]:
    """Where unit rays enter a thing, whether they do, and through which side of a box (axis)."""
    near = np.minimum((np.array(thing.low) - eye) / safe, (np.array(thing.high) - eye) / safe)
    side = near.argmax(axis=2)
    if isinstance(thing, Ball):
        away = eye - np.array(thing.at)
        b = rays @ away
        inside = b * b - (float(away @ away) - thing.radius**2)
        return -b - np.sqrt(np.maximum(inside, 0.0)), inside > 0, side
    far = np.maximum((np.array(thing.low) - eye) / safe, (np.array(thing.high) - eye) / safe)
    enter = near.max(axis=2)
    return enter, enter < far.min(axis=2), side
