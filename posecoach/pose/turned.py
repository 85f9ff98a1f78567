"""A picture turned about its middle, and what was found in it told for the picture as it was."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import FloatArray, Pose

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Turn:
    """How pictures of one size are turned.

    Attributes:
        deg: counter-clockwise, degrees.
        size_px: width and height of the pictures as they are.
        canvas_px: width and height of a turned one, which holds all of the picture.
        forth: shape (2, 3), from points of the picture to those of the canvas.
    """

    deg: float
    size_px: tuple[int, int]
    canvas_px: tuple[int, int]
    forth: NDArray[np.float64]

    def picture(self, picture: Picture) -> Picture:
        """`picture` turned; its edges go on into the corners, so that there are no edges where none are."""
        turned = cv2.warpAffine(picture, self.forth, self.canvas_px, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(turned, np.uint8)

    def back(self, pose: Pose) -> Pose:
        """`pose`, found in the turned picture, as it lies in the picture itself.

        The outline is measured from the trunk, so it stays as it is.
        """
        turn, shift = self.forth[:, :2], self.forth[:, 2]
        image: FloatArray = ((pose.image_px - shift) @ turn).astype(np.float32)
        world = pose.world_m.copy()
        world[:, :2] = world[:, :2] @ turn  # z points away from the camera, about which all was turned
        return replace(pose, size_px=self.size_px, image_px=image, world_m=world)


def turn_of(size_px: tuple[int, int], deg: float, step: int = 1) -> Turn:
    """The turn of pictures of a size; the canvas' width is a multiple of `step`."""
    width, height = size_px
    forth = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), deg, 1.0), np.float64)
    cos, sin = abs(math.cos(math.radians(deg))), abs(math.sin(math.radians(deg)))
    wide, high = math.ceil(width * cos + height * sin - 1e-6), math.ceil(width * sin + height * cos - 1e-6)
    wide += -wide % step
    forth[:, 2] += (wide - width) / 2, (high - height) / 2
    return Turn(deg, size_px, (wide, high), forth)
