"""Recording: on disk within a second, never in the way, whole after anything."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from posecoach.coaching.events import RepCounted
from posecoach.errors import OutputError
from posecoach.exercises.catalogue import find_exercise
from posecoach.session import journal
from posecoach.session.folder import database_path
from posecoach.session.json_format import read_session, write_session
from posecoach.session.recorder import Recorder
from posecoach.session.store import Store
from tests.session.examples import CAMERA, Dose, run
from tests.session.killing import kill_often
from tests.session.test_track import make_pose

resource = pytest.importorskip(
    "resource", reason="a limit on file sizes stands in for a full disk: run it on Linux or macOS"
)

EXERCISE = find_exercise("hip-flexion")
FRAMES = list(run(Dose(sets=1, reps=4)))
POSES = [make_pose(index / 30) for index in range(10)]


def recorder_in(folder, **options):
    return Recorder(EXERCISE, "right", CAMERA, folder=folder, **{"size_px": (640, 480), **options})


def feed(recorder, frames=FRAMES):
    for index, (body, state, events) in enumerate(frames):
        recorder.add(body, state, events, POSES[index % 10] if body.seen else None)


def rows(folder, query):
    connection = sqlite3.connect(database_path(folder))
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_finished_session_is_in_the_store_as_it_was_returned(tmp_path):
    with recorder_in(tmp_path, pain_before=4) as recorder:
        feed(recorder)
        session = recorder.finish(pain_after=2, note="fine")
    with Store(tmp_path) as store:
        back = store.load(recorder.number)
    assert [rep.index for rep in back.reps] == [rep.index for rep in session.reps] == [1, 2, 3, 4]
    assert (back.uid, back.started_at, back.note) == (session.uid, session.started_at, "fine")
    assert (back.pain.before, back.pain.after, back.interrupted) == (4, 2, False)
    assert len(back.series) == len(FRAMES)


def test_every_event_is_on_disk_within_a_second(tmp_path):
    with recorder_in(tmp_path) as recorder:
        feed(recorder)
        time.sleep(1.0)
        assert rows(tmp_path, "SELECT count(*) FROM event") == [(sum(len(events) for *_, events in FRAMES),)]


def test_landmarks_are_kept_with_the_frames(tmp_path):
    with recorder_in(tmp_path) as recorder:
        feed(recorder)
    with Store(tmp_path) as store:
        track = store.landmarks(recorder.number)
    poses = list(track.poses())
    assert [t_s for t_s, _ in poses] == [state.t_s for _, state, _ in FRAMES]
    assert poses[0][1] is None
    index = 100
    np.testing.assert_allclose(poses[index][1].image_px, POSES[index % 10].image_px, atol=0.01)


def test_landmarks_can_be_switched_off(tmp_path):
    with recorder_in(tmp_path, size_px=None) as recorder:
        feed(recorder)
    with Store(tmp_path) as store:
        assert store.landmarks(recorder.number) is None
        assert len(store.load(recorder.number).reps) == 4


def test_only_the_owner_can_read_any_of_it(tmp_path):
    folder = tmp_path / "new" / "data"
    with recorder_in(folder) as recorder:
        feed(recorder)
        time.sleep(0.5)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert {"sessions.db", "sessions.db-wal", "sessions.db-shm"} <= modes.keys()
    assert {mode for name, mode in modes.items() if name.startswith("sessions")} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_leaving_without_finishing_finishes_as_interrupted(tmp_path):
    with pytest.raises(KeyboardInterrupt), recorder_in(tmp_path) as recorder:
        feed(recorder)
        raise KeyboardInterrupt
    with Store(tmp_path) as store:
        assert store.notices == []
        assert store.load(recorder.number).interrupted


def test_a_session_that_is_running_is_left_alone_by_others(tmp_path):
    with recorder_in(tmp_path) as recorder:
        feed(recorder)
        with Store(tmp_path) as store:
            assert store.notices == []
            assert store.history()[0].running
        assert not recorder.finish().interrupted


@pytest.mark.parametrize("work", ["pack_series", "pack_track", "put_block", "dump_event"])
def test_frames_and_events_are_packed_and_written_by_another_thread(tmp_path, monkeypatch, work):
    real, threads = getattr(journal, work), []

    def noted(*arguments):
        threads.append(threading.get_ident())
        return real(*arguments)

    monkeypatch.setattr(journal, work, noted)
    with recorder_in(tmp_path) as recorder:
        feed(recorder)
    assert threads and threading.get_ident() not in threads


def test_a_disk_that_hangs_holds_up_no_frame(tmp_path, monkeypatch):
    written = []

    def hang(connection, session, kind, number, data):
        time.sleep(0.4)
        written.append(number)

    with recorder_in(tmp_path) as recorder:
        monkeypatch.setattr("posecoach.session.journal.put_block", hang)
        for frame in FRAMES[:300]:
            recorder.add(*frame)
            time.sleep(0.005)
        blocks = len(written)
        monkeypatch.undo()
    # The disk did hang meanwhile, 0.8 s for the two blocks of a commit, and no frame waited for one.
    assert 0 < blocks < 100


def test_a_killed_program_loses_nothing_announced_a_second_before():
    outcomes = kill_often(int(os.environ.get("POSECOACH_KILLS", "4")))
    assert sum(outcome.announced for outcome in outcomes) > 0
    assert [outcome.lost for outcome in outcomes] == [0] * len(outcomes)
    assert all(outcome.recovered for outcome in outcomes)


FULL_DISK = """
import resource, sys, time
from pathlib import Path
from tests.session.test_recorder import FRAMES, feed, recorder_in
folder = Path(sys.argv[1])
recorder = recorder_in(folder)
for start in range(0, 280, 40):  # each a commit, so that the log has a size that the rescued file has not
    feed(recorder, FRAMES[start:start + 40])
    time.sleep(0.4)
size = (folder / "sessions.db-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
feed(recorder, FRAMES[280:])
time.sleep(0.6)
print("NOTICE", recorder.notice())
print("AGAIN", repr(recorder.notice()))
session = recorder.finish()
print("REPS", len(session.reps))
print("LOST", recorder.lost)
"""


def test_on_a_full_disk_the_session_goes_on_and_says_so_once(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert "cannot be saved at the moment" in lines["NOTICE"]
    assert lines["AGAIN"] == "''"
    assert lines["REPS"] == "4"
    assert "could not be saved (" in lines["LOST"] and "it is kept without landmarks in" in lines["LOST"]
    with Store(tmp_path) as store:
        session = store.load(1)
        assert "had been cut off" in store.notices[0]
        (rescued,) = tmp_path.glob("posecoach-*/session.json")
        assert store.add(read_session(rescued)) == 1, "the rescued whole is imported over its beginning"
        assert len(store.load(1).reps) == 4
    assert len(session.series) == 280


def test_a_store_that_is_busy_when_the_session_begins_is_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr("posecoach.session.journal.RETRY_S", 0.2)
    monkeypatch.setattr("posecoach.session.schema.BUSY_TIMEOUT_S", 0.1)
    Store(tmp_path).close()
    other = sqlite3.connect(database_path(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    recorder = recorder_in(tmp_path)
    assert "another program holds it" in recorder.notice()
    feed(recorder)
    other.execute("ROLLBACK")
    other.close()
    for _ in range(100):
        if recorder.notice() == "Saving works again; nothing was lost.":
            break
        time.sleep(0.1)
    # As far as a kill would find it, long before an orderly end:
    assert rows(tmp_path, "SELECT count(*) FROM event") == [(sum(len(events) for *_, events in FRAMES),)]
    recorder.finish()
    with Store(tmp_path) as store:
        assert len(store.load(recorder.number).reps) == 4


def test_a_disk_that_is_full_when_the_session_begins_is_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr("posecoach.session.journal.RETRY_S", 0.2)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    try:
        recorder = recorder_in(tmp_path)
        assert "cannot be saved" in recorder.notice()
        feed(recorder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    for _ in range(100):
        if recorder.notice() == "Saving works again; nothing was lost.":
            break
        time.sleep(0.1)
    assert rows(tmp_path, "SELECT count(*) FROM event") == [(sum(len(events) for *_, events in FRAMES),)]
    recorder.finish()


def test_when_the_disk_has_room_again_everything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr("posecoach.session.journal.RETRY_S", 0.2)
    with recorder_in(tmp_path) as recorder:
        feed(recorder, FRAMES[:200])
        time.sleep(0.5)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
        try:
            feed(recorder, FRAMES[200:])
            time.sleep(0.5)
            assert "cannot be saved" in recorder.notice()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        time.sleep(0.6)
        assert recorder.notice() == "Saving works again; nothing was lost."
    with Store(tmp_path) as store:
        session = store.load(recorder.number)
    assert (len(session.reps), len(session.series), session.interrupted) == (4, len(FRAMES), False)


def test_without_a_usable_folder_the_session_lives_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").write_text("in the way")
    with recorder_in(tmp_path / "file") as recorder:
        assert "cannot be saved" in recorder.notice()
        assert recorder.notice() == ""
        feed(recorder)
        assert len(recorder.finish().reps) == 4
        assert recorder.number == 0


def test_what_the_store_does_not_take_is_rescued_into_a_file_that_can_be_imported(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").write_text("in the way")
    with recorder_in(tmp_path / "file") as recorder:
        feed(recorder)
        session = recorder.finish()
    (rescued,) = tmp_path.glob("posecoach-*/session.json")
    assert str(rescued) in recorder.lost
    assert (read_session(rescued).uid, len(read_session(rescued).reps)) == (session.uid, 4)
    assert stat.S_IMODE(rescued.parent.stat().st_mode) == 0o700


def test_a_session_in_which_nothing_was_counted_needs_no_rescue(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").write_text("in the way")
    with recorder_in(tmp_path / "file") as recorder:
        recorder.finish()
    assert recorder.lost
    assert list(tmp_path.glob("posecoach-*")) == []


def test_a_rescue_that_fails_too_says_so_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").write_text("in the way")

    def refuse(*_):
        raise OutputError("full")

    monkeypatch.setattr("posecoach.session.recorder.write_session", refuse)
    with recorder_in(tmp_path / "file") as recorder:
        feed(recorder)
        recorder.finish()
    assert "nor anywhere else" in recorder.lost
    assert list(tmp_path.glob("posecoach-*")) == []


@pytest.mark.parametrize("zone_h", [-12, 0, 14])
def test_a_clock_that_begins_at_1970_gives_a_session_that_can_be_read_again(tmp_path, monkeypatch, zone_h):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(5.0, timezone(timedelta(hours=zone_h)))

    monkeypatch.setattr("posecoach.session.recorder.datetime", Clock)
    with recorder_in(tmp_path) as recorder:
        feed(recorder)
    with Store(tmp_path) as store:
        session = store.load(recorder.number)
        assert (len(session.reps), session.interrupted, session.started_at.timestamp()) == (4, False, 5.0)
        assert [row.number for row in store.history()] == [recorder.number]
        write_session(session, tmp_path / "out.json")
    assert read_session(tmp_path / "out.json").started_at == session.started_at


def test_frames_whose_time_does_not_rise_keep_their_events(tmp_path):
    body, state, _ = FRAMES[100]
    rep = next(event for *_, events in FRAMES for event in events if isinstance(event, RepCounted))
    with recorder_in(tmp_path) as recorder:
        recorder.add(body, state, [], POSES[0])
        recorder.add(body, state, [rep], POSES[0])
    with Store(tmp_path) as store:
        session = store.load(recorder.number)
    assert (len(session.reps), len(session.series)) == (1, 1)
