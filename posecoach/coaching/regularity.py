"""What a person's reps are like: their usual range and tempo, and whether pulses look like reps at all."""

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from posecoach.coaching.pulse import Pulse

REMEMBERED = 7
"""Reps that make up "usual": enough for a median, few enough to follow a person who tires."""

SETTLED = 3

RANGE_BAND = (0.45, 2.2)
"""A rep's range over the usual one. People vary by a third; half and double are something else."""

SAME_SET_S = 6.0
"""Waiting pulses of the same kind no further apart than this belong to one set, with a pause between."""

JERK_SHARE, JERK_PULL = 0.7, 0.45
"""A smaller pulse that is also much quicker than the others is a jerk, such as a cough, and no rep."""

RHYTHM = 4
LOST_RANGES, LOST_GAPS = 0.5, 0.45
"""Four pulses that vary more than this both in range and in time are no reps of one set."""

ON_TIME = (0.65, 1.5)
ON_TIME_LEAST = 0.28
"""A pulse that comes when the next rep is due, or of which a part was not seen, may have this share of the
usual range: the rhythm vouches for it."""

MOVED_SHARE = 1.2
"""A pulse that starts further from where reps usually start, in usual ranges, belongs to something else."""

RETURN_BAND = (0.6, 1.7)
"""The same for a pulse after a long pause, where a shift of the hips or a cough is as likely."""

LEVEL_SHARE = 0.6
"""After a pause, the pulse must start within this share of the usual range from where reps start."""

RIPPLE = 0.4
"""Waiting pulses below this share of the largest are ripples on the way, not reps of their own."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike pulses must be to confirm each other: smallest over largest range, pull and gap between
    peaks; longest gap over the longest pull; largest difference of their starting levels over the range; and
    how direct the way is."""

    ranges: float
    pulls: float
    gaps: float
    pause: float
    levels: float
    directness: float


ALIKE = Likeness(0.55, 0.4, 0.55, 5.0, 0.45, 1.15)
MUCH_ALIKE = Likeness(0.6, 0.5, 0.62, 3.5, 0.4, 1.1)
"""People vary by a third from rep to rep. Of three successive swings of a still person's jitter, simulated
for hours, 2 to 5 % are alike and under 1 % much alike; of five, none."""

CLEAR, VERY_CLEAR = 1.7, 3.0
"""Pulses over the swings seen before them, from which three and two suffice."""

MEDIUM, LARGE, HUGE = 7.5, 9.0, 30.0
"""Ranges, in degrees or % of the torso, from which three or two pulses may suffice, and from which two need
not be quite so much alike. Jitter and breath reach 3, in bad light 5 (simulated for hours)."""

BREATH_S = 2.8
QUICK = ((3, 4.5), (4, 3.0))
"""Pulses that come quicker than breaths (12 to 20 a minute at rest), much alike and very clear: how many
suffice from which range on."""

FEW, SOME, MANY = 2, 3, 5
"""Pulses that must agree: very clear ones, clear ones, and any."""


@dataclass(frozen=True, slots=True)
class Usual:
    """This person's usual rep: range, time between peaks, duration of the pull, where pulls start, jitter."""

    range_: float
    period_s: float
    pull_s: float
    base: float
    jitter: float


class Habit:
    """Remembers the last reps of a set."""

    def __init__(self) -> None:
        self._pulses: deque[Pulse] = deque(maxlen=REMEMBERED)

    @property
    def usual(self) -> Usual | None:
        """The usual rep; None before the first."""
        if not self._pulses:
            return None
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

    @property
    def settled(self) -> bool:
        """Whether enough reps are known to speak of a rhythm."""
        return len(self._pulses) >= SETTLED

    def learn(self, pulse: Pulse) -> None:
        """Take in a counted pulse."""
        self._pulses.append(pulse)

    def forget(self) -> None:
        """A new person or position: nothing is usual yet."""
        self._pulses.clear()

    @property
    def lost(self) -> bool:
        """Whether the last pulses have no rhythm any more, so that they are no evidence for the next one."""
        last = list(self._pulses)[-RHYTHM:]
        if len(last) < RHYTHM:
            return False
        ranges = [pulse.range_ for pulse in last]
        gaps = [later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(last)]
        return min(ranges) < LOST_RANGES * max(ranges) and min(gaps) < LOST_GAPS * max(gaps)

    def fits(self, pulse: Pulse) -> bool:
        """Whether `pulse` is a rep like the others of this set, and may be counted at once."""
        usual = self.usual
        if usual is None:
            return False
        last = self._pulses[-1]
        if pulse.peak_s - last.peak_s < 0.4 * min(usual.period_s, 2 * usual.pull_s):
            return False
        share = pulse.range_ / usual.range_
        if share < JERK_SHARE and pulse.pull_s < JERK_PULL * usual.pull_s:
            return False
        paused = pulse.peak_s - last.peak_s > max(3.0, 2.5 * usual.period_s)
        off = abs(pulse.base - usual.base) / usual.range_
        if not paused:
            on_time = ON_TIME[0] <= (pulse.peak_s - last.peak_s) / usual.period_s <= ON_TIME[1]
            least = ON_TIME_LEAST if pulse.blind or (on_time and self.settled) else RANGE_BAND[0]
            return off <= MOVED_SHARE and least <= share <= RANGE_BAND[1]
        return off <= LEVEL_SHARE and RETURN_BAND[0] <= share <= RETURN_BAND[1]


def confirmed(pulses: Sequence[Pulse], before: float) -> list[Pulse]:
    """Which of the waiting `pulses` (oldest first, the newest last) are reps of one set; [] when unsure.

    Accidents, such as getting into position or a scratch, seldom come twice alike and hardly ever three
    times; jitter comes often alike, but is no larger than what was there before. So two pulses suffice when
    they are large and very clear against the swings `before` them, three when they are
    clear, and five much alike in any case. Ripples between much larger pulses are passed over. Once pulses
    have confirmed each other, those just before them in the same rhythm belong to them.
    """
    likely = rep_sized(pulses)
    if likely[-1] is not pulses[-1]:
        return []
    agreeing = _agreeing(likely, before)
    if not agreeing:
        return []
    habit = Habit()
    for pulse in likely[-agreeing:]:
        habit.learn(pulse)
    usual = habit.usual
    assert usual is not None
    while agreeing < len(likely) and _in_rhythm(likely[-agreeing - 1], likely[-agreeing], usual):
        agreeing += 1
    return likely[-agreeing:]


def rep_sized(pulses: Sequence[Pulse]) -> list[Pulse]:
    """The waiting pulses without ripples between them and without the large movement into position."""
    recent = sorted(pulse.range_ for pulse in pulses[-4:])
    size = recent[-2] if len(recent) > 1 else recent[-1]
    likely = [pulse for pulse in pulses if RIPPLE <= pulse.range_ / size <= 1.0 / RIPPLE]
    return likely or [pulses[-1]]


def _agreeing(pulses: Sequence[Pulse], before: float) -> int:
    least = min(pulse.range_ for pulse in pulses[-FEW:])
    # Well above the jitter a ragged way up is jitter on top of a rep, and no reason for doubt.
    free = least >= VERY_CLEAR * before
    if len(pulses) >= FEW and free and least >= LARGE:
        need = ALIKE if least >= HUGE else MUCH_ALIKE
        if _alike(pulses[-FEW:], need, free):
            return FEW
    if len(pulses) >= SOME:
        size = median(pulse.range_ for pulse in pulses[-SOME:])
        if size >= max(MEDIUM, CLEAR * before) and _alike(pulses[-SOME:], ALIKE, free):
            return SOME
    for number, size in QUICK:
        if len(pulses) >= number and min(pulse.range_ for pulse in pulses[-number:]) >= size:
            quick = max(_gaps(pulses[-number:])) < BREATH_S
            if quick and free and _alike(pulses[-number:], MUCH_ALIKE, False):
                return number
    return MANY if len(pulses) >= MANY and _alike(pulses[-MANY:], MUCH_ALIKE, free) else 0


def _gaps(pulses: Sequence[Pulse]) -> list[float]:
    return [later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(pulses)]


def _in_rhythm(earlier: Pulse, later: Pulse, usual: Usual) -> bool:
    gap_s = later.peak_s - earlier.peak_s
    low, high = RANGE_BAND if gap_s <= 1.7 * usual.period_s else RETURN_BAND
    close = gap_s <= max(1.7 * usual.period_s, SAME_SET_S)
    level = abs(earlier.base - later.base) <= LEVEL_SHARE * usual.range_
    return close and level and low <= earlier.range_ / usual.range_ <= high


def _alike(pulses: Sequence[Pulse], need: Likeness, free: bool) -> bool:
    ranges = [pulse.range_ for pulse in pulses]
    pulls = [pulse.pull_s for pulse in pulses]
    bases = [pulse.base for pulse in pulses]
    gaps = [later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(pulses)]
    return (
        min(ranges) >= need.ranges * max(ranges)
        and min(pulls) >= need.pulls * max(pulls)
        and min(gaps) >= need.gaps * max(gaps)
        and max(gaps) <= need.pause * max(pulls)
        and max(bases) - min(bases) <= need.levels * max(ranges)
        and (free or all(pulse.directness <= need.directness for pulse in pulses))
    )
