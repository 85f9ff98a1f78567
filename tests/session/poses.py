"""Made-up landmarks and tracks; apart from the tests, so that programs they start need not load pytest."""

import numpy as np

from posecoach.kinematics.landmarks import Pose
from posecoach.session.track import TrackWriter

RNG = np.random.default_rng(1)
SIZE = (640, 480)


def make_pose(t_s, outline=None, motion=None):
    return Pose(
        t_s,
        SIZE,
        RNG.uniform(0, 640, (33, 2)).astype(np.float32),
        RNG.normal(0, 0.5, (33, 3)).astype(np.float32),
        RNG.uniform(0, 1, 33).astype(np.float32),
        RNG.uniform(0, 1, 33).astype(np.float32),
        outline,
        motion,
    )


def track_of(poses):
    writer = TrackWriter((640, 480))
    for index, pose in enumerate(poses):
        writer.add(index / 30, pose)
    return writer.build()
