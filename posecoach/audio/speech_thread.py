"""The voice: a thread between what waits to be said and the process that says it, one sentence at a time."""

import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from posecoach.audio.engine import VoiceSettings
from posecoach.audio.utterance import Utterance, UtteranceQueue, cuts_off
from posecoach.audio.worker_process import WORKER, Answer, WorkerProcess

FAILURES_IN_A_ROW = 2
FAILURES_IN_ALL = 6
"""A way of speaking that fails so often is given up: speech for tones, tones for silence."""

REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each step may take before the process counts as hanging, in seconds.

    Attributes:
        start_s: from its start until it is ready; PowerShell and PortAudio take a second on a slow machine.
        synthesis_s: making the sound of a sentence; engines need 0.02 to 0.5 s.
        playing_s: beyond the sound's own length, until it has been played.
        stop_s: falling silent when something more urgent comes.
    """

    start_s: float = 6.0
    synthesis_s: float = 3.0
    playing_s: float = 4.0
    stop_s: float = 0.5


class Way(str, Enum):
    """How the voice makes itself heard; each is the way out when the one before fails."""

    SPEECH = "speech"
    TONES = "tones"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Close:
    """Asks the thread to end; with `finish`, only once everything waiting has been said."""

    finish: bool


class Hush:
    """Asks the thread to forget what waits and to stop what is being said."""


class SpeechProcess(threading.Thread):
    """A voice (see `posecoach.audio.voice.Voice`) whose speaking happens in another process.

    `put` hands over to a queue and returns in microseconds. This thread keeps the line of what waits, sends
    one sentence at a time, and holds the process to `Limits`: one that hangs or ends is killed and replaced,
    and after repeated failures the voice falls back to tones, then to silence.

    Attributes:
        way: how it makes itself heard now.
        problem: why it does not speak, as an id of the language file's [sound] section; "" when it does.
        error: the newest failure in the engine's own words, for `doctor`; "" when there was none.
        spoken: the newest texts that were said to their end, oldest first.
    """

    def __init__(
        self,
        settings: VoiceSettings | None = None,
        command: Sequence[str] = WORKER,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(daemon=True, name="voice")
        self._settings = settings or VoiceSettings()
        self.way = Way.TONES if self._settings.tones_only else Way.SPEECH
        self.problem = ""
        self.error = ""
        self.spoken: tuple[str, ...] = ()
        self._muted = self._settings.mute
        self._handed_over = self._handled = 0
        self._idle = True
        self._command = command
        self._limits = limits or Limits()
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._line = UtteranceQueue()
        self._child: WorkerProcess | None = None
        self._children = 0
        self._ready = False
        self._current: Utterance | None = None
        self._request = 0
        self._stopping = False
        self._deadline_s = float("inf")
        self._failures_in_a_row = 0
        self._failures = 0
        self._closing: Close | None = None
        self.start()

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
        if not self._muted:
            self._hand_over(utterance)

    def hush(self) -> None:
        self._hand_over(Hush())

    def wait(self, timeout_s: float) -> bool:
        end_s = time.monotonic() + timeout_s
        while not (self._handled == self._handed_over and self._idle):
            if time.monotonic() >= end_s or not self.is_alive():
                return False
            time.sleep(0.01)
        return True

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None:
        self._hand_over(Close(finish))
        self.join(timeout_s)
        if self.is_alive():
            self._hand_over(Close(finish=False))
            self.join(1.0)

    def _hand_over(self, item: object) -> None:
        self._handed_over += 1
        self._inbox.put(item)

    # From here on: the thread's side.

    def run(self) -> None:
        """Say what is handed over, until it is closed."""
        while not self._may_end():
            self._advance(time.monotonic())
            self._idle = self._current is None and len(self._line) == 0
            # At most a fraction of a second, for what becomes stale meanwhile.
            patience_s = max(0.0, min(0.25, self._deadline_s - time.monotonic()))
            try:
                item = self._inbox.get(timeout=patience_s)
            except queue.Empty:
                continue
            self._take(item, time.monotonic())
        if self._child is not None:
            self._child.finish()

    def _may_end(self) -> bool:
        if self._closing is None:
            return False
        silent = self.way is Way.SILENCE or (self._current is None and len(self._line) == 0)
        return silent or not self._closing.finish

    def _take(self, item: object, now_s: float) -> None:
        if isinstance(item, Answer):
            if self._child is not None and item.child == self._child.number:
                self._hear(item.said, now_s)
            return
        if isinstance(item, Utterance):
            self._line.put(item, now_s)
            self._idle = False
        elif isinstance(item, Hush):
            self._line.clear()
            self._stop_current(now_s)
        elif isinstance(item, Close):
            self._closing = item
        self._handled += 1

    def _advance(self, now_s: float) -> None:
        """Do what is due: start the process, give it up when it hangs, interrupt, send the next sentence."""
        if now_s >= self._deadline_s:
            self._fail("the speech process did not answer")
        if self.way is Way.SILENCE:
            self._line.clear()
            return
        if self._child is None:
            self._start(now_s)
        if self._child is None or not self._ready:
            return
        if self._current is not None:
            first = self._line.first(now_s)
            if first is not None and cuts_off(first, self._current):
                self._stop_current(now_s)
            return
        self._current = self._line.take(now_s)
        if self._current is not None:
            self._send(self._child, self._current, now_s)

    def _start(self, now_s: float) -> None:
        settings = replace(self._settings, tones_only=self.way is Way.TONES)
        self._children += 1
        try:
            self._child = WorkerProcess(self._children, self._command, settings.to_json(), self._inbox)
        except OSError as error:
            self._fail(f"the speech process does not start ({error})")
            return
        self._ready, self._deadline_s = False, now_s + self._limits.start_s

    def _send(self, child: WorkerProcess, utterance: Utterance, now_s: float) -> None:
        self._request += 1
        self._deadline_s = now_s + self._limits.synthesis_s
        child.send({"say": self._request, "text": utterance.text, "tone": utterance.tone.value})

    def _stop_current(self, now_s: float) -> None:
        if self._child is not None and self._current is not None and not self._stopping:
            self._stopping = True
            self._deadline_s = now_s + self._limits.stop_s
            self._child.send({"stop": self._request})

    def _hear(self, said: dict[str, Any], now_s: float) -> None:
        """An answer of the present process; those to earlier requests are of no interest."""
        if not said:
            self._fail("the speech process ended")
        elif "ready" in said:
            self._hear_ready(*(str(said.get(part, "")) for part in ("engine", "output", "error")))
        elif said.get("failed") == self._request:
            self._fail(str(said.get("error", "")))
        elif said.get("playing") == self._request and not self._stopping:
            self._deadline_s = now_s + float(said.get("seconds", 0.0)) + self._limits.playing_s
        elif said.get("done") == self._request and self._current is not None:
            if not self._stopping:
                self.spoken = (*self.spoken, self._current.text)[-REMEMBERED:]
            self._current, self._stopping = None, False
            self._failures_in_a_row, self._deadline_s = 0, float("inf")

    def _hear_ready(self, engine: str, output: str, error: str) -> None:
        self._ready, self._deadline_s = True, float("inf")
        self.error = error or self.error
        if not output:
            self._be_silent()
        elif not engine and self.way is Way.SPEECH:
            self.way, self.problem = Way.TONES, "no_speech"

    def _fail(self, error: str) -> None:
        """The process hangs, ended or could not speak: end it; after several failures, use the next `Way`."""
        self.error = error
        self._discard_child()
        self._failures += 1
        self._failures_in_a_row += 1
        if self._failures_in_a_row < FAILURES_IN_A_ROW and self._failures < FAILURES_IN_ALL:
            return
        self._failures = self._failures_in_a_row = 0
        if self.way is Way.SPEECH:
            self.way, self.problem = Way.TONES, "speech_failed"
        else:
            self._be_silent()

    def _be_silent(self) -> None:
        self.way, self.problem = Way.SILENCE, "no_device"
        self._discard_child()

    def _discard_child(self) -> None:
        if self._child is not None:
            self._child.kill()
        self._child, self._current = None, None
        self._ready = self._stopping = False
        self._deadline_s = float("inf")
