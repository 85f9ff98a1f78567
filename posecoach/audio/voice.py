"""The coach's voice as the rest of the program sees it, the voices there are, and what `doctor` asks.

Speech has a process of its own: nobody who has something to say ever waits for it.
"""

import queue
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from posecoach import sentences
from posecoach.audio.engine import DEFAULT_WPM, VoiceName
from posecoach.audio.speech_thread import Close, Hush, Limits, SpeechThread, Way
from posecoach.audio.utterance import Utterance
from posecoach.audio.worker import WorkerSettings
from posecoach.audio.worker_process import WORKER, first_answer
from posecoach.errors import PoseCoachError


class SpeechProcess:
    """A voice (see `posecoach.audio.voice.Voice`) whose speaking happens in another process.

    `put` hands over to a queue and returns in microseconds. A thread keeps the line of what waits, sends one
    sentence at a time, and holds the process to `Limits`: one that hangs or ends is killed and replaced,
    and after repeated failures the voice falls back to tones, then to silence.
    """

    def __init__(
        self,
        settings: WorkerSettings | None = None,
        command: Sequence[str] = WORKER,
        limits: Limits | None = None,
    ) -> None:
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._muted = False
        self._handed_over = 0
        self._speech_thread = SpeechThread(
            settings or WorkerSettings(), command, limits or Limits(), self._inbox
        )
        self._speech_thread.start()

    @property
    def problem(self) -> str:
        """Why it does not speak, as an id of the language file's [sound] section; "" when it does."""
        return self._speech_thread.problem

    @property
    def error(self) -> str:
        """The newest failure in the engine's own words, for `doctor`; "" when there was none."""
        return self._speech_thread.error

    @property
    def way(self) -> Way:
        """How it makes itself heard now."""
        return self._speech_thread.way

    @property
    def spoken(self) -> tuple[str, ...]:
        """The newest texts that were said to their end, oldest first."""
        return tuple(self._speech_thread.spoken)

    @property
    def muted(self) -> bool:
        """Muted, it forgets what it is given; set it, and it falls silent at once."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        if muted:
            self.hush()

    def put(self, utterance: Utterance) -> None:
        """Hand over something to say; returns at once, whatever the engine does."""
        if not self._muted:
            self._hand_over(utterance)

    def hush(self) -> None:
        """Stop speaking and forget what waits; returns at once."""
        self._hand_over(Hush())

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything has been said, at most `timeout_s`; whether it has."""
        end_s = time.monotonic() + timeout_s
        while not (self._speech_thread.handled == self._handed_over and self._speech_thread.idle):
            if time.monotonic() >= end_s or not self._speech_thread.is_alive():
                return False
            time.sleep(0.01)
        return True

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None:
        """End the process, after its last words with `finish`; takes at most about `timeout_s`."""
        self._hand_over(Close(finish))
        self._speech_thread.join(timeout_s)
        if self._speech_thread.is_alive():
            self._hand_over(Close(finish=False))
            self._speech_thread.join(1.0)

    def _hand_over(self, item: object) -> None:
        self._handed_over += 1
        self._inbox.put(item)


@dataclass(frozen=True, slots=True)
class SoundReport:
    """What there is: the speech engine's and the sound device's names, "" for none.

    `error` is what went wrong in the engine's own words, `hint` what to do, both "" when all is well.
    """

    engine: str
    output: str
    error: str = ""
    hint: str = ""

    @property
    def sentence(self) -> str:
        """One honest line."""
        if not self.output:
            return sentences.say("voice.no_device")
        if not self.engine:
            return sentences.say("voice.tones", output=self.output)
        return sentences.say("voice.works", engine=self.engine, output=self.output)


def probe(settings: WorkerSettings | None = None, timeout_s: float = 8.0) -> SoundReport:
    """Look for a speech engine and a sound device; takes half a second, at most `timeout_s`.

    Looking for devices can hang, so the voice's process does it and is ended afterwards.
    """
    said = first_answer(WORKER, (settings or WorkerSettings()).to_json(), timeout_s)
    engine, output = str(said.get("engine", "")), str(said.get("output", ""))
    return SoundReport(engine, output, str(said.get("error", "")), _hint(engine, output, sys.platform))


def _hint(engine: str, output: str, platform: str) -> str:
    linux = platform.startswith("linux")
    if not output:
        return sentences.say("voice.device_linux" if linux else "voice.device")
    if not engine:
        return sentences.say(
            f"voice.engine_{platform}" if platform in ("darwin", "win32") else "voice.engine_linux"
        )
    return ""


LIST_TIMEOUT_S = 10.0
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
    rate_wpm: int = DEFAULT_WPM
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
    answer = ask_for_voices()
    if answer.get("error"):
        raise PoseCoachError(sentences.say("voice.silent", why=answer["error"]))
    if not answer.get("engine"):
        raise PoseCoachError(sentences.say("voice.none"), sentences.say("voice.install"))
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
        raise PoseCoachError(
            sentences.say("voice.no_such", name=name), sentences.say("voice.some", some=some)
        )


def ask_for_voices() -> dict[str, Any]:
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
