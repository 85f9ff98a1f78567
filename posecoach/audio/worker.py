"""The voice's own process: reads what to say line by line, says it, and tells how that went.

Run as `python -m posecoach.audio.worker [--voices] SETTINGS`, SETTINGS being JSON (see `VoiceSettings`). One
JSON object a line. In: {"say": number, "text": ..., "tone": ...} and {"stop": number}. Out: {"ready": ...}
once, then for each number {"playing": number, "seconds": ...} and {"done": number} or {"failed": number,
"error": ...}. It ends when its input does, so it never outlives the program that started it.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import IO, Any

from posecoach.audio.engine import Engine, SpeechError, VoiceSettings
from posecoach.audio.engines import choose_engine
from posecoach.audio.sound import Output, PlaybackError, Sound, Stopped, choose_output, tone_sound
from posecoach.audio.utterance import Tone

WARM_UP = "one"
REMEMBERED = 128
"""Sentences kept as samples, so that a slow engine makes each number of a session once."""

Send = Callable[[dict[str, object]], None]


def main() -> None:
    """Read settings and requests, speak until the input ends; with `--voices` only list the voices."""
    settings = VoiceSettings.of_json(sys.argv[-1])
    send = _sender()
    if "--voices" in sys.argv:
        _send_voices(settings, send)
        return
    requests = _Requests(sys.stdin)
    output = choose_output(settings.folder)
    engine, error = (None, "") if output is None or settings.tones_only else _engine(settings)
    player = SpeechPlayer(engine, output)
    if engine is not None:
        error = player.warm_up()
        if error:
            engine = player.engine = None
    names = {"engine": engine.name if engine else "", "output": output.name if output else ""}
    send({"ready": True, **names, "error": error})
    while True:
        player.say(requests.next(), requests.stopped, send)


class SpeechPlayer:
    """Says one request at a time with an engine and an output."""

    def __init__(self, engine: Engine | None, output: Output | None) -> None:
        self.engine = engine
        self._output = output
        self._remembered: dict[str, Sound] = {}

    def warm_up(self) -> str:
        """Make a word without playing it: the first real one is then fast. Returns what went wrong."""
        try:
            self._speech(WARM_UP, lambda: False)
        except SpeechError as error:
            return str(error)
        return ""

    def say(self, request: dict[str, Any], stopped: Callable[[int], bool], send: Send) -> None:
        """Carry out one request and report on it."""
        number = int(request["say"])

        def stop() -> bool:
            return stopped(number)

        try:
            sound = self._sound(str(request.get("text", "")), Tone(request.get("tone", "")), stop)
            if sound is not None and sound.samples and self._output is not None and not stop():
                send({"playing": number, "seconds": sound.seconds})
                self._output.play(sound, stop)
        except (SpeechError, PlaybackError) as error:
            send({"failed": number, "error": str(error)})
        else:
            send({"done": number})

    def _sound(self, text: str, tone: Tone, stop: Stopped) -> Sound | None:
        if self.engine is None:
            return tone_sound(tone)
        speech = self._speech(text, stop) if text else tone_sound(tone)
        if speech is None or not text or not tone.with_speech:
            return speech
        before = tone_sound(tone).at_rate(speech.rate_hz)
        return Sound(before.samples + speech.samples, speech.rate_hz)

    def _speech(self, text: str, stop: Stopped) -> Sound | None:
        if text in self._remembered or self.engine is None:
            return self._remembered.get(text)
        speech = self.engine.synthesise(text, stop)
        if speech is not None and len(self._remembered) < REMEMBERED:
            self._remembered[text] = speech
        return speech


class _Requests:
    """Requests as they arrive; a thread reads them, so that a stop is seen while something is being said."""

    def __init__(self, source: IO[str]) -> None:
        self._waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._stopped: set[int] = set()
        threading.Thread(target=self._read, args=(source,), daemon=True).start()

    def next(self) -> dict[str, Any]:
        """The next thing to say; waits for it."""
        return self._waiting.get()

    def stopped(self, number: int) -> bool:
        """Whether the request `number` is no longer wanted."""
        return number in self._stopped

    def _read(self, source: IO[str]) -> None:
        for line in source:
            request = json.loads(line)
            if "stop" in request:
                self._stopped.add(int(request["stop"]))
            else:
                self._waiting.put(request)
        os._exit(0)


def _engine(settings: VoiceSettings) -> tuple[Engine | None, str]:
    try:
        return choose_engine(settings), ""
    except SpeechError as error:
        return None, str(error)


def _send_voices(settings: VoiceSettings, send: Send) -> None:
    engine, error = _engine(settings)
    try:
        voices = [asdict(voice) for voice in engine.voices()] if engine else []
    except SpeechError as failure:
        voices, error = [], str(failure)
    send({"engine": engine.name if engine else "", "voices": voices, "error": error})


def _sender() -> Send:
    """Answers go to the standard output; whatever a sound library prints there goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)

    def send(answer: dict[str, object]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    return send


if __name__ == "__main__":
    main()
