"""The measurement file `posecoach.measurement/1`: written, and read back key by key."""

import json
from datetime import datetime
from pathlib import Path

import numpy as np

from posecoach.coaching.hip_range.measure import Estimate, HipRange, Reason, Trial
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.errors import SessionError
from posecoach.files import read_text, write_whole
from posecoach.session.json_format import number
from posecoach.session.measurement import Measurement, TestCourse
from posecoach.session.record import Source
from posecoach.session.strict import Node

SCHEMA = "posecoach.measurement/1"
MOVEMENTS = tuple(one.value for one in Movement)
REASONS = tuple(one.value for one in Reason)
SEXES = ("female", "male")
LARGEST_FILE_BYTES = 20_000_000

Json = dict[str, object]


def to_json(measurement: Measurement) -> Json:
    """The measurement as JSON values: NaN is None, angles are rounded to 0.01 degrees."""
    return {
        "schema": SCHEMA,
        "uid": measurement.uid,
        "taken_at": measurement.taken_at.isoformat() if measurement.taken_at else None,
        "program": measurement.program,
        "person": {"age": measurement.age, "sex": measurement.sex or None},
        "source": {
            "kind": measurement.source.kind,
            "name": measurement.source.name,
            "fps": number(measurement.source.fps),
            "model": measurement.source.model,
        },
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


def is_measurement(path: Path) -> bool:
    """Whether a file says in its first words that it is a measurement."""
    try:
        with path.open("rb") as file:
            return SCHEMA.encode() in file.read(200)
    except OSError:
        return False


def read_measurement(path: Path) -> Measurement:
    """The measurement in a file; raises SessionError."""
    try:
        text = read_text(path, LARGEST_FILE_BYTES)
    except (OSError, ValueError) as error:
        raise SessionError(f"Cannot read {path}: {error}.") from error
    return loads(text, str(path))


def from_json(data: object, document: str = "The data") -> Measurement:
    """A Measurement from parsed JSON; raises SessionError, naming the key that is wrong."""
    node = Node(data, "", document)
    schema = node.get("schema")
    if schema.text("") != SCHEMA:
        schema.wrong(f"'{SCHEMA}'")
    person, source, taken = node.get("person"), node.get("source"), node.get("taken_at")
    try:
        taken_at = None if taken.is_null else datetime.fromisoformat(taken.text())
    except ValueError:
        taken.wrong("a time such as 2024-05-31T12:00:00+02:00")
    return Measurement(
        hips=tuple(_read_hip(one) for one in node.get("hips").items()),
        source=_read_source(source),
        courses=tuple(_read_course(one) for one in node.get("courses").items()),
        taken_at=taken_at,
        program=node.get("program").text(""),
        uid=node.get("uid").text(""),
        age=None if person.is_null or person.get("age").is_null else person.get("age").count(most=150),
        sex="" if person.is_null else person.get("sex").one_of(SEXES, ""),
    )


def _hip_json(hip: HipRange) -> Json:
    return {
        "movement": hip.movement.value,
        "side": hip.side,
        "largest": _estimate_json(hip.largest, hip.largest_reason),
        "onset": _estimate_json(hip.onset, hip.onset_reason),
        "repeat_sd_deg": number(hip.repeat_sd_deg, 2),
        "onset_repeat_sd_deg": number(hip.onset_repeat_sd_deg, 2),
        "view_off_deg": number(hip.yaw_off_deg, 1),
        "trials": [
            {
                "start_s": number(trial.start_s, 3),
                "peak_s": number(trial.peak_s, 3),
                "end_s": number(trial.end_s, 3),
                "largest_deg": number(trial.largest_deg, 2),
                "rise_s": number(trial.rise_s, 2),
                "good": trial.good,
                "used": trial.used,
            }
            for trial in hip.trials
        ],
    }


def _estimate_json(estimate: Estimate | None, reason: Reason) -> Json:
    known = estimate is not None
    return {
        "value_deg": number(estimate.value_deg, 2) if known and estimate else None,
        "sd_deg": number(estimate.sd_deg, 2) if known and estimate else None,
        "reason": reason.value,
    }


def _course_json(course: TestCourse) -> Json:
    return {
        "movement": course.movement.value,
        "side": course.side,
        "t_s": [number(value, 3) for value in course.t_s.tolist()],
        "left_deg": [number(value, 2) for value in course.left_deg.tolist()],
        "right_deg": [number(value, 2) for value in course.right_deg.tolist()],
    }


def _read_hip(node: Node) -> HipRange:
    largest, largest_reason = _read_estimate(node.get("largest"))
    onset, onset_reason = _read_estimate(node.get("onset"))
    return HipRange(
        Movement(node.get("movement").one_of(MOVEMENTS)),
        node.get("side").one_of(("left", "right", "both")),
        largest,
        onset,
        largest_reason,
        onset_reason,
        tuple(_read_trial(one) for one in node.get("trials").items()),
        node.get("repeat_sd_deg").number(),
        node.get("view_off_deg").number(),
        node.get("onset_repeat_sd_deg").number(),
    )


def _read_estimate(node: Node) -> tuple[Estimate | None, Reason]:
    reason = Reason(node.get("reason").one_of(REASONS, ""))
    if node.get("value_deg").is_null:
        return None, reason
    return Estimate(node.get("value_deg").number(None), node.get("sd_deg").number(None)), reason


def _read_trial(node: Node) -> Trial:
    return Trial(
        node.get("start_s").number(None),
        node.get("peak_s").number(None),
        node.get("end_s").number(None),
        node.get("largest_deg").number(),
        node.get("rise_s").number(),
        node.get("good").flag(),
        node.get("used").flag(),
    )


def _read_course(node: Node) -> TestCourse:
    columns = [node.get(name).numbers() for name in ("t_s", "left_deg", "right_deg")]
    if len({len(column) for column in columns}) > 1 or not np.all(np.diff(columns[0]) > 0):
        node.get("t_s").wrong("as many rising times as there are angles")
    movement = Movement(node.get("movement").one_of(MOVEMENTS))
    return TestCourse(movement, node.get("side").one_of(("left", "right", "both")), *columns)


def _read_source(node: Node) -> Source:
    if node.is_null:
        return Source()
    return Source(
        node.get("kind").text("camera"),
        node.get("name").text(""),
        node.get("fps").number(),
        model=node.get("model").text(""),
    )
