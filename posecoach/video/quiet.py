"""Keeps OpenCV, FFmpeg and drivers from writing on standard error, where our own sentence must be alone."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import cv2

_FFMPEG_LEVEL = "OPENCV_FFMPEG_LOGLEVEL"
_OPENCV_LEVEL = "OPENCV_LOG_LEVEL"
_STDERR = 2
_hush_lock = threading.Lock()


def quiet_backends() -> None:
    """Silence OpenCV's log and FFmpeg's; call before the first file, camera or stream is opened.

    A developer who has set OPENCV_LOG_LEVEL or OPENCV_FFMPEG_LOGLEVEL keeps what they asked for.
    """
    os.environ.setdefault(_FFMPEG_LEVEL, "-8")  # AV_LOG_QUIET in libavutil/log.h
    if _OPENCV_LEVEL not in os.environ:
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@contextmanager
def hushed_stderr() -> Iterator[None]:
    """Point file descriptor 2 at nothing for a moment, for C code that prints past every log level.

    Only C code is hushed: what Python writes to standard error, from any thread, still arrives.
    """
    with _hush_lock:
        try:
            kept = os.dup(_STDERR)
        except OSError:  # no standard error at all (a windowed program): nothing to hush
            yield
            return
        if sys.stderr is not None:
            sys.stderr.flush()
        nothing = os.open(os.devnull, os.O_WRONLY)
        before = sys.stderr
        loud = _on_another_descriptor(before, kept)
        try:
            sys.stderr = loud
            os.dup2(nothing, _STDERR)
            yield
        finally:
            os.dup2(kept, _STDERR)
            sys.stderr = before
            if loud is not before and loud is not None:
                loud.close()
            os.close(nothing)
            os.close(kept)


def _on_another_descriptor(stream: TextIO | None, descriptor: int) -> TextIO | None:
    """A stream that writes to `descriptor`, when `stream` is standard error itself; else `stream`."""
    try:
        if stream is None or stream.fileno() != _STDERR:
            return stream
    except (OSError, ValueError):  # a stream that is no file, as tests use
        return stream
    return os.fdopen(os.dup(descriptor), "w", buffering=1, encoding=stream.encoding, errors=stream.errors)
