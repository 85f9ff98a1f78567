"""Sessions as tidy tables, one row a rep or one row a frame; written as CSV or, with pyarrow, as Parquet."""

import csv
import importlib.util
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from posecoach.errors import OutputError
from posecoach.files import whole_file
from posecoach.sentences import say
from posecoach.session.json_format import rep_json
from posecoach.session.record import Session
from posecoach.session.series import COLUMNS
from posecoach.session.strict import number

Cell = str | int | float | bool | None

Columns = Mapping[str, type[str] | type[int] | type[float] | type[bool]]
"""The columns of a table in their order, and what is in them."""

Writer = Callable[[Path, Columns, Iterable[dict[str, Cell]]], None]
"""Writes a table: where, which columns, and its rows."""

REP_COLUMNS: Columns = {
    "session": str,
    "started_at": str,
    "exercise": str,
    "side": str,
    "unit": str,
    "set": int,
    "rep": int,
    "start_s": float,
    "peak_s": float,
    "end_s": float,
    "counted_s": float,
    "range_deg": float,
    "peak_deg": float,
    "pull_s": float,
    "release_s": float,
    "lower_back_moved": bool,
    "lower_back_measure": str,
    "lower_back_value": float,
    "lower_back_limit": float,
    "lower_back_unit": str,
    "lower_back_confidence": str,
    "hip_deg": float,
    "back_deg": float,
    "back_uncertainty_deg": float,
    "hip_share": float,
    "share_confidence": str,
    "lower_back_still": bool,
}
FRAME_COLUMNS: Columns = dict.fromkeys(("t_s", *COLUMNS), float)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be run as a formula by a spreadsheet."""


def rep_rows(session: Session) -> Iterator[dict[str, Cell]]:
    """One row a rep, keys as in `REP_COLUMNS`; None where there is no figure."""
    started = session.started_at.isoformat() if session.started_at else None
    for one_set in session.sets:
        for rep in one_set.reps:
            data = rep_json(rep)
            back = data.pop("lower_back")
            row: dict[str, object] = {
                "session": session.uid,
                "started_at": started,
                "exercise": session.exercise,
                "side": session.side,
                "unit": session.primary_unit,
                "set": one_set.index,
                "rep": data.pop("index"),
                **data,
            }
            if isinstance(back, dict):
                row |= {f"lower_back_{name}": value for name, value in back.items()}
            yield {name: row.get(name) for name in REP_COLUMNS}  # type: ignore[misc]


def frame_rows(session: Session) -> Iterator[dict[str, Cell]]:
    """One row a frame, keys as in `FRAME_COLUMNS`; None where a measure was not seen."""
    columns = [session.series.column(name).tolist() for name in FRAME_COLUMNS]
    for values in zip(*columns, strict=True):
        row = {name: number(value, 4) for name, value in zip(FRAME_COLUMNS, values, strict=True)}
        yield {**row, "t_s": number(values[0])}


def require_parquet() -> None:
    """Raise OutputError when Parquet cannot be written here."""
    if importlib.util.find_spec("pyarrow") is None:
        raise OutputError(say("files.parquet"), say("files.install_parquet"))


def write_csv(path: Path, columns: Collection[str], rows: Iterable[dict[str, Cell]]) -> None:
    """Write rows with these columns as CSV, whole or not at all; raises OutputError."""
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([_plain(row[name]) for name in columns] for row in rows)


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def write_parquet(path: Path, columns: Columns, rows: Iterable[dict[str, Cell]]) -> None:
    """Write rows as Parquet, each column of the same type however few rows there are.

    Raises:
        OutputError: it cannot be written, or pyarrow is missing.
    """
    require_parquet()
    import pyarrow  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from pyarrow import parquet  # type: ignore[import-not-found, import-untyped, unused-ignore]

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    with whole_file(path) as part:
        parquet.write_table(pyarrow.Table.from_pylist(list(rows), schema=schema), part)


def write_reps(sessions: Sequence[Session], path: Path, write: Writer = write_csv) -> None:
    """One table of all reps of these sessions; raises as `write`."""
    write(path, REP_COLUMNS, (row for session in sessions for row in rep_rows(session)))


def write_frames(session: Session, path: Path, write: Writer = write_csv) -> None:
    """One table of the frames of a session; raises as `write`."""
    write(path, FRAME_COLUMNS, frame_rows(session))
