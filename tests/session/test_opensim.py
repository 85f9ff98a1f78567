"""OpenSim files, re-read by a strict reader written from the format's description, and by OpenSim itself."""

import numpy as np
import pytest

from posecoach.errors import OutputError
from posecoach.kinematics.landmarks import Landmark
from posecoach.session.opensim import COORDINATES, write_mot, write_trc
from tests.session.examples import make_session
from tests.session.poses import make_pose, track_of

SESSION = make_session()
TRACK = track_of([make_pose(0.0), None, make_pose(0.0), make_pose(0.0)])


def read_mot(path):
    """Times and columns by name; every rule of the format is asserted."""
    head, body = path.read_text(encoding="utf-8").split("endheader\n")
    lines = head.splitlines()
    assert lines[0] == "Coordinates"
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    assert (values["version"], values["inDegrees"]) == ("1", "yes")
    names, *rows = (line.split("\t") for line in body.splitlines())
    assert names[0] == "time"
    assert len(names) == int(values["nColumns"]) == len(set(names))
    assert len(rows) == int(values["nRows"])
    assert {len(row) for row in rows} == {len(names)}
    table = np.array(rows, np.float64)
    assert np.all(np.diff(table[:, 0]) > 0)
    return table[:, 0], dict(zip(names[1:], table[:, 1:].T, strict=True))


def read_trc(path):
    """Times and points (n, markers, 3) with their names; every rule of the format is asserted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["PathFileType", "4", "(X/Y/Z)", path.name]
    keys = "DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame OrigNumFrames"
    assert lines[1].split("\t") == keys.split()
    head = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    assert head["Units"] == "m"
    labels = lines[3].split("\t")
    assert labels[:2] == ["Frame#", "Time"]
    names = [label for label in labels[2:] if label]
    assert len(names) == int(head["NumMarkers"]) == len(set(names))
    axes = [f"{axis}{index}" for index in range(1, len(names) + 1) for axis in "XYZ"]
    assert lines[4].split("\t") == ["", "", *axes]
    assert lines[5] == ""
    rows = [line.split("\t") for line in lines[6:]]
    assert len(rows) == int(head["NumFrames"])
    assert {len(row) for row in rows} == {2 + len(axes)}
    assert [row[0] for row in rows] == [str(index + 1) for index in range(len(rows))]
    table = np.array(rows, np.float64)
    return table[:, 1], table[:, 2:].reshape(len(rows), -1, 3), names, float(head["DataRate"])


def test_angles_come_back(tmp_path):
    write_mot(SESSION, tmp_path / "a.mot")
    times, columns = read_mot(tmp_path / "a.mot")
    np.testing.assert_allclose(times, SESSION.series.t_s, atol=1e-4)
    assert set(columns) == set(COORDINATES)
    for name, ours in COORDINATES.items():
        np.testing.assert_allclose(columns[name], SESSION.series.column(ours), atol=1e-4, equal_nan=True)


def test_landmarks_come_back_with_y_up(tmp_path):
    write_trc(TRACK, tmp_path / "a.trc")
    times, points, names, rate = read_trc(tmp_path / "a.trc")
    np.testing.assert_allclose(times, TRACK.t_s, atol=1e-4)
    np.testing.assert_allclose(points * (1, -1, -1), TRACK.world_m, atol=1e-4, equal_nan=True)
    assert names == [landmark.name for landmark in Landmark]
    assert rate == pytest.approx(30.0)
    assert np.isnan(points[1]).all()


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    with pytest.raises(OutputError, match="Cannot write"):
        write_mot(SESSION, tmp_path / "none" / "a.mot")


def test_opensim_reads_the_same(tmp_path):
    opensim = pytest.importorskip(
        "opensim",
        reason="needs OpenSim, which has no wheel for every system: conda install -c opensim-org opensim",
    )
    write_mot(SESSION, tmp_path / "a.mot")
    write_trc(TRACK, tmp_path / "a.trc")
    angles = opensim.TimeSeriesTable(str(tmp_path / "a.mot"))
    hip = angles.getDependentColumn("hip_flexion_r").to_numpy()
    np.testing.assert_allclose(hip, SESSION.series.hip_flexion_right_deg, atol=1e-4, equal_nan=True)
    markers = opensim.TimeSeriesTableVec3(str(tmp_path / "a.trc")).flatten(["_x", "_y", "_z"])
    height = markers.getDependentColumn("NOSE_y").to_numpy()
    np.testing.assert_allclose(height, -TRACK.world_m[:, 0, 1], atol=1e-4, equal_nan=True)


def test_a_public_reader_reads_the_same(tmp_path):
    trc = pytest.importorskip("trc", reason="needs a reader: pip install trc-data-reader")
    write_trc(TRACK, tmp_path / "a.trc")
    data = trc.TRCData()
    data.load(str(tmp_path / "a.trc"))
    assert data["NumFrames"] == len(TRACK)
    np.testing.assert_allclose(np.array(data["NOSE"])[0] * (1, -1, -1), TRACK.world_m[0, 0], atol=1e-4)
