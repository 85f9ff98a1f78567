"""One stretch of a video tracked by itself, in whichever process: what a worker does."""

import signal
from collections.abc import Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import cv2

from posecoach.batch.pool import end_with_parent
from posecoach.batch.restart import OVERLAP_FRAMES, RestartingTracker, Restarts
from posecoach.errors import PoseCoachError
from posecoach.kinematics.landmarks import Pose
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import EstimatorOptions
from posecoach.video import FileSource, open_source, pictures
from posecoach.video.quiet import hushed_stderr

PACKET_FRAMES = 32
"""Frames handed over at once: few enough to keep whoever waits busy, many enough to cost nothing."""


@dataclass(frozen=True, slots=True)
class TrackedFrame:
    """A frame's time, the pose in it (None: nobody), and the frame at which its tracker began."""

    t_s: float
    pose: Pose | None
    began: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames from `start` up to `end` (None: to the last), tracked as the whole video would be.

    `start` and `end` are places where trackers are restarted. `begin` is where the tracker that is in charge
    at `start` began: `start` itself, or an earlier place when the one begun at `start` was not taken.
    """

    begin: int
    start: int
    end: int | None
    block: int


Packet = tuple[TrackedFrame, ...] | PoseCoachError | None
"""What a worker sends: frames, and in the end None, or why the stretch cannot be done."""


def track_stretch(
    path: Path, options: EstimatorOptions, stretch: Stretch
) -> Generator[TrackedFrame, None, None]:
    """The frames from `stretch.start` to OVERLAP_FRAMES behind its end.

    Those behind the end are for comparison with the tracker that begins there.
    """
    restarts = Restarts(stretch.block, after=stretch.start, before=stretch.end)
    last = None if stretch.end is None else stretch.end + OVERLAP_FRAMES
    tracker: RestartingTracker | None = None
    with hushed_stderr(), open_source(path) as source:
        _skip(source, stretch.begin)
        try:
            for frame in pictures(source):
                if last is not None and frame.index >= last:
                    return
                if tracker is None:
                    tracker = RestartingTracker(lambda: open_tracker(options), restarts)
                    tracker.began = stretch.begin
                pose = tracker.estimate(frame)
                if frame.index >= stretch.start:
                    yield TrackedFrame(frame.t_s, pose, tracker.began)
        finally:
            if tracker is not None:
                tracker.close()


def work(connection: Connection, path: Path, options: EstimatorOptions, stretch: Stretch) -> None:
    """Entry of a worker process: track and send packets; ends when nobody listens."""
    end_with_parent()
    # Ctrl-C is for the program that started this process, which ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)  # one process a core: threads within would only get in each other's way
    frames: list[TrackedFrame] = []
    try:
        for frame in track_stretch(path, options, stretch):
            frames.append(frame)
            if len(frames) == PACKET_FRAMES:
                connection.send(tuple(frames))
                frames.clear()
        connection.send(tuple(frames))
        connection.send(None)
    except PoseCoachError as error:
        connection.send(error)
    except BrokenPipeError:
        return  # whoever wanted the result has gone


def _skip(source: Any, frames: int) -> None:
    if isinstance(source, FileSource):
        source.skip(frames)
        return
    for _ in range(frames):
        if source.read() is None:
            return
