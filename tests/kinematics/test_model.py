"""From poses to a body: the angles of a figure whose angles are known, from every side it may be seen."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.kinematics.body import Body, LeftRight
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.legs import exchange_legs
from posecoach.kinematics.model import KNEE_GAIN, BodyModel
from tests.kinematics.figure import SHANK_M, THIGH_M, TRUNK_M, Figure, both

FPS = 25


def seen(figure: Figure, seconds: float = 0.4) -> Body:
    """The body after looking at a figure that keeps still."""
    model = BodyModel()
    for index in range(max(1, round(seconds * FPS))):
        body = model.update(index / FPS, figure.pose(index / FPS))
    return body


def watched(figure_at: Callable[[float], Pose], seconds: float) -> list[Body]:
    model = BodyModel()
    return [model.update(i / FPS, figure_at(i / FPS)) for i in range(round(seconds * FPS))]


POSTURES = {
    "standing": Figure(),
    "lying on the back, knee to the chest": Figure(both(10, 115), both(20, 120), lean_deg=-90),
    "kneeling upright": Figure(both(0), both(90)),
    "sitting on a chair": Figure(both(90), both(90)),
    "sitting, leaning forward": Figure(both(110), both(100), lean_deg=35),
    "lunge, left leg ahead": Figure(both(70, -12), both(80, 30)),
    "arching back over the hip": Figure(both(-20), both(5), lean_deg=-10),
    "deep squat": Figure(both(125), both(130), lean_deg=30),
}


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("name", POSTURES)
def test_a_posture_has_its_angles_whichever_way_it_faces(name: str, facing: int) -> None:
    figure = replace(POSTURES[name], facing=facing)
    body = seen(figure)
    assert body.seen and body.view.facing == facing
    for side in ("left", "right"):
        assert body.hip_flexion_deg.of(side).value == pytest.approx(figure.hip_deg[side], abs=0.2)
        # The figure's landmarks are exact; the pose model's make knees look straighter.
        bent = KNEE_GAIN * figure.knee_deg[side]
        assert body.knee_flexion_deg.of(side).value == pytest.approx(bent, abs=0.2)
    assert body.trunk_inclination_deg.value == pytest.approx(abs(figure.lean_deg), abs=0.2)


angles = st.floats(-25, 125)
bends = st.floats(3, 135)
figures = st.builds(
    Figure,
    hip_deg=st.builds(both, angles, angles),
    knee_deg=st.builds(both, bends, bends),
    lean_deg=st.floats(-90, 60),
    facing=st.sampled_from([1, -1]),
)


@settings(max_examples=60, deadline=None)
@given(figures, st.floats(-180, 180), st.floats(200, 500))
def test_turning_and_scaling_the_picture_change_no_joint_angle(
    figure: Figure, roll: float, size: float
) -> None:
    plain, turned = seen(figure), seen(replace(figure, roll_deg=roll, px_per_m=size))
    for side in ("left", "right"):
        for measure in ("hip_flexion_deg", "knee_flexion_deg"):
            before, after = getattr(plain, measure).of(side).value, getattr(turned, measure).of(side).value
            assert after == pytest.approx(before, abs=0.2)


@settings(max_examples=60, deadline=None)
@given(figures)
def test_a_mirrored_picture_exchanges_left_and_right_and_nothing_else(figure: Figure) -> None:
    mirror = replace(
        figure,
        facing=-figure.facing,
        hip_deg=both(figure.hip_deg["right"], figure.hip_deg["left"]),
        knee_deg=both(figure.knee_deg["right"], figure.knee_deg["left"]),
    )
    body, mirrored = seen(figure), seen(mirror)
    assert mirrored.hip_flexion_deg.left.value == pytest.approx(body.hip_flexion_deg.right.value, abs=0.05)
    assert mirrored.knee_flexion_deg.right.value == pytest.approx(body.knee_flexion_deg.left.value, abs=0.05)
    assert mirrored.hip_height_pct.value == pytest.approx(body.hip_height_pct.value, abs=0.05)
    assert mirrored.trunk_inclination_deg.value == pytest.approx(body.trunk_inclination_deg.value, abs=0.05)


@pytest.mark.parametrize("yaw_deg", [65, 75, 85])
def test_from_an_oblique_camera_the_world_landmarks_give_the_angles(yaw_deg: float) -> None:
    body = seen(replace(POSTURES["lunge, left leg ahead"], yaw_deg=yaw_deg), 2.0)
    assert body.view.yaw_deg == pytest.approx(yaw_deg, abs=1)
    assert body.hip_flexion_deg.left.value == pytest.approx(70, abs=1)
    assert body.knee_flexion_deg.left.value == pytest.approx(80, abs=1)


def test_hip_height_is_in_percent_of_the_torso_whatever_the_size() -> None:
    expected = 100 * (THIGH_M + SHANK_M) / TRUNK_M
    for size in (200, 400):
        assert seen(Figure(px_per_m=size)).hip_height_pct.value == pytest.approx(expected, abs=0.5)


@pytest.mark.parametrize(("left", "right", "front"), [(60, -15, "left"), (-15, 60, "right")])
@pytest.mark.parametrize("facing", [1, -1])
def test_the_front_leg_is_the_one_whose_foot_is_ahead(
    left: float, right: float, front: str, facing: int
) -> None:
    assert seen(Figure(both(left, right), both(40), facing=facing)).front == front


def test_with_the_feet_together_no_leg_is_in_front() -> None:
    assert seen(Figure()).front == ""


def lunge(t_s: float) -> Figure:
    """Sinks and rises once in two seconds; the left leg is ahead."""
    depth = 0.5 - 0.5 * math.cos(math.pi * t_s)
    return Figure(both(45 + 20 * depth, -12), both(30 + 40 * depth, 20 + 20 * depth))


def test_legs_that_the_estimator_exchanges_at_the_bottom_keep_their_angles() -> None:
    def exchanging(t_s: float) -> Pose:
        pose = lunge(t_s).pose(t_s)
        if t_s % 2.0 < 0.85 or t_s % 2.0 > 1.15:
            return pose
        image, world = exchange_legs(pose.image_px.tolist()), exchange_legs(pose.world_m.tolist())
        return replace(pose, image_px=np.array(image), world_m=np.array(world))

    honest = watched(lambda t_s: lunge(t_s).pose(t_s), 8.0)
    exchanged = watched(exchanging, 8.0)
    for true, body in zip(honest, exchanged, strict=True):
        assert body.front == true.front
        assert body.knee_flexion_deg.left.value == pytest.approx(true.knee_flexion_deg.left.value, abs=2)
        assert body.hip_flexion_deg.right.value == pytest.approx(true.hip_flexion_deg.right.value, abs=2)


def test_a_knee_that_falls_onto_the_other_leg_is_rebuilt() -> None:
    def pulls(t_s: float, broken: bool) -> Pose:
        pull = 100 + 12 * math.sin(2 * math.pi * 0.6 * t_s)
        pose = Figure(both(15, pull), both(25, 110), lean_deg=-90).pose(t_s)
        image = pose.image_px.copy()
        if broken and pull > 108 and t_s > 2:
            image[L.RIGHT_KNEE] = 0.5 * (image[L.RIGHT_HIP] + image[L.RIGHT_KNEE])
        return replace(pose, image_px=image)

    whole = watched(lambda t_s: pulls(t_s, broken=False), 10.0)
    broken = watched(lambda t_s: pulls(t_s, broken=True), 10.0)
    worst = max(
        abs(a.hip_flexion_deg.right.value - b.hip_flexion_deg.right.value)
        for a, b in zip(whole, broken, strict=True)
    )
    assert worst < 2


def test_without_knee_travel_the_rest_is_the_same() -> None:
    poses = [replace(Figure(both(60 + i), both(60 + i)), facing=1).pose(i / FPS) for i in range(20)]
    whole, lean = BodyModel(), BodyModel(knee_travel=False)
    for pose in poses:
        one, other = whole.update(pose.t_s, pose), lean.update(pose.t_s, pose)
        assert not math.isnan(one.knee_travel_pct.left.value)
        assert repr(other) == repr(replace(one, knee_travel_pct=LeftRight()))


def test_where_nobody_is_there_is_nothing_to_measure() -> None:
    body = BodyModel().update(0.0, None)
    assert not body.seen
    assert math.isnan(body.hip_flexion_deg.left.value) and body.hip_flexion_deg.left.confidence == 0
    assert math.isnan(body.torso_px)


def test_somebody_who_comes_back_the_other_way_round_is_measured_anew() -> None:
    model = BodyModel()
    for index in range(50):
        model.update(index / FPS, Figure(both(60), both(60)).pose())
    model.update(3.0, None)
    body = model.update(6.0, replace(Figure(both(60), both(60)), facing=-1).pose())
    assert body.view.facing == -1
    assert body.hip_flexion_deg.left.value == pytest.approx(60, abs=0.2)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_foot_swung_outward_tilts_the_shin_by_as_much(side: str) -> None:
    """Seen from the front of somebody who sits on a chair, that is the inward rotation of the hip."""
    model = BodyModel()
    knee, ankle = (L.LEFT_KNEE, L.LEFT_ANKLE) if side == "left" else (L.RIGHT_KNEE, L.RIGHT_ANKLE)
    for index in range(40):
        pose = replace(POSTURES["sitting on a chair"], yaw_deg=85).pose(index / FPS)
        image = pose.image_px.copy()
        away = np.sign(image[L.LEFT_HIP, 0] - image[L.RIGHT_HIP, 0]) * (1 if side == "left" else -1)
        shin_px = float(np.linalg.norm(image[ankle] - image[knee]))
        tilt = math.radians(25.0)
        image[ankle] = image[knee] + shin_px * np.array([away * math.sin(tilt), math.cos(tilt)])
        body = model.update(index / FPS, replace(pose, image_px=image))
    assert body.shin_out_deg.of(side).value == pytest.approx(25.0, abs=1.0)
    assert abs(body.shin_out_deg.of("right" if side == "left" else "left").value) < 10.0
