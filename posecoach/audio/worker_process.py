"""A handle on the voice's own process: start it, write a line to it, hear its answers, end it for certain."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

WORKER = (sys.executable, "-m", "posecoach.audio.worker")
POLITE_S = 0.3
"""How long the process gets to end by itself once its input is closed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process number `child` said; an empty `said` means that it has ended."""

    child: int
    said: dict[str, Any]


class WorkerProcess:
    """One run of the voice's process. Its answers are put into `answers`, stamped with `number`.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(
        self, number: int, command: Sequence[str], settings: str, answers: "queue.SimpleQueue[Any]"
    ) -> None:
        self.number = number
        windows = sys.platform == "win32"
        # A process group of its own: Ctrl+C in the terminal must not cut off the last words, and ending it
        # must end the speech program it has started as well.
        self._process = subprocess.Popen(
            [*command, settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=not windows,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if windows else 0,
        )
        threading.Thread(target=self._listen, args=(answers,), daemon=True, name="voice answers").start()

    def send(self, request: dict[str, object]) -> None:
        """Write one request. It never blocks: only one is ever under way, and a pipe holds hundreds."""
        stdin = self._process.stdin
        if stdin is None:
            return
        try:
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
        except (OSError, ValueError):
            return  # It has just ended; its last answer says so to whoever waits for one.

    def finish(self) -> None:
        """Let it end by itself for a moment, then `kill` it."""
        self._close_input()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(POLITE_S)
        self.kill()

    def kill(self) -> None:
        """End it and whatever it has started, at once."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._process.kill()
        self._close_input()
        self._process.wait()

    def _close_input(self) -> None:
        try:
            if self._process.stdin is not None:
                self._process.stdin.close()
        except OSError:
            return  # Unsent words to a process that has ended: nothing is lost.

    def _listen(self, answers: "queue.SimpleQueue[Any]") -> None:
        for line in self._process.stdout or ():
            try:
                said = json.loads(line)
            except json.JSONDecodeError:
                continue  # A library's chatter, not an answer.
            if isinstance(said, dict) and said:
                answers.put(Answer(self.number, said))
        answers.put(Answer(self.number, {}))


def first_answer(command: Sequence[str], settings: str, timeout_s: float) -> dict[str, Any]:
    """Start the process, wait for the first thing it says, and end it with whatever it has started.

    When it says nothing within `timeout_s`, ends or does not start: {"error": why}.
    """
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    try:
        child = WorkerProcess(0, command, settings, answers)
    except OSError as error:
        return {"error": f"the speech process does not start ({error})"}
    try:
        return answers.get(timeout=timeout_s).said or {"error": "the speech process ended"}
    except queue.Empty:
        return {"error": f"nothing heard within {timeout_s:g} seconds"}
    finally:
        child.finish()
