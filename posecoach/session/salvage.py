"""A damaged database: set aside, and everything readable in it carried over into a new one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from posecoach.errors import SessionError
from posecoach.session.running_lock import somebody_is_recording
from posecoach.session.schema import connect, transaction

PAGE_COUNT_AT = 28
"""Where page 1 keeps the number of pages (SQLite's file format, section 1.3)."""

CHILDREN = (("event", "number"), ("block", "kind, number"))
"""Tables with rows that belong to a session, and their key within it."""

DAMAGE_WORDS = ("malformed", "not a database", "corrupt", "no such table", "no such column")

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises; the second when SQLite quotes the damaged bytes in its message."""


def is_damage(error: Exception) -> bool:
    """Whether the error means that the file's content is damaged, rather than busy, full or missing."""
    if isinstance(error, UnicodeDecodeError):
        return True
    return any(word in str(error).lower() for word in DAMAGE_WORDS)


def salvage(path: Path) -> str:
    """Replace a damaged database by a new one with what is readable; returns a sentence for the person.

    The damaged file is kept beside it.

    Raises:
        SessionError: another PoseCoach is recording into it, or the files cannot be moved.
    """
    if somebody_is_recording(path.parent):
        raise SessionError(
            f"{path} is damaged, and another PoseCoach is using it.", "Close the other one and try again."
        )
    aside = path.with_name(f"{path.stem}-damaged-{datetime.now():%Y%m%d-%H%M%S}{path.suffix}")
    try:
        _move(path, aside)
    except OSError as error:
        raise SessionError(
            f"{path} is damaged and cannot be set aside: {error.strerror or error}."
        ) from error
    with closing(connect(path)) as new:
        saved = _carry_over(aside, new)
        if not saved and _mend_first_page(aside, path):
            saved = _carry_over(aside, new)
    sessions = "1 session" if saved == 1 else f"{saved} sessions"
    return f"The store of sessions was damaged; {sessions} could be saved, the damaged file is {aside.name}."


def _move(path: Path, aside: Path) -> None:
    path.replace(aside)
    for suffix in ("-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            companion.replace(aside.with_name(aside.name + suffix))


def _carry_over(aside: Path, new: sqlite3.Connection) -> int:
    saved = 0
    with closing(sqlite3.connect(aside, isolation_level=None)) as old:
        old.text_factory = new.text_factory
        for number in _session_numbers(old):
            with suppress(*UNREADABLE), transaction(new):
                saved += _copy_session(old, new, number)
    return saved


def _session_numbers(old: sqlite3.Connection) -> list[int]:
    """Every number that can still be found: by the table from both ends, and by its index."""
    numbers: set[int] = set()
    for query in (
        "SELECT id FROM session ORDER BY id",
        "SELECT id FROM session ORDER BY id DESC",
        "SELECT id FROM session INDEXED BY session_started WHERE started_s > -1e18",
    ):
        numbers.update(row[0] for row in _rows_until_damage(old, query))
    return sorted(numbers)


def _copy_session(old: sqlite3.Connection, new: sqlite3.Connection, number: int) -> bool:
    columns = ", ".join(row[1] for row in new.execute("PRAGMA table_info(session)"))
    row = next(_rows_until_damage(old, f"SELECT {columns} FROM session WHERE id = {number}"), None)
    if row is None:
        return False
    new.execute(f"INSERT INTO session ({columns}) VALUES ({', '.join('?' * len(row))})", row)
    for table, key in CHILDREN:
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{name} {direction}" for name in key.split(", "))
            query = f"SELECT * FROM {table} WHERE session = {number} ORDER BY {order}"
            for child in _rows_until_damage(old, query):
                marks = ", ".join("?" * len(child))
                new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", child)
    return True


def _rows_until_damage(old: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    with suppress(*UNREADABLE):
        yield from old.execute(query)


def _mend_first_page(aside: Path, fresh: Path) -> bool:
    """Put a fresh database's first page in place of a ruined one.

    The first page is written most often. It holds the file's header and the list of tables, which is the
    same in every database of this program: tables are made in one go and never moved (no VACUUM).
    """
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    page = bytearray(fresh.read_bytes()[:size])
    pages = aside.stat().st_size // size
    if pages < 2 or len(page) < size:
        return False
    page[PAGE_COUNT_AT : PAGE_COUNT_AT + 4] = pages.to_bytes(4, "big")
    with aside.open("r+b") as file:
        file.write(page)
    return True
