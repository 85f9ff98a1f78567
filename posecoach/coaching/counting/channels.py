"""The signals that carry an exercise's rhythm: the one its file names, and one that moves along with it.

A companion hangs on other landmarks, so that it goes on where those of the first fail: seen from the side,
legs are taken for one another in a lunge while the hips still go up and down.
"""

import itertools
import math
from dataclasses import replace

from posecoach.coaching.counting.still_trunk import StillTrunk
from posecoach.coaching.signals import measure
from posecoach.exercises.definition import CountRule, Exercise
from posecoach.kinematics.body import Body

HIPS_SINK = 2 / 3
"""Sinking of the hips, in % of the torso, for each degree by which the front knee bends (rendered sets)."""

TRUNK_SINKS = 0.85
"""The same, as the pixels of the trunk show it (13 sets of body meshes: 0.6 to 1)."""

SAME_IN_PIXELS = {
    "hip_internal_rotation": ("pixel_across", "pixel_inward"),
    "trunk_inclination": ("pixel_lean", "pixel_forward"),
}
"""Signals which the motion of pixels tells in the same unit."""

IN_PIXELS = frozenset(("pixel_sinking", *itertools.chain(*SAME_IN_PIXELS.values())))
"""All signals which it tells."""

SHARES_LANDMARKS = {"knee_to_chest"}
"""The knee's distance is measured from the shoulders to the knee. It shares its noise with hip flexion (both
landmarks) and with the ankle's distance (the shoulders), so it is no second witness for either."""

APPROACH_PER_DEG = {"knee_to_chest": 0.8, "ankle_to_chest": 1.0}
"""By how much knee and ankle come nearer to the chest, in % of the torso, for each degree by which the hip
bends. The shin is held, so the ankle goes along. Hip flexion and the ankle's distance correlate by 0.95 in
sets of body meshes and by 0.25 in simulated time at rest (medians)."""

JUMP_DEG, JUMP_S = 15.0, 0.3
"""No hip bends or stretches by `JUMP_DEG` from one picture to the next. One leg was taken for the other, or
the landmarks are on their way from one leg to the other: the signals are left out, for up to `JUMP_S`. From
five sets of body meshes; checked on all other clips."""


class ExerciseSignals:
    """Reads the signals of one exercise from each body.

    Attributes:
        rules: one a signal; the first is the exercise's own.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.rules = (exercise.count, *_companions(exercise))
        self._trunk = StillTrunk()
        self._last_s, self._last_deg = -math.inf, math.nan

    def read(self, body: Body, leg: str) -> tuple[float, ...]:
        """The value of each signal, NaN where it is not seen; `leg` as for `measure`."""
        if not body.seen:
            return (math.nan,) * len(self.rules)
        first, *others = (_value(body, rule.signal, leg) for rule in self.rules)
        if self.rules[0].still == "trunk":
            if self._jumps(body.t_s, first):
                return (math.nan,) * len(self.rules)
            first = self._trunk.update(body.t_s, first, body.trunk_inclination_deg.value)
        return (first, *others)

    def _jumps(self, t_s: float, hip_deg: float) -> bool:
        """Whether the hip's flexion is not where it can have gone since it was last believed."""
        if abs(hip_deg - self._last_deg) > JUMP_DEG and t_s - self._last_s < JUMP_S:
            return True
        if not math.isnan(hip_deg):
            self._last_s, self._last_deg = t_s, hip_deg
        return False


def _value(body: Body, signal: str, leg: str) -> float:
    found = measure(body, signal, leg)
    return found.value if found.confidence > 0 else math.nan


def _companions(exercise: Exercise) -> tuple[CountRule, ...]:
    rule = exercise.count
    found: list[CountRule] = []
    if rule.signal == "knee_flexion" and exercise.position == "standing":
        found.append(_moving_along(rule, "hip_height", -HIPS_SINK))
        if rule.pixels:
            found.append(_moving_along(rule, "pixel_sinking", TRUNK_SINKS))
    if rule.signal == "hip_flexion" and rule.still == "trunk":
        found += [_moving_along(rule, signal, -share) for signal, share in APPROACH_PER_DEG.items()]
    if rule.pixels:
        found += [_moving_along(rule, signal, 1.0) for signal in SAME_IN_PIXELS.get(rule.signal, ())]
    return tuple(found)


def _moving_along(rule: CountRule, signal: str, per_unit: float) -> CountRule:
    return replace(
        rule,
        signal=signal,
        direction=rule.direction if per_unit > 0 else -rule.direction,
        min_range=abs(per_unit) * rule.min_range,
        still="nothing",
    )
