"""Segments followed over several processes: the same motion, to the last bit, as in one."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from posecoach.batch.restart import OVERLAP_FRAMES, SETTLE_FRAMES, RestartingTracker, Restarts
from posecoach.batch.segments import Feed, plan_stretches, stitched
from posecoach.batch.stretch import Stretch, TrackedFrame
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.segment_motion import DX, Segment
from posecoach.motion.follower import Gray, SegmentFollower
from posecoach.motion.tracker import MotionTracker
from posecoach.video import Frame
from tests.motion.scene import moved, pose_at, shot, standing_points, texture

BLOCK, FRAMES = 60, 150
SCENE = texture(1)


@cache
def picture(index: int) -> Gray:
    return shot(moved(SCENE, 1, 0, 4 * np.exp(0.2j * index)), 3, index)


class Wavering:
    """An estimator whose landmarks waver in their own way, depending on where it was begun."""

    def __init__(self) -> None:
        self._begun: int | None = None

    def estimate(self, frame: Frame) -> Pose | None:
        return self.read(self.detect(self.prepare(frame)))

    def prepare(self, frame: Frame) -> int:
        return frame.index

    def detect(self, prepared: int) -> int:
        self._begun = prepared if self._begun is None else self._begun
        return prepared

    def read(self, detected: int) -> Pose | None:
        rng = np.random.default_rng([self._begun or 0, detected])
        return pose_at(detected / 25, standing_points() + rng.normal(0, 0.5, (33, 2)))

    def close(self) -> None:
        pass


def stretch_frames(stretch: Stretch) -> Iterator[TrackedFrame]:
    end = FRAMES if stretch.end is None else min(FRAMES, stretch.end + OVERLAP_FRAMES)
    tracker = RestartingTracker(
        lambda: MotionTracker(Wavering(), SegmentFollower()),
        Restarts(BLOCK, after=stretch.start, before=stretch.end),
    )
    tracker.began = stretch.begin
    for index in range(stretch.begin, end):
        image = np.repeat(picture(index)[..., None], 3, axis=2)
        pose = tracker.estimate(Frame(image, index / 25, index))
        if index >= stretch.start:
            yield TrackedFrame(index / 25, pose, tracker.began)


def motions(frames: Iterator[TrackedFrame]) -> list[bytes | None]:
    poses = [frame.pose for frame in frames]
    return [None if pose is None or pose.motion is None else pose.motion.tobytes() for pose in poses]


def test_two_processes_give_the_motion_of_one() -> None:
    alone = motions(stretch_frames(Stretch(0, 0, None, BLOCK)))
    stretches = plan_stretches(FRAMES, 2, BLOCK)
    assert len(stretches) == 2

    def feed(stretch: Stretch) -> Feed:
        return Feed(stretch.start, stretch_frames(stretch))

    assert motions(stitched([feed(stretch) for stretch in stretches], stretches, feed)) == alone


def test_a_new_tracker_brings_a_motion_that_is_running_already() -> None:
    poses = [frame.pose for frame in stretch_frames(Stretch(0, 0, None, BLOCK))]
    assert poses[0] is not None and poses[0].motion is None
    moving = [pose.motion is not None for pose in poses[1:] if pose is not None]
    assert all(moving) and len(moving) == FRAMES - 1
    after = poses[BLOCK + SETTLE_FRAMES]
    assert after is not None and after.motion is not None and abs(after.motion[Segment.TRUNK, DX]) < 1.0
