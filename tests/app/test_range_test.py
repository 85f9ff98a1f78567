"""`posecoach measure` from the first word to what is kept: a figure draws the knee to the chest."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from posecoach.app.live.exercise_session import FinishedBlocks
from posecoach.app.live.range_test import keep, range_blocks, run_measurement
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.hip_range.result import Reason
from posecoach.errors import SessionError
from posecoach.language import load_language
from posecoach.session.measurement_json import loads
from posecoach.session.store import Store
from posecoach.session.track import read_track
from tests.app.fakes import FakeEstimator, FakeSource, RecordingVoice
from tests.running import posecoach

TRACKS = Path(__file__).parents[2] / "samples" / "tracks_range"
TRACK = TRACKS / "ramp_001_hip-flexion_left.npz"
TRUE_LARGEST_DEG, TRUE_ONSET_DEG = 122.1, 99.4


@pytest.fixture(autouse=True)
def quick_goodbye(monkeypatch) -> None:
    monkeypatch.setattr("posecoach.app.live.run.LAST_WORDS_S", 0.3)


@pytest.fixture(scope="module")
def poses():
    return list(read_track(TRACK).poses())


def measured(folder: Path, poses, movements=(Movement.FLEXION,), sides=("left",)):
    voice = RecordingVoice()
    devices = Devices(source=FakeSource(poses), estimator=lambda: FakeEstimator(poses), voice=voice)
    options = RunOptions(folder=folder, window=False, hand=False)
    lines: list[str] = []
    measurement, result = run_measurement(movements, sides, options, lines.append, devices=devices)
    return measurement, result, voice.texts


@pytest.fixture(scope="module")
def one_run(poses, tmp_path_factory):
    return measured(tmp_path_factory.mktemp("home"), poses)


def test_it_measures_what_the_person_can_do(one_run):
    measurement, _, _ = one_run
    (hip,) = measurement.hips

    assert hip.largest is not None and hip.onset is not None
    assert hip.largest.value_deg == pytest.approx(TRUE_LARGEST_DEG, abs=6.0)
    assert hip.onset.value_deg == pytest.approx(TRUE_ONSET_DEG, abs=8.0)
    assert sum(trial.used for trial in hip.trials) == 2


def test_it_is_led_by_voice_in_order(one_run):
    _, _, said = one_run
    order = [
        "Knee to the chest, left hip.",
        "Begin. As slowly as you can.",
        "Good. And once more.",
        "That is enough. Thank you.",
    ]
    places = [said.index(words) for words in order]

    assert places == sorted(places)
    assert any(words.startswith("Knee to the chest, left hip: about") for words in said[places[-1] :])
    assert not any("reps" in words or "One." in words for words in said)


ALL_TESTS = (
    ("001_hip-flexion_left", "Knee to the chest, left hip"),
    ("001_hip-flexion_right", "Knee to the chest, right hip"),
    ("001_hip-internal-rotation_left", "Turning in, left hip"),
    ("002_hip-internal-rotation_right", "Turning in, right hip"),
    ("002_hip-extension_left", "Leg behind, left hip"),
    ("002_hip-extension_right", "Leg behind, right hip"),
    ("002_hip-external-rotation_right", "Leaning forward"),
)
"""A track for each test in the order in which they are asked for, and how its result begins."""

FETCHING_S = 14.0


def one_after_the_other(names):
    """The tracks as one source: between two nobody is seen for `FETCHING_S`."""
    poses, begun_s = [], 0.0
    for name in names:
        own = list(read_track(TRACKS / f"ramp_{name}.npz").poses())
        for t_s, pose in own:
            later_s = round(begun_s + t_s, 4)
            poses.append((later_s, pose and replace(pose, t_s=later_s)))
        begun_s = poses[-1][0] + 0.1
        poses += [(round(begun_s + at / 10, 4), None) for at in range(int(10 * FETCHING_S))]
        begun_s = poses[-1][0] + 0.1
    return poses


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory):
    poses = one_after_the_other(name for name, _ in ALL_TESTS)
    return measured(tmp_path_factory.mktemp("whole"), poses, tuple(Movement), ("left", "right"))


def test_all_four_tests_go_from_start_to_end_without_a_key(whole_run):
    measurement, _, said = whole_run
    places = [
        next(at for at, words in enumerate(said) if words.startswith(f"{head}: ")) for _, head in ALL_TESTS
    ]

    assert places == sorted(places)
    assert said[0].startswith("We measure how far your hips go.") and "about 4 minutes" in said[0]
    assert said[-1] == "That was the measurement. The page shows what I saw."
    assert [hip.side for hip in measurement.hips] == ["left", "right"] * 3 + ["both"]
    for hip, (name, _) in zip(measurement.hips, ALL_TESTS, strict=True):
        truth = json.loads(gzip.decompress((TRACKS / f"ramp_{name}.json.gz").read_bytes()))
        true_deg = max(ramp["largest_deg"] for ramp in truth["ramps"])
        assert hip.largest is not None, name
        assert hip.largest.value_deg == pytest.approx(true_deg, abs=9.0), name


def test_between_two_tests_nobody_is_told_to_move_the_camera_or_to_rest(whole_run):
    _, _, said = whole_run

    assert sum("camera" in words and "Put" in words for words in said) == 1
    assert said.count("Please turn round, so that your right side is toward the camera.") == 2
    assert not any(words.startswith("Rest") or words == "Three." for words in said)


def test_stopping_early_keeps_what_was_measured(tmp_path):
    poses = one_after_the_other([ALL_TESTS[0][0]])
    measurement, _, said = measured(tmp_path, poses, tuple(Movement), ("left", "right"))
    first, *others = measurement.hips

    assert first.largest is not None
    assert [hip.largest_reason for hip in others] == [Reason.NOBODY, *[Reason.NOT_DONE] * 5]
    assert keep(measurement, tmp_path)[0] == 1
    assert said[-1] == "That was the measurement. The page shows what I saw."


def test_it_leaves_a_measurement_and_no_session(one_run, tmp_path):
    measurement, result, _ = one_run

    assert result.sessions == ()
    assert keep(measurement, tmp_path)[0] == 1
    with Store(tmp_path) as store:
        assert [one.uid for one in store.measurements().values()] == [measurement.uid]
        assert store.history() == []


def test_whoever_does_the_other_side_gets_that_one_measured(tmp_path, poses):
    measurement, _, _ = measured(tmp_path, poses, sides=("left", "right"))
    left, right = measurement.hips

    assert left.largest is not None
    assert (right.largest, right.largest_reason) == (None, Reason.NO_MOVEMENT)


def test_the_side_that_was_done_in_place_of_the_only_one_asked_for_is_kept(tmp_path, poses):
    measurement, _, said = measured(tmp_path, poses, sides=("right",))
    left, right = measurement.hips

    assert any(words.startswith("Knee to the chest, left hip: about") for words in said)
    assert left.largest is not None
    assert (right.largest, right.largest_reason) == (None, Reason.NOT_DONE)


def test_what_cannot_be_seen_is_said_with_its_reason(tmp_path, poses):
    nobody = [(t_s, None) for t_s, _ in poses]
    measurement, _, said = measured(tmp_path, nobody)

    assert measurement.hips[0].largest_reason is Reason.NOBODY
    assert "Knee to the chest, left hip: I could not measure it, because I could not see you." in said
    assert keep(measurement, tmp_path) == (0, "")


def test_every_movement_is_tested_on_both_sides_and_the_lean_once():
    blocks = range_blocks(tuple(Movement), ("left", "right"), load_language("en"))

    assert [(block.tests.value, block.side) for block in blocks] == [
        ("flexion", "left"),
        ("flexion", "right"),
        ("internal-rotation", "left"),
        ("internal-rotation", "right"),
        ("extension", "left"),
        ("extension", "right"),
        ("lean", "both"),
    ]
    assert all(block.exercise.text.summary for block in blocks)
    assert {block.exercise.text.cues for block in blocks} == {("Begin. As slowly as you can.",)}


def test_what_the_store_does_not_take_is_kept_as_a_file(one_run, tmp_path, monkeypatch):
    def full(folder):
        raise SessionError("The disk is full.")

    monkeypatch.setattr("posecoach.session.store.Store", full)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    number, trouble = keep(one_run[0], tmp_path / "home")
    (kept,) = tmp_path.glob("posecoach-*/measurement.json")

    assert number == 0 and trouble.startswith("The disk is full. It is kept in ")
    assert str(kept) in trouble and loads(kept.read_text()).uid == one_run[0].uid


def test_where_the_page_goes_is_looked_at_before_the_test(tmp_path):
    page = tmp_path / "no folder" / "page.html"
    words = ("measure", "--mute", "--no-window", "--camera", tmp_path / "none.mp4", "--out", page)
    refused = posecoach(*words, folder=tmp_path)

    assert refused.returncode == 1 and str(page) in refused.stderr


def test_a_session_that_a_full_disk_left_unfinished_is_not_taken_out_again():
    """Else the person hears of a session that "is running" after the run."""

    def block(lost):
        return SimpleNamespace(recorder=SimpleNamespace(number=1 + bool(lost), lost=lost), session=None)

    finished = FinishedBlocks()
    finished.add(block(""))
    finished.add(block("The disk is full."))

    assert finished.empty_numbers == (1,)
