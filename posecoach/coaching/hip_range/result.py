"""What a test of the hip's range says of one hip: angles with their uncertainty, or why there is none."""

from dataclasses import dataclass
from enum import Enum

from posecoach.coaching.events import NAN
from posecoach.coaching.hip_range.protocol import Movement

CONFIDENCE_95 = 1.96
"""So many standard deviations to either side hold the true value in 95 % of measurements."""


class Reason(str, Enum):
    """Why there is no figure; the value is the id of its sentence. `NONE` where there is a figure."""

    NONE = ""
    NOT_DONE = "not-done"
    NOBODY = "nobody"
    ELSEWHERE = "elsewhere"
    NO_MOVEMENT = "no-movement"
    TOO_FAST = "too-fast"
    NOT_SEEN = "not-seen"
    VIEW = "view"
    ONE_ONLY = "one-only"
    DISAGREE = "disagree"
    SIDE = "side"
    BACK_HIDDEN = "back-hidden"
    BACK_STILL = "back-still"
    BACK_UNCLEAR = "back-unclear"


@dataclass(frozen=True, slots=True)
class Estimate:
    """An angle and its uncertainty, one standard deviation against the truth, in degrees."""

    value_deg: float
    sd_deg: float

    def narrower_than(self, range_deg: float) -> bool:
        """Whether its 95 % interval is narrower than a movement of so many degrees: else it lies anywhere."""
        return 2.0 * CONFIDENCE_95 * self.sd_deg < range_deg


@dataclass(frozen=True, slots=True)
class Trial:
    """One movement of a test. `used` where it is one of those that the result rests on."""

    start_s: float
    peak_s: float
    end_s: float
    largest_deg: float
    rise_s: float
    good: bool
    used: bool = False


@dataclass(frozen=True, slots=True)
class HipRange:
    """What a test says of one hip.

    Attributes:
        side: "left", "right", or "both" where sides are not told apart.
        largest: the largest angle that repeats; hip and lower back together.
        onset: the angle at which the lower back begins to move, which is the hip's own range; none where its
            95 % interval is as wide as the whole movement.
        largest_reason, onset_reason: why one of them is missing. `BACK_STILL` is no fault: the lower back
            kept still to the end, and the hip's own range is at least `largest`.
        repeat_sd_deg, onset_repeat_sd_deg: one standard deviation of `largest` and of `onset` against another
            measurement of the same hip, in which what errs always alike cancels out.
        yaw_off_deg: how far the camera stood off the advised direction; NaN when unknown.
    """

    movement: Movement
    side: str
    largest: Estimate | None = None
    onset: Estimate | None = None
    largest_reason: Reason = Reason.NONE
    onset_reason: Reason = Reason.NONE
    trials: tuple[Trial, ...] = ()
    repeat_sd_deg: float = NAN
    yaw_off_deg: float = NAN
    onset_repeat_sd_deg: float = NAN

    @property
    def back_kept_still(self) -> bool:
        """Whether the lower back was seen to keep still to the end."""
        return self.onset_reason is Reason.BACK_STILL
