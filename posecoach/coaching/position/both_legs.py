"""Notices both legs drawn up at once where the exercise is done with one."""

from collections import deque

import numpy as np

from posecoach.coaching.position.viewpoint import MOST_END_ON_DEG
from posecoach.coaching.signals import UNSIDED, left_right
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.filters import LowPass

ALIKE_DEG = 25.0
"""Both thighs are held alike if their angles differ by less. Pulled together, they differ by up to 23 degrees
in three quarters of the frames of a rendered set."""

TOGETHER_TAU_S = 1.0
MOSTLY, SELDOM = 0.7, 0.3
"""Both legs are up from, and until, this share of the last second or so: an estimator that puts a hidden leg
where the near one is does so for moments."""

LEAST_SAMPLES = 4
MOVED_S = 3.0
ALONE_RATIO, LEAST_CORRELATION = 3.0, 0.0
"""Where the thighs moved in the last seconds, they did so together unless one moved so many times as far as
the other, or they moved against each other: then one knee is pulled, and the other is held, or hidden and
misplaced. In the rendered set of both knees the ratio is 1.5 to 2.2, the correlation 0.3 to 0.96."""


def draws_one_knee_up(exercise: Exercise) -> bool:
    """Whether an exercise counts the angle of one hip and wants that foot lifted."""
    needs = {need.signal for need in exercise.require}
    sided = "both" not in exercise.sides and not needs & set(UNSIDED)
    return sided and exercise.count.signal == "hip_flexion" and "foot_height" in needs


class BothLegs:
    """Follows whether both legs do what an exercise asks of one.

    Only for an exercise that `draws_one_knee_up`: other requirements the resting leg may well meet, too.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._watched = draws_one_knee_up(exercise)
        self._needs = exercise.require
        self._least_deg = 2.0 * exercise.count.min_range
        self._share = LowPass(TOGETHER_TAU_S)
        self._hips: deque[tuple[float, float, float]] = deque()
        self._up = False

    def update(self, body: Body) -> bool:
        """Take the body at the next moment; whether both legs are at it."""
        if not self._watched or not body.seen:
            return self._up
        hips = body.hip_flexion_deg
        if not min(hips.left.confidence, hips.right.confidence) > 0:
            return self._up
        alike = self._alike(body)
        if alike:
            self._hips.append((body.t_s, hips.left.value, hips.right.value))
        else:
            self._hips.clear()  # one that is drawn up after the other does not move alone
        while self._hips and self._hips[0][0] < body.t_s - MOVED_S:
            self._hips.popleft()
        share = self._share.update(body.t_s, float(alike))
        self._up = share >= (SELDOM if self._up else MOSTLY) and not self._apart()
        return self._up

    def _alike(self, body: Body) -> bool:
        for need in self._needs:
            legs = left_right(body, need.signal)
            for leg in (legs.left, legs.right):
                if not (leg.confidence > 0 and need.at_least <= leg.value <= need.at_most):
                    return False
        if body.view.end_on_deg > MOST_END_ON_DEG:  # from there the legs hide each other
            return False
        return abs(body.hip_flexion_deg.left.value - body.hip_flexion_deg.right.value) < ALIKE_DEG

    def _apart(self) -> bool:
        """Whether the thighs moved, and not as one."""
        if len(self._hips) < LEAST_SAMPLES:
            return False
        _, left, right = np.array(self._hips).T
        less, more = sorted((np.ptp(left), np.ptp(right)))
        if more < self._least_deg:
            return False
        if more >= ALONE_RATIO * less:
            return True
        return float(np.corrcoef(left, right)[0, 1]) < LEAST_CORRELATION
