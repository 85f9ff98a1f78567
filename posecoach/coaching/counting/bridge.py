"""What a short loss of the track hid: the valley between two reps of a steady rhythm."""

import math

from posecoach.coaching.counting.likelihood import Template

HIGH_SHARE = 0.3
"""Before and after the loss the signal is at least this share of the usual range above the usual start."""

FIRST_CYCLE, LAST_CYCLE = 1.15, 1.9
"""The loss ends so many usual periods after the pull before it began: late enough that the next pull is
likelier than the same one still, and too early for a second valley to have been missed."""

HURRY = 0.8
"""The loss leaves at least this share of the time that a smooth rep takes to come down from where the signal
was and up to where it is: who only holds at the top is soon seen again there."""

REST_S = 0.04
"""The valley is told as three samples so far apart, enough to read a turn from."""


def hidden_valley(
    usual: Template, cycle_s: float, before: tuple[float, float], after: tuple[float, float]
) -> list[tuple[float, float]]:
    """Times and values of the valley between `before` and `after`, [] unless one is likely.

    Args:
        usual: the usual rep of this person.
        cycle_s: about when the pull before the loss began.
        before, after: time and value of the samples around the loss.
    """
    if min(before[1], after[1]) < usual.base + HIGH_SHARE * usual.range_:
        return []
    if not FIRST_CYCLE <= (after[0] - cycle_s) / usual.period_s <= LAST_CYCLE:
        return []
    down_s, up_s = _fall_s(usual, before[1]), _fall_s(usual, after[1])
    lost_s = after[0] - before[0]
    if lost_s < HURRY * (down_s + up_s):
        return []
    valley_s = before[0] + lost_s * down_s / (down_s + up_s)
    return [(valley_s + aside_s, usual.base) for aside_s in (-REST_S, 0.0, REST_S)]


def _fall_s(usual: Template, x: float) -> float:
    """How long a smooth rep takes between `x` and its valley."""
    share = min(1.0, (x - usual.base) / usual.range_)
    return usual.period_s * math.acos(1.0 - 2.0 * share) / (2.0 * math.pi)
