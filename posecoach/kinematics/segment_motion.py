"""How far each body segment moved since the picture before, as its own pixels show it: a plain array.

Landmarks say where a limb is; points followed inside it (`posecoach.motion`) say how it moved, with a tenth
of the noise and no lag, but without a place of its own. One row a segment in the order of `SEGMENTS`, one
column a figure in the order of `COLUMNS`, NaN throughout where the segment could not be followed:

rotation_rad    turn since the frame before, + clockwise in the picture (y points down), radians
log_scale       logarithm of the growth in the picture
dx_px, dy_px    travel of the material that was at the segment's origin (`origins`), px
sigma_rad       standard error of `rotation_rad`; that of the travel is `sigma_rad` times the root mean square
                distance of the points from their centre, about a quarter of the segment's length
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import FloatArray
from posecoach.kinematics.landmarks import Landmark as L


class Segment(IntEnum):
    """The rows. Chest, pelvis and trunk are seen as one with the person's left and right together."""

    CHEST = 0
    PELVIS = 1
    TRUNK = 2
    LEFT_THIGH = 3
    RIGHT_THIGH = 4
    LEFT_SHANK = 5
    RIGHT_SHANK = 6


SEGMENTS = len(Segment)

COLUMNS = ("rotation_rad", "log_scale", "dx_px", "dy_px", "sigma_rad")
ROTATION, LOG_SCALE, DX, DY, SIGMA = range(len(COLUMNS))
"""Columns of a motion array."""

MOTION_SHAPE = (SEGMENTS, len(COLUMNS))

NEAR_ENDS = (
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER), (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER), (L.LEFT_HIP, L.LEFT_HIP), (L.RIGHT_HIP, L.RIGHT_HIP),
    (L.LEFT_KNEE, L.LEFT_KNEE), (L.RIGHT_KNEE, L.RIGHT_KNEE),
)  # fmt: skip
FAR_ENDS = (
    (L.LEFT_HIP, L.RIGHT_HIP), (L.LEFT_HIP, L.RIGHT_HIP),
    (L.LEFT_HIP, L.RIGHT_HIP), (L.LEFT_KNEE, L.LEFT_KNEE), (L.RIGHT_KNEE, L.RIGHT_KNEE),
    (L.LEFT_ANKLE, L.LEFT_ANKLE), (L.RIGHT_ANKLE, L.RIGHT_ANKLE),
)  # fmt: skip
"""The two ends of each segment's line, each the middle of two landmarks."""

SPAN = ((0.08, 0.50), (0.78, 1.12), (0.10, 0.95), (0.18, 0.95), (0.18, 0.95), (0.08, 0.90), (0.08, 0.90))
"""From where to where along its line a segment's patch reaches; design notes, "Motion from the pixels"."""

HALF_WIDTH_TORSO = (0.14, 0.14, 0.14, 0.08, 0.08, 0.048, 0.048)
"""Half the patch's width across the line, in torso lengths; same source."""

_NEAR, _FAR = np.array(NEAR_ENDS), np.array(FAR_ENDS)
_MIDDLE = np.array(SPAN).mean(axis=1)


def lines(image_px: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Both ends of every segment's line, each of shape (SEGMENTS, 2), px; `image_px` has shape (33, 2)."""
    points = image_px.astype(np.float64)
    return points[_NEAR].mean(axis=1), points[_FAR].mean(axis=1)


def origins(image_px: FloatArray) -> FloatArray:
    """The point whose travel `dx_px`, `dy_px` tell, shape (SEGMENTS, 2), px: the middle of each patch.

    It is placed by the landmarks of the frame in which the motion ends; a point elsewhere, at x, travels by
    (dx, dy) + (exp(log_scale) R(rotation) - 1) (x - origin).
    """
    near, far = lines(image_px)
    middles: FloatArray = near + _MIDDLE[:, None] * (far - near)
    return middles


def mirrored(motion: FloatArray) -> FloatArray:
    """The motion that the mirrored picture shows, `motion` of shape (..., SEGMENTS, 5)."""
    flipped: FloatArray = motion[..., _OTHER_SIDE, :] * _MIRROR
    return flipped


def scaled(motion: FloatArray, by: float) -> FloatArray:
    """The motion in a picture that is `by` times as large."""
    larger: FloatArray = motion * np.array([1.0, 1.0, by, by, 1.0], motion.dtype)
    return larger


def summed(motion: FloatArray, kept: NDArray[np.intp]) -> FloatArray:
    """The motion from each of the frames `kept` to the next, where those between are left out.

    Args:
        motion: shape (n, SEGMENTS, 5), frame by frame.
        kept: shape (m,), rising indices of frames.

    Returns:
        Shape (m, SEGMENTS, 5). Turns, growth and travel are added, which is right for small ones, and the
        standard errors in squares. NaN where a segment was lost in between.
    """
    parts = motion.astype(np.float64)
    parts[..., SIGMA] **= 2
    together = np.add.reduceat(parts[: kept[-1] + 1], np.append(0, kept[:-1] + 1), axis=0)
    together[..., SIGMA] = np.sqrt(together[..., SIGMA])
    return together.astype(motion.dtype)


_OTHER_SIDE = [0, 1, 2, 4, 3, 6, 5]
_MIRROR = np.array([-1.0, 1.0, -1.0, 1.0, 1.0], np.float32)
