"""A recording replayed at its own speed as though it were a camera: the newest picture, others dropped."""

import threading
import time

from posecoach.video.faults import no_picture
from posecoach.video.file import FileSource
from posecoach.video.frame import Frame, Interruption, SourceInfo
from posecoach.video.health import PictureHealth
from posecoach.video.live import Arrival, Connection, LiveSource


class PacedSource(LiveSource):
    """A recording through the live path.

    The recording starts to run at the first `read`, so that nothing of it is lost while a model is loaded.
    Times are the recording's own (as in `FileSource`), its gaps the pictures dropped.
    """

    def __init__(self, recording: FileSource) -> None:
        self._recording = recording
        self._feed = _RealTimeFeed(recording)
        name = recording.info.name
        super().__init__(
            Connection(
                kind=recording.info.kind,
                name=name,
                connect=self._feed.started,
                fault=lambda: no_picture(name),
                id="behind",
            ),
        )

    @property
    def info(self) -> SourceInfo:
        return self._recording.info

    def read(self) -> Frame | Interruption | None:
        if not self._feed.running.is_set():
            with self._changed:
                self._zero_s = self._clock()
                self._picture = PictureHealth()
                self._feed.zero_s = self._zero_s
            self._feed.running.set()
        return super().read()


class _RealTimeFeed:
    """The feed that holds every picture back until its time has come."""

    def __init__(self, recording: FileSource) -> None:
        self._recording = recording
        self._stop = threading.Event()
        self._handed_out = 0
        self.running = threading.Event()
        self.zero_s = 0.0
        self.finished = False

    def started(self, stop: threading.Event) -> "_RealTimeFeed":
        self._stop = stop
        return self

    @property
    def fps(self) -> float:
        return self._recording.info.fps

    def next(self) -> Arrival | None:
        frame = self._recording.read()
        if frame is None:
            self.finished = True
            return None
        if self._handed_out > 0:
            while not self.running.wait(0.05):
                if self._stop.is_set():
                    return None
            self._stop.wait(max(0.0, self.zero_s + frame.t_s - time.perf_counter()))
        self._handed_out += 1
        return Arrival(frame.image, frame.t_s)

    def close(self) -> None:
        self._recording.close()
