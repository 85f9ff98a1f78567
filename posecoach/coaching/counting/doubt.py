"""How little a few pulses in a row look like reps of one set, and how many of them suffice as they come."""

import itertools
import math
from collections.abc import Callable, Sequence
from statistics import median

from posecoach.coaching.counting.pulse import Pulse

RANGE_SPREAD, PULL_SPREAD, GAP_SPREAD = 0.35, 0.45, 0.3
LEVEL_SPREAD = 0.25
WAY_SPREAD = 0.3
PAUSE_USUAL, PAUSE_SPREAD = 2.2, 0.5
"""How much the reps of a person differ: logarithm of largest over smallest range, pull and gap between
peaks; starting levels over the range; logarithm of the way travelled over the height gained; and logarithm
of the longest gap over `PAUSE_USUAL` pulls. Three in four triples of simulated reps stay within these."""

REP_SIZE, REP_JITTERS, REP_SWINGS = 2.5, 7.0, 3.0
"""Range in degrees or % of the torso, in jitters, and in swings seen before, at which size speaks neither for
nor against a rep: what breath and scratching reach, and what noise does behind the low-pass (white noise 3
jitters, the pose model's in bad light up to 10). Each doubling makes up for 0.7 of irregularity, up to
`SIZE_SAYS`: size excludes noise, but not other movements."""
SIZE_SAYS = 0.7


RIPPLE = 0.4
"""Waiting pulses below this share of the others are ripples on the way, not reps of their own; those that are
so many times larger got into position."""

DOUBT = {3: 0.5, 4: 1.0, 5: 1.4, 6: 1.7, 7: 1.9}
"""Largest `doubt` with which so many pulses in a row are reps. In 32 hours of simulated stillness, fidgeting
and getting up and down in good light, the least that was seen was 0.68, 1.4, 2.3, 2.4 and 2.7 for three to
seven pulses; two may be as alike as any two reps. In as many hours of bad light, noise came below these
limits five times."""


def confirmed(pulses: Sequence[Pulse], swing_before: Callable[[float], float]) -> list[Pulse]:
    """The last of the waiting `pulses` (oldest first) if they are reps of one set; [] when unsure.

    `swing_before` tells how far the signal swung by itself before a time.

    Accidents, such as getting into position or a scratch, seldom come twice alike and hardly ever three
    times; jitter comes often alike, but small and by ragged ways. So the larger and the more alike the
    pulses are, the fewer suffice.
    """
    likely = _rep_sized(pulses)
    if likely[-1] is not pulses[-1]:
        return []
    swing = swing_before(likely[0].start_s)
    for count, most in DOUBT.items():
        if len(likely) >= count and doubt(likely[-count:], swing) <= most:
            return likely[-count:]
    return []


def _rep_sized(pulses: Sequence[Pulse]) -> list[Pulse]:
    """The pulses without ripples between them and without the large movement into position."""
    recent = sorted(pulse.range_ for pulse in pulses[-4:])
    size = recent[-2] if len(recent) > 1 else recent[-1]
    likely = [pulse for pulse in pulses if RIPPLE <= pulse.range_ / size <= 1.0 / RIPPLE]
    return likely or [pulses[-1]]


def doubt(pulses: Sequence[Pulse], swing: float = 0.0) -> float:
    """How little two or more pulses look like reps of one set: their irregularity, less their size.

    About 0 to 1 for reps, 2 to 4 for jitter and accidents (see `DOUBT`).
    """
    ranges = [pulse.range_ for pulse in pulses]
    pulls = [pulse.pull_s for pulse in pulses]
    bases = [pulse.base for pulse in pulses]
    gaps = [later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(pulses)]
    unlike = (
        (_log_ratio(ranges) / RANGE_SPREAD) ** 2
        + (_log_ratio(pulls) / PULL_SPREAD) ** 2
        + (_log_ratio(gaps) / GAP_SPREAD) ** 2
        + ((max(bases) - min(bases)) / max(ranges) / LEVEL_SPREAD) ** 2
    ) / 4
    ragged = math.log(max(1.0, *(pulse.directness for pulse in pulses))) / WAY_SPREAD
    idle = math.log(max(1.0, max(gaps) / max(pulls) / PAUSE_USUAL)) / PAUSE_SPREAD
    size = idle_size(median(pulse.jitter for pulse in pulses), swing)
    return math.sqrt(unlike + ragged**2 + idle**2) - min(SIZE_SAYS, math.log(min(ranges) / size))


def idle_size(jitter: float, swing: float) -> float:
    """The range that something else than reps may have, in a signal of this jitter and swing."""
    return max(REP_SIZE, REP_JITTERS * jitter, REP_SWINGS * swing)


def _log_ratio(values: Sequence[float]) -> float:
    return math.log(max(values) / max(min(values), 1e-9))
