"""The camera: where it stands, what it projects, and the settings of its optics and electronics."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.figure import unit
from samples.studio.vectors import Array, cross, vec


@dataclass(frozen=True, slots=True)
class Camera:
    """`yaw_deg` 0 looks at the person's right side as they lie or stand along x, 90 from the feet or the
    front, -90 from the head or the back, 180 at the left side."""

    yaw_deg: float = 0.0
    height_m: float = 0.8
    distance_m: float = 2.5
    target: tuple[float, float, float] = (0.0, 0.0, 0.3)
    fov_deg: float = 64.0
    roll_deg: float = 0.0
    size_px: tuple[int, int] = (640, 480)
    exposure: float = 1.25
    noise: float = 0.006
    blur_px: float = 0.6
    white: tuple[float, float, float] = (1.0, 1.0, 1.0)
    # Optics and electronics: radial distortion at the corners (negative: barrel), slow drift of exposure,
    # flicker of lamps (shares of the light), JPEG quality of the camera's own compression (0: none).
    barrel: float = 0.0
    drift: float = 0.0
    flicker: float = 0.0
    jpeg: int = 0

    @property
    def focal_px(self) -> float:
        """Focal length in pixels, from the horizontal field of view."""
        return self.size_px[0] / 2 / math.tan(math.radians(self.fov_deg) / 2)

    @property
    def eye(self) -> Array:
        """Where the lens is, metres, (3,)."""
        a = math.radians(self.yaw_deg)
        return vec(
            self.target[0] + self.distance_m * math.sin(a),
            self.target[1] - self.distance_m * math.cos(a),
            self.height_m,
        )

    @property
    def turn(self) -> Array:
        """Right, down and forward as rows, (3, 3)."""
        forward = unit(vec(*self.target) - self.eye)
        right = unit(cross(forward, vec(0, 0, 1)))
        down = cross(forward, right)
        c, s = math.cos(math.radians(self.roll_deg)), math.sin(math.radians(self.roll_deg))
        return np.stack([right * c + down * s, down * c - right * s, forward])

    def project(self, points: Array) -> Array:
        """World points (n, 3) to pixels (n, 2)."""
        local = (points - self.eye) @ self.turn.T
        size = np.array(self.size_px, dtype=np.float64)
        ideal = self.focal_px * local[:, :2] / local[:, 2:3]
        return np.asarray(size / 2 + self._bent(ideal))

    def _bent(self, ideal: Array) -> Array:
        """Offsets from the middle (..., 2), pixels, as the lens distorts them; corners stay corners."""
        half = math.hypot(*self.size_px) / 2
        r2 = (ideal**2).sum(axis=-1, keepdims=True) / half**2
        return np.asarray(ideal * (1 + self.barrel * r2) / (1 + self.barrel))

    def lens_map(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where in the undistorted picture each pixel of the distorted one comes from: x and y,
        each (height, width)."""
        width, height = self.size_px
        v, u = np.mgrid[0:height, 0:width].astype(np.float64)
        middle = np.array([(width - 1) / 2, (height - 1) / 2])
        wanted = np.stack([u, v], axis=2) - middle
        ideal = wanted.copy()
        for _ in range(12):
            ideal += wanted - self._bent(ideal)
        at = (ideal + middle).astype(np.float32)
        return np.ascontiguousarray(at[..., 0]), np.ascontiguousarray(at[..., 1])
