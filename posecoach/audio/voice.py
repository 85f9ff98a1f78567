"""The coach's voice as the rest of the program sees it, the voices there are, and what `doctor` asks.

Speech has a process of its own: nobody who has something to say ever waits for it.
"""

import sys
from dataclasses import dataclass
from typing import Any, Protocol

from posecoach import sentences
from posecoach.audio.engine import VoiceName, VoiceSettings
from posecoach.audio.utterance import Utterance
from posecoach.audio.worker_process import WORKER, first_answer
from posecoach.errors import PoseCoachError


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
        """What of the voice works here, in one sentence."""
        if not self.output:
            return sentences.say("sound.no_device")
        if not self.engine:
            return sentences.say("voice.tones", output=self.output)
        return sentences.say("voice.works", engine=self.engine, output=self.output)


def probe(settings: VoiceSettings | None = None) -> SoundReport:
    """Look for a speech engine and a sound device; takes half a second, at most `PROBE_TIMEOUT_S`.

    Looking for devices can hang, so the voice's process does it and is ended afterwards.
    """
    said = first_answer(WORKER, (settings or VoiceSettings()).to_json(), PROBE_TIMEOUT_S)
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


LIST_TIMEOUT_S, PROBE_TIMEOUT_S = 10.0, 8.0


class Voice(Protocol):
    """Something that says utterances. No call ever waits for speech, except `wait` and `close`."""

    muted: bool

    @property
    def problem(self) -> str:
        """Why it does not speak, as an id of the language file's [sound] section; "" when it does."""

    def put(self, utterance: Utterance) -> None:
        """Hand over something to say; returns at once."""

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything has been said, at most `timeout_s`; whether it has."""

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None:
        """End the voice, after its last words with `finish`; takes at most about `timeout_s`."""


def list_voices(language: str = "") -> list[VoiceName]:
    """The voices of this machine's speech engine, those of `language` only when it is given.

    Raises:
        PoseCoachError: there is no speech engine, or it does not answer.
    """
    answer = ask_for_voices()
    if answer.get("error"):
        raise PoseCoachError.of("voice.silent", why=answer["error"])
    if not answer.get("engine"):
        raise PoseCoachError.of("voice.none", "voice.install")
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
        raise PoseCoachError.of("voice.no_such", "voice.some", name=name, some=some)


def ask_for_voices() -> dict[str, Any]:
    """What the voice's process says of its voices: an engine that hangs or crashes does so over there."""
    return first_answer([*WORKER, "--voices"], VoiceSettings().to_json(), LIST_TIMEOUT_S)


class SilentVoice:
    """Says nothing: where sound makes no sense, as in a measurement of speed."""

    problem = ""
    muted = True

    def put(self, utterance: Utterance) -> None: ...

    def wait(self, timeout_s: float) -> bool:
        return True

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None: ...
