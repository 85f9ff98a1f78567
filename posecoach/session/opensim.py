"""Angles as OpenSim motion (`.mot`) and landmarks as OpenSim markers (`.trc`), for biomechanics tools.

Formats: OpenSim documentation, "Storage (.sto) and Motion (.mot) files" and "Marker (.trc) files".
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from posecoach.files import write_whole
from posecoach.kinematics.landmarks import Landmark
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


def write_mot(session: Session, path: Path) -> None:
    """Write the angles in degrees, "nan" where one was not seen; raises OutputError."""
    series = session.series
    names = ["time", *COORDINATES]
    columns = [series.t_s, *(series.column(name) for name in COORDINATES.values())]
    head = [
        "Coordinates",
        "version=1",
        f"nRows={len(series)}",
        f"nColumns={len(names)}",
        "inDegrees=yes",
        "",
        "Angles seen by a camera: 0 is anatomical neutral, flexion is positive.",
        "endheader",
        "\t".join(names),
    ]
    rows = ("\t".join(f"{value:.6f}" for value in row) for row in zip(*columns, strict=True))
    _write(path, [*head, *rows])


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
