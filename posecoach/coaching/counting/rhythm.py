"""How much a row of pulses speaks for a set of reps: each that is like the others adds evidence.

The evidence is a logarithm of likelihoods: how much likelier the row is from somebody who does reps than from
jitter, breath, and fidgeting. Reps of one set resemble each other in size, duration, distance and level, and
go straight up; accidents do so now and then, but seldom many times in a row. So no number of pulses is
asked for beyond three: a few large and even ones are as good as many small and ragged ones.

The numbers are rounded from the reps of 768 simulated sets and from 20 hours of simulated stillness and
fidgeting; other sets and hours tested them (docs/accuracy.md).
"""

import itertools
import math
from collections.abc import Callable, Sequence
from statistics import median

from posecoach.coaching.counting.doubt import idle_size
from posecoach.coaching.counting.pulse import Pulse

EVIDENCE = 17.0
"""Least evidence for a set. In 20 hours of idling in good light 14 was reached twice and 16.5 never."""

SIZE, PULL, GAP, LEVEL = (0.22, 0.55), (0.25, 0.55), (0.13, 0.45), (0.18, 0.45)
"""How much reps, and how much other pulses, differ from the usual of their row, one standard deviation:
logarithms of range, pull and gap, and where they start over the range. Of simulated reps in good light, seven
in ten lie within the first."""

WAY = (0.12, 0.35)
"""The same for the mean of the logarithm of the way travelled over the height gained."""

RELEASE_SAYS = 0.5
"""How far a pulse goes back says half: how far it went up says most of it already."""

STRANGE = 0.1
"""So many of a person's reps are as unlike the others as an accident."""

FEWEST = 3
"""Pulses that make a row: two may be as alike as any two."""

OTHERS = 5
"""A pulse is compared with so many later ones, and the last `FEWEST` with each other."""

RIPPLE, RIPPLE_COSTS, ODD_COSTS = 0.35, 0.5, 1.5
"""A pulse below this share of the others is a ripple; passing it over costs a little evidence, and passing
over any other a little more."""

RELEASE_SHARE = 0.6
"""A pulse of which less than this share goes back before the next one was the way into position."""

APART_S = 10.0
"""After a longer rest it is another set."""

GIVEN_UP = 6.0
"""So much less evidence than there was already is not made up for by earlier pulses."""

ROW_SAYS, PULSE_SAYS, DOUBLINGS = 3.0, 1.0, (-3.0, 2.0)
"""What each doubling of the size, from what else it may be (`idle_size`), adds for the row and for each of
its pulses; at least and at most so many doublings count. Size excludes noise, but not other movements."""


def evidence(pulses: Sequence[Pulse], swing_before: Callable[[float], float]) -> tuple[float, list[Pulse]]:
    """The most evidence that the last of `pulses` (oldest first) end a set, and which of them belong to it.

    `swing_before` tells how far the signal swung by itself before a time. No three pulses: no evidence.
    """
    most, row = _row(pulses)
    if not row:
        return -math.inf, []
    size = median(pulse.range_ for pulse in row)
    idle = idle_size(row[-1].jitter, swing_before(row[0].start_s))
    doublings = min(DOUBLINGS[1], max(DOUBLINGS[0], math.log2(size / idle)))
    return most + (ROW_SAYS + PULSE_SAYS * len(row)) * doublings, row


def _row(pulses: Sequence[Pulse]) -> tuple[float, list[Pulse]]:
    """From the last pulse backwards, as long as more pulses make it likelier."""
    most, best = -math.inf, 0
    row: list[Pulse] = []
    total = 0.0
    for index in range(len(pulses) - 1, -1, -1):
        pulse = pulses[index]
        if row and row[0].peak_s - pulse.peak_s > APART_S:
            break
        others = row[:OTHERS] if len(row) >= FEWEST else pulses[-FEWEST:]
        size = median(other.range_ for other in others)
        if row and pulse.range_ < RIPPLE * size:
            total -= RIPPLE_COSTS
            continue
        said = _says(pulse, others, size)
        if row and (said < -ODD_COSTS or pulse.peak - row[0].base < RELEASE_SHARE * pulse.range_):
            total -= ODD_COSTS
        else:
            total += said + (_distance(pulse, row[0], others, size) if row else 0.0)
            row.insert(0, pulse)
        if len(row) >= FEWEST and total > most:
            most, best = total, len(row)
        if total < (most if best else 0.0) - GIVEN_UP:
            break
    return (most, row[-best:]) if best else (-math.inf, [])


def _says(pulse: Pulse, others: Sequence[Pulse], size: float) -> float:
    """How much likelier `pulse` is as one more rep with the `others` than as an accident."""
    level = median(other.base for other in others[:3])
    straight = math.log(max(1.0, pulse.directness))
    return (
        _say(math.log(pulse.range_ / size), SIZE)
        + _say(math.log(pulse.pull_s / median(other.pull_s for other in others)), PULL)
        + _say((pulse.base - level) / size, LEVEL)
        + math.log(WAY[1] / WAY[0])
        - straight / WAY[0]
        + straight / WAY[1]
    )


def _distance(pulse: Pulse, after: Pulse, others: Sequence[Pulse], size: float) -> float:
    """The same for what lies between it and the next pulse: the release and the time."""
    gaps = [later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(others)]
    released = max(pulse.peak - after.base, 1e-9)
    gap = _say(math.log((after.peak_s - pulse.peak_s) / median(gaps)), GAP)
    return gap + RELEASE_SAYS * _say(math.log(released / size), SIZE)


def _say(deviation: float, spreads: tuple[float, float]) -> float:
    """Logarithm of how much likelier the deviation is for a rep than for another pulse."""
    rep, other = spreads
    ratio = (other / rep) * math.exp(-0.5 * deviation**2 * (1 / rep**2 - 1 / other**2))
    return math.log((1.0 - STRANGE) * ratio + STRANGE)
