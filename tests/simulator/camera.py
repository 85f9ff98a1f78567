"""A perspective camera: from points in the room to pixels and to MediaPipe's camera-aligned metres."""

from dataclasses import dataclass

import numpy as np

from posecoach.kinematics.figure import unit
from posecoach.kinematics.landmarks import Landmark
from tests.simulator.vectors import Array

FOCAL_OF_LONGER_SIDE = 0.742
"""Focal length over the picture's longer side: 475 px at 640x480, from the rendered clips (a torso of
0.5 m at 2.5 m is 95 px). Webcams and phones lie between 0.6 and 0.9."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands.

    `side` is the person's side it looks at. `yaw_deg` turns it off the square view: positive toward the
    head of a lying, toward the front of a standing or sitting person. `mirrored` flips the picture, as
    a selfie camera does: the pose estimator then takes left for right.
    """

    side: str = "right"
    yaw_deg: float = 0.0
    height_m: float = 0.8
    distance_m: float = 2.5
    size_px: tuple[int, int] = (640, 480)
    focal: float = FOCAL_OF_LONGER_SIDE
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """`image_px` (n, 33, 2) and `world_m` (n, 33, 3) without any error; `near`: the nearer side."""

    image_px: Array
    world_m: Array
    near: str


# What the estimator takes for what in a mirrored picture.
OTHER_LABEL = [
    int(Landmark[mark.name.replace("LEFT", "\0").replace("RIGHT", "LEFT").replace("\0", "RIGHT")])
    for mark in Landmark
]


def take_picture(points: Array, camera: Camera, target: Array, towards: float) -> Picture:
    """Project `points` (n, 33, 3); the camera aims at `target` (3,).

    `towards` is +1 when positive yaw moves the camera to +x (front of a standing person), -1 for -x (head
    of a lying one).
    """
    sign = 1.0 if camera.side == "left" else -1.0
    yaw = np.radians(camera.yaw_deg)
    flat = np.array([np.sin(yaw) * towards, np.cos(yaw) * sign, 0.0]) * camera.distance_m
    eye = np.array([target[0], target[1], camera.height_m]) + flat
    forward = unit(target - eye)
    right = unit(np.cross(forward, np.array([0.0, 0.0, 1.0])))
    axes = np.stack([right, np.cross(forward, right), forward])
    seen = (points - eye) @ axes.T
    width, height = camera.size_px
    focal_px = camera.focal * max(width, height)
    image = seen[..., :2] / np.maximum(seen[..., 2:], 0.2) * focal_px + np.array([width / 2, height / 2])
    hips = (seen[:, Landmark.LEFT_HIP] + seen[:, Landmark.RIGHT_HIP]) / 2
    world = seen - hips[:, None]
    near = camera.side
    if camera.mirrored:
        image[..., 0] = width - image[..., 0]
        world[..., 0] *= -1
        image, world = image[:, OTHER_LABEL], world[:, OTHER_LABEL]
        near = "left" if near == "right" else "right"
    return Picture(image, world, near)
