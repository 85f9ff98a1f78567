"""Measures a pull in the trace: where it began, its top, its size, and how straight it went up."""

import itertools
from bisect import bisect_left
from collections.abc import Sequence

from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.trace import Trace, onset, top

STOP_S = 0.5
STOP_BAND = 0.2
STOP_EVERY_S = 0.1
ARRIVAL = 1.25
"""A stop this long within a rise, within this share of what follows, ends getting into position: the pull
begins after it, if the rise as a whole is so many times larger. Looked for at steps of `STOP_EVERY_S`."""

BLIND_S = 0.3
"""A gap this long may hide most of a pull, or the valley between two."""

LEAST_JITTER_WIDTH_S = 0.25
"""The jitter is the signal about its own mean over at least this width."""


SMOOTHING, SMOOTHING_RANGE_S = 0.12, (0.08, 0.5)
"""A pull is read from the trace smoothed over this share of a rep's period, within these limits."""


def smoothing_s(period_s: float) -> float:
    """Over how long to smooth the trace to measure reps of this period."""
    return min(SMOOTHING_RANGE_S[1], max(SMOOTHING_RANGE_S[0], SMOOTHING * period_s))


def measure_pull(trace: Trace, since_s: float, now_s: float, width_s: float, least: float) -> Pulse | None:
    """The pull to the highest point between the times; None with fewer than three samples of it.

    Args:
        width_s: the trace is smoothed over this width.
        least: a pull may begin after a stop on the way up if it has at least this range.
    """
    times, values = trace.smooth(since_s, now_s, width_s)
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
