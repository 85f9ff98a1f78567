"""Stand-ins for a live run: a source, an estimator, a voice, a window that do what a test tells them to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import numpy as np

from posecoach.app.live.programme import Block, Dose, block
from posecoach.app.live.session_controller import SessionController
from posecoach.app.live.setup_checks import SetupChecks
from posecoach.app.live.speaker import Speaker
from posecoach.audio.announcer import Announcer
from posecoach.audio.utterance import Utterance
from posecoach.display.actions import Key
from posecoach.display.shapes import Image
from posecoach.display.window import Click
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import load_language
from posecoach.session.recorder import Recorder
from posecoach.video.frame import Frame, Interruption, SourceInfo
from tests.simulator import SetScript, simulate

GREY = np.full((48, 64, 3), 128, np.uint8)
Poses = Sequence[tuple[float, Pose | None]]
Item = Frame | Interruption


def simulated(reps: int = 8, start_s: float = 0.0, fps: float = 15.0, **script: object) -> Poses:
    """Landmarks of one clean set of hip flexion on the right, without a silhouette."""
    script = {"outline": False, **script}
    return simulate(SetScript(reps=reps, start_s=start_s, fps=fps, **script)).poses  # type: ignore[arg-type]


def items(poses: Poses) -> Iterator[tuple[Frame, Pose | None]]:
    """Each pose with a picture of its time."""
    for index, (t_s, pose) in enumerate(poses):
        yield Frame(GREY, t_s, index), pose


class FakeSource:
    """Hands out pictures at the times of `poses`; `waits` is called before each."""

    def __init__(self, poses: Poses, waits: Callable[[int], None] | None = None) -> None:
        self.info = SourceInfo("camera", "fake", 30.0, None, (640, 480))
        self.closed = False
        self._items: Iterator[Item] = (frame for frame, _ in items(poses))
        self.waits = waits
        self._count = 0

    def insert(self, extra: Iterable[Item]) -> None:
        """Hand out these first."""
        later = self._items
        self._items = (item for source in (extra, later) for item in source)

    def read(self) -> Item | None:
        if self.waits is not None:
            self.waits(self._count)
        self._count += 1
        return next(self._items, None)

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> "FakeSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FakeEstimator:
    """Knows the pose of every picture by its time."""

    def __init__(self, poses: Poses) -> None:
        self._poses = dict(poses)

    def estimate(self, frame: Frame) -> Pose | None:
        return self._poses.get(frame.t_s)

    def close(self) -> None:
        pass


class RecordingVoice:
    """A voice that keeps what it is given."""

    problem = ""

    def __init__(self) -> None:
        self.muted = False
        self.closed = False
        self.said: list[Utterance] = []

    @property
    def texts(self) -> list[str]:
        """The words alone."""
        return [utterance.text for utterance in self.said]

    def put(self, utterance: Utterance) -> None:
        """Keep it, unless muted."""
        if not self.muted:
            self.said.append(utterance)

    def hush(self) -> None:
        """Nothing waits."""

    def wait(self, timeout_s: float) -> bool:
        """Everything has been said."""
        return True

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None:
        """Remember that it was closed."""
        self.closed = True


class FakeWindow:
    """Counts what it is shown and presses the keys that `react` returns after each picture."""

    def __init__(self, react: Callable[["FakeWindow"], Key | None] = lambda window: None) -> None:
        self.size_px = (640, 360)
        self.is_open = True
        self.full_screen = False
        self.shown = 0
        self.newest: Image | None = None
        self.react = react
        self._answered = 0

    def show(self, image: Image) -> None:
        self.shown += 1
        self.newest = image

    def poll(self, wait_ms: int = 1) -> tuple[Key | Click, ...]:
        if self.shown == self._answered:
            return ()
        self._answered = self.shown
        key = self.react(self)
        return () if key is None else (key,)

    def toggle_full_screen(self) -> None:
        self.full_screen = not self.full_screen

    def close(self) -> None:
        self.is_open = False


def keys(*pressed: Key | None) -> FakeWindow:
    """A window in which these are pressed, one after each picture; None for none."""
    left = list(pressed)
    return FakeWindow(lambda _: left.pop(0) if left else None)


def answers(*given: str) -> Callable[[str], str]:
    """What is typed in the terminal, one after each question."""
    left = list(given)
    return lambda question: left.pop(0)


class Stage:
    """A session controller with its fakes, fed picture by picture."""

    def __init__(self, folder: Path, blocks: Sequence[Block] | None = None, hand: bool = False) -> None:
        self.blocks = blocks or (hip_flexion(),)
        self.voice = RecordingVoice()
        self.printed: list[str] = []
        announcer = Announcer(load_language(), exercises=[one.exercise for one in self.blocks])
        info = SourceInfo("camera", "fake", 30.0, None, (640, 480))
        self.speaker = Speaker(announcer, self.voice)
        self.controller = SessionController(
            self.blocks,
            self.speaker,
            lambda one: Recorder(one.exercise, one.side, info, size_px=(640, 480), folder=folder),
            hand,
            SetupChecks(),
            self.printed.append,
        )
        self.moments = []

    def play(self, poses: Poses) -> "Stage":
        """Feed these poses, each with its picture."""
        for frame, pose in items(poses):
            self.moments.append(self.controller.take(frame, pose))
        return self

    def play_item(self, item: Item, pose: Pose | None = None) -> None:
        self.moments.append(self.controller.take(item, pose))

    @property
    def newest(self):  # type: ignore[no-untyped-def]
        return self.moments[-1]

    @property
    def reps(self) -> int:
        return int(self.newest.state.total_reps)


def hip_flexion(**dose: object) -> Block:
    """One block of hip flexion on the right."""
    return block(find_exercise("hip-flexion"), "right", Dose(**dose))  # type: ignore[arg-type]


def shifted(poses: Poses, by_s: float) -> Poses:
    """The same poses later."""
    return [(t + by_s, None if pose is None else replace(pose, t_s=t + by_s)) for t, pose in poses]


def before(poses: Poses, t_s: float) -> Poses:
    """The poses before `t_s`."""
    return [one for one in poses if one[0] < t_s]


def after(poses: Poses, t_s: float) -> Poses:
    """The poses from `t_s` on."""
    return [one for one in poses if one[0] >= t_s]


def nobody(start_s: float, seconds: float, fps: float = 30.0) -> Poses:
    """Nobody in view."""
    return [(start_s + index / fps, None) for index in range(round(seconds * fps))]
