"""The figure that shows an exercise: on the person's side, anatomically sensible, right and wrong."""

import numpy as np
import pytest

from posecoach.display.bodies import PELVIS, TORSO_M, Body, Vector, body_of
from posecoach.display.demonstration import Movement, Player, Scene, demonstration_of
from posecoach.display.figures import stance_of
from posecoach.display.layout import Rect
from posecoach.display.theme import VERMILLION
from posecoach.exercises.catalogue import ORDER, builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.figure import Lengths
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.language import for_side, load_language

MAN = Lengths()
PULLS = (0.0, 0.25, 0.5, 0.75, 1.0)


def angle_deg(first: Vector, second: Vector) -> float:
    cosine = first @ second / (np.linalg.norm(first) * np.linalg.norm(second))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def hip_flexion_deg(body: Body, right: int) -> float:
    """Of the thigh against the pelvis, as a goniometer would measure it."""
    pelvis = body.spine[0] - body.spine[3]
    return angle_deg(pelvis, body.points[L.LEFT_KNEE + right] - body.points[L.LEFT_HIP + right])


def knee_flexion_deg(body: Body, right: int) -> float:
    hip, knee, ankle = (body.points[joint + right] for joint in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
    return angle_deg(knee - hip, ankle - knee)


def bend_deg(body: Body) -> float:
    """How much the spine is bent between pelvis and chest."""
    return angle_deg(body.spine[1] - body.spine[0], body.spine[-1] - body.spine[-2])


@pytest.mark.parametrize("exercise", builtin_exercises(), ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("wrong", [0.0, 1.0])
@pytest.mark.parametrize("pull", PULLS)
def test_bones_keep_their_length_and_nothing_sinks_into_the_mat(
    exercise: Exercise, pull: float, wrong: float
) -> None:
    body = body_of(exercise, pull, wrong)
    for right in (0, 1):
        for ends, length in (
            ((L.LEFT_HIP, L.LEFT_KNEE), MAN.thigh_m),
            ((L.LEFT_KNEE, L.LEFT_ANKLE), MAN.shank_m),
            ((L.LEFT_SHOULDER, L.LEFT_ELBOW), MAN.upper_arm_m),
            ((L.LEFT_ELBOW, L.LEFT_WRIST), MAN.forearm_m),
        ):
            begin, end = (body.points[joint + right] for joint in ends)
            assert np.linalg.norm(end - begin) == pytest.approx(length / TORSO_M, abs=0.03), ends
    assert body.points[:, 1].max() <= 0.02


@pytest.mark.parametrize("exercise", builtin_exercises(), ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("pull", PULLS)
def test_joints_stay_within_what_a_body_does(exercise: Exercise, pull: float) -> None:
    """Hip flexion up to 125 degrees, extension up to 15 and a little more; knee flexion up to 140."""
    body = body_of(exercise, pull)
    for right in (0, 1):
        assert knee_flexion_deg(body, right) <= 140
        assert hip_flexion_deg(body, right) <= 125
    if exercise.id == "hip-extension":
        rear = body.points[L.LEFT_KNEE] - body.points[L.LEFT_HIP]
        assert 5 <= np.degrees(np.arctan2(-rear[0], rear[1])) <= 20


@pytest.mark.parametrize("exercise", builtin_exercises(), ids=lambda exercise: exercise.id)
def test_done_rightly_the_back_keeps_its_shape_and_wrongly_it_does_not(exercise: Exercise) -> None:
    still = [body_of(exercise, pull) for pull in PULLS]
    assert max(bend_deg(body) for body in still) - min(bend_deg(body) for body in still) < 3
    wrong = body_of(exercise, 1.0, 1.0)
    if exercise.id == "hip-internal-rotation":  # there it is the pelvis that rolls
        across = wrong.points[L.RIGHT_HIP] - wrong.points[L.LEFT_HIP]
        assert 20 <= angle_deg(across, np.array([0.0, 0.0, 1.0])) <= 40
    else:
        assert 15 <= abs(bend_deg(wrong) - bend_deg(still[-1])) <= 80
    assert 0 < PELVIS < 0.5


@pytest.mark.parametrize(
    ("exercise_id", "joint", "least_deg"),
    [("hip-flexion", "hip", 10), ("hip-extension", "knee", 10)],
)
def test_the_pull_moves_what_is_counted(exercise_id: str, joint: str, least_deg: float) -> None:
    exercise = find_exercise(exercise_id)
    measure = hip_flexion_deg if joint == "hip" else knee_flexion_deg
    values = [measure(body_of(exercise, pull), 1) for pull in PULLS]
    assert values == sorted(values) and values[-1] - values[0] > least_deg


def test_inward_rotation_takes_the_knee_inward() -> None:
    exercise = find_exercise("hip-internal-rotation")
    knees = [body_of(exercise, pull).points[L.RIGHT_KNEE, 2] for pull in PULLS]
    assert knees == sorted(knees, reverse=True)
    assert body_of(exercise, 1.0).points[L.RIGHT_ANKLE, 2] == body_of(exercise, 0.0).points[L.RIGHT_ANKLE, 2]


def head_is_left(exercise: Exercise, side: str, flipped: bool = False) -> bool:
    player = demonstration_of(exercise, side, flipped)
    assert player is not None
    points = player.stance(player.at(0.0)).points
    return bool(points[L.NOSE, 0] < points[L.RIGHT_HIP, 0])


def test_the_figure_lies_as_the_person_does_whose_side_faces_the_camera() -> None:
    flexion = find_exercise("hip-flexion")
    assert head_is_left(flexion, "right") and not head_is_left(flexion, "left")
    assert not head_is_left(flexion, "right", flipped=True), "in a mirror it is the other way round"


def test_in_a_split_stance_the_front_leg_is_that_of_the_other_side() -> None:
    player = demonstration_of(find_exercise("hip-extension"), "left")
    assert player is not None
    points = player.stance(player.at(0.0)).points
    forward = points[L.NOSE, 0] - (points[L.LEFT_EAR, 0] + points[L.RIGHT_EAR, 0]) / 2
    assert forward * (points[L.RIGHT_KNEE, 0] - points[L.LEFT_KNEE, 0]) > 0


@pytest.mark.parametrize("exercise_id", ORDER)
def test_the_words_go_with_the_figure_and_end_with_how_not_to(exercise_id: str) -> None:
    language = load_language()
    exercise = find_exercise(exercise_id)
    sided = for_side(exercise, exercise.sides[0], language)
    player = demonstration_of(sided, exercise.sides[0])
    assert player is not None
    shown = [player.at(0.1 + 0.2 * step) for step in range(round(player.length_s / 0.2))]
    words = list(dict.fromkeys(moment.words for moment in shown))
    text = sided.text
    assert words == [*text.shown, text.pull, text.release, text.mistake]
    assert all(moment.wrong == (moment.words == text.mistake) for moment in shown)
    assert player.at(0.0) == player.at(player.length_s)


def test_a_side_that_is_not_known_is_not_named() -> None:
    player = demonstration_of(find_exercise("hip-flexion"), "")
    assert player is not None
    words = {player.at(0.1 + 0.2 * step).words for step in range(round(player.length_s / 0.2))}
    assert not any("{" in text or "left" in text or "right" in text for text in words)


def test_the_figure_neither_grows_nor_wanders() -> None:
    player = demonstration_of(find_exercise("hip-flexion"), "right")
    assert player is not None
    heads = []
    for step in range(24):
        image = np.zeros((200, 300, 3), np.uint8)
        player.draw(image, Rect(0, 0, 300, 200), player.at(step * player.length_s / 24))
        heads.append(image[-40:, :25].copy())
    assert all((head == heads[0]).all() for head in heads)


def test_anybodys_landmarks_can_be_played() -> None:
    rng = np.random.default_rng(5)
    points = np.stack([100 * stance_of(find_exercise("hip-flexion"), pull).points for pull in PULLS])
    points = points + rng.normal(0, 0.5, points.shape)
    points[2, L.LEFT_WRIST] = np.nan  # a hand that was not seen
    movement = Movement.of_landmarks([10.0, 10.2, 10.4, 10.6, 10.8], points, near="left")
    assert movement.length_s == pytest.approx(1.0)
    player = Player([Scene(movement, ((0.0, "Pull"), (0.5, "Let go"))), Scene(movement, wrong=True)])
    assert [player.at(t_s).index for t_s in (0.0, 0.39, 0.41, 0.99, 1.01)] == [0, 1, 2, 4, 0]
    assert player.at(0.7).words == "Let go" and player.at(1.5).wrong
    image = np.zeros((200, 300, 3), np.uint8)
    player.draw(image, Rect(0, 0, 300, 200), player.at(0.41))
    assert image.any() and not (image == VERMILLION).all(axis=2).any()
    player.draw(image, Rect(0, 0, 300, 200), player.at(1.41))
    assert (image == VERMILLION).all(axis=2).any()


def test_an_exercise_of_ones_own_has_no_demonstration_that_could_be_wrong() -> None:
    from dataclasses import replace

    assert demonstration_of(replace(find_exercise("hip-flexion"), id="mine")) is None
