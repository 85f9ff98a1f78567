"""Sessions and measurements as rows of the database: written, and rebuilt from what is there."""

import json
import sqlite3
import time
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from posecoach.coaching import events as vocabulary
from posecoach.coaching.events import Event
from posecoach.errors import SessionError
from posecoach.sentences import say
from posecoach.session import measurement_json
from posecoach.session.back_visibility import hip_share, middle
from posecoach.session.builder import EventLog
from posecoach.session.frame_codec import pack_series, unpack_series, unpack_track
from posecoach.session.json_format import loads, to_json
from posecoach.session.measurement import Measurement
from posecoach.session.record import Session, Source
from posecoach.session.schema import RUNNING
from posecoach.session.series import Series
from posecoach.session.strict import Node, number, plain_value, read_record
from posecoach.session.track import Track

SERIES, LANDMARKS = "series", "landmarks"
"""Kinds of block."""

LARGEST_ID = 2**63 - 1
"""SQLite knows no larger whole number."""


def insert_session(connection: sqlite3.Connection, session: Session, state: str) -> int:
    """A new row for this session; returns its number."""
    values = _columns(session) | {"state": state}
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    cursor = connection.execute(f"INSERT INTO session ({names}) VALUES ({marks})", values)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update_session(connection: sqlite3.Connection, number: int, session: Session, state: str) -> None:
    """Bring the row up to date with this session."""
    values = _columns(session) | {"state": state}
    changes = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(f"UPDATE session SET {changes} WHERE id = :number", {**values, "number": number})


def put_block(connection: sqlite3.Connection, session: int, kind: str, number: int, data: bytes) -> None:
    """Write one block of frames, in place of one of the same number."""
    connection.execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?)", (session, kind, number, data))


def put_series(connection: sqlite3.Connection, session: int, series: Series) -> None:
    """Write a whole series in place of what was there."""
    connection.execute("DELETE FROM block WHERE session = ? AND kind = ?", (session, SERIES))
    if len(series):
        put_block(connection, session, SERIES, 0, pack_series(series))


def read_session(connection: sqlite3.Connection, number: int) -> Session:
    """The session of a row, whole or, while it runs or where it is damaged, what is there of it.

    Raises:
        SessionError: there is no such session.
    """
    columns = "state, head, exercise, side, name, unit, uid"
    query = f"SELECT {columns} FROM session WHERE id = ?"
    row = connection.execute(query, (number,)).fetchone() if 0 < number <= LARGEST_ID else None
    if row is None:
        raise SessionError(say("store.no_session", number=number), say("store.see_history"))
    state, head_text, exercise, side, name, unit, uid = row
    series = unpack_series(_good_blocks(connection, number, SERIES))
    try:
        head = loads(str(head_text), f"Session {number}")
    except SessionError:
        head = Session(
            str(exercise), str(side), Source(), exercise_name=str(name), primary_unit=str(unit), uid=str(uid)
        )
        state = RUNNING
    if state == RUNNING:
        head = _fold(head, read_events(connection, number), series)
    return replace(head, series=series)


def read_events(connection: sqlite3.Connection, number: int) -> list[Event]:
    """The journal of a session; damaged lines are left out."""
    events = []
    query = "SELECT line FROM event WHERE session = ? ORDER BY number"
    for (line,) in connection.execute(query, (number,)):
        with suppress(ValueError, TypeError):
            event = load_event(line)
            if event is not None:
                events.append(event)
    return events


def read_landmarks(connection: sqlite3.Connection, number: int) -> Track | None:
    """The landmarks of a session; None when none were kept."""
    return unpack_track(_good_blocks(connection, number, LANDMARKS))


def _fold(head: Session, events: Iterable[Event], series: Series) -> Session:
    log = EventLog()
    last_s = float(series.t_s[-1]) if len(series) else 0.0
    for event in events:
        log.add(event)
        last_s = max(last_s, event.t_s)
    source = replace(head.source, frames=max(head.source.frames, len(series)))
    return replace(head, sets=log.sets(), warnings=log.warnings(last_s), stops=log.stops(), source=source)


def _good_blocks(connection: sqlite3.Connection, session: int, kind: str) -> list[bytes]:
    query = "SELECT data FROM block WHERE session = ? AND kind = ? ORDER BY number"
    unpack = unpack_series if kind == SERIES else unpack_track
    blocks = []
    for (data,) in connection.execute(query, (session, kind)):
        with suppress(ValueError, TypeError):
            unpack([data])
            blocks.append(data)
    return blocks


def _columns(session: Session) -> dict[str, object]:
    started_s = session.started_at.timestamp() if session.started_at else time.time()
    head = to_json(replace(session, series=Series.empty())) | {"series": None}
    return {
        "uid": session.uid,
        "started_s": started_s,
        "exercise": session.exercise,
        "side": session.side,
        "name": session.exercise_name,
        "unit": session.primary_unit,
        "sets": len(session.sets),
        "reps": len(session.reps),
        "clean_reps": session.clean_reps,
        "range_deg": number(middle(rep.range_deg for rep in session.reps), 4),
        "hip_share": number(hip_share(session.reps), 4),
        "duration_s": session.source.duration_s,
        "pain_before": session.pain.before,
        "pain_after": session.pain.after,
        "routine": session.routine.uid if session.routine else None,
        "routine_name": session.routine.name if session.routine else None,
        "known_reps": sum(rep.back_known for rep in session.reps),
        "head": json.dumps(head, allow_nan=False, ensure_ascii=False),
    }


def put_measurement(connection: sqlite3.Connection, measurement: Measurement) -> int:
    """A row for this measurement, if there is none yet; returns its number."""
    measurement = replace(measurement, uid=measurement.uid or uuid.uuid4().hex)
    taken_s = measurement.taken_at.timestamp() if measurement.taken_at else time.time()
    row = (measurement.uid, taken_s, measurement_json.dumps(measurement))
    connection.execute("INSERT OR IGNORE INTO measurement (uid, taken_s, data) VALUES (?, ?, ?)", row)
    found = connection.execute("SELECT id FROM measurement WHERE uid = ?", (measurement.uid,)).fetchone()
    return int(found[0])


def read_measurements(connection: sqlite3.Connection) -> dict[int, Measurement]:
    """All of them by their numbers, the oldest first; one whose text is damaged is left out."""
    found = {}
    for row_id, data in connection.execute("SELECT id, data FROM measurement ORDER BY taken_s, id"):
        with suppress(SessionError):
            found[int(row_id)] = measurement_json.loads(str(data), f"Measurement {row_id}")
    return found


def remove_measurements(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove these; raises SessionError, and removes none, where one is not there."""
    known = {int(row[0]) for row in connection.execute("SELECT id FROM measurement")}
    for one in numbers:
        if one not in known:
            raise SessionError(say("data.no_measurement", number=one))
    connection.executemany("DELETE FROM measurement WHERE id = ?", [(one,) for one in numbers])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def dump_event(event: Event) -> str:
    """One event as a line of JSON; NaN is null."""
    fields = plain_value(event)
    assert isinstance(fields, dict)
    return json.dumps({"event": type(event).__name__, **fields}, allow_nan=False)


def load_event(line: str) -> Event | None:
    """The event of a line; None for a kind this version of the program does not know.

    Raises:
        ValueError: the line is damaged.
    """
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("an event is an object")
    kind = getattr(vocabulary, str(data.pop("event", "")), None)
    if not (isinstance(kind, type) and issubclass(kind, Event)):
        return None
    try:
        return read_record(Node(data, "", "event", kind.__name__), kind, needed=("t_s",))
    except SessionError as error:
        raise ValueError(str(error)) from error
