"""Videos over processes: one that kills its process, or fails in an unforeseen way, stops nobody."""

import os
import signal
import time
from pathlib import Path

from posecoach.batch.pool import DIED, run_pool
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


def outcomes(folder: Path, names: list[str], jobs: int = 2) -> dict[str, Outcome]:
    exercise = find_exercise("hip-flexion")
    tasks = [Task(name, str(folder / name), exercise, "auto") for name in names]
    found = list(run_pool(tasks, jobs, pretend))
    assert len(found) == len(names)
    return {outcome.name: outcome for outcome in found}


def test_every_video_has_one_outcome_and_the_work_is_shared(tmp_path: Path) -> None:
    found = outcomes(tmp_path, [str(number) for number in range(12)])
    assert not any(outcome.error for outcome in found.values())
    assert len({outcome.session for outcome in found.values()}) == 2


def test_a_video_that_kills_its_process_is_the_only_one_given_up(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["a", "b", "killer", "c", "d", "e"])
    assert {name for name, outcome in found.items() if outcome.error} == {"killer"}
    assert found["killer"].error == DIED


def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["a", "once", "b", "c"])
    assert not any(outcome.error for outcome in found.values())


def test_two_killers_do_not_accuse_the_innocent(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["killer 1", "a", "killer 2", "b"])
    assert {name for name, outcome in found.items() if outcome.error} == {"killer 1", "killer 2"}


def test_an_unforeseen_fault_is_an_outcome_too(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["a", "fault", "b"])
    assert "RuntimeError: unforeseen" in found["fault"].error
    assert not found["a"].error and not found["b"].error
