"""The store's file: opened when it is first asked, mended when it is found damaged, removed for good."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from shutil import disk_usage
from typing import TypeVar

from posecoach.errors import SessionError
from posecoach.files import overwrite_and_remove
from posecoach.sentences import say
from posecoach.session.salvage import Identity, identity, is_damage, salvage, set_aside
from posecoach.session.schema import StoreConnection, connect, connect_to_read, is_full

LEAST_BYTES = 100_000
"""With less room than this, SQLite's "disk I/O error" means that the disk is full."""

Answer = TypeVar("Answer")
Opened = TypeVar("Opened", bound="StoreFile")


class StoreFile:
    """A SQLite database at `path`.

    Attributes:
        notices: sentences for the person about what was found and mended while opening or asking.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: list[str] = []
        self._connection: StoreConnection | None = None
        self._opened: Identity = None

    def check(self) -> list[str]:
        """Problems found by a full check of the file; empty when there are none. Slow for a large store."""
        try:
            with closing(connect(self.path)) as connection:
                rows = connection.execute("PRAGMA integrity_check(5)").fetchall()
        except sqlite3.Error as error:
            return [str(error)]
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def mend(self) -> None:
        """Carry over what is readable of the file, found damaged, to a new one; raises SessionError."""
        self.close()
        notice = salvage(self.path, self._opened)
        if notice:
            self.notices.append(notice)

    def set_aside(self) -> list[Path]:
        """Damaged files that were kept when a new one took their place."""
        return set_aside(self.path)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self: Opened) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connection(self) -> sqlite3.Connection:
        """The connection to the file, opened where there is none yet; raises as `connect`."""
        if self._connection is None:
            self._opened = identity(self.path)
            self._connection = connect(self.path)
        return self._connection

    def _ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """The answer, if need be after what is readable of a damaged file was carried over to a new one."""
        try:
            return question(self.connection())
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not is_damage(error):
                return self._ask_on_a_full_disk(question, error)
        self.mend()
        try:
            return question(self.connection())
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise SessionError(say("store.not_mended", path=self.path, why=error)) from error

    def _ask_on_a_full_disk(
        self, question: Callable[[sqlite3.Connection], Answer], error: Exception
    ) -> Answer:
        """The answer after an `error` that is no damage, where the disk is full and the file can be read.

        The connection is not kept: it could not write once there is room again.
        """
        why: object = error
        if is_full(error):
            with suppress(OSError):
                why = say("store.disk_full") if disk_usage(self.path.parent).free < LEAST_BYTES else error
            if self._connection is None:
                with suppress(sqlite3.Error, OSError), closing(connect_to_read(self.path)) as connection:
                    return question(connection)
        raise SessionError(say("store.not_usable", path=self.path, why=why)) from error


def remove_for_good(paths: Sequence[Path]) -> None:
    """Overwrite and remove what is there of these files; raises SessionError for those that stay."""
    kept = []
    for path in paths:
        try:
            overwrite_and_remove(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            kept.append(f"{path} ({error.strerror or error})")
    if kept:
        raise SessionError(say("store.left_over", kept=", ".join(kept)), say("store.remove_yourself"))
