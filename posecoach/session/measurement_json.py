"""The measurement file `posecoach.measurement/1`: written, and read back key by key."""

import json
from datetime import datetime
from pathlib import Path

import numpy as np

from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.hip_range.result import Estimate, HipRange, Reason, Trial
from posecoach.errors import SessionError
from posecoach.exercises.definition import SIDES
from posecoach.files import write_whole
from posecoach.session.measurement import Measurement, TestCourse
from posecoach.session.record import Source
from posecoach.session.strict import Node, number, outermost, picked, read_record

SCHEMA = "posecoach.measurement/1"
MOVEMENTS = tuple(one.value for one in Movement)
REASONS = tuple(one.value for one in Reason)
SEXES = ("female", "male")
TRIAL_TIMES = ("start_s", "peak_s", "end_s")

Json = dict[str, object]


def to_json(measurement: Measurement) -> Json:
    """The measurement as JSON values: NaN is None, angles are rounded to 0.01 degrees."""
    return {
        "schema": SCHEMA,
        "uid": measurement.uid,
        "taken_at": measurement.taken_at.isoformat() if measurement.taken_at else None,
        "program": measurement.program,
        "person": {"age": measurement.age, "sex": measurement.sex or None},
        "source": picked(measurement.source, 6, "kind", "name", "fps", "model"),
        "hips": [_hip_json(hip) for hip in measurement.hips],
        "courses": [_course_json(course) for course in measurement.courses],
    }


def dumps(measurement: Measurement) -> str:
    """The file's text, one line, no NaN in it."""
    return json.dumps(to_json(measurement), allow_nan=False, ensure_ascii=False)


def write_measurement(measurement: Measurement, path: Path) -> None:
    """Write the measurement file; raises OutputError."""
    write_whole(path, dumps(measurement) + "\n")


def loads(text: str, document: str = "The data") -> Measurement:
    """A Measurement from the file's text; raises SessionError, naming what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SessionError(f"{document} is no measurement file: {error}.") from error
    return from_json(data, document)


def is_measurement(text: str) -> bool:
    """Whether a file's text says in its first words that it is a measurement."""
    return SCHEMA in text[:200]


def from_json(data: object, document: str = "The data") -> Measurement:
    """A Measurement from parsed JSON; raises SessionError, naming the key that is wrong."""
    node = outermost(data, document, SCHEMA, "measurement file")
    person, source, taken = node.get("person"), node.get("source"), node.get("taken_at")
    kind = source.get("kind").text("camera")
    try:
        taken_at = None if taken.is_null else datetime.fromisoformat(taken.text())
    except ValueError:
        taken.wrong("a time such as 2024-05-31T12:00:00+02:00")
    return Measurement(
        hips=tuple(_read_hip(one) for one in node.get("hips").items()),
        source=Source() if source.is_null else read_record(source, Source, kind=kind),
        courses=tuple(_read_course(one) for one in node.get("courses").items()),
        taken_at=taken_at,
        program=node.get("program").text(""),
        uid=node.get("uid").text(""),
        age=None if person.is_null or person.get("age").is_null else person.get("age").count(most=150),
        sex="" if person.is_null else person.get("sex").one_of(SEXES, ""),
    )


def _hip_json(hip: HipRange) -> Json:
    return {
        **picked(hip, 2, "movement", "side"),
        "largest": _estimate_json(hip.largest, hip.largest_reason),
        "onset": _estimate_json(hip.onset, hip.onset_reason),
        **picked(hip, 2, "repeat_sd_deg", "onset_repeat_sd_deg"),
        "view_off_deg": number(hip.yaw_off_deg, 1),
        "trials": [
            {
                **picked(trial, 3, "start_s", "peak_s", "end_s"),
                **picked(trial, 2, "largest_deg", "rise_s", "good", "used"),
            }
            for trial in hip.trials
        ],
    }


def _estimate_json(estimate: Estimate | None, reason: Reason) -> Json:
    known = picked(estimate, 2, "value_deg", "sd_deg") if estimate else {"value_deg": None, "sd_deg": None}
    return {**known, "reason": reason.value}


def _course_json(course: TestCourse) -> Json:
    return {
        **picked(course, 2, "movement", "side"),
        "t_s": [number(value, 3) for value in course.t_s.tolist()],
        "left_deg": [number(value, 2) for value in course.left_deg.tolist()],
        "right_deg": [number(value, 2) for value in course.right_deg.tolist()],
    }


def _read_hip(node: Node) -> HipRange:
    largest, largest_reason = _read_estimate(node.get("largest"))
    onset, onset_reason = _read_estimate(node.get("onset"))
    return read_record(
        node,
        HipRange,
        names={"yaw_off_deg": "view_off_deg"},
        side=node.get("side").one_of(SIDES),
        largest=largest,
        onset=onset,
        largest_reason=largest_reason,
        onset_reason=onset_reason,
        trials=tuple(read_record(one, Trial, TRIAL_TIMES) for one in node.get("trials").items()),
    )


def _read_estimate(node: Node) -> tuple[Estimate | None, Reason]:
    reason = Reason(node.get("reason").one_of(REASONS, ""))
    known = not node.get("value_deg").is_null
    return read_record(node, Estimate, ("value_deg", "sd_deg")) if known else None, reason


def _read_course(node: Node) -> TestCourse:
    columns = [node.get(name).numbers() for name in ("t_s", "left_deg", "right_deg")]
    if len({len(column) for column in columns}) > 1 or not np.all(np.diff(columns[0]) > 0):
        node.get("t_s").wrong("as many rising times as there are angles")
    movement = Movement(node.get("movement").one_of(MOVEMENTS))
    return TestCourse(movement, node.get("side").one_of(SIDES), *columns)
