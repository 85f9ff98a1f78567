"""What a person's reps are like: their usual range and tempo, and whether pulses look like reps at all."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from posecoach.coaching.pulse import Pulse

REMEMBERED = 7
"""Reps that make up "usual": enough for a median, few enough to follow a person who tires."""

RANGE_BAND = (0.45, 2.2)
"""A rep's range over the usual one. People vary by a third; half and double are something else."""

BLIND_LEAST = 0.25
"""The least share of the usual range for a pulse of which a part was not seen."""

MOVED_SHARE = 1.2
"""A pulse that starts further from where reps usually start, in usual ranges, belongs to something else."""

RETURN_BAND = (0.6, 1.7)
"""The same for a pulse after a long pause, where a shift of the hips or a cough is as likely."""

LEVEL_SHARE = 0.6
"""After a pause, the pulse must start within this share of the usual range from where reps start."""

RIPPLE = 0.4
"""Waiting pulses below this share of the largest are ripples on the way, not reps of their own."""

SURE_LIKENESS = 0.6
LOOSE_LIKENESS = 0.5
"""Smallest over largest range (and duration) among pulses that confirm each other: two or three of them."""


@dataclass(frozen=True, slots=True)
class Usual:
    """This person's usual rep: range, time from peak to peak, duration of the pull, where pulls start, jitter."""

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
        gaps = [later.peak_s - earlier.peak_s for earlier, later in zip(pulses, pulses[1:], strict=False)]
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

    def forget(self) -> None:
        """A new person or position: nothing is usual yet."""
        self._pulses.clear()

    def fits(self, pulse: Pulse) -> bool:
        """Whether `pulse` is a rep like the others of this set, and may be counted at once."""
        usual = self.usual
        if usual is None:
            return False
        last = self._pulses[-1]
        if pulse.peak_s - last.peak_s < 0.4 * min(usual.period_s, 2 * usual.pull_s):
            return False
        share = pulse.range_ / usual.range_
        paused = pulse.peak_s - last.peak_s > max(3.0, 2.5 * usual.period_s)
        off = abs(pulse.base - usual.base) / usual.range_
        if not paused:
            least = BLIND_LEAST if pulse.blind else RANGE_BAND[0]
            return off <= MOVED_SHARE and least <= share <= RANGE_BAND[1]
        return off <= LEVEL_SHARE and RETURN_BAND[0] <= share <= RETURN_BAND[1]


def confirmed(pulses: Sequence[Pulse], small: float) -> list[Pulse]:
    """Which of the waiting `pulses` (oldest first, the newest last) are reps of one set; [] when none are sure.

    Two suffice when they are large (at least `small`), much alike and tidy; otherwise three must agree.
    Accidents, such as getting into position or a scratch, seldom come twice alike and hardly ever three
    times. Ripples between much larger pulses are passed over. Once pulses have confirmed each other, those
    just before them in the same rhythm belong to them.
    """
    largest = max(pulse.range_ for pulse in pulses[-3:])
    likely = [pulse for pulse in pulses if pulse.range_ >= RIPPLE * largest]
    if not likely or likely[-1] is not pulses[-1]:
        return []
    agreeing = 0
    if len(likely) >= 2 and min(pulse.range_ for pulse in likely[-2:]) >= small:
        agreeing = 2 if _alike(likely[-2:], SURE_LIKENESS) else 0
    if not agreeing and len(likely) >= 3:
        agreeing = 3 if _alike(likely[-3:], LOOSE_LIKENESS) else 0
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


def _in_rhythm(earlier: Pulse, later: Pulse, usual: Usual) -> bool:
    close = later.peak_s - earlier.peak_s <= 1.7 * usual.period_s
    return close and earlier.tidy and RANGE_BAND[0] <= earlier.range_ / usual.range_ <= RANGE_BAND[1]


def _alike(pulses: Sequence[Pulse], likeness: float) -> bool:
    ranges = [pulse.range_ for pulse in pulses]
    pulls = [pulse.pull_s for pulse in pulses]
    bases = [pulse.base for pulse in pulses]
    gaps = [later.peak_s - earlier.peak_s for earlier, later in zip(pulses, pulses[1:], strict=False)]
    return (
        min(ranges) >= likeness * max(ranges)
        and min(pulls) >= 0.7 * likeness * max(pulls)
        and min(gaps) >= likeness * max(gaps)
        and max(gaps) <= 5 * max(pulls)
        and max(bases) - min(bases) <= 0.5 * max(ranges)
        and all(pulse.tidy for pulse in pulses)
    )
