"""The same frames seen otherwise: mirrored, later, larger, or fewer a second."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from posecoach.kinematics.landmarks import Pose
from tests.simulator.camera import OTHER_LABEL

Frames = Sequence[tuple[float, Pose | None]]


def mirrored(frames: Frames) -> Frames:
    """As a selfie camera shows them: left is taken for right."""

    def flip(pose: Pose) -> Pose:
        image = pose.image_px[OTHER_LABEL] * [-1, 1] + [pose.size_px[0], 0]
        world = pose.world_m[OTHER_LABEL] * [-1, 1, 1]
        outline = None if pose.outline is None else pose.outline[:, ::-1]
        seen, there = pose.visibility[OTHER_LABEL], pose.presence[OTHER_LABEL]
        return Pose(pose.t_s, pose.size_px, image, world, seen, there, outline)

    return [(t_s, None if pose is None else flip(pose)) for t_s, pose in frames]


def later(frames: Frames, by_s: float) -> Frames:
    """The same at another time."""
    return [(t_s + by_s, None if pose is None else replace(pose, t_s=t_s + by_s)) for t_s, pose in frames]


def scaled(frames: Frames, by: float) -> Frames:
    """The same in a larger or smaller picture."""

    def scale(pose: Pose) -> Pose:
        width, height = pose.size_px
        return replace(pose, size_px=(round(width * by), round(height * by)), image_px=pose.image_px * by)

    return [(t_s, None if pose is None else scale(pose)) for t_s, pose in frames]


def every(frames: Frames, step: int) -> Frames:
    """Only each `step`-th frame."""
    return [frames[index] for index in range(0, len(frames), step)]


def frozen(frames: Frames, rng: np.random.Generator, pct: float) -> Frames:
    """The first pose for ever, with white noise of `pct` % of the picture's height on every landmark."""
    first = next(pose for _, pose in frames if pose is not None)
    sigma = first.size_px[1] * pct / 100

    def noisy(t_s: float) -> Pose:
        return replace(first, t_s=t_s, image_px=first.image_px + rng.normal(0, sigma, first.image_px.shape))

    return [(t_s, noisy(t_s)) for t_s, _ in frames]
