"""A recording as a source: every frame, in order, with the time at which it was recorded.

A recording's own time stamps are made usable first: finite, starting at 0, strictly rising.
"""

import math
from pathlib import Path

import cv2

from posecoach.errors import VideoError
from posecoach.video.capture import (
    Capture,
    CaptureFactory,
    frame_count,
    grabbed,
    new_capture,
    next_image,
    open_file_capture,
)
from posecoach.video.faults import check_file, no_picture
from posecoach.video.frame import Frame, Image, SourceInfo

# A backward leap beyond this is not two pictures in the wrong order but a clock set anew (joined clips,
# a wrapped counter); a forward leap beyond LONGEST_PAUSE_S is not a pause in a recording but a damaged stamp.
RESET_S = 1.0
LONGEST_PAUSE_S = 60.0
# The pose tracker takes times in whole milliseconds, and no file of ours has a thousand frames a second.
SHORTEST_STEP_S = 0.001
HIGHEST_FPS = 1.0 / SHORTEST_STEP_S
UNKNOWN_FPS = 30.0


def is_frame_rate(fps: float) -> bool:
    """Whether a container's frame rate can be believed (0, NaN and 90000 stand in for "unknown")."""
    return math.isfinite(fps) and 0 < fps <= HIGHEST_FPS


class Stamps:
    """Turns the stamps of successive frames into times.

    A sane stamp is kept as it is (so variable frame rates and 29.97 survive), less the first one. One that
    does not rise is moved just behind its predecessor; without stamps at all, frames are 1 / fps apart.

    Args:
        fps: the recording's nominal frame rate; NaN when unknown.
    """

    def __init__(self, fps: float) -> None:
        self._nominal_s = 1.0 / (fps if is_frame_rate(fps) else UNKNOWN_FPS)
        self._step_s = self._nominal_s
        self._offset_s = math.nan
        self._last_s = math.nan
        self._counted = 0
        self._has_risen = False

    def next(self, stamp_s: float) -> float:
        """Return the time of the next frame, in seconds after the first, given the file's stamp for it."""
        self._counted += 1
        self._last_s = self._first(stamp_s) if self._counted == 1 else self._following(stamp_s)
        return self._last_s

    def _first(self, stamp_s: float) -> float:
        if math.isfinite(stamp_s):
            self._offset_s = -stamp_s
        return 0.0

    def _following(self, stamp_s: float) -> float:
        if not self._has_risen and not stamp_s + self._offset_s > 0:
            return (self._counted - 1) * self._nominal_s  # no stamps so far: count frames
        if not math.isfinite(stamp_s):
            return self._last_s + self._step_s
        time_s = stamp_s + self._offset_s
        ahead_s = time_s - self._last_s
        if ahead_s < -RESET_S or ahead_s > LONGEST_PAUSE_S or math.isnan(ahead_s):
            time_s = self._last_s + self._step_s
            self._offset_s = time_s - stamp_s
        elif ahead_s < SHORTEST_STEP_S:
            # Half a step, so that a swapped pair does not push every later stamp forward.
            time_s = self._last_s + max(self._step_s / 2, SHORTEST_STEP_S)
        else:
            self._step_s = min(ahead_s, self._nominal_s)
        self._has_risen = True
        return time_s


def open_file(path: Path, *, turn_deg: int = 0, factory: CaptureFactory = new_capture) -> "FileSource":
    """Open a video file or GIF, turned clockwise by `turn_deg` beyond its own rotation.

    Raises:
        VideoError: it is missing, empty, no video, cut off or cannot be decoded; one sentence each.
    """
    check_file(path)
    capture = open_file_capture(path, factory)
    if capture is None:
        raise VideoError.of("video.unreadable", "video.convert", path=path)
    return FileSource(capture, kind="video", name=path.name, label=str(path), turn_deg=turn_deg)


class FileSource:
    """Hands out every frame of a recording.

    The stamps are the file's own (constant or variable rate), less that of the first frame; where they do
    not rise they are repaired (see `Stamps`). Pictures are upright: the rotation a phone writes is applied.

    Args:
        capture: an open capture; the source closes it.
        kind, name: for `info`.
        label: how an error names it.
        turn_deg: clockwise, beyond the rotation that a phone writes.
    """

    def __init__(self, capture: Capture, *, kind: str, name: str, label: str, turn_deg: int) -> None:
        self._capture: Capture | None = capture
        self._turn_deg = turn_deg
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

    def __exit__(self, *_: object) -> None:
        self.close()

    def _next(self) -> Frame | None:
        if self._capture is None:
            return None
        image: Image | None = next_image(self._capture, self._turn_deg)
        if image is None:
            return None
        self._index += 1
        time_s = self._stamps.next(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0)
        return Frame(image, time_s, self._index)
