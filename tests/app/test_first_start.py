"""The first start: in the system's language, which is asked once; pages that are there to be read."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.app.start.questions import ask_language, show_notice
from posecoach.app.start.setting_choices import Preview
from posecoach.app.start.settings import (
    Settings,
    choose_language,
    load_settings,
    save_settings,
    system_language,
    wanted_by_system,
)
from posecoach.app.start.start_screen import about_data, run_start_screen
from posecoach.display.actions import Key
from posecoach.language import available_languages, load_language
from posecoach.sentences import in_use
from posecoach.session.folder import exercises_folder
from posecoach.video.frame import Frame
from tests.app.fakes import FakeSource, keys

KNOWN = ("de", "en", "pt")


pytestmark = pytest.mark.usefixtures("own_home")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (("de_AT.UTF-8",), "de"),
        (("pt_BR",), "pt"),
        (("it_IT", "de_DE"), "de"),
        (("it_IT.UTF-8",), "en"),
        (("C.UTF-8",), "en"),
        ((), "en"),
    ],
)
def test_the_systems_language_is_taken_where_it_is_one_of_ours(wanted: tuple[str, ...], code: str) -> None:
    assert system_language(KNOWN, wanted) == code


def test_the_environment_says_which_languages_are_wanted() -> None:
    assert wanted_by_system({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:de"}, "linux") == (
        "fr",
        "de",
        "de_DE.UTF-8",
    )
    assert wanted_by_system({"LC_ALL": "C", "LANGUAGE": "fr"}, "linux") == ("C",)
    assert wanted_by_system({"LC_ALL": "es_ES", "LANG": "de_DE"}, "linux") == ("es_ES",)
    assert wanted_by_system({}, "linux") == ()


def test_the_language_is_asked_on_the_first_start_and_kept() -> None:
    german = available_languages().index("de") + 1
    run_start_screen(keys(None, Key(f"{german}"), None, Key.QUIT), print, cameras=False)
    assert load_settings().language == "de" and in_use().code == "de"


def test_whoever_leaves_at_that_question_is_asked_again() -> None:
    run_start_screen(keys(None, Key.QUIT), print, cameras=False)
    assert load_settings() == Settings()


def test_the_framed_language_is_that_of_the_system() -> None:
    known = [load_language(code) for code in available_languages()]
    assert ask_language(keys(Key.ENTER), known, 2) == known[2].code


def test_another_language_leaves_the_voice_to_the_system() -> None:
    save_settings(Settings(language="en", voice="Samantha"))
    choose_language("fr")
    assert load_settings().voice == ""


def test_the_start_screen_tells_where_the_data_are_and_how_to_remove_them(own_home: Path) -> None:
    sessions, exercises, settings, remove = about_data(load_language())
    assert all(str(own_home) in one for one in (sessions, exercises, settings)) and "delete" in remove
    assert str(exercises_folder()) in exercises


def test_a_notice_stays_until_a_key() -> None:
    window = keys(None, None, Key.ENTER)
    show_notice(window, "Title", ("A sentence.",), load_language())
    assert window.shown == 3


def test_the_preview_is_left_as_the_camera_sees_it_because_the_screen_turns_it() -> None:
    image = np.zeros((48, 64, 3), np.uint8)
    image[:, :32] = 255
    source = FakeSource([])
    source.insert([Frame(image, 0.0, 0)])
    preview = Preview(source)
    preview.refresh()
    assert preview.image is not None and (preview.image == image).all()
