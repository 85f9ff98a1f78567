"""JPEGs of a stream are decoded one by one; damaged ones are passed over in silence."""

from collections import deque

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.video.capture import JpegCapture, as_jpegs, next_image


class Packets:
    """A capture that hands out these bytes as its raw packets, of this codec."""

    def __init__(self, *packets: bytes, codec: str = "MJPG", can_be_raw: bool = True) -> None:
        self._packets = deque(packets)
        self._codec = codec
        self._can_be_raw = can_be_raw
        self._now = b""

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def grab(self) -> bool:
        if not self._packets:
            return False
        self._now = self._packets.popleft()
        return True

    def retrieve(self) -> tuple[bool, NDArray[np.uint8]]:
        return True, np.frombuffer(self._now, np.uint8).reshape(1, -1)

    def get(self, propId: int) -> float:  # noqa: N803
        return float(cv2.VideoWriter.fourcc(*self._codec)) if propId == cv2.CAP_PROP_FOURCC else 0.0

    def set(self, propId: int, value: float) -> bool:  # noqa: N803
        return self._can_be_raw

    def release(self) -> None:
        pass


def jpeg(level: int, size_px: tuple[int, int] = (64, 48)) -> bytes:
    return bytes(cv2.imencode(".jpg", np.full((size_px[1], size_px[0], 3), level, np.uint8))[1])


def levels(capture: JpegCapture) -> list[int]:
    found = []
    while (image := next_image(capture)) is not None:
        found.append(round(float(image.mean())))
    return found


def test_each_picture_has_its_own_size() -> None:
    capture = JpegCapture(Packets(jpeg(100, (64, 48)), jpeg(100, (48, 64))))
    shapes = []
    while (image := next_image(capture)) is not None:
        shapes.append(image.shape)
    assert shapes == [(48, 64, 3), (64, 48, 3)]


def test_a_picture_cut_short_is_passed_over_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    capture = JpegCapture(Packets(jpeg(50), jpeg(100)[:-40], jpeg(150)))
    assert levels(capture) == [50, 150]
    assert capfd.readouterr() == ("", "")


def test_bytes_filled_up_behind_a_picture_do_no_harm() -> None:
    assert levels(JpegCapture(Packets(jpeg(50) + bytes(100), jpeg(100)))) == [50, 100]


def test_nothing_but_damage_is_a_cut() -> None:
    assert levels(JpegCapture(Packets(*[b"no picture"] * 30, jpeg(50)))) == []


def test_only_mjpeg_is_decoded_here() -> None:
    h264 = Packets(codec="H264")
    assert as_jpegs(h264) is h264
    stubborn = Packets(can_be_raw=False)
    assert as_jpegs(stubborn) is stubborn
    assert isinstance(as_jpegs(Packets()), JpegCapture)
