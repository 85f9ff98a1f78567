"""The body's silhouette beside the trunk: how far it reaches on either side of the line shoulder-hip.

A segmentation mask says where the back, the belly and the underside of the pelvis really are, which no
landmark does. Only a strip is looked at: STATIONS places along the line from the middle of the shoulders
(0) past the middle of the hips (1) to END, and on each a ray to either side.
"""

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import FloatArray
from posecoach.kinematics.landmarks import Landmark as L

STATIONS = 15
END = 1.4
PLACES = np.linspace(0.0, END, STATIONS)
"""Shape (STATIONS,): the places along the trunk, in torso lengths from the shoulders."""

REACH = 0.6
"""How far a ray goes, in torso lengths: a trunk is 0.2-0.3 deep on either side of its axis."""

RAY_SAMPLES = 72
"""About one a pixel for a torso of 120 px; the edge is interpolated between two of them."""

EDGE = 0.5
"""The mask's value at the body's edge."""

_RAY = np.linspace(0.0, REACH, RAY_SAMPLES)


def outline_of(mask: NDArray[np.float32], image_px: FloatArray) -> FloatArray:
    """Where the silhouette ends beside the trunk.

    Args:
        mask: shape (H, W), 0..1, the probability that a pixel belongs to the person.
        image_px: shape (33, 2), landmarks in pixels of the same picture.

    Returns:
        Shape (STATIONS, 2), in torso lengths: the distance from the trunk's line to the silhouette's edge on
        the side clockwise of the direction shoulder-to-hip (column 0: the left of the picture for somebody
        upright) and on the other (column 1). 0 where the line itself is outside the silhouette, NaN where
        the ray leaves the picture or ends inside the body.
    """
    shoulders = (image_px[L.LEFT_SHOULDER] + image_px[L.RIGHT_SHOULDER]) / 2
    hips = (image_px[L.LEFT_HIP] + image_px[L.RIGHT_HIP]) / 2
    trunk = hips - shoulders
    clockwise = np.array([-trunk[1], trunk[0]])
    along = shoulders + PLACES[:, None] * trunk
    rays = np.stack([_RAY[:, None] * clockwise, -_RAY[:, None] * clockwise])
    points = along[:, None, None, :] + rays[None]
    values = _sample(mask, points)
    return _edges(values)


def edge_points(outline: FloatArray, image_px: FloatArray, side: int) -> FloatArray:
    """The silhouette's edge as image points, shape (STATIONS, 2), px; `side` is a column of the outline."""
    shoulders = (image_px[L.LEFT_SHOULDER] + image_px[L.RIGHT_SHOULDER]) / 2
    hips = (image_px[L.LEFT_HIP] + image_px[L.RIGHT_HIP]) / 2
    trunk = hips - shoulders
    clockwise = np.array([-trunk[1], trunk[0]]) * (1 if side == 0 else -1)
    points: FloatArray = shoulders + PLACES[:, None] * trunk + outline[:, side, None] * clockwise
    return points


def _sample(mask: NDArray[np.float32], points: FloatArray) -> FloatArray:
    """Nearest mask values at `points` (..., 2); NaN outside the picture."""
    height, width = mask.shape
    x = np.rint(points[..., 0]).astype(np.intp)
    y = np.rint(points[..., 1]).astype(np.intp)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    values = mask[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    sampled: FloatArray = np.where(inside, values, np.nan)
    return sampled


def _edges(values: FloatArray) -> FloatArray:
    """First fall below EDGE along the last axis, as a distance in torso lengths."""
    outside = ~(values >= EDGE)
    first = np.argmax(outside, axis=-1)
    never = ~outside.any(axis=-1)
    before = np.maximum(first - 1, 0)
    a = np.take_along_axis(values, before[..., None], -1)[..., 0]
    b = np.take_along_axis(values, first[..., None], -1)[..., 0]
    share = np.clip((a - EDGE) / np.maximum(a - b, 1e-6), 0.0, 1.0)
    distance = (before + share) * (REACH / (RAY_SAMPLES - 1))
    distance = np.where(first == 0, 0.0, distance)
    edges: FloatArray = np.where(never | np.isnan(b), np.nan, distance).astype(np.float32)
    return edges
