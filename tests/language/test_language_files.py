"""Language files: what they leave out, mistakes in them told at once, exercises in their words."""

from pathlib import Path

import pytest

from posecoach.errors import PoseCoachError
from posecoach.exercises.catalogue import find_exercise
from posecoach.language import Language, available_languages, load_language, localise

GERMAN = """
[language]
code = "de"
name = "Deutsch"

[numbers]
words = ["null", "eins", "zwei"]

[phase]
hold = "Stillhalten."

[count]
set_done = "Satz fertig. {n} Mal."
set_done_one = "Satz fertig. Ein Mal."

[exercise.hip-flexion]
name = "Hüftbeugung"
cues = ["Klein und gleichmäßig."]
lower_back = { pelvis_rise = "Kleiner: der untere Rücken bleibt auf der Matte." }
"""


@pytest.fixture
def german(tmp_path: Path) -> Language:
    (tmp_path / "de.toml").write_text(GERMAN, encoding="utf-8")
    return load_language("de", folder=tmp_path)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xx.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_second_language_needs_only_a_file(german: Language) -> None:
    assert german.code == "de"
    assert german.say("phase.hold") == "Stillhalten."
    assert german.say("count.set_done", n=1) == "Satz fertig. Ein Mal."
    assert german.number(2) == "zwei"
    assert german.number(3) == "3"


def test_a_figure_in_a_sentence_is_written_as_the_language_does() -> None:
    assert load_language("de").say("screen.camera_height", height=0.8) == "0,8 m hoch"


def test_what_a_language_leaves_out_is_said_in_english(german: Language) -> None:
    assert german.say("phase.rest") == "Rest."
    assert "phase.rest" in german.missing()
    assert "phase.hold" not in german.missing()


def test_a_plural_in_its_own_language_comes_before_the_english_singular(tmp_path: Path) -> None:
    path = write(tmp_path, '[count]\nset_done = "{n} x"')
    assert load_language(str(path)).say("count.set_done", n=1) == "1 x"


def test_languages_in_a_folder_are_listed(german: Language, tmp_path: Path) -> None:
    assert available_languages(tmp_path) == ("de", "en")
    assert "en" in available_languages()


def test_an_unknown_language_is_one_clear_sentence() -> None:
    with pytest.raises(PoseCoachError, match=r"There is no language 'klingon'.*en"):
        load_language("klingon")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[phase\n", "not valid TOML"),
        ('phase = "hold"', r"key 'phase': expected a section \[phase\]"),
        ("[phase]\nhold = 3", "key 'phase.hold': expected a text"),
        ('[rest]\nstart = "Pause {sekunden}"', "key 'rest.start': expected only {seconds}"),
        ('[rest]\nstart = "Pause {seconds.real}"', "key 'rest.start'"),
        ('[rest]\nstart = "Pause {seconds"', "key 'rest.start': expected matching braces"),
        ('[phase]\nhold = "Still {n}"', "key 'phase.hold': expected no braces"),
        ("[numbers]\nwords = [1, 2]", "key 'numbers.words': expected a list of texts"),
        ("[exercise.hip-flexion]\nsteps = 3", "key 'exercise.hip-flexion.steps': expected a list of texts"),
        ('[exercise.hip-flexion]\nreps = "3"', "key 'exercise.hip-flexion.reps'"),
        ("exercise = 3", "key 'exercise'"),
        ("[exercise.hip-flexion]\nlower_back = 3", "key 'exercise.hip-flexion.lower_back': expected a text"),
    ],
)
def test_a_mistake_in_a_language_file_is_told_when_it_is_loaded(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(PoseCoachError, match=says):
        load_language(str(write(tmp_path, text)))


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PoseCoachError, match="no text in UTF-8"):
        load_language(str(path))


def test_an_exercise_speaks_the_language(german: Language) -> None:
    exercise = localise(find_exercise("hip-flexion"), german)
    assert exercise.name == "Hüftbeugung"
    assert exercise.text.cues == ("Klein und gleichmäßig.",)
    assert exercise.back_message == "Kleiner: der untere Rücken bleibt auf der Matte."
    assert exercise.text.steps == find_exercise("hip-flexion").text.steps


@pytest.mark.parametrize("text", ['"Kleiner."', '{ pelvis_edge = "Kleiner.", pelvis_rise = "Flacher." }'])
def test_a_warning_has_the_words_of_the_language_written_once_or_for_each_measure(
    tmp_path: Path, text: str
) -> None:
    path = write(tmp_path, f"[exercise.hip-flexion]\nlower_back = {text}\n")
    language = load_language(str(path))
    assert localise(find_exercise("hip-flexion"), language).back_message == "Kleiner."


def test_an_exercise_the_language_does_not_know_stays_as_it_is(german: Language) -> None:
    exercise = find_exercise("hip-extension")
    assert localise(exercise, german) is exercise
