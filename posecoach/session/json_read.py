"""Reading the session file `posecoach.session/1`: from JSON to a Session, checked key by key."""

import json
import math
from datetime import datetime
from pathlib import Path

import numpy as np

from posecoach.coaching.events import Confidence, HipBackSplit, LowerBackReading, Rep, StopReason, WarningKind
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
    ViewRecord,
    WarningRecord,
)
from posecoach.session.series import COLUMNS, Column, Series
from posecoach.session.strict import Node

SCHEMA = "posecoach.session/1"
CONFIDENCES = tuple(one.value for one in Confidence)
REASONS = tuple(one.value for one in StopReason)
KINDS = tuple(one.value for one in WarningKind)

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
    plan, pain, units = node.get("plan"), node.get("pain"), node.get("units")
    routine = node.get("routine")
    return Session(
        exercise=node.get("exercise").text(),
        side=node.get("side").one_of(SIDES),
        source=_read_source(node.get("source")),
        sets=_read_sets(node.get("sets")),
        warnings=tuple(_read_warning(one) for one in node.get("warnings").items()),
        series=_read_series(node.get("series")),
        exercise_name=node.get("exercise_name").text(""),
        primary_unit=_optional(units, "primary").text("deg"),
        lower_back_unit=_optional(units, "lower_back").text(""),
        view=_read_view(node.get("view")),
        plan=Prescription() if plan.is_null else _read_plan(plan),
        pain=Pain() if pain.is_null else Pain(_pain(pain.get("before")), _pain(pain.get("after"))),
        started_at=_read_moment(node.get("started_at")),
        note=node.get("note").text(""),
        program=node.get("program").text(""),
        interrupted=node.get("interrupted").flag(),
        uid=node.get("uid").text(""),
        stops=tuple(_read_stop(one) for one in node.get("stops").items()),
        routine=None if routine.is_null else _read_routine(routine),
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


def _optional(node: Node, key: str) -> Node:
    return node if node.is_null else node.get(key)


def _read_source(node: Node) -> Source:
    return Source(
        kind=node.get("kind").text(),
        name=node.get("name").text(""),
        fps=node.get("fps").number(),
        frames=node.get("frames").count(0),
        duration_s=node.get("duration_s").number(0.0),
        pose_frames=node.get("pose_frames").count(0),
        model=node.get("model").text(""),
    )


def _read_sets(node: Node) -> tuple[SetRecord, ...]:
    sets: list[SetRecord] = []
    for one in node.items():
        index = one.get("index").count()
        if sets and index <= sets[-1].index:
            one.get("index").wrong(f"above the previous one ({sets[-1].index})")
        reps = tuple(_read_rep(rep, index) for rep in one.get("reps").items())
        sets.append(SetRecord(index, one.get("start_s").number(None), one.get("end_s").number(), reps))
    return tuple(sets)


def _read_stop(node: Node) -> StopRecord:
    reason = StopReason(node.get("reason").one_of(REASONS))
    return StopRecord(node.get("t_s").number(None), node.get("set").count(), reason)


def _read_rep(node: Node, set_index: int) -> Rep:
    back = node.get("lower_back")
    return Rep(
        set_index=set_index,
        index=node.get("index").count(),
        start_s=node.get("start_s").number(None),
        peak_s=node.get("peak_s").number(None),
        counted_s=node.get("counted_s").number(),
        range_deg=node.get("range_deg").number(),
        peak_deg=node.get("peak_deg").number(),
        end_s=node.get("end_s").number(),
        lower_back=None if back.is_null else _read_back(back),  # files of old have null for what was not seen
        lower_back_moved=node.get("lower_back_moved").flag(),
        share=HipBackSplit(
            hip_deg=node.get("hip_deg").number(),
            back_deg=node.get("back_deg").number(),
            hip_share=node.get("hip_share").number(),
            uncertainty_deg=node.get("back_uncertainty_deg").number(),
            confidence=_confidence(node.get("share_confidence")),
        ),
    )


def _read_back(node: Node) -> LowerBackReading | None:
    confidence, value = _confidence(node.get("confidence")), node.get("value").number()
    if confidence is Confidence.CANNOT_SEE and math.isnan(value):
        return None
    return LowerBackReading(
        measure=node.get("measure").text(""),
        value=value,
        limit=node.get("limit").number(),
        unit=node.get("unit").text(""),
        confidence=confidence,
        still=node.get("still").flag(),
    )


def _read_warning(node: Node) -> WarningRecord:
    return WarningRecord(
        start_s=node.get("start_s").number(None),
        end_s=node.get("end_s").number(),
        kind=WarningKind(node.get("kind").one_of(KINDS)),
        measure=node.get("measure").text(""),
        message=node.get("message").text(""),
        value=node.get("value").number(),
        limit=node.get("limit").number(),
        unit=node.get("unit").text(""),
        wanted=node.get("wanted").text(""),
        # Files of old have none: what was told then was told for sure.
        confidence=_confidence(sure)
        if (sure := node.get("confidence")) and not sure.is_null
        else Confidence.HIGH,
    )


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


def _read_view(node: Node) -> ViewRecord:
    if node.is_null:
        return ViewRecord()
    return ViewRecord(
        frames=node.get("frames").count(0),
        problems={name: share.number(0.0) for name, share in node.get("problems").pairs()},
        lower_back={name: share.number(0.0) for name, share in node.get("lower_back").pairs()},
        yaw_deg=node.get("yaw_deg").number(),
        body_fraction=node.get("body_fraction").number(),
    )


def _read_plan(node: Node) -> Prescription:
    reps = tuple(one.count(most=100_000) for one in node.get("reps").items()) or (0, 0)
    if len(reps) != 2:
        node.get("reps").wrong("the least and the most")
    sets = node.get("sets")
    note = node.get("note").text("")
    return Prescription(None if sets.is_null else sets.count(most=1000), (reps[0], reps[1]), note)


def _read_routine(node: Node) -> PartOf | None:
    uid = node.get("uid").text("")
    return PartOf(uid, node.get("name").text("")) if uid else None


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


def _confidence(node: Node) -> Confidence:
    return Confidence(node.one_of(CONFIDENCES, Confidence.CANNOT_SEE.value))


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
