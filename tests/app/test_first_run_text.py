"""The text of the first start: before anything else, once, and only where somebody can answer."""

from dataclasses import replace

import pytest

from posecoach.app.live.routine_run import accept_before
from posecoach.app.live.run_options import RunOptions
from posecoach.app.start.questions import show_first_run
from posecoach.app.start.settings import load_settings
from posecoach.app.start.start_screen import run_start_screen
from posecoach.display.actions import Key
from posecoach.language import load_language
from tests.app.fakes import answers, keys

LANGUAGE = load_language()
CAMERA = RunOptions(camera="0", window=False)
pytestmark = pytest.mark.usefixtures("own_home", "short_end")


def test_the_first_run_text_says_that_this_is_no_medical_device() -> None:
    told: list[str] = []
    assert show_first_run(LANGUAGE, None, told.append, answers(""))
    assert any("no medical device" in line for line in told)
    assert show_first_run(LANGUAGE, keys(Key.ENTER), print)
    assert not show_first_run(LANGUAGE, keys(Key.QUIT), print)


def test_a_run_of_one_exercise_begins_with_the_first_text_too_and_only_once() -> None:
    told: list[str] = []
    assert accept_before(CAMERA, told.append, answers(""))
    assert LANGUAGE.say("firstrun.title") in told and load_settings().accepted
    assert accept_before(CAMERA, told.append, answers()), "nothing is asked the second time"


def test_whoever_does_not_accept_the_first_text_in_the_window_does_not_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("posecoach.app.live.routine_run.open_window", lambda *_: keys(Key.QUIT))
    assert not accept_before(CAMERA, print)
    assert not load_settings().accepted


def test_the_first_text_waits_where_nobody_can_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    assert accept_before(replace(CAMERA, camera="clip.mp4"), told.append, answers()), "a recording"
    monkeypatch.setattr("posecoach.app.live.routine_run.can_ask", lambda: False)
    assert accept_before(CAMERA, told.append), "no terminal"
    assert told == [] and not load_settings().accepted


def test_the_first_run_text_comes_before_the_start_screen() -> None:
    run_start_screen(keys(Key.QUIT), print, cameras=False)
    assert not load_settings().accepted
