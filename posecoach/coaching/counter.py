"""Counts narrow-range repetitions in one signal: streaming, deterministic, never taking a count back.

How it works. The signal passes a gentle low-pass whose cut-off follows the tempo. A zigzag finds turns that
exceed a threshold following the person's range. Each rise and begun fall is a pulse; pulses like the usual
rep of this set count at once, and others wait until two or three in a row confirm each other by their
regularity. So the first reps of a set are counted together a little late, and getting into position, a
cough or a shift of the hips never is.
"""

import itertools
import math
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.pulse import Pulse
from posecoach.coaching.regularity import RANGE_BAND, Habit, Usual, confirmed, rep_sized
from posecoach.coaching.stillness import Stillness
from posecoach.coaching.swings import Swings
from posecoach.coaching.trace import Trace, onset, top
from posecoach.coaching.turns import TurnFinder
from posecoach.exercises.definition import CountRule
from posecoach.kinematics.filters import TwoPoleLowPass

FIRST_CUTOFF_HZ = 3.0
"""Before the tempo is known: passes the quickest rep (0.5 s) and still takes the edge off jitter."""

CALM_FIRST_CUTOFF_HZ = 1.5
NOISY_SHARE = 0.25
"""With jitter above this share of the smallest range, a lower first cut-off; blunts reps quicker than 1 s."""

LISTEN_S = 2.0
LISTEN_EVERY_S = 0.25
JITTER_WIDTH_S = 0.25
MOVED_JITTERS = 7.0
LEAST_JITTER_WIDTH_S = 0.25
"""The jitter before the first rep: the signal about its own mean over this width, in the last seconds; not
taken while it moves by more than so many times that, which is movement."""

CALM_CUTOFF_PER_TEMPO = 4.0
CALM_CUTOFF_RANGE_HZ = (1.8, 5.0)
"""With jitter, the cut-off is four times the rep's frequency, which keeps a pulse's height within 10 %."""

QUICK_CUTOFF_PER_TEMPO = 8.0
QUICK_CUTOFF_RANGE_HZ = (3.0, 8.0)
"""Without, it is twice that, for a quicker announcement."""

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

SHORT_MEASURE = 0.75
"""A pulse may fall short of the smallest range by a quarter: smoothing blunts it, and reps vary."""

PLATEAU_S = 0.7
"""A stop this long within a rise ends getting into position: the pull begins after it."""

SWING = 0.9
"""Swings from this size on, in degrees or % of the torso, tell what the signal does without reps."""

UNKNOWN_SWING = 3.0
"""What a signal may do by itself when it was not watched before the first pulses."""

BLIND_S = 0.3
"""A gap this long near the peak may hide most of a pull."""


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
        self._filter = TwoPoleLowPass(FIRST_CUTOFF_HZ)
        self._turns = TurnFinder()
        self._trace = Trace()
        self._waiting: list[Pulse] = []
        self._open: Pulse | None = None
        self._last_s = -math.inf
        self._base: tuple[float, float] | None = None
        self._low = self._low_s = 0.0
        self._still = Stillness(0.0, 1.5 * PLATEAU_S)
        self._swings = Swings(SWING)
        self._rests: deque[tuple[float, float]] = deque(maxlen=4)
        self._jitter = 0.0
        self._heard_s = -math.inf

    @property
    def usual(self) -> Usual | None:
        """This person's usual rep, None before the first is counted."""
        return self.habit.usual

    def update(self, t_s: float, x: float) -> list[Counted | Completed]:
        """Take the signal at `t_s`; NaN where it cannot be seen, which is bridged."""
        if math.isnan(x):
            return []
        events: list[Counted | Completed] = []
        if t_s - self._last_s > LONGEST_GAP_S:
            events += self._interrupt(t_s)
        self._last_s = t_s
        x *= self.rule.direction
        self._trace.append(t_s, x)
        self._listen(t_s)
        self._notice_rest(t_s, x)
        calm = self._filter.update(t_s, x)
        self._swings.update(t_s, calm)
        turn = self._turns.update(t_s, calm, self._threshold())
        if turn is None:
            return events + self._calm(t_s, x)
        if turn.high:
            return events + self._peak(turn.t_s, t_s)
        self._base = (turn.t_s, turn.value)
        return events + self._complete(t_s, turn.t_s)

    def interrupt(self, t_s: float) -> list[Counted | Completed]:
        """The person left the position: finish what is open, and let nothing reach across the break."""
        events = self._interrupt(t_s)
        self._last_s = -math.inf
        return events

    def finish(self, t_s: float) -> list[Counted | Completed]:
        """The source has ended: finish what is open, and count two waiting pulses that are alike."""
        return self._interrupt(t_s)

    def _interrupt(self, t_s: float) -> list[Counted | Completed]:
        events = self._complete(t_s, self._turns.low_s if self._turns.rising is False else t_s)
        self._waiting.clear()
        self._turns.reset()
        self._filter.reset()
        self._trace.clear()
        self._still.reset()
        self._rests.clear()
        self._swings.reset()
        self._base = None
        return events

    def _threshold(self) -> float:
        usual = self.usual
        if usual is None:
            return max(FIRST_TURN_SHARE * self.rule.min_range, TURN_JITTERS * self._jitter)
        least = LEAST_TURN_SHARE * self.rule.min_range
        return max(TURN_SHARE * usual.range_, TURN_JITTERS * usual.jitter, least)

    def _listen(self, t_s: float) -> None:
        """Before the first rep, estimate the jitter from time to time and quieten the filter to match."""
        if self.usual is not None or t_s - self._heard_s < LISTEN_EVERY_S:
            return
        self._heard_s = t_s
        jitter = self._trace.jitter(t_s - LISTEN_S, t_s, JITTER_WIDTH_S)
        _, heard = self._trace.between(t_s - LISTEN_S, t_s)
        if max(heard) - min(heard) > MOVED_JITTERS * jitter and jitter > 0:
            return
        self._jitter = jitter
        noisy = self._jitter > NOISY_SHARE * self.rule.min_range
        self._filter.cutoff_hz = CALM_FIRST_CUTOFF_HZ if noisy else FIRST_CUTOFF_HZ

    def _notice_rest(self, t_s: float, x: float) -> None:
        """Remember stops, because a pull begins after the last one, whatever movement led there."""
        self._still.band = self._threshold()
        if self._still.update(t_s, x) < PLATEAU_S:
            return
        if self._rests and t_s - self._rests[-1][0] < PLATEAU_S:
            self._rests[-1] = (t_s, x)
        else:
            self._rests.append((t_s, x))

    def _calm(self, t_s: float, x: float) -> list[Counted | Completed]:
        if self._open is None or self._turns.rising is not False:
            return []
        if x < self._low - CALM_SHARE * self._open.range_:
            self._low, self._low_s = x, t_s
        if t_s - self._low_s < max(CALM_S, 0.5 * self._open.pull_s):
            return []
        return self._complete(t_s, t_s)

    def _peak(self, peak_s: float, now_s: float) -> list[Counted | Completed]:
        pulse = self._measure(peak_s, now_s)
        if pulse is None or not self._possible(pulse):
            return []
        if self.habit.fits(pulse):
            self._waiting.clear()
            return [self._count(pulse, now_s)]
        self._waiting.append(pulse)
        del self._waiting[:-MOST_WAITING]
        reps = confirmed(self._waiting, self._before())
        if not reps:
            return []
        self._waiting.clear()
        if self.habit.usual is not None and not self._similar(reps):
            self.habit.forget()
        events: list[Counted | Completed] = []
        for rep, following in zip(reps, [*reps[1:], None], strict=True):
            events.append(self._count(rep, now_s))
            if following is not None:
                events += self._complete(now_s, following.start_s)
        return events

    def _before(self) -> float:
        """Size of the swings before the waiting pulses; UNKNOWN_SWING when that was not watched."""
        level = self._swings.level(rep_sized(self._waiting)[0].start_s)
        return UNKNOWN_SWING if level is None else level

    def _similar(self, reps: list[Pulse]) -> bool:
        usual = self.usual
        return usual is not None and 0.6 < reps[-1].range_ / usual.range_ < 1.7

    def _possible(self, pulse: Pulse) -> bool:
        shortest, longest = self.rule.period_s
        least = SHORT_MEASURE * self.rule.min_range
        return pulse.range_ >= least and 0.3 * shortest <= pulse.pull_s <= longest

    def _count(self, pulse: Pulse, now_s: float) -> Counted:
        self.habit.learn(pulse)
        if self.habit.lost:
            self.habit.forget()
        self._open = pulse
        self._low, self._low_s = pulse.peak, pulse.peak_s
        usual = self.usual
        if usual is not None:
            clean = TURN_SHARE * usual.range_ > QUICK_JITTERS * usual.jitter
            factor = QUICK_CUTOFF_PER_TEMPO if clean else CALM_CUTOFF_PER_TEMPO
            low, high = QUICK_CUTOFF_RANGE_HZ if clean else CALM_CUTOFF_RANGE_HZ
            self._filter.cutoff_hz = min(high, max(low, factor / max(usual.period_s, 0.1)))
        return Counted(now_s, pulse)

    def _complete(self, now_s: float, end_s: float) -> list[Counted | Completed]:
        pulse, self._open = self._open, None
        if pulse is None:
            return []
        times, values = self._trace.smooth(pulse.peak_s, max(end_s, pulse.peak_s + 0.05), self._width_s())
        if len(values) > 2:
            # Seen backwards in time and upside up, a release is a pull.
            low = min(values)
            backward = [-t_s for t_s in reversed(times[: values.index(low) + 1])]
            end_s = (
                -onset(backward, values[: values.index(low) + 1][::-1], low, pulse.peak)
                if backward
                else end_s
            )
        return [Completed(now_s, replace(pulse, end_s=end_s))]

    def _width_s(self) -> float:
        usual = self.usual
        return 0.12 if usual is None else min(0.3, max(0.08, 0.12 * usual.period_s))

    def _measure(self, peak_s: float, now_s: float) -> Pulse | None:
        base_s = self._base[0] if self._base is not None else -math.inf
        # The filter shows a turn late; looking back further would meet the peak before.
        delay_s = 1.0 / (math.pi * self._filter.cutoff_hz)
        times, values = self._trace.smooth(base_s - 1.2 * delay_s, now_s, self._width_s())
        if len(values) < 3:
            return None
        rough = max(values) - min(values)
        peak_s, peak = top(times, values, rough)
        end = sum(t_s <= peak_s for t_s in times)
        times, values = times[:end], values[:end]
        if len(values) < 3:
            return None
        start = max(values.index(min(values)), self._rested(times, peak))
        times, values = times[start:], values[start:]
        base = min(values)
        start_s = onset(times, values, base, peak)
        way = [x for t_s, x in zip(times, values, strict=True) if t_s >= start_s]
        travelled = sum(abs(b - a) for a, b in itertools.pairwise(way))
        directness = travelled / max(peak - base, 1e-9)
        jitter = self._trace.jitter(times[0], times[-1], max(LEAST_JITTER_WIDTH_S, self._width_s()))
        gaps = [b - a for a, b in zip(times, [*times[1:], now_s], strict=True)]
        blind = max(gaps) > BLIND_S
        return Pulse(start_s, peak_s, base, peak, now_s, directness=directness, jitter=jitter, blind=blind)

    def _rested(self, times: Sequence[float], peak: float) -> int:
        """Index of the end of the last stop on the way up, if a pull follows it; else 0."""
        usual = self.usual
        least = SHORT_MEASURE * self.rule.min_range
        if usual is not None:
            least = max(least, RANGE_BAND[0] * usual.range_)
        for until_s, level in reversed(self._rests):
            if peak - level >= least and until_s < times[-1]:
                return bisect_left(times, until_s - PLATEAU_S / 2)
        return 0
