"""Which pose model a live run uses: a quick one first, then the heaviest with which the computer keeps up.

While the person gets into position, the next heavier model is loaded and timed beside the first. If it keeps
KEPT_FPS with room to spare, it takes over as soon as nothing is being counted. If the computer slows down
later, the lighter model takes over again.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from statistics import quantiles

from posecoach import sentences
from posecoach.app.live.pacing import SMOOTH_FPS, Pacer
from posecoach.errors import PoseCoachError
from posecoach.kinematics.filters import Held
from posecoach.kinematics.landmarks import Pose
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.model import AUTO, FULL, HEAVY, LITE, bundle_path, model_name
from posecoach.video.frame import Frame

TRY_EVERY_S = 0.15
"""Time between the pictures for a model on trial: enough that both models leave time for the window."""

SETTLE_PICTURES = 2
"""The first pictures of a new model take longer: it looks for the person, and its memory is not warm."""

TRIED_PICTURES = 12
"""Durations that a judgement on a model rests on."""

KEPT_FPS = 11.9
"""Pictures a second that a heavier model must keep: 12, or 11.99 from a camera that gives 29.97. Counting is
exact down to 10 (`pacing.ENOUGH_FPS`)."""

HEAVY_GRAIN = 0.5
"""`Pacer.grain` of a heavy model."""

ROOM = 1.25
"""By itself, a heavier model must manage this many times KEPT_FPS."""

TRY_AFTER_S = 1.5
"""How long after the first pose a heavier model is loaded; sooner, it would delay the first pictures."""

OWN_S = 0.003
"""What the coach adds to the model's time for a picture: angles, counting, record (docs/performance.md)."""

SLOW_FOR_S = 5.0
"""A model must be too slow for this long before the lighter one takes over: the delay may pass."""

Load = Callable[[str], PoseEstimator]
"""Makes the estimator of a model."""


class Trial:
    """Loads the model `name` and times it on a thread of its own. `offer` never waits.

    Attributes:
        taken_s: seconds it takes a picture, once that is known; None before.
        failed: it cannot be loaded.
    """

    def __init__(self, name: str, load: Load, clock: Callable[[], float] = time.perf_counter) -> None:
        self.name = name
        self.taken_s: float | None = None
        self.failed = False
        self._load = load
        self._clock = clock
        self._next_s = float("-inf")
        self._pictures: queue.Queue[Frame | None] = queue.Queue(1)
        self._estimator: PoseEstimator | None = None
        self._thread = threading.Thread(target=self._run, name="posecoach-trial", daemon=True)
        self._thread.start()

    def offer(self, frame: Frame) -> None:
        """A picture with a person in it; taken now and then."""
        if frame.t_s >= self._next_s and self.taken_s is None:
            with suppress(queue.Full):
                self._pictures.put_nowait(frame)
                self._next_s = frame.t_s + TRY_EVERY_S

    @property
    def idle(self) -> bool:
        """Whether no picture waits for the thread, or it has ended."""
        return self._pictures.empty() or not self._thread.is_alive()

    def take(self) -> PoseEstimator:
        """The estimator, once it has been timed; whoever takes it closes it."""
        self._thread.join()
        estimator, self._estimator = self._estimator, None
        assert estimator is not None
        return estimator

    def close(self) -> None:
        """End the thread and close the model; a picture that is being looked at is finished first."""
        with suppress(queue.Empty):
            self._pictures.get_nowait()
        self._pictures.put(None)
        self._thread.join(2.0)
        if self._estimator is not None and not self._thread.is_alive():
            self._estimator.close()
            self._estimator = None

    def _run(self) -> None:
        try:
            self._estimator = self._load(self.name)
        except PoseCoachError:
            self.failed = True  # the run goes on with the model that it has
            return
        taken: list[float] = []
        while len(taken) < SETTLE_PICTURES + TRIED_PICTURES:
            frame = self._pictures.get()
            if frame is None:
                return
            begun_s = self._clock()
            if self._estimator.estimate(frame) is not None:
                taken.append(self._clock() - begun_s)
        # Beside the other model each takes longer than alone, as it will be: so the quicker quarter counts.
        self.taken_s = quantiles(taken[SETTLE_PICTURES:], n=4)[0]


def ladder_of(model: str) -> tuple[tuple[str, ...], int]:
    """The models that `model` allows, from light to heavy, and the place of the one to begin with."""
    if model != AUTO:
        return (model,), 0
    lite = (LITE,) if bundle_path(LITE).is_file() else ()
    return (*lite, FULL, HEAVY), len(lite)


class ModelChoice:
    """The estimator of a live run, which may change its model between sets.

    Args:
        model: "auto", or the one model to be used throughout.
        load: makes the estimator of a model; called on other threads.
        tell: gets sentences for the terminal.
    """

    def __init__(self, model: str, load: Load, tell: Callable[[str], None] = lambda sentence: None) -> None:
        self._ladder, self._at = ladder_of(model)
        self._load = load
        self._tell = tell
        pool = ThreadPoolExecutor(1, "posecoach-model")
        self._loading = pool.submit(load, self._ladder[self._at])  # beside everything else
        pool.shutdown(wait=False)
        self._estimator: PoseEstimator | None = None
        self._trial: Trial | None = None
        self._settled = len(self._ladder) == 1
        self._first_s: float | None = None
        self._slow = Held()

    @property
    def plan(self) -> str:
        """A sentence on the model that looks first, and what may become of it."""
        heavier = self._ladder[self._at + 1 :]
        if not heavier:
            return sentences.say("computer.model", name=self.name)
        return sentences.say("computer.model_first", name=self.name, heavier=heavier[0])

    @property
    def name(self) -> str:
        """What records call the model that looks at present."""
        return model_name(self._ladder[self._at])

    def suit(self, pacer: Pacer) -> None:
        """Tell the pacer what goes with the present model.

        A heavy model is used because it sees more, although it is slower. As long as it keeps KEPT_FPS, the
        person is not told that pictures are left out, and these need not be evenly spaced. The window shows
        every picture.
        """
        quick = self._ladder[self._at] in (LITE, FULL)
        pacer.smooth_fps, pacer.grain = (SMOOTH_FPS, 1.0) if quick else (KEPT_FPS, HEAVY_GRAIN)

    def ready(self) -> "ModelChoice":
        """Wait until the first model is loaded.

        Raises:
            ModelError: it cannot be used.
        """
        self._estimator = self._loading.result()
        return self

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose that the present model finds."""
        assert self._estimator is not None
        pose = self._estimator.estimate(frame)
        self._try_heavier(frame, pose)
        return pose

    def change(self, t_s: float, pacer: Pacer, between_sets: bool) -> bool:
        """Take another model where that is due and nothing is being counted; whether it was done.

        Call it after each picture that was looked at.
        """
        slow_s = self._slow.held_s(pacer.every > 1 and pacer.able_fps < KEPT_FPS, t_s)
        if not between_sets:
            return False
        if slow_s >= SLOW_FOR_S:
            return self._fall_back(pacer)
        return self._move_up(pacer)

    def close(self) -> None:
        if self._trial is not None:
            self._trial.close()
        with suppress(PoseCoachError):  # told already, by whoever waited for it
            (self._estimator or self._loading.result()).close()

    def _try_heavier(self, frame: Frame, pose: Pose | None) -> None:
        if self._settled or pose is None:
            return
        if self._first_s is None:
            self._first_s = frame.t_s
        if self._trial is None and frame.t_s - self._first_s >= TRY_AFTER_S:
            self._trial = Trial(self._ladder[self._at + 1], self._load)
        if self._trial is not None:
            self._trial.offer(frame)

    def _move_up(self, pacer: Pacer) -> bool:
        trial = self._trial
        if trial is None or not (trial.failed or trial.taken_s is not None):
            return False
        self._trial, self._settled = None, True
        if trial.taken_s is None:
            return False
        needed_s = trial.taken_s + OWN_S
        pacer.grain = HEAVY_GRAIN
        able, kept = 1.0 / needed_s, pacer.fps_at(needed_s)
        if able < ROOM * KEPT_FPS or kept < KEPT_FPS:
            trial.close()
            self.suit(pacer)
            rate = sentences.decimal(able, 0)
            self._tell(sentences.say("computer.model_stays", name=self.name, other=trial.name, able=rate))
            return False
        self._take(trial.take(), self._at + 1, pacer)
        pacer.every = pacer.every_at(needed_s)
        self._tell(sentences.say("computer.model_now", name=self.name, kept=sentences.decimal(kept, 0)))
        return True

    def _fall_back(self, pacer: Pacer) -> bool:
        self._slow, self._settled = Held(), True
        if self._at == 0:
            return False
        lighter = self._ladder[self._at - 1]
        try:
            estimator = self._load(lighter)
        except PoseCoachError:
            return False
        rate, heavier = sentences.picture_rate(pacer.able_fps), self.name
        self._take(estimator, self._at - 1, pacer)
        self._tell(sentences.say("computer.model_down", name=self.name, heavier=heavier, rate=rate))
        return True

    def _take(self, estimator: PoseEstimator, at: int, pacer: Pacer) -> None:
        if self._trial is not None:
            self._trial.close()
            self._trial = None
        if self._estimator is not None:
            self._estimator.close()
        self._estimator, self._at = estimator, at
        pacer.forget()
        self.suit(pacer)
