"""Which leg is which: keeps the two legs apart by continuity when the estimator swaps its labels.

Seen from the side, the estimator exchanges left and right at the bottom of nearly every lunge (76 of 961
frames in one clip). A leg cannot jump across the body between two frames, so the labels of a frame are
exchanged when that makes both legs move less. Most frames are labelled well, so labels that disagree with
this in the majority of the last seconds are accepted again. After a gap the labels are accepted as they are.
"""

from posecoach.kinematics.body import LOST_S
from posecoach.kinematics.geometry import Point, distance
from posecoach.kinematics.landmarks import Landmark as L

KNEES, ANKLES = (L.LEFT_KNEE, L.RIGHT_KNEE), (L.LEFT_ANKLE, L.RIGHT_ANKLE)
LEG_PAIRS = (
    KNEES,
    ANKLES,
    (L.LEFT_HEEL, L.RIGHT_HEEL),
    (L.LEFT_FOOT_INDEX, L.RIGHT_FOOT_INDEX),
)
"""The hips keep their labels where the legs lose theirs: in 91 of 104 swaps in real tracks."""

DECIDING_PAIRS = KNEES, ANKLES

SWAP_MARGIN_TORSO = 0.15
"""An exchange must save this much travel (torso lengths, knees and ankles together): well above jitter."""

JUMP_TORSO = 0.5
JUMP_S = 0.3
"""If both assignments mean more travel than this since the frame before (torso lengths in all), the estimator
is between two labellings: the frame is not used as the reference for the next one, for `JUMP_S` at most."""

MAJORITY_TAU_S = 3.0
FIRST_TAU_S = 0.3
"""Time constant of the vote between labels and continuity; at first only as long as the legs have been
followed, because the very first labels may be the wrong ones. Of somebody who draws one knee up, labels are
exchanged for seconds at a time: with 2 s the hip of one such set was followed from leg to leg. With 4 s, legs
drawn up in turn are taken for one another."""

MOST_VOTE_S = 0.1
"""Longest time that one frame counts for in the vote, however long the gap before it."""

MAJORITY = 0.6
"""Share of disagreeing frames above which the labels win."""


class LegTracker:
    """Decides for each frame whether the estimator's left and right legs are exchanged."""

    def __init__(self) -> None:
        self._last: list[Point] | None = None
        self._t_s = 0.0
        self._begin_s = 0.0
        self._disagreement = 0.0

    def swapped(self, t_s: float, points: list[Point], torso_px: float) -> bool:
        """True when the legs in `points` (33 image landmarks, px) are labelled the wrong way round."""
        gap_s = t_s - self._t_s
        if self._last is None or gap_s > LOST_S:
            return self._restart(t_s, points)
        stay = exchange = 0.0
        for left, right in DECIDING_PAIRS:
            stay += distance(points[left], self._last[left]) + distance(points[right], self._last[right])
            exchange += distance(points[left], self._last[right]) + distance(points[right], self._last[left])
        if min(stay, exchange) > JUMP_TORSO * torso_px:
            return exchange < stay if gap_s < JUMP_S else self._restart(t_s, points)
        self._t_s = t_s
        swapped = exchange + SWAP_MARGIN_TORSO * torso_px < stay
        if abs(exchange - stay) < SWAP_MARGIN_TORSO * torso_px:
            swapped = self._disagreement > 0.5 and exchange <= stay
        memory_s = max(FIRST_TAU_S, min(MAJORITY_TAU_S, t_s - self._begin_s))
        share = min(gap_s, MOST_VOTE_S) / memory_s
        self._disagreement += share * (float(swapped) - self._disagreement)
        if self._disagreement > MAJORITY:
            swapped = False
            self._disagreement = 0.0
        self._last = exchange_legs(points) if swapped else points
        return swapped

    def _restart(self, t_s: float, points: list[Point]) -> bool:
        """Accept the labels of this frame and follow the legs from here."""
        self._disagreement = 0.0
        self._last, self._t_s, self._begin_s = points, t_s, t_s
        return False


def exchange_legs(points: list[Point]) -> list[Point]:
    """A copy of the 33 `points` with the left and right legs exchanged, knees to toes."""
    exchanged = list(points)
    for left, right in LEG_PAIRS:
        exchanged[left], exchanged[right] = points[right], points[left]
    return exchanged
