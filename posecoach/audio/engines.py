"""Speech engines: text in, samples out. Each is the platform's own speech program, run as a child process.

None uses the network: the voices are those installed. What they make is played by `posecoach.audio.sound`.
"""

import ctypes
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from posecoach.audio.engine import Engine, SpeechError, VoiceName, VoiceSettings, output_of, run, sound_of
from posecoach.audio.sound import Sound, Stopped
from posecoach.audio.windows_speech import WindowsSpeech

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak.so.1")

AUDIO_OUTPUT_SYNCHRONOUS = 2
DONT_EXIT = 0x8000
RATE = 1
CHARS_UTF8 = 1
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class _VoiceRecord(ctypes.Structure):
    """The beginning of espeak_VOICE; `languages` is a priority byte followed by the code."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p))


class EspeakLibrary:
    """Speech through libespeak-ng itself, for systems that have the library but not the command.

    Ubuntu's desktop is such a system: its screen reader brings the library. Used inside the voice's own
    process only, so that nothing the library does can harm the program; only one can be made in a process.
    Constants are those of espeak-ng's speak_lib.h.

    Raises:
        SpeechError: the library is not there, does not start, or has no such voice.
    """

    name = "libespeak-ng"

    def __init__(self, settings: VoiceSettings) -> None:
        self._library = _load()
        if self._library is None:
            raise SpeechError("libespeak-ng is not installed")
        self._rate_hz = self._library.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, None, DONT_EXIT)
        if self._rate_hz <= 0:
            raise SpeechError("libespeak-ng does not start; its voice data may be missing")
        voice = settings.voice or settings.language
        if self._library.espeak_SetVoiceByName(voice.encode("utf-8")) != 0:
            raise SpeechError(f"there is no voice '{voice}'")
        self._library.espeak_SetParameter(RATE, settings.safe_rate_wpm, 0)
        self._samples = bytearray()
        self._stopped: Stopped = lambda: False
        self._callback = CALLBACK(self._collect)
        self._library.espeak_SetSynthCallback(self._callback)

    def synthesise(self, text: str, stopped: Stopped) -> Sound | None:
        self._samples.clear()
        self._stopped = stopped
        data = text.encode("utf-8") + b"\0"
        failed = self._library.espeak_Synth(data, len(data), 0, 0, 0, CHARS_UTF8, None, None)
        if stopped():
            return None
        if failed or not self._samples:
            raise SpeechError("libespeak-ng made no sound")
        return Sound(bytes(self._samples), self._rate_hz)

    def voices(self) -> list[VoiceName]:
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
        found, at = [], self._library.espeak_ListVoices(None)
        for index in range(1000):
            if not at[index]:
                break
            record = at[index].contents
            language = (record.languages or b"?")[1:].decode("utf-8", "replace")
            found.append(VoiceName(record.name.decode("utf-8", "replace").replace(" ", "_"), language))
        return found

    def _collect(self, samples: Any, count: int, _events: object) -> int:
        """Called by the library with each piece; a 1 tells it to stop."""
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        return 1 if self._stopped() else 0


def is_installed() -> bool:
    """Whether the library can be loaded."""
    return _load() is not None


def _load() -> Any:
    for name in LIBRARIES:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


class Espeak:
    """espeak-ng or its ancestor espeak, as on Linux; also where somebody installed it elsewhere."""

    def __init__(self, command: str, settings: VoiceSettings) -> None:
        self.name = Path(command).stem
        self._command = command
        self._settings = settings

    def synthesise(self, text: str, stopped: Stopped) -> Sound | None:
        settings = self._settings
        # -z leaves out the pause after the last sentence: a third of a second between two counts.
        options = ["-s", str(settings.safe_rate_wpm), "-v", settings.voice or settings.language, "-z"]
        data = run([self._command, *options, "--stdin", "--stdout", "-b", "1"], text, stopped)
        return None if data is None else sound_of(data, self.name)

    def voices(self) -> list[VoiceName]:
        lines = output_of([self._command, "--voices"]).splitlines()[1:]
        columns = [line.split() for line in lines]
        return [VoiceName(row[4], row[1]) for row in columns if len(row) >= 5]


class Say:
    """The `say` command of macOS."""

    name = "say"
    PREFERRED = ("Samantha", "Daniel", "Karen", "Moira", "Alex")
    """Its English list begins with joke voices: take the first of these that is installed."""

    def __init__(self, command: str, settings: VoiceSettings) -> None:
        self._command = command
        self._settings = settings
        self._voice = settings.voice or self._voice_of_language()

    def synthesise(self, text: str, stopped: Stopped) -> Sound | None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "speech.wav"
            voice = ["-v", self._voice] if self._voice else []
            rate = ["-r", str(self._settings.safe_rate_wpm)]
            command = [self._command, *voice, *rate, "-o", str(path), "--data-format=LEI16@22050", "-f", "-"]
            if run(command, text, stopped) is None:
                return None
            return sound_of(path.read_bytes() if path.exists() else b"", self.name)

    def voices(self) -> list[VoiceName]:
        found = re.findall(r"^(.+?)\s+([a-z]{2,3}[_-]\w+)\s+#", output_of([self._command, "-v", "?"]), re.M)
        return [VoiceName(name, language.replace("_", "-").lower()) for name, language in found]

    def _voice_of_language(self) -> str:
        fitting = [one.name for one in self.voices() if one.language.startswith(self._settings.language)]
        preferred = [name for name in self.PREFERRED if name in fitting]
        if self._settings.language == "en":
            return preferred[0] if preferred else ""
        return fitting[0] if fitting else ""


def choose_engine(settings: VoiceSettings, platform: str = sys.platform) -> Engine | None:
    """The speech engine of this machine, None when it has none.

    Raises:
        SpeechError: there is one, but it does not start.
    """
    if platform == "win32" and (powershell := shutil.which("powershell") or shutil.which("pwsh")):
        return WindowsSpeech([powershell, "-NoProfile", "-NonInteractive", "-Command"], settings)
    if platform == "darwin" and (say := shutil.which("say")):
        return Say(say, settings)
    for name in ("espeak-ng", "espeak"):
        if command := shutil.which(name):
            return Espeak(command, settings)
    if platform.startswith("linux") and is_installed():
        return EspeakLibrary(settings)
    return None
