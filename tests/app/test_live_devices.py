"""A whole live run and its devices: no screen, no sound, a voice that hangs, clips that fall behind."""

import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from posecoach.app.live.background_writer import BackgroundWriter
from posecoach.app.live.ui_frame import UiFrame
from posecoach.app.live.view import View
from posecoach.audio.engine import VoiceSettings
from posecoach.audio.sound import read_wav
from posecoach.audio.speech_thread import Limits, SpeechProcess
from posecoach.display.shapes import Image
from posecoach.errors import ModelError
from posecoach.session.store import Store
from posecoach.video import FileSource, open_source
from posecoach.video.writer import ClipWriter
from tests.app.fakes import GREY, FakeEstimator, FakeSource, FakeWindow, RecordingVoice, simulated
from tests.app.test_live_run import devices_for, run

pytestmark = pytest.mark.usefixtures("quick_goodbye")

FAKE_WORKER = Path(__file__).parents[1] / "audio" / "fake_worker.py"


def test_without_a_screen_it_says_so_and_carries_on(tmp_path: Path, six_reps, monkeypatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if sys.platform != "linux":
        pytest.skip("only Linux can be without a screen")
    result, lines = run(tmp_path, devices_for(six_reps))
    assert any("There is no screen" in line for line in lines)
    assert len(result.sessions[0].reps) == 6


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


def test_a_model_that_cannot_be_used_is_the_users_error(tmp_path: Path, six_reps) -> None:
    def broken() -> FakeEstimator:
        raise ModelError("The pose model is damaged.")

    devices = devices_for(six_reps)
    devices.estimator = broken
    with pytest.raises(ModelError, match="damaged"):
        run(tmp_path, devices, window=False)
    with Store(tmp_path) as store:
        assert store.history() == [], "nothing was done, so nothing is kept"


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
