"""`posecoach measure` from the first word to what is kept: a figure draws the knee to the chest."""

from pathlib import Path

import pytest

from posecoach.app.live.range_test import keep, range_blocks, run_measurement
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.live.session_controller import RunPreferences
from posecoach.coaching.hip_range.measure import Reason
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.language import load_language
from posecoach.session.store import Store
from posecoach.session.track import read_track
from tests.app.fakes import FakeEstimator, FakeSource, RecordingVoice

TRACK = Path(__file__).parents[2] / "samples" / "tracks_range" / "ramp_001_hip-flexion_left.npz"
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
    options = RunOptions(folder=folder, window=False, preferences=RunPreferences(hand=False))
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
    assert sum(trial.used for trial in hip.trials) == 3


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


def test_it_leaves_a_measurement_and_no_session(one_run, tmp_path):
    measurement, result, _ = one_run

    assert result.sessions == ()
    assert keep(measurement, tmp_path)[0] == 1
    with Store(tmp_path) as store:
        assert [one.uid for one in store.measurements()] == [measurement.uid]
        assert store.history() == []


def test_whoever_does_the_other_side_gets_that_one_measured(tmp_path, poses):
    measurement, _, _ = measured(tmp_path, poses, sides=("left", "right"))
    left, right = measurement.hips

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
