"""Reading the session file `posecoach.session/1`: from JSON to a Session, checked key by key."""

import json
import math
from datetime import datetime
from pathlib import Path

import numpy as np

from posecoach.coaching.events import Confidence, HipBackSplit, LowerBackReading, Rep
from posecoach.errors import SessionError
from posecoach.exercises.definition import SIDES
from posecoach.files import read_text
from posecoach.session.record import (
    Pain,
    PartOf,
    Prescription,
    Session,
    SetRecord,
    Source,
    StopRecord,
    WarningRecord,
)
from posecoach.session.series import COLUMNS, Column, Series
from posecoach.session.strict import Node, read_record

SCHEMA = "posecoach.session/1"
CONFIDENCES = tuple(one.value for one in Confidence)
SHARE_NAMES = {"uncertainty_deg": "back_uncertainty_deg", "confidence": "share_confidence"}
"""What a rep calls the fields of its hip-back split; the others have their own names."""

YEARS = range(1969, 3001)
"""A computer without a clock of its own begins at 1970, in some time zones the day before; nobody exercised
outside of these."""

LARGEST_FILE_BYTES = 500_000_000
"""A session of a day at 60 frames a second stays below this."""


def from_json(data: object, document: str = "The data") -> Session:
    """A Session from parsed JSON; `document` names it in errors.

    Raises:
        SessionError: a key is missing, of the wrong type or out of range; the message names it.
    """
    node = Node(data, "", document)
    schema = node.get("schema")
    if schema.text("") != SCHEMA:
        schema.wrong(f"'{SCHEMA}'")
    pain, units, routine = node.get("pain"), node.get("units"), node.get("routine")
    return read_record(
        node,
        Session,
        exercise=node.get("exercise").text(),
        side=node.get("side").one_of(SIDES),
        source=read_record(node.get("source"), Source, needed=("kind",)),
        sets=_read_sets(node.get("sets")),
        warnings=tuple(read_record(one, WarningRecord, ("start_s",)) for one in node.get("warnings").items()),
        series=_read_series(node.get("series")),
        primary_unit=units.get("primary").text("deg"),
        lower_back_unit=units.get("lower_back").text(""),
        plan=_read_plan(node.get("plan")),
        pain=Pain(_pain(pain.get("before")), _pain(pain.get("after"))),
        started_at=_read_moment(node.get("started_at")),
        stops=tuple(
            read_record(one, StopRecord, ("t_s",), {"set_index": "set"}) for one in node.get("stops").items()
        ),
        routine=read_record(routine, PartOf) if routine.get("uid").text("") else None,
    )


def loads(text: str, document: str = "The text") -> Session:
    """A Session from a session file's text; raises SessionError."""
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        why = "it is damaged, or was cut off" if text.lstrip().startswith("{") else "it holds something else"
        raise SessionError(
            f"{document} is no session file: {why}.", "`posecoach data export` writes such files."
        ) from error
    return from_json(data, document)


def read_session(path: Path) -> Session:
    """A Session from a session file; raises SessionError when there is none in it."""
    try:
        text = read_text(path, LARGEST_FILE_BYTES)
    except OSError as error:
        raise SessionError(f"Cannot read {path}: {error.strerror or error}.") from error
    except ValueError as error:
        raise SessionError(f"{path} is no session file: it is not UTF-8 text.") from error
    return loads(text, str(path))


def _read_sets(node: Node) -> tuple[SetRecord, ...]:
    sets: list[SetRecord] = []
    for one in node.items():
        index = one.get("index").count()
        if sets and index <= sets[-1].index:
            one.get("index").wrong(f"above the previous one ({sets[-1].index})")
        reps = tuple(_read_rep(rep, index) for rep in one.get("reps").items())
        sets.append(SetRecord(index, one.get("start_s").number(None), one.get("end_s").number(), reps))
    return tuple(sets)


def _read_rep(node: Node, set_index: int) -> Rep:
    return read_record(
        node,
        Rep,
        needed=("start_s", "peak_s"),
        set_index=set_index,
        lower_back=_read_back(node.get("lower_back")),  # files of old have null for what was not seen
        share=read_record(node, HipBackSplit, names=SHARE_NAMES),
    )


def _read_back(node: Node) -> LowerBackReading | None:
    sure = node.get("confidence").one_of(CONFIDENCES, Confidence.CANNOT_SEE.value)
    reading = read_record(node, LowerBackReading, confidence=Confidence(sure))
    unseen = reading.confidence is Confidence.CANNOT_SEE and math.isnan(reading.value)
    return None if unseen else reading


def _read_series(node: Node) -> Series:
    if node.is_null:
        return Series.empty()
    t_s = node.get("t_s").numbers()
    if not np.all(np.isfinite(t_s)) or np.any(np.diff(t_s) <= 0):
        node.get("t_s").wrong("strictly rising")
    columns = {name: _read_column(node.get(name), len(t_s)) for name in COLUMNS}
    return Series(t_s, **columns)


def _read_column(node: Node, length: int) -> Column:
    if node.is_null:
        return np.full(length, np.nan, np.float32)
    values = node.numbers()
    if len(values) != length:
        node.wrong(f"as long as 'series.t_s' ({length})")
    return values.astype(np.float32)


def _read_plan(node: Node) -> Prescription:
    reps = tuple(one.count(most=100_000) for one in node.get("reps").items()) or (0, 0)
    if len(reps) != 2:
        node.get("reps").wrong("the least and the most")
    sets = node.get("sets")
    note = node.get("note").text("")
    return Prescription(None if sets.is_null else sets.count(most=1000), (reps[0], reps[1]), note)


def _read_moment(node: Node) -> datetime | None:
    text = node.text("")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
    except ValueError:
        node.wrong("a date and time in ISO form")
    if moment.tzinfo is None:
        node.wrong("a date and time with its time zone")
    if moment.year not in YEARS:
        node.wrong(f"a date from {YEARS[0]} to {YEARS[-1]}")
    return moment


def _pain(node: Node) -> int | None:
    return None if node.is_null else node.count(most=10)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
