"""Leads through one test of the hip's range: takes bodies as a coach does, counts and measures movements."""

from dataclasses import replace

from posecoach.coaching.coach import Update
from posecoach.coaching.events import (
    NAN,
    Event,
    Phase,
    PhaseChanged,
    Rep,
    RepCompleted,
    RepCounted,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.hip_range.measure import (
    LEAST_REPEATS,
    best_repeats,
    measure_hip,
    moved_side,
    trials_of,
)
from posecoach.coaching.hip_range.protocol import Protocol
from posecoach.coaching.hip_range.ramps import SLOW_S
from posecoach.coaching.hip_range.result import HipRange, Reason, Trial
from posecoach.coaching.hip_range.trace import OTHER, Trace, TraceBuilder
from posecoach.coaching.position.gate import Fault, Place, PositionGate, allowed_postures, in_posture
from posecoach.coaching.position.viewpoint import ViewWarnings
from posecoach.coaching.sets import Plan, SetTracker
from posecoach.coaching.signals import working_joint
from posecoach.coaching.state import CoachState, Hint
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.posture import Posture

LOOK_EVERY_S = 0.5
"""The course is cut anew so often: a movement is told half a second after it is over at the latest."""

CALM_AFTER_S = 15.0
"""After two good movements, this time without another ends the test."""

HINT_AFTER_S = 8.0
"""Somebody seen in another posture for this long is told which one is wanted."""

LIMIT_S = 90.0
"""The test ends this long after the position was taken up, with the movements done until then."""

COMING_S = 120.0
"""Time to take up the position, enough to fetch a chair; then the test is passed over."""


class RangeCoach:
    """Measures one hip, or the lean; same calls as `posecoach.coaching.coach.Coach`.

    Args:
        exercise: the test as an exercise: its posture and what is counted.
        side: the side asked for; the one that moves is measured.
        plan: how many movements are wanted.
        protocol: what is measured.
    """

    def __init__(self, exercise: Exercise, side: str, plan: Plan, protocol: Protocol) -> None:
        self.exercise = exercise
        self.protocol = protocol
        self.side = side if protocol.sided else "both"
        self._gate = PositionGate(exercise)
        self._view = ViewWarnings(exercise)
        self._sets = SetTracker(plan)
        self._trace = TraceBuilder(protocol)
        self._phase = Phase.LOOKING
        self._started_s = self._begun_s = self._looked_s = self._last_s = NAN
        self._moved = self.side
        self._told: list[Trial] = []
        self._over = self._elsewhere = False
        self._t_s = 0.0

    @property
    def trace(self) -> Trace:
        """The angles and lower-back measures of all pictures up to now."""
        return self._trace.build()

    @property
    def result(self) -> HipRange:
        """What can be said by now."""
        trace = self.trace
        side = moved_side(trace, self.protocol, self.side)
        hip = measure_hip(trace, self.protocol, side or self.side)
        if not side and hip.largest_reason not in (Reason.NOBODY, Reason.VIEW):
            hip = replace(hip, largest=None, onset=None, largest_reason=Reason.SIDE, onset_reason=Reason.SIDE)
        if self._elsewhere and self._begun_s != self._begun_s:
            return replace(hip, largest_reason=Reason.ELSEWHERE, onset_reason=Reason.ELSEWHERE)
        return hip

    def update(self, body: Body) -> Update:
        """Take the body at the next moment."""
        self._t_s = body.t_s
        self._started_s = body.t_s if self._started_s != self._started_s else self._started_s
        leg = OTHER.get(self.side, "left") if self.exercise.count.leg == "front" else self._leg
        place = self._gate.update(body, leg)
        if place is Place.IN_POSITION and self._phase not in (Phase.COUNTING, Phase.DONE):
            self._take_up(body.t_s)
        self._elsewhere |= place is Place.ELSEWHERE
        events: list[Event] = self._view.update(body, in_posture(self.exercise, body))
        if not self._over and (place is Place.IN_POSITION or not body.seen):
            self._trace.add(body)
        if not body.t_s - self._looked_s < LOOK_EVERY_S:
            self._looked_s = body.t_s
            events += self._look(body.t_s)
        if not self._over and self._ended(body.t_s):
            events += self._end(body.t_s)
        events += self._enter(body.t_s, self._next_phase(place))
        return Update(self._show(body), tuple(events))

    def finish(self, t_s: float) -> tuple[Event, ...]:
        """The source has ended: what was done counts."""
        return (*self._look(t_s, last=True), *self._end(t_s), *self._enter(t_s, Phase.DONE))

    def forget_place(self, t_s: float) -> tuple[Event, ...]:
        """Nobody was looked at for a while: the place is judged anew."""
        self._gate = PositionGate(self.exercise, t_s)
        return ()

    def learn_anew(self, t_s: float) -> tuple[Event, ...]:
        """As for `Coach`: what was measured before is dropped, because the two do not mix."""
        self._trace = TraceBuilder(self.protocol)
        self._told = []
        self._sets = SetTracker(self._sets.plan)
        return self.forget_place(t_s)

    def end_set(self, t_s: float) -> tuple[Event, ...]:
        """The person wants to go on: the test is over with what there is."""
        return tuple(self._end(t_s))

    def restart_set(self, t_s: float) -> tuple[Event, ...]:
        """The person begins anew."""
        self._started_s, self._begun_s = t_s, NAN
        return self.learn_anew(t_s)

    def now(self, state: CoachState) -> CoachState:
        """`state` with what the person's commands have changed since."""
        phase = Phase.DONE if self._over else state.phase
        return replace(state, phase=phase, reps=len(self._good), total_reps=len(self._good))

    @property
    def _good(self) -> list[float]:
        """The largest angles of the movements told that can be measured."""
        return [trial.largest_deg for trial in self._told if trial.good]

    @property
    def _confirmed(self) -> bool:
        """Whether two of them agree, and none went further: a third adds nothing (docs/hip_range.md)."""
        good = self._good
        best = best_repeats(good)
        return len(best) >= LEAST_REPEATS and max(good[at] for at in best) == max(good)

    @property
    def _leg(self) -> str:
        return self.side if self.side in OTHER else "left"

    def _take_up(self, t_s: float) -> None:
        """The position is taken up: until a movement was told, nothing before belongs to the test."""
        self._begun_s = t_s if self._begun_s != self._begun_s else self._begun_s
        if not self._told:
            self._trace = TraceBuilder(self.protocol)

    def _look(self, t_s: float, last: bool = False) -> list[Event]:
        """Tell the movements that were completed since."""
        if self._over or len(self._trace) < 3:
            return []
        trace = self._trace.build()
        side = moved_side(trace, self.protocol, self.side)
        if not side:
            return []
        if side != self._moved:  # as when the last movement of the other side was still going on
            self._moved, self._told, self._sets = side, [], SetTracker(self._sets.plan)
        found = trials_of(trace, self.protocol, side)
        whole = [trial for ramp, trial in found if last or ramp.end < len(trace.t_s) - 1]
        known = self._told[-1].peak_s if self._told else float("-inf")
        events: list[Event] = []
        for trial in whole:
            if trial.peak_s <= known + 0.3:
                continue
            self._told.append(trial)
            self._last_s = t_s
            events += self._tell(t_s, trial)
        return events

    def _tell(self, t_s: float, trial: Trial) -> list[Event]:
        if not trial.good:
            quick = trial.rise_s < SLOW_S
            kind = WarningKind.TEMPO if quick else WarningKind.NOT_COUNTED
            return [WarningStarted(t_s, kind, "slow" if quick else "hidden")]
        set_index, index, events = self._sets.begin_rep(t_s, trial.start_s)
        largest = trial.largest_deg
        rep = Rep(set_index, index, trial.start_s, trial.peak_s, t_s, largest, largest, trial.end_s)
        self._sets.complete_rep(trial.end_s)
        return [*events, RepCounted(t_s, rep), RepCompleted(t_s, rep)]

    def _ended(self, t_s: float) -> bool:
        """Whether the test is over: enough movements, two of which agree, or no more to be expected."""
        least, most = self._sets.plan.reps
        done = len(self._good)
        if done >= most or t_s - self._begun_s >= LIMIT_S:
            return True
        if self._begun_s != self._begun_s:
            return t_s - self._started_s >= COMING_S
        return done >= least and (self._confirmed or t_s - self._last_s >= CALM_AFTER_S)

    def _end(self, t_s: float) -> list[Event]:
        if self._over:
            return []
        self._over = True
        return self._sets.close(t_s)

    def _next_phase(self, place: Place) -> Phase:
        if self._over:
            return Phase.DONE
        if place is Place.AWAY:
            return Phase.LOOKING
        return Phase.COUNTING if place is Place.IN_POSITION else Phase.POSITION

    def _enter(self, t_s: float, phase: Phase) -> list[Event]:
        if phase is self._phase:
            return []
        self._phase = phase
        return [PhaseChanged(t_s, phase)]

    def _show(self, body: Body) -> CoachState:
        return CoachState(
            t_s=body.t_s,
            phase=self._phase,
            exercise_id=self.exercise.id,
            side=self.side,
            sets=1,
            reps=len(self._good),
            total_reps=len(self._good),
            target=self._sets.plan.reps,
            primary_deg=self._trace.newest(self.side) if body.seen else NAN,
            working_joint=working_joint(self.exercise.count, self._leg),
            view_problem=self._view.told.value,
            hint=self._hint(body),
            frame_ok=body.seen,
        )

    def _hint(self, body: Body) -> Hint | None:
        fault, allowed = self._gate.fault, allowed_postures(self.exercise)
        if self._phase is not Phase.POSITION or body.t_s - self._gate.since_s < HINT_AFTER_S:
            return None
        # Standing and sitting high look alike from the front, but for how high the hips are.
        taken = Posture.STANDING if fault is Fault.REQUIREMENT else body.posture.best
        if fault not in (Fault.POSTURE, Fault.REQUIREMENT) or taken in (Posture.UNKNOWN, allowed[0]):
            return None
        return Hint(WarningKind.POSITION, taken.value, allowed[0].value)
