"""When the position counts as taken up, left, or only lost from sight for a moment."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posecoach.coaching.position.gate import (
    BETWEEN_REPS_S,
    ENTER_S,
    LEAVE_S,
    POSTURES,
    Fault,
    Place,
    PositionGate,
    allowed_postures,
)
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import POSITIONS
from posecoach.kinematics.body import LOST_S, Body, LeftRight, Measure
from posecoach.kinematics.posture import Posture, PostureBelief

FPS = 20


def lying(t_s: float, hip_deg: float = 100.0) -> Body:
    return body(t_s, hip_deg, ((Posture.ON_BACK, 1.0),))


def sitting(t_s: float) -> Body:
    return body(t_s, 100.0, ((Posture.SITTING, 1.0),))


def body(
    t_s: float, hip_deg: float, probabilities: tuple[tuple[Posture, float], ...], foot: float = 60
) -> Body:
    """The left hip flexed by so much, that foot so far off the floor (% of the torso)."""
    return Body(
        t_s,
        seen=True,
        hip_flexion_deg=LeftRight(Measure(hip_deg, 1.0), Measure(10.0, 1.0)),
        foot_height_pct=LeftRight(Measure(foot, 1.0), Measure(0.0, 1.0)),
        posture=PostureBelief(probabilities),
    )


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
    assert after(fresh, 1.0, lambda t_s: lying(t_s, 60.0)) is Place.ELSEWHERE


def test_a_rep_at_the_edge_does_not_leave_the_position(gate: PositionGate) -> None:
    assert after(gate, 2.0, lambda t_s: lying(t_s, 60.0)) is Place.IN_POSITION


def test_whoever_is_looked_for_anew_has_been_away_only_since_then() -> None:
    anew = PositionGate(find_exercise("hip-flexion"), since_s=600.0)
    assert anew.update(Body(600.1), "left") is Place.AWAY
    assert anew.since_s == 600.0, "or the set that waits for them would end"
    assert anew.update(lying(600.2), "left") is Place.IN_POSITION


def test_a_leg_put_down_and_drawn_up_again_is_within_a_rep_and_one_left_down_is_not(
    gate: PositionGate,
) -> None:
    def leg_down(t_s: float) -> Body:
        return lying(t_s, 5.0)

    assert after(gate, BETWEEN_REPS_S - 0.1, leg_down) is Place.IN_POSITION
    assert after(gate, BETWEEN_REPS_S + 0.1, leg_down) is Place.ELSEWHERE
    assert gate.fault is Fault.REQUIREMENT


def test_a_leg_that_waits_for_its_turn_comes_back(gate: PositionGate) -> None:
    for frame in range(10 * FPS):
        assert gate.update(lying(frame / FPS, 5.0), "left", in_turn=True) is Place.IN_POSITION


@pytest.mark.parametrize(
    ("hip_deg", "foot_pct", "place"),
    [
        (110, 60, Place.IN_POSITION),
        (80, 20, Place.IN_POSITION),  # stiff hips, or a camera half-way to the feet
        (65, -5, Place.ELSEWHERE),  # knees bent, feet on the floor
        (80, 0, Place.ELSEWHERE),  # and drawn in as far as they go
        (20, 0, Place.ELSEWHERE),
    ],
)
def test_near_the_end_of_hip_flexion_the_foot_is_off_the_floor(
    hip_deg: float, foot_pct: float, place: Place
) -> None:
    fresh = PositionGate(find_exercise("hip-flexion"))
    assert after(fresh, 1.0, lambda t_s: body(t_s, hip_deg, ((Posture.ON_BACK, 1.0),), foot_pct)) is place


@pytest.mark.parametrize(
    ("probabilities", "enters", "stays"),
    [
        (((Posture.ON_BACK, 0.9), (Posture.ON_SIDE, 0.1)), True, True),
        (((Posture.ON_BACK, 0.3), (Posture.ON_SIDE, 0.7)), False, True),
        (((Posture.ON_BACK, 0.01), (Posture.ALL_FOURS, 0.99)), False, False),
    ],
)
def test_in_doubt_the_position_is_not_taken_up_and_not_left(
    gate: PositionGate, probabilities: tuple[tuple[Posture, float], ...], enters: bool, stays: bool
) -> None:
    def doubtful(t_s: float) -> Body:
        return body(t_s, 100.0, probabilities)

    fresh = PositionGate(find_exercise("hip-flexion"))
    assert (after(fresh, 2.0, doubtful) is Place.IN_POSITION) is enters
    assert (after(gate, 2.0, doubtful) is Place.IN_POSITION) is stays
    assert stays or gate.fault is Fault.POSTURE


@pytest.mark.parametrize(
    ("hip_deg", "place", "unmet"),
    [(50, Place.IN_POSITION, ""), (110, Place.ELSEWHERE, "hip_flexion_most")],
)
def test_a_knee_drawn_to_the_chest_is_no_inward_rotation(hip_deg: float, place: Place, unmet: str) -> None:
    bent = LeftRight(Measure(100.0, 1.0), Measure(100.0, 1.0))
    fresh = PositionGate(find_exercise("hip-internal-rotation"))
    assert after(fresh, 1.0, lambda t_s: replace(lying(t_s, hip_deg), knee_flexion_deg=bent)) is place
    assert fresh.unmet == unmet


@pytest.mark.parametrize(
    ("exercise_id", "posture", "allowed"),
    [
        ("hip-flexion", Posture.ALL_FOURS, False),
        ("hip-internal-rotation", Posture.ON_SIDE, False),
        ("hip-external-rotation", Posture.LEANING_BACK, False),
        ("hip-external-rotation", Posture.KNEELING, False),
        ("hip-extension", Posture.STANDING, True),
        ("hip-extension", Posture.KNEELING, True),  # half-kneeling with one leg hidden looks like it
    ],
)
def test_postures_of_the_four_exercises(exercise_id: str, posture: Posture, allowed: bool) -> None:
    assert (posture in allowed_postures(find_exercise(exercise_id))) is allowed


def test_every_position_word_allows_some_postures_and_any_all_of_them() -> None:
    assert {*POSTURES, "any"} == set(POSITIONS)


def test_legs_exchanged_for_a_moment_do_not_undo_a_split_stance() -> None:
    gate = PositionGate(find_exercise("hip-extension"))
    split = replace(body(0.0, 20.0, ((Posture.SPLIT, 1.0),)), split=1.8)
    fronts = ["left"] * 40 + ["right"] * 4 + ["left"] * 40
    places = [
        gate.update(replace(split, t_s=frame / FPS, front=front), "left")
        for frame, front in enumerate(fronts)
    ]
    assert set(places[40:]) == {Place.IN_POSITION}
    walking = [
        gate.update(replace(split, t_s=10 + frame / FPS, front=("left", "right")[frame // 10 % 2]), "left")
        for frame in range(100)
    ]
    assert walking[-1] is Place.ELSEWHERE
