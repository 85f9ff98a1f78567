"""Speech engines: text in, samples out. Each is the platform's own speech program, run as a child process.

Why not pyttsx3 (2.99): on Linux it calls the same libespeak but plays through `aplay` from inside the
library's callback, cannot be interrupted there, and leaves a temporary file behind whenever that fails; on
macOS it needs the whole of PyObjC and is known to hang in its second run loop, on every platform in
`runAndWait`. The commands below come with the system (or are one package), need no Python dependency,
answer in some 15 ms (espeak-ng), and a child that hangs is simply ended. None of them uses the network:
the voices are those installed.

Engines only make samples. They are played by `posecoach.audio.sound`, the same way on every platform, so
that words and tones share one way out, playing can stop in the middle, and a missing sound device is seen
(espeak-ng left to play by itself reports success without one).
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from posecoach.audio import espeak_library
from posecoach.audio.engine import Engine, EngineSettings, VoiceName, output_of, run, sound_of
from posecoach.audio.sound import Sound, Stopped
from posecoach.audio.windows_speech import WindowsSpeech


class Espeak:
    """espeak-ng or its ancestor espeak, as on Linux; also where somebody installed it elsewhere."""

    def __init__(self, command: str, settings: EngineSettings) -> None:
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

    def __init__(self, command: str, settings: EngineSettings) -> None:
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


def choose_engine(settings: EngineSettings, platform: str = sys.platform) -> Engine | None:
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
    if platform.startswith("linux") and espeak_library.is_installed():
        return espeak_library.EspeakLibrary(settings)
    return None
