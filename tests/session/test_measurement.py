"""A measurement as a file, in the store, in tables and as motion."""

import csv
import json
from dataclasses import replace
from datetime import datetime, timezone

import numpy as np
import pytest
from click.testing import CliRunner

from posecoach.cli import group
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.hip_range.result import Estimate, HipRange, Reason, Trial
from posecoach.errors import SessionError
from posecoach.session.export import export_measurements
from posecoach.session.measurement import Measurement, TestCourse, collected
from posecoach.session.measurement_json import SCHEMA, dumps, from_json, loads, to_json, write_measurement
from posecoach.session.record import Pain, Session, Source
from posecoach.session.store import Store

LEFT = HipRange(
    Movement.FLEXION,
    "left",
    Estimate(118.25, 5.5),
    Estimate(101.5, 6.25),
    trials=(Trial(2.0, 6.0, 7.0, 118.5, 4.0, True, True), Trial(9.0, 13.0, 14.0, 118.0, 4.0, True, True)),
    repeat_sd_deg=4.0,
    yaw_off_deg=8.5,
    onset_repeat_sd_deg=3.0,
)
RIGHT = HipRange(
    Movement.FLEXION,
    "right",
    None,
    None,
    Reason.TOO_FAST,
    Reason.TOO_FAST,
    repeat_sd_deg=1.0,
    yaw_off_deg=3.0,
    onset_repeat_sd_deg=3.0,
)
COURSE = TestCourse(
    Movement.FLEXION, "left", np.array([0.0, 0.1]), np.array([70.0, 71.5]), np.array([5.0, np.nan])
)
MADE = Measurement(
    (LEFT, RIGHT),
    Source("camera", "0", 30.0, model="full"),
    (COURSE,),
    datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc),
    "posecoach 0",
    "abc",
    70,
    "female",
)


def test_what_is_written_is_read_back():
    assert loads(dumps(MADE)) == MADE


def test_the_file_says_in_the_contracts_words_what_was_measured():
    document = to_json(MADE)
    left, right = document["hips"]

    assert document["schema"] == SCHEMA == "posecoach.measurement/1"
    assert left["largest"] == {"value_deg": 118.25, "sd_deg": 5.5, "reason": ""}
    assert right["largest"] == {"value_deg": None, "sd_deg": None, "reason": "too-fast"}
    assert document["courses"][0]["right_deg"] == [5.0, None]


@pytest.mark.parametrize(
    ("place", "value"),
    [("schema", "posecoach.session/1"), ("hips", [{"movement": "flexion"}]), ("taken_at", "yesterday")],
)
def test_a_wrong_file_is_refused_by_name(place, value):
    document = json.loads(dumps(MADE)) | {place: value}

    with pytest.raises(SessionError, match=place):
        from_json(document)


def test_the_store_keeps_each_measurement_once_and_in_order(tmp_path):
    earlier = replace(MADE, uid="first", taken_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
    with Store(tmp_path) as store:
        assert [store.add_measurement(one) for one in (MADE, earlier, MADE)] == [1, 2, 1]
        assert [one.uid for one in store.measurements().values()] == ["first", "abc"]
        with pytest.raises(SessionError, match="no measurement 9"):
            store.delete_measurements([1, 9])
        store.delete_measurements([1])
        assert [one.uid for one in store.measurements().values()] == ["first"]


def test_a_mended_store_still_has_its_measurements(tmp_path):
    with Store(tmp_path) as store:
        store.add_measurement(MADE)
        path = store.path
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)  # the file's header
    path.write_bytes(content)

    with Store(tmp_path) as store:
        assert [one.uid for one in store.measurements().values()] == ["abc"]


def test_the_table_has_a_row_for_each_hip_and_the_motion_opensims_names(tmp_path):
    files = export_measurements({7: MADE}, tmp_path, ("json", "csv", "mot"))
    rows = list(csv.DictReader((tmp_path / "measurements.csv").open()))
    motion = next(path for path in files if path.suffix == ".mot").read_text().splitlines()

    assert [(row["side"], row["largest_deg"], row["largest_reason"]) for row in rows] == [
        ("left", "118.25", ""),
        ("right", "", "too-fast"),
    ]
    assert {path.name for path in files} >= {f"measurement-0007-2026-03-01.{end}" for end in ("json", "mot")}
    head = motion.index("endheader")
    assert motion[head + 1].split("\t")[:3] == ["time", "hip_flexion_l", "hip_flexion_r"]
    assert motion[head + 2].split("\t")[1:3] == ["70.000000", "5.000000"]
    assert f"nRows={len(motion) - head - 2}" in motion


def test_of_two_results_for_one_hip_the_better_is_kept():
    worse = replace(LEFT, largest=None, onset=None, largest_reason=Reason.ONE_ONLY)
    left, right = collected([worse, LEFT], [Movement.FLEXION])

    assert left is LEFT
    assert right.largest_reason is Reason.NOT_DONE


def test_a_measurement_comes_from_another_computer_and_can_be_deleted(tmp_path, monkeypatch):
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    path = tmp_path / "m.json"
    write_measurement(MADE, path)
    run = CliRunner()

    assert "measurement 1" in run.invoke(group, ["data", "import", str(path)]).output
    assert (
        "1 measurement deleted" in run.invoke(group, ["data", "delete", "--measurement", "1", "--yes"]).output
    )
    with Store() as store:
        assert store.measurements() == {}


def test_a_test_that_was_cut_off_leaves_no_session(tmp_path):
    with Store(tmp_path) as store:
        store.begin(Session("range-flexion", "left", Source(), uid="cut"))
        store.begin(Session("hip-flexion", "left", Source(), uid="real", pain=Pain(2)))

    with Store(tmp_path) as store:
        assert [row.exercise for row in store.history()] == ["hip-flexion"]


def test_a_measurement_is_in_the_history_and_its_page_can_be_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path))
    with Store(tmp_path) as store:
        store.add_measurement(MADE)
        store.add_measurement(replace(MADE, uid="later"))
    listed = CliRunner().invoke(group, ["history"]).output
    made = CliRunner().invoke(group, ["report", "--measurement", "2"])
    long_ago = CliRunner().invoke(group, ["history", "--until", "2026-01-01"]).output
    lost = CliRunner().invoke(group, ["report", "--measurement", "3"])

    assert [line.split(", ")[0] for line in listed.splitlines()] == ["Measurement 2", "Measurement 1"]
    assert "posecoach report --measurement 2" in listed
    assert (made.exit_code, made.output.strip()) == (0, str(tmp_path / "pages" / "hip-range-0002.html"))
    assert "No session found" in long_ago
    assert "no measurement 3" in str(lost.exception)
    asked = CliRunner().invoke(group, ["data", "delete", "--all"], input="n\n").output
    assert "0 sessions and 2 measurements for good?" in asked


@pytest.mark.parametrize("other", [["1"], ["--all"], ["--single"]])
def test_a_page_is_of_one_thing(other):
    refused = CliRunner().invoke(group, ["report", "--measurement", "1", *other])

    assert refused.exit_code == 2 and "--measurement is about one measurement" in refused.output
