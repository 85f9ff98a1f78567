"""The one place where it is decided whether the lower back moved in a rep, and how sure that is.

What an error costs. A missed movement is one rep of many, and the next one shows it again. A needless
question ("Is your back still on the mat?") costs a little attention: as much as one miss. A wrong
accusation makes a person distrust the coach and hold back in an exercise that they do well: as much as fifty.
The least costly verdict is then to ask from a probability of 1 / (1 + 1) on, and to accuse from
50 / (50 + 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.events import Confidence
from posecoach.coaching.lower_back.cues import Kind
from posecoach.coaching.lower_back.evidence import Evidence, Posterior, posterior_of

MISS_COST = 1.0
NEEDLESS_QUESTION_COST = 1.0
WRONG_ACCUSATION_COST = 50.0

ASK_FROM = NEEDLESS_QUESTION_COST / (NEEDLESS_QUESTION_COST + MISS_COST)
ACCUSE_FROM = WRONG_ACCUSATION_COST / (WRONG_ACCUSATION_COST + MISS_COST)

SURELY_STILL = 0.99
"""An all-clear of which one in a hundred is wrong may be called sure."""

NOT_FAR = 1.0 / 11.0
"""A rep is called still where the cues speak ten to one against 10 degrees and more, whoever the person is.
This asks two things at once: that what works in this view would have shown such a movement, and that it did
not. Of 145 reps of all kinds of clips with truth whose back moved by 12 degrees or more none is called still,
of 92 by 8 to 12 degrees nine are. At twenty to one half as many are, and of the quiet ones a sixth fewer."""

KIND_AGREES = 0.75
"""A kind of evidence agrees when it alone would make the verdict this likely, at even odds before."""

LARGEST_FACTOR, STEPS = 16.0, 12
MARGIN = 0.05
"""Of the search for the limit: its range, its steps, and how far below it a reading that is not asked about
stays, in limits."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the lower back moved, how sure that is, and where the verdict would have turned.

    `turning_deg` is the movement beyond the usual from which on this rep is asked about, had all cues shown
    more or less in the same proportion: `posterior.extra_deg` reaches it exactly when `moved`. `still`: it
    did not move, and 10 degrees or more would have been seen, even where it is not sure that nothing smaller
    was missed.
    """

    moved: bool
    confidence: Confidence
    posterior: Posterior
    turning_deg: float
    still: bool = False


def decide(evidence: Sequence[Evidence], limit_deg: float, expected: float) -> Decision | None:
    """The verdict on one rep; None when no cue has seen anything. Arguments as for `posterior_of`."""
    if not evidence:
        return None
    posterior = posterior_of(evidence, limit_deg, expected)
    moved = posterior.moved >= ASK_FROM
    likely = posterior.moved if moved else 1.0 - posterior.moved
    enough = likely >= (ACCUSE_FROM if moved else SURELY_STILL)
    agreeing = agreeing_kinds(evidence, limit_deg, moved)
    sure = enough and len(agreeing) >= 2 and (moved or agreeing == {item.kind for item in evidence})
    still = not moved and (sure or not_far(posterior))
    turning_deg = _turning_deg(evidence, limit_deg, expected, posterior)
    return Decision(moved, Confidence.HIGH if sure else Confidence.LOW, posterior, turning_deg, still)


def not_far(posterior: Posterior) -> bool:
    """Whether a movement of 10 degrees or more would have been seen, and was not."""
    return posterior.far <= NOT_FAR


def agreeing_kinds(evidence: Sequence[Evidence], limit_deg: float, moved: bool) -> set[Kind]:
    """The kinds of evidence that say so by themselves, each on the ground of a sound baseline."""
    agreeing = set()
    firm = [item for item in evidence if item.sound and item.steady and item.accuses]
    for kind in {item.kind for item in firm}:
        of_kind = [item for item in firm if item.kind is kind]
        alone = posterior_of(of_kind, limit_deg, 0.5).moved
        if (alone if moved else 1.0 - alone) >= KIND_AGREES:
            agreeing.add(kind)
    return agreeing


def _turning_deg(
    evidence: Sequence[Evidence], limit_deg: float, expected: float, posterior: Posterior
) -> float:
    """By bisection on a factor on all readings; beyond the reading where no factor turns the verdict."""

    def scaled(factor: float) -> Posterior:
        return posterior_of(
            [replace(one, excess=factor * one.excess) for one in evidence], limit_deg, expected
        )

    moved = posterior.moved >= ASK_FROM
    low, high = (0.0, 1.0) if moved else (1.0, LARGEST_FACTOR)
    turned = posterior
    for _ in range(STEPS):
        middle = (low + high) / 2
        found = scaled(middle)
        if found.moved >= ASK_FROM:
            high, turned = middle, found
        else:
            low = middle
    if moved:
        return min(turned.extra_deg, posterior.extra_deg)
    reached = turned.extra_deg if turned.moved >= ASK_FROM else limit_deg
    return max(reached, posterior.extra_deg + MARGIN * limit_deg)
