"""The session file `posecoach.session/1`: a Session written as JSON, and read back, checked key by key."""

import json
import math
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import Confidence, HipBackSplit, LowerBackReading, Rep
from posecoach.errors import SessionError
from posecoach.exercises.definition import SIDES
from posecoach.files import write_whole
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
from posecoach.session.strict import Node, number, outermost, picked, read_document, read_record
from posecoach.session.words import warning_sentence

SCHEMA = "posecoach.session/1"

Json = dict[str, object]

UNSEEN = LowerBackReading("", math.nan, math.nan, "", Confidence.CANNOT_SEE)
"""What stands for the reading of a rep in which the lower back could not be seen."""


def to_json(session: Session) -> Json:
    """The session as JSON values: NaN is None, times are rounded to 1e-6 s and series to 1e-4."""
    view, plan = session.view, session.plan
    return {
        "schema": SCHEMA,
        "exercise": session.exercise,
        "side": session.side,
        "source": picked(
            session.source, 6, "kind", "name", "fps", "frames", "duration_s", "pose_frames", "model"
        ),
        "totals": {
            "reps": len(session.reps),
            "clean_reps": session.clean_reps,
            "sets": len(session.sets),
            "warnings": len(session.warnings),
        },
        "sets": [_set_json(session, one_set) for one_set in session.sets],
        "warnings": [_warning_json(warning) for warning in session.warnings],
        "series": {name: _column(session.series.column(name)) for name in ("t_s", *COLUMNS)},
        "exercise_name": session.exercise_name,
        "units": {"primary": session.primary_unit, "lower_back": session.lower_back_unit},
        "view": {
            "frames": view.frames,
            "problems": {name: number(share) for name, share in view.problems.items()},
            "lower_back": {name: number(share) for name, share in view.lower_back.items()},
            **picked(view, 4, "yaw_deg", "body_fraction"),
        },
        "plan": {"sets": plan.sets, "reps": list(plan.reps), "note": plan.note},
        "pain": picked(session.pain, 0, "before", "after"),
        "started_at": session.started_at.isoformat() if session.started_at else None,
        **picked(session, 0, "program", "interrupted", "uid"),
        "routine": picked(session.routine, 0, "uid", "name") if session.routine else None,
        "stops": [
            {"t_s": number(stop.t_s), "set": stop.set_index, "reason": stop.reason.value}
            for stop in session.stops
        ],
    }


def dumps(session: Session) -> str:
    """The session file's text, one line, no NaN in it."""
    return json.dumps(to_json(session), allow_nan=False, ensure_ascii=False)


def write_session(session: Session, path: Path) -> None:
    """Write the session file; raises OutputError when it cannot be written."""
    write_whole(path, dumps(session) + "\n")


def rep_json(rep: Rep) -> Json:
    reading = rep.lower_back or UNSEEN
    return {
        **picked(rep, 6, "index", "start_s", "peak_s", "end_s", "counted_s"),
        **picked(rep, 4, "range_deg", "peak_deg"),
        "pull_s": _span(rep.start_s, rep.peak_s),
        "release_s": _span(rep.peak_s, rep.end_s),
        "lower_back_moved": rep.lower_back_moved,
        "lower_back": picked(reading, 4, "value", "limit", "unit", "confidence", "measure", "still"),
        **picked(rep.share, 4, "hip_deg", "back_deg"),
        "back_uncertainty_deg": number(rep.share.uncertainty_deg, 4),
        "hip_share": number(rep.share.hip_share, 4),
        "share_confidence": rep.share.confidence.value,
    }


def _set_json(session: Session, one_set: SetRecord) -> Json:
    return {
        **picked(one_set, 6, "index", "start_s", "end_s"),
        "reps": [rep_json(rep) for rep in one_set.reps],
        "end_of_range_deg": number(session.end_of_range_deg(one_set), 2),
    }


def _warning_json(warning: WarningRecord) -> Json:
    return {
        **picked(warning, 6, "start_s", "end_s", "kind", "measure"),
        **picked(warning, 4, "value", "limit", "unit"),
        "message": warning_sentence(warning),
        **picked(warning, 4, "wanted", "confidence"),
    }


def _span(start_s: float, end_s: float) -> float | None:
    # From the rounded times, so that a session read back is written the same again.
    return number(round(end_s, 6) - round(start_s, 6))


def _column(values: NDArray[np.floating]) -> list[float | None]:
    digits = 6 if values.dtype == np.float64 else 4
    rounded = np.round(values.astype(np.float64), digits).tolist()
    return [value if value == value else None for value in rounded]


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
    node = outermost(data, document, SCHEMA)
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
    return loads(read_document(path, LARGEST_FILE_BYTES), str(path))


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
