"""The knee of a planar two-link chain, given hip and ankle; lengths of thigh and shank are learned.

In the side view a thigh and a shank keep their lengths in the picture, so hip and ankle alone fix the knee
(two circles meet in two points; a knee bends one way only). This bridges a knee that the estimator puts on
the other leg, and steadies one that it sees: the two estimates err independently.
"""

import math

from posecoach.kinematics.filters import RunningMedian
from posecoach.kinematics.geometry import Point, cross_2d, distance, minus, ramp, signed_angle_deg

LENGTHS_S = 12.0
"""Lengths follow the last so many seconds: several reps, and a slow turn of the body."""

BENT_FROM_DEG, BENT_FULLY_DEG = 25.0, 50.0
"""Knee bend below which the links are too nearly in line to place the knee, and above which the chain has its
full weight."""

CHAIN_WEIGHT = 0.5
"""Weight of the chain's knee against the landmark's, whose errors are independent."""

SIDE_VIEW_YAW_DEG = 30.0

DISAGREEMENT_TORSO = (0.1, 0.2)
"""The further landmark and chain lie apart, the likelier one of them is wrong, and their mean would be,
too: between these the chain's weight falls to 0, gradually, as a step in the knee would be a pulse."""

JUMP_TORSO = 0.12
MEMORY_S = 0.4
"""An ankle that moves further than this between frames has been taken for the other one."""


class TwoLinkChain:
    """One leg: running medians of its lengths, and the side of the line hip to ankle that the knee is on."""

    def __init__(self) -> None:
        self._thigh = RunningMedian(LENGTHS_S)
        self._shank = RunningMedian(LENGTHS_S)
        self._bend_side = 0.0
        self._ankle: tuple[float, Point] = (-math.inf, (0.0, 0.0))

    def update(
        self, t_s: float, hip: Point, knee: Point, ankle: Point, plausible: bool, torso_px: float
    ) -> Point | None:
        """The knee, px: the weighted mean of landmark and chain, or the chain alone where the landmark is not
        `plausible`; None where the chain is undetermined, too.
        """
        calm = self._ankle_is_calm(t_s, ankle, torso_px)
        if plausible:
            thigh = self._thigh.update(t_s, distance(hip, knee))
            shank = self._shank.update(t_s, distance(knee, ankle))
            side = cross_2d(minus(ankle, hip), minus(knee, hip))
            self._bend_side += 0.1 * (math.copysign(1.0, side) - self._bend_side)
        else:
            thigh, shank = self._thigh.value, self._shank.value
        chain = self._solve(hip, ankle, thigh, shank)
        if chain is None:
            return knee if plausible else None
        if not plausible:
            return chain if calm else None
        agreement = 1.0 - ramp(distance(chain, knee) / torso_px, *DISAGREEMENT_TORSO)
        weight = CHAIN_WEIGHT * agreement * _conditioning(hip, chain, ankle)
        return (knee[0] + weight * (chain[0] - knee[0]), knee[1] + weight * (chain[1] - knee[1]))

    def _ankle_is_calm(self, t_s: float, ankle: Point, torso_px: float) -> bool:
        """Whether the ankle is near where it was; in a swap of the legs it jumps together with the knee."""
        seen_s, place = self._ankle
        calm = t_s - seen_s > MEMORY_S or distance(ankle, place) < JUMP_TORSO * torso_px
        if calm:
            self._ankle = (t_s, ankle)
        return calm

    def _solve(self, hip: Point, ankle: Point, thigh: float, shank: float) -> Point | None:
        """The knee by the law of cosines; None for an impossible leg, or while its side is not known."""
        reach = distance(hip, ankle)
        if not (thigh > 0 and shank > 0 and abs(thigh - shank) < reach < thigh + shank):
            return None
        if abs(self._bend_side) < 0.5:
            return None
        along = (reach * reach + thigh * thigh - shank * shank) / (2 * reach)
        off = math.copysign(math.sqrt(max(0.0, thigh * thigh - along * along)), self._bend_side)
        x, y = (ankle[0] - hip[0]) / reach, (ankle[1] - hip[1]) / reach
        return (hip[0] + along * x - off * y, hip[1] + along * y + off * x)


def _conditioning(hip: Point, knee: Point, ankle: Point) -> float:
    """0 for a straight leg, 1 for a bent one."""
    thigh, shank = minus(knee, hip), minus(ankle, knee)
    return ramp(abs(signed_angle_deg(thigh, shank)), BENT_FROM_DEG, BENT_FULLY_DEG)
