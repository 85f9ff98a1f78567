"""The silhouette beside the trunk, on masks whose edges are known."""

import numpy as np
import pytest

from posecoach.kinematics.landmarks import LANDMARK_COUNT
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.silhouette import PLACES, STATIONS, edge_points, outline_of

SIZE = 400
TORSO_PX = 100.0


def trunk(turn_deg: float = 0.0) -> np.ndarray:
    """Landmarks (33, 2) of a trunk of 100 px whose middle is the picture's; upright, or turned clockwise."""
    turn = np.radians(turn_deg)
    down = TORSO_PX / 2 * np.array([-np.sin(turn), np.cos(turn)])
    points = np.zeros((LANDMARK_COUNT, 2))
    points[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]] = SIZE / 2 - down
    points[[L.LEFT_HIP, L.RIGHT_HIP]] = SIZE / 2 + down
    return points


def body(left_px: float, right_px: float, turn_deg: float = 0.0) -> np.ndarray:
    """A mask (H, W): a bar along the trunk that reaches so far to either side of its line."""
    turn = np.radians(turn_deg)
    y, x = np.mgrid[:SIZE, :SIZE] - SIZE / 2
    across = np.cos(turn) * x + np.sin(turn) * y
    return ((across >= -left_px) & (across <= right_px)).astype(np.float32)


@pytest.mark.parametrize("turn_deg", [0, 30, 90, 135, -90, 180])
@pytest.mark.parametrize(("left_px", "right_px"), [(20, 20), (30, 12)])
def test_the_edges_of_a_bar_are_as_far_as_the_bar_is_wide(
    turn_deg: float, left_px: float, right_px: float
) -> None:
    found = outline_of(body(left_px, right_px, turn_deg), trunk(turn_deg))
    assert found.shape == (STATIONS, 2)
    assert found[:, 0] == pytest.approx(np.full(STATIONS, left_px / TORSO_PX), abs=0.015)
    assert found[:, 1] == pytest.approx(np.full(STATIONS, right_px / TORSO_PX), abs=0.015)


def test_a_bulge_shows_at_its_own_place_and_on_its_own_side() -> None:
    mask = body(20, 20)
    middle = SIZE // 2
    mask[middle - 5 : middle + 6, middle - 40 : middle] = 1.0
    found = outline_of(mask, trunk())
    bulging = np.abs(PLACES - 0.5) < 0.05
    assert found[bulging, 0] == pytest.approx(np.full(bulging.sum(), 0.4), abs=0.02)
    assert found[~bulging, 0] == pytest.approx(np.full((~bulging).sum(), 0.2), abs=0.02)
    assert found[:, 1] == pytest.approx(np.full(STATIONS, 0.2), abs=0.02)


def test_a_line_outside_the_silhouette_has_no_width() -> None:
    assert (outline_of(np.zeros((SIZE, SIZE), np.float32), trunk()) == 0).all()


def test_a_body_wider_than_a_ray_has_no_edge() -> None:
    assert np.isnan(outline_of(np.ones((SIZE, SIZE), np.float32), trunk())).all()


def test_a_ray_that_leaves_the_picture_has_no_edge() -> None:
    mask = np.ones((SIZE, 230), np.float32)
    found = outline_of(mask, trunk())
    assert np.isnan(found[:, 1]).all()


def test_the_edge_of_a_soft_mask_lies_between_its_pixels() -> None:
    y, x = np.mgrid[:SIZE, :SIZE] - SIZE / 2
    soft = np.clip(0.5 + (25.0 - np.abs(x)) / 10.0, 0, 1).astype(np.float32) + 0 * y.astype(np.float32)
    assert outline_of(soft, trunk()) == pytest.approx(np.full((STATIONS, 2), 0.25), abs=0.008)


def test_mirroring_the_picture_exchanges_the_sides() -> None:
    mask, points = body(30, 12, 20), trunk(20)
    mirrored = points.copy()
    mirrored[:, 0] = SIZE - 1 - points[:, 0]
    found, flipped = outline_of(mask, points), outline_of(np.ascontiguousarray(mask[:, ::-1]), mirrored)
    assert flipped[:, 0] == pytest.approx(found[:, 1], abs=0.02)
    assert flipped[:, 1] == pytest.approx(found[:, 0], abs=0.02)


@pytest.mark.parametrize("side", [0, 1])
def test_edge_points_lie_on_the_silhouette_s_edge(side: int) -> None:
    points = trunk()
    found = edge_points(outline_of(body(30, 12), points), points, side)
    assert found.shape == (STATIONS, 2)
    assert found[:, 0] == pytest.approx(np.full(STATIONS, SIZE / 2 + (-30 if side == 0 else 12)), abs=1.5)
    assert found[0, 1] == pytest.approx(points[L.LEFT_SHOULDER, 1])
