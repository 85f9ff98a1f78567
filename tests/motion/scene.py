"""Pictures of a textured person whose segments move in a known way, and the poses that go with them."""

import cv2
import numpy as np

from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose
from posecoach.motion.follower import Gray

SIZE = (480, 360)
SHOULDER, HIP, KNEE, ANKLE = (120.0, 180.0), (240.0, 180.0), (320.0, 130.0), (380.0, 190.0)
"""Somebody on the back, both sides at the same place; the torso is 120 px long."""


def pose_at(t_s: float, image_px: np.ndarray | None = None) -> Pose:
    """The person with arms beyond the head, away from the trunk."""
    if image_px is None:
        image_px = standing_points()
    ones = np.ones(33, np.float32)
    return Pose(t_s, SIZE, image_px.astype(np.float32), np.zeros((33, 3), np.float32), ones, ones)


def standing_points() -> np.ndarray:
    """Landmarks, shape (33, 2)."""
    points = np.tile(np.array([40.0, 120.0]), (33, 1))
    for left, right, place in (
        (L.LEFT_SHOULDER, L.RIGHT_SHOULDER, SHOULDER),
        (L.LEFT_HIP, L.RIGHT_HIP, HIP),
        (L.LEFT_KNEE, L.RIGHT_KNEE, KNEE),
        (L.LEFT_ANKLE, L.RIGHT_ANKLE, ANKLE),
    ):
        points[[left, right]] = place
    points[[L.LEFT_ELBOW, L.RIGHT_ELBOW]] = (80.0, 150.0)
    points[[L.LEFT_WRIST, L.RIGHT_WRIST]] = (45.0, 120.0)
    return points


def texture(seed: int, level: float = 1.0) -> np.ndarray:
    """Cloth: smooth random spots a few pixels wide, floats, shape (H, W)."""
    rng = np.random.default_rng(seed)
    fine = cv2.GaussianBlur(rng.normal(0, 1, SIZE[::-1]), (0, 0), 2.5)
    coarse = cv2.GaussianBlur(rng.normal(0, 1, SIZE[::-1]), (0, 0), 8)
    return level * (128 + 40 * fine / fine.std() + 25 * coarse / coarse.std())


def moved(scene: np.ndarray, turn: complex, about: complex, travel: complex) -> np.ndarray:
    """`scene` after x -> about + turn (x - about) + travel."""
    shift = about + travel - turn * about
    matrix = np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])
    return cv2.warpAffine(scene, matrix, SIZE, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)


def shot(scene: np.ndarray, noise: float = 0.0, seed: int = 0) -> Gray:
    """The picture a camera takes of it, with `noise` gray levels of noise."""
    grain = np.random.default_rng(seed).normal(0, noise, scene.shape) if noise else 0.0
    return np.clip(np.rint(scene + grain), 0, 255).astype(np.uint8)
