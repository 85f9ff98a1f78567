"""One video over several processes: each tracks a stretch, and the poses come back as those of one run."""

import multiprocessing
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol, cast

from posecoach.batch.restart import OVERLAP_FRAMES, block_frames, takes_over
from posecoach.batch.stretch import Finished, Packet, Stretch, TrackedFrame, track_stretch, work
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
    try:
        yield from stitched(
            workers.feeds, stretches, lambda stretch: Feed(stretch.start, workers.here(stretch))
        )
    finally:
        workers.stop()


class More(Protocol):
    """Where a feed's frames come from: `more` waits for some, and is None when there are no more.

    After `stop` nobody wants any.
    """

    def more(self) -> Sequence[TrackedFrame] | None: ...

    def stop(self) -> None: ...


class Feed:
    """The frames of one stretch, by their index in the video; the first is `start`."""

    def __init__(self, start: int, origin: More) -> None:
        self._start = start
        self._origin = origin
        self._frames: list[TrackedFrame] = []
        self._ended = False

    def at(self, index: int) -> TrackedFrame | None:
        """Frame `index`; None when the feed ends before it."""
        while len(self._frames) <= index - self._start and not self._ended:
            more = self._origin.more()
            self._ended = more is None
            self._frames += more or ()
        place = index - self._start
        return self._frames[place] if place < len(self._frames) else None

    def stop(self) -> None:
        """Let its frames go, and whoever finds more of them."""
        self._origin.stop()
        self._frames.clear()
        self._ended = True


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
    """Processes that track stretches of one video; `feeds` has one a stretch."""

    def __init__(self, path: Path, options: EstimatorOptions, stretches: Sequence[Stretch]) -> None:
        self._options, self._path = options, path
        # Fresh processes: forked ones inherit MediaPipe's threads in a broken state.
        context = multiprocessing.get_context("spawn")
        self.processes: list[BaseProcess] = []
        self._inboxes: list[_Inbox] = []
        for stretch in stretches:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=work, args=(theirs, path, options, stretch), daemon=True)
            process.start()
            theirs.close()
            self.processes.append(process)
            self._inboxes.append(_Inbox(self, ours, process, stretch))
        self.feeds = [Feed(inbox.stretch.start, inbox) for inbox in self._inboxes]

    def listen(self, timeout_s: float | None) -> None:
        """Take what has arrived from any worker; wait for something at most `timeout_s` (None: for ever)."""
        by_pipe = {inbox.pipe: inbox for inbox in self._inboxes if inbox.open}
        for pipe in wait(list(by_pipe), timeout_s) if by_pipe else ():
            by_pipe[cast(Connection, pipe)].take()

    def here(self, stretch: Stretch) -> "Here":
        """The stretch tracked in this process."""
        return Here(self._path, self._options, stretch)

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.join()
            process.close()


class _Inbox:
    """What one worker has sent and nobody has used yet."""

    def __init__(self, workers: Workers, pipe: Connection, process: BaseProcess, stretch: Stretch) -> None:
        self.pipe, self.stretch, self.open = pipe, stretch, True
        self._workers, self._process = workers, process
        self._waiting: list[TrackedFrame] = []
        self._used = 0
        self._finished: Finished | None = None
        self._replacement: Here | None = None

    def take(self) -> None:
        """Receive one packet."""
        try:
            packet: Packet = self.pipe.recv()
        except (EOFError, OSError):
            self.open = False  # the worker is dead, or done
            return
        if isinstance(packet, Finished):
            self._finished, self.open = packet, False
        else:
            self._waiting += packet

    def more(self) -> Sequence[TrackedFrame] | None:
        """See `More`."""
        self._workers.listen(0)
        while not self._waiting and self.open:
            self._workers.listen(None)
        if self._waiting:
            frames, self._waiting = self._waiting, []
            self._used += len(frames)
            return frames
        if self._finished is None:
            return self._instead()
        if self._finished.error is not None:
            raise self._finished.error
        return None

    def stop(self) -> None:
        """See `More`: frees its core for those that are still at work."""
        self.open = False
        self._process.terminate()

    def _instead(self) -> Sequence[TrackedFrame] | None:
        """The worker died: this process does its work again, and leaves out what had arrived."""
        if self._replacement is None:
            self._replacement = self._workers.here(self.stretch)
            for _ in range(self._used):
                self._replacement.more()
        return self._replacement.more()


class Here:
    """A stretch tracked in this process, a frame at a time."""

    def __init__(self, path: Path, options: EstimatorOptions, stretch: Stretch) -> None:
        self._frames = track_stretch(path, options, stretch)

    def more(self) -> Sequence[TrackedFrame] | None:
        """See `More`."""
        frame = next(self._frames, None)
        return None if frame is None else (frame,)

    def stop(self) -> None:
        """See `More`."""
        self._frames.close()
