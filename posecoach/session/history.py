"""Past sessions as the rows of a list: which ones, and how they are read from the database."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from posecoach.session.schema import RUNNING


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One session in the history.

    `range_deg` and `hip_share` are medians of its reps, None when unknown. `known_reps` counts the reps of
    which it is known what the lower back did; None in sessions that were kept before it was counted.
    """

    number: int
    started_at: datetime
    running: bool
    exercise: str
    name: str
    side: str
    sets: int
    reps: int
    clean_reps: int
    range_deg: float | None
    unit: str
    hip_share: float | None
    duration_s: float
    pain_before: int | None
    pain_after: int | None
    known_reps: int | None = None

    @property
    def clean_share(self) -> float | None:
        """Clean reps of all; None where nothing is known of the lower back in any of them."""
        return self.clean_reps / self.reps if self.reps and self.known_reps != 0 else None


HISTORY_COLUMNS = (
    "id, started_s, state, exercise, name, side, sets, reps, clean_reps, range_deg, unit, hip_share, "
    "duration_s, pain_before, pain_after, known_reps"
)

_TEXT, _WHOLE, _NUMBER, _MAYBE = (str,), (int,), (int, float), (int, float, type(None))

ROW_TYPES: tuple[tuple[type, ...], ...] = (
    *(_WHOLE, _NUMBER, _TEXT, _TEXT, _TEXT, _TEXT, _WHOLE, _WHOLE, _WHOLE, _MAYBE, _TEXT, _MAYBE),
    *(_NUMBER, _MAYBE, _MAYBE, _MAYBE),
)
"""What an undamaged row holds, by column."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which sessions: of one exercise, from and up to a moment (with time zone), the newest `limit`."""

    exercise: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None


def read_history(connection: sqlite3.Connection, only: HistoryFilter) -> list[HistoryRow]:
    """Sessions, the newest first; rows with damaged figures are left out."""
    query, values = _history_query(only)
    rows = map(_history_row, connection.execute(query, values))
    # Counted here and not by SQL, which would count damaged rows too.
    return list(islice((row for row in rows if row is not None), only.limit))


def _history_query(only: HistoryFilter) -> tuple[str, list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if only.exercise is not None:
        conditions.append("exercise = ?")
        values.append(only.exercise)
    if only.since is not None:
        conditions.append("started_s >= ?")
        values.append(only.since.timestamp())
    if only.until is not None:
        conditions.append("started_s < ?")
        values.append(only.until.timestamp())
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {HISTORY_COLUMNS} FROM session{where} ORDER BY started_s DESC, id DESC", values


def _history_row(row: Sequence[object]) -> HistoryRow | None:
    """None for a row with damaged figures, which SQLite does not notice."""
    if not all(isinstance(value, kinds) for value, kinds in zip(row, ROW_TYPES, strict=True)):
        return None
    number, started_s, state, *rest = row
    try:
        started_at = datetime.fromtimestamp(float(started_s)).astimezone()  # type: ignore[arg-type]
    except (ValueError, OverflowError, OSError):
        return None
    return HistoryRow(number, started_at, state == RUNNING, *rest)  # type: ignore[arg-type]
