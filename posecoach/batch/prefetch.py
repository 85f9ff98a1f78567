"""Decoding, tracking and coaching at the same time: each on a thread of its own, a few frames apart."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Generic, TypeVar

from posecoach.batch.restart import RestartingTracker
from posecoach.kinematics.landmarks import Pose
from posecoach.timing import Stopwatch
from posecoach.video import Frame, FrameSource, pictures

AHEAD_FRAMES = 4
"""Frames that may wait between two stages: enough to ride out a slow one, few enough to cost no memory."""

Item = TypeVar("Item")


def tracked_frames(
    source: FrameSource, tracker: RestartingTracker, timing: Stopwatch
) -> Generator[tuple[Frame, Pose | None], None, None]:
    """Every frame of `source` with its pose, in order; decoding and tracking run ahead of the caller.

    Each of the three threads (this one included) mostly waits for code that leaves Python's lock alone. The
    caller must exhaust or close the iterator; errors of the other threads are raised here.
    """
    prepared = _Ahead(lambda: _prepare(source, tracker, timing))
    tracked = _Ahead(lambda: _track(prepared, tracker, timing))
    try:
        yield from tracked
    finally:
        tracked.stop()
        prepared.stop()


def _prepare(
    source: FrameSource, tracker: RestartingTracker, timing: Stopwatch
) -> Iterator[tuple[Frame, object]]:
    for frame in timing.each("decode", pictures(source)):
        with timing.stage("convert"):
            image = tracker.prepare(frame)
        yield frame, image


def _track(
    prepared: "_Ahead[tuple[Frame, object]]", tracker: RestartingTracker, timing: Stopwatch
) -> Iterator[tuple[Frame, Pose | None]]:
    for frame, image in prepared:
        with timing.stage("pose"):
            pose = tracker.follow(frame.index, image)
        yield frame, pose


class _Ahead(Generic[Item]):
    """Iterates what `work` yields, produced on a thread that keeps AHEAD_FRAMES ahead."""

    def __init__(self, work: Callable[[], Iterator[Item]]) -> None:
        self._items: queue.Queue[tuple[Item | None, BaseException | None]] = queue.Queue(AHEAD_FRAMES)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Item]:
        while True:
            item, error = self._items.get()
            if error is not None:
                raise error
            if item is None:
                return
            yield item

    def stop(self) -> None:
        """End the thread and wait for it: what it uses may be closed afterwards."""
        self._stopped.set()
        while self._thread.is_alive():
            try:
                self._items.get(timeout=0.05)
            except queue.Empty:
                continue

    def _run(self, work: Callable[[], Iterator[Item]]) -> None:
        try:
            for item in work():
                self._put(item, None)
                if self._stopped.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 (raised again where the items are used)
            self._put(None, error)
            return
        self._put(None, None)

    def _put(self, item: Item | None, error: BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self._items.put((item, error), timeout=0.1)
            except queue.Full:
                continue
            return
