"""The figure of a learned exercise: as it was shown, or as in a mirror for the other side."""

import numpy as np
import pytest

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display.demonstration import demonstration_of, taught_movement
from posecoach.display.moving_figure import MovingFigure
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


@pytest.mark.parametrize("flipped", [False, True])
def test_the_figure_beside_the_count_goes_as_far_into_what_was_shown_as_the_person(flipped: bool) -> None:
    rows = tuple(tuple(x + way for x in ROW) for way in (0, 10, 20, 10))
    shown = ShownMovement("both", "right", 4.0, rows)
    figure = MovingFigure(Exercise("mine", "Mine", CountRule("hip_flexion"), shown=shown), flipped)

    def nose_at(position: float) -> float:
        state = CoachState(0.0, Phase.COUNTING, "mine", "both", position=position)
        return float(figure.stance(state).points[L.NOSE][1])

    assert [nose_at(way) for way in (-0.1, 0.0, 0.5, 1.0, 1.3)] == pytest.approx(
        [0.01, 0.01, 0.11, 0.21, 0.21]
    )
