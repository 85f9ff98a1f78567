"""Which number of the body an exercise counts: its signal, on the right side, from the right leg."""

from posecoach.exercises.definition import CountRule, Exercise
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.filters import LowPass
from posecoach.kinematics.landmarks import Landmark as L

OTHER = {"left": "right", "right": "left", "both": "both"}

JOINTS = {
    "hip_flexion": (L.LEFT_HIP, L.RIGHT_HIP),
    "knee_flexion": (L.LEFT_KNEE, L.RIGHT_KNEE),
    "hip_internal_rotation": (L.LEFT_KNEE, L.RIGHT_KNEE),
    "trunk_inclination": (L.LEFT_HIP, L.RIGHT_HIP),
    "hip_height": (L.LEFT_HIP, L.RIGHT_HIP),
    "knee_travel": (L.LEFT_KNEE, L.RIGHT_KNEE),
    "foot_height": (L.LEFT_ANKLE, L.RIGHT_ANKLE),
}
"""The landmark beside which a signal's value belongs on the screen, (left, right)."""

UNSIDED = ("trunk_inclination", "hip_height")
"""Signals of the whole body, which are the same for either leg."""


def measure(body: Body, signal: str, leg: str) -> Measure:
    """The value of `signal` for `leg`: "left", "right", or "both" for the mean of the legs.

    A leg that is not believed at present gives way to the other when both are asked for.

    Raises:
        KeyError: there is no such signal.
    """
    if signal in UNSIDED:
        return body.hip_height_pct if signal == "hip_height" else body.trunk_inclination_deg
    left_right = _left_right(body, signal)
    if leg in ("left", "right"):
        return left_right.of(leg)
    left, right = left_right.left, left_right.right
    total = left.confidence + right.confidence
    if not total > 0:
        return Measure()
    value = (left.value * left.confidence + right.value * right.confidence) / total
    return Measure(value, max(left.confidence, right.confidence))


def _left_right(body: Body, signal: str) -> LeftRight:
    return {
        "hip_flexion": body.hip_flexion_deg,
        "knee_flexion": body.knee_flexion_deg,
        "hip_internal_rotation": body.hip_internal_rotation_deg,
        "knee_travel": body.knee_travel_pct,
        "foot_height": body.foot_height_pct,
    }[signal]


def counted_leg(rule: CountRule, side: str, body: Body) -> str:
    """Whose leg carries the signal when the hip of `side` is exercised."""
    if rule.leg == "front":
        return body.front or OTHER[side]
    return OTHER[side] if rule.leg == "other" else side


def working_joint(rule: CountRule, leg: str) -> int:
    """The landmark to write the signal beside."""
    return int(JOINTS[rule.signal][1 if leg == "right" else 0])


CHOICE_TAU_S = 1.0
"""Which side is exercised shows in the position held, over about this time."""


class SideChooser:
    """Finds out which hip is exercised when the person has not said, from the position held."""

    def __init__(self, exercise: Exercise, side: str) -> None:
        self._exercise = exercise
        # Where both hips are stretched at once, there is no side to choose, whatever was asked for. Where
        # nothing shows which one is, neither can be claimed.
        both = "both" in exercise.sides or (side == "auto" and _untold(exercise))
        self._auto = side == "auto" and not both
        self.side = "both" if both else exercise.sides[0] if side == "auto" else side
        self._lead = LowPass(CHOICE_TAU_S)

    def update(self, body: Body, locked: bool) -> str:
        """The side being exercised; it no longer changes while `locked`, as it must not within a set."""
        if self._auto and body.seen and not locked:
            lead = self._lead.update(body.t_s, self._left_lead(body))
            if lead == lead:
                self.side = "left" if lead > 0 else "right"
        return self.side

    def _left_lead(self, body: Body) -> float:
        """Positive when the left hip looks like the exercised one; NaN when that cannot be told."""
        if self._exercise.count.leg == "front":
            return {"left": -1.0, "right": 1.0}.get(body.front, float("nan"))
        if self._exercise.count.signal in ("hip_internal_rotation", "knee_travel"):
            # The foot of the other leg rests on the knee: its hip and knee are bent further.
            return body.hip_flexion_deg.right.value - body.hip_flexion_deg.left.value
        if self._exercise.count.signal in UNSIDED:
            return float("nan")
        signal = _left_right(body, self._exercise.count.signal)
        return self._exercise.count.direction * (signal.left.value - signal.right.value)


def _untold(exercise: Exercise) -> bool:
    """Whether the exercise is done on either side and neither its signal nor the stance tells on which."""
    rule = exercise.count
    return len(exercise.sides) > 1 and rule.signal in UNSIDED and rule.leg != "front"
