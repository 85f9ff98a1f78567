"""A damaged store: mended by one program at a time, whole or not at all, the damaged file kept untouched."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from posecoach.app.doctor import Verdict, examine
from posecoach.errors import SessionError
from posecoach.exercises.catalogue import find_exercise
from posecoach.session import salvage as mending
from posecoach.session.folder import HOME_VARIABLE, database_path
from posecoach.session.page_scan import PAGE_BYTES, records
from posecoach.session.recorder import Recorder
from posecoach.session.rows import insert_session
from posecoach.session.salvage import identity, salvage
from posecoach.session.schema import FINISHED, connect, transaction
from posecoach.session.store import Store
from tests.session.examples import CAMERA, Dose, make_session, run
from tests.session.killing import kill_menders
from tests.session.poses import make_pose, track_of
from tests.session.test_store import NOON, on_day
from tests.session.test_store_damage import damage, filled

SMALL = make_session(Dose(sets=1, reps=1), uid="small")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a store of a dozen sessions with landmarks."""
    folder = tmp_path_factory.mktemp("whole")
    filled(folder)
    return database_path(folder).read_bytes()


def put(folder, content):
    folder.mkdir(exist_ok=True)
    database_path(folder).write_bytes(content)


def ruined(content):
    return random.Random(1).randbytes(PAGE_BYTES) + content[PAGE_BYTES:]


def reps_of(store):
    return [len(store.load(row.number).reps) for row in store.history()]


def aside(folder):
    return sorted(folder.glob("sessions-damaged-*.db"))


def leftovers(folder):
    return sorted(path.name for path in folder.iterdir() if "-mend" in path.name or path.name[-4:] == "copy")


def test_every_record_of_a_database_is_found_without_its_header_and_its_inner_pages(tmp_path, whole):
    put(tmp_path, whole)
    with connect(database_path(tmp_path)) as connection:
        heads = {row[0] for row in connection.execute("SELECT head FROM session")}
        frames = {row[0] for row in connection.execute("SELECT data FROM block")}
    found = [record.values for record in records(ruined(whole))]
    assert heads <= {values[16] for values in found if len(values) > 16}
    assert frames <= {values[3] for values in found if len(values) == 4 and isinstance(values[3], bytes)}


LOOK = """
import sys, time
from pathlib import Path
from posecoach.session.history import HistoryFilter
from posecoach.session.listing import list_sessions
while time.time() < float(sys.argv[2]):
    pass
rows, notices = list_sessions(HistoryFilter(), Path(sys.argv[1]))
print(len(rows), len(notices))
"""


@pytest.mark.parametrize("attempt", range(2))
def test_of_several_programs_that_find_the_damage_at_once_one_mends_it(tmp_path, whole, attempt):
    put(tmp_path, ruined(whole))
    command = [sys.executable, "-c", LOOK, str(tmp_path), str(time.time() + 1.5)]
    programs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = [program.communicate(timeout=60)[0].split() for program in programs]
    assert [answer[0] for answer in answers] == ["12"] * 4
    assert sum(int(answer[1]) for answer in answers) == 1
    assert [path.read_bytes() for path in aside(tmp_path)] == [ruined(whole)]


def test_mending_twice_within_a_second_keeps_both_files(tmp_path, whole):
    put(tmp_path, ruined(whole))
    damaged = identity(database_path(tmp_path))
    salvage(database_path(tmp_path), damaged)
    assert salvage(database_path(tmp_path), damaged) == "", "another program was faster"
    salvage(database_path(tmp_path))
    assert aside(tmp_path)[0].read_bytes() == ruined(whole)
    assert len(aside(tmp_path)) == 2
    with Store(tmp_path) as store:
        assert reps_of(store) == [10] * 12


def test_a_mending_that_fails_leaves_the_damaged_file_where_it_was(tmp_path, whole, monkeypatch):
    put(tmp_path, ruined(whole))

    def fill(*_):
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as full:
        full.setattr(mending, "_copy_records", fill)
        with pytest.raises(SessionError, match="cannot be mended at present: database or disk is full"):
            Store(tmp_path)
    assert database_path(tmp_path).read_bytes() == ruined(whole)
    assert leftovers(tmp_path) == aside(tmp_path) == []


DIE = """
import os, sys
from pathlib import Path
from posecoach.session import salvage
from posecoach.session.store import Store
setattr(salvage, sys.argv[2], lambda *_: os._exit(9))
Store(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", ["_copy_records", "_adopt_orphans", "_sync_folder", "_set_aside", "_count"])
def test_a_mender_that_is_killed_leaves_its_work_to_the_next_command(tmp_path, whole, step):
    put(tmp_path, ruined(whole))
    killed = subprocess.run([sys.executable, "-c", DIE, str(tmp_path), step], check=False)
    assert killed.returncode == 9
    with Store(tmp_path) as store:
        assert reps_of(store) == [10] * 12
        assert "12 sessions could be saved after a first try was cut off" in store.notices[0]
    assert [path.read_bytes() for path in aside(tmp_path)] == [ruined(whole)]
    assert leftovers(tmp_path) == []


def test_where_files_have_no_second_name_the_damaged_one_is_copied(tmp_path, whole, monkeypatch):
    def refuse(*_):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    put(tmp_path, ruined(whole))
    with Store(tmp_path) as store:
        assert reps_of(store) == [10] * 12
    assert [path.read_bytes() for path in aside(tmp_path)] == [ruined(whole)]


def test_nobody_mends_what_another_has_open(tmp_path, whole, monkeypatch):
    put(tmp_path, whole)
    monkeypatch.setattr(mending, "WAIT_S", 0.1)
    with Store(tmp_path), pytest.raises(SessionError, match="another PoseCoach is using it"):
        salvage(database_path(tmp_path))


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """The bytes of a store of two sessions with landmarks."""
    folder = tmp_path_factory.mktemp("two")
    filled(folder, 2)
    return database_path(folder).read_bytes()


@pytest.mark.parametrize("byte", range(100))
def test_a_damaged_byte_of_the_header_costs_nothing(tmp_path, two, byte):
    for change in (0x01, 0xFF):
        put(tmp_path, two[:byte] + bytes([two[byte] ^ change]) + two[byte + 1 :])
        with Store(tmp_path) as store:
            assert [row.reps for row in store.history()] == [10] * 2
            if store.check():
                store.mend()
            assert reps_of(store) == [10] * 2
            assert store.check() == []


def test_a_session_begun_on_a_damaged_list_of_free_pages_is_stored_all_the_same(tmp_path, whole):
    put(tmp_path, whole[:32] + b"\x01" + whole[33:39] + b"\x09" + whole[40:])
    with Recorder(find_exercise("hip-flexion"), "right", CAMERA, folder=tmp_path) as recorder:
        for frame in run(Dose(sets=1, reps=2)):
            recorder.add(*frame)
    assert recorder.lost == ""
    with Store(tmp_path) as store:
        assert len(store.history()) == 13


def test_a_store_whose_inner_pages_are_ruined_is_rebuilt(tmp_path):
    with Store(tmp_path) as store, transaction(store.connection()):
        for day in range(40):
            row = replace(SMALL, uid=f"day {day}", started_at=NOON + timedelta(days=day))
            insert_session(store.connection(), row, FINISHED)
    connection = sqlite3.connect(database_path(tmp_path))
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'session'"
    (root,) = connection.execute(query).fetchone()
    connection.close()
    damage(tmp_path, (root - 1) * PAGE_BYTES, PAGE_BYTES)
    with Store(tmp_path) as store:
        assert [row.number for row in store.history()] == list(range(40, 0, -1))


def test_of_sessions_whose_rows_are_gone_the_reps_and_the_frames_are_kept(tmp_path):
    for _ in range(2):
        with Recorder(find_exercise("hip-flexion"), "right", CAMERA, folder=tmp_path) as recorder:
            for frame in run(Dose(sets=1, reps=3)):
                recorder.add(*frame)
    with Store(tmp_path) as store:
        began = [row.started_at for row in store.history()]
    content = database_path(tmp_path).read_bytes()
    for start in range(PAGE_BYTES, len(content), PAGE_BYTES):
        page = bytes(PAGE_BYTES) + content[start : start + PAGE_BYTES]
        if any(len(record.values) > 16 for record in records(page)):
            damage(tmp_path, start, PAGE_BYTES)
    with Store(tmp_path) as store:
        rows = store.history()
        assert [(row.number, row.exercise, row.reps) for row in rows] == [
            (2, "unknown", 3),
            (1, "unknown", 3),
        ]
        assert [row.started_at for row in rows] == began, "the index of dates lies elsewhere"
        assert all(len(store.load(row.number).series) for row in rows)


def test_what_only_the_log_holds_is_carried_over_and_the_log_set_aside(tmp_path, whole):
    put(tmp_path / "a", whole)
    (tmp_path / "b").mkdir()
    with Store(tmp_path / "a") as store:
        store.add(on_day(77), track_of([make_pose(0.0)]))
        for path in (tmp_path / "a").glob("sessions.db*"):
            shutil.copy(path, tmp_path / "b" / path.name)
    (tmp_path / "b" / "sessions.db-shm").unlink()
    content = database_path(tmp_path / "b").read_bytes()
    log = (tmp_path / "b" / "sessions.db-wal").read_bytes()
    # Every page but those in the log: an inner one of frames.
    connection = sqlite3.connect(database_path(tmp_path / "a"))
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_block_1'"
    assert connection.execute(query).fetchone()
    connection.close()
    put(tmp_path / "b", ruined(content)[: 10 * PAGE_BYTES] + content[10 * PAGE_BYTES :])
    salvage(database_path(tmp_path / "b"))
    with Store(tmp_path / "b") as store:
        assert reps_of(store) == [10] * 13
    (kept,) = aside(tmp_path / "b")
    assert kept.with_name(kept.name + "-wal").read_bytes() == log


def test_doctor_mends_and_names_every_file_that_was_set_aside(tmp_path, whole, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    put(tmp_path, whole[:32] + b"\x01" + whole[33:])  # nothing but a full check sees this

    def storage():
        return next(one for one in examine(cameras=list, screen=bool) if one.part == "storage")

    first, second = storage(), storage()
    (kept,) = aside(tmp_path)
    assert (first.verdict, second.verdict) == (Verdict.LIMITED, Verdict.WORKS)
    assert "12 sessions could be saved" in first.sentence
    assert kept.name in first.hint and kept.name in second.hint


def test_a_damaged_file_that_lies_elsewhere_behind_a_link_is_mended_there(tmp_path, whole):
    put(tmp_path / "real", ruined(whole))
    (tmp_path / "home").mkdir()
    database_path(tmp_path / "home").symlink_to(database_path(tmp_path / "real"))
    with Store(tmp_path / "home") as store:
        assert reps_of(store) == [10] * 12
    assert database_path(tmp_path / "home").is_symlink()
    assert len(aside(tmp_path / "real")) == 1


@pytest.mark.slow
def test_menders_that_are_killed_at_random_moments_lose_no_session():
    outcomes = kill_menders(int(os.environ.get("POSECOACH_KILLS", "3")), sessions=1000, longest_s=0.3)
    assert [outcome.found for outcome in outcomes] == [1000] * len(outcomes)
    assert all(outcome.in_order for outcome in outcomes)
