"""Marking landmarks that cannot be true, whatever the estimator's own scores say."""

import pytest

from posecoach.kinematics.geometry import Point
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.plausibility import Plausibility

FPS, TORSO_PX, SIDE, FRONT = 25, 100.0, 5.0, 80.0


def standing() -> list[Point]:
    points: list[Point] = [(300.0, 100.0)] * 33
    for side, x in (("LEFT", 300.0), ("RIGHT", 310.0)):
        for joint, y in (("SHOULDER", 100.0), ("HIP", 200.0), ("KNEE", 285.0), ("ANKLE", 365.0)):
            points[L[f"{side}_{joint}"]] = (x, y)
    return points


@pytest.fixture
def settled() -> Plausibility:
    """One that has watched somebody stand still for two seconds."""
    check = Plausibility()
    for index in range(50):
        assert all(check.check(index / FPS, standing(), TORSO_PX, SIDE))
    return check


def moved(joint: L, by: tuple[float, float]) -> list[Point]:
    points = standing()
    points[joint] = (points[joint][0] + by[0], points[joint][1] + by[1])
    return points


def test_a_thigh_that_shrinks_marks_its_knee(settled: Plausibility) -> None:
    ok = settled.check(2.0, moved(L.LEFT_KNEE, (0.0, -30.0)), TORSO_PX, SIDE)
    assert not ok[L.LEFT_KNEE]
    assert ok[L.LEFT_HIP] and ok[L.RIGHT_KNEE] and ok[L.RIGHT_ANKLE]


def test_a_shank_that_grows_marks_its_ankle(settled: Plausibility) -> None:
    ok = settled.check(2.0, moved(L.RIGHT_ANKLE, (0.0, 45.0)), TORSO_PX, SIDE)
    assert not ok[L.RIGHT_ANKLE] and ok[L.RIGHT_KNEE]


def test_a_little_longer_or_shorter_is_how_limbs_look(settled: Plausibility) -> None:
    for t_s, by in ((2.0, -15.0), (3.0, 15.0)):
        assert all(settled.check(t_s, moved(L.LEFT_KNEE, (0.0, by)), TORSO_PX, SIDE))


def test_from_the_front_a_bending_knee_shortens_the_limb_and_is_plausible(settled: Plausibility) -> None:
    assert settled.check(2.0, moved(L.LEFT_KNEE, (0.0, -40.0)), TORSO_PX, FRONT)[L.LEFT_KNEE]


def test_a_hip_that_leaps_across_the_picture_is_marked(settled: Plausibility) -> None:
    ok = settled.check(2.0, moved(L.LEFT_HIP, (120.0, 0.0)), TORSO_PX, FRONT)
    assert not ok[L.LEFT_HIP] and ok[L.RIGHT_HIP]


def test_a_brisk_movement_is_plausible(settled: Plausibility) -> None:
    """2 m/s, four torso lengths a second, is as fast as hips and knees get here."""
    for frame in range(10):
        moved_px = 4.0 * TORSO_PX * frame / FPS
        assert settled.check(2.0 + frame / FPS, moved(L.LEFT_KNEE, (moved_px, 0.0)), TORSO_PX, FRONT)[
            L.LEFT_KNEE
        ]


def test_who_stays_at_the_new_place_has_really_moved_there(settled: Plausibility) -> None:
    there = moved(L.LEFT_SHOULDER, (0.0, 300.0))
    said = [settled.check(2.0 + i / FPS, there, TORSO_PX, FRONT)[L.LEFT_SHOULDER] for i in range(25)]
    assert not any(said[:5])
    assert all(said[12:])


def test_without_a_torso_nothing_can_be_said() -> None:
    assert all(Plausibility().check(0.0, standing(), float("nan"), SIDE))
