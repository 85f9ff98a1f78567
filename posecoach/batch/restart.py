"""A pose tracker that starts afresh now and then, so that any stretch of a video can be tracked on its own.

MediaPipe's tracker carries everything it has seen: where it looks next, and filters that forget over many
seconds. Begun in the middle of a video it never comes back to the same figures as one begun at the start
(measured in docs/performance.md). So that the number of processes cannot change a result, every analysis of
a recording starts a new tracker at the same frames, between the blocks of `block_frames`, whether it runs in
one process or in many; the new one takes over as soon as both agree.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from posecoach.kinematics.landmarks import Landmark, Pose, torso_length
from posecoach.pose.estimator import StepwiseEstimator
from posecoach.video import Frame

BLOCK_FRAMES = 1200
"""40 s at 30 frames a second: the longest block, and a video that is no longer is one block."""

EVEN_PARTS = 4
"""A long video has a multiple of so many blocks, all of one length, so that 2 or 4 processes have the same to
do, and many nearly so. A restart costs 9 to 40 frames' work and a model to load: 1-2 % with such blocks."""

SETTLE_FRAMES = 8
"""A new tracker is not used before it has seen this many frames (about 8, docs/measurements.md)."""

OVERLAP_FRAMES = 40
"""Frames a new tracker has to agree with the old one; if it never does, the old one goes on alone."""

AGREE_TORSO = 0.04
"""Two trackers agree when no joint that matters is further apart than this, in torso lengths; landmarks of a
still person wander about as much."""

L = Landmark
JOINTS = (
    L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP,
    L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE,
)  # fmt: skip


def block_frames(frames: int | None) -> int:
    """Frames between restarts in a video of about `frames` (None: unknown): BLOCK_FRAMES, or down to half."""
    if frames is None or frames <= BLOCK_FRAMES:
        return BLOCK_FRAMES
    parts = 2 if frames <= 2 * BLOCK_FRAMES else EVEN_PARTS * -(-frames // (EVEN_PARTS * BLOCK_FRAMES))
    return -(-frames // parts)


@dataclass(frozen=True, slots=True)
class Restarts:
    """Where new trackers may start: at multiples of `block` frames above `after` and below `before`."""

    block: int = BLOCK_FRAMES
    after: int = 0
    before: int | None = None

    def at(self, index: int) -> bool:
        """Whether frame `index` is such a place."""
        return index % self.block == 0 and index > self.after and (self.before is None or index < self.before)


class RestartingTracker:
    """Follows the person with one tracker after the other. Also a `PoseEstimator`.

    Attributes:
        began: the frame at which the tracker in use was started.
    """

    def __init__(self, make: Callable[[], StepwiseEstimator], restarts: Restarts | None = None) -> None:
        self._make = make
        self._restarts = restarts or Restarts()
        self._tracker = make()
        self._next: StepwiseEstimator | None = None
        self._next_began = 0
        self.began = 0

    def prepare(self, frame: Frame) -> Any:
        """A frame as the trackers take it; another thread may do this ahead of `follow`."""
        return self._tracker.prepare(frame)

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in `frame`."""
        return self.follow(frame.index, self.prepare(frame))

    def follow(self, index: int, prepared: Any) -> Pose | None:
        """The pose in the prepared frame with this index; frames come in order."""
        pose = self._tracker.read(self._tracker.detect(prepared))
        if self._restarts.at(index):
            self._give_up_next()
            self._next, self._next_began = self._make(), index
        if self._next is None:
            return pose
        fresh = self._next.read(self._next.detect(prepared))
        age = index - self._next_began
        if takes_over(age, pose, fresh):
            self._tracker.close()
            self._tracker, self._next, self.began = self._next, None, self._next_began
            return fresh
        if age >= OVERLAP_FRAMES - 1:
            self._give_up_next()
        return pose

    def close(self) -> None:
        self._give_up_next()
        self._tracker.close()

    def _give_up_next(self) -> None:
        if self._next is not None:
            self._next.close()
            self._next = None


def takes_over(age: int, old: Pose | None, new: Pose | None) -> bool:
    """Whether a tracker that is `age` frames old and sees `new` replaces the one that sees `old`."""
    if age < SETTLE_FRAMES:
        return False
    if old is None:
        return True  # nothing to lose, and nobody to confuse with
    return new is not None and _apart_torso(old, new) <= AGREE_TORSO


def _apart_torso(one: Pose, other: Pose) -> float:
    """Largest distance between the same joint in both, in torso lengths."""
    apart_px = float(np.linalg.norm(one.image_px[[*JOINTS]] - other.image_px[[*JOINTS]], axis=1).max())
    return apart_px / max(1.0, torso_length(one.image_px))


def usable_cores() -> int:
    """Cores this process may run on; fewer than the machine has, in a container or under taskset."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs_for(frames: int | None) -> int:
    """Processes for one video: one for a short one, which would be done before others have started."""
    return max(1, min(usable_cores(), -(-(frames or 0) // block_frames(frames))))
