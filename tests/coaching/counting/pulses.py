"""Pulses for tests."""

from posecoach.coaching.counting.pulse import Pulse


def pulse(peak_s: float, size: float = 10.0, pull_s: float = 1.0, base: float = 60.0) -> Pulse:
    """A clean pulse with its top at `peak_s`, recognised 0.2 s later."""
    return Pulse(peak_s - pull_s, peak_s, base, base + size, peak_s + 0.2)


def row(count: int, size: float = 10.0, gap_s: float = 2.0, start_s: float = 10.0) -> list[Pulse]:
    """So many equal pulses."""
    return [pulse(start_s + gap_s * i, size) for i in range(count)]
