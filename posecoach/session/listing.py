"""What is stored, listed without opening the store where nothing has to be mended: that takes far longer."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.session.folder import database_path
from posecoach.session.history import HistoryFilter, HistoryRow, read_history
from posecoach.session.schema import RUNNING, connect_to_read
from posecoach.session.unfinished_clips import has_notes

if TYPE_CHECKING:
    from posecoach.session.measurement import Measurement


def list_measurements() -> "list[Measurement]":
    """Every measurement of the hip's range, the oldest first; raises as `list_sessions`."""
    from posecoach.session.store import Store

    if not database_path().exists():
        return []
    with Store() as store:
        return list(store.measurements().values())


def list_measured() -> list[tuple[int, datetime]]:
    """Number and time of every measurement of the hip's range, the newest first, without reading them."""
    path = database_path()
    if not path.exists():
        return []
    query = "SELECT id, taken_s FROM measurement ORDER BY taken_s DESC, id DESC"
    try:
        with closing(connect_to_read(path)) as connection:
            rows = connection.execute(query).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return []  # `list_sessions` mends it, or says what is wrong
    return [(int(number), datetime.fromtimestamp(taken_s).astimezone()) for number, taken_s in rows]


def list_sessions(only: HistoryFilter, folder: Path | None = None) -> tuple[list[HistoryRow], list[str]]:
    """Sessions, the newest first, and sentences about what had to be mended before.

    Raises:
        SessionError: the store cannot be used.
    """
    path = database_path(folder)
    if not path.exists():
        return [], []
    try:
        with closing(connect_to_read(path)) as connection:
            query = "SELECT count(*) FROM session WHERE state = ?"
            (broken,) = connection.execute(query, (RUNNING,)).fetchone()
            if not broken and not has_notes(path.parent):
                return read_history(connection, only), []
    except (sqlite3.Error, UnicodeDecodeError):
        pass  # the store knows how to mend it, or says what is wrong
    from posecoach.session.store import Store

    with Store(folder) as store:
        return store.history(only), store.notices
