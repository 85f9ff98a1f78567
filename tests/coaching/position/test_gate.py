"""When the position counts as taken up, left, or only lost from sight for a moment."""

from collections.abc import Callable

import pytest

from posecoach.coaching.position.gate import ENTER_S, LEAVE_S, Place, PositionGate
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import LOST_S, Body, LeftRight, Measure

FPS = 20


def lying(t_s: float, hip_deg: float = 100.0) -> Body:
    hip = Measure(hip_deg, 1.0)
    return Body(t_s, seen=True, hip_flexion_deg=LeftRight(hip, hip), trunk_inclination_deg=Measure(90.0, 1.0))


def sitting(t_s: float) -> Body:
    hip = Measure(100.0, 1.0)
    return Body(t_s, seen=True, hip_flexion_deg=LeftRight(hip, hip), trunk_inclination_deg=Measure(10.0, 1.0))


@pytest.fixture
def gate() -> PositionGate:
    """Of somebody who lies in position until 0 s."""
    known = PositionGate(find_exercise("hip-flexion"))
    for frame in range(-2 * FPS, 0):
        known.update(lying(frame / FPS), "left")
    assert known.place is Place.IN_POSITION
    return known


def after(gate: PositionGate, seconds: float, look: Callable[[float], Body]) -> Place:
    """Where the gate sees the person after so many seconds of this."""
    for frame in range(round(seconds * FPS) + 1):
        place = gate.update(look(frame / FPS), "left")
    return place


def test_whoever_is_lost_for_a_moment_is_still_in_position(gate: PositionGate) -> None:
    assert after(gate, LOST_S - 0.1, Body) is Place.IN_POSITION
    assert gate.leaving


def test_whoever_is_lost_for_longer_is_away(gate: PositionGate) -> None:
    assert after(gate, LOST_S + 0.1, Body) is Place.AWAY


def test_whoever_is_seen_elsewhere_has_left_sooner(gate: PositionGate) -> None:
    assert after(gate, LEAVE_S - 0.1, sitting) is Place.IN_POSITION
    assert after(gate, LEAVE_S + 0.1, sitting) is Place.ELSEWHERE
    assert LEAVE_S < LOST_S


def test_taking_up_the_position_again_is_sooner_still(gate: PositionGate) -> None:
    after(gate, LEAVE_S + 0.1, sitting)
    assert after(gate, ENTER_S - 0.1, lying) is Place.ELSEWHERE
    assert after(gate, ENTER_S + 0.1, lying) is Place.IN_POSITION


def test_before_it_is_taken_up_its_limits_are_strict() -> None:
    fresh = PositionGate(find_exercise("hip-flexion"))
    assert after(fresh, 1.0, lambda t_s: lying(t_s, 50.0)) is Place.ELSEWHERE


def test_a_rep_at_the_edge_does_not_leave_the_position(gate: PositionGate) -> None:
    assert after(gate, 2.0, lambda t_s: lying(t_s, 50.0)) is Place.IN_POSITION


def test_whoever_is_looked_for_anew_has_been_away_only_since_then() -> None:
    anew = PositionGate(find_exercise("hip-flexion"), since_s=600.0)
    assert anew.update(Body(600.1), "left") is Place.AWAY
    assert anew.since_s == 600.0, "or the set that waits for them would end"
    assert anew.update(lying(600.2), "left") is Place.IN_POSITION
