"""Watches the lower back: every rep against this person's own clean reps, by all cues together."""

from collections import deque
from dataclasses import dataclass, replace
from statistics import median

from posecoach.coaching.events import (
    NAN,
    Confidence,
    Event,
    HipBackSplit,
    LowerBackReading,
    Rep,
    WarningEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.lower_back.cues import cue_of
from posecoach.coaching.lower_back.current_rep import CurrentRep
from posecoach.coaching.lower_back.decision import Decision, decide, not_far
from posecoach.coaching.lower_back.evidence import Evidence, Posterior, posterior_of
from posecoach.coaching.lower_back.hip_back_split import share_of
from posecoach.coaching.lower_back.measure_change import MeasureTrace
from posecoach.coaching.lower_back.readings import UNSEEN, Readings
from posecoach.coaching.state import BackLevel, BackState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body, Measure

PULLING = (0.5, 3.0)
"""A pull in hand ends a warning between these shares of the usual range: below, there is nothing to see, and
what goes beyond is no rep (`coaching.counting.likelihood.LARGER`)."""

FIRST, AFTER_CLEAN, AFTER_MOVED = 0.15, 0.12, 0.5
"""How likely the back moves in a rep before anything is seen of it: in the first, after one in which it kept
still, after one in which it moved. Backs rarely move in one rep alone, and chance seldom plays the same trick
twice in a row. The clips with truth have moving backs in a quarter of their reps, in bouts of four to six."""

DOUBT = 0.45
"""A rep whose back moved with this probability or more must not become the norm."""

LATE_S = 1.5
"""A rep recognised only so long after its peak, or after its end, is judged, but nothing is said of it: by
now the person does something else."""

HIP_HOLD_S = 0.25

EARLY = 0.9
"""Before the release has ended, only what is this likely is said, because only one turn is known."""

NEAR = 0.5
"""The gauge says "careful" from this probability on."""

BELOW = 0.9
"""While it says "still" it stays below this share of the limit."""

QUIET_S = 4.0
"""Without another rep for this long, a warning is over."""

LOOK_EVERY_S = 0.1
"""A pull in hand is looked at no more often: looking takes half a millisecond."""

OUTLINE_REPS, UNCLEAR_REPS = 8, 6
"""Of so many reps the outline has to be unclear in so many before anything is said of it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lower back did in one rep, and the events that follow from it."""

    reading: LowerBackReading | None = None
    moved: bool = False
    share: HipBackSplit = HipBackSplit()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class _Warning:
    """The warning that is on: since when, the worst value, and the decision it began with."""

    start_s: float
    worst: float
    decision: Decision


class LowerBackMonitor:
    """Follows the cues of one exercise: `update` each frame, `look` when a rep is counted, `judge` then.

    Screen, warning, rep and summary say the same, because what is said of a rep is its verdict
    (`lower_back.decision`): as it is counted, where it is likely enough by then that the back moved, or else
    when all of it was seen. Only a question is decided anew, where the whole rep makes sure of it. Nothing is
    said of a pull that is no rep yet: only the gauge, which accuses nobody, follows it.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._rules = exercise.lower_back
        self._readings = Readings(self._rules, exercise.position)
        self._limit_deg = _limit_deg(exercise)
        self._hip = MeasureTrace()
        self._pull = CurrentRep(exercise.count.direction)
        self._warning: _Warning | None = None
        self._given: Decision | None = None
        """What was said of the rep whose release goes on."""
        self._expected = FIRST
        self._share = HipBackSplit()
        self._last_s = self._looked_s = NAN
        self._unclear: deque[bool] = deque(maxlen=OUTLINE_REPS)
        self._clothes_told = False
        self.state = BackState()

    def update(self, body: Body, busy: bool, signal: float = NAN, hip: Measure = UNSEEN) -> list[Event]:
        """Take the measures of `body`.

        `busy` tells that reps are going on; `signal` is what is counted, turned so that a pull rises; `hip`
        the flexion of the hip on the counted leg, degrees.
        """
        if not self._rules:
            return []
        self._readings.update(body)
        self._hip.append(body.t_s, hip)
        self._pull.update(body.t_s, signal)
        events: list[Event] = []
        if self._warning and not busy and body.t_s - self._last_s > QUIET_S:
            events += self._end_warning(body.t_s)
        if body.t_s - self._looked_s < LOOK_EVERY_S:
            return events
        self._looked_s = body.t_s
        evidence = self._pulling(body.t_s)
        found = posterior_of(evidence, self._limit_deg, self._expected) if evidence else None
        clean = found is not None and found.moved < NEAR and self._given is None
        if busy and clean and self._pull.within(body.t_s, *PULLING):
            events += self._end_warning(body.t_s)
        self.state = self._show(found, body.t_s)
        return events

    def look(self, rep: Rep) -> list[Event]:
        """A first look at a rep whose release has only begun: warn at once where it is clear.

        Not in the first of a set, which begins with getting into position.
        """
        self._last_s = rep.counted_s
        self._pull.learn(rep)
        self._given = None
        if rep.index == 1:
            self._expected = FIRST
            self._readings.new_set()
            return []
        late = rep.counted_s - rep.peak_s > LATE_S
        decision = None if late else decide(self._readings.of(rep), self._limit_deg, self._expected)
        if decision is None or decision.posterior.moved < EARLY:
            return []
        self._given = decision
        return self._warn(rep.counted_s, decision)

    def judge(self, rep: Rep, now_s: float) -> Verdict:
        """The verdict on a rep whose release has ended (recognised at `now_s`)."""
        rests = self._pull.rests_after(rep)
        evidence = self._readings.of(replace(rep, end_s=NAN) if rests else rep)
        found = _surer(self._given, decide(evidence, self._limit_deg, self._expected))
        self._given = None
        if found is None:
            return Verdict(events=tuple(self._end_warning(now_s)))
        probability = found.posterior.moved
        self._expected = AFTER_CLEAN + (AFTER_MOVED - AFTER_CLEAN) * probability
        if probability < DOUBT and not rests:
            self._readings.learn(evidence, rep.range_deg)
        hip_deg = self._hip.excursion(rep, HIP_HOLD_S).change
        self._share = share_of(self._exercise, rep, found, hip_deg)
        late = now_s - rep.end_s > LATE_S
        if not found.moved:
            events = self._end_warning(now_s)
        else:
            events = [] if late and self._warning is None else self._warn(now_s, found)
        events += self._clothes(not found.still and self._readings.outline_unclear(rep), now_s)
        return Verdict(self._reading(found), found.moved, self._share, tuple(events))

    def finish(self, t_s: float) -> list[Event]:
        return self._end_warning(t_s)

    def _clothes(self, unclear: bool, now_s: float) -> list[Event]:
        """Once, where neither the outline nor anything else shows the back: what would help."""
        self._unclear.append(unclear)
        if self._clothes_told or sum(self._unclear) < UNCLEAR_REPS:
            return []
        self._clothes_told = True
        what = "clothes-lying" if self._exercise.position == "lying" else "clothes-any"
        begun = WarningStarted(now_s, WarningKind.CLOTHES, what, "")
        return [begun, WarningEnded(now_s, WarningKind.CLOTHES, now_s)]

    def _pulling(self, t_s: float) -> list[Evidence]:
        """The evidence on the pull in hand, from its beginning until now."""
        pull = self._pull
        if pull.start_s != pull.start_s:
            return []
        return self._readings.since(pull.start_s, pull.half_s, t_s, pull.height)

    def _reading(self, decision: Decision) -> LowerBackReading:
        """In the unit of the leading measure; the limit is where this rep's verdict turns."""
        rule = self._rules[0]
        cue = cue_of(rule.measure, self._exercise.position)
        value, limit = decision.posterior.extra_deg * cue.per_deg, decision.turning_deg * cue.per_deg
        return LowerBackReading(rule.measure, value, limit, cue.unit, decision.confidence, decision.still)

    def _warn(self, t_s: float, decision: Decision) -> list[Event]:
        reading = self._reading(decision)
        if self._warning is not None and self._warning.decision.confidence is decision.confidence:
            worst = max(self._warning.worst, reading.value)
            self._warning = replace(self._warning, worst=worst)
            return []
        events = self._end_warning(t_s)
        sure = decision.confidence is Confidence.HIGH
        said = self._exercise.back_message if sure else ""
        self._warning = _Warning(t_s, reading.value, decision)
        begun = WarningStarted(
            t_s,
            WarningKind.LOWER_BACK,
            reading.measure,
            said,
            reading.value,
            reading.limit,
            reading.unit,
            decision.confidence,
        )
        return [*events, begun]

    def _end_warning(self, t_s: float) -> list[Event]:
        if self._warning is None:
            return []
        ended = self._warning
        self._warning = None
        return [WarningEnded(t_s, WarningKind.LOWER_BACK, ended.start_s, ended.worst)]

    def _show(self, posterior: Posterior | None, t_s: float) -> BackState:
        """The gauge: the pull in hand beyond what is usual for it, in the leading measure's unit."""
        rule = self._rules[0]
        cue = cue_of(rule.measure, self._exercise.position)
        state = BackState(unit=cue.unit, limit=rule.limit, share=self._share)
        if posterior is None:
            return state
        confidence = Confidence.HIGH if not_far(posterior) else Confidence.LOW
        level = BackLevel.NEAR if posterior.moved >= NEAR else BackLevel.STILL
        value = max(0.0, posterior.extra_deg) * cue.per_deg
        if not self._pull.known(t_s):
            level, value = BackLevel.STILL, 0.0
        elif level is BackLevel.STILL:
            value = min(value, BELOW * rule.limit)
        if self._warning is not None:  # said by the verdict, which knows more than one moment
            confidence = self._warning.decision.confidence
            level = BackLevel.MOVING if confidence is Confidence.HIGH else BackLevel.NEAR
        return replace(state, level=level, value=value, confidence=confidence)


def _surer(given: Decision | None, decision: Decision | None) -> Decision | None:
    """What was said of a rep, unless the whole rep makes sure of what was asked."""
    if given is None or decision is None:
        return given or decision
    sure = decision.moved and decision.confidence is Confidence.HIGH
    return decision if sure and given.confidence is not Confidence.HIGH else given


def _limit_deg(exercise: Exercise) -> float:
    """The median of the rules' limits in degrees of lumbar movement; 0 without a rule."""
    found = [
        rule.limit / abs(cue_of(rule.measure, exercise.position).per_deg) for rule in exercise.lower_back
    ]
    return median(found) if found else 0.0
