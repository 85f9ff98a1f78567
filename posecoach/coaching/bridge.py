"""What a short loss of the track hid: the valley between two reps of a steady rhythm."""

from posecoach.coaching.habit import Usual

HIGH_SHARE = 0.3
"""Before and after the loss the signal is at least this share of the usual range above the usual start."""

FIRST_CYCLE, LAST_CYCLE = 1.15, 1.9
"""The loss ends so many usual periods after the pull before it began: late enough that the next pull is
likelier than a hold at the top, and too early for a second valley to have been missed."""

REST_S = 0.04
"""The valley is told as three samples so far apart, enough to read a turn from."""


def hidden_valley(
    usual: Usual, cycle_s: float, before: tuple[float, float], after: tuple[float, float]
) -> list[tuple[float, float]]:
    """Times and values of the valley between `before` and `after`, [] unless one must have been there.

    Args:
        usual: the usual rep of this person.
        cycle_s: when the pull before the loss began.
        before, after: time and value of the samples around the loss.
    """
    high = usual.base + HIGH_SHARE * usual.range_
    if min(before[1], after[1]) < high:
        return []
    if not FIRST_CYCLE <= (after[0] - cycle_s) / usual.period_s <= LAST_CYCLE:
        return []
    valley_s = cycle_s + usual.period_s
    if not before[0] < valley_s - REST_S < valley_s + REST_S < after[0]:
        return []
    return [(valley_s + aside_s, usual.base) for aside_s in (-REST_S, 0.0, REST_S)]
