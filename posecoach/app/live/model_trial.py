"""Times a pose model beside the one that is at work, on a thread of its own."""

import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from statistics import quantiles

from posecoach.errors import PoseCoachError
from posecoach.pose.estimator import PoseEstimator
from posecoach.video.frame import Frame

TRY_EVERY_S = 0.15
"""Pictures are given to the model on trial so far apart that both together leave the window its time."""

SETTLE_PICTURES = 2
"""The first pictures of a new model take longer: it looks for the person, and its memory is not warm."""

TRIED_PICTURES = 12
"""Durations that a judgement on a model rests on."""

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

    def take(self) -> PoseEstimator:
        """The estimator, once it has been timed; whoever takes it closes it."""
        self._thread.join()
        estimator, self._estimator = self._estimator, None
        assert estimator is not None
        return estimator

    def close(self) -> None:
        """End the thread and let go of the model; a picture that is being looked at is finished."""
        self._stop()
        self._thread.join(2.0)
        if self._estimator is not None and not self._thread.is_alive():
            self._estimator.close()
            self._estimator = None

    def _stop(self) -> None:
        with suppress(queue.Empty):
            self._pictures.get_nowait()
        self._pictures.put(None)

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
