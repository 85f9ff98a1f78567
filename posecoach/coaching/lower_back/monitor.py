"""Watches the lower back: every rep against this person's own clean reps, by all cues together."""

from collections.abc import Callable
from dataclasses import dataclass, replace

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
from posecoach.coaching.lower_back.baseline import Baseline
from posecoach.coaching.lower_back.cues import CUES
from posecoach.coaching.lower_back.current_rep import CurrentRep
from posecoach.coaching.lower_back.evidence import Evidence, Score, weigh
from posecoach.coaching.lower_back.hip_back_split import share_of
from posecoach.coaching.lower_back.measure_change import MeasureChange, MeasureTrace
from posecoach.coaching.state import BackLevel, BackState
from posecoach.exercises.definition import Exercise, LowerBackRule
from posecoach.kinematics.body import Body, Measure

SURE = 2.5
"""The excess must be this many times the spread of clean reps, whatever the limit. The spread is wider while
few reps are known, so that this is 2.7 times their scatter after a dozen and 3.5 times before the first."""

EARLY = 1.45
"""Before the release has ended, a warning needs this much more, because only one turn is known."""

PULLING = (0.5, 3.0)
"""A pull in hand is looked at between these shares of the usual range: below, there is nothing to see, and
what goes beyond is no rep (`coaching.habit.LARGER`)."""

MOST = 12.0
"""So many times the limit, some 50 degrees, no back moves: the person moved otherwise, or was lost."""

EASE = 0.75
"""After a rep with a moving back, or with one that may have moved, the next needs only so much of it: backs
rarely move in one rep alone, and twice in a row chance seldom plays the same trick."""

LEAST_TRUST = 0.2
"""Mean confidence of the samples below which nothing is seen."""

LEAST_RANGE = 4.0
"""A measure is compared with the range of the rep, which for the smallest reps is mostly noise."""

APART = 6.0
"""A rep's two turns show the same level but for drift: in clean reps they differ by less than this many times
the usual noise (99 %). Where they do not, the person moved elsewhere, or got up: only the turn that speaks
less against the back counts, and nothing is learned. Of 19 clean reps that were blamed in rendered sets set
up as advised and in simulated ones this spares 10; of 1895 moving ones 5 are told no more."""

LONG_RELEASE = 2.5
"""A release that takes so many times as long as the person's pulls ends in a rest or in getting up, and not
at a turn: then only the first turn of the rep is looked at, and nothing is learned. One rep in 300 has it,
but one last rep in 15, and there a third of the false warnings of inward rotation came from."""

LATE_S = 1.5
"""A rep recognised only so long after its peak, or after its end, is judged, but no warning begins with it:
by now the person does something else."""

HIP_HOLD_S = 0.25
UNSEEN = Measure()

NEAR_SHARE = 0.6
QUIET_S = 4.0
"""Without another rep for this long, a warning is over."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lower back did in one rep, and the events that follow from it."""

    reading: LowerBackReading | None = None
    moved: bool = False
    share: HipBackSplit = HipBackSplit()
    events: tuple[Event, ...] = ()


class LowerBackMonitor:
    """Follows the cues of one exercise: `update` each frame, `look` when a rep is counted, `judge` then."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._rules = exercise.lower_back
        self._traces = {rule.measure: MeasureTrace() for rule in self._rules}
        self._baselines = {rule.measure: Baseline(CUES[rule.measure]) for rule in self._rules}
        self._hip = MeasureTrace()
        self._pull = CurrentRep(exercise.count.direction)
        self._warning: tuple[float, float] | None = None
        self._moved = False
        self._doubt = False
        self._share = HipBackSplit()
        self._last_s = NAN
        self.state = BackState()

    def update(self, body: Body, busy: bool, signal: float = NAN, hip: Measure = UNSEEN) -> list[Event]:
        """Take the measures of `body`.

        `busy` tells that reps are going on; `signal` is what is counted, turned so that a pull rises; `hip`
        the flexion of the hip on the counted leg, degrees.
        """
        if not self._rules:
            return []
        for name, trace in self._traces.items():
            measure = body.back.get(name, UNSEEN) if body.seen else UNSEEN
            trace.append(body.t_s, measure.value, measure.confidence)
        self._hip.append(body.t_s, hip.value, hip.confidence)
        self._pull.update(body.t_s, signal)
        score = self._pulling(body.t_s)
        events: list[Event] = []
        if busy and score is not None and self._pull.within(body.t_s, *PULLING):
            # A measure that is never sure has to wait for the whole rep.
            events += self._early(body.t_s, score) if score.confidence is Confidence.HIGH else []
        if self._warning and not busy and body.t_s - self._last_s > QUIET_S:
            events += self._end_warning(body.t_s)
        self.state = self._show(score)
        return events

    def look(self, rep: Rep) -> list[Event]:
        """A first look at a rep whose release has only begun: warn at once where it is clear."""
        self._last_s = rep.counted_s
        self._pull.learn(rep)
        score = self._of(rep)
        late = rep.counted_s - rep.peak_s > LATE_S
        return [] if score is None or late else self._early(rep.counted_s, score)

    def judge(self, rep: Rep, now_s: float) -> Verdict:
        """The verdict on a rep whose release has ended (recognised at `now_s`)."""
        lasting = rep.release_s > LONG_RELEASE * self._pull.usual_s
        score = self._of(replace(rep, end_s=NAN) if lasting else rep)
        if score is None:
            return Verdict(events=tuple(self._end_warning(now_s)))
        limit, sure = self._demand()
        self._moved = score.exceeds(limit, sure)
        self._doubt = self._moved or score.exceeds(limit, EASE * SURE)
        if not self._doubt and not lasting:  # what may have moved must not become the norm
            for item in score.evidence:
                if item.steady:
                    self._baselines[item.measure].learn(item.change, max(rep.range_deg, LEAST_RANGE))
        hip = self._hip.excursion(rep, HIP_HOLD_S)
        self._share = share_of(self._exercise, rep, score.evidence, score.confidence, hip.change)
        late = now_s - rep.end_s > LATE_S
        if not self._moved:
            events = self._end_warning(now_s)
        else:
            events = [] if late and self._warning is None else self._warn(now_s, score)
        return Verdict(self._reading(score, limit, sure), self._moved, self._share, tuple(events))

    def finish(self, t_s: float) -> list[Event]:
        """End what is still being warned of."""
        return self._end_warning(t_s)

    def _early(self, t_s: float, score: Score) -> list[Event]:
        limit, sure = self._demand()
        return self._warn(t_s, score) if score.exceeds(EARLY * limit, EARLY * sure) else []

    def _demand(self) -> tuple[float, float]:
        """What the next rep has to exceed: a part of the limits, and so many spreads."""
        return EASE if self._moved else 1.0, SURE * EASE if self._doubt else SURE

    def _pulling(self, t_s: float) -> Score | None:
        """The pull in hand, from its beginning until now."""
        pull = self._pull
        if pull.start_s != pull.start_s:
            return None
        return self._score(
            lambda rule: self._traces[rule.measure].since(pull.start_s, pull.half_s, t_s, rule.hold_s),
            pull.height,
        )

    def _of(self, rep: Rep) -> Score | None:
        return self._score(lambda rule: self._traces[rule.measure].excursion(rep, rule.hold_s), rep.range_deg)

    def _score(self, read: Callable[[LowerBackRule], MeasureChange], range_: float) -> Score | None:
        found = [self._evidence(rule, read(rule), max(range_, 0.0)) for rule in self._rules]
        return weigh([item for item in found if item is not None])

    def _evidence(self, rule: LowerBackRule, found: MeasureChange, range_: float) -> Evidence | None:
        if found.confidence < LEAST_TRUST or found.change != found.change:
            return None
        cue = CUES[rule.measure]
        usual, spread = self._baselines[rule.measure].expect(range_)
        steady = found.apart <= APART * cue.noise
        change = found.change if steady else found.change - found.apart / 2
        if abs(change - usual) > MOST * rule.limit:
            return None
        return Evidence(
            measure=rule.measure,
            change=change,
            excess=change - usual,
            limit=rule.limit,
            spread=spread,
            trust=found.confidence,
            per_deg=cue.per_deg,
            alone=cue.alone,
            best=cue.best if steady else Confidence.LOW,
            steady=steady,
        )

    def _reading(self, score: Score, least: float, sure: float) -> LowerBackReading:
        """In the unit of the leading measure; the limit is the exercise's own or what the noise allows."""
        rule = self._rules[0]
        limit = rule.limit * max(least, sure * score.spread)
        unit = CUES[rule.measure].unit
        return LowerBackReading(rule.measure, score.value * rule.limit, limit, unit, score.confidence)

    def _warn(self, t_s: float, score: Score) -> list[Event]:
        rule = self._rules[0]
        value = score.value * rule.limit
        if self._warning is not None:
            self._warning = (self._warning[0], max(self._warning[1], value))
            return []
        self._warning = (t_s, value)
        unit = CUES[rule.measure].unit
        said = self._exercise.back_message
        return [WarningStarted(t_s, WarningKind.LOWER_BACK, rule.measure, said, value, rule.limit, unit)]

    def _end_warning(self, t_s: float) -> list[Event]:
        if self._warning is None:
            return []
        start_s, worst = self._warning
        self._warning = None
        return [WarningEnded(t_s, WarningKind.LOWER_BACK, start_s, worst)]

    def _show(self, score: Score | None) -> BackState:
        """The gauge: the pull in hand beyond what is usual for it, in the leading measure's unit."""
        rule = self._rules[0]
        state = BackState(unit=CUES[rule.measure].unit, limit=rule.limit, share=self._share)
        if score is None or score.confidence is Confidence.CANNOT_SEE:
            return state
        level = BackLevel.STILL
        if self._warning is not None:
            level = BackLevel.MOVING  # said by the verdict, which knows more than one moment
        elif score.value >= NEAR_SHARE and score.agree:
            level = BackLevel.NEAR
        value = max(0.0, score.value) * rule.limit
        return replace(state, level=level, value=value, confidence=score.confidence)
