"""What a speech engine is, and what engines that are programs of the system share."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from posecoach.audio.sound import Sound, Stopped, read_wav

POLL_S = 0.03
SLOWEST_WPM, DEFAULT_WPM, FASTEST_WPM = 80, 160, 400
LIST_TIMEOUT_S = 8.0


class SpeechError(Exception):
    """The engine could not make speech; the text says why. Stays inside the voice's process."""


@dataclass(frozen=True, slots=True)
class VoiceName:
    """A voice that can be chosen: what to pass to `--voice`, and the language it speaks ("en-gb")."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How the voice sounds.

    Attributes:
        voice: its name, as `list_voices` gives it; "" for the usual one of the language.
        rate_wpm: words a minute.
        language: code of the language it speaks.
        mute: begin muted; the voice is there all the same, for whoever unmutes it later.
        folder: write what it says as WAV files there instead of playing it.
        tones_only: leave the engine out.
    """

    voice: str = ""
    rate_wpm: int = DEFAULT_WPM
    language: str = "en"
    mute: bool = False
    folder: Path | None = None
    tones_only: bool = False

    @property
    def safe_rate_wpm(self) -> int:
        """The rate within what every engine can do and an ear can follow."""
        return max(SLOWEST_WPM, min(FASTEST_WPM, self.rate_wpm))

    def to_json(self) -> str:
        """For the command line of the voice's own process."""
        return json.dumps(asdict(self) | {"folder": str(self.folder or "")})

    @classmethod
    def of_json(cls, text: str) -> "VoiceSettings":
        """The settings that `to_json` wrote."""
        values = json.loads(text)
        return cls(**values | {"folder": Path(values["folder"]) if values["folder"] else None})


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


def output_of(command: Sequence[str]) -> str:
    """What `command` prints; SpeechError when it does not within a while."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIST_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpeechError(f"{command[0]} does not answer ({error})") from None
    return done.stdout.decode("utf-8", "replace")


def sound_of(data: bytes, engine: str) -> Sound:
    """The sound in WAV `data`; SpeechError when there is none."""
    try:
        return read_wav(data)
    except ValueError as error:
        raise SpeechError(f"{engine} made no sound ({error})") from None
