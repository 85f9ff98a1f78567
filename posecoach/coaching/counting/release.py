"""The release of a pulse: how quickly it falls, and when it has ended."""

import math
from collections import deque
from dataclasses import replace

from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.trace import Trace, onset

TOP, HALF = 0.1, 0.5
"""The fall is timed between these shares of the pull: from where a hold at the top is over, and early enough
to announce the rep."""

MEAN_S = 0.08
"""Samples are averaged over so long: one may be jitter."""

UNSEEN_S = 0.2
"""With a gap of this length in it, nothing is known of the fall."""

CALM_SHARE = 0.1
CALM_S, CALM_PULLS = 0.8, 0.5
"""A release has ended when for this long, and for so many pulls, it has not gone down by this share."""

LEAST_S = 0.05
"""The shortest stretch in which an end is looked for: at least one sample after the peak."""


class Release:
    """Follows `pulse` from its peak on, at first through what `trace` holds of it already."""

    def __init__(self, pulse: Pulse, trace: Trace) -> None:
        self.pulse = pulse
        self._recent: deque[tuple[float, float]] = deque()
        self._mean = (pulse.peak_s, pulse.peak)
        self._top_s = pulse.peak_s
        self._fall_s: float | None = None
        self._fallen = False
        self._low, self._low_s = pulse.peak, pulse.peak_s
        for t_s, x in zip(*trace.between(pulse.peak_s, math.inf), strict=True):
            self.update(t_s, x)

    def update(self, t_s: float, x: float) -> None:
        """Take the sample at `t_s`; one that was taken already changes nothing."""
        if self._recent and t_s <= self._recent[-1][0]:
            return
        if x < self._low - CALM_SHARE * self.pulse.range_:
            self._low, self._low_s = x, t_s
        if not self._fallen:
            self._time_fall(t_s, x)

    def _time_fall(self, t_s: float, x: float) -> None:
        unseen = t_s - (self._recent[-1][0] if self._recent else self.pulse.peak_s) > UNSEEN_S
        self._recent.append((t_s, x))
        while self._recent[0][0] < t_s - MEAN_S:
            self._recent.popleft()
        before, self._mean = self._mean, (t_s, sum(value for _, value in self._recent) / len(self._recent))
        top, half = (self.pulse.peak - share * self.pulse.range_ for share in (TOP, HALF))
        if before[1] > top:
            self._top_s = math.nan if unseen else _crossing_s(before, self._mean, top)
        if self._mean[1] <= half:
            self._fallen = True
            self._fall_s = math.nan if unseen else _crossing_s(before, self._mean, half) - self._top_s
        elif unseen:
            self._top_s = math.nan

    def fall_s(self) -> float | None:
        """Once half of the pull is gone, how long that took, then None again; NaN where it was not seen."""
        fall_s, self._fall_s = self._fall_s, None
        return fall_s

    def calm(self, t_s: float) -> bool:
        """Whether it goes no further down."""
        return t_s - self._low_s >= max(CALM_S, CALM_PULLS * self.pulse.pull_s)

    def ended(self, trace: Trace, until_s: float, width_s: float) -> Pulse:
        """The pulse with its end, looked for in `trace` up to `until_s`, smoothed over `width_s`."""
        pulse = self.pulse
        times, values = trace.smooth(pulse.peak_s, max(until_s, pulse.peak_s + LEAST_S), width_s)
        if len(values) > 2:
            # Seen backwards in time and upside up, a release is a pull.
            low = min(values)
            backward = [-t_s for t_s in reversed(times[: values.index(low) + 1])]
            until_s = -onset(backward, values[: values.index(low) + 1][::-1], low, pulse.peak)
        return replace(pulse, end_s=max(until_s, pulse.peak_s))


def _crossing_s(before: tuple[float, float], after: tuple[float, float], level: float) -> float:
    """When the straight line between two samples comes down to `level`; at the second if it does not."""
    fallen = before[1] - after[1]
    share = (before[1] - level) / fallen if fallen > 0 else 1.0
    return before[0] + (after[0] - before[0]) * min(max(share, 0.0), 1.0)
