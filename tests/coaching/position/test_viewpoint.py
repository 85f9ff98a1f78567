"""Where the camera stands is judged by what the exercise's file advises."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posecoach.coaching.events import WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.position.viewpoint import ViewWarnings, view_problem
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import CameraAdvice
from posecoach.kinematics.body import Body
from posecoach.kinematics.view import View, ViewProblem


def problem(exercise_id: str, posed: bool = True, **view: float) -> ViewProblem:
    body = Body(0.0, seen=True, view=replace(View(yaw_deg=0.0, head_deg=20.0), **view))
    return view_problem(find_exercise(exercise_id), body, posed)


@pytest.mark.parametrize("exercise_id", ["hip-external-rotation", "hip-extension"])
def test_upright_people_are_asked_to_turn_their_side_to_the_camera(exercise_id):
    assert problem(exercise_id, yaw_deg=40.0) is ViewProblem.NONE
    assert problem(exercise_id, yaw_deg=60.0) is ViewProblem.WRONG_VIEW


def test_lying_people_are_asked_to_turn_when_the_trunk_points_at_the_camera():
    assert problem("hip-flexion", head_deg=20.0) is ViewProblem.NONE
    assert problem("hip-flexion", head_deg=40.0) is ViewProblem.WRONG_VIEW


def test_inward_rotation_is_not_looked_at_from_the_feet():
    assert problem("hip-internal-rotation", head_deg=30.0) is ViewProblem.NONE
    assert problem("hip-internal-rotation", head_deg=-6.0) is ViewProblem.FEET_SIDE


def test_before_the_position_is_taken_up_any_direction_will_do():
    assert problem("hip-extension", posed=False, yaw_deg=90.0) is ViewProblem.NONE


def test_an_exercise_that_is_seen_from_the_front_is_left_alone():
    exercise = replace(find_exercise("hip-extension"), camera=CameraAdvice("front"))
    body = Body(0.0, seen=True, view=View(yaw_deg=90.0))
    assert view_problem(exercise, body, True) is ViewProblem.NONE


def test_an_exercise_of_any_position_is_not_judged_by_the_angles_of_one() -> None:
    exercise = replace(find_exercise("hip-extension"), position="any")
    body = Body(0.0, seen=True, view=View(yaw_deg=90.0, head_deg=60.0))
    assert view_problem(exercise, body, True) is ViewProblem.NONE


def test_what_is_wrong_for_everybody_comes_first():
    assert problem("hip-extension", yaw_deg=60.0, problem=ViewProblem.TOO_FAR) is ViewProblem.TOO_FAR
    assert view_problem(find_exercise("hip-extension"), Body(0.0), False) is ViewProblem.NOBODY


def test_a_view_from_the_feet_that_was_told_ends_with_a_good_one_only() -> None:
    exercise, told = find_exercise("hip-flexion"), ViewProblem.FROM_THE_FEET
    better, good = (Body(0.0, seen=True, view=View(yaw_deg=0.0, head_deg=-deg)) for deg in (40.0, 20.0))
    assert view_problem(exercise, better, False) is ViewProblem.NONE
    assert view_problem(exercise, better, False, told) is ViewProblem.FROM_THE_FEET
    assert view_problem(exercise, good, False, told) is ViewProblem.NONE
    assert view_problem(exercise, Body(0.0), False, told) is ViewProblem.NOBODY


def told(seen: Callable[[float], bool], seconds: float, fps: float = 15.0) -> list[tuple[float, bool]]:
    """When "nobody" began (True) and ended (False), while somebody is seen at the times that `seen` tells."""
    view, found = ViewWarnings(find_exercise("hip-flexion")), []
    for t_s in (index / fps for index in range(round(seconds * fps))):
        for event in view.update(Body(t_s, seen=seen(t_s), view=View(yaw_deg=0.0)), posed=False):
            assert isinstance(event, WarningStarted | WarningEnded) and event.kind is WarningKind.OUT_OF_VIEW
            found.append((event.t_s, isinstance(event, WarningStarted)))
    return found


@pytest.mark.parametrize(("every_s", "seen_s"), [(1.0, 0.25), (2.5, 0.1), (3.0, 0.4)])
def test_somebody_found_now_and_then_is_told_at_most_twice_that_nobody_is_seen(
    every_s: float, seen_s: float
) -> None:
    """The first time somebody comes back they are believed."""
    found = told(lambda t_s: t_s % every_s < seen_s, 30.0)
    assert found[-1][1] and found[-1][0] < 6.0 and len(found) <= 3


def test_somebody_found_now_and_then_is_seen_again_once_that_is_over() -> None:
    (_, begins), (ended_s, still) = told(lambda t_s: t_s % 1.0 < 0.25 or t_s >= 10.0, 14.0)
    assert begins and not still and 10.2 < ended_s < 11.0


def test_somebody_lost_now_and_then_is_told_nothing() -> None:
    assert told(lambda t_s: t_s % 1.0 < 0.75, 20.0) == []


def test_nobody_is_seen_until_somebody_comes() -> None:
    (begun_s, begins), (ended_s, still) = told(lambda t_s: t_s >= 8.0, 12.0)
    assert begins and begun_s == pytest.approx(2.0, abs=0.1)
    assert not still and ended_s == pytest.approx(8.0)
