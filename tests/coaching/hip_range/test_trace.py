"""What is kept of every picture of a test."""

import numpy as np

from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.trace import TraceBuilder
from posecoach.kinematics.body import Body, LeftRight, Measure


def test_in_the_split_stance_only_the_rear_hip_is_measured():
    """In a lunge both knees bend, and the hip of the front leg flexes far."""
    flexion = LeftRight(Measure(-10.0, 1.0), Measure(100.0, 1.0))
    bend = LeftRight(Measure(80.0, 1.0), Measure(95.0, 1.0))
    body = Body(0.0, seen=True, hip_flexion_deg=flexion, knee_flexion_deg=bend, front="right")
    builder = TraceBuilder(PROTOCOLS[Movement.EXTENSION])
    builder.add(body)
    trace = builder.build()

    assert trace.angle_deg["left"][0] == 10.0
    assert trace.course_deg["left"][0] == 95.0
    assert np.isnan(trace.angle_deg["right"][0]) and np.isnan(trace.course_deg["right"][0])
