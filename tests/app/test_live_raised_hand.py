"""A raised hand: two seconds pause or go on; nothing that happens in an exercise is taken for it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.raised_hand import Gesture, RaisedHand
from posecoach.kinematics.landmarks import Landmark, Pose
from posecoach.session.track import read_track
from tests.simulator import SetScript, simulate

TRACKS = Path(__file__).parents[2] / "samples" / "tracks_range"

STILL = (
    "hundred_studio",
    "butterfly_front",
    "lunge_home_32s",
    "squat_studio",
    "bridge_studio",
    "catcow_gym",
)


def with_arms(left_rise: float, right_rise: float, aside: float = 0.0) -> Pose:
    """Somebody upright, torso 100 px, with wrists so far above their shoulders (in torso lengths)."""
    points = np.zeros((33, 2))
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = (300, 200), (340, 200)
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = (305, 300), (335, 300)
    for shoulder, elbow, wrist, rise in (
        (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST, left_rise),
        (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST, right_rise),
    ):
        points[wrist] = points[shoulder] + (100 * aside, -100 * rise)
        points[elbow] = (points[shoulder] + points[wrist]) / 2
    sure = np.ones(33)
    return Pose(0.0, (640, 480), points, np.zeros((33, 3)), sure, sure)


def times_raised(
    pose: Pose | None, seconds: float, hand: RaisedHand | None = None, start_s: float = 0.0
) -> int:
    hand = hand or RaisedHand()
    told = [hand.update(start_s + index / 20, pose) for index in range(round(seconds * 20) + 1)]
    return sum(gesture is Gesture.PAUSE for gesture in told)


def test_a_hand_that_stays_up_says_that_it_is_too_much_after_the_pause() -> None:
    hand, up = RaisedHand(), with_arms(0.95, -0.5)
    told = [(index / 20, gesture) for index in range(200) if (gesture := hand.update(index / 20, up))]
    assert told == [(2.0, Gesture.PAUSE), (5.0, Gesture.TOO_MUCH)]


def test_a_hand_lost_for_a_moment_was_up_all_along() -> None:
    hand, up, down = RaisedHand(), with_arms(0.95, -0.5), with_arms(-0.5, -0.5)
    told = [hand.update(index / 20, down if index in (50, 51, 52) else up) for index in range(120)]
    assert [one for one in told if one] == [Gesture.PAUSE, Gesture.TOO_MUCH]


def test_a_hand_raised_for_two_seconds_is_noticed_once() -> None:
    assert times_raised(with_arms(0.95, -0.5), 6.0) == 1


def test_a_hand_raised_for_a_moment_is_not() -> None:
    assert times_raised(with_arms(0.95, -0.5), 1.8) == 0


def test_it_has_to_be_lowered_before_it_can_be_raised_again() -> None:
    hand = RaisedHand()
    assert times_raised(with_arms(0.95, -0.5), 3.0, hand) == 1
    assert times_raised(with_arms(-0.5, -0.5), 0.3, hand, 3.1) == 0
    assert times_raised(with_arms(0.95, -0.5), 3.0, hand, 3.5) == 0
    assert times_raised(with_arms(-0.5, -0.5), 1.0, hand, 7.0) == 0
    assert times_raised(with_arms(0.95, -0.5), 3.0, hand, 8.1) == 1


@pytest.mark.parametrize(
    "pose",
    [with_arms(0.95, 0.95), with_arms(0.5, -0.5), with_arms(0.8, -0.5, aside=0.9), None],
    ids=["both hands", "half way", "stretched forward", "nobody"],
)
def test_other_things_arms_do_are_not_it(pose: Pose | None) -> None:
    assert times_raised(pose, 5.0) == 0


def test_a_hand_that_draws_the_knee_to_the_chest_is_not_it() -> None:
    """The other one may hold the thigh; with few pictures a second, too, nothing is paused."""
    track = list(read_track(TRACKS / "ramp_001_hip-flexion_left.npz").poses())
    held = [(t_s, pose and raised_to_the_knee(pose)) for t_s, pose in track]
    for every in (1, 5, 10):
        hand = RaisedHand()
        assert not any(hand.update(t_s, pose) for t_s, pose in held[::every])


def raised_to_the_knee(pose: Pose) -> Pose:
    """The same with a long arm stretched up to the knee of the leg that is drawn up."""
    points = np.array(pose.image_px, float)
    torso_px = np.linalg.norm(points[Landmark.LEFT_SHOULDER] - points[Landmark.LEFT_HIP])
    points[Landmark.LEFT_WRIST] = points[Landmark.LEFT_SHOULDER] - (0, 0.9 * torso_px)
    points[Landmark.LEFT_ELBOW] = points[Landmark.LEFT_SHOULDER] - (0, 0.5 * torso_px)
    points[Landmark.LEFT_KNEE] = points[Landmark.LEFT_WRIST] + (0.1 * torso_px, 0.1 * torso_px)
    seen = np.ones(33)
    return replace(pose, image_px=points, visibility=seen)


@pytest.mark.parametrize("fps", [1.5, 3.0])
def test_with_few_pictures_a_hand_that_is_up_now_and_then_is_not_it(fps: float) -> None:
    hand, up, down = RaisedHand(), with_arms(0.95, -0.5), with_arms(-0.5, -0.5)
    assert not any(hand.update(index / fps, down if index % 3 else up) for index in range(30))
    assert not any(hand.update(30 + index / fps, up if index % 2 else down) for index in range(30))


def test_a_wrist_that_is_not_seen_is_not_believed() -> None:
    pose = with_arms(0.95, -0.5)
    unsure = pose.visibility.copy()
    unsure[Landmark.LEFT_WRIST] = 0.2
    assert times_raised(replace(pose, visibility=unsure), 5.0) == 0


@pytest.mark.parametrize(
    "exercise", ["hip-flexion", "hip-internal-rotation", "hip-external-rotation", "hip-extension"]
)
def test_no_exercise_is_taken_for_it(exercise: str) -> None:
    hand = RaisedHand()
    poses = simulate(SetScript(exercise_id=exercise, reps=6)).poses
    assert not any(hand.update(t_s, pose) for t_s, pose in poses)


@pytest.mark.parametrize("name", STILL)
def test_nothing_on_real_people_is_taken_for_it(clips: Path, name: str) -> None:
    hand = RaisedHand()
    poses = read_track(clips / "tracks" / f"{name}.npz").poses()
    assert not any(hand.update(t_s, pose) for t_s, pose in poses)
