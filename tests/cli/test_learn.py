"""`posecoach learn`: from a recording to a file that the other commands take."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from posecoach.app.start.setting_choices import own_exercises
from posecoach.app.teach import teach
from posecoach.app.teach.teach import learn_from
from posecoach.cli.learn import command
from posecoach.errors import PoseCoachError
from posecoach.exercises.catalogue import find_exercise
from posecoach.learning.lesson import Lesson, Order
from posecoach.session.track import read_track

ROOT = Path(__file__).resolve().parents[2]
TRACK = ROOT / "samples" / "tracks" / "variety_004.npz"
"""Seven pulls of the left hip, by 17 degrees."""


@pytest.fixture(autouse=True)
def _learned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the recording teaches is worked out once for each order, not in each test."""
    monkeypatch.setattr(teach, "learn_from", lambda track, *asked: learned(*asked))


@cache
def learned(order: Order, start_s: float = 0.0, end_s: float = float("inf")) -> Lesson:
    return learn_from(read_track(TRACK), order, start_s, end_s)


def taught(out: Path, *words: str, track: Path = TRACK, **extra: str) -> Result:
    arguments = [str(track), "--name", "Knee to chest", "--out", str(out), *words]
    return CliRunner().invoke(command, arguments, catch_exceptions=False, **extra)


def test_a_recording_becomes_a_file_and_a_page(tmp_path: Path) -> None:
    out = tmp_path / "knee.toml"
    result = taught(out, "--reps", "7", "--step", "Lie down.", "--cue", "Slowly.")
    assert result.exit_code == 0
    assert result.output.startswith("I count 7 repetitions in the bend of the hip (left).")
    assert result.output.endswith(f"Try it: posecoach live {out}\n")
    exercise = find_exercise(str(out))
    assert (exercise.id, exercise.name, exercise.sides) == (
        "knee-to-chest",
        "Knee to chest",
        ("left", "right"),
    )
    assert exercise.text.steps == ("Lie down.",) and exercise.text.cues == ("Slowly.",)
    assert exercise.shown is not None and exercise.shown.side == "left" and len(exercise.shown.moments) == 16
    assert "# Knee to chest: learned from variety_004.npz." in out.read_text(encoding="utf-8")
    page = (tmp_path / "knee.html").read_text(encoding="utf-8")
    assert page.count('class="rep"') == 7 and "<script" not in page and "<img" not in page
    assert page.count("<circle") == 2, "each of the two figures has a head"
    assert page.count('text-anchor="end"') == 1, "the last second stays within the drawing"


def test_without_a_file_named_it_gets_a_card_on_the_start_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path))
    for exercise_id in ("hip-flexion-2", "hip-flexion-3"):  # neither the program's nor the first is lost
        arguments = [str(TRACK), "--name", "Hip flexion", "--reps", "7"]
        result = CliRunner().invoke(command, arguments, catch_exceptions=False)
        file = tmp_path / "exercises" / f"{exercise_id}.toml"
        assert f"Try it: posecoach live {file}\n" in result.output
        assert result.output.endswith("It has a card on the start screen, under “My exercises”.\n")
    assert [one.id for one in own_exercises()] == ["hip-flexion-2", "hip-flexion-3"]


def test_nobody_is_asked_without_a_terminal(tmp_path: Path) -> None:
    assert "Right?" not in taught(tmp_path / "knee.toml", input="").output


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits before it."""
    here = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr("posecoach.cli.learn.sys", SimpleNamespace(stdin=here, stdout=here))


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("answer", ["", "7", "yes"])
def test_whoever_is_asked_whether_the_count_is_right_agrees(tmp_path: Path, answer: str) -> None:
    result = taught(tmp_path / "knee.toml", input=f"{answer}\n")
    assert result.output.count("I count 7. Right?") == 1 and (tmp_path / "knee.toml").is_file()


@pytest.mark.usefixtures("terminal")
def test_another_answer_is_looked_for_and_refused_where_nothing_repeats_so_often(tmp_path: Path) -> None:
    with pytest.raises(PoseCoachError, match=r"I count 7 repetitions, not 12\."):
        taught(tmp_path / "knee.toml", input="12\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("terminal")
def test_whoever_has_said_how_many_is_not_asked(tmp_path: Path) -> None:
    assert "Right?" not in taught(tmp_path / "knee.toml", "--reps", "7", input="").output


def test_a_wrong_count_is_answered_with_those_that_the_signals_give(tmp_path: Path) -> None:
    with pytest.raises(
        PoseCoachError, match=r"I count 7 repetitions, not 12\. What repeats: .*7 in the bend of the hip"
    ):
        taught(tmp_path / "knee.toml", "--reps", "12")
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_the_recording_can_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(PoseCoachError, match="Nothing repeats"):
        taught(tmp_path / "knee.toml", "--to", "3")


def test_a_recording_or_a_camera_is_needed_and_not_both(tmp_path: Path) -> None:
    for words in (["--name", "x"], [str(TRACK), "--camera", "0", "--name", "x"]):
        result = CliRunner().invoke(command, words)
        assert result.exit_code == 2 and "Name one recording, or --camera." in result.output


@pytest.mark.parametrize("name", [" ", "x" * 81])
def test_a_name_has_one_line_on_the_start_screen(name: str) -> None:
    result = CliRunner().invoke(command, [str(TRACK), "--name", name])
    assert result.exit_code == 2 and "--name takes 1 to 80 characters." in result.output


def test_a_name_that_cannot_stand_in_a_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PoseCoachError, match="key 'name'"):
        taught(tmp_path / "knee.toml", "--name", "a\x07b")
    assert list(tmp_path.iterdir()) == []
