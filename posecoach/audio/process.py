"""Speech in a process of its own: nobody who has something to say ever waits for it."""

import queue
import time
from collections.abc import Sequence
from typing import Any

from posecoach.audio.speech_thread import Close, Hush, Limits, SpeechThread, Way
from posecoach.audio.utterance import Utterance
from posecoach.audio.worker import WorkerSettings
from posecoach.audio.worker_process import WORKER


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
