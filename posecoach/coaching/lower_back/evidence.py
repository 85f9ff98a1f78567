"""What one cue says of one rep, and what all of them together say of how far the lower back moved.

A degree of lumbar movement changes a cue by its slope, which differs between bodies; a clean rep scatters
about the person's usual; and now and then a cue reads anything, because a shirt, a hand or a steep contour
was in the way. From these three follows how likely each amount of movement is (Bayes' rule on a grid). Since
any single kind of cue may have read anything, no reading of one, however large, makes it certain: that takes
two.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posecoach.coaching.lower_back.cues import Kind
from posecoach.kinematics.landmarks import FloatArray

ODD_DEG = 15.0
"""A cue that reads something else is off by as much as so many degrees of movement would bring."""

CLEAN = 0.25
"""A clean rep's movement beyond the person's usual, in limits, one standard deviation: 1 degree of 4."""

MOVED_MEDIAN, MOVED_SPREAD = 2.6, 0.45
"""Where the lower back moves it does so by some 10 degrees (5 to 22 for a limit of 4): log-normal, in limits.
No survey of compensations in degrees is known; the clips with truth have 8 to 18."""

FAR = (2.5, 4.0)
"""What is called far, in limits: 10 to 16 degrees of 4. A rep that moved so far must not be called still."""

_GRID: FloatArray = np.arange(-2.0, 9.01, 0.2)
_CLEAN: FloatArray = np.exp(-0.5 * (_GRID / CLEAN) ** 2)
_MOVED: FloatArray = np.where(
    _GRID > 0.5,
    np.exp(-0.5 * (np.log(np.maximum(_GRID, 0.1) / MOVED_MEDIAN) / MOVED_SPREAD) ** 2)
    / np.maximum(_GRID, 0.1),
    0.0,
)
_FAR: FloatArray = np.where(np.abs(_GRID - sum(FAR) / 2) < (FAR[1] - FAR[0]) / 2 + 0.01, 1.0, 0.0)
_CLEAN /= _CLEAN.sum()
_MOVED /= _MOVED.sum()
_FAR /= _FAR.sum()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cue's word on one rep.

    Attributes:
        measure, kind: which.
        change: of the measure, in its unit. excess: beyond what a clean rep of this person brings.
        spread: of clean reps, one standard deviation, in the measure's unit.
        error: what of it is this rep's own: jitter, and stations that disagree.
        per_deg, per_deg_spread: excess for one degree of movement, and its spread as a share.
        odd: how likely the reading has nothing to do with the back, 0..1.
        sound: whether enough of the person's own clean reps are known for the excess to be theirs.
        steady: whether the measure came back after the rep to where it was before.
        apart: how far from there it came back to, in the measure's unit; NaN while only one turn is known.
        accuses: whether a verdict called sure may rest on it.
    """

    measure: str
    kind: Kind
    change: float
    excess: float
    spread: float
    per_deg: float
    per_deg_spread: float
    odd: float
    sound: bool = True
    steady: bool = True
    accuses: bool = True
    error: float = 0.0
    apart: float = math.nan


@dataclass(frozen=True, slots=True)
class Posterior:
    """How likely the lower back `moved` (0..1), and by how much beyond the usual: mean and one sd.

    `far` is how likely it moved far (`FAR`) and not at all, at even odds before anything is seen, 0..1: near
    0.5 where the cues could not have shown it.
    """

    moved: float
    extra_deg: float
    spread_deg: float
    far: float = 0.5


def posterior_of(evidence: Sequence[Evidence], limit_deg: float, expected: float) -> Posterior:
    """What the cues together say.

    Args:
        evidence: one item a cue.
        limit_deg: where movement begins to matter.
        expected: how likely the back moves in this rep before anything is seen of it, 0..1.
    """
    degrees = limit_deg * _GRID
    log_likely = np.zeros_like(degrees)
    for kind in dict.fromkeys(item.kind for item in evidence):  # in order: a set would change the last digit
        hit, miss, odd = np.zeros_like(degrees), 0.0, 0.0
        for item in evidence:
            if item.kind is kind:
                slope = item.per_deg * degrees
                variance = item.spread**2 + (item.per_deg_spread * slope) ** 2
                hit -= 0.5 * ((item.excess - slope) ** 2 / variance + np.log(variance))
                wide = item.spread**2 + (ODD_DEG * item.per_deg) ** 2
                miss -= 0.5 * (item.excess**2 / wide + math.log(wide))
                odd = max(odd, item.odd)
        log_likely += np.logaddexp(math.log1p(-odd) + hit, math.log(odd) + miss)
    likely = np.exp(log_likely - log_likely.max())
    still, far = float(_CLEAN @ likely), float(_FAR @ likely)
    clean = (1.0 - expected) * _CLEAN * likely
    moved = expected * _MOVED * likely
    total = float(clean.sum() + moved.sum())
    weight = (clean + moved) / total
    mean = float(weight @ degrees)
    spread = float(np.sqrt(max(weight @ (degrees - mean) ** 2, 0.0)))
    return Posterior(float(moved.sum()) / total, mean, spread, far / (far + still))
