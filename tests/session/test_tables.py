"""Tables for spreadsheets and statistics: one row a rep, one row a frame."""

import csv
from dataclasses import replace

import pytest

from posecoach.errors import OutputError
from posecoach.session.tables import (
    FRAME_COLUMNS,
    REP_COLUMNS,
    rep_rows,
    write_frames,
    write_parquet,
    write_reps,
)
from tests.session.examples import Dose, make_session

SESSION = make_session(Dose(reps=4, back_from=(3, 5)), uid="abc")


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_one_row_a_rep(tmp_path):
    write_reps([SESSION, replace(SESSION, uid="def")], tmp_path / "reps.csv")
    rows = read(tmp_path / "reps.csv")
    assert len(rows) == 16
    assert tuple(rows[0]) == tuple(REP_COLUMNS)
    row, rep = rows[2], SESSION.reps[2]
    assert (row["session"], row["set"], row["rep"], row["lower_back_moved"]) == ("abc", "1", "3", "true")
    assert float(row["range_deg"]) == pytest.approx(rep.range_deg, abs=1e-4)
    assert float(row["lower_back_value"]) == pytest.approx(rep.lower_back.value, abs=1e-4)
    assert row["lower_back_unit"] == "% torso"


def test_one_row_a_frame(tmp_path):
    write_frames(SESSION, tmp_path / "frames.csv")
    rows = read(tmp_path / "frames.csv")
    assert tuple(rows[0]) == tuple(FRAME_COLUMNS)
    assert len(rows) == len(SESSION.series)
    assert rows[0]["hip_flexion_right_deg"] == ""
    assert float(rows[300]["t_s"]) == pytest.approx(SESSION.series.t_s[300], abs=1e-6)


def test_unknown_figures_are_empty_cells():
    rep = replace(SESSION.sets[0].reps[0], end_s=float("nan"), lower_back=None)
    session = replace(SESSION, sets=(replace(SESSION.sets[0], reps=(rep,)),))
    (row,) = rep_rows(session)
    assert (row["end_s"], row["release_s"], row["lower_back_value"]) == (None, None, None)


def test_a_spreadsheet_runs_nothing(tmp_path):
    session = replace(SESSION, exercise="=cmd|' /C calc'!A0")
    write_reps([session], tmp_path / "reps.csv")
    assert read(tmp_path / "reps.csv")[0]["exercise"].startswith("'=")


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    with pytest.raises(OutputError, match="Cannot write"):
        write_reps([SESSION], tmp_path / "none" / "reps.csv")


def test_parquet_says_the_same(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason='needs the extra: pip install -e ".[parquet]"')
    write_reps([SESSION], tmp_path / "reps.parquet", write_parquet)
    write_frames(SESSION, tmp_path / "frames.parquet", write_parquet)
    assert parquet.read_table(tmp_path / "reps.parquet").to_pylist() == list(rep_rows(SESSION))
    assert parquet.read_table(tmp_path / "frames.parquet").num_rows == len(SESSION.series)


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"posecoach\[parquet\]"):
        write_reps([SESSION], tmp_path / "reps.parquet", write_parquet)
