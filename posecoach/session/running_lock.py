"""Locks between programs that the operating system takes back when a program dies, however it dies."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from posecoach.files import make_private_file
from posecoach.sentences import say

WAIT_S = 30.0
"""How long to wait for a program that mends the store: some thousand sessions take seconds."""


class FileLock:
    """A lock for one holder, or, `shared`, for many at a time that keep out the one.

    It is SQLite's own lock on an empty file of its own, and so works the same on every platform.

    Raises:
        sqlite3.OperationalError: it was not to be had within `wait_s`.
    """

    def __init__(self, path: Path, *, shared: bool = False, wait_s: float = 0.0) -> None:
        self._path = path
        try:
            make_private_file(path)
        except OSError as error:
            raise sqlite3.OperationalError(
                say("store.not_opened", path=path, why=error.strerror or error)
            ) from error
        self._connection = sqlite3.connect(
            path, timeout=wait_s, isolation_level=None, check_same_thread=False
        )
        try:
            # With a journal beside it, a full disk would pass for somebody who holds the lock.
            self._connection.execute("PRAGMA journal_mode = MEMORY")
            self._connection.execute("BEGIN" if shared else "BEGIN EXCLUSIVE")
            if shared:  # the lock comes with the first question
                self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            self._connection.close()
            raise

    def release(self) -> None:
        self._connection.close()

    def __enter__(self) -> "FileLock":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class RunningLock(FileLock):
    """Held while a session is recorded: tells it from one whose program died."""

    def __init__(self, folder: Path, uid: str) -> None:
        super().__init__(folder / f"running-{uid}.lock")

    def release(self) -> None:
        """Give the lock back and remove its file."""
        super().release()
        with suppress(OSError):  # on Windows somebody may just be asking; an empty file does no harm
            self._path.unlink(missing_ok=True)


def store_lock(store: Path, *, shared: bool, wait_s: float = WAIT_S) -> FileLock:
    """The lock on a store: shared by all who have it open, for one alone who puts another file in its place.

    Its file is never removed while the store is there: two files would be two locks.
    """
    return FileLock(store.with_suffix(".lock"), shared=shared, wait_s=wait_s)


def try_lock(folder: Path, uid: str) -> RunningLock | None:
    """The lock of a session nobody is recording; None while somebody is."""
    try:
        return RunningLock(folder, uid)
    except sqlite3.OperationalError:
        return None


def somebody_is_recording(folder: Path) -> bool:
    """Whether any PoseCoach on this computer is recording a session right now."""
    for path in folder.glob("running-*.lock"):
        lock = try_lock(folder, path.stem.removeprefix("running-"))
        if lock is None:
            return True
        lock.release()
    return False
