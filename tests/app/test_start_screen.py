"""The start screen: settings, choices, the last session, pages, the plan, its language."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.start.pages import open_page
from posecoach.app.start.settings import Settings, choose_language, load_settings, save_settings
from posecoach.app.start.start_screen import last_session, plan_title, run_start_screen
from posecoach.app.start.therapist_plan import example_plan
from posecoach.display.actions import ActionKind, Key
from posecoach.language import load_language
from posecoach.session.history import HistoryRow
from tests.app.fakes import FakeEstimator, FakeSource, RecordingVoice, hip_flexion, keys, simulated
from tests.session.examples import history_row

LANGUAGE = load_language()
pytestmark = pytest.mark.usefixtures("own_home", "short_end")


def test_the_start_screen_lets_settings_be_changed_and_leaves_on_q() -> None:
    save_settings(Settings(accepted=True))
    window = keys(None, *[Key.RIGHT] * 8, Key.ENTER, Key.QUIT)
    run_start_screen(window, print, cameras=False)
    assert load_settings().mute


def test_the_start_screen_says_why_a_choice_could_not_be_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a page of its own, because small print at the bottom is not read by whoever stands up to begin."""
    told: list[str] = []

    def notice(window: object, title: str, words: tuple[str, ...], language: object) -> None:
        told.extend([title, *words])

    monkeypatch.setattr("posecoach.app.start.start_screen.show_notice", notice)
    save_settings(Settings(accepted=True, camera="97", mute=True, pain=False))
    window = keys(None, Key.DIGIT_1, None, None, Key.QUIT)
    run_start_screen(window, print, cameras=False)
    assert window.shown >= 5, "it comes back to the start screen"
    assert told[0] == "Something went wrong." and "97" in told[1]


def test_the_last_session_is_told_in_days() -> None:
    now = datetime(2031, 5, 20, 9, 0).astimezone()

    def row(days: int, reps: int = 30) -> HistoryRow:
        return history_row(started_at=now - timedelta(days=days), reps=reps, clean_reps=reps)

    assert last_session([], LANGUAGE) == ""
    assert last_session([row(0)], LANGUAGE, now) == "Last time: today, 30 reps"
    assert last_session([row(1)], LANGUAGE, now) == "Last time: yesterday, 30 reps"
    assert last_session([row(4)], LANGUAGE, now) == "Last time: 4 days ago, 30 reps"
    assert last_session([row(0, reps=0), row(1)], LANGUAGE, now) == "Last time: yesterday, 30 reps"
    assert last_session([row(0, reps=0)], LANGUAGE, now) == ""


def test_the_start_screen_is_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    def first_picture() -> np.ndarray:
        window = keys(None, Key.QUIT)
        run_start_screen(window, print, cameras=False)
        assert window.newest is not None
        return window.newest

    save_settings(Settings(accepted=True))
    english = first_picture()
    path = tmp_path / "xx.toml"
    path.write_text('[exercise.hip-flexion]\nname = "Heup buigen"\n', encoding="utf-8")
    choose_language(str(path))
    assert (first_picture() != english).any()
    path.unlink()
    assert (first_picture() == english).all(), "a file that is gone stops nobody"


def test_the_last_session_and_progress_open_in_the_browser(tmp_path: Path) -> None:
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    assert "no such session" in open_page(ActionKind.HISTORY, LANGUAGE, browse).lower()
    poses = simulated(reps=5)
    devices = Devices(
        source=FakeSource(poses), estimator=lambda: FakeEstimator(poses), voice=RecordingVoice()
    )
    run_blocks([hip_flexion(sets=1)], RunOptions(window=False), print, devices=devices)
    for kind, name in (
        (ActionKind.REPORT, "session-0001.html"),
        (ActionKind.PROGRESS, "progress.html"),
        (ActionKind.HISTORY, "progress.html#sessions"),
    ):
        assert name.split("#")[0] in open_page(kind, LANGUAGE, browse)
        assert opened[-1].endswith(name)


def test_a_plan_that_was_followed_is_on_the_start_screen_until_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(example_plan(load_language().say), encoding="utf-8")
    assert plan_title(str(path)) == "Before breakfast"
    path.write_text(example_plan(load_language().say).replace("sets", "setts"), encoding="utf-8")
    assert plan_title(str(path)) == "plan"  # chosen, it says what is wrong in it
    path.unlink()
    assert plan_title(str(path)) == plan_title("") == ""
