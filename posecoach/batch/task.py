"""One video as a piece of work that any process, on any machine, can do."""

from collections.abc import Callable
from dataclasses import dataclass

from posecoach.exercises.definition import Exercise
from posecoach.pose.model import HEAVY


@dataclass(frozen=True, slots=True)
class Task:
    """What to analyse and how: everything a worker needs but the file itself, which it opens by its path."""

    name: str
    path: str
    exercise: Exercise
    side: str
    model: str = HEAVY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the session file's text, or the sentence that says why there is none."""

    name: str
    session: str = ""
    error: str = ""


Perform = Callable[[Task], Outcome]
"""What does a task, in whichever process: a function that can be imported there by its name."""
