"""Videos over processes: one that kills its process, or fails in an unforeseen way, stops nobody."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from posecoach.batch.pool import DIED, run_pool
from posecoach.batch.task import Outcome
from tests.batch.pretending import pretend, tasks_in
from tests.running import ROOT


def outcomes(folder: Path, names: list[str], jobs: int = 2) -> dict[str, Outcome]:
    found = list(run_pool(tasks_in(folder, names), jobs, pretend))
    assert len(found) == len(names)
    return {outcome.name: outcome for outcome in found}


LEAVE = """
import sys, threading
from tests.batch.pretending import stay, tasks_in
from posecoach.batch.pool import run_pool
from pathlib import Path
if __name__ == "__main__":
    list(run_pool(tasks_in(Path(sys.argv[1]), ["a", "b"]), 2, stay))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="ended with signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_workers_end_with_the_program_that_started_them(tmp_path: Path, name: str) -> None:
    (tmp_path / "leave.py").write_text(LEAVE)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(tmp_path / "leave.py"), str(tmp_path)]
    with subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) as parent:
        files = [tmp_path / "a", tmp_path / "b"]
        wait_until(lambda: all(file.exists() and file.read_text() for file in files), 60.0)
        workers = [int(file.read_text()) for file in files]
        parent.send_signal(getattr(signal, name))
    wait_until(lambda: not any(map(is_running, workers)), 20.0)


def wait_until(good: Callable[[], bool], longest_s: float) -> None:
    last_s = time.monotonic() + longest_s
    while not good():
        assert time.monotonic() < last_s
        time.sleep(0.05)


def is_running(process_id: int) -> bool:
    try:
        return bool(psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


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
