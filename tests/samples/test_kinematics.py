"""The studio's body: limbs reach their goals, nothing sinks into the floor, angles have their signs."""

import numpy as np
import pytest

from samples.studio.figure.people import PEOPLE
from samples.studio.figure.rig import Skeleton, sizes, solve
from samples.studio.motions import MOTIONS
from samples.studio.pose import LegAngles
from samples.studio.truth import angles, hip_angles
from samples.studio.vectors import rot_x, rot_y, rot_z


def working(
    exercise: str, person: str = "ada", side: str = "right", pull: float = 0.0, back: float = 0.0
) -> Skeleton:
    motion = MOTIONS[exercise](PEOPLE[person], side)
    return solve(motion.work(pull, back), PEOPLE[person])


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("side", ["left", "right"])
def test_both_hands_hold_the_shin_in_hip_flexion(person: str, side: str) -> None:
    skeleton = working("hip-flexion", person, side, pull=5.0, back=1.0)
    shank = skeleton[f"shank_{side}"]
    for hand_side in ("left", "right"):
        palm = skeleton[f"hand_{hand_side}"].point(0, 0, -sizes(PEOPLE[person].shape).palm)
        in_shank = shank.turn.T @ (palm - shank.at)
        from_bone = float(np.hypot(in_shank[0], in_shank[1]))
        assert from_bone < 0.11, f"{hand_side} hand is {from_bone:.3f} m from the shin bone"
        assert -0.5 * sizes(PEOPLE[person].shape).shank < in_shank[2] < 0.06


@pytest.mark.parametrize("person", PEOPLE)
def test_soles_stand_on_the_mat(person: str) -> None:
    for exercise, side in (("hip-internal-rotation", "left"), ("hip-extension", "right")):
        skeleton = working(exercise, person, side, pull=8.0)
        standing = side if exercise == "hip-internal-rotation" else "left"
        foot = skeleton[f"foot_{standing}"]
        for x in (-0.04, 0.10):
            sole = foot.point(x, 0, -sizes(PEOPLE[person].shape).ankle_height)[2]
            assert sole == pytest.approx(0.008, abs=0.006)


@pytest.mark.parametrize("side", ["left", "right"])
def test_hip_angles_come_back_from_the_leg_they_were_given_to(side: str) -> None:
    sign = 1.0 if side == "left" else -1.0
    given = LegAngles(flexion=70.0, abduction=20.0, rotation=-15.0)
    thigh = rot_y(-given.flexion) @ rot_x(sign * given.abduction) @ rot_z(-sign * given.rotation)
    assert hip_angles(np.eye(3), thigh, side) == pytest.approx((70.0, 20.0, -15.0))


def test_in_hip_flexion_hip_and_back_add_up_to_what_the_camera_sees() -> None:
    seen = []
    for back in (0.0, 6.0, 12.0):
        skeleton = working("hip-flexion", pull=12.0, back=back)
        values = angles(skeleton)
        seen.append(values["hip_flexion_right_deg"] + values["lumbar_flexion_deg"])
        assert values["pelvis_pitch_deg"] == pytest.approx(values["trunk_pitch_deg"] + back, abs=0.1)
    assert seen == pytest.approx([seen[0]] * 3, abs=0.05)


def test_internal_rotation_turns_the_stretched_hip_inwards() -> None:
    for side in ("left", "right"):
        before, after = (angles(working("hip-internal-rotation", side=side, pull=p)) for p in (0.0, 18.0))
        key = f"hip_internal_rotation_{side}_deg"
        assert after[key] > before[key] + 3.0
        assert after[f"hip_abduction_{side}_deg"] < before[f"hip_abduction_{side}_deg"] - 5.0


def test_a_pelvis_that_turns_along_takes_the_movement_from_the_hip() -> None:
    hip = angles(working("hip-internal-rotation", pull=15.0, back=0.0))
    back = angles(working("hip-internal-rotation", pull=15.0, back=15.0))
    assert back["lumbar_rotation_deg"] == pytest.approx(-15.0)
    assert back["hip_abduction_right_deg"] > hip["hip_abduction_right_deg"] + 8.0


def test_leaning_forward_bends_hips_or_rounds_the_back() -> None:
    hip = angles(working("hip-external-rotation", pull=12.0, back=0.0))
    back = angles(working("hip-external-rotation", pull=12.0, back=12.0))
    assert hip["trunk_pitch_deg"] == pytest.approx(back["trunk_pitch_deg"])
    assert hip["pelvis_pitch_deg"] == pytest.approx(back["pelvis_pitch_deg"] + 12.0)


def test_the_lunge_bends_the_front_knee_by_the_pull_whatever_the_back_does() -> None:
    still = angles(working("hip-extension", side="left"))
    for back in (0.0, 15.0):
        pulled = angles(working("hip-extension", side="left", pull=15.0, back=back))
        assert pulled["knee_flexion_right_deg"] - still["knee_flexion_right_deg"] == pytest.approx(
            15.0, abs=0.8
        )
    assert pulled["lumbar_flexion_deg"] < -8.0
