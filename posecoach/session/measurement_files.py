"""Measurements for other programs: a table of results, and the courses as OpenSim motion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from posecoach.coaching.hip_range.measure import HipRange
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.files import write_whole
from posecoach.session.json_format import number
from posecoach.session.measurement import Measurement, TestCourse
from posecoach.session.measurement_json import write_measurement
from posecoach.session.tables import Cell, write_csv

COLUMNS = (
    *("measurement", "taken_at", "movement", "side", "largest_deg", "largest_sd_deg", "largest_reason"),
    *("onset_deg", "onset_sd_deg", "onset_reason", "repeat_sd_deg", "onset_repeat_sd_deg", "view_off_deg"),
    *("trials", "trials_used"),
)

COORDINATES = {
    (Movement.FLEXION, "left"): ("hip_flexion_l", 1.0),
    (Movement.FLEXION, "right"): ("hip_flexion_r", 1.0),
    (Movement.EXTENSION, "left"): ("hip_flexion_l", -1.0),
    (Movement.EXTENSION, "right"): ("hip_flexion_r", -1.0),
    (Movement.INTERNAL_ROTATION, "left"): ("hip_rotation_l", 1.0),
    (Movement.INTERNAL_ROTATION, "right"): ("hip_rotation_r", 1.0),
    (Movement.LEAN, "left"): ("trunk_inclination", 1.0),
}
"""OpenSim's names of coordinates (as in its gait models) and their sign against the tested angle's. Flexion
and inward rotation are positive in both."""

GAP_S = 1.0
"""Between two tests in one motion file: times there are none of the day's."""


def write_results(measurements: Sequence[Measurement], path: Path) -> None:
    """One CSV, a row for each hip and movement; raises OutputError."""
    write_csv(path, COLUMNS, _rows(measurements))


def write_motion(measurement: Measurement, path: Path) -> None:
    """The courses of all tests one after the other as `.mot`, "nan" where an angle was not tested or seen.

    Format: OpenSim documentation, "Storage (.sto) and Motion (.mot) files". Raises OutputError.
    """
    names = sorted({name for name, _ in COORDINATES.values()})
    lines = list(_motion_rows(measurement.courses, names))
    head = [
        "Coordinates",
        "version=1",
        f"nRows={len(lines)}",
        f"nColumns={len(names) + 1}",
        "inDegrees=yes",
        "",
        "Slow movements to the end of range, one test after the other, as a camera sees them.",
        "endheader",
        "\t".join(["time", *names]),
    ]
    write_whole(path, "".join(f"{line}\n" for line in [*head, *lines]))


def write_all(measurements: Mapping[int, Measurement], folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write these measurements, by their numbers in the store, into `folder`.

    `formats` are those of `posecoach.session.export`.
    """
    written: list[Path] = []
    for stored_as, measurement in measurements.items():
        day = measurement.taken_at.strftime("%Y-%m-%d") if measurement.taken_at else "unknown"
        base = folder / f"measurement-{stored_as:04d}-{day}"
        if "json" in formats:
            written.append(base.with_suffix(".json"))
            write_measurement(measurement, written[-1])
        if "mot" in formats and measurement.courses:
            written.append(base.with_suffix(".mot"))
            write_motion(measurement, written[-1])
    if "csv" in formats and measurements:
        written.append(folder / "measurements.csv")
        write_results(list(measurements.values()), written[-1])
    return written


def _rows(measurements: Sequence[Measurement]) -> Iterator[dict[str, Cell]]:
    for measurement in measurements:
        taken = measurement.taken_at.isoformat() if measurement.taken_at else None
        for hip in measurement.hips:
            yield {"measurement": measurement.uid, "taken_at": taken, **_hip_row(hip)}


def _hip_row(hip: HipRange) -> dict[str, Cell]:
    largest, onset = hip.largest, hip.onset
    return {
        "movement": hip.movement.value,
        "side": hip.side,
        "largest_deg": number(largest.value_deg, 2) if largest else None,
        "largest_sd_deg": number(largest.sd_deg, 2) if largest else None,
        "largest_reason": hip.largest_reason.value,
        "onset_deg": number(onset.value_deg, 2) if onset else None,
        "onset_sd_deg": number(onset.sd_deg, 2) if onset else None,
        "onset_reason": hip.onset_reason.value,
        "repeat_sd_deg": number(hip.repeat_sd_deg, 2),
        "onset_repeat_sd_deg": number(hip.onset_repeat_sd_deg, 2),
        "view_off_deg": number(hip.yaw_off_deg, 1),
        "trials": len(hip.trials),
        "trials_used": sum(trial.used for trial in hip.trials),
    }


def _motion_rows(courses: Iterable[TestCourse], names: Sequence[str]) -> Iterator[str]:
    offset = 0.0
    for course in courses:
        table = np.full((len(course.t_s), len(names)), np.nan)
        for side, values in (("left", course.left_deg), ("right", course.right_deg)):
            if (course.movement, side) in COORDINATES:
                name, sign = COORDINATES[course.movement, side]
                table[:, names.index(name)] = sign * values
        for t_s, row in zip(course.t_s.tolist(), table.tolist(), strict=True):
            yield "\t".join([f"{offset + t_s:.6f}", *(f"{value:.6f}" for value in row)])
        offset += (float(course.t_s[-1]) if len(course.t_s) else 0.0) + GAP_S
