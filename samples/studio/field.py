"""The signed distance to the person: the innermost functions of the ray-marcher, compiled.

A packed shape is a row as laid out in `shapes.py`; distances in metres, never above the true one by
more than the ellipsoids' approximation allows (the marcher steps a little short).
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

F = np.float32
FAR = F(9.0)
BETWEEN_GROUPS_M = F(0.008)


@njit(cache=True, fastmath=True, inline="never")
def shape_distance(s, px, py, pz):  # type: ignore[no-untyped-def]
    """Distance from a point to one shape."""
    if s[0] == 1.0:
        x, y, z = px - s[5], py - s[6], pz - s[7]
        lx = s[13] * x + s[16] * y + s[19] * z
        ly = s[14] * x + s[17] * y + s[20] * z
        lz = s[15] * x + s[18] * y + s[21] * z
        ax, ay, az = lx / s[22], ly / s[23], lz / s[24]
        k0 = math.sqrt(ax * ax + ay * ay + az * az)
        bx, by, bz = ax / s[22], ay / s[23], az / s[24]
        k1 = math.sqrt(bx * bx + by * by + bz * bz)
        if k1 < 1e-6:
            return -min(s[22], min(s[23], s[24]))
        return k0 * (k0 - F(1.0)) / k1
    bax, bay, baz = s[8] - s[5], s[9] - s[6], s[10] - s[7]
    pax, pay, paz = px - s[5], py - s[6], pz - s[7]
    l2 = bax * bax + bay * bay + baz * baz
    rr = s[11] - s[12]
    a2 = l2 - rr * rr
    il2 = F(1.0) / l2
    y = pax * bax + pay * bay + paz * baz
    z = y - l2
    qx, qy, qz = pax * l2 - bax * y, pay * l2 - bay * y, paz * l2 - baz * y
    x2 = qx * qx + qy * qy + qz * qz
    y2, z2 = y * y * l2, z * z * l2
    k = rr * rr * x2 * (F(1.0) if rr > 0 else F(-1.0))
    if (a2 * z2 if z > 0 else -a2 * z2) > k:
        d = math.sqrt(x2 + z2) * il2 - s[12]
    elif (a2 * y2 if y > 0 else -a2 * y2) < k:
        d = math.sqrt(x2 + y2) * il2 - s[11]
    else:
        d = (math.sqrt(x2 * a2 * il2) + y * rr) * il2 - s[11]
    if s[0] == 2.0:
        d = max(d, z * math.sqrt(il2))
    return d


@njit(cache=True, fastmath=True)
def soft_min(a, b, k):  # type: ignore[no-untyped-def]
    """Polynomial smooth minimum with blend width `k`."""
    h = max(k - abs(a - b), F(0.0)) / k
    return min(a, b) - h * h * k * F(0.25)


@njit(cache=True, fastmath=True)
def body_distance(shapes, chosen, count, px, py, pz):  # type: ignore[no-untyped-def]
    """Distance to the blended body made of the first `count` shapes named in `chosen`."""
    total = FAR
    part = FAR
    group = F(-1.0)
    for n in range(count):
        s = shapes[chosen[n]]
        if s[1] != group:
            if part < FAR:
                total = soft_min(total, part, BETWEEN_GROUPS_M)
            part = FAR
            group = s[1]
        x, y, z = px - s[25], py - s[26], pz - s[27]
        reach = min(part, total) + F(0.06) + s[28]
        if x * x + y * y + z * z > reach * reach:
            continue
        part = soft_min(part, shape_distance(s, px, py, pz), s[2])
    if part < FAR:
        total = soft_min(total, part, BETWEEN_GROUPS_M)
    return total


@njit(cache=True, fastmath=True)
def nearest_shape(shapes, chosen, count, px, py, pz):  # type: ignore[no-untyped-def]
    """Index of the shape whose own surface is nearest; hard features win over what they sit on."""
    best, at = FAR, chosen[0]
    for n in range(count):
        d = shape_distance(shapes[chosen[n]], px, py, pz)
        if d < best:
            best, at = d, chosen[n]
    return at


@njit(cache=True, fastmath=True)
def light_reaching(shapes, casters, count, px, py, pz, lx, ly, lz, sharp):  # type: ignore[no-untyped-def]
    """Share of a directional light, 0 to 1, that passes the casting shapes; `sharp` narrows the penumbra."""
    keep = np.empty(32, np.int32)
    near, far, kept = FAR, F(0.0), 0
    for n in range(count):
        s = shapes[casters[n]]
        x, y, z = s[25] - px, s[26] - py, s[27] - pz
        along = x * lx + y * ly + z * lz
        r = s[28] + max(along, F(0.0)) / sharp
        off = x * x + y * y + z * z - along * along
        if along + s[28] > 0 and off < r * r and kept < 32:
            keep[kept] = casters[n]
            kept += 1
            near, far = min(near, along - r), max(far, along + r)
    if kept == 0:
        return F(1.0)
    light, t = F(1.0), max(near, F(0.012))
    for _ in range(24):
        d = FAR
        for n in range(kept):
            d = min(d, shape_distance(shapes[keep[n]], px + lx * t, py + ly * t, pz + lz * t))
        light = min(light, sharp * d / t)
        if light < 0.02:
            return F(0.0)
        t += max(d, F(0.012))
        if t > far:
            break
    return light * light * (F(3.0) - F(2.0) * light)


@njit(cache=True)
def hash01(x, y, z):  # type: ignore[no-untyped-def]
    """A fixed pseudo-random number in [0, 1) for a lattice point of integers."""
    n = (x * 374761393 + y * 668265263 + z * 1274126177) & 0xFFFFFFFF
    n = ((n ^ (n >> 13)) * 1103515245) & 0xFFFFFFFF
    return F((n ^ (n >> 16)) & 0xFFFF) * F(1.0 / 65536.0)


@njit(cache=True)
def value_noise(x, y, z):  # type: ignore[no-untyped-def]
    """Smooth lattice noise in [0, 1]. Without fastmath, which breaks it at the lattice planes."""
    fx, fy, fz = math.floor(x), math.floor(y), math.floor(z)
    ix, iy, iz = int(fx), int(fy), int(fz)
    u, v, w = x - fx, y - fy, z - fz
    u, v, w = F(u), F(v), F(w)
    u, v, w = u * u * (F(3) - F(2) * u), v * v * (F(3) - F(2) * v), w * w * (F(3) - F(2) * w)
    total = F(0.0)
    for i in range(2):
        for j in range(2):
            for k in range(2):
                share = (u if i else F(1) - u) * (v if j else F(1) - v) * (w if k else F(1) - w)
                total += share * hash01(ix + i, iy + j, iz + k)
    return total
