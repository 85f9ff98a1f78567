"""What workers do in the tests of the pool; apart from them, so that a worker need not load pytest."""

import os
import signal
import time
from pathlib import Path

from posecoach.batch.task import Outcome, Task
from posecoach.exercises.catalogue import find_exercise


def pretend(task: Task) -> Outcome:
    """What a worker does in these tests; the file's name says what happens."""
    if "killer" in task.name:
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    if "once" in task.name and not Path(task.path).exists():
        Path(task.path).touch()
        os._exit(3)
    if "fault" in task.name:
        raise RuntimeError("unforeseen")
    time.sleep(0.05)
    return Outcome(task.name, session=str(os.getpid()))


def tasks_in(folder: Path, names: list[str]) -> list[Task]:
    exercise = find_exercise("hip-flexion")
    return [Task(name, str(folder / name), exercise, "auto") for name in names]


def stay(task: Task) -> Outcome:
    """A worker that says who it is and goes on for as long as a long video."""
    Path(task.path).write_text(str(os.getpid()))
    time.sleep(120)
    return Outcome(task.name)
