"""--language: another language needs only a file; it is remembered, and mistakes in it are told."""

from pathlib import Path

import pytest

from posecoach.exercises.catalogue import find_exercise
from posecoach.language import load_language, localise
from tests.cli.conftest import Ask
from tests.running import posecoach
from tests.video.makers import write_clip

FLEMISH = """
[language]
code = "nl"

[phase]
looking = "Waar ben je?"

[routine]
welcome_one = "Welkom. Vandaag een oefening."

[exercise.hip-flexion]
name = "Heup buigen"
"""
LOOKING, ENGLISH = "Waar ben je?", "I am looking for you."


@pytest.fixture
def flemish(tmp_path: Path) -> Path:
    path = tmp_path / "vlaams.toml"
    path.write_text(FLEMISH, encoding="utf-8")
    return path


def test_a_run_speaks_the_language_from_then_on_and_english_where_its_file_is_silent(
    ask_here: Ask, tmp_path: Path, flemish: Path
) -> None:
    clip = write_clip(tmp_path / "room.mp4", frames=20, fps=20)

    def live(*arguments: object) -> str:
        words = ("live", "hip-flexion", "--camera", clip, "--mute", "--model", "full", *arguments)
        done = ask_here(*words, home=tmp_path, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = live("--language", flemish.name)
    assert LOOKING in said and ENGLISH not in said
    assert "Heup buigen" in said, "the exercise has its texts from there too"
    assert "I have not counted anything." in said, "what the file leaves out"
    assert LOOKING in live(), "it is remembered"
    assert ENGLISH in live("--language", "en")


def test_the_routine_and_the_start_screen_speak_it_too(ask_here: Ask, tmp_path: Path, flemish: Path) -> None:
    assert ask_here("--language", flemish, home=tmp_path).returncode == 0
    plan = tmp_path / "plan.toml"
    plan.write_text("[[exercise]]\nexercise = 'hip-flexion'\nsides = ['left']\n", encoding="utf-8")
    done = ask_here("routine", "--plan", plan, "--camera", "97", "--mute", home=tmp_path)
    assert "Welkom. Vandaag een oefening." in done.stdout
    assert "Heup buigen, left" in done.stdout


@pytest.mark.parametrize("command", [("live", "hip-flexion"), ("routine",), ("demo",), ()])
def test_a_language_that_cannot_be_used_is_one_sentence(
    ask_here: Ask, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "broken.toml").write_text("[rest]\nstart = 'Pauze {seconden}'\n", encoding="utf-8")
    for name, words in (("klingon", "There is no language 'klingon'"), ("broken.toml", "key 'rest.start'")):
        done = ask_here(*command, "--language", name, home=tmp_path, cwd=tmp_path)
        assert done.returncode == 1
        assert words in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_before_a_command_it_means_the_same_as_after_it(ask_here: Ask, tmp_path: Path, flemish: Path) -> None:
    for order in (("--language", flemish, "exercises"), ("exercises", "--language", flemish)):
        done = ask_here(*order, home=tmp_path / f"home-{order.index(flemish)}")
        assert done.returncode == 0, done.stderr
        assert "Heup buigen" in done.stdout
    done = ask_here("--language", "klingon", "exercises", home=tmp_path)
    assert done.returncode == 1 and "There is no language 'klingon'" in done.stderr


def test_one_exercise_is_shown_in_the_language_that_was_chosen(
    ask_here: Ask, tmp_path: Path, flemish: Path
) -> None:
    assert ask_here("--language", flemish, "exercises", home=tmp_path).returncode == 0
    assert "Heup buigen" in ask_here("exercises", "show", "hip-flexion", home=tmp_path).stdout


def test_a_remembered_language_whose_file_is_gone_is_told_and_english_serves(
    ask_here: Ask, tmp_path: Path, flemish: Path
) -> None:
    def start(*arguments: object) -> tuple[str, ...]:
        done = ask_here(*arguments, home=tmp_path)
        assert done.returncode == 0, done.stderr
        return tuple(done.stderr.splitlines())

    assert start("--language", flemish) == ()
    kept = flemish.read_text(encoding="utf-8")
    flemish.unlink()
    (told,) = start()
    assert told.startswith(f"There is no language '{flemish}'.") and "--language" in told
    flemish.write_text(kept, encoding="utf-8")
    assert start() == (), "it is remembered until another is chosen"
    flemish.unlink()
    assert start("--language", "en") == start() == ()


def test_a_language_that_cannot_be_kept_is_spoken_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a_file").touch()
    words = ("--language", "fr", "exercises", "show", "hip-extension")
    nowhere = {"POSECOACH_HOME": str(tmp_path / "a_file" / "home")}
    done = posecoach(*words, folder=tmp_path, environ=nowhere)
    assert done.returncode == 0
    french = load_language("fr")
    assert localise(find_exercise("hip-extension"), french).text.summary in done.stdout
    assert done.stderr.startswith(french.say("choice.not_kept", path="|").split("|")[0])
    assert len(done.stderr.splitlines()) == 1, "it is told once"


@pytest.mark.parametrize("words", ["history", "report", "data path", "exercises show hip-flexion", "doctor"])
def test_every_command_of_a_patient_takes_the_language(ask_here: Ask, tmp_path: Path, words: str) -> None:
    done = ask_here(*words.split(), "--language", "de", "--help", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Aufruf:")
    assert "--language" in done.stdout


def test_the_language_of_any_command_is_kept(ask_here: Ask, tmp_path: Path) -> None:
    none = load_language("de").say("history.none", exercise="hip-flexion")
    assert ask_here("history", "--language", "de", home=tmp_path).stdout.strip() == none
    assert ask_here("history", home=tmp_path).stdout.strip() == none


def test_the_example_of_a_plan_is_in_the_language_asked_for(ask_here: Ask, tmp_path: Path) -> None:
    done = ask_here("routine", "--language", "de", "--example", home=tmp_path)
    assert load_language("de").say("plan.example_note") in done.stdout
