"""The figure of a learned exercise: as it was shown, or as in a mirror for the other side."""

import numpy as np
import pytest

from posecoach.display.demonstration import demonstration_of, taught_movement
from posecoach.exercises.definition import CountRule, Exercise, ExerciseText, ShownMovement
from posecoach.kinematics.landmarks import Landmark as L

ROW = tuple(range(30))
SHOWN = ShownMovement("right", "right", 4.0, (ROW, tuple(x + 10 for x in ROW)))


def nose_x(side: str, flipped: bool = False) -> float:
    return float(taught_movement(SHOWN, side, flipped).stances[0].points[L.NOSE][0])


def test_the_landmarks_come_back_in_torso_lengths() -> None:
    movement = taught_movement(SHOWN, "right")
    assert movement.t_s == (0.0, 2.0) and movement.length_s == 4.0
    assert movement.stances[1].points[L.LEFT_SHOULDER] == pytest.approx((0.12, 0.13))
    assert np.isnan(movement.stances[0].points[L.LEFT_EAR]).all()


def test_the_other_side_and_a_mirror_turn_it_round_and_both_leave_it() -> None:
    moved = taught_movement(ShownMovement("right", "right", 4.0, ((5, *ROW[1:]), ROW)), "left")
    assert moved.stances[0].points[L.NOSE][0] == pytest.approx(-0.05)
    assert moved.stances[0].near == "left"
    assert nose_x("right") == nose_x("both") == nose_x("left", flipped=True) == 0.0
    assert taught_movement(SHOWN, "right", flipped=True).stances[0].near == "left"


def test_an_exercise_that_was_shown_has_a_demonstration_with_its_words() -> None:
    text = ExerciseText(pull="Up", release="Down")
    exercise = Exercise("mine", "Mine", CountRule("hip_flexion"), text=text, shown=SHOWN)
    player = demonstration_of(exercise, "right")
    assert player is not None
    assert [player.at(t_s).words for t_s in (0.5, 2.5)] == ["Up", "Down"]
