"""Recording: on disk within a second, never in the way, whole after anything."""

import os
import sqlite3
import stat
import threading
import time
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from posecoach.coaching.events import RepCounted
from posecoach.exercises.catalogue import find_exercise
from posecoach.session import journal
from posecoach.session.folder import database_path
from posecoach.session.json_format import read_session, write_session
from posecoach.session.recorder import Recorder
from posecoach.session.store import Store
from tests.session.examples import CAMERA, Dose, run
from tests.session.killing import kill_often
from tests.session.poses import make_pose

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
        session = recorder.finish(pain_after=2)
    with Store(tmp_path) as store:
        back = store.load(recorder.number)
    assert [rep.index for rep in back.reps] == [rep.index for rep in session.reps] == [1, 2, 3, 4]
    assert (back.uid, back.started_at) == (session.uid, session.started_at)
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
