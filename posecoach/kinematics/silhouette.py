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

STATION_GAP = END / (STATIONS - 1)
"""Distance between two neighbours, in torso lengths."""

REACH = 0.6
"""How far a ray goes, in torso lengths: a trunk is 0.2-0.3 deep on either side of its axis."""

RAY_SAMPLES = 72
"""About one a pixel for a torso of 120 px; the edge is interpolated between two of them."""

EDGE = 0.5
"""The mask's value at the body's edge."""

_RAY = np.linspace(0.0, REACH, RAY_SAMPLES)
_RAYS = np.stack([_RAY, -_RAY])
"""Shape (2, RAY_SAMPLES): to the clockwise side, and to the other."""

_ROWS = np.arange(2 * STATIONS)


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
    # Right after MediaPipe nothing is in the cache, so each numpy call counts: x and y apart, no wrappers.
    shoulders = (image_px[L.LEFT_SHOULDER] + image_px[L.RIGHT_SHOULDER]) / 2
    hips = (image_px[L.LEFT_HIP] + image_px[L.RIGHT_HIP]) / 2
    trunk = hips - shoulders
    x = np.rint((shoulders[0] + PLACES * trunk[0])[:, None, None] + _RAYS * -trunk[1]).astype(np.intp)
    y = np.rint((shoulders[1] + PLACES * trunk[1])[:, None, None] + _RAYS * trunk[0]).astype(np.intp)
    return _edges(_sample(mask, x, y).reshape(2 * STATIONS, RAY_SAMPLES)).reshape(STATIONS, 2)


def edge_points(outline: FloatArray, image_px: FloatArray, side: int) -> FloatArray:
    """The silhouette's edge as image points, shape (STATIONS, 2), px; `side` is a column of the outline."""
    shoulders = (image_px[L.LEFT_SHOULDER] + image_px[L.RIGHT_SHOULDER]) / 2
    hips = (image_px[L.LEFT_HIP] + image_px[L.RIGHT_HIP]) / 2
    trunk = hips - shoulders
    clockwise = np.array([-trunk[1], trunk[0]]) * (1 if side == 0 else -1)
    points: FloatArray = shoulders + PLACES[:, None] * trunk + outline[:, side, None] * clockwise
    return points


def _sample(mask: NDArray[np.float32], x: NDArray[np.intp], y: NDArray[np.intp]) -> FloatArray:
    """Mask values at (`x`, `y`), each of shape (STATIONS, 2, RAY_SAMPLES); NaN outside the picture."""
    height, width = mask.shape
    # The rays fill a parallelogram, so if its corners are inside, all is.
    corners_x, corners_y = x[:: STATIONS - 1, :, -1], y[:: STATIONS - 1, :, -1]
    if corners_x.min() >= 0 and corners_x.max() < width and corners_y.min() >= 0 and corners_y.max() < height:
        values: FloatArray = mask[y, x]
        return values
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    sampled: FloatArray = np.where(
        inside, mask[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)], np.float32(np.nan)
    )
    return sampled


def _edges(values: FloatArray) -> FloatArray:
    """First fall below EDGE in each row of `values` (2 * STATIONS, RAY_SAMPLES), in torso lengths."""
    outside = ~(values >= EDGE)
    first = outside.argmax(axis=-1)
    before = np.maximum(first - 1, 0)
    a, b = values[_ROWS, before], values[_ROWS, first]
    share = np.minimum(np.maximum((a - EDGE) / np.maximum(a - b, 1e-6), 0.0), 1.0)
    distance = (before + share) * (REACH / (RAY_SAMPLES - 1))
    distance[first == 0] = 0.0
    # Where nothing is outside, `first` is 0 and the value there is inside: the ray ends in the body.
    distance[~outside[_ROWS, first] | np.isnan(b)] = np.nan
    edges: FloatArray = distance.astype(np.float32)
    return edges
