"""A session with something in every field, so that a field which is lost on the way shows."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

import numpy as np

from posecoach.coaching.events import Confidence, HipBackSplit, LowerBackReading, Rep, StopReason, WarningKind
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
from posecoach.session.series import COLUMNS, Series
from tests.session.examples import STARTED

BLANK: tuple[object, ...] = (None, False, 0, "", (), {})

REP = Rep(
    set_index=2,
    index=3,
    start_s=10.25,
    peak_s=11.125,
    counted_s=11.5,
    range_deg=9.75,
    peak_deg=112.0625,
    end_s=12.0,
    lower_back=LowerBackReading("pelvis_rise", 2.5, 1.5, "% torso", Confidence.LOW, still=True),
    lower_back_moved=True,
    share=HipBackSplit(7.25, 2.375, 0.7534, 1.0625, Confidence.HIGH),
)

FILLED = Session(
    exercise="hip-flexion",
    side="left",
    source=Source("camera", "Camera 3", 29.97, 360, 12.012, 350, "full"),
    sets=(SetRecord(2, 10.0, 12.5, (REP,)),),
    warnings=(
        WarningRecord(
            11.0,
            11.75,
            WarningKind.LOWER_BACK,
            "pelvis_rise",
            "Smaller.",
            2.5,
            1.5,
            "% torso",
            Confidence.LOW,
            "on the back",
        ),
    ),
    series=Series(
        np.array([10.25, 10.5]),
        *(np.array([step, step + 0.5], np.float32) for step in range(1, len(COLUMNS) + 1)),
    ),
    exercise_name="Hip flexion",
    primary_unit="% torso",
    lower_back_unit="% torso",
    view=ViewRecord(300, {"too-dark": 0.25}, {"high": 0.75}, 12.5, 0.625),
    plan=Prescription(3, (30, 50), "slowly"),
    pain=Pain(4, 3),
    started_at=STARTED,
    program="posecoach 0.0",
    interrupted=True,
    uid="0123",
    stops=(StopRecord(7.5, 1, StopReason.PAIN),),
    routine=PartOf("4567", "Before breakfast"),
)


def unfilled(record: Any, path: str = "") -> Iterator[str]:
    """Where in `record` a field holds its default, or nothing."""
    if is_dataclass(record):
        for field in fields(record):
            value, place = getattr(record, field.name), f"{path}.{field.name}".lstrip(".")
            if _is_blank(value) or _same(value, _default(field)):
                yield place
            yield from unfilled(value, place)
    elif isinstance(record, (tuple, list)):
        for index, value in enumerate(record):
            yield from unfilled(value, f"{path}[{index}]")
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from unfilled(value, f"{path}[{key}]")


def _is_blank(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return not value.size or not np.isfinite(value).all()
    return (isinstance(value, float) and math.isnan(value)) or any(_same(value, blank) for blank in BLANK)


def _default(field: "Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and not isinstance(value, (np.ndarray, Series)) and value == other
