"""A live run's pose model: quick at first, heavier where the computer keeps up, lighter when it is slow."""

import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from posecoach.app.live.coaching_thread import CoachingThread
from posecoach.app.live.model_choice import (
    SETTLE_PICTURES,
    SLOW_FOR_S,
    TRIED_PICTURES,
    TRY_AFTER_S,
    TRY_EVERY_S,
    Load,
    ModelChoice,
    Trial,
    ladder_of,
)
from posecoach.app.live.pacing import Pacer
from posecoach.errors import ModelError
from posecoach.kinematics.landmarks import Pose
from posecoach.pose.estimator import PoseEstimator
from posecoach.video.frame import Frame
from tests.app.fakes import GREY, FakeSource, Stage, simulated

FPS = 30.0


class Models:
    """Estimators by name that take `taken_s` by a clock of their own, each for a thread of its own."""

    def __init__(self, poses=(), **taken_s: float) -> None:
        self._poses, self._taken_s = dict(poses), taken_s
        self._now_s = threading.local()
        self.opened: list[str] = []
        self.closed: list[str] = []

    def clock(self) -> float:
        return getattr(self._now_s, "value", 0.0)

    def load(self, name: str) -> PoseEstimator:
        if name not in self._taken_s:
            raise ModelError(f"no {name}")
        self.opened.append(name)
        return OneModel(self, name)

    def trial(self, name: str, load: Load) -> Trial:
        """A trial by this clock, whose pictures are taken before the next one comes."""
        return PatientTrial(name, load, self.clock)

    def pose_at(self, name: str, frame: Frame) -> Pose | None:
        self._now_s.value = self.clock() + self._taken_s[name]
        return self._poses.get(frame.t_s, SEEN)


class PatientTrial(Trial):
    """Waits until its thread has taken the picture that it is offered."""

    def offer(self, frame: Frame) -> None:
        super().offer(frame)
        while not self.idle:
            time.sleep(0.0005)


class OneModel:
    def __init__(self, models: Models, name: str) -> None:
        self._models, self.name = models, name

    def estimate(self, frame: Frame) -> Pose | None:
        return self._models.pose_at(self.name, frame)

    def close(self) -> None:
        self._models.closed.append(self.name)


SEEN = simulated(reps=1)[0][1]


def frame(t_s: float) -> Frame:
    return Frame(GREY, t_s, round(t_s * FPS))


@pytest.fixture
def timed(monkeypatch: pytest.MonkeyPatch):
    """Makes a choice among models of known durations, with a pacer that knows a camera of 30 a second."""

    def make(model: str = "auto", **taken_s: float) -> tuple[ModelChoice, Pacer, Models, list[str]]:
        models, said = Models(**taken_s), []
        monkeypatch.setattr("posecoach.app.live.model_choice.Trial", models.trial)
        choice = ModelChoice(model, models.load, said.append).ready()
        return choice, Pacer(), models, said

    return make


def play(choice: ModelChoice, pacer: Pacer, taken_s: float, start_s: float, seconds: float, between=True):
    """Whether the model was changed at each picture; waits for the trial as the pictures would."""
    changes = []
    for index in range(round(seconds * FPS)):
        t_s = start_s + index / FPS
        if not pacer.take(t_s, round(t_s * FPS)):
            continue
        choice.estimate(frame(t_s))
        pacer.spent(taken_s)
        changes.append(choice.change(t_s, pacer, between))
    return changes


def test_a_model_that_was_named_stays() -> None:
    assert ladder_of("heavy") == (("heavy",), 0)
    assert ladder_of("/tmp/mine.task") == (("/tmp/mine.task",), 0)


def test_auto_begins_with_full_whether_or_not_lite_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lite.task"
    monkeypatch.setattr("posecoach.app.live.model_choice.bundle_path", lambda name: path)
    for installed in (False, True):
        if installed:
            path.write_bytes(b"")
        ladder, at = ladder_of("auto")
        assert (ladder[at], ladder[-1]) == ("full", "heavy")
        assert ("lite" in ladder) == installed


def test_the_heavy_model_takes_over_before_the_first_set_where_it_keeps_up(timed) -> None:
    choice, pacer, models, said = timed(full=0.020, heavy=0.050)
    changes = play(choice, pacer, 0.023, 0.0, TRY_AFTER_S - 0.1)
    assert models.opened == ["full"] and not any(changes), "nothing delays the first pictures"
    changes = play(choice, pacer, 0.023, TRY_AFTER_S, 2 * TRIED_PICTURES * TRY_EVERY_S)
    assert sum(changes) == 1 and choice.name == "heavy"
    assert pacer.every == 2, "it looks at every second picture of 30: 15 a second"
    assert models.closed == ["full"]
    assert said == ["The pose model is heavy from here on: it looks at 15 pictures a second."]


def test_a_model_just_too_slow_for_every_second_picture_takes_every_second_and_third_in_turn(timed) -> None:
    choice, pacer, _, said = timed(full=0.020, heavy=0.060)
    play(choice, pacer, 0.023, 0.0, 6.0)
    assert (choice.name, pacer.every) == ("heavy", 2.5)
    assert said == ["The pose model is heavy from here on: it looks at 12 pictures a second."]
    taken = [index for index in range(180, 230) if pacer.take(index / FPS, index)]
    assert sorted({after - before for before, after in pairwise(taken)}) == [2, 3]
    assert not pacer.pace.slow, "it was chosen for its eye"


@pytest.mark.parametrize("heavy_s", [0.067, 0.075, 0.200])
def test_a_model_that_would_leave_less_than_twelve_a_second_is_let_go(timed, heavy_s: float) -> None:
    choice, pacer, models, said = timed(full=0.020, heavy=heavy_s)
    assert not any(play(choice, pacer, 0.023, 0.0, 8.0))
    assert choice.name == "full" and models.closed == ["heavy"] and "stays full" in said[0]


def test_while_something_is_counted_nothing_is_changed(timed) -> None:
    choice, pacer, _, _ = timed(full=0.020, heavy=0.050)
    assert not any(play(choice, pacer, 0.023, 0.0, 8.0, between=False))
    assert choice.name == "full"
    assert play(choice, pacer, 0.023, 8.0, 0.1)[0] and choice.name == "heavy"


def test_a_computer_that_slows_down_gets_the_lighter_model_back_once_the_set_is_over(timed) -> None:
    choice, pacer, _, said = timed(full=0.020, heavy=0.050)
    play(choice, pacer, 0.023, 0.0, 6.0)
    assert choice.name == "heavy"
    assert not any(play(choice, pacer, 0.080, 6.0, 2 * SLOW_FOR_S, between=False))
    assert play(choice, pacer, 0.080, 20.0, 0.2)[0] and choice.name == "full"
    assert said[-1] == "The pose model is full from here on: heavy looks at 10 pictures a second now."
    assert not any(play(choice, pacer, 0.023, 21.0, 10.0)), "it is not tried again in this run"


def test_a_short_slowness_changes_nothing(timed) -> None:
    choice, pacer, _, _ = timed(full=0.020, heavy=0.050)
    play(choice, pacer, 0.023, 0.0, 6.0)
    assert not any(play(choice, pacer, 0.080, 6.0, SLOW_FOR_S - 1.0))
    assert not any(play(choice, pacer, 0.052, 10.0, 10.0))
    assert choice.name == "heavy"


def test_a_heavy_model_that_cannot_be_loaded_leaves_the_run_as_it_is(timed) -> None:
    choice, pacer, _, said = timed(full=0.020)
    assert not any(play(choice, pacer, 0.023, 0.0, 5.0))
    assert (choice.name, said) == ("full", [])


def test_a_trial_needs_somebody_in_the_picture() -> None:
    models = Models(poses={index / FPS: None for index in range(600)}, heavy=0.01)
    trial = models.trial("heavy", models.load)
    for index in range(60):
        trial.offer(frame(index / FPS))
    assert trial.taken_s is None
    trial.close()
    assert models.closed == ["heavy"]


def test_a_trial_takes_so_many_pictures_and_no_more() -> None:
    models = Models(heavy=0.04)
    trial = models.trial("heavy", models.load)
    pictures = 0
    while trial.taken_s is None and pictures < 1000:
        trial.offer(frame(pictures / FPS))
        pictures += 1
    assert trial.taken_s == pytest.approx(0.04)
    assert pictures / FPS == pytest.approx((SETTLE_PICTURES + TRIED_PICTURES) * TRY_EVERY_S, abs=0.8)
    trial.take().close()


def test_the_record_names_the_model_that_saw_the_set(tmp_path: Path) -> None:
    poses = simulated(reps=6)
    models = Models(poses=poses, full=0.0, heavy=0.0)
    choice = ModelChoice("auto", models.load)
    stage = Stage(tmp_path)
    worker = CoachingThread(FakeSource(poses), choice.ready, stage.controller, models=Switch(choice))  # type: ignore[arg-type]
    worker.start()
    while not worker.ended:
        worker.newest(0, -1, 0.05)
    worker.stop()
    stage.controller.end()
    assert len(stage.controller.finished.sessions[0].reps) == 6
    assert stage.controller.finished.sessions[0].source.model == "heavy"


class Switch:
    """Asks for the heavy model the first time that nothing is being counted."""

    def __init__(self, choice: ModelChoice) -> None:
        self.name = "full"

    def suit(self, pacer: Pacer) -> None: ...

    def change(self, t_s: float, pacer: Pacer, between_sets: bool) -> bool:
        if self.name == "heavy" or not between_sets or t_s < 1.0:
            return False
        self.name = "heavy"
        return True


def test_a_model_that_is_changed_between_two_sets_is_named_beside_the_first(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    poses = simulated(reps=6)
    stage.play(poses[:30])
    stage.controller.another_model("heavy")
    stage.play(poses[30:])
    stage.controller.another_model("full")
    stage.controller.end()
    assert stage.controller.finished.sessions[0].source.model == "heavy, then full"
