"""Keeps OpenCV, FFmpeg and drivers from writing on standard error, where our own sentence must be alone."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import cv2

_FFMPEG_LEVEL = "OPENCV_FFMPEG_LOGLEVEL"
_OPENCV_LEVEL = "OPENCV_LOG_LEVEL"
_FFMPEG_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"
_NO_REDIRECTS = "rtsp_flags;prefer_tcp|max_redirects;0"
"""FFmpeg would follow an address to any host. The first is what OpenCV asks for where nothing is set."""
_STDERR = 2
_hush_lock = threading.Lock()
_depth = 0
_restore: Callable[[], None] | None = None


def quiet_backends() -> None:
    """Silence OpenCV's log and FFmpeg's; call before the first file, camera or stream is opened.

    A developer who has set OPENCV_LOG_LEVEL or OPENCV_FFMPEG_LOGLEVEL keeps what they asked for.
    """
    os.environ.setdefault(_FFMPEG_LEVEL, "-8")  # AV_LOG_QUIET in libavutil/log.h
    os.environ.setdefault(_FFMPEG_OPTIONS, _NO_REDIRECTS)
    if _OPENCV_LEVEL not in os.environ:
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@contextmanager
def hushed_stderr() -> Iterator[None]:
    """Point file descriptor 2 at nothing for a while, for C code that prints past every log level.

    Only C code is hushed: what Python writes to standard error, from any thread, still arrives. One may lie
    within another, on any thread; the outermost counts.
    """
    global _restore, _depth
    with _hush_lock:
        if _depth == 0:
            _restore = _hush()
        _depth += 1
    try:
        yield
    finally:
        with _hush_lock:
            _depth -= 1
            if _depth == 0 and _restore is not None:
                _restore()


def _hush() -> Callable[[], None]:
    """Hush descriptor 2; returns what undoes it."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # no standard error at all (a windowed program): nothing to hush
        return lambda: None
    if sys.stderr is not None:
        sys.stderr.flush()
    before = sys.stderr
    loud = _on_another_descriptor(before, kept)
    sys.stderr = loud
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, _STDERR)
    os.close(nothing)

    def restore() -> None:
        os.dup2(kept, _STDERR)
        os.close(kept)
        if loud is not before:
            if sys.stderr is loud:
                sys.stderr = before
            if loud is not None:
                loud.close()

    return restore


def _on_another_descriptor(stream: TextIO | None, descriptor: int) -> TextIO | None:
    """A stream that writes to `descriptor`, when `stream` is standard error itself; else `stream`."""
    try:
        if stream is None or stream.fileno() != _STDERR:
            return stream
    except (OSError, ValueError):  # a stream that is no file, as tests use
        return stream
    return os.fdopen(os.dup(descriptor), "w", buffering=1, encoding=stream.encoding, errors=stream.errors)
