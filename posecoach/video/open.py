"""Opens what the person named as a source of pictures: a file, a camera's number, a stream's address."""

import math
import re
import sys
import threading
import time
from pathlib import Path
from urllib.parse import unquote
from urllib.request import url2pathname

import cv2

from posecoach.errors import VideoError
from posecoach.plain_text import one_line
from posecoach.video.address import redirected, split_address, stream_name
from posecoach.video.cameras import camera_name, has_no_camera
from posecoach.video.capture import (
    CaptureFactory,
    JpegCapture,
    Pictures,
    as_jpegs,
    check_turn,
    decoded,
    frame_count,
    grabbed,
    new_capture,
    open_camera_capture,
    open_stream_capture,
)
from posecoach.video.faults import camera_fault, check_file, stream_fault
from posecoach.video.file import FileSource, is_frame_rate, open_file
from posecoach.video.frame import FrameSource
from posecoach.video.live import Arrival, Connection, LiveSource
from posecoach.video.realtime_file import PacedSource

MOST_DIGITS = 9
"""Of a camera's number."""

STREAM_SCHEMES = frozenset(("http", "https", "rtsp", "rtsps", "rtmp", "tcp", "udp"))


def open_source(
    spec: str | Path,
    *,
    paced: bool = False,
    turn_deg: int = 0,
    give_up_s: float = math.inf,
    factory: CaptureFactory = new_capture,
) -> FrameSource:
    """Open a source of pictures.

    Args:
        spec: digits (or /dev/videoN) are a camera, something:// is a stream; else, and for a Path, a file.
        paced: replay a recording at its own speed as a live source, instead of handing out every frame.
        turn_deg: turn pictures clockwise by 0, 90, 180 or 270°, beyond what the file itself asks for.
        give_up_s: how long a live source that was cut goes on trying before it ends.
        factory: makes captures; tests pass their own.

    Raises:
        VideoError: it does not exist, is not a video, may not be used, refuses or does not answer.
    """
    check_turn(turn_deg)
    camera = None if isinstance(spec, Path) else _camera_index(spec)
    if camera is not None:
        return LiveSource(_camera_connection(camera, turn_deg, factory), give_up_s=give_up_s)
    if isinstance(spec, str) and "://" in spec and not spec.lower().startswith("file://"):
        return _open_stream(spec.strip(), paced, turn_deg, give_up_s, factory)
    recording = open_file(_path(spec), turn_deg=turn_deg, factory=factory)
    return PacedSource(recording) if paced else recording


def check_source(spec: str | Path, *, platform: str = sys.platform) -> None:
    """Raise VideoError where it is sure, without opening it, that there is no such camera or file.

    Where devices are no files (Windows, Mac), that is where the system knows of no camera at all.
    """
    camera = None if isinstance(spec, Path) else _camera_index(spec)
    if camera is None:
        if not is_live(spec):
            check_file(_path(spec))
    elif not Path(f"/dev/video{camera}").exists() if platform == "linux" else has_no_camera():
        raise camera_fault(camera, platform=platform)


def is_live(spec: str | Path) -> bool:
    """Whether `spec` names a camera or a stream rather than a file."""
    if isinstance(spec, Path):
        return False
    return _camera_index(spec) is not None or ("://" in spec and not spec.lower().startswith("file://"))


def _camera_index(spec: str) -> int | None:
    text = spec.strip()
    if not text:  # such as of a variable of the shell that is not set
        raise VideoError.of("video.no_camera", "video.see_doctor", index="''")
    if text.isascii() and text.isdecimal():
        if len(text) > MOST_DIGITS:
            raise VideoError.of("video.no_camera", "video.see_doctor", index=one_line(text, 20))
        return int(text)
    if sys.platform == "linux" and text.startswith("/dev/"):
        # Resolved, because /dev/v4l/by-id/... names the same device and survives a change of number.
        device = re.fullmatch(r"/dev/video(\d+)", str(Path(text).resolve()))
        return int(device[1]) if device else None
    return None


def _path(spec: str | Path) -> Path:
    if isinstance(spec, str) and spec.lower().startswith("file://"):
        return Path(url2pathname(unquote(split_address(spec).path)))
    return Path(spec)


def _camera_connection(index: int, turn_deg: int, factory: CaptureFactory) -> Connection:
    return Connection(
        kind="camera",
        name=camera_name(index),
        connect=lambda stop: _CaptureFeed(open_camera_capture(index, factory), turn_deg),
        fault=lambda: camera_fault(index),
        id="lost",
    )


def _open_stream(
    url: str, paced: bool, turn_deg: int, give_up_s: float, factory: CaptureFactory
) -> FrameSource:
    name = stream_name(url)
    scheme = split_address(url).scheme
    if scheme not in STREAM_SCHEMES:
        raise VideoError.of("video.no_address", "video.use_http", name=name)
    try:
        capture = open_stream_capture(url, factory)
    except VideoError:
        target = redirected(url) if scheme in ("http", "https") else None
        if target is None:
            raise
        url, capture = target, open_stream_capture(target, factory)
    if scheme in ("http", "https") and frame_count(capture) is not None:
        recording = FileSource(capture, kind="stream", name=name, label=name, turn_deg=turn_deg)
        return PacedSource(recording) if paced else recording
    opened = [capture]  # the first connection is this one; later ones are made anew

    def connect(stop: threading.Event) -> _CaptureFeed:
        # MJPEG says nothing of its rate, and FFmpeg then says 25.
        live = as_jpegs(opened.pop() if opened else open_stream_capture(url, factory))
        return _CaptureFeed(live, turn_deg, knows_fps=not isinstance(live, JpegCapture))

    return LiveSource(
        Connection(
            kind="stream",
            name=name,
            connect=connect,
            fault=lambda: stream_fault(url),
            id="stream",
        ),
        give_up_s=give_up_s,
    )


class _CaptureFeed:
    """Pictures of a camera or stream. It never ends by itself: a cut and an end look the same from here."""

    finished = False

    def __init__(self, capture: Pictures, turn_deg: int, knows_fps: bool = True) -> None:
        self._capture, self._turn_deg = capture, turn_deg
        fps = capture.get(cv2.CAP_PROP_FPS)
        self.fps = fps if knows_fps and is_frame_rate(fps) else math.nan

    def next(self) -> Arrival | None:
        if not grabbed(self._capture):
            return None
        arrived_s = time.perf_counter()
        image = decoded(self._capture, self._turn_deg)
        return None if image is None else Arrival(image, age_s=time.perf_counter() - arrived_s)

    def close(self) -> None:
        self._capture.release()
