"""The catalogue in the terminal, and one exercise in detail, its own or somebody's file."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from posecoach.cli import group
from posecoach.cli.exercises import command
from posecoach.errors import ExerciseError
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.session.taught import exercise_of


def answer(*words: str) -> str:
    result = CliRunner().invoke(command, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_catalogue_names_every_exercise() -> None:
    listed = answer()
    assert all(exercise.id in listed for exercise in builtin_exercises())


def test_one_exercise_is_told_with_its_steps_dose_and_camera() -> None:
    shown = answer("show", "hip-flexion")
    assert "Hip flexion: Lying on your back" in shown
    assert "1. Lie on your back, one or both knees bent." in shown
    assert "Dose: 3 sets of 30-50, each side." in shown
    assert "Camera: from the side, about 2.5 m away, 0.8 m high" in shown


def test_a_file_without_any_text_is_shown_without_gaps(tmp_path: Path) -> None:
    path = tmp_path / "my-squat.toml"
    path.write_text('name = "Squat"\nreps = 8\n[count]\nsignal = "knee_flexion"\n', encoding="utf-8")
    assert answer("show", str(path)).startswith("Squat\n\nDose: 1 set of 8.\nCamera:")


def test_no_word_is_cut_off_in_the_narrowest_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    listed = CliRunner().invoke(group, ["exercises"], catch_exceptions=False).output
    assert all(exercise.id in listed.split() for exercise in builtin_exercises())
    assert "…" not in listed


def test_one_that_was_taught_on_this_computer_is_known_by_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path))
    path = tmp_path / "exercises" / "squat.toml"
    path.parent.mkdir()
    text = 'id = "my-squat"\nname = "Squat"\nreps = 8\n[count]\nsignal = "knee_flexion"\n'
    path.write_text(text, encoding="utf-8")
    assert "my-squat" in answer()
    assert answer("show", "my-squat").startswith("Squat\n")
    assert exercise_of("my-squat") == exercise_of(str(path))


def test_one_whose_file_is_damaged_is_told_of_and_not_called_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path))
    (tmp_path / "exercises").mkdir()
    path = tmp_path / "exercises" / "squat.toml"
    path.write_text('id = "squat"\nname = "Squ', encoding="utf-8")
    result = CliRunner().invoke(command, [], catch_exceptions=False)
    assert result.exit_code == 0 and "hip-flexion" in result.stdout
    assert "squat.toml is not valid TOML" in result.stderr and "line 2" in result.stderr
    with pytest.raises(ExerciseError, match=r"squat\.toml is not valid TOML"):
        exercise_of("squat")
