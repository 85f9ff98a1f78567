"""A camera or stream as a source: always the newest picture, read by a thread of its own."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from posecoach.errors import VideoError
from posecoach.video.frame import Frame, Image, Interruption, SourceInfo
from posecoach.video.health import Health, PictureHealth

FIRST_PICTURE_S = 8.0  # a slow USB camera needs 2 to 3 s for its first picture
PATIENCE_S = 1.0  # without a picture for this long, the person is told
REPEAT_S = 0.25  # while there is no picture, `read` returns this often so that keys and clock stay alive
CLOSE_S = 1.0
BACK_OFF_S = (0.3, 0.6, 1.2, 2.5, 5.0)
SHORTEST_STEP_S = 0.001  # the pose tracker takes times in whole milliseconds

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A picture just arrived: BGR of shape (H, W, 3).

    `t_s` is its own time, or None to take the clock's; `age_s` how long ago it arrived, before decoding.
    """

    image: Image
    t_s: float | None = None
    age_s: float = 0.0


class Feed(Protocol):
    """Where the thread gets its pictures; used by that thread alone."""

    @property
    def finished(self) -> bool:
        """After `next` gave None: whether this was the end (True) or a cut (False)."""

    @property
    def fps(self) -> float:
        """The nominal frame rate; NaN when unknown."""

    def next(self) -> Arrival | None:
        """Wait for the next picture; None when none can be had."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Connection:
    """A live source's name and how to connect to it, the first time and again after a cut.

    `connect` raises VideoError; `fault` gives the error for one that connects but shows no picture; `id` is
    that of the `Interruption` when pictures stop coming.
    """

    kind: str
    name: str
    connect: Callable[[threading.Event], Feed]
    fault: Callable[[], VideoError]
    id: str


class LiveSource:
    """Hands out the newest picture of a camera or stream; older ones that nobody asked for are dropped.

    Times are seconds since the source was opened, taken as the picture arrives, strictly rising.
    `Frame.index` counts what arrived, so a gap in it is the number of pictures dropped. When pictures stop
    coming, `read` gives an Interruption at once and then four times a second, while the thread tries to
    connect again.

    Raises:
        VideoError: there is no such camera or stream, or no picture within eight seconds.

    Args:
        connection: what to connect to.
        give_up_s: end (None) after so long without a picture; by default never.
        clock: monotonic seconds.
    """

    def __init__(
        self, connection: Connection, *, give_up_s: float = math.inf, clock: Clock = time.perf_counter
    ) -> None:
        self._connection = connection
        self._give_up_s = give_up_s
        self._clock = clock
        self._zero_s = clock()
        self._stop = threading.Event()
        self._changed = threading.Condition()
        # Everything below is shared with the thread and touched only while holding `_changed`.
        self._newest: Frame | None = None
        self._count = 0
        self._last_t_s = -SHORTEST_STEP_S
        self._last_arrival_s = 0.0
        self._size_px = (0, 0)
        self._picture = PictureHealth()
        self._cut = False
        self._cut_told = True
        self._ended = False
        self._attempts = 0
        self._watcher: Callable[[Frame], None] = lambda frame: None

        feed = connection.connect(self._stop)  # here, where its error can be raised
        self._fps = feed.fps
        self._thread = threading.Thread(target=self._run, args=(feed,), name="posecoach-video", daemon=True)
        self._thread.start()
        self._await_first_picture()

    @property
    def info(self) -> SourceInfo:
        return SourceInfo(self._connection.kind, self._connection.name, self._fps, None, self._size_px)

    def now_s(self) -> float:
        """The present on the clock of `Frame.t_s`: a picture's age is `now_s() - frame.t_s`."""
        return self._clock() - self._zero_s

    def watch(self, watcher: Callable[[Frame], None]) -> None:
        """Call `watcher` with every picture as it arrives, on the source's own thread; it must not wait."""
        self._watcher = watcher

    def health(self) -> Health:
        """How the picture is at present."""
        with self._changed:
            if self._cut or self._silent_s() > self._patience_s():
                return Health(self._connection.id, math.nan)
            return self._picture.judge()

    def read(self) -> Frame | Interruption | None:
        with self._changed:
            self._changed.wait_for(self._has_news, self._wait_s())
            if self._stop.is_set():
                return None
            if self._newest is not None:
                frame, self._newest = self._newest, None
                return frame
            if self._ended:
                return None
            self._cut_told = True
            return Interruption(self.now_s(), self._connection.id)

    def close(self) -> None:
        """Stop within a second; where a driver does not return, its thread is left to end alone."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join(CLOSE_S)

    def __enter__(self) -> "LiveSource":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _has_news(self) -> bool:
        told = self._cut_told or not self._cut
        return self._newest is not None or self._ended or self._stop.is_set() or not told

    def _wait_s(self) -> float:
        """How long `read` waits: out the patience where pictures came until just now, else a moment."""
        if self._cut:
            return REPEAT_S
        return max(REPEAT_S, self._patience_s() - self._silent_s())

    def _silent_s(self) -> float:
        return self.now_s() - self._last_arrival_s

    def _patience_s(self) -> float:
        fps = self._picture.fps
        return max(PATIENCE_S, 3.0 / fps) if fps > 0 else PATIENCE_S

    def _await_first_picture(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count > 0 or self._ended or self._cut, FIRST_PICTURE_S)
            arrived = self._count > 0
        if not arrived:
            self.close()
            raise self._connection.fault()

    # From here on: the thread's side.

    def _run(self, feed: Feed | None) -> None:
        while feed is not None and not self._stop.is_set():
            self._drain(feed)
            finished = feed.finished
            feed.close()
            with self._changed:
                never_a_picture = self._count == 0
                if finished or never_a_picture:
                    self._ended = True
                else:
                    self._cut, self._cut_told = True, False
                self._changed.notify_all()
            if finished or never_a_picture:
                return
            feed = self._reconnect()
        if feed is not None:
            feed.close()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _drain(self, feed: Feed) -> None:
        while not self._stop.is_set():
            arrival = feed.next()
            if arrival is None:
                return
            self._take_in(arrival)

    def _take_in(self, arrival: Arrival) -> None:
        with self._changed:
            now_s = self.now_s()
            t_s = now_s - arrival.age_s if arrival.t_s is None else arrival.t_s
            t_s = max(t_s, self._last_t_s + SHORTEST_STEP_S)
            frame = Frame(arrival.image, t_s, self._count)
            self._newest = frame
            self._count += 1
            self._last_t_s, self._last_arrival_s = t_s, now_s
            self._size_px = (arrival.image.shape[1], arrival.image.shape[0])
            if self._cut:
                self._cut, self._cut_told = False, True
                self._picture = PictureHealth()
            self._attempts = 0
            self._picture.update(arrival.image, now_s)
            self._changed.notify_all()
        self._watcher(frame)

    def _reconnect(self) -> Feed | None:
        """Try until it works; None when told to stop, or `give_up_s` after the last picture."""
        while not self._stop.wait(BACK_OFF_S[min(self._attempts, len(BACK_OFF_S) - 1)]):
            if self._silent_s() > self._give_up_s:
                return None
            self._attempts += 1
            try:
                return self._connection.connect(self._stop)
            except VideoError:  # as expected while it is unplugged; the person hears `cut` meanwhile
                continue
        return None
