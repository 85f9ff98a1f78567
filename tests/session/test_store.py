"""The store: what is kept comes back, quickly, in the right order, and to its owner alone."""

import stat
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest

from posecoach.errors import SessionError
from posecoach.exercises.catalogue import find_exercise
from posecoach.session import schema
from posecoach.session.folder import HOME_VARIABLE, data_folder, database_path
from posecoach.session.history import HistoryFilter, HistoryRow
from posecoach.session.json_format import to_json
from posecoach.session.record import Pain
from posecoach.session.recorder import Recorder
from posecoach.session.rows import insert_session
from posecoach.session.salvage import UNKNOWN
from posecoach.session.store import Store
from tests.session.examples import CAMERA, Dose, bare_session, make_session, run
from tests.session.poses import make_pose, track_of

EXERCISE = find_exercise("hip-flexion")
SESSION = make_session(Dose(sets=2, reps=5, back_from=(4, 6)), uid="one")
NOON = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


def on_day(day, **kept):
    return replace(SESSION, uid=f"day {day}", started_at=NOON + timedelta(days=day), **kept)


def test_a_session_comes_back_as_it_was_put_in(store):
    number = store.add(SESSION)
    back = to_json(store.load(number))
    again = to_json(SESSION)
    for data in (back, again):
        data.pop("series")
    assert back == again
    assert len(store.load(number).series) == len(SESSION.series)


def test_landmarks_come_back_too(store):
    number = store.add(SESSION, track_of([make_pose(0.0), None]))
    assert [pose is None for _, pose in store.landmarks(number).poses()] == [False, True]


def test_the_same_session_is_not_kept_twice(store):
    number = store.add(SESSION)
    with pytest.raises(SessionError, match=f"already, as session {number}"):
        store.add(SESSION)


@pytest.mark.parametrize("kept", [{}, {"pain": Pain(3)}, {"exercise": UNKNOWN}], ids=str)
def test_of_a_run_that_was_killed_before_the_first_rep_no_empty_row_is_left(tmp_path, kept):
    with Store(tmp_path) as store:
        store.begin(replace(bare_session(**kept), uid="killed", started_at=NOON))
    with Store(tmp_path) as store:
        (notice,) = store.notices
        assert bool(store.history()) is bool(kept)
        assert "had been cut off before anything was counted" in notice
        assert ("nothing of it is kept" in notice) is not bool(kept)


def test_the_whole_of_a_session_takes_the_place_of_what_was_cut_off(store):
    first_set = replace(SESSION, sets=SESSION.sets[:1], interrupted=True)
    number = store.add(first_set, track_of([make_pose(0.0)]))
    with pytest.raises(SessionError, match="already"):
        store.add(first_set)
    assert store.add(SESSION) == number
    back = store.load(number)
    assert (len(back.reps), back.interrupted, len(back.series)) == (10, False, len(SESSION.series))
    assert [row.reps for row in store.history()] == [10]
    assert len(store.landmarks(number)) == 1, "what was kept of the landmarks stays"
    with pytest.raises(SessionError, match="already"):
        store.add(first_set)


def test_a_session_nobody_has_is_one_sentence(store):
    for ask in (store.load, store.landmarks, lambda number: store.delete([number])):
        with pytest.raises(SessionError, match="no session 7"):
            ask(7)
    with pytest.raises(SessionError, match="no session yet"):
        store.newest()


def test_history_has_the_newest_first_with_its_figures(store):
    store.add(on_day(1, pain=Pain(5, 3)))
    store.add(on_day(0))
    newest, oldest = store.history()
    assert (newest.started_at, oldest.started_at) == (NOON + timedelta(days=1), NOON)
    assert (newest.reps, newest.clean_reps, newest.sets, newest.pain_before) == (10, 8, 2, 5)
    assert (newest.known_reps, newest.clean_share) == (10, 0.8)
    assert newest.range_deg == pytest.approx(9, abs=1.5)
    assert store.newest() == 1


def test_history_can_be_filtered(store):
    for day in range(5):
        store.add(on_day(day, exercise="hip-extension" if day % 2 else "hip-flexion"))

    def days(**only):
        return [(row.started_at - NOON).days for row in store.history(HistoryFilter(**only))]

    assert days(exercise="hip-extension") == [3, 1]
    assert days(since=NOON + timedelta(days=2)) == [4, 3, 2]
    assert days(until=NOON + timedelta(days=2)) == [1, 0]
    assert days(limit=2) == [4, 3]


def test_a_row_with_a_damaged_date_does_not_hide_the_newest_session(store):
    store.add(on_day(0))
    damaged = store.add(on_day(1))
    with schema.connect(store.path) as connection:
        connection.execute("UPDATE session SET started_s = 1e18 WHERE id = ?", (damaged,))
    assert store.newest() == 1


KEPT_AS = {"started_at": "started_s", "running": "state"}


@pytest.mark.parametrize("field", [field.name for field in fields(HistoryRow)][1:])
def test_a_row_with_one_damaged_figure_is_left_out(store, field):
    store.add(on_day(0))
    damaged = store.add(on_day(1))
    with schema.connect(store.path) as connection:
        column = KEPT_AS.get(field, field)
        connection.execute(f"UPDATE session SET {column} = X'00' WHERE id = ?", (damaged,))
    assert [row.number for row in store.history()] == [1]


def test_what_a_figure_may_be_is_what_its_field_says(store):
    store.add(on_day(0))
    with schema.connect(store.path) as connection:
        connection.execute("UPDATE session SET pain_after = NULL, range_deg = 9")
    assert len(store.history()) == 1
    with schema.connect(store.path) as connection:
        connection.execute("UPDATE session SET pain_after = 3.5")
    assert store.history() == []


def test_every_figure_of_a_row_is_its_column(store):
    store.add(SESSION)
    names = [field.name for field in fields(HistoryRow)][3:]
    columns = store.connection().execute(f"SELECT {', '.join(names)} FROM session").fetchone()
    (row,) = store.history()
    assert tuple(getattr(row, name) for name in names) == columns
    assert (row.number, row.running) == (1, False)


def test_numbers_are_never_used_twice(store):
    first = store.add(on_day(0))
    store.delete([first])
    assert store.add(on_day(1)) > first


def test_what_is_deleted_is_gone_from_the_file(store):
    def told():
        return any(b"a secret of mine" in path.read_bytes() for path in store.path.parent.iterdir())

    number = store.add(replace(SESSION, exercise_name="a secret of mine"))
    assert told(), "the file is not compressed, so that this test can see"
    store.delete([number])
    assert not told()


def test_deleting_everything_leaves_an_empty_folder(store):
    store.add(SESSION)
    store.delete_everything()
    assert list(store.path.parent.iterdir()) == []
    assert store.history() == []


def test_everything_is_not_deleted_while_a_session_runs(tmp_path, store):
    store.add(SESSION)
    with Recorder(EXERCISE, "right", CAMERA, folder=tmp_path) as recorder:
        for frame in run(Dose(sets=1, reps=1)):
            recorder.add(*frame)
        with pytest.raises(SessionError, match="running"):
            store.delete_everything()
    assert len(store.history()) == 2


def test_a_running_session_is_not_deleted_by_its_number_either(tmp_path, store):
    first = store.add(SESSION)
    with Recorder(EXERCISE, "right", CAMERA, folder=tmp_path) as recorder:
        for frame in run(Dose(sets=1, reps=1)):
            recorder.add(*frame)
        (newest,) = [row.number for row in store.history() if row.running]
        with pytest.raises(SessionError, match=f"Session {newest} is running"):
            store.delete([first, newest])
    assert len(store.history()) == 2


def test_a_thousand_sessions_are_listed_by_one_question(store):
    connection = store.connection()
    with schema.transaction(connection):
        for day in range(1000):
            insert_session(connection, on_day(day), "finished")
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert len(store.history()) == 1000
    connection.set_trace_callback(None)
    assert len(asked) == 1 and "head" not in asked[0], "no session is read to show its line"


def test_the_folder_can_be_named(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "elsewhere"))
    assert data_folder() == tmp_path / "elsewhere"
    monkeypatch.delenv(HOME_VARIABLE)
    assert data_folder().name == "posecoach"


def test_rights_that_are_too_wide_are_narrowed(tmp_path):
    tmp_path.chmod(0o755)
    database_path(tmp_path).touch(mode=0o644)
    with Store(tmp_path):
        assert stat.S_IMODE(database_path(tmp_path).stat().st_mode) == 0o600
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_commits_wait_for_the_disk(store):
    assert store.connection().execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.connection().execute("PRAGMA journal_mode").fetchone() == ("wal",)
