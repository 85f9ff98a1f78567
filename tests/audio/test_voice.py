"""The voice as the program uses it: real speech into files, a real engine that misbehaves, and silence."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from posecoach.audio import voice as voice_module
from posecoach.audio.engine import VoiceName, VoiceSettings
from posecoach.audio.sound import read_wav, tone_sound
from posecoach.audio.speech_thread import Limits, SpeechProcess, Way
from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.audio.voice import SoundReport, check_voice, list_voices, probe
from posecoach.audio.worker_process import WORKER
from posecoach.errors import PoseCoachError
from posecoach.language import load_language

PATIENCE_S = 20.0
needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="needs a voice: apt-get install espeak-ng"
)
needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are scripts with a first line")


BROKEN = "raise SystemExit('no voice data')"


def lengths_s(folder: Path) -> list[float]:
    return [read_wav(path.read_bytes()).seconds for path in sorted(folder.glob("*.wav"))]


@pytest.fixture
def engine_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An otherwise empty search path to put a stand-in for espeak-ng into."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    yield folder


def stand_in(folder: Path, code: str) -> None:
    path = folder / "espeak-ng"
    path.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    path.chmod(0o755)


@needs_espeak
def test_real_speech_is_made_in_its_own_process(tmp_path: Path) -> None:
    voice = SpeechProcess(VoiceSettings(folder=tmp_path / "said"))
    voice.put(Utterance("Hold still."))
    voice.put(Utterance("Smaller: keep your lower back on the mat.", Priority.GUIDE, 9.0, Tone.WARNING))
    assert voice.wait(PATIENCE_S)
    voice.close()
    assert voice.problem == ""
    short_s, long_s = lengths_s(tmp_path / "said")
    assert 0.4 < short_s < 1.5
    assert long_s > 1.5 + tone_sound(Tone.WARNING).seconds


@needs_espeak
def test_a_set_counted_as_fast_as_one_rep_a_second_is_all_heard(tmp_path: Path) -> None:
    language = load_language()
    voice = SpeechProcess(VoiceSettings(folder=tmp_path / "said"))
    voice.put(Utterance("Go."))
    assert voice.wait(PATIENCE_S)
    for number in range(21, 25):
        text = f"{language.number(number).capitalize()}."
        voice.put(Utterance(text, Priority.COUNT, 1.0, Tone.COUNT, "count"))
        time.sleep(1.0)
    assert voice.wait(PATIENCE_S)
    assert isinstance(voice, SpeechProcess)
    assert voice.spoken == ("Go.", "Twenty-one.", "Twenty-two.", "Twenty-three.", "Twenty-four.")
    voice.close()


@needs_scripts
def test_a_real_engine_that_hangs_ends_in_tones_and_leaves_nothing_running(
    tmp_path: Path, engine_path: Path
) -> None:
    """It warms up and then hangs: the worst moment, in the middle of a set."""
    marker = tmp_path / "warm"
    stand_in(
        engine_path,
        f"import pathlib, sys, time\nmarker = pathlib.Path({str(marker)!r})\n"
        "if marker.exists(): time.sleep(60)\n"
        "marker.touch(); import struct\n"
        "sys.stdout.buffer.write(b'RIFF....WAVEfmt ' + struct.pack('<IHHIIHH', 16, 1, 1, 22050, 44100, 2, 16)"
        " + b'data' + struct.pack('<I', 2000) + bytes(2000))",
    )
    settings = VoiceSettings(folder=str(tmp_path / "said"))
    voice = SpeechProcess(settings, limits=Limits(start_s=1.5, synthesis_s=0.5))
    for number in range(4):
        voice.put(Utterance(f"Sentence {number}.", Priority.GUIDE, 30.0, Tone.GO))
    assert voice.wait(PATIENCE_S)
    voice.close()
    assert (voice.way, voice.problem) == (Way.TONES, "speech_failed")
    assert lengths_s(tmp_path / "said")[-1] == pytest.approx(tone_sound(Tone.GO).seconds, abs=0.01)
    running = [" ".join(one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"])]
    assert not [line for line in running if str(engine_path) in line]


@needs_scripts
def test_a_machine_without_a_working_engine_beeps_the_count(tmp_path: Path, engine_path: Path) -> None:
    stand_in(engine_path, BROKEN)
    voice = SpeechProcess(VoiceSettings(folder=tmp_path / "said"))
    voice.put(Utterance("One.", Priority.COUNT, 9.0, Tone.COUNT, "count"))
    assert voice.wait(PATIENCE_S)
    voice.close()
    assert voice.problem == "no_speech"
    assert lengths_s(tmp_path / "said") == [pytest.approx(tone_sound(Tone.COUNT).seconds, abs=0.001)]
    assert load_language().say(f"sound.{voice.problem}").endswith("tones instead.")


def test_the_voices_process_never_outlives_the_program(tmp_path: Path) -> None:
    """Not even one that is killed: its end closes the input, and that ends the process."""
    settings = VoiceSettings(tones_only=True, folder=str(tmp_path)).to_json()
    with subprocess.Popen(
        [*WORKER, settings], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert "ready" in process.stdout.readline()
        process.stdin.close()
        try:
            assert process.wait(5.0) == 0
        finally:
            process.kill()


def test_the_voices_process_is_small_and_loads_no_vision(tmp_path: Path) -> None:
    code = (
        "import posecoach.audio.worker, sys; print(sorted({'cv2', 'mediapipe', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@needs_espeak
def test_begun_muted_the_coach_says_nothing_until_it_is_unmuted(tmp_path: Path) -> None:
    voice = SpeechProcess(VoiceSettings(mute=True, folder=tmp_path / "said"))
    assert isinstance(voice, SpeechProcess)
    assert voice.muted
    voice.put(Utterance("Hello.", expires_s=30.0))
    assert voice.wait(PATIENCE_S)
    assert voice.spoken == ()
    voice.muted = False
    voice.put(Utterance("Hold still.", expires_s=30.0))
    assert voice.wait(PATIENCE_S)
    voice.close()
    assert voice.spoken == ("Hold still.",)


@needs_scripts
def test_begun_muted_it_knows_all_the_same_that_there_is_no_engine(tmp_path: Path, engine_path: Path) -> None:
    stand_in(engine_path, BROKEN)
    voice = SpeechProcess(VoiceSettings(mute=True, folder=tmp_path / "said"))
    end_s = time.monotonic() + PATIENCE_S
    while not voice.problem and time.monotonic() < end_s:
        time.sleep(0.02)
    voice.close()
    assert voice.problem == "no_speech"


@needs_espeak
def test_the_voices_of_a_language_are_listed() -> None:
    german = list_voices("de")
    assert german
    assert all(one.language.startswith("de") for one in german)
    assert len(list_voices()) > len(german)


@needs_espeak
def test_a_voice_that_is_asked_for_has_to_exist() -> None:
    name = list_voices("en")[0]
    check_voice(name.name)
    check_voice(name.language)
    with pytest.raises(PoseCoachError, match=r"There is no voice 'Nobody'\. Some that there are"):
        check_voice("Nobody")


def test_voices_of_the_language_are_named_first(monkeypatch) -> None:
    voices = [VoiceName(f"Afrikaans {index}", "af") for index in range(9)] + [VoiceName("Emma", "en-gb")]
    monkeypatch.setattr("posecoach.audio.voice.list_voices", lambda: voices)
    with pytest.raises(PoseCoachError, match="Some that there are: Emma, Afrikaans 0"):
        check_voice("Nobody", "en")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"engine": "", "voices": [], "error": ""}, r"There is no speech engine\. .*install"),
        ({"error": "nothing heard"}, "The speech engine does not answer: nothing heard"),
    ],
)
def test_without_an_engine_there_are_no_voices_and_a_hint(
    monkeypatch: pytest.MonkeyPatch, answer: dict[str, object], says: str
) -> None:
    monkeypatch.setattr(voice_module, "ask_for_voices", lambda: answer)
    with pytest.raises(PoseCoachError, match=says):
        list_voices()


@needs_scripts
def test_an_engine_that_hangs_when_asked_for_its_voices_does_not_hang_the_program(
    engine_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(engine_path, "import time; time.sleep(60)")
    monkeypatch.setattr(voice_module, "LIST_TIMEOUT_S", 1.0)
    with pytest.raises(PoseCoachError, match="nothing heard within 1 seconds"):
        list_voices()


@needs_espeak
def test_doctor_names_the_engine_and_the_way_out(tmp_path: Path) -> None:
    report = probe(VoiceSettings(folder=str(tmp_path)))
    assert report.engine == "espeak-ng"
    assert report.sentence == f"Speech by espeak-ng through folder {tmp_path}."
    assert (report.error, report.hint) == ("", "")


@needs_scripts
def test_doctor_says_what_to_install(tmp_path: Path, engine_path: Path) -> None:
    stand_in(engine_path, BROKEN)
    report = probe(VoiceSettings(folder=str(tmp_path)))
    assert report.error == "no voice data"
    assert report.sentence.endswith("no speech engine: you will hear tones.")
    assert "espeak-ng" in report.hint or sys.platform != "linux"


def test_doctor_is_honest_about_silence() -> None:
    assert SoundReport("espeak-ng", "").sentence == "There is no sound device, so PoseCoach will be silent."
