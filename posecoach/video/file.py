"""A recording as a source: every frame, in order, with the time at which it was recorded."""

import math
from pathlib import Path
from types import TracebackType

import cv2

from posecoach.video.capture import (
    Capture,
    CaptureFactory,
    frame_count,
    grabbed,
    new_capture,
    next_image,
    open_file_capture,
    turned,
)
from posecoach.video.faults import check_file, no_picture, unreadable_file
from posecoach.video.frame import Frame, Image, SourceInfo
from posecoach.video.stamps import Stamps, is_frame_rate


def open_file(path: Path, *, turn_deg: int = 0, factory: CaptureFactory = new_capture) -> "FileSource":
    """Open a video file or GIF, turned clockwise by `turn_deg` beyond its own rotation.

    Raises:
        VideoError: it is missing, empty, no video, cut off or cannot be decoded; one sentence each.
    """
    check_file(path)
    capture = open_file_capture(path, factory)
    if capture is None:
        raise unreadable_file(path)
    return FileSource(turned(capture, turn_deg), kind="video", name=path.name, label=str(path))


class FileSource:
    """Hands out every frame of a recording.

    The stamps are the file's own (constant or variable rate), less that of the first frame; where they do
    not rise they are repaired (see `Stamps`). Pictures are upright: the rotation a phone writes is applied.

    Args:
        capture: an open capture; the source closes it.
        kind, name: for `info`.
        label: how an error names it.
    """

    def __init__(self, capture: Capture, *, kind: str, name: str, label: str) -> None:
        self._capture: Capture | None = capture
        fps = capture.get(cv2.CAP_PROP_FPS)
        fps = fps if is_frame_rate(fps) else math.nan
        self._stamps = Stamps(fps)
        self._index = -1
        self._first = self._next()  # the only way to know that there are pictures, and their size upright
        if self._first is None:
            self.close()
            raise no_picture(label)
        height, width = self._first.image.shape[:2]
        self._info = SourceInfo(kind, name, fps, frame_count(capture), (width, height))

    @property
    def info(self) -> SourceInfo:
        return self._info

    def read(self) -> Frame | None:
        if self._first is not None:
            frame, self._first = self._first, None
            return frame
        return self._next()

    def skip(self, frames: int) -> int:
        """Pass over the next `frames` pictures, without turning them into colours; how many there were."""
        passed = 0
        if frames > 0 and self._first is not None:
            self._first, passed = None, 1
        while passed < frames and self._capture is not None and grabbed(self._capture):
            self._index += 1
            self._stamps.next(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0)
            passed += 1
        return passed

    def close(self) -> None:
        self._first = None
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def __enter__(self) -> "FileSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self) -> Frame | None:
        if self._capture is None:
            return None
        image: Image | None = next_image(self._capture)
        if image is None:
            return None
        self._index += 1
        time_s = self._stamps.next(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0)
        return Frame(image, time_s, self._index)
