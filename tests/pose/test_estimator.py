"""The estimator on pictures whose size MediaPipe itself stumbles over."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator
from posecoach.video import Frame, open_source

CLIP = "rendered/dev_hip_extension_clean.mp4"


@pytest.fixture(scope="module")
def picture(clips: Path) -> np.ndarray:
    with open_source(clips / CLIP) as source:
        frame = source.read()
    assert isinstance(frame, Frame)
    return frame.image


@pytest.mark.parametrize("less", [1, 2, 3, 4])
def test_any_width_gives_an_outline_and_landmarks_in_its_own_pixels(picture: np.ndarray, less: int) -> None:
    narrow = np.ascontiguousarray(picture[:, : picture.shape[1] - less])
    with MediaPipeEstimator(EstimatorOptions(outline=True)) as estimator:
        whole = estimator.estimate(Frame(picture, 0.0, 0))
    with MediaPipeEstimator(EstimatorOptions(outline=True)) as estimator:
        pose = estimator.estimate(Frame(narrow, 0.0, 0))
    assert whole is not None and pose is not None
    assert pose.size_px == (picture.shape[1] - less, picture.shape[0])
    assert pose.outline is not None and np.isfinite(pose.outline).any()
    assert np.abs(pose.image_px - whole.image_px)[11:].max() < 8


def test_the_three_steps_are_the_estimate(picture: np.ndarray) -> None:
    with MediaPipeEstimator() as one, MediaPipeEstimator() as other:
        for index in range(3):
            frame = Frame(picture, index / 25, index)
            pose, staged = one.estimate(frame), other.read(other.detect(other.prepare(frame)))
            assert pose is not None and staged is not None
            assert np.array_equal(pose.image_px, staged.image_px)
            assert np.array_equal(pose.world_m, staged.world_m)


def test_a_picture_of_nothing_has_nobody_in_it() -> None:
    with MediaPipeEstimator() as estimator:
        assert estimator.estimate(Frame(np.zeros((240, 320, 3), np.uint8), 0.0, 0)) is None
