"""Both knees drawn up at once, where one is meant: told from one knee, and from a hidden leg misplaced."""

from collections.abc import Callable

import numpy as np
import pytest

from posecoach.coaching.position.both_legs import MOVED_S, BothLegs
from posecoach.coaching.position.gate import BETWEEN_REPS_S, Fault, Place, PositionGate
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.posture import Posture, PostureBelief
from posecoach.kinematics.view import View

FPS = 20
FLEXION = find_exercise("hip-flexion")
ON_BACK = PostureBelief(((Posture.ON_BACK, 1.0),))

Hips = Callable[[float], tuple[float, float]]
"""The flexion of the left and of the right hip at a time, in degrees."""


def wave(t_s: float, size_deg: float) -> float:
    return 0.5 * size_deg * float(np.sin(2 * np.pi * t_s / 1.8))


def lying(t_s: float, hips: Hips, right_foot: float = 55.0, view: View | None = None) -> Body:
    left, right = hips(t_s)
    return Body(
        t_s,
        seen=True,
        hip_flexion_deg=LeftRight(Measure(left, 1.0), Measure(right, 1.0)),
        foot_height_pct=LeftRight(Measure(60.0, 1.0), Measure(right_foot, 1.0)),
        posture=ON_BACK,
        view=view or View(),
    )


def pulled(t_s: float) -> tuple[float, float]:
    """Both knees, as in a rendered set: one thigh seems to move nearly twice as far."""
    return 118.0 + wave(t_s, 10.0), 114.0 + wave(t_s, 18.0)


def frames(seconds: float) -> list[float]:
    return [frame / FPS for frame in range(round(seconds * FPS))]


def share(hips: Hips, right_foot: float = 55.0, view: View | None = None, name: str = "hip-flexion") -> float:
    """The share of six seconds in which both legs are found at it."""
    watch = BothLegs(find_exercise(name))
    return float(np.mean([watch.update(lying(t_s, hips, right_foot, view)) for t_s in frames(6.0)]))


def test_both_knees_are_found_from_the_first_whether_they_move_or_not() -> None:
    assert share(pulled) == 1.0
    assert share(lambda _: (118.0, 114.0)) == 1.0


@pytest.mark.parametrize(
    ("hips", "right_foot"),
    [
        (lambda t_s: (115.0 + wave(t_s, 15.0), 5.0), 0.0),  # the other leg straight
        (lambda t_s: (115.0 + wave(t_s, 15.0), 90.0), 0.0),  # its foot on the mat, the thigh steep
        (lambda t_s: (125.0 + wave(t_s, 15.0), 90.0), 50.0),  # its shin on a chair
    ],
)
def test_one_knee_is_not_both(hips: Hips, right_foot: float) -> None:
    assert share(hips, right_foot) == 0.0


@pytest.mark.parametrize(
    "hips",
    [
        lambda t_s: (112.0 + wave(t_s, 14.0), 112.0 + wave(t_s, 2.0)),  # the other held and still
        lambda t_s: (112.0 + wave(t_s, 14.0), 112.0 - wave(t_s, 14.0)),  # hidden, misplaced the other way
    ],
)
def test_thighs_that_do_not_move_as_one_are_not_both_for_longer_than_a_moment(hips: Hips) -> None:
    assert share(hips) < 0.1


def test_a_hidden_leg_put_where_the_other_is_for_a_moment_is_not_both() -> None:
    def copied(t_s: float) -> tuple[float, float]:
        pull = 112.0 + wave(t_s, 14.0)
        return pull, pull if 3.0 < t_s < 4.0 else 5.0

    assert share(copied) == 0.0


def test_from_where_the_legs_hide_each_other_nothing_is_claimed() -> None:
    assert share(pulled, view=View(head_deg=40.0)) == 0.0


def test_only_exercises_that_want_one_foot_lifted_are_watched() -> None:
    found = {one.id for one in builtin_exercises() if share(pulled, name=one.id) > 0}
    assert found == {"hip-flexion"}


def test_the_gate_stays_shut_and_says_why_until_one_leg_is_put_down() -> None:
    gate = PositionGate(FLEXION)
    for t_s in frames(5.0):
        assert gate.update(lying(t_s, pulled), "left") is Place.ELSEWHERE
        assert gate.fault is Fault.BOTH_LEGS
    for t_s in frames(2.5):
        body = lying(5.0 + t_s, lambda t_s: (118.0 + wave(t_s, 14.0), 8.0), right_foot=0.0)
        gate.update(body, "left")
    assert gate.place is Place.IN_POSITION


@pytest.mark.parametrize(
    ("lasts_s", "place"), [(BETWEEN_REPS_S, Place.IN_POSITION), (BETWEEN_REPS_S + 2.0, Place.ELSEWHERE)]
)
def test_the_second_knee_drawn_up_ends_the_position_unless_it_is_for_a_moment(
    lasts_s: float, place: Place
) -> None:
    gate = PositionGate(FLEXION)
    for t_s in frames(3.0):
        gate.update(lying(t_s, lambda _: (115.0, 5.0), right_foot=0.0), "left")
    assert gate.place is Place.IN_POSITION
    for t_s in frames(lasts_s):
        gate.update(lying(MOVED_S + t_s, pulled), "left")
    assert gate.place is place and gate.fault is Fault.BOTH_LEGS
