"""Patterns of floors, walls and furniture, computed from places in the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from samples.studio.room import Room

Values = NDArray[np.float64]


def _hash(a: Values, b: Values) -> Values:
    """A fixed pseudo-random number in [0, 1) for each pair of whole numbers."""
    n = (a.astype(np.int64) * 374761393 + b.astype(np.int64) * 668265263) & 0xFFFFFFFF
    n = ((n ^ (n >> 13)) * 1103515245) & 0xFFFFFFFF
    return ((n ^ (n >> 16)) & 0xFFFF) / 65536.0


def noise(x: Values, y: Values) -> Values:
    """Smooth lattice noise in [0, 1]."""
    fx, fy = np.floor(x), np.floor(y)
    u, v = x - fx, y - fy
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    top = _hash(fx, fy) * (1 - u) + _hash(fx + 1, fy) * u
    low = _hash(fx, fy + 1) * (1 - u) + _hash(fx + 1, fy + 1) * u
    return top * (1 - v) + low * v


def floor_colour(room: Room, place: Values) -> Values:
    """Albedo of floor and mat, shape of `place`."""
    x, y = place[..., 0], place[..., 1]
    base = np.array(room.floor_colour)
    if room.floor == "planks":
        tone = _planks(x, y)
    elif room.floor == "tiles":
        tx, ty = x / 0.45, y / 0.45
        gap = (np.minimum(tx % 1, 1 - tx % 1) < 0.012) | (np.minimum(ty % 1, 1 - ty % 1) < 0.012)
        tone = np.where(
            gap, 0.62, 0.94 + 0.12 * _hash(np.floor(tx), np.floor(ty)) + 0.06 * noise(x * 9, y * 9)
        )
    else:
        tone = 0.86 + 0.16 * noise(x * 120, y * 120) + 0.14 * noise(x * 3.1, y * 3.1)
    colour = base * tone[..., None]
    mx, my = x - room.mat_at[0], y - room.mat_at[1]
    on_mat = (np.abs(mx) < room.mat_size[0] / 2) & (np.abs(my) < room.mat_size[1] / 2)
    rim = (np.abs(mx) > room.mat_size[0] / 2 - 0.012) | (np.abs(my) > room.mat_size[1] / 2 - 0.012)
    mat = (
        np.array(room.mat)
        * (0.93 + 0.14 * noise(x * 90, y * 90))[..., None]
        * np.where(rim, 0.75, 1.0)[..., None]
    )
    return np.where(on_mat[..., None], mat, colour)


def _planks(x: Values, y: Values) -> Values:
    row = np.floor(x / 0.14)
    along = y / 1.3 + _hash(row, row * 0 + 7)
    plank = np.floor(along)
    shade = 0.84 + 0.30 * _hash(row, plank)
    grain = noise(x * 70 + 13 * row, y * 4 + plank * 5) * 0.14 + noise(x * 210, y * 9) * 0.07
    seam = (np.minimum(x / 0.14 % 1, 1 - x / 0.14 % 1) < 0.018) | (
        np.minimum(along % 1, 1 - along % 1) < 0.0025
    )
    return np.where(seam, 0.55, shade + grain - 0.1)


def wall_colour(room: Room, place: Values, axis: NDArray[np.int64]) -> Values:
    """Albedo of walls, skirting, pictures, a door and the ceiling, shape of `place`."""
    x, y, z = place[..., 0], place[..., 1], place[..., 2]
    along = np.where(axis == 0, y, x)
    plain = (
        np.array(room.wall)
        * (0.96 + 0.06 * noise(along * 60, z * 60) + 0.03 * noise(along * 2, z * 2))[..., None]
    )
    colour = np.where((z < 0.09)[..., None], np.array([0.66, 0.65, 0.63]), plain)
    centre = 0.75 if room.name != "bedroom" else -0.9
    pu, pv = (along - centre) / 0.36, (z - 1.62) / 0.27
    frame = (np.abs(pu) < 1) & (np.abs(pv) < 1)
    inner = (np.abs(pu) < 0.90) & (np.abs(pv) < 0.87)
    hills = pv + 0.45 * np.sin(along * 7.0) + 0.8 * (noise(along * 9, along * 0 + 3) - 0.5)
    picture = np.where((hills > 0.1)[..., None], np.array([0.42, 0.55, 0.62]), np.array([0.16, 0.27, 0.12]))
    picture = (
        np.where((hills < -0.45)[..., None], np.array([0.40, 0.28, 0.10]), picture)
        * (0.85 + 0.3 * noise(along * 40, z * 40))[..., None]
    )
    if room.window:
        wu, wv = np.abs(along + 0.95), np.abs(z - 1.62)
        pane = (axis == 1) & (wu < 0.66) & (wv < 0.56)
        bar = pane & ((wu > 0.61) | (wv > 0.51) | (wu < 0.025))
        view = np.where(
            (z < 1.42 + 0.14 * noise(along * 4, along * 0))[..., None],
            np.array([0.30, 0.42, 0.25]),
            np.array([0.95, 1.05, 1.15]),
        )
        colour = np.where(pane[..., None], view, colour)
        colour = np.where(bar[..., None], np.array([0.75, 0.74, 0.72]), colour)
    colour = np.where(frame[..., None], np.array([0.06, 0.045, 0.035]), colour)
    colour = np.where(inner[..., None], picture, colour)
    door = (axis == 0) & (np.abs(y + 0.2) < 0.45) & (z < 2.02)
    edge = door & ((np.abs(y + 0.2) > 0.40) | (z > 1.97))
    colour = np.where(door[..., None], np.array([0.55, 0.52, 0.47]), colour)
    colour = np.where(edge[..., None], np.array([0.70, 0.69, 0.66]), colour)
    return np.where((axis == 2)[..., None], np.array([0.72, 0.72, 0.71]), colour)


def box_colour(
    base: tuple[float, float, float], pattern: str, spot: Values, side: NDArray[np.int64]
) -> Values:
    """Albedo of a piece of furniture, shape of `spot`."""
    u = np.where(side == 0, spot[..., 1], spot[..., 0])
    v = np.where(side == 2, spot[..., 1], spot[..., 2])
    if pattern == "wood":
        tone = 0.86 + 0.22 * noise(u * 6, v * 55) + 0.06 * noise(u * 30, v * 200)
        tone = np.where((np.abs(v % 0.37) < 0.010) | (np.abs(u % 0.45) < 0.008), 0.5, tone)
    elif pattern == "shelves":
        cell = np.floor(v / 0.38)
        book = np.floor(u / 0.045)
        tall = v % 0.38 < 0.22 + 0.10 * _hash(book, cell)
        tint = np.stack([_hash(book + k * 31, cell) for k in range(3)], axis=-1) * 0.5 + 0.05
        inside = np.where(tall[..., None], tint, np.array(base) * 0.35)
        board = (v % 0.38 < 0.025)[..., None]
        return np.where(board | (side == 2)[..., None], np.array(base), inside)
    elif pattern == "cloth":
        tone = 0.88 + 0.12 * noise(u * 150, v * 150) + 0.12 * noise(u * 5, v * 5)
    elif pattern == "leaves":
        tone = 0.35 + 1.1 * noise(spot[..., 0] * 28, spot[..., 2] * 28 + spot[..., 1] * 17)
    else:
        tone = 0.95 + 0.08 * noise(u * 8, v * 8)
    return np.array(base) * tone[..., None]
