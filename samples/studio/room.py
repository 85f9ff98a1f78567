"""The rooms: floor, walls, mat and furniture, seen once per camera and lit by the person's shadow after."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.studio.camera import Camera
from samples.studio.march import floor_light
from samples.studio.vectors import unit, vec

Colour = tuple[float, float, float]
Picture = NDArray[np.float32]
SHADOW_CELLS = 120
SHADOW_SPAN_M = 3.2


@dataclass(frozen=True, slots=True)
class Light:
    """A key light from a direction (towards the light) and a soft light from above and below."""

    name: str
    towards: tuple[float, float, float]
    key: Colour
    above: Colour
    below: Colour
    sharp: float = 6.0

    def packed(self) -> NDArray[np.float32]:
        """The layout the ray-marcher reads: direction, key, above, below, sharpness; (13,) float32."""
        d = unit(vec(*self.towards))
        return np.array([*d, *self.key, *self.above, *self.below, self.sharp], np.float32)


LIGHTS: dict[str, Light] = {
    light.name: light
    for light in (
        Light("day", (-0.3, -0.8, 1.1), (1.15, 1.10, 1.02), (0.62, 0.66, 0.72), (0.34, 0.31, 0.28)),
        Light("lamp", (0.7, -0.5, 1.0), (1.10, 0.84, 0.56), (0.34, 0.29, 0.24), (0.20, 0.16, 0.12), 9.0),
        Light("window", (-0.9, 0.75, 0.65), (1.5, 1.45, 1.35), (0.34, 0.38, 0.45), (0.22, 0.21, 0.20), 10.0),
        Light("overcast", (0.1, -0.3, 1.5), (0.40, 0.42, 0.45), (0.60, 0.63, 0.68), (0.34, 0.34, 0.33), 2.5),
        Light("dusk", (0.5, -0.6, 0.9), (0.24, 0.20, 0.18), (0.14, 0.15, 0.19), (0.08, 0.08, 0.08), 4.0),
    )
}


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of furniture, axis-parallel, metres."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    colour: Colour
    pattern: str = "plain"


@dataclass(frozen=True, slots=True)
class Room:
    """A rectangular room around the mat, `reach` to the walls from its centre."""

    name: str
    floor: str  # planks · carpet · tiles
    floor_colour: Colour
    wall: Colour
    mat: Colour
    furniture: tuple[Box, ...]
    reach: float = 3.4
    ceiling: float = 2.5
    mat_size: tuple[float, float] = (1.86, 0.68)
    mat_at: tuple[float, float] = (0.0, 0.0)


def _around(x: float, y: float, w: float, d: float, h: float, colour: Colour, pattern: str = "plain") -> Box:
    return Box((x - w / 2, y - d / 2, 0.0), (x + w / 2, y + d / 2, h), colour, pattern)


ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room(
            "studio",
            "planks",
            (0.50, 0.36, 0.24),
            (0.62, 0.61, 0.59),
            (0.10, 0.34, 0.33),
            (
                _around(-1.5, 3.15, 0.9, 0.45, 0.75, (0.42, 0.31, 0.21), "wood"),
                _around(3.15, -1.0, 0.4, 1.2, 1.9, (0.50, 0.49, 0.47), "shelves"),
                _around(-3.2, 1.0, 0.35, 0.9, 1.1, (0.28, 0.20, 0.14), "wood"),
            ),
        ),
        Room(
            "living",
            "planks",
            (0.25, 0.145, 0.085),
            (0.58, 0.50, 0.38),
            (0.25, 0.12, 0.33),
            (
                _around(0.9, 2.55, 2.0, 0.85, 0.42, (0.13, 0.19, 0.23), "cloth"),
                _around(0.9, 2.92, 2.0, 0.22, 0.82, (0.13, 0.19, 0.23), "cloth"),
                _around(-1.9, 2.75, 0.8, 0.35, 1.95, (0.30, 0.17, 0.09), "shelves"),
                _around(3.0, 0.4, 0.5, 1.6, 0.5, (0.22, 0.13, 0.08), "wood"),
                _around(-2.9, -0.6, 0.6, 0.6, 0.45, (0.50, 0.42, 0.30), "cloth"),
            ),
            reach=3.2,
            ceiling=2.6,
        ),
        Room(
            "bedroom",
            "carpet",
            (0.40, 0.38, 0.36),
            (0.40, 0.50, 0.58),
            (0.05, 0.06, 0.08),
            (
                _around(-0.4, 2.5, 2.1, 1.5, 0.5, (0.62, 0.60, 0.58), "cloth"),
                _around(-1.4, 2.5, 0.12, 1.6, 1.0, (0.33, 0.22, 0.14), "wood"),
                _around(1.75, 2.85, 1.1, 0.6, 2.1, (0.58, 0.56, 0.52), "wood"),
                _around(3.0, -0.8, 0.5, 0.9, 0.8, (0.45, 0.34, 0.24), "wood"),
                _around(-3.0, -1.2, 0.5, 0.7, 1.3, (0.36, 0.26, 0.18), "shelves"),
            ),
            reach=3.3,
        ),
        Room(
            "garage",
            "tiles",
            (0.34, 0.33, 0.31),
            (0.50, 0.46, 0.42),
            (0.42, 0.10, 0.07),
            (
                _around(1.6, 2.9, 1.5, 0.6, 0.9, (0.16, 0.18, 0.20), "wood"),
                _around(-1.5, 2.9, 1.0, 0.5, 1.8, (0.30, 0.30, 0.28), "shelves"),
                _around(3.1, 0.0, 0.3, 1.0, 1.0, (0.40, 0.25, 0.08), "plain"),
            ),
            reach=3.5,
            ceiling=2.7,
        ),
    )
}


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
        key = self._albedo * light[3:6] * facing * fade
        ambient = self._albedo * (light[6:9] * sky + light[9:12] * (1 - sky)) * corner
        return key.astype(np.float32), ambient.astype(np.float32)

    def with_shadow(self, shapes: NDArray[np.float32]) -> Picture:
        """The room with the person's shadow, linear RGB (height, width, 3)."""
        step = SHADOW_SPAN_M / SHADOW_CELLS
        origin = -SHADOW_SPAN_M / 2
        grid = floor_light(shapes, self.light, origin, origin, step, SHADOW_CELLS)
        share = cv2.remap(
            grid,
            self._cells,
            np.empty(0, np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(1.0, 1.0),
        )
        return np.asarray(self._key * share[..., 0:1] + self._ambient * share[..., 1:2], np.float32)


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
    for box in room.furniture:
        # Furniture between the camera and the mat would hide the person: it is moved out of the way.
        middle = (np.array(box.low) + np.array(box.high)) / 2
        if math.hypot(*(middle - eye)[:2]) < math.hypot(*eye[:2]):
            continue
        near = np.minimum((np.array(box.low) - eye) / safe, (np.array(box.high) - eye) / safe)
        far = np.maximum((np.array(box.low) - eye) / safe, (np.array(box.high) - eye) / safe)
        enter, leave = near.max(axis=2), far.min(axis=2)
        hit = (enter < leave) & (enter > 0) & (enter < t)
        side = near.argmax(axis=2)
        spot = eye + rays * enter[..., None]
        face = np.zeros_like(rays)
        np.put_along_axis(face, side[..., None], -np.sign(np.take_along_axis(rays, side[..., None], 2)), 2)
        colour = box_colour(box.colour, box.pattern, spot, side)
        albedo = np.where(hit[..., None], colour, albedo)
        normal = np.where(hit[..., None], face, normal)
        place = np.where(hit[..., None], spot, place)
        t = np.where(hit, enter, t)
    return albedo.astype(np.float32), normal.astype(np.float32), place.astype(np.float32)
