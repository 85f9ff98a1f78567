"""The camera: where it stands, what it projects, and what it does to the light it catches."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.studio.vectors import Array, unit, vec


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
        right = unit(np.cross(forward, vec(0, 0, 1)))
        down = np.cross(forward, right)
        c, s = math.cos(math.radians(self.roll_deg)), math.sin(math.radians(self.roll_deg))
        return np.stack([right * c + down * s, down * c - right * s, forward])

    def project(self, points: Array) -> Array:
        """World points (n, 3) to pixels (n, 2)."""
        local = (points - self.eye) @ self.turn.T
        size = np.array(self.size_px, dtype=np.float64)
        return np.asarray(size / 2 + self.focal_px * local[:, :2] / local[:, 2:3])


class Film:
    """Turns linear light into the 8-bit picture a webcam would hand out; deterministic from its seed."""

    def __init__(self, camera: Camera, seed: int) -> None:
        width, height = camera.size_px
        self._camera = camera
        rng = np.random.default_rng(seed)
        self._grain = [self._noise(rng, (height, width, 3)) for _ in range(5)]
        self._pick = np.random.default_rng(seed + 1)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        r2 = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
        self._gain = (
            (1.0 - 0.22 * r2[..., None]) * np.array(camera.white, np.float32) * np.float32(camera.exposure)
        ).astype(np.float32)

    @staticmethod
    def _noise(rng: np.random.Generator, shape: tuple[int, int, int]) -> NDArray[np.float32]:
        fine = rng.standard_normal(shape).astype(np.float32)
        # Sensors and their compression leave noise that is correlated between neighbours.
        soft = cv2.GaussianBlur(fine, (0, 0), 1.1) * 3.0
        return (0.55 * fine + 0.6 * soft).astype(np.float32)

    def expose(self, light: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Linear RGB (height, width, 3) to a BGR picture, uint8."""
        x = light * self._gain
        if self._camera.blur_px > 0:
            x = cv2.GaussianBlur(x, (0, 0), self._camera.blur_px)
        # A short shoulder instead of hard clipping, then the usual gamma.
        x = x * (1.0 + x * 0.16) / (1.0 + x * 0.55)
        x = np.sqrt(np.maximum(x, 0.0)) * 0.97
        x += self._grain[int(self._pick.integers(len(self._grain)))] * np.float32(self._camera.noise)
        return np.asarray(np.clip(x[..., ::-1], 0.0, 1.0) * 255.0 + 0.5, np.uint8)
