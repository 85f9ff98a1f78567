"""Several cues put together: how far beyond the usual the lower back moved, and how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.events import Confidence

AGREEMENT = 0.5
HEAVY = 0.25
"""Every cue that carries this part of the weight must reach this part of its limit: a plain lean, an arm
before the belly or an elbow behind the back moves only one."""

HIGH_TRUST = 0.7
"""Mean confidence of the samples above which a reading can be sure."""

SURE_SPREAD = 0.6
"""A reading whose standard deviation is more than this part of the limit cannot be sure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cue's word on one rep.

    `change` of the measure, its `excess` over the usual, the `limit` and the `spread` of clean reps (one
    standard deviation), all in the measure's unit; `trust` is the samples' mean confidence (0..1). `steady`
    tells that the measure came back after the rep to where it was before.
    """

    measure: str
    change: float
    excess: float
    limit: float
    spread: float
    trust: float
    per_deg: float
    alone: bool = True
    best: Confidence = Confidence.HIGH
    steady: bool = True

    @property
    def weight(self) -> float:
        """How much this cue counts: by what it knows about the limit, and by how well it was seen."""
        return self.trust * (self.limit / self.spread) ** 2


@dataclass(frozen=True, slots=True)
class Score:
    """Cues put together.

    `value` is 1 at the limit, `spread` its standard deviation in a clean rep; `agree` tells that no cue
    speaks against.
    """

    value: float
    spread: float
    agree: bool
    confidence: Confidence
    evidence: tuple[Evidence, ...]

    def exceeds(self, limit: float, sure: float) -> bool:
        """Whether the lower back moved beyond `limit` (1 is the exercise's own), by `sure` spreads."""
        return self.agree and self.value >= limit and self.value >= sure * self.spread


def weigh(evidence: Sequence[Evidence]) -> Score | None:
    """The cues' mean by weight; None when there is none, or one that must not be believed alone."""
    if not evidence or (len(evidence) == 1 and not evidence[0].alone):
        return None
    total = sum(item.weight for item in evidence)
    value = sum(item.weight * item.excess / item.limit for item in evidence) / total
    spread = math.sqrt(sum((item.weight * item.spread / item.limit) ** 2 for item in evidence)) / total
    shows = [item.excess >= AGREEMENT * item.limit for item in evidence]
    heavy = [item.weight >= HEAVY * total for item in evidence]
    agree = all(show or not much for show, much in zip(shows, heavy, strict=True))
    if not any(item.alone and show for item, show in zip(evidence, shows, strict=True)):
        agree = agree and sum(shows) >= 2
    trust = sum(item.weight * item.trust for item in evidence) / total
    sure = trust >= HIGH_TRUST and spread <= SURE_SPREAD
    best = min((item.best for item in evidence), key=_RANK.index)
    confidence = min(Confidence.HIGH if sure else Confidence.LOW, best, key=_RANK.index)
    return Score(value, spread, agree, confidence, tuple(evidence))


_RANK = [Confidence.CANNOT_SEE, Confidence.LOW, Confidence.HIGH]
