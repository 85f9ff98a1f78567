"""A whole live run with its threads: nothing waits for the voice, keys work, leaving saves."""

import shutil
import sqlite3
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.app.live.background_writer import BackgroundWriter
from posecoach.app.live.range_test import run_measurement
from posecoach.app.live.routine_run import run_routine
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.live.ui_frame import UiFrame
from posecoach.app.live.view import View
from posecoach.app.start.settings import Settings, load_settings, save_settings
from posecoach.audio.engine import VoiceSettings
from posecoach.audio.sound import read_wav
from posecoach.audio.speech_thread import Limits, SpeechProcess
from posecoach.audio.utterance import Utterance
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.display.actions import Key
from posecoach.display.cards import draw_leaving
from posecoach.display.shapes import Image
from posecoach.display.theme import Type
from posecoach.errors import ModelError, VideoError
from posecoach.language import load_language
from posecoach.sentences import Texts
from posecoach.session.store import Store
from posecoach.video import FileSource, open_source
from posecoach.video.writer import ClipWriter
from tests.app.fakes import (
    GREY,
    FakeEstimator,
    FakeSource,
    FakeWindow,
    RecordingVoice,
    hip_flexion,
    nobody,
    simulated,
)

LANGUAGE = load_language()
FAKE_WORKER = Path(__file__).parents[1] / "audio" / "fake_worker.py"


@pytest.fixture(autouse=True)
def quick_goodbye(monkeypatch) -> None:
    monkeypatch.setattr("posecoach.app.live.ui_loop.DONE_STAYS_S", 0.1)
    monkeypatch.setattr("posecoach.app.live.run.LAST_WORDS_S", 0.3)


@pytest.fixture(scope="module")
def six_reps():
    return simulated(reps=6)


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


def test_without_a_screen_it_says_so_and_carries_on(tmp_path: Path, six_reps, monkeypatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if sys.platform != "linux":
        pytest.skip("only Linux can be without a screen")
    result, lines = run(tmp_path, devices_for(six_reps))
    assert any("There is no screen" in line for line in lines)
    assert len(result.sessions[0].reps) == 6


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


def test_the_sign_for_no_sound_device_leaves_the_picture_after_a_while(
    tmp_path: Path, six_reps, monkeypatch
) -> None:
    signs: list[bool] = []
    show = View.show

    def watched(view: View, ui_frame: UiFrame, details: bool = False) -> None:
        signs.append(ui_frame.notices.no_sound)
        show(view, ui_frame, details)

    monkeypatch.setattr(View, "show", watched)
    monkeypatch.setattr("posecoach.app.live.ui_loop.NO_SOUND_STAYS_S", 0.05)
    voice = RecordingVoice()
    voice.problem = "no_device"
    devices = devices_for(six_reps, FakeWindow(), voice)
    devices.source = FakeSource(six_reps[:100], waits=lambda _: time.sleep(0.005))
    run(tmp_path, devices)
    since = signs[signs.index(True) :]  # before, the window says that it is loading
    assert not since[-1] and since == sorted(since, reverse=True)


def test_closing_the_window_is_leaving(tmp_path: Path, six_reps) -> None:
    window = FakeWindow()

    def close(_: FakeWindow) -> None:
        window.is_open = False

    window.react = close
    devices = devices_for(six_reps, window)
    devices.source = FakeSource(six_reps, waits=lambda _: time.sleep(0.002))
    result, _ = run(tmp_path, devices)
    assert result.left


@pytest.mark.parametrize("behaviour", ["hangs", "never-ready", "crashes"])
def test_a_voice_that_hangs_or_crashes_delays_no_picture(tmp_path: Path, six_reps, behaviour: str) -> None:
    """It has an hour for each step: whatever waited for an answer would not come to the last picture."""
    fake = [sys.executable, str(FAKE_WORKER), behaviour, str(tmp_path / "notes")]
    hour_s = 3600.0
    voice = SpeechProcess(VoiceSettings(), fake, Limits(hour_s, hour_s, hour_s, hour_s))
    waited = threading.Event()

    def give_up() -> None:
        waited.set()
        voice.close(0.5)

    patience = threading.Timer(60.0, give_up)
    patience.start()
    try:
        result, _ = run(tmp_path, devices_for(six_reps, FakeWindow(), voice))
    finally:
        patience.cancel()
        voice.close(0.5)
    assert not waited.is_set(), "the run waited for its voice"
    assert len(result.sessions[0].reps) == 6
    assert voice.spoken == ()


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


def test_a_model_that_cannot_be_used_is_the_users_error(tmp_path: Path, six_reps) -> None:
    def broken() -> FakeEstimator:
        raise ModelError("The pose model is damaged.")

    devices = devices_for(six_reps)
    devices.estimator = broken
    with pytest.raises(ModelError, match="damaged"):
        run(tmp_path, devices, window=False)
    with Store(tmp_path) as store:
        assert store.history() == [], "nothing was done, so nothing is kept"


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


def test_the_cameras_pictures_and_the_screen_are_kept_on_demand(tmp_path: Path) -> None:
    poses = simulated(reps=1)[:90]
    raw, drawn, shots = tmp_path / "raw.mp4", tmp_path / "screen.mp4", tmp_path / "shots"
    devices = devices_for(poses)
    devices.source = FakeSource(poses, waits=lambda _: time.sleep(0.01))
    run(tmp_path, devices, window=False, record_video=raw, clip=drawn, shots=shots)
    for path, size_px in ((raw, (64, 48)), (drawn, (1280, 720))):
        with open_source(path) as clip:
            assert isinstance(clip, FileSource)
            assert clip.info.size_px == size_px
    assert list(shots.glob("*.png"))


def test_a_clip_that_falls_behind_leaves_pictures_out_instead_of_waiting(tmp_path: Path, monkeypatch) -> None:
    freed = threading.Event()

    class Blocked(ClipWriter):
        def write(self, image: Image, t_s: float) -> None:
            assert freed.wait(60.0), "writing has waited for the disk"
            super().write(image, t_s)

    monkeypatch.setattr("posecoach.app.live.background_writer.WAITING", 2)
    monkeypatch.setattr("posecoach.app.live.background_writer.ClipWriter", Blocked)
    writer = BackgroundWriter(tmp_path / "clip.mp4", 30.0)
    for index in range(50):
        writer.write(GREY, index / 30)
    assert writer.left_out >= 40
    freed.set()
    writer.close()


@pytest.mark.skipif(
    not (shutil.which("espeak-ng") or shutil.which("say")),
    reason="needs a speech engine: apt-get install espeak-ng",
)
@pytest.mark.slow
def test_a_real_voice_speaks_through_the_set(tmp_path: Path, six_reps, monkeypatch) -> None:
    monkeypatch.setattr("posecoach.app.live.run.LAST_WORDS_S", 20.0)
    voice = SpeechProcess(VoiceSettings(folder=tmp_path / "spoken"))
    devices = devices_for(six_reps, voice=voice)
    devices.source = FakeSource(six_reps, waits=lambda _: time.sleep(0.015))
    run(tmp_path, devices, window=False)
    assert isinstance(voice, SpeechProcess)
    assert any("Set 1 of 3 done. 6 times." in text for text in voice.spoken), voice.spoken
    sounds = [read_wav(path.read_bytes()) for path in (tmp_path / "spoken").glob("*.wav")]
    assert sum(sound.seconds for sound in sounds) > 3.0


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
