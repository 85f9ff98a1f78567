"""Settings: kept for their owner, damaged ones, and what choosing one on the start screen does."""

import sys
from pathlib import Path

import pytest

from posecoach.app.start.settings import Settings, load_settings, save_settings, settings_path
from posecoach.app.start.start_screen import next_camera, next_settings, run_options, setting_lines
from posecoach.language import load_language
from posecoach.video import Camera

LANGUAGE = load_language()
pytestmark = pytest.mark.usefixtures("own_home", "short_end")


def test_settings_are_remembered_for_their_owner_alone(own_home: Path) -> None:
    assert load_settings() == Settings()
    assert save_settings(Settings(camera="2", mute=True))
    assert load_settings() == Settings(camera="2", mute=True)
    assert settings_path().parent == own_home
    if sys.platform != "win32":
        assert settings_path().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text", ["", "[]", '{"camera": 5, "rate_wpm": "fast", "count": "sometimes"}', "\0", "[" * 10_000]
)
def test_damaged_settings_are_the_defaults(own_home: Path, text: str) -> None:
    own_home.mkdir()
    settings_path().write_text(text)
    assert load_settings() == Settings()


def test_settings_that_cannot_be_kept_hurt_nobody(own_home: Path) -> None:
    own_home.write_text("a file is in the way")
    assert not save_settings(Settings())


def test_choosing_a_setting_goes_to_its_next_value_and_round() -> None:
    settings = Settings()
    for expected in ("fifth", "off", "every"):
        settings = next_settings(settings, "counting")
        assert settings.count == expected
    assert next_settings(settings, "voice").mute
    values = ["on", "Every rep", "off", "on", "automatic", "0", "English", "as usual", "as usual", "where?"]
    assert [line.value for line in setting_lines(settings, LANGUAGE)] == values
    for expected in ("full", "heavy", "auto"):
        settings = next_settings(settings, "model")
        assert settings.model == expected
    assert run_options(Settings(camera="1", privacy=True)).privacy


def test_the_next_camera_is_chosen_round_and_round_past_those_that_do_not_work() -> None:
    cameras = [Camera(0, "a"), Camera(1, "b", problem="busy"), Camera(2, "c")]
    assert next_camera(Settings(camera="0"), cameras).camera == "2"
    assert next_camera(Settings(camera="2"), cameras).camera == "0"
    assert next_camera(Settings(camera="http://phone/video"), cameras).camera == "0"
    assert next_camera(Settings(camera="5"), []).camera == "5"
