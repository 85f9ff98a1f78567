"""Who and what else is in the picture: other people, a cat, a blanket, a phone in the hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from samples.studio.figure.body import topology
from samples.studio.figure.people import Colour, Person
from samples.studio.figure.rig import MAT_TOP_M, Skeleton, sizes, solve
from samples.studio.vectors import Array, rot_y, rot_z, vec

if TYPE_CHECKING:
    from samples.studio.figure.surface import Surface
    from samples.studio.steps import Step

Drawn = Callable[[float, "Surface", Skeleton], "Surface"]
"""What of it is there at a time of the clip, beside a person's surface and skeleton."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else, who performs `steps` of a motion at a place (x, y in metres), turned by `yaw_deg`."""

    person: Person
    motion: str
    steps: tuple[Step, ...]
    at: tuple[float, float]
    yaw_deg: float = 0.0
    seed: int = 1

    def ready(self) -> Drawn:
        """The companion's performance."""
        from samples.studio.figure.surface import Surface, surface
        from samples.studio.motions import MOTIONS, OTHERS
        from samples.studio.script import Script

        script = Script((MOTIONS | OTHERS)[self.motion](self.person, "right"), self.steps, self.seed)
        turn, shift = rot_z(self.yaw_deg), vec(*self.at, 0.0)

        def drawn(t_s: float, person: Surface, skeleton: Skeleton) -> Surface:
            own = surface(solve(script.pose(t_s), self.person))
            points = (own.points @ turn.T + shift).astype(np.float32)
            return Surface(own.outfit, points, (own.normals @ turn.T).astype(np.float32), own.slide)

        return drawn


@dataclass(frozen=True, slots=True)
class Cat:
    """A cat that walks from one place to another (x, y in metres) between two times, and sits there."""

    start: tuple[float, float]
    end: tuple[float, float]
    from_s: float
    to_s: float
    fur: Colour = (0.16, 0.09, 0.045)

    def ready(self) -> Drawn:
        """The cat's walk."""
        # Places and radii of body, chest, head, ears, muzzle, legs and tail; it looks along x.
        parts = [((0, 0, 0.165), (0.17, 0.052, 0.056)), ((0.11, 0, 0.175), (0.065, 0.048, 0.060))]
        parts += [((0.205, 0, 0.235), (0.043, 0.040, 0.038)), ((0.240, 0, 0.224), (0.018, 0.020, 0.015))]
        parts += [((0.198, y, 0.275), (0.010, 0.013, 0.022)) for y in (-0.022, 0.022)]
        parts += [((x, y, 0.08), (0.016, 0.016, 0.085)) for x in (-0.12, 0.12) for y in (-0.03, 0.03)]
        parts += [((-0.17, 0, 0.26), (0.016, 0.014, 0.11))]
        drawn = _rigid(parts, self.fur)
        way = np.array(self.end) - np.array(self.start)
        turn = rot_z(float(np.degrees(np.arctan2(way[1], way[0]))))

        def walked(t_s: float, person: Surface, skeleton: Skeleton) -> Surface:
            gone = float(np.clip((t_s - self.from_s) / (self.to_s - self.from_s), 0.0, 1.0))
            bob = 0.008 * abs(np.sin(9.0 * t_s)) if 0.0 < gone < 1.0 else 0.0
            return drawn(vec(*(np.array(self.start) + way * gone), bob), turn)

        return walked


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone in the hand of a side."""

    side: str = "left"

    def ready(self) -> Drawn:
        """The phone, wherever the hand is."""
        drawn = _rigid([((0.024, 0, 0.02), (0.009, 0.040, 0.080))], (0.01, 0.01, 0.012))

        def held(t_s: float, person: Surface, skeleton: Skeleton) -> Surface:
            hand = skeleton[f"hand_{self.side}"]
            at = hand.point(0.0, 0.0, -1.15 * sizes(skeleton.person.shape).palm)
            return drawn(at, hand.turn @ rot_y(0))

        return held


@dataclass(frozen=True, slots=True)
class Blanket:
    """A blanket over all that is between two corners on the mat (x, y in metres)."""

    low: tuple[float, float] = (-0.10, -0.48)
    high: tuple[float, float] = (1.02, 0.48)
    colour: Colour = (0.30, 0.28, 0.10)
    CELL_M = 0.02

    def ready(self) -> Drawn:
        """The blanket as it lies on the person."""
        from samples.studio.figure.dress import assembled
        from samples.studio.figure.paint import CLOTH
        from samples.studio.figure.raster import rasterise
        from samples.studio.figure.shell import Part
        from samples.studio.figure.skin import normals
        from samples.studio.figure.surface import Surface

        low, cell = np.array(self.low), self.CELL_M
        columns, rows = (int(n) for n in (np.array(self.high) - low) / cell)
        y, x = np.mgrid[0:rows, 0:columns]
        flat = np.column_stack([x.ravel() * cell, y.ravel() * cell, x.ravel() * 0.0]) + np.array([*low, 0.0])
        a = (y[:-1, :-1] * columns + x[:-1, :-1]).ravel()
        triangles = np.concatenate([
            np.column_stack([a, a + 1, a + columns]), np.column_stack([a + 1, a + columns + 1, a + columns])
        ]).astype(np.int32)  # fmt: skip
        colour = np.tile(np.array(self.colour), (len(flat), 1))
        outfit = assembled(
            [Part(flat, _of_the_head(len(flat)), triangles, np.ones(len(flat)), colour, CLOTH)]
        )
        round_kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))

        def lying(t_s: float, person: Surface, skeleton: Skeleton) -> Surface:
            cells = np.column_stack([(person.points[:, :2] - low) / cell, person.points[:, 2]]).astype(
                np.float32
            )
            high, index = rasterise(cells, person.outfit.triangles, person.outfit.cover, columns, rows)
            under = cv2.dilate(np.where(index >= 0, high, MAT_TOP_M).astype(np.float32), round_kernel)
            hung = np.maximum(cv2.GaussianBlur(under, (0, 0), 2.5), under * 0.97) + 0.008
            points = flat.astype(np.float32)
            points[:, 2] = cv2.GaussianBlur(hung, (0, 0), 1.0).ravel()
            return Surface(outfit, points, normals(points, outfit.triangles), person.slide)

        return lying


Extra = Companion | Cat | Phone | Blanket


def _rigid(
    parts: list[tuple[tuple[float, float, float], tuple[float, float, float]]], colour: Colour
) -> Callable[[Array, Array], Surface]:
    """Ellipsoids (place, radii) as one thing, drawn at a place with a turn."""
    from samples.studio.figure.dress import assembled
    from samples.studio.figure.head import ball
    from samples.studio.figure.skin import normals
    from samples.studio.figure.surface import Surface

    outfit = assembled([ball(vec(*at), radii, _of_the_head(1), colour) for at, radii in parts])
    facing = normals(outfit.vertices, outfit.triangles)

    def drawn(at: Array, turn: Array) -> Surface:
        points = (outfit.vertices @ turn.T + at).astype(np.float32)
        return Surface(outfit, points, (facing @ turn.T).astype(np.float32), np.zeros(2, np.float32))

    return drawn


def _of_the_head(count: int) -> Array:
    """Weights (count, bones) of vertices that follow no bone but the head; nothing moves them here."""
    bones = topology().bones
    weights = np.zeros((count, len(bones)))
    weights[:, bones.index("head")] = 1.0
    return weights
