"""The skeleton: the working limbs stand out, a bridged one does not, and a mirror changes sides only."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.state import CoachState
from posecoach.display.figures import stance_of
from posecoach.display.layout import Rect, lay_out
from posecoach.display.overlay import draw_overlay, focus_of, screen_points, value_text
from posecoach.display.theme import SKY
from posecoach.exercises.catalogue import ORDER, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Landmark, Pose
from posecoach.sentences import Texts
from tests.display.gallery import Example, figure_pose

L = Landmark
KIND = lay_out((1280, 720)).type
ROOM = Rect(0, 0, 1280, 720)


def drawn(
    pose: Pose, exercise: Exercise, state: CoachState, texts: Texts, mirrored: bool = False
) -> np.ndarray:
    image = np.zeros((720, 1280, 3), np.uint8)
    draw_overlay(image, ROOM, pose, exercise, state, KIND, texts, mirrored)
    return image


def pixels_of(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((image == colour).all(axis=2).sum())


@pytest.mark.parametrize(
    ("exercise_id", "side", "way"),
    [
        ("hip-flexion", "right", (L.RIGHT_SHOULDER, L.RIGHT_HIP, L.RIGHT_KNEE)),
        ("hip-flexion", "left", (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE)),
        ("hip-internal-rotation", "right", (L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE)),
        # The rear hip is stretched, the front leg counts: the other one.
        ("hip-extension", "left", (L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE)),
        ("hip-external-rotation", "both", (L.LEFT_SHOULDER, L.LEFT_HIP)),
    ],
)
def test_the_limbs_that_count_stand_out(
    exercise_id: str, side: str, way: tuple[int, ...], counting: CoachState
) -> None:
    state = replace(counting, side=side, working_joint=-1)
    assert focus_of(find_exercise(exercise_id), state).way == way


def test_the_working_joint_decides_the_leg_even_when_the_tracker_swapped_the_sides(
    counting: CoachState,
) -> None:
    state = replace(counting, side="left", working_joint=int(L.LEFT_KNEE))
    assert focus_of(find_exercise("hip-extension"), state).joint == L.LEFT_KNEE


def test_a_mirror_swaps_the_sides_of_the_picture(flexion: Exercise) -> None:
    pose = figure_pose(stance_of(flexion))
    straight, mirrored = screen_points(pose, ROOM, False), screen_points(pose, ROOM, True)
    np.testing.assert_allclose(mirrored[:, 0], ROOM.w - 1 - straight[:, 0])
    np.testing.assert_allclose(mirrored[:, 1], straight[:, 1])


def test_the_skeleton_follows_the_picture_into_a_smaller_room(flexion: Exercise) -> None:
    pose = figure_pose(stance_of(flexion))
    np.testing.assert_allclose(screen_points(pose, Rect(5, 5, 640, 360), False), pose.image_px / 2)


def test_a_bridged_skeleton_is_muted_and_says_no_angle(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    pose = figure_pose(stance_of(flexion))
    believed = drawn(pose, flexion, counting, texts)
    bridged = drawn(pose, flexion, replace(counting, frame_ok=False), texts)
    assert pixels_of(believed, SKY) > 500
    assert pixels_of(bridged, SKY) == 0 and bridged.any()


def test_an_unseen_limb_is_left_out(flexion: Exercise, counting: CoachState, texts: Texts) -> None:
    pose = figure_pose(stance_of(flexion))
    points = pose.image_px.copy()
    points[L.RIGHT_KNEE] = np.nan
    image = drawn(replace(pose, image_px=points), flexion, counting, texts)
    assert pixels_of(image, SKY) == 0 and image.any()


def test_nobody_and_nonsense_draw_without_harm(flexion: Exercise, counting: CoachState, texts: Texts) -> None:
    pose = figure_pose(stance_of(flexion))
    nobody = drawn(replace(pose, image_px=np.full((33, 2), np.nan)), flexion, counting, texts)
    assert not nobody.any()
    drawn(replace(pose, image_px=pose.image_px * 1e7), flexion, counting, texts)
    drawn(replace(pose, image_px=np.zeros((33, 2))), flexion, counting, texts)


def test_the_angle_is_written_beside_the_working_joint(
    flexion: Exercise, counting: CoachState, texts: Texts
) -> None:
    pose = figure_pose(stance_of(flexion))
    with_angle = drawn(pose, flexion, counting, texts)
    without = drawn(pose, flexion, replace(counting, primary_deg=float("nan")), texts)
    rows, columns = np.nonzero((with_angle != without).any(axis=2))
    hip = pose.image_px[L.RIGHT_HIP]
    assert np.hypot(columns - hip[0], rows - hip[1]).max() < 220


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(112.4, "deg", "112°"), (17.6, "% torso", "18 %"), (float("nan"), "deg", "")]
)
def test_the_value_is_written_in_its_unit(
    value: float, unit: str, said: str, counting: CoachState, texts: Texts
) -> None:
    assert value_text(replace(counting, primary_deg=value, unit=unit), texts) == said


def test_every_example_of_the_gallery_has_its_working_limbs_in_the_picture(
    moments: dict[str, Example],
) -> None:
    shown = [example for example in moments.values() if example.pull is not None]
    assert {example.exercise.id for example in shown} == set(ORDER)
    for example in shown:
        points = figure_pose(stance_of(example.exercise, example.pull)).image_px
        way = list(focus_of(example.exercise, example.state).way)
        assert ((points[way] >= 0) & (points[way] < (1280, 720))).all(), example.name
