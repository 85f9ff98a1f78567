"""What skin, hair and cloth look like from near: tone, patterns and small bumps, from noise on the body."""

from __future__ import annotations

import math

from numba import njit

SKIN, EYE, HAIR, CLOTH = 0, 1, 2, 3
# Strength of the highlight, and how far light reaches around into the shade, by kind.
SHINE = (0.06, 0.5, 0.05, 0.0)
WRAP = (0.16, 0.0, 0.0, 0.0)


@njit(cache=True, nogil=True, inline="always")  # type: ignore[untyped-decorator]
def _hash(x: int, y: int, z: int) -> float:
    n = (x * 374761393 + y * 668265263 + z * 1274126177) & 0x7FFFFFFF
    n = ((n ^ (n >> 13)) * 1103515245) & 0x7FFFFFFF
    return ((n ^ (n >> 16)) & 0xFFFF) / 65536.0


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _noise(x: float, y: float, z: float) -> float:
    """Smooth lattice noise in [0, 1]."""
    ix, iy, iz = math.floor(x), math.floor(y), math.floor(z)
    u, v, w = x - ix, y - iy, z - iz
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    total = 0.0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                share = (u if a else 1 - u) * (v if b else 1 - v) * (w if c else 1 - w)
                total += share * _hash(ix + a, iy + b, iz + c)
    return total


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _patterned(pattern: int, x: float, y: float, z: float) -> float:
    """Share of the second colour at a place on the body, metres."""
    if pattern == 1:
        return 1.0 if (z / 0.045) % 1.0 < 0.5 else 0.0
    if pattern == 2:
        return 0.5 * (1.0 if (z / 0.06) % 1.0 < 0.5 else 0.0) + 0.5 * (
            1.0 if ((y + x) / 0.06) % 1.0 < 0.5 else 0.0
        )
    if pattern == 3:
        return 0.75 * _noise(x * 420, y * 420, z * 300)
    if pattern == 4:
        return 1.0 if _noise(x * 28, y * 28, z * 28) > 0.60 else 0.0
    if pattern == 5:
        return 1.0 if (z / 0.21) % 1.0 < 0.2 else 0.0
    return 0.0


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def textured(
    kind: int, pattern: int, x: float, y: float, z: float
) -> tuple[float, float, float, float, float]:
    """Share of the second colour, tone, and what bumps add to the normal, at a place on the body, metres."""
    if kind == CLOTH:
        weave = 0.88 + 0.16 * _noise(x * 260, y * 260, z * 260) + 0.10 * _noise(x * 40, y * 40, z * 40)
        fold_x = _noise(x * 16 + 7, y * 16, z * 24) - 0.5
        fold_z = _noise(x * 16, y * 16 + 9, z * 24) - 0.5
        return _patterned(pattern, x, y, z), weave, 0.30 * fold_x, 0.0, 0.30 * fold_z
    if kind == SKIN:
        tone = 0.93 + 0.10 * _noise(x * 60, y * 60, z * 60) + 0.05 * _noise(x * 300, y * 300, z * 300)
        return 0.0, tone, 0.0, 0.0, 0.0
    if kind == HAIR:
        strand = 0.62 + 0.75 * _noise(x * 55, y * 320, z * 90)
        bump = _noise(x * 90, y * 90, z * 60) - 0.5
        return 0.0, strand, 0.0, 0.5 * bump, 0.3 * bump
    return 0.0, 1.0, 0.0, 0.0, 0.0
