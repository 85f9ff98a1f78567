"""The rooms and lights: floor, walls, mat and furniture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.figure import unit
from samples.studio.tables import table
from samples.studio.vectors import vec

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


def _plant(x: float, y: float) -> tuple[Box | Ball, ...]:
    leaf = (0.05, 0.16, 0.045)
    heads = (
        (0, 0, 0.72, 0.22),
        (0.15, 0.05, 0.55, 0.15),
        (-0.14, 0.06, 0.58, 0.16),
        (0.02, -0.12, 0.52, 0.14),
    )
    pot = _thing({"box": (x, y, 0.26, 0.26, 0.34), "colour": (0.36, 0.17, 0.10)})
    return (*pot, *(Ball((x + a, y + b, c), r, leaf, "leaves") for a, b, c, r in heads))


def _thing(entry: dict[str, Any]) -> tuple[Box | Ball, ...]:
    """A piece of furniture as rooms.toml gives it."""
    if "plant" in entry:
        return _plant(*entry["plant"])
    look = (entry["colour"], entry.get("pattern", "plain"))
    if "ball" in entry:
        *at, radius = entry["ball"]
        return (Ball(tuple(at), radius, *look),)
    x, y, width, depth, height = entry["box"]
    return (Box((x - width / 2, y - depth / 2, 0.0), (x + width / 2, y + depth / 2, height), *look),)


ROOMS: dict[str, Room] = {
    name: Room(
        name, **entry | {"furniture": tuple(part for one in entry["furniture"] for part in _thing(one))}
    )
    for name, entry in table("rooms").items()
}
