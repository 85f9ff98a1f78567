"""Finding clips with truth, and truth files that are wrong."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import PoseCoachError
from posecoach.evaluation.cases import find_cases
from posecoach.evaluation.truth import SCHEMA, read_json, truth_of_file

TRUTH = {
    "schema": SCHEMA,
    "clip": "one",
    "exercise": "hip-flexion",
    "side": "right",
    "reps": [{"index": 1, "start_s": 1.0, "peak_s": 2.0, "end_s": 3.0, "lower_back_moved": True}],
    "lower_back": [{"start_s": 1.0, "end_s": 3.0, "kind": "lumbar flexion", "peak_deg": 16}],
    "frames": {"t_s": [0.0, 0.1], "hip_flexion_right_deg": [90, None], "joints_px": [[[0, 0]], [[0, 0]]]},
}

LIST = [
    {"clip": "walk", "exercise": "walking", "reps": 2, "reps_incl_partial": 3, "fps": 25.0},
    {"clip": "squat", "reps": 1, "fps": 20.0, "rep_boundaries_frames": [[10, 20, 40]]},
]

SQUAT = """
id = "my-squat"
clips = ["squat"]
[count]
signal = "hip_height"
direction = "decrease"
"""


def write(path: Path, document: object) -> None:
    """Write a JSON file, compressed when it is named so."""
    raw = json.dumps(document).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)


@pytest.mark.parametrize("name", ["one.json", "one.json.gz"])
@pytest.mark.parametrize("clip", ["one.mp4", "one.m4v", "one.npz"])
def test_truth_beside_a_clip_or_a_track_is_a_case(tmp_path: Path, name: str, clip: str) -> None:
    write(tmp_path / name, TRUTH)
    (tmp_path / clip).touch()
    cases, failures = find_cases(tmp_path)
    assert failures == [] and len(cases) == 1
    case = cases[0]
    assert case.source.name == clip and case.exercise.id == "hip-flexion" and case.truth.side == "right"
    assert case.truth.reps[0].lower_back_moved and case.truth.episodes[0].peak_deg == 16
    assert np.isnan(case.truth.angles["hip_flexion_right_deg"][1])
    assert "joints_px" not in case.truth.angles


@pytest.mark.parametrize(
    ("made", "ground"),
    [(None, "rendered"), (True, "rendered, as advised"), (False, "rendered, anywhere")],
)
def test_random_sets_drawn_as_advised_are_a_kind_of_their_own(
    tmp_path: Path, made: bool | None, ground: str
) -> None:
    more = {} if made is None else {"made": {"seed": 3, "advised": made}}
    write(tmp_path / "one.json", TRUTH | {"origin": "rendered"} | more)
    (tmp_path / "one.mp4").touch()
    assert find_cases(tmp_path)[0][0].truth.ground == ground


def test_a_named_exercise_replaces_the_one_in_the_file(tmp_path: Path) -> None:
    write(tmp_path / "one.json", TRUTH)
    (tmp_path / "one.mp4").touch()
    assert find_cases(tmp_path, exercise="hip-extension")[0][0].exercise.id == "hip-extension"


def test_truth_without_its_clip_is_told(tmp_path: Path) -> None:
    write(tmp_path / "one.json", TRUTH)
    cases, failures = find_cases(tmp_path)
    assert cases == [] and "one.mp4" in failures[0].reason


@pytest.mark.parametrize(
    ("exercise", "side", "tested"),
    [
        ("hip-flexion", "left", True),
        ("hip-external-rotation", "both", True),
        ("hip-flexion", "both", False),
        ("squat", "left", False),
    ],
)
def test_the_range_of_a_hip_is_measured_where_a_test_has_that_exercise_and_side(
    tmp_path: Path, exercise: str, side: str, tested: bool
) -> None:
    ramps = [{"largest_deg": 110.0, "onset_deg": 80.0}]
    write(tmp_path / "one.json", TRUTH | {"exercise": exercise, "side": side, "reps": [], "ramps": ramps})
    (tmp_path / "one.npz").touch()
    cases, failures = find_cases(tmp_path, "hip-flexion")
    assert len(cases) == tested
    assert all("not tested with its exercise and side" in one.reason for one in failures)
    assert len(failures) == (not tested)


def test_a_list_finds_tracks_and_the_exercise_file_that_names_the_clip(tmp_path: Path) -> None:
    write(tmp_path / "real.json", LIST)
    (tmp_path / "tracks").mkdir()
    (tmp_path / "tracks" / "squat.npz").touch()
    (tmp_path / "tracks" / "walk.npz").touch()
    (tmp_path / "squat_file.toml").write_text(SQUAT)
    cases, failures = find_cases(tmp_path)
    assert [case.truth.clip for case in cases] == ["squat"]
    assert cases[0].is_track and cases[0].exercise.id == "my-squat"
    rep = cases[0].truth.reps[0]
    assert (rep.start_s, rep.peak_s, rep.end_s) == (0.5, 1.0, 2.0)
    assert [failure.clip for failure in failures] == ["walk"]


def test_a_list_gives_both_counts_where_a_rep_is_cut(tmp_path: Path) -> None:
    write(tmp_path / "real.json", LIST)
    (tmp_path / "walk.npz").touch()
    (tmp_path / "walk.toml").write_text(SQUAT)
    cases, _ = find_cases(tmp_path)
    assert cases[0].truth.counts == (2, 3) and not cases[0].truth.timed


def test_other_json_files_are_left_alone_and_broken_ones_told(tmp_path: Path) -> None:
    write(tmp_path / "session.json", {"schema": "posecoach.session/1"})
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "deep.json").write_text("[" * 100_000)
    cases, failures = find_cases(tmp_path)
    assert cases == [] and [failure.clip for failure in failures] == ["broken.json", "deep.json"]


def test_an_empty_folder_and_no_folder_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(PoseCoachError, match="no clips with truth"):
        find_cases(tmp_path)
    with pytest.raises(PoseCoachError, match="no folder"):
        find_cases(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reps": [{"peak_s": 1}]}, "start_s"),
        ({"reps": "six"}, "list"),
        ({"frames": {"t_s": ["now"]}}, "number"),
        ({"frames": {"t_s": [1, None, 2]}}, "strictly rising"),
        ({"frames": {"t_s": [1, 2], "knee_flexion_left_deg": [1]}}, "as long as 'frames.t_s'"),
        ({"side": "up"}, "'side' should be one of left, right, both, auto"),
        ({"reps": [{"start_s": 5, "end_s": 3}]}, "end_s' should be at least 5, not 3"),
        ({"reps": [{"start_s": float("nan"), "end_s": 3}]}, "a number of ordinary size"),
        ({"lower_back": [{"start_s": 0, "end_s": 1e300}]}, "a number of ordinary size"),
    ],
)
def test_a_wrong_truth_file_is_named_with_what_is_wrong(tmp_path: Path, change: dict, words: str) -> None:
    path = tmp_path / "one.json"
    write(path, TRUTH | change)
    with pytest.raises(PoseCoachError, match=words) as error:
        truth_of_file(read_json(path), path)
    assert "one.json" in str(error.value)
