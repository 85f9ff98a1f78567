"""Where the camera stands, and what is wrong with the picture."""

from dataclasses import replace

import pytest

from posecoach.kinematics.model import BodyModel
from posecoach.kinematics.view import View, ViewProblem
from tests.kinematics.figure import SIZE_PX, Figure, both


def view_of(figure: Figure, offset_px: tuple[float, float] = (0.0, 0.0)) -> View:
    """The view of a figure that kept still for a second, moved away from the middle of the picture."""
    model = BodyModel()
    for index in range(25):
        pose = figure.pose(index / 25)
        body = model.update(index / 25, replace(pose, image_px=pose.image_px + offset_px))
    return body.view


LYING = Figure(both(90, 20), both(100, 30), lean_deg=-90)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("yaw_deg", [0, 15, 30, 45, 60, 80])
def test_the_camera_s_turn_from_the_side_is_told(yaw_deg: float, facing: int) -> None:
    view = view_of(Figure(yaw_deg=yaw_deg * facing, facing=facing))
    assert view.yaw_deg == pytest.approx(yaw_deg, abs=1)
    assert view.facing == facing


@pytest.mark.parametrize("roll_deg", [0, 90, 180, -90])
def test_turning_the_picture_changes_neither_the_turn_nor_who_faces_where(roll_deg: float) -> None:
    view = view_of(Figure(yaw_deg=30, roll_deg=roll_deg))
    assert (view.facing, view.yaw_deg) == (1, pytest.approx(30, abs=1))


def test_a_good_picture_has_no_problem() -> None:
    for figure in (Figure(), LYING, replace(LYING, facing=-1), Figure(yaw_deg=90)):
        assert view_of(figure).problem is ViewProblem.NONE


@pytest.mark.parametrize("yaw_deg", [75, 90, 105, -90])
def test_a_lying_person_seen_from_the_feet_or_the_head(yaw_deg: float) -> None:
    view = view_of(replace(LYING, yaw_deg=yaw_deg))
    assert view.problem is ViewProblem.FROM_THE_FEET
    assert view.end_on_deg > 60


def test_a_body_that_is_too_small() -> None:
    assert view_of(replace(LYING, px_per_m=150)).problem is ViewProblem.TOO_FAR
    assert view_of(replace(LYING, px_per_m=300)).problem is ViewProblem.NONE


def test_a_body_that_is_cut_off_at_the_edge() -> None:
    assert view_of(LYING, (-0.42 * SIZE_PX[0], 0.0)).problem is ViewProblem.CUT_OFF


def test_a_body_that_fills_more_than_the_picture() -> None:
    assert view_of(replace(LYING, px_per_m=2600)).problem is ViewProblem.TOO_CLOSE


def test_the_share_of_the_picture_that_the_body_takes() -> None:
    assert view_of(Figure(px_per_m=500)).body_fraction == pytest.approx(
        2 * view_of(Figure(px_per_m=250)).body_fraction
    )
