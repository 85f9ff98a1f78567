"""Which hip is exercised: as asked for, or as the body shows."""

import math

from posecoach.coaching.signals import OTHER, UNSIDED, left_right
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.filters import Held, LowPass

CHOICE_TAU_S = 1.0
"""Which side is exercised shows in the position held, over about this time."""

CLEAR_LEAD = 40.0
CLEAR_STRIDE = 0.45
"""A side is clear from this difference of the legs on: degrees of the hips and, for the foot that lies on
top, % of the torso added; or the distance of the feet in torso lengths. In 106 rendered sets one comes so far
on the wrong side, at a tenth of the light."""

WRONG_S = 3.0
"""The other side is held for this long before it is said."""

GOING_ON_S = 6.0
"""Somebody who was told and goes on moving the other side for this long is followed."""


class SideChooser:
    """Finds out which hip is exercised, and notices when it is another than was asked for.

    Attributes:
        side: the hip that is coached: "left", "right" or "both".
        wrong: the other side, while that one is clearly held or moved; else "".
        changed_s: when the side was last changed to the one that is done, against what was asked for or
            within a set; -inf before.
    """

    def __init__(self, exercise: Exercise, side: str) -> None:
        self._exercise = exercise
        # Where both hips are stretched at once, there is no side to choose, whatever was asked for. Where
        # nothing shows which one is, neither can be claimed.
        both = "both" in exercise.sides or (side == "auto" and _untold(exercise))
        self._auto = side == "auto" and not both
        self._sided = not both and len(exercise.sides) > 1
        self.side = "both" if both else exercise.sides[0] if side == "auto" else side
        self.wrong = ""
        self.changed_s = -math.inf
        self._lead = LowPass(CHOICE_TAU_S)
        self._other, self._told = Held(), Held()

    def update(self, body: Body, locked: bool) -> str:
        """The side being exercised; while `locked`, as within a set, only `watch` changes it."""
        if body.seen and self._sided:
            lead = self._lead.update(body.t_s, self._left_lead(body))
            if self._auto and not locked and lead == lead:
                self.side = "left" if lead > 0 else "right"
        return self.side

    def watch(self, body: Body, possible: bool, moving: bool) -> bool:
        """Whether the side has just been changed to the one that is done.

        Args:
            possible: the body is in the posture of the exercise, and the other leg in its place there.
            moving: the other leg moves regularly.
        """
        clear = abs(self._lead.value) >= (CLEAR_STRIDE if self._exercise.count.leg == "front" else CLEAR_LEAD)
        held = "left" if self._lead.value > 0 else "right"
        other = self._sided and body.seen and possible and clear and held == OTHER[self.side]
        told_s = self._told.held_s(self._other.held_s(other, body.t_s) >= WRONG_S, body.t_s)
        self.wrong = held if told_s >= 0.0 else ""
        if not (self.wrong and moving and (self._auto or told_s >= GOING_ON_S)):
            return False
        self.side, self.changed_s, self.wrong = held, body.t_s, ""
        return True

    def _left_lead(self, body: Body) -> float:
        """Positive when the left hip looks like the exercised one; NaN when that cannot be told."""
        if self._exercise.count.leg == "front":
            stride = body.split if body.split == body.split else CLEAR_STRIDE
            return {"left": -stride, "right": stride}.get(body.front, math.nan)
        if self._exercise.count.signal in ("hip_internal_rotation", "knee_travel"):
            # The foot of the other leg rests on the knee: it is higher, its hip and knee are bent further.
            hips, feet = body.hip_flexion_deg, body.foot_height_pct
            higher = feet.right.value - feet.left.value
            return hips.right.value - hips.left.value + (higher if higher == higher else 0.0)
        if self._exercise.count.signal in UNSIDED:
            return math.nan
        signal = left_right(body, self._exercise.count.signal)
        return self._exercise.count.direction * (signal.left.value - signal.right.value)


def _untold(exercise: Exercise) -> bool:
    """Whether the exercise is done on either side and neither its signal nor the stance tells on which."""
    rule = exercise.count
    return len(exercise.sides) > 1 and rule.signal in UNSIDED and rule.leg != "front"
