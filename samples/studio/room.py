"""The rooms and lights: floor, walls, mat and furniture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.studio.vectors import unit, vec

Colour = tuple[float, float, float]
Picture = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Light:
    """A key light from a direction (towards the light) and a soft light from above and below."""

    name: str
    towards: tuple[float, float, float]
    key: Colour
    above: Colour
    below: Colour

    def packed(self) -> NDArray[np.float32]:
        """Direction, key, above, below as the shading reads them; (12,) float32."""
        d = unit(vec(*self.towards))
        return np.array([*d, *self.key, *self.above, *self.below], np.float32)


LIGHTS: dict[str, Light] = {
    light.name: light
    for light in (
        Light("day", (-0.3, -0.8, 1.1), (1.15, 1.10, 1.02), (0.62, 0.66, 0.72), (0.34, 0.31, 0.28)),
        Light("lamp", (0.7, -0.5, 1.0), (1.10, 0.84, 0.56), (0.34, 0.29, 0.24), (0.20, 0.16, 0.12)),
        Light("window", (-0.9, 0.75, 0.65), (1.5, 1.45, 1.35), (0.34, 0.38, 0.45), (0.22, 0.21, 0.20)),
        Light("strip", (0.15, 0.35, 1.3), (0.72, 0.76, 0.74), (0.52, 0.56, 0.55), (0.26, 0.26, 0.25)),
        Light("overcast", (0.1, -0.3, 1.5), (0.40, 0.42, 0.45), (0.60, 0.63, 0.68), (0.34, 0.34, 0.33)),
        Light("dusk", (0.5, -0.6, 0.9), (0.24, 0.20, 0.18), (0.14, 0.15, 0.19), (0.08, 0.08, 0.08)),
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
class Ball:
    """A ball on the floor, or the leaves of a plant."""

    at: tuple[float, float, float]
    radius: float
    colour: Colour
    pattern: str = "plain"

    @property
    def low(self) -> tuple[float, float, float]:
        """Lowest corner of the box around it."""
        x, y, z = self.at
        return (x - self.radius, y - self.radius, z - self.radius)

    @property
    def high(self) -> tuple[float, float, float]:
        """Highest corner of the box around it."""
        x, y, z = self.at
        return (x + self.radius, y + self.radius, z + self.radius)


@dataclass(frozen=True, slots=True)
class Room:
    """A rectangular room around the mat, `reach` to the walls from its centre."""

    name: str
    floor: str  # planks · carpet · tiles
    floor_colour: Colour
    wall: Colour
    mat: Colour
    furniture: tuple[Box | Ball, ...]
    reach: float = 3.4
    ceiling: float = 2.5
    mat_size: tuple[float, float] = (1.86, 0.68)
    mat_at: tuple[float, float] = (0.0, 0.0)
    window: bool = False


def _around(x: float, y: float, w: float, d: float, h: float, colour: Colour, pattern: str = "plain") -> Box:
    return Box((x - w / 2, y - d / 2, 0.0), (x + w / 2, y + d / 2, h), colour, pattern)


def _plant(x: float, y: float) -> tuple[Box | Ball, ...]:
    leaf = (0.05, 0.16, 0.045)
    heads = (
        (0, 0, 0.72, 0.22),
        (0.15, 0.05, 0.55, 0.15),
        (-0.14, 0.06, 0.58, 0.16),
        (0.02, -0.12, 0.52, 0.14),
    )
    pot = _around(x, y, 0.26, 0.26, 0.34, (0.36, 0.17, 0.10))
    return (pot, *(Ball((x + a, y + b, c), r, leaf, "leaves") for a, b, c, r in heads))


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
                *_plant(2.0, 2.9),
                Ball((-2.5, 2.9, 0.32), 0.32, (0.10, 0.24, 0.42)),
            ),
            window=True,
        ),
        Room(
            "office",
            "carpet",
            (0.22, 0.24, 0.28),
            (0.66, 0.64, 0.60),
            (0.55, 0.50, 0.12),
            (
                _around(-0.9, 2.7, 1.5, 0.7, 0.74, (0.40, 0.28, 0.17), "wood"),
                _around(-1.2, 2.75, 0.5, 0.06, 1.10, (0.02, 0.02, 0.025)),
                _around(-0.4, 2.2, 0.5, 0.5, 0.48, (0.08, 0.09, 0.10), "cloth"),
                _around(-0.4, 1.98, 0.48, 0.08, 0.98, (0.08, 0.09, 0.10), "cloth"),
                _around(1.5, 2.95, 1.2, 0.35, 2.0, (0.55, 0.53, 0.50), "shelves"),
                *_plant(2.7, 2.6),
                _around(3.0, -0.4, 0.4, 0.8, 0.6, (0.45, 0.45, 0.44)),
            ),
            reach=3.3,
            window=True,
        ),
        Room(
            "nursery",
            "planks",
            (0.38, 0.29, 0.20),
            (0.66, 0.58, 0.42),
            (0.10, 0.16, 0.36),
            (
                _around(-1.4, 2.75, 1.3, 0.7, 0.55, (0.62, 0.60, 0.55), "wood"),
                _around(-1.4, 2.75, 1.2, 0.6, 0.68, (0.50, 0.30, 0.33), "cloth"),
                _around(1.0, 2.9, 0.9, 0.4, 0.8, (0.25, 0.42, 0.45), "shelves"),
                Ball((0.1, 2.6, 0.14), 0.14, (0.55, 0.08, 0.06)),
                Ball((1.9, 2.3, 0.20), 0.20, (0.60, 0.42, 0.05)),
                Ball((0.35, 2.85, 0.24), 0.22, (0.30, 0.19, 0.11), "cloth"),
                Ball((0.35, 2.83, 0.54), 0.13, (0.30, 0.19, 0.11), "cloth"),
                _around(2.0, 2.8, 0.3, 0.3, 0.3, (0.10, 0.30, 0.14)),
                _around(2.25, 2.65, 0.25, 0.25, 0.25, (0.45, 0.12, 0.30)),
                _around(3.0, 0.3, 0.4, 1.0, 1.2, (0.50, 0.44, 0.36), "wood"),
            ),
            reach=3.2,
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
