"""Running an evaluation end to end, on simulated tracks and on the development tracks."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from posecoach.cli.evaluate import command
from posecoach.errors import PoseCoachError
from posecoach.evaluation.cases import Case, find_cases, run
from posecoach.evaluation.score import Failure
from posecoach.evaluation.truth import SCHEMA
from posecoach.session.record import Session, Source
from posecoach.session.track import TrackWriter, write_track
from tests.simulator import SetScript, SimulatedSet, simulate

EXERCISES = Path(__file__).parent / "exercises"


def write_case(folder: Path, name: str, made: SimulatedSet) -> None:
    """A simulated set as a track with its truth beside it."""
    writer = TrackWriter((640, 480))
    for t_s, pose in made.poses:
        writer.add(t_s, pose)
    write_track(writer.build(), folder / f"{name}.npz")
    assert made.script is not None
    reps = [
        {
            "index": n,
            "start_s": rep.start_s,
            "peak_s": rep.peak_s,
            "end_s": rep.end_s,
            "lower_back_moved": False,
        }
        for n, rep in enumerate(made.reps, 1)
    ]
    frames = {"t_s": made.t_s.tolist()} | {key: value.tolist() for key, value in made.angles.items()}
    told = {"schema": SCHEMA, "clip": name, "exercise": made.script.exercise_id, "side": made.script.side}
    (folder / f"{name}.json").write_text(
        json.dumps(told | {"reps": reps, "lower_back": [], "frames": frames})
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two simulated clips with truth."""
    easy = SetScript("hip-flexion", reps=6, amplitude_deg=12, fps=12, noise=0.5, swaps=False)
    write_case(tmp_path, "lying", simulate(easy))
    write_case(tmp_path, "sitting", simulate(replace(easy, exercise_id="hip-external-rotation")))
    return tmp_path


def test_the_command_prints_tables_and_writes_json(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ended = CliRunner().invoke(command, [str(folder), "--json", str(out)])
    assert ended.exit_code == 0, ended.output
    assert "Counting" in ended.output and "lying" in ended.output
    told = json.loads(out.read_text())
    assert [clip["clip"] for clip in told["clips"]] == ["lying", "sitting"]
    assert told["totals"]["count"]["exact"] == 2
    assert told["clips"][0]["angles"]["hip_flexion_right_deg"]["mean_absolute_deg"] < 10


def test_json_on_standard_output_is_nothing_but_json(folder: Path) -> None:
    ended = CliRunner().invoke(command, [str(folder), "--json", "-"])
    assert json.loads(ended.stdout)["schema"] == "posecoach.evaluation/1"


def test_a_plot_is_drawn_for_every_clip(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason='needs matplotlib: pip install -e ".[dev]"')
    ended = CliRunner().invoke(command, [str(folder), "--plots", str(tmp_path / "plots")])
    assert ended.exit_code == 0, ended.output
    for name in ("lying", "sitting"):
        picture = (tmp_path / "plots" / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG") and len(picture) > 10_000


def test_without_matplotlib_plots_are_refused_at_once(folder: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    ended = CliRunner().invoke(command, [str(folder), "--plots", str(tmp_path / "plots")])
    assert isinstance(ended.exception, PoseCoachError) and "need matplotlib" in str(ended.exception)
    assert not (tmp_path / "plots").exists()


def test_a_plot_that_fails_costs_no_result(folder: Path, tmp_path: Path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such colour")

    monkeypatch.setattr("posecoach.evaluation.cases.draw_clip", fail)
    monkeypatch.setattr("posecoach.evaluation.plots.require_matplotlib", lambda: None)
    out = tmp_path / "out.json"
    ended = CliRunner().invoke(command, [str(folder), "--plots", str(tmp_path / "plots"), "--json", str(out)])
    assert ended.exit_code == 0
    assert "lying has no plot: no such colour" in ended.output
    assert len(json.loads(out.read_text())["clips"]) == 2


def test_several_jobs_give_the_same_as_one(folder: Path, tmp_path: Path) -> None:
    told = []
    for jobs in ("1", "2"):
        out = tmp_path / f"{jobs}.json"
        CliRunner().invoke(command, [str(folder), "--json", str(out), "--jobs", jobs])
        told.append(out.read_text())
    assert told[0] == told[1]


def test_a_clip_that_cannot_be_analysed_is_a_failure_and_the_others_go_on(folder: Path) -> None:
    def analyse(case: Case) -> Session:
        if case.truth.clip == "lying":
            raise PoseCoachError("Nobody was found.")
        return Session(case.exercise.id, "both", Source())

    results = [done.result for done in run(find_cases(folder)[0], analyse)]
    assert results[0] == Failure("lying", "Nobody was found.")
    assert not isinstance(results[1], Failure) and results[1].count.counted == 0


def test_real_people_are_counted(clips: Path, tmp_path: Path) -> None:
    """Eleven exercises nobody tuned the coach to, from real rooms: exact or one off, and mostly exact."""
    shutil.copy(clips / "real.json", tmp_path)
    (tmp_path / "tracks").symlink_to(clips / "tracks")
    out = tmp_path / "out.json"
    ended = CliRunner().invoke(command, [str(tmp_path), "--exercises", str(EXERCISES), "--json", str(out)])
    assert ended.exit_code == 0, ended.output
    count = json.loads(out.read_text())["totals"]["count"]
    assert count["clips"] == 19
    assert count["off_by_one_accuracy"] == 1.0, ended.output
    assert count["exact_share"] >= 0.85, ended.output
