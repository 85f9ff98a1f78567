"""The coach: from one body after another to what to show now and what just happened."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.counting.channels import ExerciseSignals
from posecoach.coaching.counting.counter import Completed, Counted
from posecoach.coaching.counting.vote import SignalVote
from posecoach.coaching.events import (
    NAN,
    Event,
    Phase,
    PhaseChanged,
    Rep,
    RepCompleted,
    RepCounted,
    SetRestarted,
)
from posecoach.coaching.lower_back.monitor import LowerBackMonitor
from posecoach.coaching.position.advisor import Advisor
from posecoach.coaching.position.gate import Fault, Place, PositionGate, in_posture
from posecoach.coaching.position.side import SideChooser
from posecoach.coaching.position.stillness import Stillness
from posecoach.coaching.position.viewpoint import ViewWarnings
from posecoach.coaching.reps import RepKeeper
from posecoach.coaching.sets import Plan, SetTracker
from posecoach.coaching.shown import PAUSE_S, PullGauge, phase_at, progress_at
from posecoach.coaching.signals import counted_leg, measure, working_joint
from posecoach.coaching.state import BackState, CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.view import ViewProblem

HOLD_S = 2.0
"""A calm hold of this length starts the counting without a key."""

HOLD_BAND = 2.5
ROUGH_HOLD_BAND = {"hip_internal_rotation": 4.0}
"""In degrees or % of the torso: a person who holds still stays within this band, which is wider for a signal
that is itself rough. Two seconds of holding in a rendered inward rotation spread over 2.6 degrees."""

OVERRUN_CALM_S = HOLD_S
"""After a set that reached its limit, holding still for this long begins the next."""

LEAD_S, LEAD_FRAMES = 1.3, 100
"""Once the position is certain, this much of the signals before it is counted too (seconds, frames). Until
then up to 1.2 s pass, in which somebody who does not hold still first may begin a rep."""


@dataclass(frozen=True, slots=True)
class Update:
    """What one frame brought: the state to show and the events, in the order they happened."""

    state: CoachState
    events: tuple[Event, ...]


class Coach:
    """Coaches one exercise on one side. Call `update` for each body in the order of time, then `finish`.

    Args:
        exercise: what is done.
        side: "left", "right", "both", or "auto" to find out from the position held.
        plan: sets, reps and rest; by default the exercise's own, with any number of sets.

    Example:
        >>> import posecoach
        >>> coach = posecoach.Coach(posecoach.load_exercise("hip-flexion"), "right")
        >>> update = coach.update(posecoach.Body(t_s=0.0))
        >>> update.state.reps, update.state.phase.value
        (0, 'looking for you')
    """

    def __init__(self, exercise: Exercise, side: str = "auto", plan: Plan | None = None) -> None:
        self.exercise = exercise
        self._sides = SideChooser(exercise, side)
        self._gate = PositionGate(exercise)
        self._signals = ExerciseSignals(exercise)
        self._counter = SignalVote(self._signals.rules)
        self._sets = SetTracker(plan or Plan(None, exercise.reps, exercise.rest_s))
        self._back = LowerBackMonitor(exercise)
        self._gauge = PullGauge()
        band = ROUGH_HOLD_BAND.get(exercise.count.signal, HOLD_BAND)
        self._calm = Stillness(band, HOLD_S + 0.5)
        self._lead: deque[tuple[float, tuple[float, ...]]] = deque(maxlen=LEAD_FRAMES)
        self._phase = Phase.LOOKING
        self._ready = False
        self._reps = RepKeeper()
        self._active_s = 0.0
        self._view = ViewWarnings(exercise)
        self._advisor = Advisor(exercise)
        self._overrun = False

    @property
    def side(self) -> str:
        """The hip being stretched, as far as it is known."""
        return self._sides.side

    def update(self, body: Body) -> Update:
        """Take the body at the next moment."""
        in_turn = self._advisor.alternating
        side = self._sides.update(body, locked=self._ready or self._sets.open or in_turn)
        leg = counted_leg(self.exercise.count, side, body)
        place = self._gate.update(body, leg, in_turn)
        values = self._signals.read(body, leg)
        x = values[0]
        events: list[Event] = self._view.update(body, in_posture(self.exercise, body))
        calm_s = self._calm.update(body.t_s, x) if body.seen else 0.0
        if place is Place.IN_POSITION:
            events += self._count_lead(body.t_s) + self._count(body.t_s, values, calm_s)
        elif body.seen and self._gate.fault not in (Fault.VIEW, Fault.POSTURE):
            self._lead.append((body.t_s, values))
        if place is not Place.IN_POSITION and self._ready:
            self._ready = self._overrun = False
            events += self._take(self._counter.interrupt(body.t_s))
        if place is Place.IN_POSITION and (calm_s >= HOLD_S or self._sets.open):
            self._ready = True
        at_it = place is Place.IN_POSITION and not self._gate.leaving
        busy = at_it and body.t_s - self._active_s < PAUSE_S
        events += self._back.update(body, busy, self._signed(x), measure(body, "hip_flexion", leg))
        left_s = 0.0 if place is Place.IN_POSITION else body.t_s - self._gate.since_s + 1e-6
        events += self._follow_sets(body.t_s, left_s)
        events += self._enter(body.t_s, self._phase_at(body.t_s, place))
        if self._advisor.side_changed(body, self._sides, self._gate):
            events += self._change_side(body.t_s)
        told = self._view.told not in (ViewProblem.NONE, ViewProblem.WRONG_VIEW)
        events += self._advisor.update(body, self._sides, self._gate, self._phase, self._active_s, told)
        return Update(self._show(body, side, leg, x, calm_s), tuple(events))

    def finish(self, t_s: float) -> tuple[Event, ...]:
        """The source has ended at `t_s`: finish the open rep, warning and set."""
        events = self._take(self._counter.interrupt(t_s))
        events += self._back.finish(t_s)
        events += self._view.finish(t_s) + self._advisor.finish(t_s, self._reps.total > 0)
        events += self._sets.close(t_s)
        return (*events, *self._enter(t_s, Phase.DONE))

    def forget_place(self, t_s: float) -> tuple[Event, ...]:
        """Nobody was looked at for a while: the person may be anywhere, is judged anew; the open rep ends."""
        self._gate = PositionGate(self.exercise, t_s)
        self._ready = False
        self._lead.clear()
        return tuple(self._take(self._counter.interrupt(t_s)))

    def learn_anew(self, t_s: float) -> tuple[Event, ...]:
        """From here on another pose model is used, or the camera stands elsewhere; call it between sets.

        Landmarks then lie elsewhere: the person's place, what the signals do at rest and in reps, and what
        the lower back does in clean ones, are learned anew.
        """
        events = (*self.forget_place(t_s), *self._back.finish(t_s))
        self._back = LowerBackMonitor(self.exercise)
        self._count_anew()
        return events

    def end_set(self, t_s: float) -> tuple[Event, ...]:
        """The person asked for the next set: the present one is over, or one that waits is passed over."""
        if not self._sets.open:
            self._sets.skip()
            return ()
        return tuple(self._take(self._counter.interrupt(t_s)) + self._sets.close(t_s))

    def restart_set(self, t_s: float) -> tuple[Event, ...]:
        """The person wants to count the present set anew: what was counted of it is forgotten."""
        if not self._sets.open:
            return ()
        events = self._take(self._counter.interrupt(t_s))
        index = self._sets.index
        self._reps.forget_set(index, self._sets.reps)
        self._sets.restart()
        return (*events, SetRestarted(t_s, index))

    def now(self, state: CoachState) -> CoachState:
        """`state` with what the person's commands have changed since: phase, set, counts and rest."""
        phase = self._phase_at(state.t_s, self._gate.place)
        return replace(state, phase=phase, **progress_at(state.t_s, phase, self._sets, self._reps))

    def _count(self, t_s: float, values: Sequence[float], calm_s: float) -> list[Event]:
        """Take the signals; what goes on by itself after a set that has reached its limit is not counted."""
        if self._overrun and calm_s >= OVERRUN_CALM_S:
            self._overrun = False
            self._counter.interrupt(t_s)
        return self._take(self._counter.update(t_s, values))

    def _count_lead(self, t_s: float) -> list[Event]:
        """Take the signals from before the position was certain: a first rep may have begun meanwhile."""
        events: list[Event] = []
        for sample_s, values in self._lead:
            if sample_s >= t_s - LEAD_S:
                found = self._counter.update(sample_s, values)
                events += self._take([replace(item, t_s=t_s) for item in found])
        self._lead.clear()
        return events

    def _follow_sets(self, t_s: float, left_s: float) -> list[Event]:
        """Close the set if it is over; one that is full takes along what was begun of its last rep."""
        full = self._sets.full
        ended = self._sets.update(t_s, left_s)
        if not (full and ended):
            return ended
        self._overrun = True
        return [*self._take(self._counter.interrupt(t_s)), *ended]

    def _take(self, found: Sequence[Counted | Completed]) -> list[Event]:
        events: list[Event] = []
        for item in found:
            if isinstance(item, Counted):
                events += self._counted(item)
            else:
                events += self._completed(item)
        return events

    def _counted(self, item: Counted) -> list[Event]:
        if self._overrun or self._sets.full:
            return []
        one = item.candidate
        set_index, index, events = self._sets.begin_rep(item.t_s, one.start_s)
        rep = Rep(set_index, index, one.start_s, one.peak_s, item.t_s, one.range_, self._signed(one.peak))
        self._reps.count(rep)
        self._active_s = item.t_s
        return [*events, RepCounted(item.t_s, rep), *self._back.look(rep)]

    def _completed(self, item: Completed) -> list[Event]:
        rep = self._reps.find(item.candidate.peak_s)
        if rep is None:
            return []
        done = replace(rep, end_s=item.candidate.end_s)
        verdict = self._back.judge(done, item.t_s)
        done = replace(done, lower_back=verdict.reading, lower_back_moved=verdict.moved, share=verdict.share)
        self._reps.complete(done, done.set_index == self._sets.index)
        self._sets.complete_rep(item.candidate.end_s)
        self._active_s = max(self._active_s, item.candidate.end_s)
        return [RepCompleted(item.t_s, done), *verdict.events]

    def _signed(self, value: float) -> float:
        return value * self.exercise.count.direction

    def _change_side(self, t_s: float) -> list[Event]:
        """Go on with the other side: what was already done of it is counted together."""
        rule = self.exercise.count
        if rule.leg == "front":
            return []  # the front leg was counted all along
        events = self._take(self._counter.interrupt(t_s))
        if t_s - self._active_s > PAUSE_S:  # or else what was counted of late was this side's
            events += self._sets.close(t_s)
        self._lead.clear()  # the other leg's
        self._count_anew()
        self._gate, self._ready = PositionGate(self.exercise, self._advisor.recent[0].t_s), True
        for body in [body for body in self._advisor.recent if body.t_s > self._active_s]:
            leg = counted_leg(rule, self.side, body)
            if self._gate.update(body, leg) is Place.IN_POSITION:
                found = self._counter.update(body.t_s, self._signals.read(body, leg))
                events += self._take([replace(item, t_s=t_s) for item in found])
        return events

    def _count_anew(self) -> None:
        """Nothing that the signals did so far is known any more."""
        self._signals = ExerciseSignals(self.exercise)
        self._counter = SignalVote(self._signals.rules)

    def _phase_at(self, t_s: float, place: Place) -> Phase:
        return phase_at(t_s, place, self._sets, self._active_s, self._counter.usual, self._ready)

    def _enter(self, t_s: float, phase: Phase) -> list[Event]:
        if phase is self._phase:
            return []
        self._phase = phase
        return [PhaseChanged(t_s, phase)]

    def _show(self, body: Body, side: str, leg: str, x: float, calm_s: float) -> CoachState:
        usual = self._counter.usual
        rule = self.exercise.count
        holding = self._phase is Phase.HOLD
        return CoachState(
            t_s=body.t_s,
            phase=self._phase,
            exercise_id=self.exercise.id,
            side=side,
            sets=self._sets.plan.sets,
            target=self._sets.plan.reps,
            position=self._gauge.update(body.t_s, self._signed(x), usual, body.seen),
            primary_deg=x,
            unit=rule.unit,
            range_now=usual.range_ if usual else NAN,
            working_joint=working_joint(rule, leg),
            back=self._back.state if body.seen else BackState(),
            hold_left_s=max(0.0, HOLD_S - calm_s) if holding else 0.0,
            view_problem=self._view.told.value,
            hint=self._advisor.hint,
            frame_ok=x == x,
            **progress_at(body.t_s, self._phase, self._sets, self._reps),
        )
