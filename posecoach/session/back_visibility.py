"""Of how many reps it must be known what the lower back did before anybody speaks of clean reps."""

from collections.abc import Collection

from posecoach.coaching.events import Rep

KNOWN_SHARE = 0.5
"""Among the clean reps are those that could not be seen. From half of the reps on, what is known outweighs
what is not; below, "20 of 20 clean" might rest on a single rep."""


def known_enough(known: int, reps: int) -> bool:
    """Whether a number of clean reps says anything, of `reps` when the back is known in `known` of them."""
    return 0 < known >= KNOWN_SHARE * reps


def clean_known(reps: Collection[Rep]) -> bool:
    """Whether a number of clean reps says anything of these."""
    return known_enough(sum(rep.back_known for rep in reps), len(reps))
