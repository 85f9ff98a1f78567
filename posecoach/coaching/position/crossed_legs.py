"""Notices the inward rotation where the knee is to be drawn to the chest: one foot lies on the other knee."""

from posecoach.coaching.position.both_legs import MOSTLY, SELDOM, TOGETHER_TAU_S, draws_one_knee_up
from posecoach.coaching.signals import OTHER
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.filters import LowPass

AT_CHEST_DEG, BENT_DEG = 110.0, 30.0
"""From the first on a hip is near the end of its range, whatever the foot does. The hip of the leg below is
bent by more than the second: by 38 to 78 degrees in inward rotations."""


class CrossedLegs:
    """Follows whether a foot lies on the other knee."""

    def __init__(self, exercise: Exercise) -> None:
        self._watched = draws_one_knee_up(exercise)
        self._share = LowPass(TOGETHER_TAU_S)
        self._crossed = False

    def update(self, body: Body) -> bool:
        """Take the body at the next moment; whether the legs are crossed."""
        if self._watched and body.seen:
            share = self._share.update(body.t_s, float(_crossed(body)))
            self._crossed = share >= (SELDOM if self._crossed else MOSTLY)
        return self._crossed


def _crossed(body: Body) -> bool:
    if not body.crossed:
        return False
    over, below = (body.hip_flexion_deg.of(leg).value for leg in (body.crossed, OTHER[body.crossed]))
    return over < AT_CHEST_DEG and below > BENT_DEG
