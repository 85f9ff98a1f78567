"""Counts narrow-range repetitions in one signal: streaming, deterministic, never taking a count back.

How it works. Short spikes are left out. The signal passes a gentle low-pass whose cut-off follows the tempo,
and while no tempo is known, three of them at once. A zigzag finds turns that exceed a threshold following the
person's range. Each rise and begun fall is a pulse; pulses like the usual rep of this set count at once, and
others wait until three to seven in a row leave little doubt: the larger and more alike they are, the fewer it
takes. Where these do not suffice, a second look at the last half minute may show a set (`second_look.py`). So
the first reps of a set are counted together a little late, and getting into position, a cough or a shift of
the hips never is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.bridge import hidden_valley
from posecoach.coaching.finder import PulseFinder
from posecoach.coaching.habit import Habit, Usual
from posecoach.coaching.measure import BLIND_S, smoothing_s
from posecoach.coaching.pulse import Pulse
from posecoach.coaching.regularity import RANGE_BAND, RETURN_BAND, confirmed, rep_sized
from posecoach.coaching.rhythm import EVIDENCE
from posecoach.coaching.second_look import SHORT_MEASURE, SecondLook, possible
from posecoach.coaching.trace import Trace, onset
from posecoach.exercises.definition import CountRule
from posecoach.kinematics.filters import Despike

SCALES_HZ = (3.0, 1.5, 0.75)
"""Before the tempo is known, the signal is watched behind three low-passes at once, and the first that finds
reps is kept. The first passes the quickest rep (0.5 s) and still takes the edge off jitter; the last finds
slow reps in strong jitter."""

SCALE_WIDTH = 0.36
"""Pulses are read from a signal smoothed over so many cycles of the cut-off: its share of a quick rep."""

TURN_SHARE = 0.15
"""A turn needs this share of the usual range: early in the release, yet above what jitter does to a rep."""

TURN_JITTERS = 1.5
"""It also needs this many times the signal's jitter, of which the filter leaves about half."""

QUICK_JITTERS = 5.0
"""The signal is clean when TURN_SHARE of the usual range is this many times its jitter."""

FIRST_TURN_SHARE = 0.6
LEAST_TURN_SHARE = 0.25
"""A turn needs this share of the smallest range that can count, before and after a rep is known."""

CALM_SHARE = 0.1
CALM_S = 0.8
"""A release has ended when for this long it has not gone down by this share of the usual range."""

LONGEST_GAP_S = 1.5
"""A track lost for longer ends the pulse in hand."""

MOST_WAITING = 12

LEAST_JUMP = 0.7
"""Jumps within the signal up to this share of the smallest range need not prove themselves."""

SILENCE_S, SILENCE_PERIODS = 8.0, 4.0
"""After so long without a rep, and so many usual periods, every tempo is listened for again."""

SCOUT_SHARE = 0.3
"""While no rep is known, turns beyond this share of the smallest range are worth a second look."""

LOOK_EVERY_S = 0.3
"""Second looks are no closer than this."""

MISSED_PERIODS = 1.55
"""From so many usual periods on, a gap between peaks may hide a rep."""

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


class RepCounter:
    """Feed it time and signal; it hands out counts. Values are turned so that a pull always rises."""

    def __init__(self, rule: CountRule) -> None:
        self.rule = rule
        self.habit = Habit()
        self._despike = Despike(LEAST_JUMP * rule.min_range)
        self._trace = Trace()
        self._finders = [PulseFinder(cutoff_hz) for cutoff_hz in SCALES_HZ]
        self._scout = PulseFinder(SCALES_HZ[0])
        self._looked_s = -math.inf
        self._open: Pulse | None = None
        self._low = self._low_s = 0.0
        self._last_s = -math.inf
        self._unseen = (math.inf, -math.inf)
        self._peak_s = self._end_s = -math.inf

    @property
    def usual(self) -> Usual | None:
        """This person's usual rep, None before the first is counted."""
        return self.habit.usual

    def update(self, t_s: float, x: float) -> list[Counted | Completed]:
        """Take the signal at `t_s`; NaN where it cannot be seen, which is bridged."""
        if math.isnan(x):
            return []
        events: list[Counted | Completed] = []
        for sample_s, value in self._despike.update(t_s, x * self.rule.direction):
            events += self._take(sample_s, value, t_s)
        return events

    def _take(self, t_s: float, x: float, now_s: float) -> list[Counted | Completed]:
        events: list[Counted | Completed] = []
        if t_s - self._last_s > LONGEST_GAP_S:
            events += self._break(t_s)
            for finder in (self._scout, *self._finders):
                finder.skip()
        elif t_s - self._last_s > BLIND_S:
            valley = self._hidden_valley((t_s, x))
            if valley:
                self._unseen = (self._last_s, t_s)
            for sample_s, value in valley:
                events += self._take(sample_s, value, now_s)
        self._last_s = t_s
        self._trace.append(t_s, x)
        self._listen(t_s)
        return events + self._scouted(t_s, x, now_s) + self._found(t_s, x, now_s) + self._calm(now_s, x)

    def _scouted(self, t_s: float, x: float, now_s: float) -> list[Counted | Completed]:
        """The first reps of a set, if a turn gives reason to look for them."""
        hint = self._scout.update(t_s, x, SCOUT_SHARE * self.rule.min_range)
        if hint is None or not hint.high or len(self._finders) == 1:
            return []
        return self._begin(self._finders[0], self._look_back(now_s), now_s)

    def _found(self, t_s: float, x: float, now_s: float) -> list[Counted | Completed]:
        """What the finders make of the sample; the first that finds reps is kept."""
        events: list[Counted | Completed] = []
        for finder in self._finders:
            turn = finder.update(t_s, x, self._threshold(finder))
            if turn is None:
                continue
            if not turn.high and finder is self._finders[0]:
                events += self._complete(now_s, turn.t_s)
            found = self._peak(finder, now_s) if turn.high else []
            if found:
                return events + found
        return events

    def interrupt(self, t_s: float) -> list[Counted | Completed]:
        """The person left the position: finish what is open, and let nothing reach across the break."""
        events = self._break(t_s)
        for finder in (self._scout, *self._finders):
            finder.reset()
        self._despike.reset()
        return events

    def finish(self, t_s: float) -> list[Counted | Completed]:
        """The source has ended: finish what is open."""
        return self._break(t_s)

    def _break(self, t_s: float) -> list[Counted | Completed]:
        low_s = self._finders[0].fall_low_s
        events = self._complete(t_s, t_s if low_s is None else low_s)
        self._trace.clear()
        self._last_s = -math.inf
        return events

    def _hidden_valley(self, now: tuple[float, float]) -> list[tuple[float, float]]:
        cycle_s = self._finders[0].rise_low_s if self._open is None else self._open.start_s
        usual = self.usual
        if usual is None or cycle_s is None:
            return []
        return hidden_valley(usual, cycle_s, (self._last_s, self._trace.x[-1]), now)

    def _threshold(self, finder: PulseFinder) -> float:
        usual = self.usual
        if usual is None or finder is not self._finders[0]:
            return FIRST_TURN_SHARE * self.rule.min_range
        least = LEAST_TURN_SHARE * self.rule.min_range
        return max(TURN_SHARE * usual.range_, TURN_JITTERS * usual.jitter, least)

    def _listen(self, t_s: float) -> None:
        """Listen for every tempo while no rep is known, and again after a long silence."""
        usual = self.usual
        silence_s = max(SILENCE_S, SILENCE_PERIODS * usual.period_s) if usual is not None else 0.0
        if len(self._finders) == 1 and (usual is None or t_s - self._peak_s > silence_s):
            self._finders += [PulseFinder(cutoff_hz) for cutoff_hz in SCALES_HZ]

    def _calm(self, t_s: float, x: float) -> list[Counted | Completed]:
        if self._open is None or self._finders[0].fall_low_s is None:
            return []
        if x < self._low - CALM_SHARE * self._open.range_:
            self._low, self._low_s = x, t_s
        if t_s - self._low_s < max(CALM_S, 0.5 * self._open.pull_s):
            return []
        return self._complete(t_s, t_s)

    def _peak(self, finder: PulseFinder, now_s: float) -> list[Counted | Completed]:
        pulse = finder.measure(self._trace, now_s, self._width_s(finder), self._least())
        if pulse is None or pulse.start_s < self._peak_s or not possible(pulse, self.rule):
            return []
        if self._unseen[0] <= pulse.start_s <= self._unseen[1]:
            pulse = replace(pulse, blind=True)
        events = self._count_all(finder, self._overlooked(pulse), now_s)
        if self.habit.fits(pulse):
            return events + self._count_all(finder, [pulse], now_s)
        finder.waiting.append(pulse)
        del finder.waiting[:-MOST_WAITING]
        reps = confirmed(finder.waiting, finder.swing_before(rep_sized(finder.waiting)[0].start_s))
        return events + self._begin(finder, self._look_back(now_s, reps), now_s)

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
        return self._second_look().first_reps(self._finders[0].swing_before, least, known)

    def _second_look(self) -> SecondLook:
        return SecondLook(self._trace, self.rule, max(self._peak_s, self._end_s))

    def _begin(self, finder: PulseFinder, reps: Sequence[Pulse], now_s: float) -> list[Counted | Completed]:
        """Count the first reps of a set, or those that follow a change."""
        if reps and self.habit.usual is not None and not self._similar(reps):
            self.habit.forget()
        return self._count_all(finder, reps, now_s)

    def _count_all(
        self, finder: PulseFinder, reps: Sequence[Pulse], now_s: float
    ) -> list[Counted | Completed]:
        events: list[Counted | Completed] = []
        for rep in reps:
            events += self._complete(now_s, rep.start_s)
            events.append(self._count(finder, rep, now_s))
        if reps:
            finder.waiting.clear()
            self._finders = [finder]
        return events

    def _similar(self, reps: Sequence[Pulse]) -> bool:
        usual = self.usual
        return usual is not None and RETURN_BAND[0] < reps[-1].range_ / usual.range_ < RETURN_BAND[1]

    def _least(self) -> float:
        """Smallest pull after a stop."""
        least, usual = SHORT_MEASURE * self.rule.min_range, self.usual
        return least if usual is None else max(least, RANGE_BAND[0] * usual.range_)

    def _count(self, finder: PulseFinder, pulse: Pulse, now_s: float) -> Counted:
        self.habit.learn(pulse)
        if self.habit.lost:
            self.habit.forget()
        self._open = pulse
        self._low, self._low_s = pulse.peak, pulse.peak_s
        self._peak_s = pulse.peak_s
        usual = self.usual
        if usual is not None:
            clean = TURN_SHARE * usual.range_ > QUICK_JITTERS * usual.jitter
            finder.follow(usual.period_s, clean)
        return Counted(now_s, pulse)

    def _complete(self, now_s: float, end_s: float) -> list[Counted | Completed]:
        pulse, self._open = self._open, None
        if pulse is None:
            return []
        width_s = self._width_s(self._finders[0])
        times, values = self._trace.smooth(pulse.peak_s, max(end_s, pulse.peak_s + 0.05), width_s)
        if len(values) > 2:
            # Seen backwards in time and upside up, a release is a pull.
            low = min(values)
            backward = [-t_s for t_s in reversed(times[: values.index(low) + 1])]
            end_s = -onset(backward, values[: values.index(low) + 1][::-1], low, pulse.peak)
        self._end_s = max(end_s, pulse.peak_s)
        return [Completed(now_s, replace(pulse, end_s=self._end_s))]

    def _width_s(self, finder: PulseFinder) -> float:
        usual = self.usual
        if usual is None or finder is not self._finders[0]:
            return SCALE_WIDTH / finder.cutoff_hz
        return smoothing_s(usual.period_s)
