"""What is found in a turned picture lies, turned back, where it is in the picture itself."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.kinematics.landmarks import LANDMARK_COUNT, Pose
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator
from posecoach.pose.redetection import TURNS_DEG
from posecoach.pose.turned import turn_of
from posecoach.video import Frame, open_source

SIZE_PX = (64, 48)


def brightest(picture: np.ndarray) -> tuple[float, float]:
    """The middle of what is bright, x and y, px."""
    rows, columns = np.nonzero(picture[..., 0] > 128)
    return float(columns.mean()), float(rows.mean())


@pytest.mark.parametrize("deg", [*TURNS_DEG, 90.0, -17.0])
def test_a_point_of_the_turned_picture_is_told_where_it_was(deg: float) -> None:
    picture = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    picture[9:12, 49:52] = 255
    turn = turn_of(SIZE_PX, deg)
    image = np.full((LANDMARK_COUNT, 2), brightest(turn.picture(picture)), np.float32)
    pose = Pose(0.0, turn.canvas_px, image, np.zeros((LANDMARK_COUNT, 3), np.float32), *[np.ones(33)] * 2)
    back = turn.back(pose)
    assert back.size_px == SIZE_PX
    assert back.image_px[0] == pytest.approx((50.0, 10.0), abs=0.5)


@pytest.mark.parametrize("deg", TURNS_DEG)
def test_all_of_the_picture_is_in_the_turned_one(deg: float) -> None:
    turn = turn_of(SIZE_PX, deg, step=4)
    corners = np.array([(0, 0), (SIZE_PX[0], 0), (0, SIZE_PX[1]), SIZE_PX])
    seen = corners @ turn.forth[:, :2].T + turn.forth[:, 2]
    assert (seen >= -1e-6).all() and (seen <= np.array(turn.canvas_px) + 1e-6).all()
    assert turn.canvas_px[0] % 4 == 0


@pytest.mark.parametrize("deg", TURNS_DEG)
def test_a_person_is_found_in_the_same_place_by_who_looks_at_turned_pictures(clips: Path, deg: float) -> None:
    with open_source(clips / "rendered/dev_hip_extension_clean.mp4") as source:
        frame = source.read()
    assert isinstance(frame, Frame)
    with MediaPipeEstimator(EstimatorOptions(outline=True)) as estimator:
        plain = estimator.estimate(frame)
    with MediaPipeEstimator(EstimatorOptions(outline=True), deg) as estimator:
        turned = estimator.estimate(frame)
    assert plain is not None and turned is not None
    assert turned.size_px == plain.size_px and turned.t_s == plain.t_s
    assert np.abs(turned.image_px - plain.image_px)[11:29].max() < 15
    assert np.abs(turned.world_m[:, :2] - plain.world_m[:, :2])[11:29].max() < 0.2
    assert plain.outline is not None and turned.outline is not None
    off = np.abs(turned.outline - plain.outline)
    assert np.nanmedian(off) < 0.03
