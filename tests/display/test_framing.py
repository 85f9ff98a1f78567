"""Which part of the camera's picture is shown: the whole person, large, and calm."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.display.figures import stance_of
from posecoach.display.framing import CLOSEST, Crop, Framing, around, around_all, show_crop
from posecoach.display.layout import Rect
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from tests.display.gallery import figure_pose

ROOM = Rect(0, 0, 800, 400)
SIZES = [(640, 480), (1280, 720), (480, 640)]


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("exercise", builtin_exercises(), ids=lambda exercise: exercise.id)
def test_nobody_is_cut(exercise: Exercise, size_px: tuple[int, int]) -> None:
    pose = figure_pose(stance_of(exercise), size_px)
    crop = Framing().update(pose, size_px, ROOM, whole=False)
    left, top = pose.image_px.min(axis=0)
    right, bottom = pose.image_px.max(axis=0)
    assert crop.holds((left, top, right, bottom))
    assert crop.w / crop.h == pytest.approx(ROOM.w / ROOM.h)


def test_somebody_small_is_shown_larger_but_not_beyond_measure() -> None:
    crop = around((600, 340, 640, 360), (1280, 720), 2.0)
    assert crop.w == pytest.approx(around_all((1280, 720), 2.0).w / CLOSEST)


def test_the_whole_picture_is_shown_while_the_camera_is_placed() -> None:
    pose = figure_pose(stance_of(find_exercise("hip-flexion")), (640, 480))
    crop = Framing().update(pose, (640, 480), ROOM, whole=True)
    assert crop.holds((0, 0, 640, 480))


def shifted(pose: Pose, dx: float) -> Pose:
    return replace(pose, image_px=pose.image_px + np.array([dx, 0.0]))


def test_the_picture_rests_while_the_person_moves_a_little() -> None:
    pose = figure_pose(stance_of(find_exercise("hip-flexion")), (1280, 720))
    framing = Framing()
    first = framing.update(pose, (1280, 720), ROOM, whole=False)
    for dx in (4.0, -6.0, 8.0, -3.0):
        assert framing.update(shifted(pose, dx), (1280, 720), ROOM, whole=False) == first


def test_it_follows_somebody_who_moves_away_in_steps() -> None:
    pose = figure_pose(stance_of(find_exercise("hip-extension")), (1280, 720))
    room, framing = Rect(0, 0, 400, 400), Framing()
    first = framing.update(pose, (1280, 720), room, whole=False)
    moved = shifted(pose, 260.0)
    second = framing.update(moved, (1280, 720), room, whole=False)
    assert 0 < second.x - first.x < 60
    for _ in range(80):
        last = framing.update(moved, (1280, 720), room, whole=False)
    right = float(moved.image_px[:, 0].max())
    assert last.x + last.w >= right


def test_where_the_picture_does_not_reach_it_is_blurred_not_black() -> None:
    image = np.zeros((400, 800, 3), np.uint8)
    show_crop(image, ROOM, np.full((480, 640, 3), 180, np.uint8), around_all((640, 480), 2.0), False)
    assert image.min() > 20 and image[200, 400, 0] == 180


def test_a_landmark_beyond_the_picture_does_not_widen_it() -> None:
    pose = figure_pose(stance_of(find_exercise("hip-flexion")), (640, 480))
    points = pose.image_px.copy()
    points[31] = (5000.0, -3000.0)
    crop = Framing().update(replace(pose, image_px=points), (640, 480), ROOM, whole=False)
    assert crop.w <= around_all((640, 480), 2.0).w
    assert isinstance(crop, Crop)
