"""Telling a session that is still running from one whose program died."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType


class RunningLock:
    """Held while a session is recorded; the operating system takes it back when the process dies, however.

    It is SQLite's own lock on an empty file of its own, and so works the same on every platform.
    """

    def __init__(self, folder: Path, uid: str) -> None:
        self._path = _path(folder, uid)
        self._connection = sqlite3.connect(
            self._path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            self._connection.close()
            raise

    def release(self) -> None:
        """Give the lock back and remove its file."""
        self._connection.close()
        with suppress(OSError):  # on Windows somebody may just be asking; an empty file does no harm
            self._path.unlink(missing_ok=True)

    def __enter__(self) -> "RunningLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


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


def _path(folder: Path, uid: str) -> Path:
    return folder / f"running-{uid}.lock"
