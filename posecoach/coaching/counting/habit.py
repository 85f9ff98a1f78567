"""What is usual among the last reps of a set, and whether the next pulse is like them."""

import itertools
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from posecoach.coaching.counting.doubt import doubt
from posecoach.coaching.counting.pulse import Pulse

REMEMBERED = 7
"""Reps that make up "usual": enough for a median, few enough to follow a person who tires."""

PAUSE_PERIODS = 1.7
"""A gap between peaks longer than so many usual ones is a pause."""

RHYTHM = 5
LOST_DOUBT = 3.2
"""The last five counted pulses have no rhythm from this doubt on: it is passed in 1 of 100 reps in bad light
and never in good light, by false counts in stillness and fidgeting soon."""

SURPRISE = 3.0
"""A pulse that is further from the usual rep than so many standard deviations is none. The deviations below
are rounded from what separates reps and other pulses of 1800 simulated sets in good and bad light."""

SMALLER, LARGER = 0.27, 0.37
"""Of the logarithm of its range over the usual: less than a half or more than three times is too far. A rep
comes to three times where the lower back goes along."""

QUICKER = 0.5
"""Of the logarithm of its pull's time: a jerk, such as a cough, is quick. A slow pull is no surprise."""

ELSEWHERE = 0.5
"""Of where it starts, in usual ranges: a shift of the hips moves it, but less than getting up."""

EARLY, EARLIER = 0.8, 0.24
"""Of the logarithm of the time since the last peak, below so many usual periods, rests left out."""

LATE, LATER, LATEST = 1.4, 0.6, 2.0
LATE_COUNTS = 0.3
"""The same above so many usual periods. Pauses may be of any length: being late alone says no more than
`LATEST`. But after a rest something else is likelier, and size counts up to a third more."""

RAGGED = 0.2
"""Of the logarithm of the way travelled over the height gained."""

JITTER_BLURS, JITTER_STRAYS, MOST_JITTER = 0.5, 1.5, 2.0
"""Jitter, as a share of the usual range, adds so much to the deviations of a small size, a quick pull and the
start, and of the way. What jitters more than so many times as usual has no excuse for the rest."""

HASTY, SLACK = 0.2, 0.25
"""Of the logarithm of the time of the fall, below a fifth less than usual. Coughs and legs that are put down
fall in half of the usual time or less, in good light not one rep in a hundred."""

TIMED_S = 0.05
"""How exactly a fall is timed at best: quick ones differ by less than can be told."""

FEWEST_FALLS = 3
"""So many tell what is usual."""

UNSEEN_SAYS = 0.5
"""That a pulse is small or quick says only half as much when part of it was not seen."""


@dataclass(frozen=True, slots=True)
class Usual:
    """This person's usual rep: range, time between peaks, duration of the pull, where pulls start, jitter."""

    range_: float
    period_s: float
    pull_s: float
    base: float
    jitter: float

    def paused(self, earlier: Pulse, later: Pulse) -> bool:
        """Whether the person rested between the two."""
        return later.peak_s - earlier.peak_s > PAUSE_PERIODS * self.period_s


class Habit:
    """Remembers the last reps of a set, and what is usual among them."""

    def __init__(self) -> None:
        self._pulses: deque[Pulse] = deque(maxlen=REMEMBERED)
        self._falls_s: deque[float] = deque(maxlen=REMEMBERED)
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

    def let_go(self, fall_s: float) -> None:
        """Take in how long a counted pulse took to fall (`Release.fall_s`); NaN is nothing to learn from."""
        if not math.isnan(fall_s):
            self._falls_s.append(fall_s)

    def forget(self) -> None:
        """The rhythm is lost or the reps have another size: nothing is usual yet."""
        self._pulses.clear()
        self._falls_s.clear()
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
            if usual.paused(earlier, later):
                by_s += later.peak_s - earlier.peak_s - usual.period_s
            moved.append(replace(later, start_s=later.start_s - by_s, peak_s=later.peak_s - by_s))
        return moved

    def surprise(self, pulse: Pulse) -> float:
        """How unlike the reps of this set `pulse` is as the next one, in standard deviations."""
        if self.usual is None:
            return math.inf
        return self._surprise(pulse, self.usual, max(pulse.peak_s - self._pulses[-1].peak_s, 1e-9))

    def haste(self, pulse: Pulse, fall_s: float) -> float:
        """How much too soon `pulse`, the next one, fell, in standard deviations; 0 where nothing is known.

        Whoever goes quicker lets go quicker, by as much as the peaks are closer.
        """
        if self.usual is None or len(self._falls_s) < FEWEST_FALLS or math.isnan(fall_s):
            return 0.0
        gap_s = max(pulse.peak_s - self._pulses[-1].peak_s, 1e-9)
        quicker = max(0.0, math.log(self.usual.period_s / gap_s))
        hasty = math.log((median(self._falls_s) + TIMED_S) / (fall_s + TIMED_S))
        return max(0.0, hasty - quicker - SLACK) / HASTY

    def like(self, pulse: Pulse, gap_s: float) -> bool:
        """Whether `pulse` is like the others when its peak lies `gap_s` from that of its neighbour."""
        return self.usual is not None and self._surprise(pulse, self.usual, max(gap_s, 1e-9)) <= SURPRISE

    def _surprise(self, pulse: Pulse, usual: Usual, gap_s: float) -> float:
        """How unlike the usual rep `pulse` is, in standard deviations."""
        size = math.log(max(pulse.range_, 1e-9) / usual.range_)
        pull = math.log(max(pulse.pull_s, 1e-9) / usual.pull_s)
        early = min(math.log(gap_s / EARLY / min(usual.period_s, 2 * usual.pull_s)), 0.0)
        late = max(math.log(gap_s / LATE / usual.period_s), 0.0)
        strict = 1.0 + min(late, LATE_COUNTS)
        noise = min(pulse.jitter, MOST_JITTER * usual.jitter) / usual.range_
        blurred = JITTER_BLURS * noise
        short = (min(size, 0.0) / math.hypot(SMALLER / strict, blurred)) ** 2
        quick = (min(pull, 0.0) / math.hypot(QUICKER, blurred)) ** 2
        squares = (
            (short + quick) * (UNSEEN_SAYS if pulse.blind else 1.0),
            (max(size, 0.0) * strict / LARGER) ** 2,
            ((pulse.base - usual.base) / usual.range_ / math.hypot(ELSEWHERE, blurred)) ** 2,
            (early / EARLIER) ** 2,
            min(late / LATER, LATEST) ** 2,
            (math.log(max(pulse.directness, 1.0)) / math.hypot(RAGGED, JITTER_STRAYS * noise)) ** 2,
        )
        return math.sqrt(sum(squares))
