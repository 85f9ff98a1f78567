"""Where in the picture points of a segment may lie: a strip along its line, less the arms before it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import FloatArray
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.segment_motion import HALF_WIDTH_TORSO, SPAN, Segment, lines

Complexes = NDArray[np.complexfloating]
Bools = NDArray[np.bool_]

ARM_RADIUS_TORSO = 0.075
"""Half the thickness of an arm in its sleeve; design notes, "Motion from the pixels"."""

SLACK = 1.25
"""A point that is followed may leave its patch by so much before it is dropped: landmarks waver."""

_ARM_NEAR = (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.RIGHT_SHOULDER, L.RIGHT_ELBOW)
_ARM_FAR = (L.LEFT_ELBOW, L.LEFT_WRIST, L.RIGHT_ELBOW, L.RIGHT_WRIST)
_SPAN, _HALF = np.array(SPAN), np.array(HALF_WIDTH_TORSO)


@dataclass(frozen=True, slots=True)
class Patches:
    """The patches of all segments in one frame; points are x + iy in px.

    Attributes:
        near, along: shape (SEGMENTS,): where each segment's line begins, and the line as a vector.
        half_px: shape (SEGMENTS,): half the width.
        arm_near, arm_along: shape (4, 1, 1): the bones of both arms.
        arm_px: how close to such a bone no point of a segment lies.
    """

    near: Complexes
    along: Complexes
    half_px: FloatArray
    arm_near: Complexes
    arm_along: Complexes
    arm_px: float

    def holds(self, points: Complexes, slack: float = 1.0) -> Bools:
        """Whether each of `points`, shape (SEGMENTS, n), lies in its row's patch, grown by `slack`."""
        place = (points - self.near[:, None]) / self.along[:, None]
        middle, half = _SPAN.mean(axis=1), slack * np.diff(_SPAN)[:, 0] / 2
        inside: Bools = np.abs(place.real - middle[:, None]) <= half[:, None]
        inside &= np.abs(place.imag) * np.abs(self.along)[:, None] <= slack * self.half_px[:, None]
        inside &= ~self.behind_arm(points)
        return inside

    def behind_arm(self, points: Complexes) -> Bools:
        """Whether each of `points`, shape (m, n), lies close to a bone of an arm."""
        place = (points - self.arm_near) / self.arm_along
        off = place - np.minimum(np.maximum(place.real, 0.0), 1.0)
        near: Bools = np.abs(off) * np.abs(self.arm_along) <= self.arm_px
        covered: Bools = np.logical_or.reduce(near, axis=0)
        return covered

    def corners(self, segment: int) -> Complexes:
        """The four corners of a segment's patch in order round it, shape (4,)."""
        across = 1j * self.along[segment] / max(abs(self.along[segment]), 1e-6) * self.half_px[segment]
        ends = self.near[segment] + _SPAN[segment] * self.along[segment]
        corners: Complexes = np.array(
            [ends[0] - across, ends[0] + across, ends[1] + across, ends[1] - across]
        )
        return corners


def patches_of(image_px: FloatArray) -> Patches:
    """The patches for the landmarks `image_px`, shape (33, 2)."""
    near, far = (as_complex(ends) for ends in lines(image_px))
    along = _not_zero(far - near)
    torso_px = float(abs(along[Segment.TRUNK]))
    points = as_complex(image_px.astype(np.float64))
    arm_near = points[[*_ARM_NEAR]][:, None, None]
    arm_along = _not_zero(points[[*_ARM_FAR]][:, None, None] - arm_near)
    return Patches(near, along, _HALF * torso_px, arm_near, arm_along, ARM_RADIUS_TORSO * torso_px)


def as_complex(points: FloatArray) -> Complexes:
    """Points of shape (..., 2) as x + iy, shape (...)."""
    complexes: Complexes = points[..., 0] + 1j * points[..., 1]
    return complexes


def _not_zero(vectors: Complexes) -> Complexes:
    nonzero: Complexes = np.where(np.abs(vectors) < 1e-3, 1e-3, vectors)
    return nonzero
