"""Speech engines: text in, samples out. Each is the platform's own speech program, run as a child process.

Why not pyttsx3 (2.99): on Linux it calls the same libespeak but plays through `aplay` from inside the
library's callback, cannot be interrupted there, and leaves a temporary file behind whenever that fails; on
macOS it needs the whole of PyObjC and is known to hang in its second run loop, on every platform in
`runAndWait`. The commands below come with the system (or are one package), need no Python dependency,
answer in some 15 ms (espeak-ng), and a child that hangs is simply ended. None of them uses the network:
the voices are those installed.

Engines only make samples. They are played by `posecoach.audio.output`, the same way on every platform, so
that words and tones share one way out, playing can stop in the middle, and a missing sound device is seen
(espeak-ng left to play by itself reports success without one).
"""

import base64
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from posecoach.audio.sound import Sound, read_wav

POLL_S = 0.03
SLOWEST_WPM, FASTEST_WPM = 80, 400
LIST_TIMEOUT_S = 8.0

Stopped = Callable[[], bool]
"""Asked again and again during long work; True means give up."""


class SpeechError(Exception):
    """The engine could not make speech; the text says why. Stays inside the voice's process."""


@dataclass(frozen=True, slots=True)
class VoiceName:
    """A voice that can be chosen: what to pass to `--voice`, and the language it speaks ("en-gb")."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """`voice` by name ("" for the engine's own choice), `rate_wpm` words a minute, `language` code."""

    voice: str = ""
    rate_wpm: int = 160
    language: str = "en"

    @property
    def safe_rate_wpm(self) -> int:
        """The rate within what every engine can do and an ear can follow."""
        return max(SLOWEST_WPM, min(FASTEST_WPM, self.rate_wpm))


class Engine(Protocol):
    """Something that turns text into sound."""

    @property
    def name(self) -> str:
        """What it is called in `doctor`."""

    def synthesise(self, text: str, stopped: Stopped) -> Sound | None:
        """The spoken `text`, or None when `stopped` said so.

        Raises:
            SpeechError: it cannot be spoken.
        """

    def voices(self) -> list[VoiceName]:
        """The voices to choose from."""


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
        return None if data is None else _wav(data, self.name)

    def voices(self) -> list[VoiceName]:
        lines = _output([self._command, "--voices"]).splitlines()[1:]
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
            return _wav(path.read_bytes() if path.exists() else b"", self.name)

    def voices(self) -> list[VoiceName]:
        found = re.findall(r"^(.+?)\s+([a-z]{2,3}[_-]\w+)\s+#", _output([self._command, "-v", "?"]), re.M)
        return [VoiceName(name, language.replace("_", "-").lower()) for name, language in found]

    def _voice_of_language(self) -> str:
        fitting = [one.name for one in self.voices() if one.language.startswith(self._settings.language)]
        preferred = [name for name in self.PREFERRED if name in fitting]
        if self._settings.language == "en":
            return preferred[0] if preferred else ""
        return fitting[0] if fitting else ""


class WindowsSpeech:
    """System.Speech of Windows through one PowerShell that stays open: starting one takes half a second."""

    name = "Windows speech"
    SCRIPT = """
        $ErrorActionPreference = 'Stop'
        Add-Type -AssemblyName System.Speech
        $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
        function Decode($word) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($word)) }
        while ($null -ne ($line = [Console]::In.ReadLine())) {
            try {
                $word = $line.Split(' ')
                switch ($word[0]) {
                    'rate' { $voice.Rate = [int]$word[1] }
                    'voice' { $voice.SelectVoice((Decode $word[1])) }
                    'language' {
                        $culture = New-Object Globalization.CultureInfo (Decode $word[1])
                        $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, $culture)
                    }
                    'say' {
                        $voice.SetOutputToWaveFile((Decode $word[2]))
                        $voice.Speak((Decode $word[1]))
                        $voice.SetOutputToNull()
                    }
                }
                [Console]::Out.WriteLine('ok')
            } catch {
                [Console]::Out.WriteLine('error ' + $_.Exception.Message.Split([char]10)[0])
            }
        }
    """
    LIST = """
        Add-Type -AssemblyName System.Speech
        $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
        $found = @($voice.GetInstalledVoices() | ForEach-Object {
            @{ name = $_.VoiceInfo.Name; language = $_.VoiceInfo.Culture.Name } })
        [Console]::Out.WriteLine((ConvertTo-Json -Compress $found))
    """

    def __init__(self, command: Sequence[str], settings: EngineSettings) -> None:
        self._command = list(command)
        self._helper = subprocess.Popen(
            [*self._command, self.SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        # System.Speech counts from -10 (a third of the usual 180 words a minute) to 10 (three times).
        rate = round(10 * math.log(settings.safe_rate_wpm / 180, 3))
        self._ask("rate", str(max(-10, min(10, rate))))
        if settings.voice:
            self._ask("voice", _base64(settings.voice))
        else:
            self._try("language", _base64(settings.language))

    def synthesise(self, text: str, stopped: Stopped) -> Sound | None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "speech.wav"
            self._ask("say", _base64(text), _base64(str(path)))
            return None if stopped() else _wav(path.read_bytes() if path.exists() else b"", self.name)

    def voices(self) -> list[VoiceName]:
        try:
            found = json.loads(_output([*self._command, self.LIST]) or "[]")
        except json.JSONDecodeError as error:
            raise SpeechError(f"the list of voices cannot be read ({error})") from None
        found = [found] if isinstance(found, dict) else found
        return [VoiceName(str(one["name"]), str(one["language"]).lower()) for one in found]

    def _ask(self, *words: str) -> None:
        stdin, stdout = _pipes(self._helper)
        try:
            stdin.write(" ".join(words) + "\n")
            stdin.flush()
            answer = stdout.readline().strip()
        except OSError as error:
            raise SpeechError(f"PowerShell ended ({error})") from None
        if answer != "ok":
            raise SpeechError(answer.removeprefix("error ") or "PowerShell ended")

    def _try(self, *words: str) -> None:
        """As `_ask`; without a voice for the language the system's own has to do."""
        try:
            self._ask(*words)
        except SpeechError:
            if self._helper.poll() is not None:
                raise


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
    return _library(settings) if platform.startswith("linux") else None


def run(command: Sequence[str], text: str, stopped: Stopped) -> bytes | None:
    """Run `command` with `text` as its input; its output, or None when `stopped` said so.

    Raises:
        SpeechError: it does not start or ends with an error.
    """
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise SpeechError(f"{command[0]} does not start ({error})") from None
    given: bytes | None = text.encode("utf-8")
    while True:
        try:
            output, complaint = process.communicate(given, timeout=POLL_S)
            break
        except subprocess.TimeoutExpired:
            given = None
            if stopped():
                process.kill()
                process.communicate()
                return None
    if process.returncode != 0:
        reason = complaint.decode("utf-8", "replace").strip().splitlines()
        raise SpeechError(reason[-1] if reason else f"{command[0]} ended with code {process.returncode}")
    return output


def _library(settings: EngineSettings) -> Engine | None:
    # Imported here: it builds on this module.
    from posecoach.audio.espeak_library import EspeakLibrary, is_installed

    return EspeakLibrary(settings) if is_installed() else None


def _output(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIST_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpeechError(f"{command[0]} does not answer ({error})") from None
    return done.stdout.decode("utf-8", "replace")


def _wav(data: bytes, engine: str) -> Sound:
    try:
        return read_wav(data)
    except ValueError as error:
        raise SpeechError(f"{engine} made no sound ({error})") from None


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def _pipes(process: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        raise SpeechError("PowerShell has no pipes")
    return process.stdin, process.stdout
