"""Sums of the motion of pixels: which way is plus, who has a say, and what a gap does."""

from math import radians

import numpy as np
import pytest

from posecoach.kinematics.body import PixelMotion
from posecoach.kinematics.pixel_motion import OVER_HIPS_TORSO, TRAVEL_PCT, TURN_SHARE, PixelSums
from posecoach.kinematics.segment_motion import DX, DY, MOTION_SHAPE, ROTATION, SIGMA, Segment
from posecoach.kinematics.view import View

TORSO_PX = 200.0


def motion(**steps: tuple[int, float]) -> np.ndarray:
    """Nothing moves but what is named: segment=(column, value)."""
    rows = np.zeros(MOTION_SHAPE, np.float32)
    rows[:, SIGMA] = 0.002
    for name, (column, value) in steps.items():
        rows[Segment[name.upper()], column] = value
    return rows


def after(*frames: np.ndarray | None, facing: int = 1, left: tuple[float, float] = (0.3, 0.0)) -> PixelMotion:
    sums = PixelSums()
    for frame in frames:
        found = sums.update(frame, View(facing=facing), left, TORSO_PX)
    return found


def test_sinking_is_the_trunks_way_down_in_percent_of_its_length() -> None:
    down = motion(chest=(DY, 2.0), pelvis=(DY, 2.0))
    assert after(down, down).sinking_pct.value == pytest.approx(2.0)


@pytest.mark.parametrize("facing", [1, -1])
def test_leaning_forward_is_plus_whichever_way_somebody_faces(facing: int) -> None:
    lean = motion(chest=(ROTATION, facing * radians(3.0)))
    assert after(lean, facing=facing).lean_deg.value == pytest.approx(3.0, abs=1e-4)


@pytest.mark.parametrize("facing", [1, -1])
def test_the_whole_trunk_turns_by_its_own_pixels(facing: int) -> None:
    lean = motion(trunk=(ROTATION, facing * radians(3.0)), chest=(ROTATION, facing * radians(5.0)))
    found = after(lean, lean, facing=facing)
    assert found.trunk_deg.value == pytest.approx(6.0, abs=1e-4)
    assert found.lean_deg.value == pytest.approx(10.0, abs=1e-4)


@pytest.mark.parametrize("facing", [1, -1])
def test_a_lean_is_told_by_the_way_forward_too_whichever_of_the_trunk_is_followed(facing: int) -> None:
    way = {
        name: (DX, facing * radians(3.0) * OVER_HIPS_TORSO[Segment[name.upper()]] * TORSO_PX)
        for name in ("chest", "trunk")
    }
    both, chest = motion(**way), motion(chest=way["chest"])
    chest[Segment.TRUNK] = np.nan
    assert after(both, chest, facing=facing).forward_deg.value == pytest.approx(6.0, abs=1e-4)


@pytest.mark.parametrize("across", [0.3, -0.3])
def test_thighs_that_turn_to_one_side_turn_one_hip_inward_and_the_other_outward(across: float) -> None:
    turn = radians(2.0) * (1 if across > 0 else -1)
    found = after(motion(left_thigh=(ROTATION, turn), right_thigh=(ROTATION, turn)), left=(across, 0.1))
    assert found.inward_deg.right.value == pytest.approx(2.0 / TURN_SHARE, abs=1e-3)
    assert found.inward_deg.left.value == pytest.approx(-2.0 / TURN_SHARE, abs=1e-3)


def test_square_to_the_side_the_turn_of_the_thighs_tells_no_inward_rotation() -> None:
    found = after(motion(left_thigh=(ROTATION, 0.1), right_thigh=(ROTATION, 0.1)), left=(0.01, 0.3))
    assert found.inward_deg.left.confidence == 0.0


@pytest.mark.parametrize(("up", "inward"), [(0.3, 1.0), (-0.3, -1.0)])
def test_seen_square_from_above_a_thigh_that_sinks_comes_toward_the_camera(up: float, inward: float) -> None:
    """Inward for the right hip where the left side is the near, lower one in the picture."""
    found = after(motion(right_thigh=(DY, 2.0)), left=(0.0, up)).across_deg
    assert found.right.value == pytest.approx(inward / TRAVEL_PCT)
    assert found.left.value == 0.0


@pytest.mark.parametrize(("across", "inward"), [(0.3, -1.0), (-0.3, 1.0)])
def test_a_thigh_that_travels_toward_the_other_side_turns_its_hip_inward(
    across: float, inward: float
) -> None:
    found = after(motion(left_thigh=(DX, 2.0)), left=(across, 0.0)).across_deg
    assert found.left.value == pytest.approx(inward / TRAVEL_PCT)


def test_along_the_line_of_sight_nothing_travels() -> None:
    found = after(motion(left_thigh=(DX, 2.0)), left=(0.02, 0.02)).across_deg
    assert (found.left.value, found.left.confidence) == (0.0, 0.0)


def test_a_segment_that_is_not_followed_has_no_say() -> None:
    lost = motion(chest=(DY, 2.0))
    lost[Segment.PELVIS] = np.nan
    assert after(lost).sinking_pct.value == pytest.approx(1.0)


def test_the_sharper_segment_has_the_greater_say() -> None:
    frame = motion(chest=(DY, 2.0))
    frame[Segment.PELVIS, SIGMA] = 0.1
    assert after(frame).sinking_pct.value > 0.9


def test_a_gap_neither_moves_the_sum_nor_is_a_reading() -> None:
    down, lost = motion(chest=(DY, 2.0), pelvis=(DY, 2.0)), np.full(MOTION_SHAPE, np.nan, np.float32)
    assert after(down, lost).sinking_pct.confidence == 0.0
    assert after(down, lost, down).sinking_pct.value == pytest.approx(2.0)


def test_without_motion_there_is_nothing() -> None:
    assert after(None) == PixelMotion()
