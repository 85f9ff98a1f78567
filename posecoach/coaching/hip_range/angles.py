"""The angle in one movement of a test: against where the trunk rested, or followed by the trunk's pixels."""

import numpy as np

from posecoach.coaching.hip_range.protocol import Movement, Protocol
from posecoach.coaching.hip_range.ramps import Ramp
from posecoach.coaching.hip_range.trace import SIDES, Array, Trace

REST_BEFORE_S = 1.0
"""Where the trunk lay is its median over this time before a movement begins."""

FOLLOWED = 0.95
"""The share of a movement's pictures in which the trunk's pixels must be followed: a gap is a turn missed."""


def angles_of(trace: Trace, protocol: Protocol, side: str, ramp: Ramp) -> tuple[Array, Array]:
    """How far one movement has come, and the tested angle in it; both hold for this movement only."""
    course, angle = course_of(trace, side), trace.angle_deg[side if side in SIDES else "left"]
    if protocol.resting_trunk:
        return course, _against_rest(trace, angle, ramp)
    if protocol.movement is Movement.LEAN:
        turned = _by_pixels(trace, angle, ramp)
        return turned, turned
    return course, angle


def _by_pixels(trace: Trace, angle: Array, ramp: Ramp) -> Array:
    """The trunk's lean at its end as the landmarks have it, and on the way there as its pixels turned.

    Half-way, the landmarks' line from hips to shoulders stands up to 7 degrees too upright and then jumps;
    the pixels follow the true line within 2 (docs/accuracy.md). Where they were lost the landmarks remain.
    """
    if np.isfinite(trace.turned_deg[ramp.start : ramp.top + 1]).mean() < FOLLOWED:
        return angle
    stay = slice(max(ramp.top - 1, 0), ramp.end)
    apart = angle[stay] - trace.turned_deg[stay]
    apart = apart[np.isfinite(apart)]
    return np.asarray(trace.turned_deg + float(np.median(apart))) if len(apart) else angle


def _against_rest(trace: Trace, angle: Array, ramp: Ramp) -> Array:
    """The angle as if the trunk had stayed where it lay before the movement: a pelvis that curls up lifts the
    hips, and with them turns the line from shoulder to hip, though the rib cage rests on the mat."""
    begun_s = trace.t_s[ramp.start]
    before = (trace.t_s >= begun_s - REST_BEFORE_S) & (trace.t_s <= begun_s)
    rest = trace.trunk_deg[before]
    rest = rest[np.isfinite(rest)]
    if not len(rest):
        return angle
    return np.asarray(angle + trace.trunk_deg - float(np.median(rest)))


def course_of(trace: Trace, side: str) -> Array:
    """What tells how far the movements of the hip of `side` have come."""
    return trace.course_deg[side if side in SIDES else "left"]
