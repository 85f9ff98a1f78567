"""What is told of several reps, most of all of the lower back: kept still, moved, or not seen well.

A rep kept still when a movement of about 10 degrees or more would have been seen and was not, moved when it
was seen well to move, and is not seen well otherwise, also where it may have moved. "Clean", as the session
file calls it, means kept still.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import median

from posecoach.coaching.events import NAN, Confidence, Rep
from posecoach.sentences import say

KNOWN_SHARE = 0.5
"""From half of the reps on, what is known outweighs what is not; below, a share of those that kept still
might rest on a single rep."""


@dataclass(frozen=True, slots=True)
class BackTally:
    """How many reps were which; `total` is all of them, `known` those that kept still or moved."""

    still: int
    moved: int
    unseen: int

    @property
    def total(self) -> int:
        return self.still + self.moved + self.unseen

    @property
    def known(self) -> int:
        """Reps in which the back was seen well: it kept still or it moved."""
        return self.still + self.moved

    @property
    def sentence(self) -> str:
        """ "The lower back kept still in 5 of 11 reps, moved in 5, was not seen well in 1."""
        if not self.known:
            return say("tally.unknown")
        counts = (("still", self.still), ("moved", self.moved), ("unseen", self.unseen))
        (verb, count), *rest = [one for one in counts if one[1]]
        among = "all" if count == self.total else "of"
        first = say(f"tally.{verb}_{among}", n=self.total, count=count)
        others = [say(f"tally.{word}", count=number) for word, number in rest]
        return say("tally.sentence", parts=", ".join([first, *others]))


def tally(reps: Collection[Rep]) -> BackTally:
    """What the lower back did in `reps`."""
    still, moved = sum(rep.kept_still for rep in reps), sum(rep.at_fault for rep in reps)
    return BackTally(still, moved, len(reps) - still - moved)


def known_enough(known: int, reps: int) -> bool:
    """Whether a share of reps that kept still says anything, of `reps` when the back is known in `known`."""
    return 0 < known >= KNOWN_SHARE * reps


def clean_known(reps: Collection[Rep]) -> bool:
    """Whether a share of these that kept still says anything."""
    return known_enough(tally(reps).known, len(reps))


def back_certainty(rep: Rep) -> Confidence:
    """How well the lower back was seen in `rep`: high where it is known to have kept still or moved."""
    if rep.back_known:
        return Confidence.HIGH
    return Confidence.CANNOT_SEE if rep.lower_back is None else Confidence.LOW


def hip_share(reps: Collection[Rep]) -> float:
    """The hip's median share of the reps in which the lower back surely moved; NaN where it did in none."""
    return middle(rep.share.hip_share for rep in reps if rep.at_fault)


def middle(values: Iterable[float]) -> float:
    """The median of the values that are numbers; NaN when there are none."""
    known = [value for value in values if value == value]
    return median(known) if known else NAN


def tempo_s(reps: Collection[Rep]) -> float:
    """The median of how long a rep took."""
    return middle(rep.end_s - rep.start_s for rep in reps)
