"""Finds pulses in a signal at one tempo: a low-pass, its turning points, and the measure of each pull."""

import itertools
import math
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

from posecoach.coaching.pulse import Pulse
from posecoach.coaching.trace import Trace, onset, top
from posecoach.coaching.turns import Turn, TurnFinder
from posecoach.kinematics.filters import TwoPoleLowPass

STOP_S = 0.5
STOP_BAND = 0.2
STOP_EVERY_S = 0.1
ARRIVAL = 1.25
"""A stop this long within a rise, within this share of what follows, ends getting into position: the pull
begins after it, if the rise as a whole is so many times larger. Looked for at steps of `STOP_EVERY_S`."""

SWINGS_S, SWING_S = 30.0, 1.0
CALM = 0.3
WATCHED, UNKNOWN_SWING = 5, 2.0
"""What the signal does by itself is the range within a second: what three in ten of the last half minute do
not exceed, so that the way into position and earlier reps do not matter. Watched for less than `WATCHED`
seconds, a second that happened to be busy says nothing, and it may be anything up to `UNKNOWN_SWING`."""

BLIND_S = 0.3
"""A gap this long may hide most of a pull, or the valley between two."""

LEAST_JITTER_WIDTH_S = 0.25
"""The jitter is the signal about its own mean over at least this width."""


class PulseFinder:
    """Follows the turns of the signal behind a low-pass of `cutoff_hz`, which may be changed on the way.

    Attributes:
        waiting: pulses found and not counted (yet), oldest first; kept by the counter.
    """

    def __init__(self, cutoff_hz: float) -> None:
        self._filter = TwoPoleLowPass(cutoff_hz)
        self._turns = TurnFinder()
        self.waiting: list[Pulse] = []
        self.reset()

    @property
    def cutoff_hz(self) -> float:
        """Cut-off of the low-pass."""
        return self._filter.cutoff_hz

    @cutoff_hz.setter
    def cutoff_hz(self, value: float) -> None:
        self._filter.cutoff_hz = value

    @property
    def fall_low_s(self) -> float | None:
        """Time of the lowest point of the present fall, None unless the signal falls."""
        return self._turns.low_s if self._turns.rising is False else None

    @property
    def rise_low_s(self) -> float | None:
        """Time of the lowest point before the present rise, None unless the signal rises."""
        return self._turns.low_s if self._turns.rising else None

    def reset(self) -> None:
        """Forget everything."""
        self.skip()
        self._stretch: tuple[float, float, float] | None = None
        self._swings: deque[tuple[float, float]] = deque()
        self.waiting.clear()

    def skip(self) -> None:
        """Begin anew after a gap in the signal; what waits goes on waiting."""
        self._filter.reset()
        self._turns.reset()
        self._base_s = -math.inf

    def update(self, t_s: float, x: float, threshold: float) -> Turn | None:
        """Take a sample; returns the turn it confirms by coming back from it by `threshold`."""
        value = self._filter.update(t_s, x)
        self._watch(t_s, value)
        turn = self._turns.update(t_s, value, threshold)
        if turn is not None and not turn.high:
            self._base_s = turn.t_s
        return turn

    def swing_before(self, t_s: float) -> float:
        """How far the signal swung by itself before `t_s`."""
        sizes = sorted(size for at_s, size in self._swings if at_s <= t_s)
        calm = sizes[int(CALM * (len(sizes) - 1))] if sizes else math.inf
        return calm if len(sizes) >= WATCHED else min(UNKNOWN_SWING, calm)

    def _watch(self, t_s: float, value: float) -> None:
        """Take note of how far the filtered signal ranges in each stretch of `SWING_S`."""
        if self._stretch is None:
            self._stretch = (t_s, value, value)
        since_s, low, high = self._stretch
        self._stretch = (since_s, min(low, value), max(high, value))
        if t_s - since_s >= SWING_S:
            self._swings.append((t_s, high - low))
            self._stretch = None
        while self._swings and self._swings[0][0] < t_s - SWINGS_S:
            self._swings.popleft()

    def measure(self, trace: Trace, now_s: float, width_s: float, least: float) -> Pulse | None:
        """The pull that ended with the last turn, read from the unfiltered `trace`; None without samples.

        Args:
            width_s: the trace is smoothed over this width.
            least: a pull may begin after a stop on the way up if it has at least this range.
        """
        # The filter shows a turn late; looking back further would meet the peak before.
        delay_s = 1.0 / (math.pi * self._filter.cutoff_hz)
        times, values = trace.smooth(self._base_s - 1.2 * delay_s, now_s, width_s)
        if len(values) < 3:
            return None
        # First leave the way into position behind: the top is sought within a share of the pull's own range.
        highest = values.index(max(values))
        stop = _after_stop(times[: highest + 1], values[: highest + 1], least)
        times, values = times[stop:], values[stop:]
        peak_s, peak = top(times, values, max(values) - min(values))
        end = bisect_left(times, peak_s + 1e-9)
        after_s = times[min(end, len(times) - 1)]
        times, values = times[:end], values[:end]
        if len(values) < 3:
            return None
        start = values.index(min(values))
        times, values = times[start:], values[start:]
        base = min(values)
        start_s = onset(times, values, base, peak)
        way = [x for t_s, x in zip(times, values, strict=True) if t_s >= start_s]
        travelled = sum(abs(b - a) for a, b in itertools.pairwise(way))
        gaps = [b - a for a, b in zip(times, [*times[1:], after_s], strict=True)]
        return Pulse(
            start_s,
            peak_s,
            base,
            peak,
            now_s,
            directness=travelled / max(peak - base, 1e-9),
            jitter=trace.jitter(times[0], times[-1], max(LEAST_JITTER_WIDTH_S, width_s)),
            blind=max(gaps) > BLIND_S,
        )


def _after_stop(times: Sequence[float], values: Sequence[float], least: float) -> int:
    """Index of the last stop on the way up to the last value, if the pull follows it; else 0."""
    peak, lowest = values[-1], min(values)
    at_s = times[-1] - STOP_EVERY_S
    while at_s - STOP_S >= times[0]:
        begin, end = bisect_left(times, at_s - STOP_S), bisect_left(times, at_s)
        height = peak - values[end]
        if peak - lowest < ARRIVAL * height:
            return 0
        stretch = values[begin : end + 1]
        seen = times[end] - times[begin] > STOP_S / 2  # in a gap nothing stops
        if seen and height >= least and max(stretch) - min(stretch) <= STOP_BAND * height:
            return bisect_left(times, at_s - STOP_S / 2)
        at_s -= STOP_EVERY_S
    return 0
