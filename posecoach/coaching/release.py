"""The release of a pulse: when half of it is gone, and when it has ended."""

from collections import deque
from dataclasses import replace

from posecoach.coaching.pulse import Pulse
from posecoach.coaching.trace import Trace, onset

HALF = 0.5
"""Of the pull: enough to see how quickly it is let go, and early enough to announce the rep."""

SAMPLES = 3
"""The mean of so many samples has to come down: jitter seldom takes them all along."""

CALM_SHARE = 0.1
CALM_S, CALM_PULLS = 0.8, 0.5
"""A release has ended when for this long, and for so many pulls, it has not gone down by this share."""

LEAST_S = 0.05
"""The shortest stretch in which an end is looked for: at least one sample after the peak."""


class Release:
    """Follows `pulse` from its peak on."""

    def __init__(self, pulse: Pulse) -> None:
        self.pulse = pulse
        self._half_gone = False
        self._latest: deque[float] = deque(maxlen=SAMPLES)
        self._low, self._low_s = pulse.peak, pulse.peak_s

    def update(self, t_s: float, x: float) -> float | None:
        """Take a sample; with the one that finds half of the pull gone, the seconds since the peak."""
        if x < self._low - CALM_SHARE * self.pulse.range_:
            self._low, self._low_s = x, t_s
        self._latest.append(x)
        mean = sum(self._latest) / len(self._latest)
        if self._half_gone or mean > self.pulse.peak - HALF * self.pulse.range_:
            return None
        self._half_gone = True
        return t_s - self.pulse.peak_s

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
