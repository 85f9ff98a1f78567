"""From the traces of all measures of an exercise to the evidence on one rep, and what is learned of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from posecoach.coaching.events import NAN, Rep
from posecoach.coaching.lower_back.baseline import Baseline
from posecoach.coaching.lower_back.cues import Cue, Kind, cue_of
from posecoach.coaching.lower_back.evidence import Evidence
from posecoach.coaching.lower_back.measure_change import MeasureChange, MeasureTrace
from posecoach.exercises.definition import LowerBackRule
from posecoach.kinematics.body import Body, Measure

MOST_DEG = 50.0
"""Further no back moves: the person moved otherwise, or was lost."""

LEAST_TRUST = 0.2
"""Mean confidence of the samples below which nothing is seen."""

LEAST_RANGE = 4.0
"""A measure is compared with the range of the rep, which for the smallest reps is mostly noise."""

APART = 6.0
"""A rep's two turns show the same level but for drift: in clean reps they differ by less than this many times
the usual noise (99 %). Where they do not, the person moved elsewhere, or got up: only the turn that speaks
less against the back counts, and nothing is learned. Of 19 clean reps that were accused or asked about in
rendered sets as advised and in simulated ones this spares 10; of 1895 moving ones 5 are noticed no more."""

EASILY_FOOLED = 0.1
"""A cue that is odd more often than this is no evidence without another: a plain lean, an arm."""

ROUGH_DEG = 4.0
"""A silhouette whose change in a rep is only known to so many degrees of movement cannot show the back: its
edge jitters, or its stations contradict each other. In clear clips with truth this is 0.1 to 2 degrees."""

UNSTEADY_ODD = 0.3
"""How likely the reading of such a rep has nothing to do with the back."""

STRANGER_ODD = 0.6
"""How likely a personal measure has nothing to do with the back while the person's own reps are not known."""

SILENT_ODD = 0.2
"""The same where all stations but one have no voice; in proportion with fewer."""

UNSEEN = Measure()


@dataclass(slots=True)
class _Followed:
    """One measure: how it is read, its last seconds, and what it does in this person's clean reps."""

    rule: LowerBackRule
    cue: Cue
    trace: MeasureTrace
    baseline: Baseline


class Readings:
    """All measures of an exercise: `update` each frame, then ask for the evidence on a rep."""

    def __init__(self, rules: Sequence[LowerBackRule], position: str) -> None:
        cues = [cue_of(rule.measure, position) for rule in rules]
        self._followed = [
            _Followed(rule, cue, MeasureTrace(), Baseline(cue)) for rule, cue in zip(rules, cues, strict=True)
        ]

    def update(self, body: Body) -> None:
        for one in self._followed:
            measure = body.back.get(one.rule.measure, UNSEEN) if body.seen else UNSEEN
            one.trace.append(body.t_s, measure)

    def of(self, rep: Rep) -> list[Evidence]:
        """The evidence on a rep, against its second turn only where its end is known."""
        return self._evidence(lambda one: one.trace.excursion(rep, one.rule.hold_s), rep.range_deg)

    def since(self, start_s: float, half_s: float, now_s: float, range_: float) -> list[Evidence]:
        """The evidence on a pull in hand that began at `start_s` and has come to `range_`."""
        return self._evidence(lambda one: one.trace.since(start_s, half_s, now_s, one.rule.hold_s), range_)

    def new_set(self) -> None:
        """The person is in position anew: what was learned counts for less."""
        for one in self._followed:
            one.baseline.new_set()

    def outline_unclear(self, rep: Rep) -> bool:
        """Whether the silhouette, where it is read at all, is too rough in this rep to show the back."""
        errors = [
            found.error / abs(one.cue.per_deg)
            for one in self._followed
            if one.cue.kind is Kind.SILHOUETTE
            for found in [one.trace.excursion(rep, one.rule.hold_s)]
            if found.confidence >= LEAST_TRUST
        ]
        return bool(errors) and min(errors) > ROUGH_DEG

    def learn(self, evidence: Sequence[Evidence], range_: float) -> None:
        """A rep of this range was clean: what its steady measures did is this person's usual."""
        found = {item.measure: item for item in evidence}
        for one in self._followed:
            item = found.get(one.rule.measure)
            if item is None:
                continue
            if item.steady:
                one.baseline.learn(item.change, max(range_, LEAST_RANGE))
            if item.apart == item.apart:
                one.baseline.learn_drift(item.apart)

    def _evidence(self, read: Callable[[_Followed], MeasureChange], range_: float) -> list[Evidence]:
        found = [(one.cue.odd, _item(one, read(one), max(range_, 0.0))) for one in self._followed]
        seen = [(odd, item) for odd, item in found if item is not None]
        alone = len({item.kind for _, item in seen}) == 1
        if alone and min(odd for odd, _ in seen) > EASILY_FOOLED:
            return []
        return [item for _, item in seen]


def _item(one: _Followed, found: MeasureChange, range_: float) -> Evidence | None:
    if found.confidence < LEAST_TRUST or found.change != found.change:
        return None
    cue = one.cue
    usual, spread = one.baseline.expect(range_)
    drift = one.baseline.drift / 2 if found.turns == 1 else 0.0  # a mean of two turns has half of it
    steady = found.apart <= APART * cue.noise
    change = found.change if steady else found.change - found.apart / 2
    if abs(change - usual) > MOST_DEG * abs(cue.per_deg):
        return None
    relevant = sqrt(min(1.0, found.confidence)) * (1.0 if steady else 1.0 - UNSTEADY_ODD)
    relevant *= 1.0 - SILENT_ODD * (1.0 - found.voices)
    if cue.personal and not one.baseline.known:
        relevant *= 1.0 - STRANGER_ODD
    return Evidence(
        measure=one.rule.measure,
        kind=cue.kind,
        change=change,
        excess=change - usual,
        spread=hypot(spread, found.error, drift),
        error=found.error,
        per_deg=cue.per_deg,
        per_deg_spread=cue.per_deg_spread,
        odd=1.0 - (1.0 - cue.odd) * relevant,
        sound=one.baseline.sound,
        steady=steady,
        accuses=cue.accuses,
        apart=found.apart if found.turns > 1 else NAN,
    )
