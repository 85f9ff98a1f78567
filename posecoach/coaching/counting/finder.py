"""Finds pulses in a signal at one tempo: a low-pass, its turning points, and the measure of each pull."""

import math
from collections import deque

from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.counting.turns import Turn, TurnFinder
from posecoach.coaching.measure import measure_pull
from posecoach.kinematics.filters import TwoPoleLowPass

SWINGS_S, SWING_S = 30.0, 1.0
CALM = 0.3
WATCHED, UNKNOWN_SWING = 5, 2.0
"""What the signal does by itself is the range within a second: what three in ten of the last half minute do
not exceed, so that the way into position and earlier reps do not matter. Watched for less than `WATCHED`
seconds, a second that happened to be busy says nothing, and it may be anything up to `UNKNOWN_SWING`."""

CALM_CUTOFF_PER_TEMPO = 4.0
CALM_CUTOFF_RANGE_HZ = (0.7, 5.0)
"""With jitter, the cut-off is four times the rep's frequency, which keeps a pulse's height within 10 %."""

QUICK_CUTOFF_PER_TEMPO = 8.0
QUICK_CUTOFF_RANGE_HZ = (3.0, 8.0)
"""Without, it is twice that, for a quicker announcement."""

DELAYS = 1.2
"""A pull is looked for from so many delays of the filter before the turn into it, a fifth to be safe."""


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

    def follow(self, period_s: float, clean: bool) -> None:
        """Let reps of this period pass; `clean` tells that the signal has hardly any jitter."""
        factor = QUICK_CUTOFF_PER_TEMPO if clean else CALM_CUTOFF_PER_TEMPO
        low, high = QUICK_CUTOFF_RANGE_HZ if clean else CALM_CUTOFF_RANGE_HZ
        self._filter.cutoff_hz = min(high, max(low, factor / max(period_s, 0.1)))

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
        """The pull that ended with the last turn; see `measure_pull`."""
        # The filter shows a turn late; looking back further would meet the peak before.
        delay_s = 1.0 / (math.pi * self._filter.cutoff_hz)
        return measure_pull(trace, self._base_s - DELAYS * delay_s, now_s, width_s, least)
