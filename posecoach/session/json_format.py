"""The session file `posecoach.session/1`: a Session written as JSON, and read back (`json_read`)."""

import json
import math
from pathlib import Path

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
    return {
        "schema": SCHEMA,
        "exercise": session.exercise,
        "side": session.side,
        "source": {
            "kind": session.source.kind,
            "name": session.source.name,
            "fps": number(session.source.fps),
            "frames": session.source.frames,
            "duration_s": number(session.source.duration_s),
            "pose_frames": session.source.pose_frames,
            "model": session.source.model,
        },
        "totals": {
            "reps": len(session.reps),
            "clean_reps": session.clean_reps,
            "sets": len(session.sets),
            "warnings": len(session.warnings),
        },
        "sets": [_set_json(session, one_set) for one_set in session.sets],
        "warnings": [_warning_json(warning) for warning in session.warnings],
        "series": {name: _column(session.series.column(name)) for name in ("t_s", *COLUMNS)},
        **_more_json(session),
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


def rep_json(rep: Rep) -> Json:
    """One rep as in the session file."""
    reading = rep.lower_back or UNSEEN
    return {
        "index": rep.index,
        "start_s": number(rep.start_s),
        "peak_s": number(rep.peak_s),
        "end_s": number(rep.end_s),
        "counted_s": number(rep.counted_s),
        "range_deg": number(rep.range_deg, 4),
        "peak_deg": number(rep.peak_deg, 4),
        "pull_s": _span(rep.start_s, rep.peak_s),
        "release_s": _span(rep.peak_s, rep.end_s),
        "lower_back_moved": rep.lower_back_moved,
        "lower_back": {
            "value": number(reading.value, 4),
            "limit": number(reading.limit, 4),
            "unit": reading.unit,
            "confidence": reading.confidence.value,
            "measure": reading.measure,
            "still": reading.still,
        },
        "hip_deg": number(rep.share.hip_deg, 4),
        "back_deg": number(rep.share.back_deg, 4),
        "back_uncertainty_deg": number(rep.share.uncertainty_deg, 4),
        "hip_share": number(rep.share.hip_share, 4),
        "share_confidence": rep.share.confidence.value,
    }


def _set_json(session: Session, one_set: SetRecord) -> Json:
    found = set_range(session, one_set)
    onset: Json | None = None
    if found.onset is not None:
        onset = {"value_deg": number(found.onset.value_deg, 2), "sd_deg": number(found.onset.sd_deg, 2)}
    return {
        "index": one_set.index,
        "start_s": number(one_set.start_s),
        "end_s": number(one_set.end_s),
        "reps": [rep_json(rep) for rep in one_set.reps],
        "end_of_range_deg": number(found.end_deg, 2),
        "onset": onset,
    }


def _warning_json(warning: WarningRecord) -> Json:
    return {
        "start_s": number(warning.start_s),
        "end_s": number(warning.end_s),
        "kind": warning.kind.value,
        "measure": warning.measure,
        "value": number(warning.value, 4),
        "limit": number(warning.limit, 4),
        "unit": warning.unit,
        "message": warning_sentence(warning),
        "wanted": warning.wanted,
        "confidence": warning.confidence.value,
    }


def _more_json(session: Session) -> Json:
    view, plan = session.view, session.plan
    return {
        "exercise_name": session.exercise_name,
        "units": {"primary": session.primary_unit, "lower_back": session.lower_back_unit},
        "view": {
            "frames": view.frames,
            "problems": {name: number(share) for name, share in view.problems.items()},
            "lower_back": {name: number(share) for name, share in view.lower_back.items()},
            "yaw_deg": number(view.yaw_deg, 4),
            "body_fraction": number(view.body_fraction, 4),
        },
        "plan": {"sets": plan.sets, "reps": list(plan.reps), "note": plan.note},
        "pain": {"before": session.pain.before, "after": session.pain.after},
        "started_at": session.started_at.isoformat() if session.started_at else None,
        "note": session.note,
        "program": session.program,
        "interrupted": session.interrupted,
        "uid": session.uid,
        "routine": {"uid": session.routine.uid, "name": session.routine.name} if session.routine else None,
        "stops": [
            {"t_s": number(stop.t_s), "set": stop.set_index, "reason": stop.reason.value}
            for stop in session.stops
        ],
    }


def _span(start_s: float, end_s: float) -> float | None:
    # From the rounded times, so that a session read back is written the same again.
    return number(round(end_s, 6) - round(start_s, 6))


def _column(values: NDArray[np.floating]) -> list[float | None]:
    digits = 6 if values.dtype == np.float64 else 4
    rounded = np.round(values.astype(np.float64), digits).tolist()
    return [value if value == value else None for value in rounded]
