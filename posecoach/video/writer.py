"""Writes an annotated clip: whole at the end, or not there at all."""

import errno
import math
import os
import shutil
from pathlib import Path
from types import TracebackType

import cv2
import numpy as np

from posecoach import sentences
from posecoach.errors import OutputError
from posecoach.files import check_ending, check_place, is_unicode, make_private_file, put_in_place, unfinished
from posecoach.video.file import UNKNOWN_FPS
from posecoach.video.frame import Image
from posecoach.video.quiet import hushed_stderr, quiet_backends

# Tried in this order. The OpenCV wheels carry no H.264 encoder of their own (it is under the GPL), but macOS
# and some Windows and Linux machines have one that they find; MPEG-4 part 2 is always there.
CODECS = {
    ".mp4": ("avc1", "mp4v"),
    ".m4v": ("avc1", "mp4v"),
    ".mov": ("avc1", "mp4v"),
    ".mkv": ("avc1", "mp4v"),
    ".avi": ("MJPG",),
    ".webm": ("VP80",),
}
# The head of a clip and its first frames; a disk without so much room takes no clip.
HEAD_BYTES = 100_000
# A disk that fills is noticed once in so many frames: OpenCV goes on writing, and says nothing.
CHECK_FRAMES = 30
# A file of more frames a second than this gains nothing on a screen.
HIGHEST_FPS = 60.0


def check_clip_path(path: Path) -> None:
    """Raise OutputError where a clip could not be written at `path`; cheap, for before the work starts."""
    check_ending(path, tuple(CODECS), "A clip")
    if not is_unicode(path):  # OpenCV ends the whole program
        raise OutputError.of("video.not_unicode", "video.other_name", path=path)
    check_place(path)


def unfinished_clip(path: Path) -> Path:
    """Where the clip of `path` grows until it is whole."""
    return unfinished(Path(os.path.realpath(path))).with_suffix(path.suffix)


class ClipWriter:
    """Writes pictures with their times as a clip of constant frame rate; a context manager.

    A picture is shown from its own time to the next one's, so a recording of variable frame rate keeps its
    speed. The clip is written beside its place under another name and put there when all is well: a run that
    fails or is interrupted leaves neither half a clip nor a damaged older one.

    Raises:
        OutputError: the path cannot be written (when made), the disk is full (when written to), or it took
            less than all (when closed).

    Args:
        path: where the clip goes; .mp4, .m4v, .mov, .mkv, .avi or .webm.
        size_px: width and height of the clip; made even, as the codecs want it. A picture of another size (a
            phone that was turned) is fitted in, with black beside it.
        fps: frames a second of the clip; the source's own, or NaN (30 then).
    """

    def __init__(self, path: Path, size_px: tuple[int, int], fps: float) -> None:
        check_clip_path(path)
        self._path = path
        self._target = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
        self._unfinished = unfinished_clip(path)
        self._size_px = (size_px[0] // 2 * 2, size_px[1] // 2 * 2)
        self._fps = min(fps, HIGHEST_FPS) if math.isfinite(fps) and fps > 0 else UNKNOWN_FPS
        self._writer: cv2.VideoWriter | None = self._new_writer()
        self._pending: Image | None = None
        self._zero_s = math.nan
        self._written = self._checked = 0

    def write(self, image: Image, t_s: float) -> None:
        """Add a picture, BGR of shape (H, W, 3), shown from `t_s` seconds on; times must not fall."""
        if self._pending is None:
            self._zero_s = t_s
        self._write_until(round((t_s - self._zero_s) * self._fps))
        if self._written - self._checked > CHECK_FRAMES:
            self._checked = self._written
            if shutil.disk_usage(self._target.parent).free < HEAD_BYTES:
                raise OutputError.of("clip.given_up", path=self._path, why=os.strerror(errno.ENOSPC))
        self._pending = self._fitted(image)

    def close(self) -> None:
        """Finish the clip and put it in its place."""
        if self._writer is None:
            return
        self._write_until(self._written + 1)
        self._release()
        try:
            if self._written == 0:
                raise OutputError.of("clip.no_picture", path=self._path)
            if not self._is_whole():
                reason = self._disk_fault()
                what = sentences.say("clip.cut_short", path=self._path)
                if reason:
                    raise OutputError(f"{what}: {reason}.")
                raise OutputError(f"{what}.", sentences.say("clip.see_disk"))
            put_in_place(self._unfinished, self._target)
        except OSError as error:
            raise OutputError.of("files.not_written", path=self._path, why=error.strerror) from error
        finally:
            self._unfinished.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Stop and leave nothing behind."""
        self._release()
        self._unfinished.unlink(missing_ok=True)

    def __enter__(self) -> "ClipWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.abandon()

    def _write_until(self, count: int) -> None:
        while self._writer is not None and self._pending is not None and self._written < count:
            self._writer.write(self._pending)
            self._written += 1

    def _new_writer(self) -> cv2.VideoWriter:
        quiet_backends()
        try:
            make_private_file(self._unfinished)  # OpenCV writes into the file that is there
        except OSError as error:
            raise OutputError.of("files.not_written", path=self._path, why=error.strerror or error) from error
        with hushed_stderr():  # OpenCV prints which codecs it had to pass over
            for codec in CODECS[self._path.suffix.lower()]:
                writer = cv2.VideoWriter(
                    str(self._unfinished.absolute()),
                    cv2.CAP_FFMPEG,
                    cv2.VideoWriter.fourcc(*codec),
                    self._fps,
                    self._size_px,
                )
                if writer.isOpened():
                    return writer
                writer.release()
        reason = self._disk_fault()
        self._unfinished.unlink(missing_ok=True)
        if reason:
            raise OutputError.of("files.not_written", path=self._path, why=reason)
        raise OutputError.of(
            "clip.no_codec",
            "clip.use_avi",
            suffix=self._path.suffix,
            width=self._size_px[0],
            height=self._size_px[1],
        )

    def _disk_fault(self) -> str:
        """Why the disk takes no more, "" where it does; OpenCV says nothing of it."""
        try:
            with self._unfinished.open("ab") as file:
                file.write(bytes(HEAD_BYTES))
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def _release(self) -> None:
        if self._writer is not None:
            self._writer.release()
            self._writer = None

    def _is_whole(self) -> bool:
        """Whether the file holds every frame; OpenCV tells nobody when the disk is full.

        Some formats say at their head how many frames should follow, so the frames themselves are counted,
        undecoded, which takes milliseconds.
        """
        clip = cv2.VideoCapture(str(self._unfinished.absolute()), cv2.CAP_FFMPEG)
        try:
            clip.set(cv2.CAP_PROP_FORMAT, -1)
            found = 0
            while clip.grab():
                found += 1
            return found >= self._written
        finally:
            clip.release()

    def _fitted(self, image: Image) -> Image:
        """The picture in the clip's size, a copy: the caller may go on drawing on its own."""
        width, height = self._size_px
        if image.shape[0] // 2 * 2 == height and image.shape[1] // 2 * 2 == width:
            whole: Image = image[:height, :width].copy()
            return whole
        scale = min(width / image.shape[1], height / image.shape[0])
        inner = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        fitted = np.zeros((height, width, 3), np.uint8)
        left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
        fitted[top : top + inner[1], left : left + inner[0]] = cv2.resize(image, inner)
        return fitted
