"""The database's layout, its versions, and how a connection is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecoach.errors import SessionError
from posecoach.session.folder import make_private_file, make_private_folder

RUNNING, FINISHED = "running", "finished"
"""States of a session."""

BUSY_TIMEOUT_S = 5.0
"""How long to wait for another PoseCoach that is writing."""

MIGRATIONS = (
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- the number a person types; never used twice
        uid TEXT NOT NULL UNIQUE,              -- the same on every computer
        state TEXT NOT NULL,                   -- 'running' or 'finished'
        started_s REAL NOT NULL,               -- Unix time, to sort and filter by
        exercise TEXT NOT NULL,
        side TEXT NOT NULL,
        name TEXT NOT NULL,                    -- of the exercise, for people
        unit TEXT NOT NULL,                    -- of range_deg
        sets INTEGER NOT NULL,
        reps INTEGER NOT NULL,
        clean_reps INTEGER NOT NULL,
        range_deg REAL,                        -- median of the reps, in `unit`
        hip_share REAL,                        -- median of the reps
        duration_s REAL NOT NULL,
        pain_before INTEGER,
        pain_after INTEGER,
        head TEXT NOT NULL                     -- the session file without its series
    );
    CREATE INDEX session_started ON session (started_s);
    CREATE TABLE event (                       -- the journal: one row an event, in order
        session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
        number INTEGER NOT NULL,
        line TEXT NOT NULL,
        PRIMARY KEY (session, number)
    ) WITHOUT ROWID;
    CREATE TABLE block (                       -- frames: kind 'series' or 'landmarks'
        session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (session, kind, number)
    );
    """,
    """
    -- Reps of which it is known what the lower back did; NULL in sessions from before.
    ALTER TABLE session ADD COLUMN known_reps INTEGER;
    """,
)
"""What each version adds, a statement from the start of a line; a new version never edits an old script."""

VERSION = len(MIGRATIONS)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the database at `path`, created or brought up to date where needed.

    Raises:
        SessionError: it was written by a newer program, or cannot be opened.
        sqlite3.DatabaseError: it is damaged.
    """
    make_private_folder(path.parent)
    try:
        make_private_file(path)
    except OSError as error:
        raise SessionError(f"Cannot open {path}: {error.strerror or error}.") from error
    connection = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=64
    )
    # A damaged text is still a text, and its session's other figures can be read.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        _configure(connection)
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL: a commit is on the disk, not in the computer's memory, when it returns; a power cut takes nothing.
    connection.execute("PRAGMA synchronous = FULL")
    # macOS answers an ordinary sync before the disk has written; elsewhere this changes nothing.
    connection.execute("PRAGMA fullfsync = ON")
    # Deleted sessions are overwritten, not merely forgotten.
    connection.execute("PRAGMA secure_delete = ON")
    # Where the file system cannot do WAL (some network drives), SQLite stays with its rollback journal.
    connection.execute("PRAGMA journal_mode = WAL")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version == VERSION:
        return
    if version > VERSION:
        raise SessionError(
            f"{path} was written by a newer PoseCoach (layout {version}; this one knows {VERSION}).",
            "Update PoseCoach.",
        )
    with transaction(connection):
        # Asked again under the lock: another process may have been faster.
        for script in MIGRATIONS[_version(connection) :]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    # Not executescript, which commits before it begins.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
