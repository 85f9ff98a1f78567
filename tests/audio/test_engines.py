"""Speech engines: the real espeak-ng where it is installed, stand-ins for those of other systems."""

import json
import shutil
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import pytest

from posecoach.audio import engines
from posecoach.audio.engine import SpeechError, VoiceName, VoiceSettings
from posecoach.audio.engines import Espeak, Say, choose_engine, is_installed
from posecoach.audio.sound import Sound
from posecoach.audio.windows_speech import WindowsSpeech

ESPEAK = shutil.which("espeak-ng")
needs_espeak = pytest.mark.skipif(ESPEAK is None, reason="needs a voice: apt-get install espeak-ng")
needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are scripts with a first line")

WAV = """
import struct
def wav(seconds):
    data = struct.pack('<h', 1000) * int(22050 * seconds)
    form = struct.pack('<IHHIIHH', 16, 1, 1, 22050, 44100, 2, 16)
    return b'RIFF' + bytes(4) + b'WAVEfmt ' + form + b'data' + struct.pack('<I', len(data)) + data
"""

SAY = (
    WAV
    + """
import sys
arguments = sys.argv[1:]
if arguments == ['-v', '?']:
    print("Albert              en_US    # Hello, my name is Albert.")
    print("Anna (Premium)      de_DE    # Hallo!")
    print("Samantha            en_US    # Hello, my name is Samantha.")
else:
    text = sys.stdin.read()
    seconds = 0.5 if 'Samantha' in arguments else 0.25
    open(arguments[arguments.index('-o') + 1], 'wb').write(wav(seconds if text else 0))
"""
)

POWERSHELL = (
    WAV
    + """
import sys, base64
decode = lambda word: base64.b64decode(word).decode('utf-8')
if 'ConvertTo-Json' in sys.argv[-1]:
    print('[{"name":"Microsoft Hazel","language":"en-GB"},{"name":"Microsoft Hedda","language":"de-DE"}]')
    sys.exit()
log = open(sys.argv[1], 'a', buffering=1)
for line in sys.stdin:
    words = line.split()
    log.write(' '.join([words[0], *(w if words[0] == 'rate' else decode(w) for w in words[1:2])]) + '\\n')
    if words[0] == 'voice' and decode(words[1]) == 'Nobody':
        print('error No such voice', flush=True)
        continue
    if words[0] == 'language' and decode(words[1]) == 'xx':
        print('error No voice for it', flush=True)
        continue
    if words[0] == 'say':
        if decode(words[1]) == 'Bye.':
            sys.exit()
        open(decode(words[2]), 'wb').write(wav(0.25))
    print('ok', flush=True)
"""
)


def never() -> bool:
    return False


def script(folder: Path, name: str, code: str) -> str:
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def loudness(sound: Sound | None) -> int:
    assert sound is not None
    return max(array("h", sound.samples))


def spoken(text: str, **settings: object) -> Sound:
    assert ESPEAK is not None
    sound = Espeak(ESPEAK, VoiceSettings(**settings)).synthesise(text, never)  # type: ignore[arg-type]
    assert sound is not None
    return sound


@needs_espeak
def test_espeak_says_a_number_in_under_a_second_of_sound() -> None:
    sound = spoken("Twenty-three.")
    assert 0.3 < sound.seconds < 1.0
    assert loudness(sound) > 3000


@needs_espeak
def test_a_longer_text_takes_longer_and_a_faster_rate_shorter() -> None:
    short, long = spoken("Rest."), spoken("Rest for thirty seconds, then we go on.")
    assert long.seconds > 2 * short.seconds
    assert (
        spoken("Keep your back still.", rate_wpm=300).seconds < 0.75 * spoken("Keep your back still.").seconds
    )


@needs_espeak
def test_a_rate_beyond_reason_is_brought_back_to_reason() -> None:
    assert spoken("Rest.", rate_wpm=100_000).seconds == pytest.approx(spoken("Rest.", rate_wpm=400).seconds)
    assert spoken("Rest.", rate_wpm=-5).seconds == pytest.approx(spoken("Rest.", rate_wpm=80).seconds)


@needs_espeak
def test_another_voice_sounds_different() -> None:
    assert spoken("Hold still.", voice="en-us").samples != spoken("Hold still.", voice="de").samples


@needs_espeak
def test_a_voice_that_does_not_exist_is_an_error_with_a_reason() -> None:
    with pytest.raises(SpeechError, match="voice"):
        spoken("Hello.", voice="nobody")


@needs_espeak
def test_what_looks_like_an_option_is_only_text() -> None:
    assert spoken("--version; rm -rf /").seconds > 0.5


@needs_espeak
def test_espeak_lists_its_voices() -> None:
    assert ESPEAK is not None
    voices = Espeak(ESPEAK, VoiceSettings()).voices()
    assert any(one.language.startswith("en") for one in voices)
    assert any(one.language == "de" for one in voices)


@needs_scripts
def test_an_engine_that_takes_too_long_is_given_up_when_asked(tmp_path: Path) -> None:
    """The engine would take longer than the whole run of the tests may: that it returns is the proof."""
    engine = Espeak(script(tmp_path, "espeak-ng", "import time; time.sleep(36000)"), VoiceSettings())
    asked = iter((False, False, True))
    assert engine.synthesise("Hello.", lambda: next(asked)) is None


@needs_scripts
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; sys.exit('voice data is missing')", "voice data is missing"),
        ("raise SystemExit(7)", "code 7"),
        ("print('hello')", "no WAV data"),
        ("", "no WAV data"),
    ],
)
def test_an_engine_that_fails_says_why(tmp_path: Path, code: str, says: str) -> None:
    with pytest.raises(SpeechError, match=says):
        Espeak(script(tmp_path, "espeak-ng", code), VoiceSettings()).synthesise("Hello.", never)


@needs_scripts
def test_macos_say_takes_a_plain_voice_of_the_language_not_the_first_joke(tmp_path: Path) -> None:
    engine = Say(script(tmp_path, "say", SAY), VoiceSettings())
    sound = engine.synthesise("Hold still.", never)
    assert sound is not None
    assert sound.seconds == pytest.approx(0.5, abs=0.001)
    assert engine.voices()[1] == VoiceName("Anna (Premium)", "de-de")


@needs_scripts
def test_macos_say_takes_the_voice_asked_for(tmp_path: Path) -> None:
    engine = Say(script(tmp_path, "say", SAY), VoiceSettings(voice="Anna (Premium)"))
    sound = engine.synthesise("Stillhalten.", never)
    assert sound is not None
    assert sound.seconds == pytest.approx(0.25, abs=0.001)


def windows(tmp_path: Path, **settings: object) -> tuple[WindowsSpeech, Path]:
    log = tmp_path / "log"
    command = [sys.executable, script(tmp_path, "powershell.py", POWERSHELL), str(log)]
    return WindowsSpeech(command, VoiceSettings(**settings)), log  # type: ignore[arg-type]


def test_windows_speech_keeps_one_helper_and_asks_it_sentence_by_sentence(tmp_path: Path) -> None:
    engine, log = windows(tmp_path, language="de", rate_wpm=180)
    for text in ("Größer.", "Zwei"):
        sound = engine.synthesise(text, never)
        assert sound is not None
        assert sound.seconds == pytest.approx(0.25, abs=0.001)
    assert log.read_text(encoding="utf-8").splitlines() == [
        "rate 0",
        "language de",
        "say Größer.",
        "say Zwei",
    ]


@pytest.mark.parametrize(("rate_wpm", "steps"), [(60, -7), (160, -1), (180, 0), (360, 6), (540, 7)])
def test_windows_counts_rates_in_steps_between_a_third_and_three_times(
    tmp_path: Path, rate_wpm: int, steps: int
) -> None:
    _, log = windows(tmp_path, rate_wpm=rate_wpm)
    assert log.read_text(encoding="utf-8").splitlines()[0] == f"rate {steps}"


def test_windows_without_a_voice_for_the_language_uses_its_own(tmp_path: Path) -> None:
    engine, _ = windows(tmp_path, language="xx")
    assert engine.synthesise("Hello.", never) is not None


def test_windows_voice_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="No such voice"):
        windows(tmp_path, voice="Nobody")


def test_windows_lists_its_voices(tmp_path: Path) -> None:
    engine, _ = windows(tmp_path)
    assert engine.voices()[0] == VoiceName("Microsoft Hazel", "en-gb")


def test_a_helper_that_ends_is_an_error(tmp_path: Path) -> None:
    engine, _ = windows(tmp_path)
    with pytest.raises(SpeechError, match="PowerShell ended"):
        engine.synthesise("Bye.", never)


@needs_scripts
@pytest.mark.parametrize(
    ("platform", "name", "expected"),
    [("linux", "espeak-ng", "espeak-ng"), ("linux", "espeak", "espeak"), ("darwin", "say", "say")],
)
def test_the_engine_is_the_systems_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, name: str, expected: str
) -> None:
    script(tmp_path, name, SAY)
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = choose_engine(VoiceSettings(), platform)
    assert engine is not None
    assert engine.name == expected


LIBRARY = """
import json, sys
from posecoach.audio.engine import VoiceSettings, SpeechError
from posecoach.audio.engines import EspeakLibrary
engine = EspeakLibrary(VoiceSettings(rate_wpm=int(sys.argv[1])))
first = engine.synthesise(sys.argv[2], lambda: False)
again = engine.synthesise(sys.argv[2], lambda: False)
given_up = engine.synthesise("A very long sentence. " * 50, lambda: True)
print(json.dumps([first.seconds, again.seconds, max(memoryview(first.samples).cast("h")), given_up is None,
                  len(engine.voices())]))
"""


def library(text: str, rate_wpm: int = 160) -> list[Any]:
    """In a process of its own, as in life: the library can only be started once."""
    command = [sys.executable, "-c", LIBRARY, str(rate_wpm), text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return list(json.loads(done.stdout))


@pytest.mark.skipif(
    not is_installed() or ESPEAK is None,
    reason="needs the library of a voice: apt-get install libespeak-ng1 espeak-ng",
)
def test_the_library_without_the_command_says_the_same() -> None:
    seconds, again_seconds, loudest, gives_up, voices = library("Twenty-three.")
    assert seconds == pytest.approx(spoken("Twenty-three.").seconds, abs=0.5)
    assert again_seconds == pytest.approx(seconds, abs=0.05)
    assert loudest > 3000
    assert gives_up
    assert voices > 50
    assert library("Twenty-three.", rate_wpm=320)[0] < 0.8 * seconds


def test_linux_without_the_command_takes_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engines, "is_installed", lambda: True)
    monkeypatch.setattr(engines, "EspeakLibrary", lambda settings: "the library")
    assert choose_engine(VoiceSettings(), "linux") == "the library"


def test_a_machine_without_an_engine_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engines, "is_installed", lambda: False)
    assert [choose_engine(VoiceSettings(), platform) for platform in ("linux", "darwin", "win32")] == [
        None
    ] * 3
