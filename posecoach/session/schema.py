"""The database's layout, its versions, and how a connection is opened."""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from posecoach.errors import SessionError
from posecoach.files import make_private_file
from posecoach.sentences import say
from posecoach.session.folder import make_private_folder
from posecoach.session.running_lock import FileLock, store_lock

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
    """
    -- Clean reps were those not seen to move; now they are those seen to keep still.
    UPDATE session SET clean_reps = max(0, clean_reps - (reps - known_reps)) WHERE known_reps IS NOT NULL;
    """,
    """
    CREATE TABLE measurement (                 -- of the hip's range
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,              -- the same on every computer
        taken_s REAL NOT NULL,                 -- Unix time, to sort by
        data TEXT NOT NULL                     -- the measurement file
    );
    """,
    """
    -- The run of several exercises that it is one of, and what that is called; NULL where it was done alone.
    ALTER TABLE session ADD COLUMN routine TEXT;
    ALTER TABLE session ADD COLUMN routine_name TEXT;
    """,
)
"""What each version adds, a statement from the start of a line; a new version never edits an old script."""

VERSION = len(MIGRATIONS)


class StoreConnection(sqlite3.Connection):
    """A connection that keeps others from putting another file in the store's place while it is open."""

    lock: FileLock | None = None

    def close(self) -> None:
        """Let go of the file, then of the lock."""
        super().close()
        if self.lock is not None:
            self.lock.release()


def connect(path: Path) -> StoreConnection:
    """A connection to the store at `path`, created or brought up to date where needed.

    On a read-only medium it can only be read.

    Raises:
        SessionError: it was written by a newer program, or cannot be opened.
        sqlite3.DatabaseError: it is damaged, or one that was being mended when that was cut off.
    """
    path = Path(os.path.realpath(path))
    try:
        make_private_folder(path.parent)
        make_private_file(path)
    except (SessionError, OSError) as error:
        if path.is_file():
            return _read_only(path)
        if isinstance(error, SessionError):
            raise
        raise SessionError(say("store.cannot_open", path=path, why=error.strerror or error)) from error
    lock = store_lock(path, shared=True)
    try:
        if mending_path(path).exists() or mended_path(path).exists():
            raise sqlite3.DatabaseError("malformed: it was being mended")
        connection = open_database(path)
    except BaseException:
        lock.release()
        raise
    connection.lock = lock
    return connection


def connect_to_read(path: Path) -> StoreConnection:
    """As `connect`, to ask only; on a full disk, too, where SQLite has no room for its log."""
    try:
        return connect(path)
    except sqlite3.OperationalError as error:
        if not is_full(error) or not path.stat().st_size:
            raise
        try:
            return _read_only(path)
        except (sqlite3.Error, SessionError):  # SessionError: its first table was not written either
            raise error from None


def is_full(error: Exception) -> bool:
    """Whether a disk may be full: of its log SQLite only says that it could not be written."""
    return any(words in str(error).lower() for words in ("full", "disk i/o error"))


def open_database(path: Path) -> StoreConnection:
    """A connection to a database that nobody else has open; raises as `connect`."""
    connection = sqlite3.connect(
        path,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=64,
        factory=StoreConnection,
    )
    connection.text_factory = _text
    try:
        _configure(connection)
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def mending_path(path: Path) -> Path:
    """Where a new store grows while the one at `path` is being mended."""
    return path.with_name(f"{path.stem}-mending{path.suffix}")


def mended_path(path: Path) -> Path:
    """Where the new store lies once it is whole, until it stands at `path`."""
    return path.with_name(f"{path.stem}-mended{path.suffix}")


def _read_only(path: Path) -> StoreConnection:
    # Without a log there is nothing to share, and "immutable" needs no file beside it for that.
    log = path.with_name(path.name + "-wal")
    mode = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    address = f"file:{quote(str(path))}?{mode}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, factory=StoreConnection
    )
    connection.text_factory = _text
    if _version(connection) != VERSION:
        connection.close()
        raise SessionError(say("store.other_version", path=path), say("store.copy_elsewhere"))
    return connection


def _text(data: bytes) -> str:
    # A damaged text is still a text, and its session's other figures can be read.
    return data.decode("utf-8", "replace")


def _configure(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL: a commit is on the disk, not in the computer's memory, when it returns; a power cut takes nothing.
    connection.execute("PRAGMA synchronous = FULL")
    # macOS answers an ordinary sync before the disk has written; elsewhere this changes nothing.
    connection.execute("PRAGMA fullfsync = ON")
    # Deleted sessions are overwritten, not merely forgotten.
    connection.execute("PRAGMA secure_delete = ON")
    # Where the file system cannot do WAL (some network drives), SQLite stays with its rollback journal.
    _wait_for(connection, "PRAGMA journal_mode = WAL")


def _wait_for(connection: sqlite3.Connection, change: str) -> None:
    """Make a change of the file's own form, for which SQLite does not wait as `timeout` has it elsewhere."""
    until_s = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute(change)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until_s:
                raise
            time.sleep(0.02)
        else:
            return


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == VERSION:
        return
    with transaction(connection):
        # Asked again under the lock: another process may have been faster.
        version, layout = _version(connection), _layout(connection)
        if layout == _layout_of(MIGRATIONS):
            version = VERSION  # the number was damaged, or is there by now
        elif version > VERSION:
            raise SessionError(
                say("store.newer", path=path, version=version, known=VERSION), "Update PoseCoach."
            )
        elif layout != _layout_of(MIGRATIONS[: max(version, 0)]):
            raise sqlite3.DatabaseError(f"malformed: its tables are not those of layout {version}")
        for script in MIGRATIONS[version:]:
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


def _layout(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table and index, and every column of a table."""
    names = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    return [
        (name, column)
        for (name,) in connection.execute(names).fetchall()
        for column in [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] or [""]
    ]


def _layout_of(scripts: Sequence[str]) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        for script in scripts:
            for statement in _statements(script):
                empty.execute(statement)
        return _layout(empty)


def _statements(script: str) -> Iterator[str]:
    # Not executescript, which commits before it begins.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
