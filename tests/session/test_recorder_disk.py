"""Recording with a full disk, a busy store or no usable folder: the session goes on, and is rescued."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from posecoach.errors import OutputError
from posecoach.session.folder import database_path
from posecoach.session.json_format import read_session
from posecoach.session.store import Store
from tests.session.test_recorder import FRAMES, feed, recorder_in, rows

resource = pytest.importorskip(
    "resource", reason="a limit on file sizes stands in for a full disk: run it on Linux or macOS"
)


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


@contextmanager
def full_disk(most_bytes):
    """No file takes more than so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def until_it_is_saved(recorder):
    for _ in range(100):
        if recorder.notice() == "Saving works again; nothing was lost.":
            return
        time.sleep(0.1)


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
    until_it_is_saved(recorder)
    # As far as a kill would find it, long before an orderly end:
    assert rows(tmp_path, "SELECT count(*) FROM event") == [(sum(len(events) for *_, events in FRAMES),)]
    recorder.finish()
    with Store(tmp_path) as store:
        assert len(store.load(recorder.number).reps) == 4


def test_a_disk_that_is_full_when_the_session_begins_is_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr("posecoach.session.journal.RETRY_S", 0.2)
    with full_disk(512):
        recorder = recorder_in(tmp_path)
        assert "cannot be saved" in recorder.notice()
        feed(recorder)
    until_it_is_saved(recorder)
    assert rows(tmp_path, "SELECT count(*) FROM event") == [(sum(len(events) for *_, events in FRAMES),)]
    recorder.finish()


def test_when_the_disk_has_room_again_everything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr("posecoach.session.journal.RETRY_S", 0.2)
    with recorder_in(tmp_path) as recorder:
        feed(recorder, FRAMES[:200])
        time.sleep(0.5)
        with full_disk(1024):
            feed(recorder, FRAMES[200:])
            time.sleep(0.5)
            assert "cannot be saved" in recorder.notice()
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
