"""The colour of a point of the person: normal, texture, occlusion and light, compiled.

Materials are rows as laid out in `materials.py`, lights as in `room.Light.packed`.
"""

from __future__ import annotations

import math

from numba import njit

from samples.studio.field import F, body_distance, light_reaching, nearest_shape, value_noise

SKIN, CLOTH, HAIR = 0.0, 1.0, 2.0


@njit(cache=True, fastmath=True)
def shade(shapes, materials, near, few, casters, px, py, pz, dx, dy, dz, light, rgb):  # type: ignore[no-untyped-def]
    """Linear colour, into `rgb`, of a point of the body seen along (dx, dy, dz)."""
    nx, ny, nz = _normal(shapes, near, few, px, py, pz)
    s = shapes[nearest_shape(shapes, near, few, px, py, pz)]
    m = materials[int(s[3])]
    tone, nx, ny, nz = _texture(s, m, px, py, pz, nx, ny, nz)
    open_ = _openness(shapes, near, few, px, py, pz, nx, ny, nz)

    wrap = F(0.25) if m[3] == SKIN else F(0.08)
    facing = nx * light[0] + ny * light[1] + nz * light[2]
    key = max((facing + wrap) / (F(1.0) + wrap), F(0.0))
    if key > 0:
        x, y, z = px + nx * F(0.012), py + ny * F(0.012), pz + nz * F(0.012)
        key *= light_reaching(shapes, casters, len(casters), x, y, z, light[0], light[1], light[2], light[12])
    hx, hy, hz = light[0] - dx, light[1] - dy, light[2] - dz
    hn = F(1.0) / math.sqrt(hx * hx + hy * hy + hz * hz + F(1e-9))
    glint = max((nx * hx + ny * hy + nz * hz) * hn, F(0.0))
    glint = glint * glint * glint
    glint = glint * glint
    glint = m[4] * key * glint * glint * glint * F(1.2)
    rim = F(1.0) - abs(nx * dx + ny * dy + nz * dz)
    rim = rim * rim * rim * F(0.12)
    sky = F(0.5) + F(0.5) * nz
    for ch in range(3):
        ambient = (light[6 + ch] * sky + light[9 + ch] * (F(1.0) - sky)) * open_
        # Light that has been under the skin comes out redder.
        warm = F(1.12) if (m[3] == SKIN and ch == 0) else F(1.0)
        lit = light[3 + ch] * key * warm + ambient * (F(1.0) + rim)
        rgb[ch] = m[ch] * tone * lit + light[3 + ch] * glint + rim * ambient * F(0.15)


@njit(cache=True, fastmath=True)
def _normal(shapes, near, few, px, py, pz):  # type: ignore[no-untyped-def]
    """Unit normal from four samples at the corners of a tetrahedron."""
    h = F(0.0015)
    a = body_distance(shapes, near, few, px + h, py - h, pz - h)
    b = body_distance(shapes, near, few, px - h, py - h, pz + h)
    c = body_distance(shapes, near, few, px - h, py + h, pz - h)
    d = body_distance(shapes, near, few, px + h, py + h, pz + h)
    nx, ny, nz = a - b - c + d, -a - b + c + d, -a + b - c + d
    n = F(1.0) / math.sqrt(nx * nx + ny * ny + nz * nz + F(1e-12))
    return nx * n, ny * n, nz * n


@njit(cache=True, fastmath=True)
def _texture(s, m, px, py, pz, nx, ny, nz):  # type: ignore[no-untyped-def]
    """Factor on the colour, and the normal bent by folds; the pattern moves with the shape."""
    x, y, z = px - s[5], py - s[6], pz - s[7]
    lx = s[13] * x + s[16] * y + s[19] * z
    ly = s[14] * x + s[17] * y + s[20] * z
    lz = s[15] * x + s[18] * y + s[21] * z
    tone = F(1.0)
    if m[3] == CLOTH:
        fine = value_noise(lx * F(160.0), ly * F(160.0), lz * F(160.0)) - F(0.5)
        fold = value_noise(lx * F(14.0) + F(7.0), ly * F(14.0), lz * F(22.0))
        slope = value_noise(lx * F(14.0) + F(7.5), ly * F(14.0) + F(0.5), lz * F(22.0) + F(0.5))
        tone += m[5] * fine + m[6] * F(0.22) * (fold - F(0.5))
        bend = m[6] * F(0.38)
        nx += bend * (fold - F(0.5))
        ny += bend * (slope - F(0.5))
        nz += bend * (fold - slope) * F(0.5)
    elif m[3] == HAIR:
        tone += m[5] * (value_noise(lx * F(60.0), ly * F(220.0), lz * F(40.0)) - F(0.5)) * F(1.6)
    elif m[3] == SKIN:
        tone += m[5] * (value_noise(lx * F(45.0), ly * F(45.0), lz * F(45.0)) - F(0.5)) * F(2.0)
    return tone, nx, ny, nz


@njit(cache=True, fastmath=True)
def _openness(shapes, near, few, px, py, pz, nx, ny, nz):  # type: ignore[no-untyped-def]
    """Ambient occlusion, 1 = open, from the body itself and from the floor beneath; three taps."""
    open_ = F(1.0)
    for tap in range(3):
        far = F(0.02) + F(0.035) * F(tap)
        gap = body_distance(shapes, near, few, px + nx * far, py + ny * far, pz + nz * far)
        gap = min(gap, pz + nz * far)
        open_ -= (far - min(gap, far)) / far * F(0.24)
    return max(open_, F(0.12))
