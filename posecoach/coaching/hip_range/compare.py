"""Left against right, and now against before: a difference smaller than its error is none."""

import math
from dataclasses import dataclass

from posecoach.coaching.hip_range.result import CONFIDENCE_95, Estimate, HipRange


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in degrees, and the least that is one with 95 % confidence.

    The minimal detectable change of a single measurement is 1.96 times the root of two times its standard
    error (Weir 2005, doi 10.1519/15184.1); here both measurements bring their own error.
    """

    deg: float = math.nan
    detectable_deg: float = math.nan

    @property
    def known(self) -> bool:
        """Whether both were measured."""
        return self.deg == self.deg

    @property
    def real(self) -> bool:
        """Whether it is larger than its error."""
        return self.known and abs(self.deg) > self.detectable_deg


def own_range(hip: HipRange) -> Estimate | None:
    """How far the hip goes by itself: to where the lower back joins in, or all the way if it keeps still."""
    return hip.onset or (hip.largest if hip.back_kept_still else None)


def largest_difference(later: HipRange, earlier: HipRange) -> Difference:
    """By how much the largest angle of `later` exceeds that of `earlier`, which may be the other hip."""
    if later.largest is None or earlier.largest is None:
        return Difference()
    error = math.hypot(later.repeat_sd_deg, earlier.repeat_sd_deg)
    return Difference(later.largest.value_deg - earlier.largest.value_deg, CONFIDENCE_95 * error)


def own_difference(later: HipRange, earlier: HipRange) -> Difference:
    """The same of the hip's own range; its errors are those of the onset.

    Of one hip at two times they are smaller than of two hips, which the camera sees from two sides.
    """
    after, before = own_range(later), own_range(earlier)
    if after is None or before is None:
        return Difference()
    again = later.side == earlier.side
    error = math.hypot(_own_sd(later, after, again), _own_sd(earlier, before, again))
    return Difference(after.value_deg - before.value_deg, CONFIDENCE_95 * error)


def with_error(hip: HipRange) -> str:
    """The uncertainty of a result in words, "" where there is none."""
    if hip.largest is None:
        return ""
    parts = [f"±{CONFIDENCE_95 * hip.largest.sd_deg:.0f}°"]
    if hip.onset is not None:
        parts.append(f"±{CONFIDENCE_95 * hip.onset.sd_deg:.0f}°")
    return f" (95 %: {', '.join(parts)})"


def own_repeat_sd(hip: HipRange) -> float:
    """One standard deviation of the own range against another measurement of the same hip; NaN without."""
    own = own_range(hip)
    return math.nan if own is None else _own_sd(hip, own, again=True)


def _own_sd(hip: HipRange, own: Estimate, again: bool) -> float:
    if hip.onset is None:
        return hip.repeat_sd_deg
    known = hip.onset_repeat_sd_deg == hip.onset_repeat_sd_deg  # measurements of before it was kept lack it
    return hip.onset_repeat_sd_deg if again and known else own.sd_deg
