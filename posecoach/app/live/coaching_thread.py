"""The coaching thread: newest picture in, UI frame out. Drawing and speech run on threads of their own."""

import math
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from posecoach.app.live.model_choice import ModelChoice
from posecoach.app.live.pacing import Pacer
from posecoach.app.live.session_controller import SessionController
from posecoach.app.live.ui_frame import Command, UiFrame
from posecoach.coaching.events import StopReason
from posecoach.pose.estimator import PoseEstimator
from posecoach.video.frame import Frame, FrameSource

HEALTH_EVERY_S = 0.5


class CoachingThread:
    """Runs `controller` over the pictures of `source` in a thread until one of them ends, or it is stopped.

    Args:
        source, controller: what is coached, and who leads.
        estimator: gives the pose estimator; called in the thread, so that loading it delays nobody.
        on_frame: sees every picture as it arrives, also those that are not looked at, for recording; must not
            wait.
        clock: monotonic seconds.
        models: may change the model of `estimator` between sets.
    """

    def __init__(
        self,
        source: FrameSource,
        estimator: Callable[[], PoseEstimator],
        controller: SessionController,
        on_frame: Callable[[Frame], None] | None = None,
        clock: Callable[[], float] = time.perf_counter,
        models: ModelChoice | None = None,
    ) -> None:
        self._source = source
        self._estimator = estimator
        self._controller = controller
        self._on_frame = on_frame
        self._clock = clock
        self._models = models
        self._pacer = Pacer()
        if models is not None:
            models.suit(self._pacer)
        self._commands: queue.SimpleQueue[Command | StopReason] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._newest: UiFrame | None = None
        self._picture: Frame | None = None
        self._health_s = -math.inf
        self._outcome: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="posecoach-coach", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def do(self, command: Command | StopReason) -> None:
        """Carry out `command` with the next picture; returns at once."""
        self._commands.put(command)

    def arrived(self, frame: Frame) -> None:
        """The source has a new picture, which may or may not be looked at later; returns at once."""
        with self._changed:
            if self._picture is not None and frame.index <= self._picture.index:
                return
            self._picture = frame
            self._changed.notify_all()
        if self._on_frame is not None:
            self._on_frame(frame)

    def newest(self, after: int, picture: int, timeout_s: float) -> UiFrame | None:
        """The newest UI frame if its number is above `after`; waits up to `timeout_s` for one.

        Where pictures are left out, it is the newest picture after `picture` with what is known so far.
        """
        found: UiFrame | None = None

        def look() -> bool:
            nonlocal found
            found = self._to_show(after, picture)
            return found is not None or self.ended

        with self._changed:
            self._changed.wait_for(look, timeout_s)
        return found

    def _to_show(self, after: int, picture: int) -> UiFrame | None:
        coached, newest = self._newest, self._picture
        if coached is None:
            return None
        news = coached if coached.number > after else None
        if self._pacer.every == 1 or coached.frame is None or newest is None or self.ended:
            return news
        return replace(coached, frame=newest) if newest.index > picture else None

    @property
    def ended(self) -> bool:
        return self._outcome.done()

    def stop(self, timeout_s: float = 10.0) -> None:
        """End the thread and wait for it.

        Raises:
            Exception: whatever ended the thread before it was told to stop.
        """
        self._stop.set()
        self._thread.join(timeout_s)
        if self._outcome.done():
            self._outcome.result()

    def _run(self) -> None:
        try:
            self._coach()
        except BaseException as error:
            self._outcome.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            self._outcome.set_result(None)
        with self._changed:
            self._changed.notify_all()

    def _coach(self) -> None:
        estimator = self._estimator()
        while not self._stop.is_set() and not self._controller.over:
            item = self._source.read()
            while not self._commands.empty():
                self._controller.do(self._commands.get())
            if item is None:
                return
            if not isinstance(item, Frame):
                self._look_after_health()
                self._publish(self._controller.take(item))
                continue
            self.arrived(item)
            if self._pacer.take(item.t_s, item.index):
                begun_s = self._clock()
                self._coach_by(item, estimator)
                self._pacer.spent(self._clock() - begun_s)
                self._choose_model(item.t_s)

    def _coach_by(self, frame: Frame, estimator: PoseEstimator) -> None:
        begun_s = self._clock()
        pose = estimator.estimate(frame)
        pose_s = self._clock() - begun_s
        self._look_after_health()
        self._publish(replace(self._controller.take(frame, pose), pose_s=pose_s))

    def _choose_model(self, t_s: float) -> None:
        models = self._models
        if models is not None and models.change(t_s, self._pacer, self._controller.between_sets):
            self._controller.another_model(models.name)

    def _look_after_health(self) -> None:
        now_s = self._clock()
        if now_s - self._health_s < HEALTH_EVERY_S:
            return
        self._health_s = now_s
        self._controller.keep_pace(self._pacer.pace)
        health = getattr(self._source, "health", None)
        if health is not None:
            self._controller.health(health())

    def _publish(self, ui_frame: UiFrame) -> None:
        with self._changed:
            self._newest = ui_frame
            self._changed.notify_all()
