"""The posture told from trunk, legs and hands together, for stick bodies seen from many sides."""

import math
from typing import NamedTuple

import numpy as np
import pytest

from posecoach.exercises.definition import POSTURES
from posecoach.kinematics.landmarks import LANDMARK_COUNT
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.posture import (
    Posture,
    PostureBelief,
    PostureEstimator,
    PostureMeasures,
    belief_of,
    posture_logs,
    posture_measures,
)


class Stick(NamedTuple):
    """A body in its own sagittal plane: (ahead, up) of each joint in metres, the hips at the origin.

    `knee`, `ankle` and `wrist` are of the left side, the others of the right where they differ.
    """

    shoulder: tuple[float, float]
    knee: tuple[float, float]
    ankle: tuple[float, float]
    wrist: tuple[float, float]
    knee_right: tuple[float, float] | None = None
    ankle_right: tuple[float, float] | None = None


UP, BACK = (0.0, 0.5), (-0.5, 0.0)

BODIES = {
    "standing": (Stick(UP, (0.02, -0.42), (0.0, -0.82), (0.05, -0.02)), Posture.STANDING),
    "a squat, thighs level": (Stick((0.25, 0.42), (0.4, -0.02), (0.2, -0.4), (0.6, 0.4)), Posture.STANDING),
    "bent to the toes": (Stick((0.45, -0.15), (0.05, -0.4), (0.0, -0.82), (0.3, -0.7)), Posture.STANDING),
    "a long step": (
        Stick(UP, (0.38, -0.18), (0.4, -0.58), (0.3, 0.1), (-0.15, -0.4), (-0.5, -0.6)),
        Posture.SPLIT,
    ),
    "half kneeling": (
        Stick(UP, (0.42, -0.03), (0.42, -0.42), (0.3, 0.1), (-0.02, -0.42), (-0.42, -0.4)),
        Posture.SPLIT,
    ),
    "kneeling": (Stick(UP, (0.0, -0.42), (-0.4, -0.42), (0.05, -0.02)), Posture.KNEELING),
    "all fours": (Stick((0.48, 0.08), (0.0, -0.42), (-0.4, -0.42), (0.5, -0.45)), Posture.ALL_FOURS),
    "cat, a round back": (Stick((0.4, -0.2), (0.0, -0.42), (-0.4, -0.42), (0.42, -0.45)), Posture.ALL_FOURS),
    "face down": (Stick((0.5, 0.03), (-0.42, -0.03), (-0.82, 0.0), (0.6, 0.0)), Posture.FACE_DOWN),
    "on the back, feet on the floor": (Stick(BACK, (0.28, 0.32), (0.45, -0.05), (0.0, 0.0)), Posture.ON_BACK),
    "on the back, legs straight": (Stick(BACK, (0.42, 0.0), (0.82, 0.0), (0.0, 0.0)), Posture.ON_BACK),
    "on the back, a knee held": (
        Stick(BACK, (-0.2, 0.36), (0.15, 0.4), (0.0, 0.4), (0.42, 0.0), (0.82, 0.0)),
        Posture.ON_BACK,
    ),
    "on the back, legs up": (Stick(BACK, (0.0, 0.42), (0.0, 0.82), (0.0, 0.0)), Posture.ON_BACK),
    "a bridge": (Stick((-0.45, -0.22), (0.38, 0.12), (0.35, -0.28), (0.0, -0.25)), Posture.ON_BACK),
    "sitting cross-legged": (Stick(UP, (0.3, 0.02), (0.05, -0.05), (0.3, 0.1)), Posture.SITTING),
    "sitting, leaning far forward": (
        Stick((0.42, 0.26), (0.3, 0.0), (0.2, -0.05), (0.25, 0.0)),
        Posture.SITTING,
    ),
    "sitting with straight legs": (Stick(UP, (0.42, 0.0), (0.82, 0.0), (0.4, 0.05)), Posture.SITTING),
    "on a chair": (Stick(UP, (0.42, 0.0), (0.42, -0.41), (0.4, 0.05)), Posture.SITTING),
    "leaning back on the hands, knees drawn up": (
        Stick((-0.3, 0.4), (0.2, 0.36), (0.4, 0.05), (-0.4, -0.05)),
        Posture.LEANING_BACK,
    ),
    "half-way down from sitting": (
        Stick((-0.35, 0.35), (0.3, 0.3), (0.45, -0.05), (0.1, 0.3)),
        Posture.LEANING_BACK,
    ),
}


def points(stick: Stick, roll_deg: float = 0.0, yaw_deg: float = 0.0, camera_pitch_deg: float = 0.0) -> list:
    """33 world landmarks (m, x right, y down, z away) of a stick body as wide as a person.

    `roll_deg` turns the body about its long axis, `yaw_deg` the camera around it (0: from its right side),
    `camera_pitch_deg` looks down on it.
    """
    places = np.zeros((LANDMARK_COUNT, 3))  # ahead, up, left
    right = stick._replace(knee=stick.knee_right or stick.knee, ankle=stick.ankle_right or stick.ankle)
    for toward, side, of in (("LEFT", 1, stick), ("RIGHT", -1, right)):
        for joint, place, wide in (
            ("SHOULDER", of.shoulder, 0.17),
            ("HIP", (0.0, 0.0), 0.1),
            ("KNEE", of.knee, 0.12),
            ("ANKLE", of.ankle, 0.12),
            ("WRIST", of.wrist, 0.2),
        ):
            places[L[f"{toward}_{joint}"]] = (*place, side * wide)
    places = places @ _turn((1, 2), roll_deg) @ _turn((0, 2), yaw_deg)
    seen = np.stack([places[:, 0], -places[:, 1], places[:, 2]], axis=1) @ _turn((1, 2), camera_pitch_deg)
    return seen.tolist()


def _turn(plane: tuple[int, int], deg: float) -> np.ndarray:
    a, b = plane
    turn = np.eye(3)
    turn[a, a] = turn[b, b] = math.cos(math.radians(deg))
    turn[a, b], turn[b, a] = -math.sin(math.radians(deg)), math.sin(math.radians(deg))
    return turn


def posture_belief(measures: PostureMeasures) -> PostureBelief:
    """The probabilities from one frame alone."""
    return belief_of(posture_logs(measures))


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("yaw_deg", [0, 30, 60, 180, 240, 330])
@pytest.mark.parametrize("camera_pitch_deg", [0, 15])
def test_a_posture_is_told_from_any_side(name: str, yaw_deg: float, camera_pitch_deg: float) -> None:
    stick, expected = BODIES[name]
    belief = posture_belief(posture_measures(points(stick, 0.0, yaw_deg, camera_pitch_deg)))
    assert belief.of(expected) > 0.3, "a squat at the bottom may also be sitting on a chair"
    assert belief.of(Posture.UNKNOWN) < 0.1


@pytest.mark.parametrize("roll_deg", [75, 90, 105, -80])
def test_lying_on_either_side(roll_deg: float) -> None:
    stick, _ = BODIES["on the back, feet on the floor"]
    assert posture_belief(posture_measures(points(stick, roll_deg))).best is Posture.ON_SIDE


@pytest.mark.parametrize("roll_deg", [-40, -25, 25, 40])
def test_a_pelvis_that_rolls_along_is_still_on_the_back(roll_deg: float) -> None:
    stick, _ = BODIES["on the back, feet on the floor"]
    assert posture_belief(posture_measures(points(stick, roll_deg))).of(Posture.ON_BACK) > 0.7


def test_probabilities_add_up_to_one() -> None:
    for stick, _ in BODIES.values():
        belief = posture_belief(posture_measures(points(stick)))
        assert sum(share for _, share in belief.probabilities) == pytest.approx(1.0)


def test_between_two_postures_there_is_doubt() -> None:
    leaning = {"pitch_deg": 30.0, "roll_deg": 0.0, "ankle_low": -0.1, "knee_low": 0.5, "hand_front": 0.4}
    belief = posture_belief(leaning)
    assert 0.2 < belief.of(Posture.SITTING) < 0.8 and 0.2 < belief.of(Posture.LEANING_BACK) < 0.8


def test_what_is_not_known_speaks_neither_for_nor_against() -> None:
    lying = {"pitch_deg": 90.0, "roll_deg": 5.0}
    assert posture_belief(lying).best is Posture.ON_BACK
    assert posture_belief({**lying, "ankle_low": float("nan")}) == posture_belief(lying)


def test_a_body_that_fits_nothing_is_unknown() -> None:
    upside_down = {
        "pitch_deg": 178.0,
        "roll_deg": 0.0,
        "knee_high": 0.8,
        "knee_low": 0.8,
        "ankle_high": 1.6,
        "ankle_low": 1.6,
        "hand_low": -0.5,
        "hand_front": 0.0,
        "shank_drop": -0.8,
        "stride": 0.0,
    }
    assert posture_belief(upside_down).best is Posture.UNKNOWN


def test_one_wrong_frame_does_not_change_the_posture_and_half_a_second_does() -> None:
    back, fours = (points(BODIES[name][0]) for name in ("on the back, legs straight", "all fours"))
    estimator = PostureEstimator()
    for frame in range(30):
        belief = estimator.update(frame / 30, back)
    assert estimator.update(1.0, fours).best is Posture.ON_BACK
    for frame in range(31, 50):
        belief = estimator.update(frame / 30, fours)
    assert belief.best is Posture.ALL_FOURS


def test_exercise_files_have_a_word_for_every_posture() -> None:
    assert {posture.value for posture in Posture} == {*POSTURES, ""}
