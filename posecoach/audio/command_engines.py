"""Speech programs that are started once a sentence: espeak-ng of Linux, say of macOS."""

import re
import tempfile
from pathlib import Path

from posecoach.audio.engine import EngineSettings, Stopped, VoiceName, output_of, run, sound_of
from posecoach.audio.sound import Sound


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
