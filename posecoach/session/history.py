"""Past sessions as the rows of a list: which ones, and how they are read from the database."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, get_args, get_type_hints

from posecoach.plain_text import plain
from posecoach.session.back_visibility import known_enough
from posecoach.session.schema import RUNNING


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One session in the history. A field is read from the column of its name, see `_STORED` for the others.

    `range_deg` (in `unit`) and `hip_share` are medians of its reps, None when unknown. `known_reps` counts
    those of which it is known what the lower back did; None in sessions kept before it was counted.
    `routine` is the run of several exercises it belongs to, see `session.routines`; None for none.
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
    routine: str | None = None
    routine_name: str | None = None

    @property
    def clean_share(self) -> float | None:
        """Reps in which the lower back kept still, of those in which it was seen well.

        None where that is too few, see `session.back_visibility`.
        """
        known = self.reps if self.known_reps is None else self.known_reps
        return self.clean_reps / known if self.reps and known_enough(known, self.reps) else None


_STORED: dict[str, tuple[str, tuple[type, ...]]] = {
    "number": ("id", (int,)),
    "started_at": ("started_s", (int, float)),
    "running": ("state", (str,)),
}
"""Fields that the database keeps under another name and as another type; every other has its own column."""


def _kinds(hint: type) -> tuple[type, ...]:
    kinds = get_args(hint) or (hint,)
    return (*kinds, int) if float in kinds else kinds  # SQLite and JSON know whole numbers without a point


_COLUMNS = {
    name: _STORED.get(name, (name, _kinds(hint))) for name, hint in get_type_hints(HistoryRow).items()
}
"""By field of a row: its column, and what that holds where it is undamaged."""


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
    columns = ", ".join(column for column, _ in _COLUMNS.values())
    return f"SELECT {columns} FROM session{where} ORDER BY started_s DESC, id DESC", values


def _history_row(row: Sequence[Any]) -> HistoryRow | None:
    """None for a row with damaged figures, which SQLite does not notice."""
    if not all(isinstance(value, kinds) for value, (_, kinds) in zip(row, _COLUMNS.values(), strict=True)):
        return None
    values: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    values.update({name: plain(value) for name, value in values.items() if isinstance(value, str)})
    try:
        values["started_at"] = datetime.fromtimestamp(float(values["started_at"])).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    values["running"] = values["running"] == RUNNING
    return HistoryRow(**values)
