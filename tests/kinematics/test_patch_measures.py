"""The lower back from the motion of pixels: sums with the right sign, and their confidence."""

import math

import numpy as np
import pytest

from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.patch_measures import PatchMeasures, covered_share
from posecoach.kinematics.segment_motion import DX, DY, MOTION_SHAPE, ROTATION, SIGMA, Segment
from posecoach.kinematics.view import View

TORSO_PX = 100.0
SIDE = View(yaw_deg=5.0, facing=1)


def points(crossed: str = "left") -> list[list[float]]:
    """Somebody on the back, head to the left, arms beyond the head; the ankle of `crossed` is on top."""
    image = [[40.0, 150.0] for _ in range(33)]
    for landmarks, place in (
        ((L.LEFT_SHOULDER, L.RIGHT_SHOULDER), [100.0, 200.0]),
        ((L.LEFT_HIP, L.RIGHT_HIP), [200.0, 200.0]),
        ((L.LEFT_KNEE, L.RIGHT_KNEE), [260.0, 140.0]),
        ((L.LEFT_ANKLE, L.RIGHT_ANKLE), [290.0, 200.0]),
    ):
        for landmark in landmarks:
            image[landmark] = list(place)
    image[L.LEFT_ANKLE if crossed == "left" else L.RIGHT_ANKLE] = [270.0, 135.0]
    return image


def motion_of(**rows: tuple[float, float]) -> np.ndarray:
    """Rows by segment's name: (turn in degrees, upward travel in px); others stand still."""
    motion = np.zeros(MOTION_SHAPE, np.float32)
    motion[:, SIGMA] = 0.001
    for name, (turn_deg, up_px) in rows.items():
        motion[Segment[name.upper()], [ROTATION, DY]] = math.radians(turn_deg), -up_px
    return motion


def run(motions: list[np.ndarray | None], view: View = SIDE, image: list[list[float]] | None = None):
    image = image or points()
    patches, found = PatchMeasures(), {}
    ones = np.ones(33)
    for index, motion in enumerate(motions):
        pose = Pose(index / 25, (640, 480), np.array(image), np.zeros((33, 3)), ones, ones, motion=motion)
        found = patches.update(pose.t_s, pose, image, view, TORSO_PX)
    return found


def test_a_track_without_motion_has_no_such_measures():
    assert run([None] * 3) == {}


def test_the_rise_of_the_near_flank_is_summed_in_percent_of_the_torso():
    found = run([None, *[motion_of(pelvis=(0, 0.5))] * 10])
    assert found["pelvis_patch_rise"].value == pytest.approx(5.0, rel=1e-4)
    assert found["pelvis_patch_rise"].confidence > 0.7


@pytest.mark.parametrize(("crossed", "facing", "sign"), [("left", 1, 1), ("right", 1, -1), ("left", -1, -1)])
def test_a_roll_is_positive_when_the_stretched_side_leaves_the_mat(crossed, facing, sign):
    """The leg on top pulls the other; somebody who faces right shows the camera the right side."""
    view = View(yaw_deg=30.0, facing=facing)
    found = run([motion_of(pelvis=(0, 0.5))] * 10, view, points(crossed))
    assert found["pelvis_roll"].value == pytest.approx(sign * 5.0, rel=1e-4)
    assert (found["pelvis_roll"].confidence > 0.5) is (sign > 0), "the leg on top hides the far side's roll"


@pytest.mark.parametrize("facing", [1, -1])
def test_a_chest_that_turns_forward_over_the_pelvis_is_rounding(facing):
    found = run(
        [motion_of(chest=(0.5 * facing, 0), pelvis=(-0.1 * facing, 0))] * 10, View(yaw_deg=5, facing=facing)
    )
    assert found["patch_rounding"].value == pytest.approx(6.0, rel=1e-4)
    assert found["patch_arching"].value == pytest.approx(-6.0, rel=1e-4)
    assert found["pelvis_patch_tilt"].value == pytest.approx(1.0, rel=1e-4)


def test_a_frame_without_motion_leaves_the_sums_and_takes_the_confidence():
    unknown = motion_of()
    unknown[Segment.PELVIS] = np.nan
    steps = [motion_of(pelvis=(0, 0.5))] * 30
    gap = run([*steps, unknown])
    assert gap["pelvis_patch_rise"].value == pytest.approx(15.0, rel=1e-4)
    assert gap["pelvis_patch_rise"].confidence == 0.0
    assert run([*steps, None])["pelvis_patch_rise"] == gap["pelvis_patch_rise"]
    after = run([*steps, *[unknown] * 15, motion_of()])["pelvis_patch_rise"].confidence
    later = run([*steps, *[unknown] * 15, *[motion_of()] * 50])["pelvis_patch_rise"].confidence
    assert after < 0.4 * later


def test_points_that_disagree_give_no_confidence():
    rough = motion_of()
    rough[Segment.PELVIS, SIGMA] = math.radians(1.5)
    found = run([rough] * 10)
    assert found["pelvis_patch_rise"].confidence == found["patch_rounding"].confidence == 0.0


def test_an_oblique_camera_sees_a_roll_longer_than_a_turn_or_a_rise():
    """From there a thigh that is pulled up comes before the pelvis, and lifts the patch."""
    found = run([motion_of()] * 10, View(yaw_deg=40.0, facing=1))
    assert found["patch_rounding"].confidence < 0.5 < found["pelvis_roll"].confidence
    assert found["pelvis_patch_rise"].confidence == 0.0


def test_an_arm_over_the_patch_speaks_for_itself_and_not_for_the_trunk():
    image = points()
    for elbow, wrist in ((L.LEFT_ELBOW, L.LEFT_WRIST), (L.RIGHT_ELBOW, L.RIGHT_WRIST)):
        image[elbow], image[wrist] = [150.0, 200.0], [210.0, 200.0]
    arms = ((L.LEFT_SHOULDER, L.LEFT_ELBOW), (L.LEFT_ELBOW, L.LEFT_WRIST))
    assert covered_share(Segment.CHEST, arms, points(), TORSO_PX) == 0.0
    assert covered_share(Segment.CHEST, arms, image, TORSO_PX) == pytest.approx(1 / 3)
    free, held = run([motion_of()] * 10), run([motion_of()] * 10, image=image)
    assert held["pelvis_patch_rise"].confidence < free["pelvis_patch_rise"].confidence
    assert np.isfinite(motion_of()[:, DX]).all()
