"""Which hip is exercised, from the position held, and whose leg carries the signal."""

from dataclasses import replace

import pytest

from posecoach.coaching.position.side import SideChooser
from posecoach.coaching.signals import JOINTS, UNSIDED, counted_leg, measure
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import SIGNALS
from posecoach.kinematics.body import Body, LeftRight, Measure

FPS = 20
SEATED = find_exercise("hip-external-rotation")
FLEXION, ROTATION = find_exercise("hip-flexion"), find_exercise("hip-internal-rotation")
EXTENSION = find_exercise("hip-extension")


def bent(left_deg: float, right_deg: float, **more: object) -> Body:
    """Both hips flexed by so much."""
    hips = LeftRight(Measure(left_deg, 1.0), Measure(right_deg, 1.0))
    return replace(Body(0.0, seen=True, hip_flexion_deg=hips), **more)  # type: ignore[arg-type]


def held(chooser: SideChooser, body: Body, seconds: float, start_s: float = 0.0, locked: bool = False) -> str:
    """The side after `body` was seen for so long."""
    for frame in range(round(seconds * FPS)):
        chooser.update(replace(body, t_s=start_s + frame / FPS), locked)
    return chooser.side


def test_the_hip_that_is_drawn_up_is_the_one() -> None:
    assert held(SideChooser(FLEXION, "auto"), bent(100.0, 10.0), 2.0) == "left"
    assert held(SideChooser(FLEXION, "auto"), bent(10.0, 100.0), 2.0) == "right"


def test_in_inward_rotation_it_is_the_other_one_than_the_leg_that_rests_on_top() -> None:
    assert held(SideChooser(ROTATION, "auto"), bent(60.0, 90.0), 2.0) == "left"


def test_in_a_split_stance_it_is_the_leg_behind() -> None:
    assert held(SideChooser(EXTENSION, "auto"), bent(0.0, 0.0, front="left"), 2.0) == "right"


def test_a_moment_does_not_change_the_side_but_a_while_does() -> None:
    chooser = SideChooser(FLEXION, "auto")
    held(chooser, bent(100.0, 10.0), 3.0)
    assert held(chooser, bent(10.0, 100.0), 0.3, start_s=3.0) == "left"
    assert held(chooser, bent(10.0, 100.0), 2.0, start_s=3.3) == "right"


def test_within_a_set_the_side_does_not_change() -> None:
    chooser = SideChooser(FLEXION, "auto")
    held(chooser, bent(100.0, 10.0), 2.0)
    assert held(chooser, bent(10.0, 100.0), 5.0, start_s=2.0, locked=True) == "left"


def test_a_side_that_was_asked_for_stays() -> None:
    assert held(SideChooser(FLEXION, "right"), bent(100.0, 10.0), 2.0) == "right"


def test_where_both_hips_are_stretched_there_is_no_side() -> None:
    assert held(SideChooser(SEATED, "left"), bent(100.0, 10.0), 2.0) == "both"


def test_the_front_leg_carries_the_signal_of_the_hip_behind() -> None:
    assert counted_leg(EXTENSION.count, "right", bent(0.0, 0.0, front="left")) == "left"
    assert counted_leg(EXTENSION.count, "right", bent(0.0, 0.0)) == "left", "also before it is seen"


@pytest.mark.parametrize(("confidence", "expected"), [(1.0, 55.0), (0.0, 100.0)])
def test_asked_for_both_a_leg_that_is_not_believed_gives_way(confidence: float, expected: float) -> None:
    body = Body(0.0, seen=True, hip_flexion_deg=LeftRight(Measure(100.0, 1.0), Measure(10.0, confidence)))
    assert measure(body, "hip_flexion", "both").value == expected


def test_every_signal_that_a_file_may_name_has_its_own_measure_and_a_joint() -> None:
    body = Body(
        0.0,
        seen=True,
        hip_flexion_deg=LeftRight(Measure(1.0, 1.0), Measure(1.0, 1.0)),
        knee_flexion_deg=LeftRight(Measure(2.0, 1.0), Measure(2.0, 1.0)),
        hip_internal_rotation_deg=LeftRight(Measure(3.0, 1.0), Measure(3.0, 1.0)),
        trunk_inclination_deg=Measure(4.0, 1.0),
        hip_height_pct=Measure(5.0, 1.0),
        knee_travel_pct=LeftRight(Measure(6.0, 1.0), Measure(6.0, 1.0)),
        foot_height_pct=LeftRight(Measure(7.0, 1.0), Measure(-1.0, 1.0)),
    )
    assert [measure(body, signal, "left").value for signal in SIGNALS] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert sorted(JOINTS) == sorted(SIGNALS)


def test_a_signal_that_does_not_exist_is_no_other() -> None:
    with pytest.raises(KeyError, match="elbow"):
        measure(bent(100.0, 10.0), "elbow", "left")


@pytest.mark.parametrize("signal", UNSIDED)
def test_where_nothing_shows_the_side_neither_is_claimed_until_one_is_asked_for(signal: str) -> None:
    exercise = replace(FLEXION, count=replace(FLEXION.count, signal=signal, still="nothing"))
    travels = LeftRight(Measure(20.0, 1.0), Measure(0.0, 1.0))
    assert held(SideChooser(exercise, "auto"), bent(100.0, 10.0, knee_travel_pct=travels), 2.0) == "both"
    assert held(SideChooser(exercise, "right"), bent(100.0, 10.0, knee_travel_pct=travels), 2.0) == "right"
    left_only = replace(exercise, sides=("left",))
    assert held(SideChooser(left_only, "auto"), bent(10.0, 100.0, knee_travel_pct=travels), 2.0) == "left"
    stance = replace(EXTENSION, count=replace(EXTENSION.count, signal=signal))
    assert held(SideChooser(stance, "auto"), bent(0.0, 0.0, front="left"), 2.0) == "right"
