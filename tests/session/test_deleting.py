"""Deleting: gone from the store, from pages made of it and from behind a link, or it is said what is not."""

import sqlite3
from dataclasses import replace

import pytest

from posecoach.errors import SessionError
from posecoach.session import store as stores
from posecoach.session.folder import PROGRESS_PAGE, database_path, page_name, pages_folder
from posecoach.session.store import Store
from tests.session.test_store import SESSION, on_day

SECRET = b"a secret of mine"


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "home") as opened:
        opened.add(replace(SESSION, exercise_name=SECRET.decode()))
        opened.add(on_day(1))
        yield opened


def make_pages(folder):
    pages_folder(folder).mkdir()
    for name in (page_name(1), page_name(2), PROGRESS_PAGE):
        (pages_folder(folder) / name).write_bytes(SECRET)


def test_the_pages_made_of_a_session_go_with_it(tmp_path, store):
    make_pages(tmp_path / "home")
    store.delete([1])
    assert [path.name for path in pages_folder(tmp_path / "home").iterdir()] == [page_name(2)]
    assert store.notices == []


def test_damaged_stores_that_may_hold_it_are_named_and_can_be_removed(tmp_path, store):
    aside = tmp_path / "home" / "sessions-damaged-20240501-120000.db"
    aside.write_bytes(SECRET)
    aside.with_name(aside.name + "-wal").write_bytes(SECRET)
    store.delete([1])
    assert aside.name in store.notices[0] and "--damaged" in store.notices[0]
    assert store.delete_set_aside() == 1
    assert not any("damaged" in path.name for path in (tmp_path / "home").iterdir())
    assert len(store.history()) == 1


def test_while_another_reads_it_is_said_that_the_bytes_are_still_there(tmp_path, store, monkeypatch):
    other = sqlite3.connect(database_path(tmp_path / "home"), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM session").fetchone()
    store.connection().execute("PRAGMA busy_timeout = 50")
    store.delete([1])
    assert "overwritten when it has ended" in store.notices[0]
    other.close()


def test_everything_is_everything_behind_a_link_too_and_its_bytes_are_overwritten(tmp_path, store):
    store.close()
    home, real = tmp_path / "home", tmp_path / "real"
    real.mkdir()
    database_path(home).rename(real / "sessions.db")
    database_path(home).symlink_to(real / "sessions.db")
    (real / "sessions of others.txt").touch()
    make_pages(home)
    with (real / "sessions.db").open("rb") as held:  # as somebody would who looks at the disk
        assert SECRET in held.read()
        with Store(home) as linked:
            linked.delete_everything()
        held.seek(0)
        assert set(held.read()) == {0}
    assert [path.name for path in real.iterdir()] == ["sessions of others.txt"]
    assert [path.name for path in home.iterdir() if path.suffix != ".lock"] == []


def test_what_cannot_be_removed_is_named(tmp_path, store, monkeypatch):
    make_pages(tmp_path / "home")

    def refuse(path):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("posecoach.session.store_file.overwrite_and_remove", refuse)
    with pytest.raises(SessionError, match=r"session-0001\.html \(Operation not permitted\)"):
        store.delete([1])
    assert len(store.history()) == 1


def test_everything_is_not_deleted_while_another_program_has_it_open(tmp_path, store, monkeypatch):
    monkeypatch.setattr(stores, "BUSY_TIMEOUT_S", 0.1)
    with Store(tmp_path / "home") as other, pytest.raises(SessionError, match="Another PoseCoach is using"):
        other.delete_everything()
    assert len(store.history()) == 2


def test_what_cannot_be_locked_is_not_said_to_be_in_use(store, monkeypatch):
    """As on a read-only medium."""

    def no_lock(*_, **__):
        raise sqlite3.OperationalError("unable to open sessions.lock: Read-only file system")

    monkeypatch.setattr(stores, "store_lock", no_lock)
    with pytest.raises(SessionError, match=r"cannot be used: unable to open sessions\.lock"):
        store.delete_everything()
    assert len(store.history()) == 2
