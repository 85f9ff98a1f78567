"""Past sessions as the rows of a list, read quickly; those of one run of several exercises as one row."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, get_args, get_type_hints

from posecoach.plain_text import one_line, plain
from posecoach.sentences import percent, say
from posecoach.session.back_visibility import known_enough
from posecoach.session.schema import RUNNING
from posecoach.session.words import exercise_title, ranges, shown, side_word


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One session in the history. A field is read from the column of its name, see `_STORED` for the others.

    `range_deg` (in `unit`) and `hip_share` are medians of its reps, None when unknown. `known_reps` counts
    those of which it is known what the lower back did; None in sessions kept before it was counted.
    `routine` is the run of several exercises it belongs to, see `entries`; None for none.
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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A session, or a run with the numbers of its exercises, in words: a line of the terminal or a page."""

    number: str
    when: str
    exercise: str
    side: str
    sets: str
    reps: str
    clean: str
    range: str
    hip: str
    pain: str


def line_of(numbers: str, row: HistoryRow) -> HistoryLine:
    """The line of `row`, called `numbers`."""
    before, after = ("–" if value is None else str(value) for value in (row.pain_before, row.pain_after))
    name = one_line(exercise_title(row.exercise, row.name))
    return HistoryLine(
        number=numbers,
        when=f"{row.started_at:%Y-%m-%d %H:%M}",
        exercise=say("history.running", name=name) if row.running else name,
        side=side_word(row.side),
        sets=str(row.sets),
        reps=str(row.reps),
        clean="–" if row.clean_share is None else percent(row.clean_share),
        range="–" if row.range_deg is None else shown(row.range_deg, 1, row.unit),
        hip="–" if row.hip_share is None else percent(row.hip_share),
        pain="" if before == after == "–" else f"{before} → {after}",
    )


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
    since_s, until_s = (day and day.timestamp() for day in (only.since, only.until))
    asked = {"exercise = ?": only.exercise, "started_s >= ?": since_s, "started_s < ?": until_s}
    conditions = {condition: value for condition, value in asked.items() if value is not None}
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    columns = ", ".join(column for column, _ in _COLUMNS.values())
    return f"SELECT {columns} FROM session{where} ORDER BY started_s DESC, id DESC", [*conditions.values()]


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


def entries(rows: Sequence[HistoryRow]) -> list[tuple[HistoryRow, ...]]:
    """The sessions of each run, in the order they were done; `rows` and the runs are the newest first."""
    found: dict[str, list[HistoryRow]] = {}
    for row in rows:
        found.setdefault(row.routine or f"session {row.number}", []).append(row)
    return [tuple(reversed(group)) for group in found.values()]


def as_one(group: Sequence[HistoryRow]) -> HistoryRow:
    """One row for the sessions of a run, in order: sums, the pain before the first and after the last.

    Range and the hip's share are None, because those of different exercises have no common median, and
    `exercise` is "", so that it is called as the run and not as its first exercise.
    """
    if len(group) == 1:
        return group[0]
    first, last = group[0], group[-1]
    sides = {row.side for row in group}
    known = [row.reps if row.known_reps is None else row.known_reps for row in group]
    exercises = say("plural.exercise", n=len({row.exercise for row in group}))
    return replace(
        first,
        running=any(row.running for row in group),
        exercise="",
        name=f"{first.routine_name or say('page.routine')}, {exercises}",
        side=sides.pop() if len(sides) == 1 else "both",
        sets=sum(row.sets for row in group),
        reps=sum(row.reps for row in group),
        clean_reps=sum(row.clean_reps for row in group),
        known_reps=sum(known),
        range_deg=None,
        hip_share=None,
        duration_s=(last.started_at - first.started_at).total_seconds() + last.duration_s,
        pain_before=first_known(row.pain_before for row in group),
        pain_after=first_known(row.pain_after for row in reversed(group)),
    )


def first_known(answers: Iterable[int | None]) -> int | None:
    """The first answer that was given, None for none; of the pain after, from the last session on."""
    return next((answer for answer in answers if answer is not None), None)


def numbers_text(group: Sequence[HistoryRow], stored: Sequence[int]) -> str:
    """The numbers of a run's sessions as a person types them: "7", "7-13", "7-9,11".

    `stored` are the numbers of all sessions, rising: a range never spans one that is not of the run.
    """

    def follows(last: int, number: int) -> bool:
        return bisect_left(stored, number) == bisect_right(stored, last)

    return ",".join(ranges(sorted(row.number for row in group), follows))
