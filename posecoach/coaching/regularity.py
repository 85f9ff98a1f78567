"""What a person's reps are like: their usual range and tempo, and whether pulses look like reps at all."""

import itertools
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from posecoach.coaching.pulse import Pulse

REMEMBERED = 7
"""Reps that make up "usual": enough for a median, few enough to follow a person who tires."""

RANGE_BAND = (0.45, 2.2)
"""Range of a waiting pulse over that of those it joins, and the least of any rep over the usual one. People
vary by a third; half and double are something else."""

LARGEST = 3.0
"""Within a set a rep may be so many times the usual: where the lower back goes along, it doubles and more."""

PAUSE_PERIODS = 1.7
"""A gap between peaks longer than so many usual ones is a pause."""

SAME_SET_S = 6.0
"""Waiting pulses of the same kind no further apart than this belong to one set, with a pause between."""

JERK_SHARE, JERK_PULL = 0.7, 0.45
"""A smaller pulse that is also much quicker than the others is a jerk, such as a cough, and no rep."""

RHYTHM = 5
LOST_DOUBT = 3.2
"""The last five counted pulses have no rhythm from this doubt on: it is passed in 1 of 100 reps in bad light
and never in good light, by false counts in stillness and fidgeting soon."""

BLIND_LEAST = 0.3
"""A pulse of which a part was not seen may have this share of the usual range."""

MOVED_SHARE = 1.2
"""A pulse that starts further from where reps usually start, in usual ranges, belongs to something else."""

RETURN_BAND = (0.6, 1.7)
"""The range of a pulse after a long pause over the usual one: a shift of the hips or a cough is as likely."""

LEVEL_SHARE = 0.6
"""After a pause, the pulse must start within this share of the usual range from where reps start."""

RELEASE_SHARE = 0.6
"""A first pulse of which less than this share goes back before the next one was the way into position."""

RIPPLE = 0.4
"""Waiting pulses below this share of the largest are ripples on the way, not reps of their own."""

RANGE_SPREAD, PULL_SPREAD, GAP_SPREAD = 0.35, 0.45, 0.3
LEVEL_SPREAD = 0.25
WAY_SPREAD = 0.3
PAUSE_USUAL, PAUSE_SPREAD = 2.2, 0.5
"""How much the reps of a person differ: logarithm of largest over smallest range, pull and gap between
peaks; starting levels over the range; logarithm of the way travelled over the height gained; and logarithm
of the longest gap over `PAUSE_USUAL` pulls. Three in four triples of simulated reps stay within these."""

REP_SIZE, REP_JITTERS, REP_SWINGS = 3.0, 7.0, 3.0
"""Range in degrees or % of the torso, in jitters, and in swings seen before, at which size speaks neither for
nor against a rep: what breath and scratching reach, and what noise does behind the low-pass (white noise 3
jitters, the pose model's in bad light up to 10). Each doubling makes up for 0.7 of irregularity, up to
`SIZE_SAYS`: size excludes noise, but not other movements."""
SIZE_SAYS = 0.7

DOUBT = {3: 0.5, 4: 1.2, 5: 1.6, 6: 1.7, 7: 1.9}
"""Largest `doubt` with which so many pulses in a row are reps. In 32 hours of simulated stillness, fidgeting
and getting up and down in good light, the least that was seen was 0.85, 1.4, 2.3, 2.4 and 2.7 for three to
seven pulses; two may be as alike as any two reps. In as many hours of bad light, noise came below these
limits eight times."""

MORE_DOUBT = 1.4
"""An earlier pulse that raises the doubt by more does not belong to those that confirmed each other."""

LINGER, LINGER_S = 2.5, 0.3
"""A first pulse that stays at its top so many times longer than the others, and this, is an arrival."""


@dataclass(frozen=True, slots=True)
class Usual:
    """This person's usual rep: range, time between peaks, duration of the pull, where pulls start, jitter."""

    range_: float
    period_s: float
    pull_s: float
    base: float
    jitter: float


class Habit:
    """Remembers the last reps of a set, and what is usual among them."""

    def __init__(self) -> None:
        self._pulses: deque[Pulse] = deque(maxlen=REMEMBERED)
        self.usual: Usual | None = None
        """The usual rep; None before the first."""

    def _summary(self) -> Usual:
        pulses = list(self._pulses)
        gaps = [later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(pulses)]
        pull_s = median(pulse.pull_s for pulse in pulses)
        return Usual(
            range_=median(pulse.range_ for pulse in pulses),
            period_s=median(gaps) if gaps else 2 * pull_s,
            pull_s=pull_s,
            base=median(pulse.base for pulse in pulses[-3:]),
            jitter=median(pulse.jitter for pulse in pulses),
        )

    def learn(self, pulse: Pulse) -> None:
        """Take in a counted pulse."""
        self._pulses.append(pulse)
        self.usual = self._summary()

    def forget(self) -> None:
        """A new person or position: nothing is usual yet."""
        self._pulses.clear()
        self.usual = None

    @property
    def lost(self) -> bool:
        """Whether the last pulses have no rhythm any more, so that they are no evidence for the next one."""
        last = list(self._pulses)[-RHYTHM:]
        return len(last) == RHYTHM and doubt(self._without_pauses(last)) > LOST_DOUBT

    def _without_pauses(self, pulses: Sequence[Pulse]) -> list[Pulse]:
        """The same pulses with the usual gap where there was a pause, which is no fault of the rhythm."""
        usual = self.usual
        assert usual is not None
        moved, by_s = [pulses[0]], 0.0
        for earlier, later in itertools.pairwise(pulses):
            if _paused(earlier, later, usual):
                by_s += later.peak_s - earlier.peak_s - usual.period_s
            moved.append(replace(later, start_s=later.start_s - by_s, peak_s=later.peak_s - by_s))
        return moved

    def fits(self, pulse: Pulse) -> bool:
        """Whether `pulse` is a rep like the others of this set, and may be counted at once."""
        usual = self.usual
        if usual is None:
            return False
        last = self._pulses[-1]
        if pulse.peak_s - last.peak_s < 0.4 * min(usual.period_s, 2 * usual.pull_s):
            return False
        share = pulse.range_ / usual.range_
        if share < JERK_SHARE and pulse.pull_s < JERK_PULL * usual.pull_s and not pulse.blind:
            return False
        paused = pulse.peak_s - last.peak_s > max(3.0, 2.5 * usual.period_s)
        off = abs(pulse.base - usual.base) / usual.range_
        if not paused:
            least = BLIND_LEAST if pulse.blind else RANGE_BAND[0]
            return off <= MOVED_SHARE and least <= share <= LARGEST
        return off <= LEVEL_SHARE and RETURN_BAND[0] <= share <= RETURN_BAND[1]


def confirmed(pulses: Sequence[Pulse], swing: float = 0.0) -> list[Pulse]:
    """Which of the waiting `pulses` (oldest first, the newest last) are reps of one set; [] when unsure.

    `swing` is how far the signal swung by itself before them.

    Accidents, such as getting into position or a scratch, seldom come twice alike and hardly ever three
    times; jitter comes often alike, but small and by ragged ways. So the larger and the more alike the
    pulses are, the fewer suffice. Ripples between much larger pulses are passed over. Once pulses have
    confirmed each other, those just before them in the same rhythm belong to them.
    """
    likely = rep_sized(pulses)
    if likely[-1] is not pulses[-1]:
        return []
    agreeing = next(
        (n for n, most in DOUBT.items() if len(likely) >= n and doubt(likely[-n:], swing) <= most), 0
    )
    if not agreeing:
        return []
    habit = Habit()
    for pulse in likely[-agreeing:]:
        habit.learn(pulse)
    usual = habit.usual
    assert usual is not None
    longest_top_s = LINGER * max(_top_s(pulse) for pulse in likely[-agreeing:]) + LINGER_S
    while agreeing < len(likely):
        earlier, later = likely[-agreeing - 1], likely[-agreeing]
        if _top_s(earlier) > longest_top_s or not _in_rhythm(earlier, later, usual):
            break
        if doubt(likely[-agreeing - 1 :], swing) > doubt(likely[-agreeing:], swing) + MORE_DOUBT:
            break
        if _paused(earlier, later, usual) and not (
            agreeing + 1 < len(likely) and not _paused(likely[-agreeing - 2], earlier, usual)
        ):
            break  # a single pulse before a pause may be anything
        agreeing += 1
    return likely[-agreeing:]


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
    jitter = median(pulse.jitter for pulse in pulses)
    size = max(REP_SIZE, REP_JITTERS * jitter, REP_SWINGS * swing)
    return math.sqrt(unlike + ragged**2 + idle**2) - min(SIZE_SAYS, math.log(min(ranges) / size))


def rep_sized(pulses: Sequence[Pulse]) -> list[Pulse]:
    """The waiting pulses without ripples between them and without the large movement into position."""
    recent = sorted(pulse.range_ for pulse in pulses[-4:])
    size = recent[-2] if len(recent) > 1 else recent[-1]
    likely = [pulse for pulse in pulses if RIPPLE <= pulse.range_ / size <= 1.0 / RIPPLE]
    return likely or [pulses[-1]]


def _log_ratio(values: Sequence[float]) -> float:
    return math.log(max(values) / max(min(values), 1e-9))


def _top_s(pulse: Pulse) -> float:
    return pulse.seen_s - pulse.peak_s


def _paused(earlier: Pulse, later: Pulse, usual: Usual) -> bool:
    return later.peak_s - earlier.peak_s > PAUSE_PERIODS * usual.period_s


def _in_rhythm(earlier: Pulse, later: Pulse, usual: Usual) -> bool:
    gap_s = later.peak_s - earlier.peak_s
    low, high = RETURN_BAND if _paused(earlier, later, usual) else RANGE_BAND
    close = gap_s <= max(PAUSE_PERIODS * usual.period_s, SAME_SET_S)
    level = abs(earlier.base - later.base) <= LEVEL_SHARE * usual.range_
    released = earlier.peak - later.base >= RELEASE_SHARE * earlier.range_
    return close and level and released and low <= earlier.range_ / usual.range_ <= high
