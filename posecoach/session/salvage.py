"""A damaged store: set aside untouched, and everything readable in it carried over into a new one.

A second file with the small tables, kept up by `Connection.backup`, would not replace this: `backup` copies
whole databases only, angles and landmarks would still have to be read out of the damaged file, and every
deletion would have to reach the copy, too.
"""

import mmap
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path

from posecoach.errors import SessionError
from posecoach.files import make_private_file
from posecoach.sentences import say
from posecoach.session.measurement_json import SCHEMA as MEASUREMENT
from posecoach.session.page_scan import PAGE_BYTES, Bytes, Record, records
from posecoach.session.record import Session, Source
from posecoach.session.rows import LANDMARKS, SERIES, insert_session
from posecoach.session.running_lock import WAIT_S, somebody_is_recording, store_lock
from posecoach.session.schema import (
    FINISHED,
    RUNNING,
    StoreConnection,
    mended_path,
    mending_path,
    open_database,
    transaction,
)

DAMAGE_WORDS = (
    "malformed",
    "not a database",
    "corrupt",
    "unsupported file format",
    "same text encoding",
    "no such table",
    "no such column",
    "no such index",
)

LOG, INDEX = "-wal", "-shm"
"""What SQLite appends to a database's name for the files beside it."""

UNKNOWN = "unknown"
"""The exercise of a session if only its events and frames are left."""

Identity = tuple[int, int] | None


def is_damage(error: Exception) -> bool:
    """Whether the error means that the file's content is damaged, rather than busy, full or missing."""
    if isinstance(error, UnicodeDecodeError):  # SQLite quotes the damaged bytes in its message
        return True
    return any(word in str(error).lower() for word in DAMAGE_WORDS)


def identity(path: Path) -> Identity:
    """Which file lies at `path`, whatever is in it; None for none."""
    with suppress(OSError):
        about = path.stat()
        return about.st_dev, about.st_ino
    return None


def set_aside(path: Path) -> list[Path]:
    """The damaged stores that were set aside beside the store at `path`, the oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-damaged-*{path.suffix}"))


def salvage(path: Path, damaged: Identity = None) -> str:
    """Replace a damaged store by a new one with what is readable; returns a sentence for the person.

    One program at a time does so, and only while nobody has the store open; the damaged file is kept beside
    it, byte for byte. Killed at any moment, it leaves a store that the next command begins to mend anew or
    puts in its place. With `damaged`, the identity of the file found damaged, nothing is done and "" returned
    where another program has mended it meanwhile.

    Raises:
        SessionError: another PoseCoach is using it, or the files cannot be written.
    """
    path = Path(os.path.realpath(path))
    in_use = SessionError(say("store.damaged_in_use", path=path), say("store.close_other"))
    try:
        lock = store_lock(path, shared=False, wait_s=0.0 if somebody_is_recording(path.parent) else WAIT_S)
    except sqlite3.OperationalError as error:
        raise in_use from error
    with lock:
        if damaged is not None and identity(path) != damaged:
            return ""
        try:
            return _mend(path)
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise SessionError(say("store.damaged", path=path, why=reason), say("store.left")) from error


def _mend(path: Path) -> str:
    new, whole = mending_path(path), mended_path(path)
    again = say("store.second_try") if new.exists() or whole.exists() else ""
    if not whole.exists():
        _carry_over(path, new)
        new.replace(whole)
        _sync_folder(path.parent)  # the log is moved only once this name is on the disk
    aside = _set_aside(path)
    saved = _count(whole)
    whole.replace(path)
    return say("store.mended", n=saved, again=again, name=aside.name)


def _set_aside(path: Path) -> Path:
    """Give the file at `path` a second name that nothing has, and take along the log beside it."""
    aside = next((one for one in set_aside(path) if one.samefile(path)), None)
    if aside is None:
        aside = _free_name(path)
        try:
            os.link(path, aside)
        except OSError:  # a file system without second names
            copy = aside.with_suffix(".copy")
            shutil.copyfile(path, copy)
            copy.chmod(0o600)
            copy.replace(aside)
    for suffix in (LOG, INDEX):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def _free_name(path: Path) -> Path:
    stem = f"{path.stem}-damaged-{datetime.now():%Y%m%d-%H%M%S}"
    names = (f"{stem}{tail}{path.suffix}" for tail in ("", *(f"_{number}" for number in range(2, 10_000))))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _carry_over(path: Path, new: Path) -> None:
    """Make a new database at `new` out of the records that can be read in the one at `path`."""
    copy = new.with_name(f"{new.name}-copy")
    _remove(new, copy)
    make_private_file(new)
    try:
        with closing(open_database(new)) as connection:
            # Nobody else sees this file before it is whole, and it is whole once the sync below is done.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA foreign_keys = OFF")
            with _readable(path, new, copy) as file, transaction(connection):
                _copy_records(file, connection)
                _adopt_orphans(file, connection)
        with new.open("r+b") as written:
            os.fsync(written.fileno())
    except BaseException:
        _remove(new, copy)
        raise
    _remove(copy)


@contextmanager
def _readable(path: Path, fresh: Path, copy: Path) -> Iterator[Bytes]:
    """The bytes of the database at `path`, and what its log adds to them."""
    log = path.with_name(path.name + LOG)
    if log.exists() and log.stat().st_size:
        make_private_file(copy)
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name(copy.name + LOG))
        with copy.open("r+b") as start:
            start.write(fresh.read_bytes()[:PAGE_BYTES])  # SQLite takes a log for a whole header only
        with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = copy
    if not path.stat().st_size:
        yield b""
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield content


def _copy_records(file: Bytes, connection: StoreConnection) -> None:
    columns = [row[1] for row in connection.execute("PRAGMA table_info(session)")]
    for record in records(file):
        if _is_session(record):
            values = (record.rowid, *record.values[1:], *[None] * len(columns))[: len(columns)]
            row = {**dict(zip(columns, values, strict=True)), "head": record.values[16] or ""}
            names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
            with suppress(sqlite3.Error):
                connection.execute(f"INSERT OR IGNORE INTO session ({names}) VALUES ({marks})", row)
        elif record.values[:1] == ("session",) and len(record.values) == 2:  # numbers given away so far
            with suppress(sqlite3.Error):
                connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?)", record.values[1:])
        elif table := _table_of(record):
            values = record.values if table != "measurement" else (record.rowid, *record.values[1:])
            marks = ", ".join("?" for _ in values)
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)


def _adopt_orphans(file: Bytes, connection: StoreConnection) -> None:
    """A row for each session of which events or frames are there and the row itself is not.

    Its indexes know when it began and what it is called on every computer; what was done nobody knows.
    """
    query = "SELECT session FROM event UNION SELECT session FROM block EXCEPT SELECT id FROM session"
    orphans = [int(row[0]) for row in connection.execute(query)]
    began: dict[object, float] = {}
    called: dict[object, str] = {}
    for key, number in _index_entries(file) if orphans else ():
        if isinstance(key, str):
            called[number] = key
        elif isinstance(key, (int, float)):
            began[number] = key
    for number in orphans:
        moment = datetime.now(timezone.utc)
        with suppress(KeyError, ValueError, OverflowError, OSError):
            moment = datetime.fromtimestamp(began[number], timezone.utc)
        uid = called.get(number, uuid.uuid4().hex)
        session = Session(UNKNOWN, "both", Source("camera"), started_at=moment.astimezone(), uid=uid)
        with suppress(sqlite3.Error):
            row = insert_session(connection, session, RUNNING)
            connection.execute("UPDATE session SET id = ? WHERE id = ?", (number, row))


def _index_entries(file: Bytes) -> Iterator[tuple[object, object]]:
    for record in records(file):
        if record.rowid is None and len(record.values) == 2:
            yield record.values[0], record.values[1]


def _is_session(record: Record) -> bool:
    values = record.values
    return record.rowid is not None and len(values) >= 17 and values[2] in (RUNNING, FINISHED)


def _table_of(record: Record) -> str:
    """Which of the other tables a record is of, by what is in it; "" for none."""
    kinds = [type(value) for value in record.values]
    if record.rowid is None:
        return "event" if kinds == [int, int, str] else ""
    if kinds == [int, str, int, bytes] and record.values[1] in (SERIES, LANDMARKS):
        return "block"
    measured = kinds in ([type(None), str, float, str], [type(None), str, int, str])
    return "measurement" if measured and MEASUREMENT in str(record.values[3])[:80] else ""


def _count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM session").fetchone()[0])


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders, and keeps their order itself
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(*paths: Path) -> None:
    for path in paths:
        # The file itself last: that it is there says that somebody was at work.
        for suffix in (LOG, INDEX, "-journal", ""):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
