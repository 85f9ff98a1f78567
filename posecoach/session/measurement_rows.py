"""Measurements as rows of the database."""

import sqlite3
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from posecoach.errors import SessionError
from posecoach.sentences import say
from posecoach.session.measurement import Measurement
from posecoach.session.measurement_json import dumps, loads


def put_measurement(connection: sqlite3.Connection, measurement: Measurement) -> int:
    """A row for this measurement, if there is none yet; returns its number."""
    measurement = replace(measurement, uid=measurement.uid or uuid.uuid4().hex)
    taken_s = measurement.taken_at.timestamp() if measurement.taken_at else time.time()
    row = (measurement.uid, taken_s, dumps(measurement))
    connection.execute("INSERT OR IGNORE INTO measurement (uid, taken_s, data) VALUES (?, ?, ?)", row)
    found = connection.execute("SELECT id FROM measurement WHERE uid = ?", (measurement.uid,)).fetchone()
    return int(found[0])


def read_measurements(connection: sqlite3.Connection) -> dict[int, Measurement]:
    """All of them by their numbers, the oldest first; one whose text is damaged is left out."""
    found = {}
    for number, data in connection.execute("SELECT id, data FROM measurement ORDER BY taken_s, id"):
        with suppress(SessionError):
            found[int(number)] = loads(str(data), f"Measurement {number}")
    return found


def remove_measurements(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Remove these; raises SessionError, and removes none, where one is not there."""
    known = {int(row[0]) for row in connection.execute("SELECT id FROM measurement")}
    for number in numbers:
        if number not in known:
            raise SessionError(say("data.no_measurement", number=number))
    connection.executemany("DELETE FROM measurement WHERE id = ?", [(number,) for number in numbers])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
