"""A whole live run with its threads: nothing waits for the voice, keys work, leaving saves."""

import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.app.live.range_test import run_measurement
from posecoach.app.live.routine_run import run_routine
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.start.settings import Settings, load_settings, save_settings
from posecoach.audio.utterance import Utterance
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.display.actions import Key
from posecoach.display.cards import draw_leaving
from posecoach.display.shapes import Image
from posecoach.display.theme import Type
from posecoach.errors import VideoError
from posecoach.language import load_language
from posecoach.sentences import Texts
from posecoach.session.store import Store
from tests.app.fakes import (
    FakeEstimator,
    FakeSource,
    FakeWindow,
    RecordingVoice,
    hip_flexion,
    nobody,
    simulated,
)

pytestmark = pytest.mark.usefixtures("quick_goodbye")

LANGUAGE = load_language()


def run(folder: Path, devices: Devices, **options: object):
    lines: list[str] = []
    result = run_blocks(
        [hip_flexion()],
        RunOptions(folder=folder, hand=False, pain=False, **options),  # type: ignore[arg-type]
        lines.append,
        devices=devices,
    )
    return result, lines


def devices_for(poses, window: FakeWindow | None = None, voice=None) -> Devices:
    return Devices(
        source=FakeSource(poses),
        estimator=lambda: FakeEstimator(poses),
        voice=voice or RecordingVoice(),
        window=window,
    )


def test_a_set_runs_from_start_to_stored_with_a_window(tmp_path: Path, six_reps) -> None:
    window = FakeWindow()
    result, _ = run(tmp_path, devices_for(six_reps, window))
    assert len(result.sessions[0].reps) == 6
    assert window.shown > 3
    with Store(tmp_path) as store:
        assert len(store.load(result.numbers[0]).reps) == 6


def test_ctrl_c_saves_and_closes_the_window_too(tmp_path: Path, six_reps) -> None:
    def interrupt(window: FakeWindow) -> None:
        if window.shown > 3:
            raise KeyboardInterrupt

    window = FakeWindow(interrupt)
    result, _ = run(tmp_path, devices_for(six_reps, window))
    assert result.left and not window.is_open, "no start screen comes after it: the computer may shut down"
    with Store(tmp_path) as store:
        assert not any(row.running for row in store.history())


def test_a_session_the_disk_did_not_take_at_the_end_is_not_called_saved(
    tmp_path: Path, six_reps, monkeypatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("posecoach.session.journal.put_series", refuse)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result, _ = run(tmp_path / "home", devices_for(six_reps, FakeWindow()))
    assert result.numbers == (0,)
    assert "could not be saved (the disk is full); it is kept without landmarks in" in result.lost[0]


@pytest.mark.parametrize("kept", [True, False])
def test_whoever_leaves_the_demo_is_not_promised_that_it_is_saved(
    tmp_path: Path, six_reps, monkeypatch, kept: bool
) -> None:
    asked: list[str] = []

    def watched(image: Image, kept: bool, kind: Type, texts: Texts) -> None:
        draw_leaving(image, kept, kind, lambda name, **told: asked.append(name) or texts(name, **told))  # type: ignore[func-returns-value]

    monkeypatch.setattr("posecoach.display.cards.draw_leaving", watched)
    window = FakeWindow(lambda window: Key.QUIT if window.shown > 3 else None)
    devices = devices_for(six_reps, window)
    devices.source = FakeSource(six_reps, waits=lambda _: time.sleep(0.002))
    result, _ = run(tmp_path, devices, kept=kept)
    assert result.left
    assert ("screen.leave_yes" in asked, "screen.leave_unkept" in asked) == (kept, not kept)


def test_a_run_in_which_nothing_was_counted_is_not_kept(tmp_path: Path) -> None:
    result, _ = run(tmp_path, devices_for(nobody(0.0, 1.0), FakeWindow()))
    assert (result.sessions, len(result.uncounted)) == ((), 1)
    with Store(tmp_path) as store:
        assert store.history() == []


def test_a_camera_is_remembered_only_when_it_has_opened(tmp_path: Path, monkeypatch) -> None:
    room = nobody(0.0, 1.0)
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path))
    address = "rtsp://127.0.0.1:9/x"
    devices = replace(devices_for(room, FakeWindow()), source=None)
    with pytest.raises(VideoError) as refused:
        run(tmp_path, devices, camera=address)
    assert load_settings().camera == "0"
    assert "--camera 0" not in refused.value.hint
    monkeypatch.setattr("posecoach.app.live.vision.open_source", lambda *_, **__: FakeSource(room))
    monkeypatch.setattr("posecoach.app.live.vision.check_source", lambda spec: None)
    run(tmp_path, devices, camera=address)
    assert load_settings().camera == address
    run(tmp_path, devices, camera="clip.mp4")
    assert load_settings().camera == address


def test_the_camera_used_last_that_fails_says_how_to_go_back(tmp_path: Path, six_reps) -> None:
    devices = replace(devices_for(six_reps, FakeWindow()), source=None)
    with pytest.raises(VideoError) as refused:
        run(tmp_path, devices, camera="rtsp://127.0.0.1:9/x", camera_again=True)
    assert "camera used last; --camera 0 goes back" in refused.value.hint


def test_quitting_in_the_middle_saves_what_was_counted(tmp_path: Path, six_reps) -> None:
    window = FakeWindow()
    source = FakeSource(six_reps)
    half = len(six_reps) * 2 // 3
    reached = threading.Event()

    def wait(count: int) -> None:
        if count == half:
            reached.set()
            time.sleep(0.3)  # the key is pressed now

    source.waits = wait
    window.react = lambda _: Key.QUIT if reached.is_set() else None
    devices = devices_for(six_reps, window)
    devices.source = source
    result, _ = run(tmp_path, devices)
    assert result.left
    assert 1 <= len(result.sessions[0].reps) < 6
    assert not result.sessions[0].interrupted
    with Store(tmp_path) as store:
        assert len(store.load(result.numbers[0]).reps) == len(result.sessions[0].reps)


def test_closing_the_window_is_leaving(tmp_path: Path, six_reps) -> None:
    window = FakeWindow()

    def close(_: FakeWindow) -> None:
        window.is_open = False

    window.react = close
    devices = devices_for(six_reps, window)
    devices.source = FakeSource(six_reps, waits=lambda _: time.sleep(0.002))
    result, _ = run(tmp_path, devices)
    assert result.left


def test_keys_for_sound_help_and_full_screen_do_what_they_say(tmp_path: Path, six_reps) -> None:
    keys = [None, Key.MUTE, Key.HELP, Key.FULL_SCREEN, Key.HELP]  # the first picture says "one moment"
    voice = RecordingVoice()
    window = FakeWindow(lambda _: keys.pop(0) if keys else None)
    devices = devices_for(six_reps, window, voice)
    devices.source = FakeSource(six_reps[:100], waits=lambda _: time.sleep(0.005))
    run(tmp_path, devices)
    assert voice.muted
    assert window.full_screen
    assert not keys


def test_an_error_in_the_middle_keeps_what_was_counted(tmp_path: Path, six_reps) -> None:
    def fail(count: int) -> None:
        if count == len(six_reps) * 3 // 4:
            raise VideoError("The driver crashed.")

    devices = devices_for(six_reps)
    devices.source = FakeSource(six_reps, waits=fail)
    with pytest.raises(VideoError):
        run(tmp_path, devices, window=False)
    with Store(tmp_path) as store:
        kept = store.load(store.newest())
    assert kept.interrupted
    assert len(kept.reps) >= 2


@pytest.mark.usefixtures("own_home")
@pytest.mark.parametrize("measures", [False, True])
def test_what_is_coming_is_read_once_and_said_once(measures: bool) -> None:
    nothing = simulated(reps=5)[:20]
    voice = RecordingVoice()
    devices = Devices(source=FakeSource(nothing), estimator=lambda: FakeEstimator(nothing), voice=voice)
    save_settings(Settings(accepted=True))
    lines: list[str] = []

    def read_along(utterance: Utterance) -> None:
        lines.append(utterance.text)

    options = RunOptions(window=False)
    if measures:
        sides = ("left", "right")
        run_measurement(
            [Movement.FLEXION], sides, options, lines.append, devices=devices, read_along=read_along
        )
        coming = LANGUAGE.say("measure.welcome")
    else:
        blocks = [hip_flexion(sets=1), hip_flexion(sets=1)]
        run_routine(blocks, options, lines.append, devices=devices, read_along=read_along)
        coming = LANGUAGE.say("routine.welcome", n=1)
    assert sum(line.startswith(coming) for line in lines) == 1, lines
    assert sum(text.startswith(coming) for text in voice.texts) == 1, voice.texts
