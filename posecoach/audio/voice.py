"""The coach's voice as the rest of the program sees it, and the voices there are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from posecoach.audio.engine import VoiceName
from posecoach.audio.process import SpeechProcess
from posecoach.audio.utterance import Utterance
from posecoach.audio.worker import WorkerSettings
from posecoach.audio.worker_process import WORKER, first_answer
from posecoach.errors import PoseCoachError

LIST_TIMEOUT_S = 10.0
DEFAULT_RATE_WPM = 160
"""A little slower than the engines' own 175: for people who listen while they move."""


class Voice(Protocol):
    """Something that says utterances. No call ever waits for speech, except `wait` and `close`."""

    muted: bool

    @property
    def problem(self) -> str:
        """Why it does not speak, as an id of the language file's [sound] section; "" when it does."""

    def put(self, utterance: Utterance) -> None:
        """Hand over something to say; returns at once."""

    def hush(self) -> None:
        """Stop speaking and forget what waits; returns at once."""

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything has been said, at most `timeout_s`; whether it has."""

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None:
        """End the voice, after its last words with `finish`; takes at most about `timeout_s`."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How the voice sounds.

    Attributes:
        voice: its name, as `list_voices` gives it; "" for the usual one of the language.
        rate_wpm: words a minute.
        language: code of the language it speaks.
        mute: begin muted; the voice is there all the same, for whoever unmutes it later.
        folder: write what it says as WAV files there instead of playing it.
    """

    voice: str = ""
    rate_wpm: int = DEFAULT_RATE_WPM
    language: str = "en"
    mute: bool = False
    folder: Path | None = None


def open_voice(settings: VoiceSettings) -> Voice:
    """A voice that has begun to start; it is ready within about half a second, and this does not wait."""
    folder = str(settings.folder) if settings.folder else ""
    voice = SpeechProcess(WorkerSettings(settings.voice, settings.rate_wpm, settings.language, folder=folder))
    voice.muted = settings.mute
    return voice


def list_voices(language: str = "") -> list[VoiceName]:
    """The voices of this machine's speech engine, those of `language` only when it is given.

    Raises:
        PoseCoachError: there is no speech engine, or it does not answer.
    """
    answer = _ask_for_voices()
    if answer.get("error"):
        raise PoseCoachError(f"The speech engine does not answer: {answer['error']}.")
    if not answer.get("engine"):
        raise PoseCoachError("There is no speech engine.", "On Linux, install the package espeak-ng.")
    voices = [VoiceName(one["name"], one["language"]) for one in answer["voices"]]
    return [one for one in voices if one.language.startswith(language)]


def check_voice(name: str, language: str = "") -> None:
    """Make sure that a voice the user asked for exists; where not, those of `language` are named first.

    Raises:
        PoseCoachError: it does not, or there is no speech engine.
    """
    known = list_voices()
    if not any(name in (one.name, one.language) for one in known):
        known = sorted(known, key=lambda one: not one.language.startswith(language))
        some = ", ".join(one.name for one in known[:5])
        raise PoseCoachError(f"There is no voice '{name}'.", f"Some that there are: {some}.")


def _ask_for_voices() -> dict[str, Any]:
    """What the voice's process says of its voices: an engine that hangs or crashes does so over there."""
    return first_answer([*WORKER, "--voices"], WorkerSettings().to_json(), LIST_TIMEOUT_S)


class SilentVoice:
    """Says nothing: where sound makes no sense, as in a measurement of speed."""

    problem = ""

    def __init__(self) -> None:
        self.muted = True

    def put(self, utterance: Utterance) -> None:
        """Forget it."""

    def hush(self) -> None:
        """Nothing to stop."""

    def wait(self, timeout_s: float) -> bool:
        """Everything has been said."""
        return True

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None:
        """Nothing to end."""
