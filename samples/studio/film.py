"""What a camera does to the light it catches: lens, exposure, gamma, grain and its own compression."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numba import njit
from numpy.typing import NDArray

from samples.studio.camera import Camera
from samples.studio.vectors import Drift


class Film:
    """Turns linear light into the 8-bit picture a webcam would hand out; deterministic from its seed."""

    def __init__(self, camera: Camera, seed: int) -> None:
        width, height = camera.size_px
        self._camera = camera
        rng = np.random.default_rng(seed)
        self._grain = [self._noise(rng, (height, width, 3)) for _ in range(5)]
        self._pick = np.random.default_rng(seed + 1)
        self._drift = Drift(np.random.default_rng(seed + 2), 20.0, 4.0)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        r2 = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2
        self._gain = (
            (1.0 - 0.22 * r2[..., None]) * np.array(camera.white, np.float32) * np.float32(camera.exposure)
        ).astype(np.float32)
        self._lens = camera.lens_map() if camera.barrel else None

    @staticmethod
    def _noise(rng: np.random.Generator, shape: tuple[int, int, int]) -> NDArray[np.float32]:
        fine = rng.standard_normal(shape).astype(np.float32)
        # Sensors and their compression leave noise that is correlated between neighbours.
        soft = cv2.GaussianBlur(fine, (0, 0), 1.1) * 3.0
        return (0.55 * fine + 0.6 * soft).astype(np.float32)

    def expose(self, light: NDArray[np.float32], t_s: float = 0.0) -> NDArray[np.uint8]:
        """Linear RGB (height, width, 3) at a time of the clip to a BGR picture, uint8."""
        c = self._camera
        gain = 1.0 + c.drift * 0.5 * self._drift(t_s)
        # Lamps on 50 Hz mains, sampled at the frame rate, beat slowly.
        gain *= 1.0 + c.flicker * math.sin(2 * math.pi * 100.3 * t_s)
        x = light
        if c.blur_px > 0:
            x = cv2.GaussianBlur(x, (0, 0), c.blur_px)
        if self._lens is not None:
            x = cv2.remap(x, *self._lens, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        grain = self._grain[int(self._pick.integers(len(self._grain)))]
        image = _developed(x, self._gain, np.float32(gain), grain, np.float32(c.noise))
        if c.jpeg:
            packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, c.jpeg])[1]
            image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
        return image


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _developed(
    light: NDArray[np.float32],
    vignette: NDArray[np.float32],
    gain: np.float32,
    grain: NDArray[np.float32],
    noise: np.float32,
) -> NDArray[np.uint8]:
    """A short shoulder instead of hard clipping, the usual gamma, grain; BGR."""
    height, width = light.shape[0], light.shape[1]
    out = np.empty((height, width, 3), np.uint8)
    for y in range(height):
        for x in range(width):
            for c in range(3):
                v = light[y, x, c] * vignette[y, x, c] * gain
                v = v * (np.float32(1.0) + v * np.float32(0.16)) / (np.float32(1.0) + v * np.float32(0.55))
                v = np.sqrt(max(v, np.float32(0.0))) * np.float32(0.97) + grain[y, x, c] * noise
                out[y, x, 2 - c] = np.uint8(
                    min(max(v, np.float32(0.0)), np.float32(1.0)) * np.float32(255.0) + np.float32(0.5)
                )
    return out
