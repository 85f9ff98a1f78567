"""Which number of the body an exercise counts: its signal, on the right side, from the right leg."""

from collections.abc import Callable

from posecoach.exercises.definition import CountRule
from posecoach.kinematics.body import Body, LeftRight, Measure
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
    "foot_over": (L.LEFT_ANKLE, L.RIGHT_ANKLE),
}
"""The landmark beside which a signal's value belongs on the screen, (left, right)."""

UNSIDED = ("trunk_inclination", "hip_height", "foot_over", "pixel_sinking", "pixel_lean", "pixel_forward")
"""Signals of the whole body, which are the same for either leg."""

_WHOLE: dict[str, Callable[[Body], Measure]] = {
    "hip_height": lambda body: body.hip_height_pct,
    "trunk_inclination": lambda body: body.trunk_inclination_deg,
    "pixel_sinking": lambda body: body.pixels.sinking_pct,
    "pixel_lean": lambda body: body.pixels.lean_deg,
    "pixel_forward": lambda body: body.pixels.forward_deg,
}
_SIDED: dict[str, Callable[[Body], LeftRight]] = {
    "hip_flexion": lambda body: body.hip_flexion_deg,
    "knee_flexion": lambda body: body.knee_flexion_deg,
    "hip_internal_rotation": lambda body: body.hip_internal_rotation_deg,
    "knee_travel": lambda body: body.knee_travel_pct,
    "foot_height": lambda body: body.foot_height_pct,
    "knee_to_chest": lambda body: body.knee_to_chest_pct,
    "ankle_to_chest": lambda body: body.ankle_to_chest_pct,
    "pixel_inward": lambda body: body.pixels.inward_deg,
    "pixel_across": lambda body: body.pixels.across_deg,
}


def measure(body: Body, signal: str, leg: str) -> Measure:
    """The value of `signal` for `leg`: "left", "right", or "both" for the mean of the legs.

    A leg that is not believed at present gives way to the other when both are asked for.

    Raises:
        KeyError: there is no such signal.
    """
    if signal == "foot_over":
        feet = body.foot_height_pct
        over = abs(feet.left.value - feet.right.value)
        return Measure(over, min(feet.left.confidence, feet.right.confidence))
    if signal in UNSIDED:
        return _WHOLE[signal](body)
    sides = left_right(body, signal)
    if leg in ("left", "right"):
        return sides.of(leg)
    left, right = sides.left, sides.right
    total = left.confidence + right.confidence
    if not total > 0:
        return Measure()
    value = (left.value * left.confidence + right.value * right.confidence) / total
    return Measure(value, max(left.confidence, right.confidence))


def left_right(body: Body, signal: str) -> LeftRight:
    """The value of `signal`, which is none of `UNSIDED`, for both legs."""
    return _SIDED[signal](body)


def counted_leg(rule: CountRule, side: str, body: Body) -> str:
    """Whose leg carries the signal when the hip of `side` is exercised."""
    if rule.leg == "front":
        return body.front or OTHER[side]
    return OTHER[side] if rule.leg == "other" else side


def working_joint(rule: CountRule, leg: str) -> int:
    """The landmark to write the signal beside."""
    return int(JOINTS[rule.signal][1 if leg == "right" else 0])
