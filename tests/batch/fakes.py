"""Trackers without pictures: what they see depends, like the real one's, on where they were begun."""

import random
from dataclasses import dataclass, field

import numpy as np

from posecoach.kinematics.landmarks import Landmark, Pose
from posecoach.video import Frame

TORSO_PX = 100.0


def pose_at(index: int, shift_px: float) -> Pose:
    """Somebody upright whose landmarks are all `shift_px` to the right of where they are."""
    image = np.zeros((33, 2))
    image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] = TORSO_PX
    image[:, 0] += shift_px
    return Pose(index / 25, (640, 480), image, np.zeros((33, 3)), np.ones(33), np.ones(33))


def frame_at(index: int) -> Frame:
    """A picture nobody looks at."""
    return Frame(np.zeros((2, 2, 3), np.uint8), index / 25, index)


@dataclass
class World:
    """What trackers see: `shift(begun, index)` px off, None for nobody; keeps count of the open ones."""

    seed: int = 0
    restless: float = 0.5
    blind: float = 0.1
    made: list["FakeTracker"] = field(default_factory=list)

    def see(self, begun: int, index: int) -> Pose | None:
        """The same tracker sees the same at the same frame; another one something else."""
        rng = random.Random(f"{self.seed} {begun} {index}")
        if rng.random() < self.blind:
            return None
        if rng.random() > self.restless:
            return pose_at(index, rng.choice((0.0, 1.0)))
        return pose_at(index, 10.0 * (1 + begun) + rng.uniform(0, 3))

    def make(self) -> "FakeTracker":
        """A new tracker; it begins with the first frame it is given."""
        tracker = FakeTracker(self)
        self.made.append(tracker)
        return tracker

    @property
    def open(self) -> int:
        """Trackers not closed yet."""
        return sum(not tracker.closed for tracker in self.made)


class FakeTracker:
    """One tracker of a `World`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begun: int | None = None
        self.closed = False

    def prepare(self, frame: Frame) -> int:
        return frame.index

    def detect(self, prepared: int) -> int:
        self._begun = prepared if self._begun is None else self._begun
        return prepared

    def read(self, detected: int) -> Pose | None:
        assert self._begun is not None and not self.closed
        return self._world.see(self._begun, detected)

    def close(self) -> None:
        self.closed = True
