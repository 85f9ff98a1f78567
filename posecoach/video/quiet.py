"""Keeps OpenCV, FFmpeg and drivers from writing on standard error, where our own sentence must be alone."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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

    The whole process is deaf meanwhile, so this is for short calls made while nothing else has to speak.
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
        try:
            os.dup2(nothing, _STDERR)
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(nothing)
            os.close(kept)
