"""Skinning: vertices follow their bones by blended dual quaternions, which keep a bent limb's volume."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samples.studio.figure.body import Body, Frame

Floats = NDArray[np.float32]


def dual_quaternions(frames: dict[str, Frame], own: Body, bones: tuple[str, ...]) -> NDArray[np.float64]:
    """The motion of each bone from rest to its frame, (bones, 8): real and dual part."""
    out = np.zeros((len(bones), 8))
    for i, name in enumerate(bones):
        rest, now = own.rest[name], frames[name]
        turn = now.turn @ rest.turn.T
        q = _quaternion(turn)
        t = now.at - turn @ rest.at
        out[i, :4] = q
        out[i, 4:] = 0.5 * _times(np.array([0.0, *t]), q)
    return out


def _quaternion(r: NDArray[np.float64]) -> NDArray[np.float64]:
    trace = float(np.trace(r))
    if trace > 0:
        s = 2 * np.sqrt(trace + 1)
        q = [0.25 * s, (r[2, 1] - r[1, 2]) / s, (r[0, 2] - r[2, 0]) / s, (r[1, 0] - r[0, 1]) / s]
    else:
        i = int(np.argmax(np.diag(r)))
        j, k = (i + 1) % 3, (i + 2) % 3
        s = 2 * np.sqrt(max(1 + r[i, i] - r[j, j] - r[k, k], 1e-12))
        q = [(r[k, j] - r[j, k]) / s, 0.0, 0.0, 0.0]
        q[1 + i], q[1 + j], q[1 + k] = 0.25 * s, (r[j, i] + r[i, j]) / s, (r[k, i] + r[i, k]) / s
    return np.array(q)


def _times(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    w, v = a[0] * b[0] - a[1:] @ b[1:], a[0] * b[1:] + b[0] * a[1:] + np.cross(a[1:], b[1:])
    return np.array([w, *v])


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def posed(rest: Floats, bone: NDArray[np.int32], weight: Floats, motion: NDArray[np.float64]) -> Floats:
    """Vertices (n, 3) at rest carried along by `motion` (bones, 8) of their four bones."""
    out = np.empty_like(rest)
    d = np.empty(8)
    for v in range(rest.shape[0]):
        d[:] = 0.0
        first = bone[v, 0]
        for k in range(4):
            b, w = bone[v, k], weight[v, k]
            if w == 0.0:
                continue
            dot = 0.0
            for c in range(4):
                dot += motion[first, c] * motion[b, c]
            s = w if dot >= 0 else -w
            for c in range(8):
                d[c] += s * motion[b, c]
        n = 1.0 / np.sqrt(d[0] ** 2 + d[1] ** 2 + d[2] ** 2 + d[3] ** 2)
        for c in range(8):
            d[c] *= n
        w0, x0, y0, z0 = d[0], d[1], d[2], d[3]
        w1, x1, y1, z1 = d[4], d[5], d[6], d[7]
        px, py, pz = rest[v, 0], rest[v, 1], rest[v, 2]
        cx, cy, cz = y0 * pz - z0 * py + w0 * px, z0 * px - x0 * pz + w0 * py, x0 * py - y0 * px + w0 * pz
        out[v, 0] = px + 2 * (y0 * cz - z0 * cy) + 2 * (w0 * x1 - x0 * w1 + y0 * z1 - z0 * y1)
        out[v, 1] = py + 2 * (z0 * cx - x0 * cz) + 2 * (w0 * y1 - y0 * w1 + z0 * x1 - x0 * z1)
        out[v, 2] = pz + 2 * (x0 * cy - y0 * cx) + 2 * (w0 * z1 - z0 * w1 + x0 * y1 - y0 * x1)
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def normals(points: Floats, triangles: NDArray[np.int32]) -> Floats:
    """Unit normals at the vertices, weighted by the triangles' area, (n, 3)."""
    out = np.zeros_like(points)
    for t in range(triangles.shape[0]):
        i, j, k = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, az = points[j, 0] - points[i, 0], points[j, 1] - points[i, 1], points[j, 2] - points[i, 2]
        bx, by, bz = points[k, 0] - points[i, 0], points[k, 1] - points[i, 1], points[k, 2] - points[i, 2]
        nx, ny, nz = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
        for v in (i, j, k):
            out[v, 0] += nx
            out[v, 1] += ny
            out[v, 2] += nz
    for v in range(out.shape[0]):
        n = np.sqrt(out[v, 0] ** 2 + out[v, 1] ** 2 + out[v, 2] ** 2)
        if n > 1e-20:
            out[v, 0] /= n
            out[v, 1] /= n
            out[v, 2] /= n
    return out


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def smoothed(values: NDArray[np.float64], triangles: NDArray[np.int32], times: int) -> NDArray[np.float64]:
    """`values` (n, c), each `times` taken half-way to the mean of its neighbours on the mesh."""
    n, columns = values.shape
    now = values.copy()
    for _ in range(times):
        total = np.zeros((n, columns))
        count = np.zeros(n)
        for t in range(triangles.shape[0]):
            for e in range(3):
                i, j = triangles[t, e], triangles[t, (e + 1) % 3]
                count[i] += 1
                count[j] += 1
                for c in range(columns):
                    total[i, c] += now[j, c]
                    total[j, c] += now[i, c]
        for i in range(n):
            if count[i] > 0:
                for c in range(columns):
                    now[i, c] = 0.5 * now[i, c] + 0.5 * total[i, c] / count[i]
    return now
