"""The simulator does what its scripts say, fast, and the same again for the same seed."""

import time
from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.landmarks import Landmark, Pose
from tests.simulator import (
    HOLDS,
    PLACES,
    Camera,
    Interruption,
    LumbarBout,
    SetScript,
    fidget,
    simulate,
    still,
    walk_by,
)
from tests.simulator.motions import perform
from tests.simulator.script import plan
from tests.simulator.skeleton import Person, solve

SEGMENTS = [
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
]


def perfect(exercise_id: str, **changes: object) -> SetScript:
    """A set without any landmark error, breath or sway."""
    clean = SetScript(exercise_id, noise=0, breath=0, sway=0, lumbar_share=0, spread=0)
    return replace(clean, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("exercise_id", HOLDS)
@pytest.mark.parametrize("from_standing", [False, True])
def test_segments_keep_their_length(exercise_id: str, from_standing: bool) -> None:
    script = SetScript(exercise_id, from_standing=from_standing, lumbar=(LumbarBout(3, 6, 15),))
    course = plan(script, np.random.default_rng(1))
    points = solve(perform(script, course)[0], Person(), len(course.t_s)).points
    for a, b in SEGMENTS:
        length = np.linalg.norm(points[:, a] - points[:, b], axis=1)
        assert length.max() - length.min() < 1e-6


def test_a_set_of_forty_seconds_takes_a_moment() -> None:
    script = SetScript(reps=17)
    simulate(script)
    times = []
    for seed in range(5):
        start = time.process_time()
        simulate(replace(script, seed=seed))
        times.append(time.process_time() - start)
    assert min(times) < 0.06  # 0.02 s of an idle core


def test_the_same_seed_gives_the_same_frames() -> None:
    one, two, other = (simulate(SetScript(seed=seed)) for seed in (5, 5, 6))
    assert np.array_equal(last(one).image_px, last(two).image_px)
    assert not np.array_equal(last(one).image_px, last(other).image_px)


def last(made: object) -> Pose:
    """The last frame in which somebody was found."""
    return [pose for _, pose in made.poses if pose is not None][-1]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("exercise_id", "angle"),
    [
        ("hip-flexion", "hip_flexion_right_deg"),
        ("hip-internal-rotation", "hip_internal_rotation_right_deg"),
        ("hip-external-rotation", "trunk_inclination_deg"),
        ("hip-extension", "knee_flexion_left_deg"),
    ],
)
def test_the_counted_angle_moves_by_the_amplitude(exercise_id: str, angle: str) -> None:
    made = simulate(perfect(exercise_id, amplitude_deg=8.0))
    for rep in made.reps:
        inside = (made.t_s >= rep.start_s) & (made.t_s <= rep.end_s)
        assert np.ptp(made.angles[angle][inside]) == pytest.approx(8.0, abs=0.3)


def test_what_the_camera_sees_is_hip_plus_lower_back() -> None:
    made = simulate(perfect("hip-flexion", amplitude_deg=16.0, lumbar=(LumbarBout(4, 12, 16),)))
    rep = made.reps[6]
    inside = (made.t_s >= rep.start_s) & (made.t_s <= rep.end_s)
    hip, lumbar = made.angles["hip_flexion_right_deg"][inside], made.lumbar_flexion_deg[inside]
    assert np.ptp(lumbar) > 13 and np.ptp(hip) < 3 and rep.lower_back_moved
    # The line from shoulder to hip tilts with the pelvis, too, so that a third of the lumbar part is hidden.
    assert 0.7 * np.ptp(hip + lumbar) < np.ptp(trunk_thigh(made)[inside]) < np.ptp(hip + lumbar)


def trunk_thigh(made: object) -> np.ndarray:
    """The picture's angle between shoulder-hip and hip-knee on the right side."""
    image = np.array([pose.image_px for _, pose in made.poses])  # type: ignore[attr-defined]
    trunk = image[:, Landmark.RIGHT_HIP] - image[:, Landmark.RIGHT_SHOULDER]
    thigh = image[:, Landmark.RIGHT_KNEE] - image[:, Landmark.RIGHT_HIP]
    cross = trunk[:, 0] * thigh[:, 1] - trunk[:, 1] * thigh[:, 0]
    return np.degrees(np.abs(np.arctan2(cross, (trunk * thigh).sum(axis=1))))


def test_a_curl_lifts_the_hips_of_a_lying_person_as_rendered() -> None:
    script = perfect("hip-flexion", amplitude_deg=20.0, lumbar=(LumbarBout(1, 12, 20),))
    course = plan(script, np.random.default_rng(0))
    points = solve(perform(script, course)[0], Person(), len(course.t_s)).points
    rise_pct = np.ptp(points[:, Landmark.RIGHT_HIP, 2]) / Person().torso_m * 100
    assert rise_pct / np.ptp(course.lumbar_deg) == pytest.approx(0.52, abs=0.05)  # rendered truth


def test_a_mirrored_picture_swaps_the_sides() -> None:
    plain = simulate(perfect("hip-flexion", camera=Camera()))
    flipped = simulate(perfect("hip-flexion", camera=Camera(mirrored=True)))
    a, b = last(plain).image_px, last(flipped).image_px
    assert b[Landmark.LEFT_KNEE] == pytest.approx(np.array([640, 0]) + a[Landmark.RIGHT_KNEE] * [-1, 1])


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("yaw_deg", [-45, 0, 45])
@pytest.mark.parametrize("exercise_id", HOLDS)
def test_the_body_is_in_the_picture(exercise_id: str, yaw_deg: float, side: str) -> None:
    camera = Camera(side, yaw_deg, distance_m=3.0)
    made = simulate(SetScript(exercise_id, side=side, camera=camera, noise=0))
    image = np.array([pose.image_px for _, pose in made.poses if pose])
    inside = (image > 0) & (image < np.array([640, 480]))
    assert inside.all(axis=-1).mean() > 0.99


def test_times_rise_strictly_and_frames_can_be_irregular_or_lost() -> None:
    made = simulate(SetScript(irregular=0.3, lost_frames=0.1, start_s=7.0, fps=25))
    steps = np.diff(made.t_s)
    assert made.t_s[0] == 7.0 and (steps > 0).all() and steps.max() > 0.07
    assert 7.0 < made.reps[0].start_s < made.reps[0].peak_s < made.reps[0].end_s


def test_interruptions_leave_a_gap_and_can_lose_the_person() -> None:
    script = SetScript(interruptions=(Interruption(5, "lose", 2.0),), dropouts=False)
    made = simulate(script)
    assert made.reps[5].start_s - made.reps[4].end_s == pytest.approx(2.0)
    lost = [t for t, pose in made.poses if pose is None]
    assert len(lost) == pytest.approx(60, abs=2)


@pytest.mark.parametrize("place", [*PLACES, *HOLDS])
def test_still_people_hardly_move_and_fidgeting_ones_do(place: str) -> None:
    def travel(made: object) -> float:
        image = np.array([pose.image_px for _, pose in made.poses if pose])  # type: ignore[attr-defined]
        return float(np.percentile(np.ptp(image[::30], axis=0).max(axis=1), 60))

    assert travel(still(60, place)) < 15
    assert travel(fidget(60, place)) > 1.5 * travel(still(60, place))


def test_somebody_walking_by_crosses_the_picture() -> None:
    image = np.array([pose.image_px[Landmark.LEFT_HIP] for _, pose in walk_by(8).poses if pose])
    assert np.ptp(image[:, 0]) > 400
