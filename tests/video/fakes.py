"""A camera that does what a test tells it to: shows pictures, blocks, is unplugged, comes back."""

import threading
import time
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


class FakeCamera:
    """Shows numbered pictures (see `number_seen`) at `fps`; give its `connect` to `open_source` as factory.

    Set `plugged` to False and pictures stop and connecting fails; clear `answers` and every call blocks.
    """

    def __init__(self, fps: float = 100.0, size_px: tuple[int, int] = (64, 48)) -> None:
        self.fps = fps
        self.size_px = size_px
        self.plugged = True
        self.answers = threading.Event()
        self.answers.set()
        self.shown = 0
        self.connections = 0
        self.released = 0
        self.asked: list[tuple[int, float]] = []

    def connect(self, spec: str | int, backend: int, parameters: Sequence[int]) -> "FakeConnection":
        self.connections += 1
        return FakeConnection(self)

    def draw(self, number: int) -> Picture:
        """The picture with this number; tests put other pictures here."""
        return numbered(number, self.size_px)


class FakeConnection:
    def __init__(self, camera: FakeCamera) -> None:
        self._camera = camera

    def isOpened(self) -> bool:  # noqa: N802
        return self._camera.plugged

    def grab(self) -> bool:
        time.sleep(1.0 / self._camera.fps)
        self._camera.answers.wait()
        return self._camera.plugged

    def retrieve(self) -> tuple[bool, Picture]:
        image = self._camera.draw(self._camera.shown)
        self._camera.shown += 1
        return True, image

    def get(self, propId: int) -> float:  # noqa: N803
        if propId == cv2.CAP_PROP_FRAME_COUNT:
            return -1.0
        return {
            cv2.CAP_PROP_FPS: self._camera.fps,
            cv2.CAP_PROP_FRAME_WIDTH: float(self._camera.size_px[0]),
            cv2.CAP_PROP_FRAME_HEIGHT: float(self._camera.size_px[1]),
        }.get(propId, 0.0)

    def set(self, propId: int, value: float) -> bool:  # noqa: N803
        self._camera.asked.append((propId, value))
        return True

    def release(self) -> None:
        self._camera.released += 1


def numbered(number: int, size_px: tuple[int, int] = (64, 48)) -> Picture:
    """A picture that carries its number (below 65536) in its first pixel."""
    image = np.full((size_px[1], size_px[0], 3), 128, np.uint8)
    image[0, 0] = (number // 256, number % 256, 0)
    return image


def number_seen(image: Picture) -> int:
    return int(image[0, 0, 0]) * 256 + int(image[0, 0, 1])
