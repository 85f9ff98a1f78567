"""The session file `posecoach.session/1`: a Session written as JSON, and read back (`json_read`)."""

import json
import math
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import Confidence, LowerBackReading, Rep
from posecoach.files import write_whole
from posecoach.session.json_read import SCHEMA, from_json, loads, read_session
from posecoach.session.record import Session, SetRecord, WarningRecord
from posecoach.session.series import COLUMNS
from posecoach.session.set_range import set_range
from posecoach.session.words import warning_sentence

__all__ = ["SCHEMA", "dumps", "from_json", "loads", "number", "read_session", "to_json", "write_session"]

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
        **picked(session, 0, "note", "program", "interrupted", "uid"),
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


def number(value: float, digits: int = 6) -> float | None:
    """A JSON number: rounded, and None for NaN and infinities."""
    return round(float(value), digits) if math.isfinite(value) else None


def picked(record: object, digits: int, *names: str) -> dict[str, Any]:
    """These attributes of `record` as JSON values: figures rounded, the values of enumerations."""
    return {name: plain_value(getattr(record, name), digits) for name in names}


def plain_value(value: Any, digits: int | None = None) -> object:
    """A figure rounded, if that is asked for, NaN as None; an enumeration's value; a dataclass' fields."""
    if isinstance(value, (float, np.floating)):
        exact = float(value) if math.isfinite(value) else None
        return exact if digits is None else number(float(value), digits)
    if is_dataclass(value):
        return {one.name: plain_value(getattr(value, one.name), digits) for one in fields(value)}
    return value.value if isinstance(value, Enum) else value


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
    found = set_range(session, one_set)
    return {
        **picked(one_set, 6, "index", "start_s", "end_s"),
        "reps": [rep_json(rep) for rep in one_set.reps],
        "end_of_range_deg": number(found.end_deg, 2),
        "onset": picked(found.onset, 2, "value_deg", "sd_deg") if found.onset else None,
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
