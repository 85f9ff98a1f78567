"""What a second recording, done wrongly, teaches of the lower back."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from posecoach.exercises.definition import MEASURES
from posecoach.kinematics.body import Body, Measure
from posecoach.kinematics.posture import Posture
from posecoach.learning.lesson import Lesson, Order, learn
from posecoach.learning.wrong import FITTING, BackNotLearnedError, learn_back
from tests.learning.bodies import ON_BACK, show

RAISE = {"hip_flexion": 80.0, "foot_height": 140.0}
"""Both legs, straight."""


def leg_raise(rise: float, tilt: float = 0.0, reps: int = 6) -> list[Body]:
    """Each leg raise lifts the pelvis by `rise` % of the torso and tips it by `tilt` degrees."""
    noise = np.random.default_rng(3)
    return [_with_back(body, rise, tilt, noise) for body in show(ON_BACK, RAISE, reps, Posture.ON_BACK)]


def _with_back(body: Body, rise: float, tilt: float, noise: np.random.Generator) -> Body:
    share = (body.hip_flexion_deg.left.value - ON_BACK["hip_flexion"]) / RAISE["hip_flexion"]
    back = {
        "pelvis_rise": Measure(rise * share + noise.normal(0, 0.1), 1.0),
        "pelvis_patch_tilt": Measure(tilt * share + noise.normal(0, 0.1), 1.0),
        "trunk_lean": Measure(50.0 * share, 1.0),
    }
    return replace(body, back=back)


@cache
def lesson() -> Lesson:
    return learn(leg_raise(0.3), Order("raise", "Leg raise"))


def test_the_measures_that_differ_are_watched_with_a_limit_half_way() -> None:
    taught = learn_back(lesson(), leg_raise(6.3, tilt=10.0))
    rules = {rule.measure: rule.limit for rule in taught.draft.exercise.lower_back}
    assert rules["pelvis_rise"] == pytest.approx(3.0, abs=0.4)
    assert rules["pelvis_patch_tilt"] == pytest.approx(5.0, abs=0.6)
    assert "Done right and done wrong" in taught.draft.comments["lower_back"]


def test_what_is_made_for_another_position_is_not_watched() -> None:
    taught = learn_back(lesson(), leg_raise(6.3))
    assert [rule.measure for rule in taught.draft.exercise.lower_back] == ["pelvis_rise"]


def test_two_equal_recordings_teach_nothing_of_the_back() -> None:
    with pytest.raises(BackNotLearnedError, match="Nothing that I can see of the lower back differs"):
        learn_back(lesson(), leg_raise(0.4))


def test_a_measure_that_moves_the_other_way_is_not_taken() -> None:
    with pytest.raises(BackNotLearnedError):
        learn_back(lesson(), leg_raise(-6.0))


def test_a_recording_without_the_exercise_is_told() -> None:
    with pytest.raises(BackNotLearnedError, match="I count 0 repetitions"):
        learn_back(lesson(), show(ON_BACK, {}, posture=Posture.ON_BACK))


def test_every_measure_that_may_be_chosen_can_stand_in_a_file() -> None:
    assert {measure for fitting in FITTING.values() for measure in fitting} <= set(MEASURES)
