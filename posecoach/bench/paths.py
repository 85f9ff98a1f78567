"""The ways of running a video that are compared: each path does a frame at a time and times its stages."""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import cv2

from posecoach.app.live.programme import block
from posecoach.app.live.session_controller import SessionController
from posecoach.app.live.speaker import Speaker
from posecoach.app.offline.analyze import Watcher
from posecoach.app.offline.outputs import CLIP_SIZE_PX, annotator
from posecoach.app.pipeline import Pipeline
from posecoach.audio.announcer import Announcer
from posecoach.audio.utterance import Utterance
from posecoach.audio.voice import Voice
from posecoach.display.large_screen import LargeScreen
from posecoach.display.window import WindowLike
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import load_language
from posecoach.motion.tracker import MotionTracker, open_tracker
from posecoach.pose.estimator import EstimatorOptions, open_landmarker, quiet_start
from posecoach.pose.model import model_name
from posecoach.session.builder import SessionBuilder
from posecoach.session.recorder import Recorder
from posecoach.session.track import TrackWriter
from posecoach.timing import Stopwatch
from posecoach.video import ClipWriter, Frame, Interruption, open_source

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job:
    """What every path runs: the video, the exercise, and how to estimate."""

    video: Path
    exercise: Exercise
    options: EstimatorOptions


@dataclass(slots=True)
class Latency:
    """Seconds from a decoded picture to what the person notices, one entry each time it happened."""

    display_s: list[float] = field(default_factory=list)
    announcement_s: list[float] = field(default_factory=list)


class BenchmarkPath(Protocol):
    """One way of running the video. `step` does the next frame and is False at the end."""

    name: str
    timing: Stopwatch
    latency: Latency

    def step(self) -> bool: ...

    def close(self) -> None: ...


class BarePath:
    """The loop of every tutorial: decode, convert, MediaPipe, and nothing with the result."""

    name = "bare"

    def __init__(self, job: Job) -> None:
        self.timing, self.latency = Stopwatch(), Latency()
        self._mediapipe, self._landmarker = open_landmarker(job.options)
        self._capture = cv2.VideoCapture(str(job.video.absolute()), cv2.CAP_FFMPEG)
        self._step_ms = 1000.0 / (self._capture.get(cv2.CAP_PROP_FPS) or 30.0)
        self._index = -1

    def step(self) -> bool:
        """Decode, convert and detect one frame."""
        self._index += 1
        with self.timing.stage("decode"):
            found, picture = self._capture.read()
        if not found:
            return False
        with self.timing.stage("convert"):
            rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
            image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=rgb)
        # The first call finishes loading, and prints.
        with quiet_start() if self._index == 0 else nullcontext(), self.timing.stage("mediapipe"):
            self._landmarker.detect_for_video(image, int(self._index * self._step_ms))
        return True

    def close(self) -> None:
        self._capture.release()
        self._landmarker.close()


class CoachPath:
    """From pixels to what the coach says, each stage timed; the base of `analyze` and the live path."""

    name = "coach"

    def __init__(self, job: Job) -> None:
        self.timing, self.latency = Stopwatch(), Latency()
        self.stack = ExitStack()
        self.source = self.stack.enter_context(open_source(job.video))
        self.estimator = open_tracker(job.options)
        self.stack.callback(self.estimator.close)
        self.pipeline = Pipeline(job.exercise, timing=self.timing)

    def step(self) -> bool:
        """Take one frame through all stages."""
        with self.timing.stage("decode"):
            frame = self.source.read()
        if frame is None:
            return False
        if isinstance(frame, Interruption):
            return True
        arrived_s = time.perf_counter()
        with self.timing.stage("convert"):
            prepared = self.estimator.prepare(frame)
        with self.timing.stage("mediapipe"):
            detected = self.estimator.detect(prepared)
        pose = self._read(detected)
        self.use(frame, pose, arrived_s)
        return True

    def _read(self, detected: Any) -> Pose | None:
        if not isinstance(self.estimator, MotionTracker):
            with self.timing.stage("landmarks"):
                return self.estimator.read(detected)
        with self.timing.stage("landmarks"):
            pose = self.estimator.read_pose(detected)
        with self.timing.stage("motion"):
            return self.estimator.follow(detected, pose)

    def use(self, frame: Frame, pose: Pose | None, arrived_s: float) -> None:
        """What becomes of a frame and its pose; `arrived_s` is when its picture had been decoded."""
        self.pipeline.step(frame.t_s, pose)

    def close(self) -> None:
        self.stack.close()


class AnalyzePath(CoachPath):
    """What `posecoach analyze` does with a frame in one process; with `clip`, the annotated clip too."""

    name = "analyze"

    def __init__(self, job: Job, clip: bool = False) -> None:
        super().__init__(job)
        info = self.source.info
        self._track = TrackWriter(info.size_px)
        self._builder = SessionBuilder(job.exercise, "auto", info, model_name(job.options.model))
        self._annotate: Watcher | None = None
        if clip:
            self.name = "analyze, clip"
            folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
            writer = self.stack.enter_context(ClipWriter(folder / "clip.mp4", CLIP_SIZE_PX, info.fps))
            write: Any = writer.write
            writer.write = timed("encode", self.timing, write)  # type: ignore[method-assign]
            self._annotate = annotator(job.exercise, writer)

    def use(self, frame: Frame, pose: Pose | None, arrived_s: float) -> None:
        """Coach, keep landmarks and session, and write the picture."""
        step = self.pipeline.step(frame.t_s, pose)
        with self.timing.stage("record"):
            self._track.add(frame.t_s, pose)
            self._builder.add(step.body, step.state, step.events)
        if self._annotate is not None:
            with self.timing.stage("draw and encode"):
                self._annotate(frame, pose, step)


class LivePath(CoachPath):
    """What a live session does with a frame: led by the controller, recorded, announced, drawn, and shown.

    Its stages run one after the other here, so that each can be seen; the program runs them on two threads.
    """

    name = "live"

    def __init__(self, job: Job, voice: Voice, name: str = "live", window: WindowLike | None = None) -> None:
        super().__init__(job)
        self.name = name
        self._window = window
        self.stack.callback(voice.close)
        language, info = load_language(), self.source.info
        # Windows cannot remove a database that somebody still reads.
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        self._said: list[Utterance] = []
        speaker = Speaker(Announcer(language, exercises=(job.exercise,)), voice, self._said.append)
        self._controller = SessionController(
            [block(job.exercise)],
            speaker,
            lambda _: Recorder(job.exercise, "auto", info, size_px=info.size_px, folder=folder),
        )
        self.stack.callback(self._controller.end)
        self._screen = LargeScreen(
            job.exercise, (1280, 720), mirrored=True, privacy=False, texts=language.say
        )

    def use(self, frame: Frame, pose: Pose | None, arrived_s: float) -> None:
        """Coach, record and announce, draw and show."""
        self._said.clear()
        with self.timing.stage("controller"):
            ui_frame = self._controller.take(frame, pose)
        if self._said:
            self.latency.announcement_s.append(time.perf_counter() - arrived_s)
        with self.timing.stage("draw"):
            picture = self._screen.draw(frame.image, pose, ui_frame.state)
        if self._window is not None:
            with self.timing.stage("show"):
                self._window.show(picture)
                self._window.poll()
        self.latency.display_s.append(time.perf_counter() - arrived_s)


def timed(name: str, timing: Stopwatch, function: Callable[..., Result]) -> Callable[..., Result]:
    """`function`, with each call counted as the stage `name`."""

    def call(*args: Any, **kwargs: Any) -> Result:
        with timing.stage(name):
            return function(*args, **kwargs)

    return call
