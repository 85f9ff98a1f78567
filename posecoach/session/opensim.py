"""Angles as OpenSim motion (`.mot`) and landmarks as OpenSim markers (`.trc`), for biomechanics tools.

Formats: OpenSim documentation, "Storage (.sto) and Motion (.mot) files" and "Marker (.trc) files".
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.hip_range.protocol import Movement
from posecoach.files import write_whole
from posecoach.kinematics.landmarks import Landmark
from posecoach.session.measurement import Measurement
from posecoach.session.record import Session
from posecoach.session.track import Track

COORDINATES = {
    "hip_flexion_l": "hip_flexion_left_deg",
    "hip_flexion_r": "hip_flexion_right_deg",
    "knee_angle_l": "knee_flexion_left_deg",
    "knee_angle_r": "knee_flexion_right_deg",
    "trunk_inclination": "trunk_inclination_deg",
}
"""OpenSim's names of coordinates (as in its gait models) and ours. Flexion is positive in both."""


TESTED = {
    **{(Movement.FLEXION, side): (f"hip_flexion_{side[0]}", 1.0) for side in ("left", "right")},
    **{(Movement.EXTENSION, side): (f"hip_flexion_{side[0]}", -1.0) for side in ("left", "right")},
    **{(Movement.INTERNAL_ROTATION, side): (f"hip_rotation_{side[0]}", 1.0) for side in ("left", "right")},
    (Movement.LEAN, "left"): ("trunk_inclination", 1.0),
}
"""OpenSim's names of coordinates (as in its gait models) of tested angles, and their sign against ours."""

GAP_S = 1.0
"""Between two tests in one motion file: times there are none of the day's."""


def write_mot(session: Session, path: Path) -> None:
    """Write the angles in degrees, "nan" where one was not seen; raises OutputError."""
    series = session.series
    columns = [series.t_s, *(series.column(name) for name in COORDINATES.values())]
    comment = "Angles seen by a camera: 0 is anatomical neutral, flexion is positive."
    _write_motion(path, comment, list(COORDINATES), np.column_stack(columns))


def write_measurement_mot(measurement: Measurement, path: Path) -> None:
    """Write the courses of all tests one after the other, "nan" where an angle was not tested or seen.

    Raises:
        OutputError: it cannot be written.
    """
    names = sorted({name for name, _ in TESTED.values()})
    tables, offset_s = [np.empty((0, 1 + len(names)))], 0.0
    for course in measurement.courses:
        table = np.full((len(course.t_s), 1 + len(names)), np.nan)
        table[:, 0] = offset_s + course.t_s
        for side, values in (("left", course.left_deg), ("right", course.right_deg)):
            if (course.movement, side) in TESTED:
                name, sign = TESTED[course.movement, side]
                table[:, 1 + names.index(name)] = sign * values
        tables.append(table)
        offset_s += (float(course.t_s[-1]) if len(course.t_s) else 0.0) + GAP_S
    comment = "Slow movements to the end of range, one test after the other, as a camera sees them."
    _write_motion(path, comment, names, np.concatenate(tables))


def _write_motion(path: Path, comment: str, names: Sequence[str], table: NDArray[np.floating]) -> None:
    """A `.mot` file of `table`, shape (n, 1 + len(names)): times in seconds, then angles in degrees."""
    head = [
        "Coordinates",
        "version=1",
        f"nRows={len(table)}",
        f"nColumns={table.shape[1]}",
        "inDegrees=yes",
        "",
        comment,
        "endheader",
        "\t".join(["time", *names]),
    ]
    _write(path, [*head, *("\t".join(f"{value:.6f}" for value in row) for row in table.tolist())])


def write_trc(track: Track, path: Path) -> None:
    """Write the world landmarks in metres; raises OutputError.

    OpenSim's axes: x to the right of the picture, y up, z towards the camera (ours has y down and z away:
    half a turn about x). Origin between the hips, as the pose model gives it; "nan" where nobody was found.
    """
    rate = _rate(track)
    names = [landmark.name for landmark in Landmark]
    count = len(track)
    fields = "DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame OrigNumFrames"
    values = (f"{rate:.6f}", f"{rate:.6f}", count, len(names), "m", f"{rate:.6f}", 1, count)
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{_file_name(path)}",
        "\t".join(fields.split()),
        "\t".join(str(value) for value in values),
        "\t".join(["Frame#", "Time", *(cell for name in names for cell in (name, "", ""))]),
        "\t".join(["", "", *(f"{axis}{index + 1}" for index in range(len(names)) for axis in "XYZ")]),
        "",
    ]
    upright = track.world_m.astype(np.float64) * (1.0, -1.0, -1.0)
    rows = (
        "\t".join([str(index + 1), f"{t_s:.6f}", *(f"{value:.6f}" for value in points.ravel())])
        for index, (t_s, points) in enumerate(zip(track.t_s, upright, strict=True))
    )
    _write(path, [*head, *rows])


def _rate(track: Track) -> float:
    """Mean frames a second; the times of the rows are the truth."""
    span_s = float(track.t_s[-1] - track.t_s[0]) if len(track) > 1 else 0.0
    return (len(track) - 1) / span_s if span_s > 0 else 30.0


def _file_name(path: Path) -> str:
    return "".join(letter if letter.isprintable() and letter != "\t" else "_" for letter in path.name)


def _write(path: Path, lines: Iterable[str]) -> None:
    write_whole(path, "".join(f"{line}\n" for line in lines))
