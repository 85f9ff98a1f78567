"""What `data export` writes, `data import` reads back whole, or says in one sentence why not."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.cli.data import command as data
from posecoach.session.folder import HOME_VARIABLE
from posecoach.session.json_format import dumps, write_session
from posecoach.session.store import Store
from posecoach.session.track import EXTRAS, SHAPES
from tests.session.filled import FILLED
from tests.session.poses import make_pose, track_of
from tests.session.test_commands import SESSION, run
from tests.session.test_measurement import MADE


@pytest.fixture
def exported(tmp_path, monkeypatch):
    """A folder with everything of a store: two sessions, one with landmarks, and a measurement. The store in
    use is another one, and empty."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "first"))
    with Store() as store:
        store.add(replace(FILLED, uid="with"), track_of([make_pose(0.0), None, make_pose(0.1)]))
        store.add(replace(SESSION, uid="without"))
        store.add_measurement(MADE)
    run(data, "export", tmp_path / "out")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "second"))
    return tmp_path / "out"


def test_a_folder_that_was_exported_comes_back_whole(exported, tmp_path):
    said = run(data, "import", exported)
    assert "session 1, " in said and "with landmarks" in said and "measurement 1" in said
    with Store(tmp_path / "first") as first, Store(tmp_path / "second") as second:
        assert [dumps(first.load(n)) for n in (1, 2)] == [dumps(second.load(n)) for n in (1, 2)]
        ours, theirs = first.landmarks(1), second.landmarks(1)
        assert second.landmarks(2) is None
        assert first.measurements() == second.measurements()
    assert ours is not None and theirs is not None
    np.testing.assert_array_equal(ours.t_s, theirs.t_s)
    for name in (*SHAPES, *EXTRAS):
        one, other = getattr(ours, name), getattr(theirs, name)
        assert (one is None) == (other is None)
        if one is not None:
            np.testing.assert_allclose(one, other, atol=0.02, err_msg=name)


def test_a_session_named_with_its_landmarks_or_by_them_alone_is_one_session(exported):
    (track,) = exported.glob("*.npz")
    assert run(data, "import", track, track.with_suffix(".json")).count("\n") == 1
    assert "already" in run(data, "import", track)


def test_landmarks_without_their_session_are_refused_with_what_to_do(exported):
    (track,) = exported.glob("*.npz")
    track.with_suffix(".json").unlink()
    said = run(data, "import", track, code=1)
    assert "the .json of the session is not beside it" in said and "posecoach replay" in said


def test_damaged_landmarks_keep_nothing_and_are_named(exported, tmp_path):
    (track,) = exported.glob("*.npz")
    track.write_bytes(track.read_bytes()[:200])
    said = run(data, "import", track.with_suffix(".json"), code=1)
    assert track.name in said and "Without that file the session is imported without landmarks." in said
    with Store(tmp_path / "second") as store:
        assert store.history() == []


@pytest.mark.parametrize("ending", ["-frames.csv", ".mot", ".trc"])
def test_what_is_for_other_programs_is_named_so(exported, ending):
    file = next(exported.glob(f"session-*{ending}"))
    assert f"{file} is for other programs" in run(data, "import", file, code=1)


def test_an_empty_name_is_not_the_folder_one_is_in(exported, monkeypatch):
    monkeypatch.chdir(exported)
    assert "A file must have a name." in run(data, "import", "", code=2)


def test_a_folder_without_sessions_is_told(exported, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "There is no session file (.json) in the folder" in run(data, "import", tmp_path / "empty", code=1)


def test_one_repetition_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    first = SESSION.sets[0]
    write_session(replace(SESSION, sets=(replace(first, reps=first.reps[:1]),)), tmp_path / "one.json")
    assert run(data, "import", tmp_path / "one.json").endswith("session 1, 1 rep\n")


def test_a_name_no_file_can_have_does_not_keep_the_others_out(exported):
    (track,) = exported.glob("*.npz")
    said = run(data, "import", "x" * 300, track, code=1)
    assert "File name too long" in said and "with landmarks" in said
