"""Speech of Windows, through one PowerShell that stays open and is asked sentence by sentence."""

import base64
import json
import math
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from posecoach.audio.engine import SpeechError, VoiceName, VoiceSettings, output_of, sound_of
from posecoach.audio.sound import Sound, Stopped


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

    def __init__(self, command: Sequence[str], settings: VoiceSettings) -> None:
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
            return None if stopped() else sound_of(path.read_bytes() if path.exists() else b"", self.name)

    def voices(self) -> list[VoiceName]:
        try:
            found = json.loads(output_of([*self._command, self.LIST]) or "[]")
        except json.JSONDecodeError as error:
            raise SpeechError(f"the list of voices cannot be read ({error})") from None
        found = [found] if isinstance(found, dict) else found
        return [VoiceName(str(one["name"]), str(one["language"]).lower()) for one in found]

    def _ask(self, *words: str) -> None:
        stdin, stdout = self._helper.stdin, self._helper.stdout
        assert stdin is not None and stdout is not None
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


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
