"""A frozen, black, slow or turned picture is told from a good one, and a person lying still is not frozen."""

import numpy as np
import pytest

from posecoach.video import open_source
from posecoach.video.frame import Frame, Image
from posecoach.video.health import PictureHealth


def noisy(number: int, level: int = 120, shape: tuple[int, int, int] = (120, 160, 3)) -> Image:
    spread = np.random.default_rng(number).integers(-3, 4, shape)
    return np.clip(level + spread, 0, 255).astype(np.uint8)


def after(seconds: float, fps: float, picture: object = noisy) -> PictureHealth:
    health = PictureHealth()
    for number in range(round(seconds * fps)):
        health.update(picture(number), number / fps)  # type: ignore[operator]
    return health


def test_a_good_picture_is_fine_and_its_rate_is_measured() -> None:
    health = after(5, fps=30).judge()
    assert health.id == "fine"
    assert health.fps == pytest.approx(30)


def test_before_the_first_picture_nothing_is_said() -> None:
    health = PictureHealth().judge()
    assert health.id == "fine"
    assert np.isnan(health.fps)


def test_the_same_picture_for_two_seconds_is_frozen() -> None:
    still = noisy(0)
    assert after(1.9, 30, lambda number: still).judge().id == "fine"
    assert after(2.2, 30, lambda number: still).judge().id == "frozen"


def test_a_copy_of_the_picture_is_the_same_picture() -> None:
    assert after(2.5, 30, lambda number: noisy(0)).judge().id == "frozen"


def test_one_pixel_that_changes_is_a_living_picture() -> None:
    def nearly_still(number: int) -> Image:
        image = noisy(0)
        image[61, 77, 1] = number % 2
        return image

    assert after(3, 30, nearly_still).judge().id == "fine"


def test_a_picture_that_moves_again_is_no_longer_frozen() -> None:
    health = after(3, 30, lambda number: noisy(0))
    health.update(noisy(1), 3.0)
    assert health.judge().id == "fine"


@pytest.mark.parametrize(("level", "expected"), [(0, "black"), (5, "black"), (20, "fine")])
def test_a_covered_lens_is_black_and_a_dim_room_is_not(level: int, expected: str) -> None:
    assert after(2, 30, lambda number: noisy(number, level)).judge().id == expected


def test_a_lamp_in_a_dark_room_is_not_black() -> None:
    def lamp(number: int) -> Image:
        image = noisy(number, 3)
        image[40:60, 60:80] = 200
        return image

    assert after(2, 30, lamp).judge().id == "fine"


def test_black_and_frozen_is_called_black() -> None:
    assert after(4, 30, lambda number: np.zeros((48, 64, 3), np.uint8)).judge().id == "black"


@pytest.mark.parametrize(("fps", "expected"), [(5, "slow"), (7, "slow"), (10, "fine"), (25, "fine")])
def test_five_pictures_a_second_are_too_few_and_ten_are_enough(fps: float, expected: str) -> None:
    assert after(5, fps).judge().id == expected


def test_the_rate_is_that_of_the_last_seconds() -> None:
    health = after(5, fps=30)
    for number in range(25):
        health.update(noisy(number), 5 + number / 5)
    assert health.judge().id == "slow"


def test_a_picture_that_turns_is_said_for_a_while() -> None:
    health = after(2, 30)
    for number in range(60 * 8):
        health.update(noisy(number, shape=(160, 120, 3)), 2 + number / 60)
        expected = "rotated" if number / 60 < 5.9 else "fine" if number / 60 > 6.1 else None
        assert expected in (None, health.judge().id)


def test_people_who_hold_still_in_the_development_clips_are_not_frozen(clips: object) -> None:
    path = clips / "rendered" / "dev_hip_flexion_clean.mp4"  # type: ignore[operator]
    health = PictureHealth()
    with open_source(path) as source:
        while isinstance(frame := source.read(), Frame):
            health.update(frame.image, frame.t_s)
            assert health.judge().id == "fine"
