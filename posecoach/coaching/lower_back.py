"""Watches the lower back: every rep against this person's own clean reps, by all cues together."""

from dataclasses import dataclass

from posecoach.coaching.back_cues import CUES
from posecoach.coaching.baseline import Baseline
from posecoach.coaching.events import (
    NAN,
    Confidence,
    Event,
    HipShare,
    LowerBackReading,
    Rep,
    WarningEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.excursion import Gauge, MeasureTrace
from posecoach.coaching.share import Evidence, share_of
from posecoach.coaching.state import BackLevel, BackState
from posecoach.exercises.definition import Exercise, LowerBackRule
from posecoach.kinematics.body import Body, Measure

SPREADS = 2.0
"""A cue must exceed its usual by this many times the scatter of clean reps, whatever the limit."""

EARLY = 1.3
"""Before the release has ended, a warning needs this much more than the limit."""

WITNESSES = 2
AGREEMENT = 0.4
"""The two cues that show most decide, and both must reach this share of their limits: a nod, a plain lean or
an elbow behind the back moves only one."""

HIGH, LOW = 0.7, 0.2
"""Mean confidence of the samples above which a reading is sure, and below which nothing is seen."""

NEAR_SHARE = 0.6
QUIET_S = 4.0
"""Without another rep for this long, a warning is over."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lower back did in one rep, and the events that follow from it."""

    reading: LowerBackReading | None = None
    moved: bool = False
    share: HipShare = HipShare()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class _Score:
    """Cues put together: `score` is 1 at the limit; `agree` tells that no cue speaks against."""

    score: float
    agree: bool
    confidence: Confidence
    evidence: tuple[Evidence, ...]


class LowerBackMonitor:
    """Follows the cues of one exercise: `update` each frame, `look` when a rep is counted, `judge` then."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._rules = exercise.lower_back
        self._traces = {rule.measure: MeasureTrace() for rule in self._rules}
        self._baselines = {rule.measure: Baseline(CUES[rule.measure]) for rule in self._rules}
        self._warning: tuple[float, float] | None = None
        self._share = HipShare()
        self._last_s = NAN
        self._above = Gauge()
        self.state = BackState()

    def update(self, body: Body, busy: bool) -> list[Event]:
        """Take the measures of `body`; `busy` tells that reps are going on."""
        for name, trace in self._traces.items():
            measure = body.back.get(name, Measure()) if body.seen else Measure()
            trace.append(body.t_s, measure.value, measure.confidence)
        self.state = self._gauge(body)
        if self._warning and not busy and body.t_s - self._last_s > QUIET_S:
            return self._end_warning(body.t_s)
        return []

    def look(self, rep: Rep) -> list[Event]:
        """A first look at a rep whose release has only begun: warn at once where it is clear."""
        self._last_s = rep.counted_s
        score = self._score(rep)
        if score is None or score.score < EARLY or not score.agree:
            return []
        return self._warn(rep.counted_s, score)

    def judge(self, rep: Rep, now_s: float) -> Verdict:
        """The verdict on a rep whose release has ended (recognised at `now_s`)."""
        score = self._score(rep)
        if score is None:
            return Verdict()
        moved = score.score >= 1.0 and score.agree
        self._learn(rep, moved, score)
        self._share = share_of(self._exercise, rep, score.evidence, score.confidence)
        rule = self._rules[0]
        reading = LowerBackReading(
            rule.measure,
            score.score * rule.limit,
            rule.limit,
            CUES[rule.measure].unit,
            score.confidence,
        )
        events = self._warn(now_s, score) if moved else self._end_warning(now_s)
        return Verdict(reading, moved, self._share, tuple(events))

    def finish(self, t_s: float) -> list[Event]:
        """End what is still being warned of."""
        return self._end_warning(t_s)

    def _learn(self, rep: Rep, moved: bool, score: _Score) -> None:
        for item in score.evidence:
            if not moved:
                self._baselines[item.measure].learn(item.change, rep.range_deg)

    def _score(self, rep: Rep) -> _Score | None:
        evidence = [item for item in (self._evidence(rule, rep) for rule in self._rules) if item is not None]
        if not evidence:
            return None
        evidence = sorted(evidence, key=lambda item: item.excess / item.limit, reverse=True)[:WITNESSES]
        total = sum(item.weight for item in evidence)
        score = sum(item.weight * item.excess / item.limit for item in evidence) / total
        agree = all(item.excess >= AGREEMENT * item.limit for item in evidence)
        clear = any(item.excess >= SPREADS * item.spread for item in evidence)
        trust = sum(item.weight * item.confidence for item in evidence) / total
        best = min((CUES[item.measure].best for item in evidence), key=_RANK.index)
        confidence = Confidence.HIGH if trust >= HIGH else Confidence.LOW
        confidence = min(confidence, best, key=_RANK.index)
        return _Score(score, agree and clear, confidence, tuple(evidence))

    def _evidence(self, rule: LowerBackRule, rep: Rep) -> Evidence | None:
        cue, baseline = CUES[rule.measure], self._baselines[rule.measure]
        found = self._traces[rule.measure].excursion(rep, rule.hold_s)
        if found.confidence < LOW or not rep.range_deg > 0:
            return None
        if rep.end_s == rep.end_s:
            baseline.first_look(found.change, rep.range_deg)
        elif not baseline.known:
            return None
        usual = baseline.usual(rep.range_deg)
        excess, spread = found.change - usual, baseline.spread(rep.range_deg)
        weight = found.confidence * (rule.limit / spread) ** 2
        return Evidence(
            rule.measure, found.change, excess, rule.limit, spread, weight, found.confidence, cue.per_deg
        )

    def _warn(self, t_s: float, score: _Score) -> list[Event]:
        rule = self._rules[0]
        value = score.score * rule.limit
        if self._warning is not None:
            self._warning = (self._warning[0], max(self._warning[1], value))
            return []
        self._warning = (t_s, value)
        unit = CUES[rule.measure].unit
        return [
            WarningStarted(t_s, WarningKind.LOWER_BACK, rule.measure, rule.message, value, rule.limit, unit)
        ]

    def _end_warning(self, t_s: float) -> list[Event]:
        if self._warning is None:
            return []
        start_s, worst = self._warning
        self._warning = None
        return [WarningEnded(t_s, WarningKind.LOWER_BACK, start_s, worst)]

    def _gauge(self, body: Body) -> BackState:
        if not self._rules:
            return BackState()
        rule = self._rules[0]
        cue = CUES[rule.measure]
        measure = body.back.get(rule.measure, Measure()) if body.seen else Measure()
        if measure.confidence < LOW:
            return BackState(unit=cue.unit, limit=rule.limit, share=self._share)
        above = self._above.update(body.t_s, measure.value)
        value = above
        level = BackLevel.STILL
        if self._warning is not None:
            level = BackLevel.MOVING  # said by the verdict on a rep, not by the gauge, which knows no usual
        elif value >= NEAR_SHARE * rule.limit:
            level = BackLevel.NEAR
        sure = measure.confidence >= HIGH and cue.best is Confidence.HIGH
        confidence = Confidence.HIGH if sure else Confidence.LOW
        return BackState(level, value, rule.limit, cue.unit, confidence, self._share)


_RANK = [Confidence.CANNOT_SEE, Confidence.LOW, Confidence.HIGH]
