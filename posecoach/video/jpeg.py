"""An MJPEG stream decoded picture by picture, each in its own size."""

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.video.capture import Capture
from posecoach.video.frame import Image

_RAW = -1.0
_END_OF_IMAGE = b"\xff\xd9"  # ITU-T T.81, table B.1
_PADDING_BYTES = 4096  # some cameras fill up behind the end
_DAMAGED_IN_A_ROW = 10


def as_jpegs(capture: Capture) -> Capture:
    """The capture of a stream just opened, its pictures decoded here if it is MJPEG; else the capture itself.

    OpenCV through FFmpeg keeps the first picture's size for ever: after a phone is turned it would go on
    handing out the old shape, cut off and with a stale edge. So it is asked for the JPEGs as they came.
    """
    codec = int(capture.get(cv2.CAP_PROP_FOURCC))
    if codec == cv2.VideoWriter.fourcc(*"MJPG") and capture.set(cv2.CAP_PROP_FORMAT, _RAW):
        return JpegCapture(capture)
    return capture


class JpegCapture:
    """A capture whose `retrieve` decodes the JPEG that the capture below hands out as bytes, shape (1, n)."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self._packet: NDArray[np.uint8] | None = None

    def isOpened(self) -> bool:  # noqa: N802
        return self._capture.isOpened()

    def grab(self) -> bool:
        """Wait for the next whole JPEG; a damaged one is passed over, as the next is on its way."""
        for _ in range(_DAMAGED_IN_A_ROW):
            if not self._capture.grab():
                return False
            found, packet = self._capture.retrieve()
            # Looked at here, because the JPEG library prints its complaints about what is cut short.
            if found and _END_OF_IMAGE in packet[0, -_PADDING_BYTES:].tobytes():
                self._packet = packet
                return True
        return False

    def retrieve(self) -> tuple[bool, Image]:
        if self._packet is None:
            return False, np.empty((0, 0, 3), np.uint8)
        image = cast("Image | None", cv2.imdecode(self._packet, cv2.IMREAD_COLOR))
        return image is not None, np.empty((0, 0, 3), np.uint8) if image is None else image

    def get(self, propId: int) -> float:  # noqa: N803
        return self._capture.get(propId)

    def set(self, propId: int, value: float) -> bool:  # noqa: N803
        return self._capture.set(propId, value)

    def release(self) -> None:
        self._capture.release()
