"""Keeps MediaPipe's start-up chatter off standard error, where our own sentence must be alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from posecoach.video.quiet import hushed_stderr


@contextmanager
def quiet_start() -> Iterator[None]:
    """Silence what TensorFlow Lite and glog print while a model is loaded."""
    os.environ.setdefault("GLOG_minloglevel", "3")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with hushed_stderr():
        yield
