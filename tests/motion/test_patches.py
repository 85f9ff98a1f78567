"""Patches of segments: where points may lie."""

import numpy as np
import pytest

from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.segment_motion import SEGMENTS, SPAN, Segment, mirrored, origins, scaled
from posecoach.motion.patches import SLACK, as_complex, patches_of
from tests.motion.scene import HIP, SHOULDER, SIZE, standing_points


def in_trunk(point: complex, points: np.ndarray, slack: float = 1.0) -> bool:
    where = np.full((SEGMENTS, 1), point)
    return bool(patches_of(points).holds(where, slack)[Segment.TRUNK, 0])


@pytest.mark.parametrize(
    ("along", "across_torso", "slack", "inside"),
    [
        (0.5, 0.0, 1.0, True),
        (0.5, 0.13, 1.0, True),
        (0.5, 0.15, 1.0, False),
        (0.5, 0.15, SLACK, True),
        (0.05, 0.0, 1.0, False),
        (0.97, 0.0, 1.0, False),
        (0.97, 0.0, SLACK, True),
    ],
)
def test_a_patch_is_a_strip_along_the_segments_line(
    along: float, across_torso: float, slack: float, inside: bool
) -> None:
    line = complex(*HIP) - complex(*SHOULDER)
    place = complex(*SHOULDER) + (along + 1j * across_torso) * line
    assert in_trunk(place, standing_points(), slack) is inside


def test_nothing_close_to_an_arm_belongs_to_a_patch() -> None:
    points = standing_points()
    points[L.LEFT_ELBOW], points[L.LEFT_WRIST] = (180, 180), (180, 260)
    assert not in_trunk(180 + 182j, points)
    assert not in_trunk(172 + 190j, points)
    assert in_trunk(200 + 190j, points)


def test_origins_lie_in_the_middle_of_the_patches() -> None:
    points = standing_points()
    patches = patches_of(points)
    for segment in Segment:
        middle = patches.corners(segment).mean()
        assert as_complex(origins(points))[segment] == pytest.approx(middle)
    assert np.array(SPAN).shape == (SEGMENTS, 2)


def test_landmarks_on_top_of_each_other_make_no_division_by_zero() -> None:
    patches = patches_of(np.zeros((33, 2)))
    with np.errstate(all="raise"):
        assert not patches.holds(np.full((SEGMENTS, 2), 50 + 50j)).any()


def test_a_mirrored_or_larger_picture_shows_the_mirrored_or_larger_motion() -> None:
    points = standing_points()
    motion = np.arange(SEGMENTS * 5, dtype=np.float32).reshape(SEGMENTS, 5)
    flipped = mirrored(motion)
    assert flipped[Segment.LEFT_THIGH].tolist() == (motion[Segment.RIGHT_THIGH] * (-1, 1, -1, 1, 1)).tolist()
    assert mirrored(flipped).tolist() == motion.tolist()
    assert scaled(motion, 2.0)[Segment.CHEST].tolist() == [0, 1, 4, 6, 4]
    assert (origins(points * 2) == 2 * origins(points)).all() and SIZE
