"""One block while it is being done: its coach, its clock and its record; and what is kept of those done."""

from collections.abc import Sequence
from dataclasses import replace

from posecoach.app.live.programme import Block
from posecoach.app.pipeline import Pipeline
from posecoach.coaching.events import Event, Phase
from posecoach.coaching.hip_range.range_coach import RangeCoach
from posecoach.coaching.hip_range.result import HipRange
from posecoach.coaching.state import CoachState
from posecoach.kinematics.body import LOST_S
from posecoach.kinematics.landmarks import Pose
from posecoach.session.measurement import TestCourse, course_of
from posecoach.session.record import Pain, Session
from posecoach.session.recorder import Recorder


class CoachClock:
    """Turns times of the source into times of the coach, both in seconds that never fall.

    The coach's time stands still in a pause and jumps over a rest that is skipped.
    """

    def __init__(self) -> None:
        self._behind_s = 0.0
        self._stopped_at_s: float | None = None

    def at(self, source_s: float) -> float:
        """The coach's time when the source says `source_s`."""
        now_s = source_s if self._stopped_at_s is None else min(source_s, self._stopped_at_s)
        return now_s - self._behind_s

    def stop(self, source_s: float) -> None:
        """Stand still from `source_s` on; stopping twice changes nothing."""
        if self._stopped_at_s is None:
            self._stopped_at_s = source_s

    def go(self, source_s: float) -> None:
        """Go on at `source_s`, as though no time had passed since it stopped."""
        if self._stopped_at_s is not None:
            self._behind_s += max(0.0, source_s - self._stopped_at_s)
            self._stopped_at_s = None

    def skip(self, seconds: float) -> None:
        """Jump ahead by `seconds`."""
        self._behind_s -= max(0.0, seconds)


LEAVING_S = 1.6
"""A pause begins with nobody seen for this long; then the coach's clock stands still. It stays below
`VIEW_PROBLEM_S`, after which somebody is told to be out of view, and `LOST_S`, after which the position
counts as left, so that a set outlasts any pause. Whoever comes back from one of more than `LOST_S` may lie
elsewhere: the open rep ends, and the person is looked at anew."""


def first_state(block: Block) -> CoachState:
    """What there is to show of a block before its first picture."""
    exercise = block.exercise
    return CoachState(0.0, Phase.LOOKING, exercise.id, exercise.sides[0], target=block.plan.reps)


class ExerciseSession:
    """Takes poses at source times, hands out states and events in the coach's time.

    Attributes:
        state: the newest state.
        paused: whether the person paused it.
    """

    def __init__(self, block: Block, recorder: Recorder) -> None:
        self.block = block
        self.recorder = recorder
        self.paused = False
        self.session: Session | None = None
        self._pipeline = Pipeline(block.exercise, block.side, block.plan, tests=block.tests)
        self.state = replace(first_state(block), side=self._pipeline.coach.side)
        self._clock = CoachClock()
        self._held_since_s: float | None = None
        self._begun = False

    @property
    def hip_range(self) -> tuple[HipRange, TestCourse] | None:
        """What a test of the hip's range gave, and its course; None for an exercise."""
        coach = self._pipeline.coach
        if not isinstance(coach, RangeCoach):
            return None
        hip, trace = coach.result, coach.trace
        return hip, course_of(trace, hip.movement, hip.side)

    @property
    def done(self) -> bool:
        """Whether all planned sets are over."""
        return self.state.phase is Phase.DONE

    @property
    def set_open(self) -> bool:
        """Whether a set has begun and not ended."""
        return self.state.phase in (Phase.COUNTING, Phase.PAUSED) and self.state.reps > 0

    @property
    def between_sets(self) -> bool:
        """Whether nothing is being counted, nor could be at the next picture."""
        return not self.paused and self.state.phase in (Phase.LOOKING, Phase.POSITION, Phase.HOLD, Phase.REST)

    def another_model(self, name: str) -> None:
        """Another pose model looks from here on."""
        self.recorder.look_with(name)
        self.camera_moved()

    def camera_moved(self) -> None:
        """The camera stands elsewhere: what was learned of the person is learned anew."""
        if self._begun:
            self._hear(self._pipeline.learn_anew())

    def see(self, t_s: float, pose: Pose | None) -> tuple[Event, ...]:
        """Take the pose of the picture at `t_s`; in a pause it is not looked at."""
        if self.paused:
            return self.wait(t_s)
        ended = self._release(t_s)
        return (*ended, *self._step(self._clock.at(t_s), pose, keep_frame=True))

    def wait(self, t_s: float) -> tuple[Event, ...]:
        """Time passes without a picture to be judged: in a pause, or while the camera is gone."""
        if self._held_since_s is None:
            self._held_since_s = t_s
        if t_s - self._held_since_s < LEAVING_S:
            return self._step(self._clock.at(t_s), None, keep_frame=False)
        self._clock.stop(self._held_since_s + LEAVING_S)
        return ()

    def toggle_pause(self) -> bool:
        """Pause, or go on; whether it is paused now."""
        self.paused = not self.paused
        return self.paused

    def next_set(self) -> tuple[Event, ...]:
        """End the open set, or the rest after one; after the rest, pass over the set that waits.

        Before the first rep there is nothing to end.
        """
        if self.state.phase is Phase.REST:
            self._clock.skip(self.state.rest_left_s)
            # At once, so that a second key before the next picture does not skip more.
            self.state = replace(self.state, rest_left_s=0.0)
            return ()
        return self._command(self._pipeline.coach.end_set(self.state.t_s))

    def keep(self, events: Sequence[Event]) -> None:
        """Put into the record what the person said and no picture showed."""
        self._hear(events)

    def restart_set(self) -> tuple[Event, ...]:
        """Count the open set anew; in a pause, too, the screen shows at once that it is at nought.

        Without an open set there is nothing to restart, and nothing comes of it.
        """
        return self._command(self._pipeline.coach.restart_set(self.state.t_s))

    def finish(
        self, *, pain_after: int | None = None, interrupted: bool = False, source_ended: bool = False
    ) -> tuple[Event, ...]:
        """End everything that is open and store the session; a second call changes nothing."""
        if self.session is not None:
            return ()
        events = self._hear(self._pipeline.finish()) if self._begun else ()
        self.state = replace(
            self.state, phase=Phase.DONE, rest_left_s=0.0, hold_left_s=0.0, source_ended=source_ended
        )
        self.session = self.recorder.finish(pain_after=pain_after, interrupted=interrupted)
        return events

    def _release(self, t_s: float) -> tuple[Event, ...]:
        if self._held_since_s is None:
            return ()
        long = t_s - self._held_since_s > LOST_S
        self._held_since_s = None
        self._clock.go(t_s)
        return self._hear(self._pipeline.forget_place()) if long else ()

    def _step(self, coach_s: float, pose: Pose | None, keep_frame: bool) -> tuple[Event, ...]:
        if self._begun and coach_s <= self.state.t_s:  # a pause that ended within a millisecond
            return ()
        self._begun = True
        step = self._pipeline.step(coach_s, pose)
        self.state = step.state
        if keep_frame:
            self.recorder.add(step.body, step.state, step.events, pose)
        else:
            self.recorder.hear(coach_s, step.events)
        return step.events

    def _command(self, events: Sequence[Event]) -> tuple[Event, ...]:
        # In a pause no picture will tell what has changed, and the next key must know.
        self.state = self._pipeline.coach.now(self.state)
        return self._hear(events)

    def _hear(self, events: Sequence[Event]) -> tuple[Event, ...]:
        self.recorder.hear(self.state.t_s, events)
        return tuple(events)


class FinishedBlocks:
    """Collects blocks in the order in which they end.

    One is kept when something was counted in it, the person stopped it, or it holds the answer to how much
    it hurts afterwards. Where that is none, the last is kept for what the person said of pain before. Tests
    of the hip's range are no sessions: they make a measurement.
    """

    def __init__(self) -> None:
        self._done: list[ExerciseSession] = []

    def add(self, current: ExerciseSession) -> None:
        """A block is over; one that was added already changes nothing."""
        if current not in self._done:
            self._done.append(current)

    @property
    def reps(self) -> int:
        """How many repetitions, or slow movements of tests, were counted in all of them."""
        return sum(one.state.total_reps for one in self._done)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The records that are kept."""
        return tuple(one.session for one in self._kept() if one.session is not None)

    @property
    def uncounted(self) -> tuple[Session, ...]:
        """The records that are not."""
        kept = self._kept()
        return tuple(one.session for one in self._done if one.session is not None and one not in kept)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers in the store of `sessions`; 0 for one that could not be stored."""
        return tuple(0 if one.recorder.lost else one.recorder.number for one in self._kept())

    @property
    def lost(self) -> tuple[str, ...]:
        """A sentence for each of `sessions` that is not in the store."""
        return tuple(one.recorder.lost for one in self._kept() if one.recorder.lost)

    @property
    def empty_numbers(self) -> tuple[int, ...]:
        """Numbers in the store of `uncounted`; not of one that a full disk left unfinished there, which the
        next command finds."""
        left_out = [one.recorder for one in self._done if one not in self._kept()]
        return tuple(one.number for one in left_out if one.number and not one.lost)

    @property
    def ranges(self) -> tuple[tuple[HipRange, TestCourse], ...]:
        """What the tests of the hip's range gave, in order."""
        found = [one.hip_range for one in self._done]
        return tuple(one for one in found if one is not None)

    def _kept(self) -> list[ExerciseSession]:
        done = [(one, one.session) for one in self._done if one.session and one.block.tests is None]
        counted = [
            one for one, session in done if session.reps or session.stops or session.pain.after is not None
        ]
        said = [one for one, session in done if session.pain != Pain()]
        return counted or said[-1:]
