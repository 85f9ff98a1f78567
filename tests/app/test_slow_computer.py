"""A live run on a computer that cannot keep up: pictures left out evenly, time kept, one calm word said."""

import threading
from itertools import pairwise
from pathlib import Path

import pytest

from posecoach.app.live.coaching_thread import CoachingThread
from posecoach.app.live.pacing import Pace
from posecoach.app.live.session_controller import SessionController
from posecoach.app.live.ui_frame import UiFrame
from posecoach.coaching.events import Phase
from posecoach.kinematics.landmarks import Pose
from posecoach.session.record import Session
from posecoach.video.frame import Frame, Interruption, SourceInfo
from tests.app.fakes import GREY, Poses, Stage, items, simulated

FPS = 30.0
PATIENCE_S = 60.0
SLOW = "Your computer is a little slow. I still see enough to count."
SLOW_ON_SCREEN = "Computer a little slow"
TOO_SLOW = "Your computer is too slow at the moment, so I may miscount. Please close other programs."


class Computer:
    """A camera of 30 pictures a second that hands out its newest one, a model that takes its time, and their
    clock, which nobody else's load can disturb."""

    def __init__(self, poses: Poses, taken_ms: dict[float, float]) -> None:
        self.info = SourceInfo("camera", "fake", FPS, None, (640, 480))
        self.now_s = 0.0
        self._poses, self._taken_ms, self._newest = poses, taken_ms, -1

    def clock(self) -> float:
        return self.now_s

    def read(self) -> Frame | Interruption | None:
        index = max(self._newest + 1, int(self.now_s * FPS))
        if index >= len(self._poses):
            return None
        self._newest, self.now_s = index, max(self.now_s, index / FPS)
        return Frame(GREY, self._poses[index][0], index)

    def estimate(self, frame: Frame) -> Pose | None:
        since = max(start_s for start_s in self._taken_ms if start_s <= self.now_s)
        self.now_s += self._taken_ms[since] / 1000
        return self._poses[frame.index][1]

    def close(self) -> None: ...


class Run:
    """A whole set of eight reps on a computer that needs `taken_ms` from each moment on."""

    def __init__(self, folder: Path, taken_ms: dict[float, float], seconds: float = 60.0) -> None:
        poses = [one for one in simulated(reps=8, fps=FPS) if one[0] < seconds]
        stage = Stage(folder)
        self.moments: list[UiFrame] = []
        self.offered = 0
        controller, keep = stage.controller, self._keep(stage.controller)
        controller.take = keep  # type: ignore[method-assign]
        computer = Computer(poses, taken_ms)
        worker = CoachingThread(computer, lambda: computer, controller, self._count, computer.clock)  # type: ignore[arg-type]
        worker.start()
        while not worker.ended:
            worker.newest(len(self.moments), -1, 0.05)
        worker.stop()
        controller.end()
        self.session: Session = (*controller.finished.sessions, *controller.finished.uncounted)[0]
        self.said = stage.voice.texts

    @property
    def gaps(self) -> list[int]:
        """Pictures from one that was looked at to the next."""
        times = [ui_frame.frame.t_s for ui_frame in self.moments if ui_frame.frame is not None]
        return [round((after - before) * FPS) for before, after in pairwise(times)]

    def _keep(self, controller: SessionController):  # type: ignore[no-untyped-def]
        take = controller.take

        def keep(item: Frame | Interruption, pose: Pose | None = None) -> UiFrame:
            self.moments.append(take(item, pose))
            return self.moments[-1]

        return keep

    def _count(self, frame: Frame) -> None:
        self.offered += 1


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("quick"), {0.0: 20.0})


@pytest.mark.parametrize(("taken_ms", "every"), [(45.0, 2), (75.0, 3)])
def test_pictures_are_left_out_evenly_and_every_rep_is_counted_at_its_time(
    tmp_path: Path, quick: Run, taken_ms: float, every: int
) -> None:
    slow = Run(tmp_path, {0.0: taken_ms})
    assert set(slow.gaps[30:]) == {every}
    assert len(slow.session.reps) == len(quick.session.reps) == 8
    for one, other in zip(slow.session.reps, quick.session.reps, strict=True):
        assert one.peak_s == pytest.approx(other.peak_s, abs=0.2)
    last_s = quick.session.source.duration_s
    assert slow.session.source.duration_s == pytest.approx(last_s, abs=0.2)


def test_a_computer_that_keeps_up_is_not_spoken_of(quick: Run) -> None:
    assert set(quick.gaps) == {1}
    assert not any("computer" in text for text in quick.said)
    assert all(ui_frame.notices.slow_fps != ui_frame.notices.slow_fps for ui_frame in quick.moments)


def test_being_slow_is_said_once_and_the_rate_is_shown_as_long_as_it_lasts(tmp_path: Path) -> None:
    run = Run(tmp_path, {0.0: 20.0, 3.0: 45.0, 11.0: 20.0, 16.0: 45.0})
    assert run.said.count(SLOW) == 1 and TOO_SLOW not in run.said
    shown = [ui_frame.state.t_s for ui_frame in run.moments if ui_frame.notices.message == SLOW_ON_SCREEN]
    assert 3.0 < shown[-1] - shown[0] < 7.0
    fps = {round(ui_frame.frame.t_s): ui_frame.notices.slow_fps for ui_frame in run.moments if ui_frame.frame}
    assert fps[2] != fps[2] and fps[9] == pytest.approx(15.0) and fps[15] != fps[15]


def test_being_too_slow_to_count_by_is_said(tmp_path: Path) -> None:
    run = Run(tmp_path, {0.0: 130.0}, seconds=14.0)
    assert run.said.count(TOO_SLOW) == 1 and SLOW not in run.said
    assert run.moments[-1].notices.slow_fps < 10.0


def test_whoever_holds_still_hears_go_before_a_word_on_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posecoach.app.live.status_messages.SLOW_FOR_S", 0.0)
    stage = Stage(tmp_path)
    for picture, pose in items(simulated(reps=2, fps=FPS)):
        if stage.controller.take(picture, pose).state.phase in (Phase.HOLD, Phase.COUNTING):
            stage.controller.keep_pace(Pace(4.0, 7.5))
    said = stage.voice.texts
    assert said.index("Hold still.") < said.index("Go.") < said.index(TOO_SLOW)


def test_a_moment_of_slowness_is_not_worth_a_word(tmp_path: Path) -> None:
    run = Run(tmp_path, {0.0: 20.0, 2.0: 60.0, 3.5: 20.0}, seconds=12.0)
    assert not any("computer" in text for text in run.said)


def test_a_recording_of_the_camera_gets_the_pictures_that_are_left_out_too(tmp_path: Path) -> None:
    run = Run(tmp_path, {0.0: 45.0}, seconds=8.0)
    assert run.offered > 1.7 * len(run.moments)


class HaltingComputer(Computer):
    """Its camera gives no further picture after three seconds, until it `goes_on`, and then none."""

    def __init__(self, poses: Poses, taken_ms: dict[float, float]) -> None:
        super().__init__(poses, taken_ms)
        self.halted, self.goes_on = threading.Event(), threading.Event()

    def read(self) -> Frame | Interruption | None:
        if self.now_s < 3.0:
            return super().read()
        self.halted.set()
        self.goes_on.wait(PATIENCE_S)
        return None


def test_where_pictures_are_left_out_each_is_shown_with_the_newest_skeleton(tmp_path: Path) -> None:
    computer = HaltingComputer(simulated(reps=2, fps=FPS), {0.0: 45.0})
    stage = Stage(tmp_path)
    worker = CoachingThread(computer, lambda: computer, stage.controller, clock=computer.clock)  # type: ignore[arg-type]
    worker.start()
    assert computer.halted.wait(PATIENCE_S)
    coached = worker.newest(0, -1, 0.0)
    assert coached is not None and coached.frame is not None
    newer = Frame(GREY, coached.frame.t_s + 1 / FPS, coached.frame.index + 1)
    worker.arrived(newer)
    shown = worker.newest(coached.number, coached.frame.index, 0.0)
    assert shown is not None and shown.frame is newer and shown.pose is coached.pose
    assert worker.newest(coached.number, newer.index, 0.0) is None, (
        "until the next picture there is nothing new"
    )
    assert worker.newest(coached.number - 1, newer.index, 0.0) is None, (
        "news of the coach come with a picture"
    )
    computer.goes_on.set()
    worker.stop()
