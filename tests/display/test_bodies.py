"""The drawn figures stand as the camera sees the person."""

from posecoach.app.live.range_test import range_blocks
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.display.bodies import body_of
from posecoach.display.figures import project, view_of
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.language import load_language


def test_the_seated_rotation_is_shown_from_the_front_with_the_right_foot_outward() -> None:
    (block,) = range_blocks((Movement.INTERNAL_ROTATION,), ("right",), load_language("en"))
    across = project(body_of(block.exercise, 1.0).points, view_of(block.exercise))[:, 0]

    assert across[L.RIGHT_HIP] < across[L.LEFT_HIP]  # whoever faces us has the right hip on our left
    assert across[L.RIGHT_ANKLE] < across[L.RIGHT_KNEE] - 0.3
