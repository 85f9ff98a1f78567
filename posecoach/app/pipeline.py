"""One person, one exercise: the same parts in the same order for the live window, a file and a replay."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Event
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.range_coach import RangeCoach
from posecoach.coaching.sets import Plan
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.back_measures import OF_OUTLINE
from posecoach.kinematics.body import Body
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.model import BodyModel
from posecoach.timing import Stopwatch


@dataclass(frozen=True, slots=True)
class Step:
    """What one frame became.

    Attributes:
        body: angles, heights and travels, each with its confidence.
        state: what to show now.
        events: what just happened, in order.

    Example:
        >>> import posecoach
        >>> step = posecoach.Pipeline(posecoach.load_exercise("hip-flexion")).step(0.0, None)
        >>> step.body.seen, step.state.phase.value, step.events
        (False, 'looking for you', ())
    """

    body: Body
    state: CoachState
    events: tuple[Event, ...]


class Pipeline:
    """From poses to steps. `exercise`, `side` and `plan` as for `Coach`; with `tests` a `RangeCoach` leads.

    `timing` is told how long the body and the coach take in each frame.

    Example:
        >>> import posecoach
        >>> pipeline = posecoach.Pipeline(posecoach.load_exercise("hip-flexion"))
        >>> track = posecoach.read_track("samples/tracks/variety_001.npz")
        >>> steps = [pipeline.step(t_s, pose) for t_s, pose in track.poses()]
        >>> events = [event for step in steps for event in step.events] + list(pipeline.finish())
        >>> events[-1].phase.value
        'done'
    """

    def __init__(
        self,
        exercise: Exercise,
        side: str = "auto",
        plan: Plan | None = None,
        timing: Stopwatch | None = None,
        tests: Movement | None = None,
    ) -> None:
        self.coach: Coach | RangeCoach
        if tests is None:
            self.coach = Coach(exercise, side, plan)
        else:
            self.coach = RangeCoach(exercise, side, plan or Plan(1, exercise.reps, 0.0), PROTOCOLS[tests])
        signals = {exercise.count.signal, *(part.signal for part in exercise.require)}
        self._new_model = partial(
            BodyModel,
            knee_travel="knee_travel" in signals,
            pixels=exercise.count.pixels,
            outline=OF_OUTLINE if tests else {rule.measure for rule in exercise.lower_back},
        )
        self._model = self._new_model()
        self._stage = timing.stage if timing is not None else lambda stage: _NOT_TIMED
        self._t_s = 0.0

    def step(self, t_s: float, pose: Pose | None) -> Step:
        """Take the pose of the frame at `t_s`; None when nobody was found."""
        with self._stage("body"):
            body = self._model.update(t_s, pose)
        with self._stage("coach"):
            update = self.coach.update(body)
        self._t_s = t_s
        return Step(body, update.state, update.events)

    def forget_place(self) -> tuple[Event, ...]:
        """Nobody was looked at for a while: what was learned of where the person is holds no longer.

        What that ends is handed out.
        """
        self._model = self._new_model()
        return self.coach.forget_place(self._t_s)

    def learn_anew(self) -> tuple[Event, ...]:
        """Another pose model, or another place of the camera: what was learned of the person is forgotten.

        Call it between sets. What that ends is handed out.
        """
        self._model = self._new_model()
        return self.coach.learn_anew(self._t_s)

    def finish(self) -> tuple[Event, ...]:
        """The source has ended: close everything that is open."""
        return self.coach.finish(self._t_s)


_NOT_TIMED: AbstractContextManager[None] = nullcontext()
