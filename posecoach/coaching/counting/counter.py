"""Counts narrow-range repetitions in one signal: streaming, deterministic, never taking a count back.

How it works. Short spikes are left out. The listener (`listener.py`) finds the turns of the smoothed
signal, at the person's own tempo or, while that is not known, at several. Each rise and begun fall is a
pulse. One like the usual rep of this set counts at once; one not quite like it counts when half of it is
let go, unless that came too soon (`release.py`); others wait until three to seven in a row leave little
doubt: the larger and more alike they are, the fewer it takes. Where these do not suffice, a second look at
the last half minute may show a set (`second_look.py`). So the first reps of a set are counted together a
little late, and getting into position, a cough or a shift of the hips never is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.counting.bridge import hidden_valley
from posecoach.coaching.counting.doubt import confirmed
from posecoach.coaching.counting.finder import PulseFinder
from posecoach.coaching.counting.habit import SURPRISE, Habit, Usual
from posecoach.coaching.counting.listener import Listener
from posecoach.coaching.counting.pulse import SHORT_MEASURE, Pulse, possible
from posecoach.coaching.counting.release import Release
from posecoach.coaching.counting.rhythm import EVIDENCE
from posecoach.coaching.counting.second_look import SecondLook
from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.measure import BLIND_S
from posecoach.exercises.definition import CountRule
from posecoach.kinematics.filters import Despike

LONGEST_GAP_S = 1.5
"""A track lost for longer ends the pulse in hand."""

MOST_WAITING = 12

LEAST_JUMP = 0.7
"""Jumps within the signal up to this share of the smallest range need not prove themselves."""

SILENCE_S, SILENCE_PERIODS = 8.0, 4.0
"""After so long without a rep, and so many usual periods, every tempo is listened for again."""

LOOK_EVERY_S = 0.3
"""Second looks are no closer than this."""

MISSED_PERIODS = 1.55
"""From so many usual periods on, a gap between peaks may hide a rep."""

SURE = 1.5
"""A pulse further from the usual than so many standard deviations waits until half of it is let go."""

SIMILAR = (0.6, 1.7)
"""Reps of a size within these shares of the usual one go on with the set; others begin anew."""

LEAST_SHARE = 0.45
"""A pull that follows a stop has at least this share of the usual range."""

JOINED_EVIDENCE = 9.0
"""Evidence with which a second look adds to reps that have confirmed each other already."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A pulse was recognised as a rep at `t_s`."""

    t_s: float
    pulse: Pulse


@dataclass(frozen=True, slots=True)
class Completed:
    """The release of a counted pulse ended (recognised at `t_s`)."""

    t_s: float
    pulse: Pulse


Events = list[Counted | Completed]


class RepCounter:
    """Feed it time and signal; it hands out counts. Values are turned so that a pull always rises."""

    def __init__(self, rule: CountRule) -> None:
        self.rule = rule
        self.habit = Habit()
        self._despike = Despike(LEAST_JUMP * rule.min_range)
        self._trace = Trace()
        self._listener = Listener(rule.min_range)
        self._looked_s = -math.inf
        self._release: Release | None = None
        # Set while the pulse of `_release` is not counted yet: who found it, and its surprise.
        self._doubtful: tuple[PulseFinder, float] | None = None
        self._last_s = -math.inf
        self._unseen = (math.inf, -math.inf)
        self._peak_s = self._end_s = -math.inf

    @property
    def usual(self) -> Usual | None:
        """This person's usual rep, None before the first is counted."""
        return self.habit.usual

    def update(self, t_s: float, x: float) -> Events:
        """Take the signal at `t_s`; NaN where it cannot be seen, which is bridged."""
        if math.isnan(x):
            return []
        events: Events = []
        for sample_s, value in self._despike.update(t_s, x * self.rule.direction):
            events += self._take(sample_s, value, t_s)
        return events

    def interrupt(self, t_s: float) -> Events:
        """The person left the position: finish what is open, and let nothing reach across the break."""
        events = self._break(t_s)
        self._listener.reset()
        self._despike.reset()
        return events

    def finish(self, t_s: float) -> Events:
        """The source has ended: finish what is open."""
        return self._break(t_s)

    def _take(self, t_s: float, x: float, now_s: float) -> Events:
        events: Events = []
        if t_s - self._last_s > LONGEST_GAP_S:
            events += self._break(t_s)
            self._listener.skip()
        elif t_s - self._last_s > BLIND_S:
            valley = self._hidden_valley((t_s, x))
            if valley:
                self._unseen = (self._last_s, t_s)
            for sample_s, value in valley:
                events += self._take(sample_s, value, now_s)
        self._last_s = t_s
        self._trace.append(t_s, x)
        if not self._listener.searching and self._silent(t_s):
            self._listener.widen()
        if self._listener.hint(t_s, x):
            events += self._begin(self._listener.main, self._look_back(now_s), now_s)
        return events + self._heard(t_s, x, now_s) + self._let_go(t_s, x, now_s) + self._calm(now_s)

    def _silent(self, t_s: float) -> bool:
        """Whether any tempo may come next: no rep is known, or there was none for long."""
        usual = self.usual
        return usual is None or t_s - self._peak_s > max(SILENCE_S, SILENCE_PERIODS * usual.period_s)

    def _break(self, t_s: float) -> Events:
        low_s = self._listener.main.fall_low_s
        events = self._complete(t_s, t_s if low_s is None else low_s)
        self._trace.clear()
        self._last_s = -math.inf
        return events

    def _hidden_valley(self, now: tuple[float, float]) -> list[tuple[float, float]]:
        rise_s = self._listener.main.rise_low_s
        cycle_s = rise_s if self._release is None else self._release.pulse.start_s
        usual = self.usual
        if usual is None or cycle_s is None:
            return []
        return hidden_valley(usual, cycle_s, (self._last_s, self._trace.x[-1]), now)

    def _heard(self, t_s: float, x: float, now_s: float) -> Events:
        """What comes of the turns that the sample confirms; the first finder that finds reps is kept."""
        events: Events = []
        for finder, turn in self._listener.turns(t_s, x, self.usual):
            if not turn.high and finder is self._listener.main:
                events += self._complete(now_s, turn.t_s)
            found = self._peak(finder, now_s) if turn.high else []
            if found:
                return events + found
        return events

    def _peak(self, finder: PulseFinder, now_s: float) -> Events:
        events: Events = []
        if self._doubtful is not None and self._doubtful[0] is finder:
            events += self._believe(now_s)
        width_s = self._listener.width_s(finder, self.usual)
        pulse = finder.measure(self._trace, now_s, width_s, self._least())
        if pulse is None or pulse.start_s < self._peak_s or not possible(pulse, self.rule):
            return events
        if self._unseen[0] <= pulse.start_s <= self._unseen[1]:
            pulse = replace(pulse, blind=True)
        events += self._count_all(finder, self._overlooked(pulse), now_s)
        surprise = self.habit.surprise(pulse)
        if surprise > SURPRISE:
            return events + self._wait(finder, pulse, now_s)
        if surprise <= SURE:
            return events + self._count_all(finder, [pulse], now_s)
        if not self._in_hand(pulse):
            events += self._complete(now_s, pulse.start_s)
            self._doubtful, self._release = (finder, surprise), Release(pulse, self._trace)
        return events

    def _in_hand(self, pulse: Pulse) -> bool:
        """Whether the doubtful pulse is this one, heard by another finder."""
        release = self._release
        return self._doubtful is not None and release is not None and pulse.start_s < release.pulse.peak_s

    def _let_go(self, t_s: float, x: float, now_s: float) -> Events:
        """Once half of the last pulse is let go, its haste decides whether a doubtful one is a rep."""
        release = self._release
        if release is None:
            return []
        release.update(t_s, x)
        fall_s = release.fall_s()
        if fall_s is None:
            return []
        events: Events = []
        if self._doubtful is not None:
            finder, surprise = self._doubtful
            if math.hypot(surprise, self.habit.haste(release.pulse, fall_s)) > SURPRISE:
                self._doubtful = self._release = None
                return self._wait(finder, release.pulse, now_s)
            events = self._believe(now_s)
        self.habit.let_go(fall_s)
        return events

    def _believe(self, now_s: float) -> Events:
        """Count the doubtful pulse, if there is one: nothing more speaks against it."""
        if self._doubtful is None or self._release is None:
            return []
        finder, release = self._doubtful[0], self._release
        self._doubtful = self._release = None
        events = self._count_all(finder, [release.pulse], now_s)
        self._release = release  # which has followed the pulse from its peak on, unlike a new one
        return events

    def _wait(self, finder: PulseFinder, pulse: Pulse, now_s: float) -> Events:
        """`pulse` is no rep like the others: perhaps it is one of a set that begins."""
        finder.waiting.append(pulse)
        del finder.waiting[:-MOST_WAITING]
        reps = confirmed(finder.waiting, finder.swing_before)
        return self._begin(finder, self._look_back(now_s, reps), now_s)

    def _overlooked(self, pulse: Pulse) -> list[Pulse]:
        usual = self.usual
        if usual is None or pulse.peak_s - self._peak_s <= MISSED_PERIODS * usual.period_s:
            return []
        return self._second_look().overlooked(self.habit, pulse)

    def _look_back(self, now_s: float, known: Sequence[Pulse] = ()) -> list[Pulse]:
        if not known and now_s - self._looked_s < LOOK_EVERY_S:
            return []
        self._looked_s = now_s
        least = JOINED_EVIDENCE if known else EVIDENCE
        return self._second_look().first_reps(self._listener.main.swing_before, least, known)

    def _second_look(self) -> SecondLook:
        return SecondLook(self._trace, self.rule, max(self._peak_s, self._end_s))

    def _begin(self, finder: PulseFinder, reps: Sequence[Pulse], now_s: float) -> Events:
        """Count the first reps of a set, or those that follow a change."""
        usual = self.usual
        if reps and usual is not None and not SIMILAR[0] < reps[-1].range_ / usual.range_ < SIMILAR[1]:
            self.habit.forget()
        return self._count_all(finder, reps, now_s)

    def _least(self) -> float:
        """Smallest pull after a stop."""
        least, usual = SHORT_MEASURE * self.rule.min_range, self.usual
        return least if usual is None else max(least, LEAST_SHARE * usual.range_)

    def _count_all(self, finder: PulseFinder, reps: Sequence[Pulse], now_s: float) -> Events:
        events: Events = []
        if reps and self._in_hand(reps[0]):
            self._doubtful = self._release = None
        for rep in reps:
            events += self._complete(now_s, rep.start_s)
            events.append(self._count(rep, now_s))
        if reps:
            self._listener.keep(finder)
            if self.usual is not None:
                self._listener.follow(self.usual)
        return events

    def _count(self, pulse: Pulse, now_s: float) -> Counted:
        self.habit.learn(pulse)
        if self.habit.lost:
            self.habit.forget()
        self._release = Release(pulse, self._trace)
        self._peak_s = pulse.peak_s
        return Counted(now_s, pulse)

    def _calm(self, now_s: float) -> Events:
        release = self._release
        if release is None or not release.calm(now_s):
            return []
        if self._doubtful is not None:
            return self._believe(now_s)
        return self._complete(now_s, now_s) if self._listener.main.fall_low_s is not None else []

    def _complete(self, now_s: float, until_s: float) -> Events:
        events = self._believe(now_s)
        release, self._release = self._release, None
        if release is None:
            return events
        width_s = self._listener.width_s(self._listener.main, self.usual)
        pulse = release.ended(self._trace, until_s, width_s)
        self._end_s = pulse.end_s
        return [*events, Completed(now_s, pulse)]
