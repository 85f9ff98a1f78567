"""One video over several processes: each tracks a stretch, and the poses come back as those of one run."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

from posecoach.batch.restart import OVERLAP_FRAMES, block_frames, takes_over
from posecoach.batch.stretch import Packet, Stretch, TrackedFrame, track_stretch, work
from posecoach.errors import PoseCoachError
from posecoach.pose.estimator import EstimatorOptions


def plan_stretches(frames: int, jobs: int, block: int | None = None) -> list[Stretch]:
    """Share `frames` frames among at most `jobs` processes, in whole blocks, as evenly as these allow."""
    block = block or block_frames(frames)
    blocks = max(1, -(-frames // block))
    jobs = max(1, min(jobs, blocks))
    places = [block * (blocks * job // jobs) for job in range(jobs)]
    return [Stretch(start, start, end, block) for start, end in zip(places, [*places[1:], None], strict=True)]


def parallel_frames(
    path: Path, options: EstimatorOptions, stretches: Sequence[Stretch]
) -> Generator[TrackedFrame, None, None]:
    """Every frame's time and pose in order, the same to the last bit as in one process.

    A worker that dies is replaced by this process. The caller must exhaust or close the iterator.

    Raises:
        PoseCoachError: as the workers do, in place of the frame at which it happened.
    """
    workers = Workers(path, options, stretches)

    def feed(number: int) -> Feed:
        return Feed(stretches[number].start, workers.frames(number), lambda: workers.stop(number))

    def here(stretch: Stretch) -> Feed:
        return Feed(stretch.start, track_stretch(path, options, stretch))

    try:
        yield from stitched([feed(number) for number in range(len(stretches))], stretches, here)
    finally:
        workers.stop_all()


class Feed:
    """The frames of one stretch, by their index in the video.

    Args:
        start: index of the first.
        frames: finds them, in order.
        stop: called when nobody wants any more.
    """

    def __init__(
        self, start: int, frames: Iterator[TrackedFrame], stop: Callable[[], None] = lambda: None
    ) -> None:
        self._start = start
        self._frames = frames
        self._found: list[TrackedFrame] = []
        self._stop = stop

    def at(self, index: int) -> TrackedFrame | None:
        """Frame `index`; None when the feed ends before it."""
        place = index - self._start
        self._found += islice(self._frames, max(0, place + 1 - len(self._found)))
        return self._found[place] if place < len(self._found) else None

    def stop(self) -> None:
        """Let its frames go, and whoever finds more of them."""
        self._stop()
        self._frames = iter(())
        self._found.clear()


def stitched(
    feeds: Sequence[Feed], stretches: Sequence[Stretch], anew: Callable[[Stretch], Feed]
) -> Iterator[TrackedFrame]:
    """The feeds of consecutive stretches as one, joined by the rule that `RestartingTracker` follows.

    Args:
        feeds: one a stretch; each goes on OVERLAP_FRAMES behind the end of its stretch.
        anew: makes the feed of a stretch whose own tracker was not taken, so that an earlier one goes on.
    """
    feed, index = feeds[0], 0
    for fresh, stretch in zip(feeds[1:], stretches[1:], strict=True):
        began = 0
        while index < stretch.start:
            frame = feed.at(index)
            if frame is None:
                return  # the video is shorter than its container says
            yield frame
            began = frame.began
            index += 1
        taken = False
        while not taken and index < stretch.start + OVERLAP_FRAMES:
            frame, other = feed.at(index), fresh.at(index)
            if frame is None:
                return
            taken = other is not None and takes_over(index - stretch.start, frame.pose, other.pose)
            yield other if taken and other is not None else frame
            index += 1
        feed.stop()
        if not taken:
            fresh.stop()
        feed = fresh if taken else anew(replace(stretch, begin=began))
    while (frame := feed.at(index)) is not None:
        yield frame
        index += 1


class Workers:
    """Processes that track stretches of one video, each known by the number of its stretch.

    Attributes:
        processes: one a stretch.
    """

    def __init__(self, path: Path, options: EstimatorOptions, stretches: Sequence[Stretch]) -> None:
        self._tracked = [partial(track_stretch, path, options, stretch) for stretch in stretches]
        # Fresh processes: forked ones inherit MediaPipe's threads in a broken state.
        context = multiprocessing.get_context("spawn")
        self.processes: list[BaseProcess] = []
        self._open: dict[Connection, int] = {}
        self._received: list[deque[Packet]] = [deque() for _ in stretches]
        for number, stretch in enumerate(stretches):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=work, args=(theirs, path, options, stretch), daemon=True)
            process.start()
            theirs.close()
            self.processes.append(process)
            self._open[ours] = number

    def frames(self, number: int) -> Iterator[TrackedFrame]:
        """The frames of a stretch; of one whose worker died this process finds those that are missing."""
        used, received = 0, self._received[number]
        while received or number in self._open.values():
            self._receive(0 if received else None)
            if received:
                packet = received.popleft()
                if packet is None:
                    return
                if isinstance(packet, PoseCoachError):
                    raise packet
                used += len(packet)
                yield from packet
        with closing(self._tracked[number]()) as frames:
            yield from islice(frames, used, None)

    def _receive(self, timeout_s: float | None) -> None:
        """Take what has arrived from any worker; wait for something at most `timeout_s` (None: for ever)."""
        for pipe in wait(list(self._open), timeout_s) if self._open else ():
            try:
                self._received[self._open[cast(Connection, pipe)]].append(cast(Connection, pipe).recv())
            except (EOFError, OSError):
                del self._open[cast(Connection, pipe)]  # the worker is dead, or done

    def stop(self, number: int) -> None:
        """End one worker, which frees its core for those that are still at work."""
        self._open = {pipe: one for pipe, one in self._open.items() if one != number}
        self.processes[number].terminate()

    def stop_all(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.join()
            process.close()
