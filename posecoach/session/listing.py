"""The list of past sessions, quickly: the store is loaded only where something has to be mended."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.session.folder import database_path
from posecoach.session.history import HistoryFilter, HistoryRow, read_history
from posecoach.session.schema import RUNNING, connect
from posecoach.session.unfinished_clips import has_notes

if TYPE_CHECKING:
    from posecoach.session.measurement import Measurement


def list_measurements(folder: Path | None = None) -> "list[Measurement]":
    """Every measurement of the hip's range, the oldest first; raises as `list_sessions`."""
    from posecoach.session.store import Store

    if not database_path(folder).exists():
        return []
    with Store(folder) as store:
        return store.measurements()


def list_sessions(only: HistoryFilter, folder: Path | None = None) -> tuple[list[HistoryRow], list[str]]:
    """Sessions, the newest first, and sentences about what had to be mended before.

    Raises:
        SessionError: the store cannot be used.
    """
    path = database_path(folder)
    if not path.exists():
        return [], []
    try:
        with closing(connect(path)) as connection:
            query = "SELECT count(*) FROM session WHERE state = ?"
            (broken,) = connection.execute(query, (RUNNING,)).fetchone()
            if not broken and not has_notes(path.parent):
                return read_history(connection, only), []
    except (sqlite3.Error, UnicodeDecodeError):
        pass  # the store knows how to mend it, or says what is wrong
    from posecoach.session.store import Store

    with Store(folder) as store:
        return store.history(only), store.notices
