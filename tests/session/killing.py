"""Kills programs that record or mend at random moments, again and again, and counts what was lost.

`python -m tests.session.killing 300` prints the result; the suite runs a few kills of it.
"""

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from posecoach.exercises.catalogue import find_exercise
from posecoach.session.folder import database_path
from posecoach.session.page_scan import PAGE_BYTES
from posecoach.session.recorder import Recorder
from posecoach.session.rows import insert_session
from posecoach.session.schema import FINISHED, transaction
from posecoach.session.store import Store
from tests.session.examples import CAMERA, Dose, make_session, run
from tests.session.poses import make_pose

PROMISED_S = 1.0
DOSE = Dose(sets=1, reps=200, back_from=(50,), period_s=0.6)


@dataclass(frozen=True)
class Outcome:
    """One killed program: what it announced a second before it died and earlier, and what was found."""

    announced: int
    found: int
    recovered: bool
    reps: int

    @property
    def lost(self) -> int:
        return max(self.announced - self.found, 0)


def record_forever(folder: Path) -> None:
    """Record at the pace of a camera, saying on standard output when each event happened."""
    poses = [make_pose(index / 30) for index in range(30)]
    began_s = time.monotonic()
    recorder = Recorder(find_exercise("hip-flexion"), "right", CAMERA, size_px=(640, 480), folder=folder)
    for index, (body, state, events) in enumerate(run(DOSE)):
        if state.t_s < 5.0:  # getting into position
            began_s = time.monotonic() - state.t_s
            continue
        time.sleep(max(0.0, began_s + state.t_s - time.monotonic()))
        recorder.add(body, state, events, poses[index % 30])
        for _ in events:
            print(time.monotonic(), flush=True)


def kill_once(folder: Path, after_s: float) -> Outcome:
    """Start a recording, kill it `after_s` after its first event, and open the store again."""
    command = [sys.executable, "-m", "tests.session.killing", "--record", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        times = [float(process.stdout.readline())]
        time.sleep(after_s)
        process.kill()
        killed_s = time.monotonic()
        times += [float(line) for line in process.stdout.read().splitlines()]
    return look_back(folder, sum(time_s < killed_s - PROMISED_S for time_s in times))


def look_back(folder: Path, announced: int) -> Outcome:
    """Open the store as the next start would."""
    with Store(folder) as store:
        if not store.history():  # killed before the first repetition: nothing of it is kept, and that is told
            told = any("before anything was counted" in notice for notice in store.notices)
            return Outcome(announced, 0, told, 0)
        (row,) = store.history()
        session = store.load(row.number)
        whole = session.interrupted and not row.running and not store.check()
        same = len(session.reps) == row.reps and store.landmarks(row.number) is not None
    connection = sqlite3.connect(database_path(folder))
    (found,) = connection.execute("SELECT count(*) FROM event").fetchone()
    connection.close()
    return Outcome(announced, found, whole and same, row.reps)


def kill_often(times: int, side_by_side: int = 4, seed: int = 1) -> list[Outcome]:
    """Kill `times` programs at random moments from a tenth of a second to four seconds."""
    chance = random.Random(seed)
    delays = [chance.uniform(0.1, 4.0) for _ in range(times)]

    def kill(after_s: float) -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            return kill_once(Path(folder), after_s)

    with ThreadPoolExecutor(side_by_side) as pool:
        return list(pool.map(kill, delays))


def damaged_store(folder: Path, sessions: int) -> None:
    """A store of so many sessions whose first page is ruined."""
    one = make_session(Dose(sets=1, reps=1))
    assert one.started_at is not None
    with Store(folder) as store:
        connection = store.connection()
        with transaction(connection):
            for number in range(sessions):
                moment = one.started_at + timedelta(hours=number)
                insert_session(connection, replace(one, uid=str(number), started_at=moment), FINISHED)
    content = database_path(folder).read_bytes()
    database_path(folder).write_bytes(random.Random(1).randbytes(PAGE_BYTES) + content[PAGE_BYTES:])


@dataclass(frozen=True)
class Mended:
    """What a killed mender left: sessions found by the next command, and whether all else was in order."""

    found: int
    in_order: bool
    killed_at_work: bool


def kill_menders(
    times: int, sessions: int = 5000, programs: int = 2, longest_s: float = 0.8, seed: int = 2
) -> list[Mended]:
    """Let `programs` at once mend a damaged store and kill them at random moments, `times` times."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.session.killing", "--mend"]
    outcomes = []
    with tempfile.TemporaryDirectory() as place:
        original = Path(place) / "original"
        damaged_store(original, sessions)
        content = database_path(original).read_bytes()
        for number in range(times):
            folder = Path(place) / str(number)
            folder.mkdir()
            database_path(folder).write_bytes(content)
            menders = [
                subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE) for _ in range(programs)
            ]
            for mender in menders:
                assert mender.stdout is not None
                mender.stdout.readline()  # it is about to begin
            time.sleep(chance.uniform(0.0, longest_s))
            for mender in menders:
                mender.kill()
                mender.communicate()
            outcomes.append(look_at_mended(folder, content))
            shutil.rmtree(folder)
    return outcomes


def look_at_mended(folder: Path, content: bytes) -> Mended:
    """Open the store as the next command would: everything is there, and the damaged file as it was."""
    at_work = any("-mend" in path.name for path in folder.iterdir())
    with Store(folder) as store:
        found = len(store.history())
        aside = [path.read_bytes() for path in store.set_aside()]
        left = [path.name for path in folder.iterdir() if "-mend" in path.name]
        told = not at_work or "after a first try was cut off" in " ".join(store.notices)
        return Mended(found, told and not left and aside == [content] and not store.check(), at_work)


def main() -> None:
    """Record or mend (for the parent to kill), or kill as often as asked and print what was lost."""
    if sys.argv[1] == "--record":
        record_forever(Path(sys.argv[2]))
        return
    if sys.argv[1] == "--mend":
        print("ready", flush=True)
        Store(Path(sys.argv[2]))
        return
    print_recorders()
    print_menders()


def print_menders() -> None:
    """What killed menders leave behind."""
    sessions = 5000
    outcomes = kill_menders(int(sys.argv[1]), sessions)
    print(f"{len(outcomes)} kills of two programs mending one store of {sessions} sessions,", end=" ")
    print(f"{sum(one.killed_at_work for one in outcomes)} of them at work:", end=" ")
    print(f"{sum(sessions - one.found for one in outcomes)} sessions lost,", end=" ")
    print(f"{sum(not one.in_order for one in outcomes)} stores or damaged originals not in order")


def print_recorders() -> None:
    """What killed recorders lose."""
    outcomes = kill_often(int(sys.argv[1]))
    announced = sum(outcome.announced for outcome in outcomes)
    print(f"{len(outcomes)} kills, {announced} events announced more than {PROMISED_S:g} s before,", end=" ")
    print(f"{sum(outcome.lost for outcome in outcomes)} lost,", end=" ")
    print(f"{sum(not outcome.recovered for outcome in outcomes)} sessions not finished at the next start")


if __name__ == "__main__":
    main()
