"""The folder of results: restartable, never half-written, the same tables however few rows."""

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.batch.results import FAILED, LEDGER, Results
from posecoach.batch.task import Outcome, Task
from posecoach.errors import OutputError
from posecoach.exercises.catalogue import find_exercise
from posecoach.pose.model import FULL
from posecoach.session.json_format import dumps
from posecoach.session.record import Session, Source
from posecoach.session.tables import REP_COLUMNS


@pytest.fixture
def task(tmp_path: Path) -> Task:
    video = tmp_path / "a.mp4"
    video.write_bytes(b"pictures")
    return Task("ana/a.mp4", str(video), find_exercise("hip-flexion"), "auto")


@pytest.fixture
def outcome(task: Task) -> Outcome:
    return Outcome(
        task.name, session=dumps(Session("hip-flexion", "left", Source(name="a.mp4", fps=25.0, frames=9)))
    )


def test_what_was_kept_is_done_for_the_next_run(tmp_path: Path, task: Task, outcome: Outcome) -> None:
    Results(tmp_path / "out").keep(task, outcome)
    assert Results(tmp_path / "out").is_done(task)


@pytest.mark.parametrize("change", ["video", "side", "exercise", "model", "result"])
def test_a_change_of_anything_means_doing_it_again(
    tmp_path: Path, task: Task, outcome: Outcome, change: str
) -> None:
    results = Results(tmp_path / "out")
    results.keep(task, outcome)
    if change == "video":
        Path(task.path).write_bytes(b"other pictures")
    if change == "result":
        results.session_path(task.name).unlink()
    exercise = find_exercise("hip-extension" if change == "exercise" else "hip-flexion")
    again = Task(task.name, task.path, exercise, "left" if change == "side" else "auto")
    again = replace(again, model=FULL if change == "model" else again.model)
    assert not Results(tmp_path / "out").is_done(again)


def test_a_crash_in_the_middle_of_a_line_loses_that_line_only(
    tmp_path: Path, task: Task, outcome: Outcome
) -> None:
    Results(tmp_path / "out").keep(task, outcome)
    with (tmp_path / "out" / LEDGER).open("a") as ledger:
        ledger.write('{"video": "b.mp4", "si')
    assert Results(tmp_path / "out").is_done(task)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are valid Unicode elsewhere")
def test_a_name_that_is_no_utf_8_is_kept_and_known_again(tmp_path: Path, outcome: Outcome) -> None:
    video = tmp_path / "b\udcff.mp4"
    video.write_bytes(b"pictures")
    task = Task(video.name, str(video), find_exercise("hip-flexion"), "auto")
    results = Results(tmp_path / "out")
    results.keep(task, outcome)
    results.write_tables([task.name])
    results.write_failures([Outcome(task.name, error="no video")])
    assert Results(tmp_path / "out").is_done(task)
    assert json.loads((tmp_path / "out" / FAILED).read_text())[0]["video"] == "b?.mp4"


def test_tables_without_any_rep_have_the_same_columns(tmp_path: Path, task: Task, outcome: Outcome) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    results = Results(tmp_path / "out")
    results.keep(task, outcome)
    results.write_tables([task.name], parquet=True)
    sessions = parquet.read_table(tmp_path / "out" / "sessions.parquet").to_pylist()
    assert [(row["video"], row["frames"], row["reps"]) for row in sessions] == [("ana/a.mp4", 9, 0)]
    reps = parquet.read_schema(tmp_path / "out" / "reps.parquet")
    assert str(reps.field("range_deg").type) == "double"
    assert str(reps.field("lower_back_moved").type) == "bool"


def test_tables_are_csv_and_nothing_else_unless_asked_for(
    tmp_path: Path, task: Task, outcome: Outcome
) -> None:
    results = Results(tmp_path / "out")
    results.keep(task, outcome)
    results.write_tables([task.name])
    rows = list(csv.DictReader((tmp_path / "out" / "sessions.csv").open(encoding="utf-8")))
    assert [(row["video"], row["frames"], row["reps"]) for row in rows] == [("ana/a.mp4", "9", "0")]
    header = (tmp_path / "out" / "reps.csv").read_text(encoding="utf-8").splitlines()
    assert header == [",".join(("video", *REP_COLUMNS))]
    assert not list((tmp_path / "out").glob("*.parquet"))


def test_failures_are_listed_and_the_list_goes_when_there_are_none(tmp_path: Path) -> None:
    results = Results(tmp_path / "out")
    results.write_failures([Outcome("a.mp4", error="It is empty.")])
    assert json.loads((tmp_path / "out" / FAILED).read_text()) == [
        {"video": "a.mp4", "error": "It is empty."}
    ]
    results.write_failures([])
    assert not (tmp_path / "out" / FAILED).exists()


def test_a_place_where_no_folder_can_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="Cannot make"):
        Results(tmp_path / "file" / "out")
