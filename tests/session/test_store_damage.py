"""The store of an older or newer program, damaged, torn, or on a full disk."""

import random
import shutil
import sqlite3

import pytest

from posecoach.errors import SessionError
from posecoach.session import schema
from posecoach.session.folder import database_path
from posecoach.session.history import HistoryFilter
from posecoach.session.listing import list_sessions
from posecoach.session.recorder import Recorder
from posecoach.session.store import Store
from tests.session.examples import CAMERA, Dose, run
from tests.session.poses import make_pose, track_of
from tests.session.test_store import EXERCISE, SESSION, on_day


def test_an_older_layout_is_brought_up_to_date(tmp_path, monkeypatch):
    with Store(tmp_path) as old:
        old.add(SESSION)
    added = "ALTER TABLE session ADD COLUMN mood TEXT;\nCREATE TABLE extra (x);"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, added))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with Store(tmp_path) as new:
        assert len(new.load(1).reps) == 10
        new.connection().execute("SELECT mood FROM session, extra")


def test_a_store_from_before_known_reps_were_counted_goes_on(tmp_path, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        older.setattr(schema, "VERSION", 1)
        connection = schema.connect(database_path(tmp_path))
        connection.execute(
            "INSERT INTO session (uid, state, started_s, exercise, side, name, unit, sets, reps, clean_reps,"
            " duration_s, head) VALUES ('a', 'finished', 1e9, 'squat', 'left', '', 'deg', 1, 10, 9, 60, '{}')"
        )
        connection.close()
    (row,), _ = list_sessions(HistoryFilter(), tmp_path)
    assert row.known_reps is None and row.clean_share == 0.9


def test_a_failed_change_of_layout_changes_nothing(tmp_path, monkeypatch):
    with Store(tmp_path) as old:
        old.add(SESSION)
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE a (x);\nCREATE TABLE a (x);")
    )
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(SessionError, match="cannot be used"):
            Store(tmp_path)
    monkeypatch.undo()
    with Store(tmp_path) as store:
        assert len(store.load(1).reps) == 10


def test_a_layout_of_the_future_is_refused(tmp_path):
    with Store(tmp_path) as store:
        store.connection().execute("ALTER TABLE session ADD COLUMN mood TEXT")
        store.connection().execute("PRAGMA user_version = 99")
    with pytest.raises(SessionError, match="newer PoseCoach"):
        Store(tmp_path)


def filled(folder, count=12):
    with Store(folder) as store:
        for day in range(count):
            store.add(on_day(day), track_of([make_pose(0.0)] * 30))
    connection = sqlite3.connect(database_path(folder))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def damage(folder, start, length, with_zeros=False):
    path = database_path(folder)
    content = bytearray(path.read_bytes())
    noise = bytes(length) if with_zeros else random.Random(start).randbytes(length)
    content[start : start + length] = noise
    path.write_bytes(content)


def test_one_ruined_page_costs_a_session_at_most(tmp_path):
    filled(tmp_path)
    size = database_path(tmp_path).stat().st_size
    damage(tmp_path, size // 2 // 4096 * 4096, 4096)
    with Store(tmp_path) as store:
        loaded = [len(store.load(row.number).reps) for row in store.history()]
    assert loaded.count(10) >= 11


@pytest.mark.parametrize("length", [16, 100, 4096])
def test_a_ruined_beginning_is_mended_and_every_session_kept(tmp_path, length):
    filled(tmp_path)
    damage(tmp_path, 0, length)
    with Store(tmp_path) as store:
        assert [len(store.load(row.number).reps) for row in store.history()] == [10] * 12
        (notice,) = store.notices
        assert store.check() == []
        assert store.add(on_day(99)) == 13
    assert "12 sessions could be saved" in notice
    assert list(tmp_path.glob("sessions-damaged-*.db"))


def test_a_file_that_was_cut_off_keeps_what_came_before(tmp_path):
    filled(tmp_path)
    path = database_path(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with Store(tmp_path) as store:
        kept = 0
        for row in store.history():
            kept += len(store.load(row.number).reps) == 10
    assert kept >= 6


def test_a_file_that_is_something_else_is_set_aside(tmp_path):
    database_path(tmp_path).write_bytes(b"Dear diary, " * 1000)
    with Store(tmp_path) as store:
        assert store.history() == []
        assert "0 sessions could be saved" in store.notices[0]
    assert next(tmp_path.glob("sessions-damaged-*.db")).read_bytes()[-12:] == b"Dear diary, "


@pytest.mark.parametrize("seed", range(25))
def test_random_damage_never_crashes_and_is_told_in_a_sentence(tmp_path, seed):
    filled(tmp_path, 4)
    chance = random.Random(seed)
    size = database_path(tmp_path).stat().st_size
    for _ in range(chance.choice((1, 3, 10))):
        damage(tmp_path, chance.randrange(size), chance.choice((1, 50, 3000)), chance.random() < 0.3)
    try:
        with Store(tmp_path) as store:
            for row in store.history():
                store.load(row.number)
                store.landmarks(row.number)
            assert all("\n" not in notice for notice in store.notices)
    except SessionError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("seed", range(20))
def test_a_log_torn_by_a_power_cut_keeps_whole_commits(tmp_path, seed):
    """What the disk holds after a power cut: the file as it was, and the log up to any byte."""
    chance = random.Random(seed)
    with Store(tmp_path / "a") as store:
        for day in range(4):
            store.add(on_day(day))
        (tmp_path / "b").mkdir()
        for path in (tmp_path / "a").glob("sessions.db*"):
            shutil.copy(path, tmp_path / "b" / path.name)
    log = tmp_path / "b" / "sessions.db-wal"
    (tmp_path / "b" / "sessions.db-shm").unlink()
    log.write_bytes(log.read_bytes()[: chance.randrange(log.stat().st_size)])
    with Store(tmp_path / "b") as torn:
        numbers = sorted(row.number for row in torn.history())
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(len(torn.load(number).reps) == 10 for number in numbers)
        assert torn.check() == []


def test_a_damaged_head_is_rebuilt_from_the_journal(tmp_path):
    with Recorder(EXERCISE, "right", CAMERA, folder=tmp_path) as recorder:
        for frame in run(Dose(sets=1, reps=3)):
            recorder.add(*frame)
    with Store(tmp_path) as store:
        store.connection().execute("UPDATE session SET head = '{' ")
        session = store.load(recorder.number)
    assert (session.exercise, len(session.reps)) == ("hip-flexion", 3)


def test_a_full_disk_keeps_nobody_from_looking_back(tmp_path, monkeypatch):
    """SQLite cannot make its log there; as soon as there is room, it is used again."""
    with Store(tmp_path) as store:
        store.add(SESSION, track_of([make_pose(0.0)]))

    def no_room(path):
        raise sqlite3.OperationalError("disk I/O error")

    with Store(tmp_path) as store, monkeypatch.context() as full:
        store.close()
        full.setattr(schema, "open_database", no_room)
        assert [row.number for row in list_sessions(HistoryFilter(), tmp_path)[0]] == [1]
        with Store(tmp_path) as other:
            assert len(other.load(1).reps) == 10 and other.landmarks(1) is not None
        with pytest.raises(SessionError, match="cannot be used: disk I/O error"):
            store.add(on_day(2))
        full.undo()
        assert store.add(on_day(2)) == 2


def test_a_store_that_was_never_filled_is_none_to_look_into(tmp_path, monkeypatch):
    sqlite3.connect(tmp_path / "sessions.db").execute("PRAGMA journal_mode = WAL").connection.close()

    def no_room(path):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(schema, "open_database", no_room)
    with pytest.raises(SessionError, match="cannot be used: disk I/O error"):
        Store(tmp_path)
