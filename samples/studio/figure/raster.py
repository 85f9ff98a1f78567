"""Triangles to pixels: a z-buffer that remembers which triangle each pixel sees."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def rasterise(points: Floats, triangles: Ints, cover: Floats, width: int, height: int) -> tuple[Floats, Ints]:
    """Nearness and index of the triangle seen at each pixel's centre, each (height, width).

    `points` (n, 3) are pixel x, pixel y and nearness (larger is nearer, linear in the picture, as 1/z is);
    a triangle is cut where its interpolated `cover` (n,) is not above 0. Index -1 where nothing is.
    """
    near = np.full((height, width), np.float32(-1e9), np.float32)
    index = np.full((height, width), -1, np.int32)
    for t in range(triangles.shape[0]):
        i, j, k = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ci, cj, ck = cover[i], cover[j], cover[k]
        if ci <= 0 and cj <= 0 and ck <= 0:
            continue
        xi, yi, xj, yj, xk, yk = (
            points[i, 0], points[i, 1], points[j, 0], points[j, 1], points[k, 0], points[k, 1],
        )  # fmt: skip
        area = (xj - xi) * (yk - yi) - (xk - xi) * (yj - yi)
        if abs(area) < 1e-9:
            continue
        x0, x1 = (
            max(int(np.ceil(min(xi, xj, xk) - 0.5)), 0),
            min(int(np.floor(max(xi, xj, xk) - 0.5)), width - 1),
        )
        y0, y1 = (
            max(int(np.ceil(min(yi, yj, yk) - 0.5)), 0),
            min(int(np.floor(max(yi, yj, yk) - 0.5)), height - 1),
        )
        inverse = 1.0 / area
        for y in range(y0, y1 + 1):
            py = y + 0.5
            for x in range(x0, x1 + 1):
                px = x + 0.5
                b = ((px - xi) * (yk - yi) - (xk - xi) * (py - yi)) * inverse
                c = ((xj - xi) * (py - yi) - (px - xi) * (yj - yi)) * inverse
                a = 1.0 - b - c
                if a < 0 or b < 0 or c < 0:
                    continue
                if a * ci + b * cj + c * ck <= 0:
                    continue
                z = a * points[i, 2] + b * points[j, 2] + c * points[k, 2]
                if z > near[y, x]:
                    near[y, x] = z
                    index[y, x] = t
    return near, index
