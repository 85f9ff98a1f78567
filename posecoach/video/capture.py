"""The one place that talks to OpenCV's VideoCapture: files, cameras and streams, each with its backend.

The pictures of a capture may be turned, or decoded here one by one, each in its own size (MJPEG).
"""

import math
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.errors import VideoError
from posecoach.video.faults import camera_fault, stream_fault
from posecoach.video.frame import Image
from posecoach.video.quiet import hushed_stderr, quiet_backends

# A camera is asked for 1280x720 at 30 a second: enough for the pose model, which looks at 256x256 of it.
CAMERA_SIZE_PX = (1280, 720)
CAMERA_FPS = 30.0
OPEN_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 4.0

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
"""Clockwise, degrees: how pictures may be turned, for a phone lying on its side."""


class Pictures(Protocol):
    """What we use of an open cv2.VideoCapture."""

    def grab(self) -> bool: ...

    def retrieve(self) -> tuple[bool, NDArray[np.uint8]]: ...

    def get(self, propId: int) -> float: ...  # noqa: N803 (OpenCV's name)

    def release(self) -> None: ...


class Capture(Pictures, Protocol):
    """The same with what opening it needs; tests put their own in its place."""

    def isOpened(self) -> bool: ...  # noqa: N802 (OpenCV's name)

    def set(self, propId: int, value: float) -> bool: ...  # noqa: N803 (OpenCV's name)


CaptureFactory = Callable[[str | int, int, Sequence[int]], Capture]


def new_capture(spec: str | int, backend: int, parameters: Sequence[int]) -> Capture:
    """cv2.VideoCapture itself; `parameters` alternate property and value."""
    quiet_backends()
    return cast(Capture, cv2.VideoCapture(spec, backend, list(parameters)))


def open_file_capture(path: Path, factory: CaptureFactory = new_capture) -> Capture | None:
    """A capture of a video file, turned upright by its own metadata; None where no decoder takes it."""
    # Absolute, because FFmpeg takes what stands before a colon for a protocol ("take:2.mp4").
    capture = _opened(factory, str(path.absolute()), cv2.CAP_FFMPEG, [])
    if capture is not None:
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
    return capture


def open_stream_capture(url: str, factory: CaptureFactory = new_capture) -> Capture:
    """A capture of a network stream; raises VideoError within a few seconds when there is none."""
    parameters = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, round(OPEN_TIMEOUT_S * 1000),
        cv2.CAP_PROP_READ_TIMEOUT_MSEC, round(READ_TIMEOUT_S * 1000),
    ]  # fmt: skip
    # FFmpeg's timeout does not cover looking up the host's name, so there is one around it.
    capture = _within(OPEN_TIMEOUT_S + 1.0, lambda: _opened(factory, url, cv2.CAP_FFMPEG, parameters))
    if capture is None:
        raise stream_fault(url)
    return capture


def open_camera_capture(index: int, factory: CaptureFactory = new_capture) -> Capture:
    """A capture of a camera, of about `CAMERA_SIZE_PX`; raises VideoError where there is or may be none."""
    device = Path(f"/dev/video{index}")
    if sys.platform == "linux" and factory is new_capture and not device.exists():
        raise camera_fault(index)  # at once: OpenCV would go on to ask every other backend
    backend = camera_backend()
    if sys.platform == "darwin":
        # AVFoundation asks the person for permission, and can do so on the calling (main) thread only.
        with hushed_stderr():
            capture = _opened(factory, index, backend, [])
    else:
        capture = _within(10.0, lambda: _opened(factory, index, backend, []))
    if capture is None:
        raise camera_fault(index)
    # MJPG first: uncompressed, a USB 2 camera has room for 10 frames a second at this size.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, CAMERA_SIZE_PX[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, CAMERA_SIZE_PX[1])
    capture.set(cv2.CAP_PROP_FPS, CAMERA_FPS)
    return capture


def camera_backend() -> int:
    """DirectShow on Windows (Media Foundation can take minutes to open), AVFoundation, Video4Linux."""
    known = {"win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION, "linux": cv2.CAP_V4L2}
    return known.get(sys.platform, cv2.CAP_ANY)


def next_image(capture: Pictures, turn_deg: int = 0) -> Image | None:
    """As `decoded`, of the next picture; None when there is none (the end, a cut, a timeout)."""
    return decoded(capture, turn_deg) if grabbed(capture) else None


def grabbed(capture: Pictures) -> bool:
    """Wait for the next picture, not yet decoded; False when there is none."""
    try:
        return capture.grab()
    except cv2.error:  # some camera backends raise where others return False
        return False


def decoded(capture: Pictures, turn_deg: int = 0) -> Image | None:
    """The picture just grabbed, turned clockwise, as BGR of shape (H, W, 3); None when it is damaged."""
    try:
        found, image = capture.retrieve()
    except cv2.error:
        return None
    if not found or image is None or not image.size:
        return None
    return as_bgr(cast(Image, cv2.rotate(image, TURNS[turn_deg])) if turn_deg else image)


def as_bgr(image: NDArray[np.uint8]) -> Image:
    """Make (H, W, 3) of what infrared cameras give, (H, W) or (H, W, 1), and virtual ones, (H, W, 4)."""
    if image.ndim == 2 or image.shape[2] == 1:
        return cast(Image, cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
    if image.shape[2] == 4:
        return cast(Image, cv2.cvtColor(image, cv2.COLOR_BGRA2BGR))
    return image


def check_turn(turn_deg: int) -> None:
    """Raise VideoError but for 0, 90, 180 and 270."""
    if turn_deg and turn_deg not in TURNS:
        raise VideoError(f"A picture cannot be turned by {turn_deg}°.", "Use 0, 90, 180 or 270.")


def frame_count(capture: Pictures) -> int | None:
    """How many frames the container says it holds; None where it does not (live streams: hugely negative)."""
    count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    return int(count) if math.isfinite(count) and 0 < count < 1e9 else None


def _opened(
    factory: CaptureFactory, spec: str | int, backend: int, parameters: Sequence[int]
) -> Capture | None:
    try:
        capture = factory(spec, backend, parameters)
    except cv2.error:
        return None
    if capture.isOpened():
        return capture
    capture.release()
    return None


def _within(limit_s: float, work: Callable[[], Capture | None]) -> Capture | None:
    """What `work` returns, or None after `limit_s`; a capture that comes later than that is released."""
    results: list[Capture | None] = []
    lock = threading.Lock()
    late = threading.Event()

    def run() -> None:
        capture = work()
        with lock:
            results.append(capture)
            if late.is_set() and capture is not None:
                capture.release()

    worker = threading.Thread(target=run, name="posecoach-open", daemon=True)
    worker.start()
    worker.join(limit_s)
    with lock:
        if results:
            return results[0]
        late.set()
        return None


_RAW = -1.0
_END_OF_IMAGE = b"\xff\xd9"  # ITU-T T.81, table B.1
_PADDING_BYTES = 4096  # some cameras fill up behind the end
_DAMAGED_IN_A_ROW = 10


def as_jpegs(capture: Capture) -> Pictures:
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

    def __init__(self, capture: Pictures) -> None:
        self.get, self.release = capture.get, capture.release
        self._capture = capture
        self._packet: NDArray[np.uint8] | None = None

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
