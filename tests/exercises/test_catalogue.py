"""The exercises that come with the program: complete, in order, and found by id or by file."""

from pathlib import Path

import pytest

from posecoach.coaching.lower_back.cues import CUES
from posecoach.errors import ExerciseError
from posecoach.exercises.catalogue import FOLDER, builtin_exercises, find_exercise
from posecoach.exercises.definition import MEASURES, Exercise

IDS = ("hip-flexion", "hip-internal-rotation", "hip-external-rotation", "hip-extension")
EXERCISES = {exercise.id: exercise for exercise in builtin_exercises()}


def test_the_four_of_the_programme_come_first_and_in_their_order() -> None:
    assert tuple(EXERCISES)[:4] == IDS


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_says_how_to_do_it_and_where_the_camera_goes(exercise: Exercise) -> None:
    assert exercise.text.summary.endswith(".")
    assert len(exercise.text.steps) >= 3
    assert exercise.text.cues
    assert 0.3 <= exercise.camera.height_m <= 2 and 1 <= exercise.camera.distance_m <= 5


@pytest.mark.parametrize("exercise_id", IDS)
def test_a_pulse_of_five_degrees_can_count_in_the_programme(exercise_id: str) -> None:
    assert EXERCISES[exercise_id].count.min_range < 5


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_programme_watches_the_lower_back_and_says_what_to_change(exercise_id: str) -> None:
    exercise = EXERCISES[exercise_id]
    assert exercise.lower_back
    assert exercise.back_message.endswith(".")


def test_the_coach_can_read_every_measure_that_a_file_may_name() -> None:
    assert set(MEASURES) == set(CUES)


def test_the_stretched_leg_of_the_lunge_is_behind_and_the_front_knee_is_counted() -> None:
    assert EXERCISES["hip-extension"].count.leg == "front"


@pytest.mark.parametrize("exercise_id", IDS)
def test_an_id_finds_its_exercise(exercise_id: str) -> None:
    assert find_exercise(exercise_id).id == exercise_id


def test_a_file_is_found_by_its_path_whatever_its_ending(tmp_path: Path) -> None:
    for name in ("my-squat.toml", "my-squat.txt"):
        (tmp_path / name).write_text('[count]\nsignal = "knee_flexion"\n', encoding="utf-8")
        assert find_exercise(str(tmp_path / name)).id == "my-squat"


def test_an_own_file_cannot_pass_for_one_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "hip-flexion.toml"
    path.write_text('[count]\nsignal = "knee_flexion"\n', encoding="utf-8")
    with pytest.raises(ExerciseError, match="the id 'hip-flexion' belongs to the program"):
        find_exercise(str(path))
    assert find_exercise(str(FOLDER / "hip-flexion.toml")).id == "hip-flexion"


def test_an_unknown_name_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(ExerciseError, match="no exercise 'yoga'") as caught:
        find_exercise("yoga")
    assert all(exercise_id in caught.value.hint for exercise_id in IDS)


def test_a_name_that_is_nearly_one_is_asked_about() -> None:
    for name in ("hip-flexon", "Hip Flexion", "hip_flexion"):
        with pytest.raises(ExerciseError) as error:
            find_exercise(name)
        assert "Did you mean hip-flexion?" in error.value.hint
    with pytest.raises(ExerciseError) as error:
        find_exercise("juggling")
    assert "Did you mean" not in error.value.hint
