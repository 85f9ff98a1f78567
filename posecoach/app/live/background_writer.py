"""Writes a clip from a thread of its own: neither the coach nor the screen ever waits for the disk."""

import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from posecoach.app.live.speaker import Tell
from posecoach.display.shapes import Image
from posecoach.errors import OutputError, PoseCoachError
from posecoach.session.unfinished_clips import noted_clip
from posecoach.video import ClipWriter, Frame, check_clip_path, unfinished_clip

WAITING = 90
"""Pictures that may wait, three seconds' worth; beyond that the newest are left out of the clip."""

CLOSE_S = 20.0
"""How long a clip may take to be finished, once it has taken all that waits."""


class BackgroundWriter:
    """A `ClipWriter` behind a queue. The clip begins with the first picture and has its size.

    Attributes:
        left_out: pictures that found the queue full.

    Raises:
        OutputError: `path` cannot be written (when made), or the clip failed or hangs (when closed).
    """

    def __init__(self, path: Path, fps: float, tell: Callable[[str], None] = lambda sentence: None) -> None:
        """`tell` gets the sentence about a clip that fails at once, on the writer's own thread."""
        check_clip_path(path)
        self.left_out = 0
        self._path = path
        self._fps = fps
        self._tell = tell
        self._closing = False
        self._queue: queue.Queue[tuple[Image, float] | None] = queue.Queue(WAITING)
        self._error: PoseCoachError | None = None
        self._thread = threading.Thread(target=self._run, name="posecoach-clip", daemon=True)
        self._thread.start()

    def write(self, image: Image, t_s: float) -> None:
        """Add a picture, which must not be changed afterwards; returns at once."""
        try:
            self._queue.put_nowait((image, t_s))
        except queue.Full:
            self.left_out += 1

    def keep(self, frame: Frame) -> None:
        """Add a frame as it is."""
        self.write(frame.image, frame.t_s)

    def close(self) -> None:
        """Finish the clip."""
        with suppress(queue.Full):  # a thread that hangs takes nothing more
            self._queue.put(None, timeout=CLOSE_S)
        self._thread.join(CLOSE_S)
        if self._thread.is_alive():
            raise OutputError.of("clip.slow_disk", path=self._path)
        if self._error is not None:
            raise self._error

    def __enter__(self) -> "BackgroundWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        try:
            self._write_all()
        except Exception as error:  # noqa: BLE001 - whatever it is, the queue has to be emptied
            self._error = OutputError.of("files.not_written", path=self._path, why=error)
            if isinstance(error, PoseCoachError):
                self._error = error
            if not self._closing:
                self._tell(str(self._error))
                while self._queue.get() is not None:  # so that nobody waits for room
                    pass

    def _write_all(self) -> None:
        first = self._queue.get()
        if first is None:
            return
        height, width = first[0].shape[:2]
        with ClipWriter(self._path, (width, height), self._fps) as writer:
            item: tuple[Image, float] | None = first
            last_s = float("-inf")
            while item is not None:
                last_s = max(last_s, item[1])
                writer.write(item[0], last_s)
                item = self._queue.get()
            self._closing = True  # the end mark is taken: whatever fails from here on, no other one comes


@dataclass(frozen=True, slots=True)
class Clips:
    """Begins clips that end with `stack`; one that fails is told, and no reason to lose more."""

    stack: ExitStack
    fps: float
    tell: Tell
    faults: list[str]

    def begin(self, path: Path | None) -> BackgroundWriter | None:
        """A writer of the clip at `path`, None for none; raises OutputError when it cannot be written."""
        if path is None:
            return None
        self.stack.enter_context(noted_clip(unfinished_clip(path)))
        writer = BackgroundWriter(path, self.fps, self.tell)
        self.stack.callback(self._end, writer)
        return writer

    def _end(self, writer: BackgroundWriter) -> None:
        try:
            writer.close()
        except PoseCoachError as error:
            self.faults.append(str(error))
