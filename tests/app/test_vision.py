"""How the person is expected to lie, sit or stand: known to whoever looks at the pictures."""

from pathlib import Path

import pytest

from posecoach.app.live.programme import Block, block
from posecoach.app.live.range_test import range_blocks
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.live.vision import CurrentBlock, Vision
from posecoach.app.offline.analyze import estimator_options
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.posture import Posture
from posecoach.language import load_language
from tests.app.fakes import FakeEstimator, FakeSource, RecordingVoice, hip_flexion, nobody

FLEXION = block(find_exercise("hip-flexion"))
LEANING = block(find_exercise("hip-external-rotation"))


def test_a_recording_is_looked_at_for_the_postures_of_its_exercise():
    assert estimator_options("full", FLEXION.exercise).postures == (Posture.ON_BACK,)


def test_in_a_routine_they_are_those_of_the_exercise_being_done():
    current = CurrentBlock(FLEXION)
    assert current.postures() == (Posture.ON_BACK,)
    current.begin(LEANING)
    assert current.postures() == (Posture.SITTING,)


def test_of_a_test_taken_from_an_exercise_they_are_its_own():
    (test,) = range_blocks((Movement.INTERNAL_ROTATION,), ("left",), load_language())
    assert Posture.SITTING in CurrentBlock(test).postures()


def test_a_run_says_which_block_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    begun: list[Block] = []
    vision = Vision(lambda: FakeEstimator(nobody(0.0, 0.5)), begin=begun.append)
    monkeypatch.setattr("posecoach.app.live.run.open_vision", lambda *_: vision)
    devices = Devices(source=FakeSource(nobody(0.0, 0.5)), voice=RecordingVoice())
    one = hip_flexion()
    run_blocks([one], RunOptions(folder=tmp_path, hand=False, pain=False), lambda line: None, devices=devices)
    assert [first.exercise.id for first in begun] == [one.exercise.id]
