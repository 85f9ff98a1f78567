"""A person whom the tracker holds the wrong way round is looked for anew; nobody else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np
import pytest

from posecoach.errors import ModelError
from posecoach.kinematics.landmarks import LANDMARK_COUNT, Pose
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.posture import Posture
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator
from posecoach.pose.redetection import (
    FIRST_S,
    GROWTH,
    LONGEST_S,
    TRIED_FRAMES,
    TURNS_DEG,
    RedetectingEstimator,
    open_estimator,
)
from posecoach.video.frame import Frame

FPS = 10.0
SITTING = (Posture.SITTING,)
UPRIGHT = {  # x right, y down, z away from the camera, m: somebody sits on the floor and faces the camera
    L.LEFT_SHOULDER: (0.2, -0.5, 0.0), L.RIGHT_SHOULDER: (-0.2, -0.5, 0.0),
    L.LEFT_HIP: (0.1, 0.0, 0.0), L.RIGHT_HIP: (-0.1, 0.0, 0.0),
    L.LEFT_KNEE: (0.4, -0.1, -0.3), L.RIGHT_KNEE: (-0.4, -0.1, -0.3),
    L.LEFT_ANKLE: (0.1, 0.1, -0.4), L.RIGHT_ANKLE: (-0.1, 0.1, -0.4),
    L.LEFT_WRIST: (0.2, 0.0, -0.4), L.RIGHT_WRIST: (-0.2, 0.0, -0.4),
}  # fmt: skip


def pose_of(t_s: float, lying: bool, left_px: float = 100.0, on_head: bool = False) -> Pose:
    """Somebody sitting, or the same turned by a quarter so that the back is on the floor, or by a half."""
    world = np.zeros((LANDMARK_COUNT, 3), np.float32)
    for joint, point in UPRIGHT.items():
        world[joint] = point
    if lying:
        world = world[:, [0, 2, 1]] * np.array((1.0, 1.0, -1.0), np.float32)
    if on_head:
        world = world * np.array((-1.0, -1.0, 1.0), np.float32)
    image = world[:, :2] * 200.0 + np.array((left_px + 100.0, 200.0), np.float32)
    sure = np.ones(LANDMARK_COUNT, np.float32)
    return Pose(t_s, (640, 480), image, world, sure, sure)


@dataclass
class Scene:
    """What there is to see, and how trackers see it.

    Attributes:
        lying: whether the person truly lies, by time.
        wrong_first: trackers made before this many others hold the person the wrong way round.
        wrong_turns_deg: and so do those that turn pictures by as much.
        nobody_anew: those made later find nobody.
        elsewhere_anew: those made later find somebody at another place.
        on_head: whether the first takes the person for upside down, by time.
        tracker: another kind of tracker.
    """

    lying: Callable[[float], bool] = lambda t_s: False
    wrong_first: int = 1
    wrong_turns_deg: tuple[float, ...] = ()
    nobody_anew: bool = False
    elsewhere_anew: bool = False
    on_head: Callable[[float], bool] = lambda t_s: False
    tracker: type[ScriptedTracker] | None = None
    made: list[ScriptedTracker] = field(default_factory=list)
    turns_deg: list[float] = field(default_factory=list)

    def make(self, turn_deg: float) -> ScriptedTracker:
        self.turns_deg.append(turn_deg)
        self.made.append((self.tracker or ScriptedTracker)(self, len(self.made)))
        return self.made[-1]


@dataclass
class ScriptedTracker:
    """A tracker that never leaves what it took the person for."""

    scene: Scene
    number: int
    seen: list[float] = field(default_factory=list)
    closed: bool = False

    def prepare(self, frame: Frame) -> float:
        return frame.t_s

    def detect(self, prepared: float) -> float:
        assert not self.closed
        self.seen.append(prepared)
        return prepared

    def read(self, detected: float) -> Pose | None:
        anew = self.number > 0
        if anew and self.scene.nobody_anew:
            return None
        turned_deg = self.scene.turns_deg[self.number]
        wrong = self.number < self.scene.wrong_first or turned_deg in self.scene.wrong_turns_deg
        if not anew and self.scene.on_head(detected):
            return pose_of(detected, False, on_head=True)
        left_px = 420.0 if anew and self.scene.elsewhere_anew else 100.0
        return pose_of(detected, self.scene.lying(detected) != wrong, left_px)

    def estimate(self, frame: Frame) -> Pose | None:
        return self.read(self.detect(self.prepare(frame)))

    def close(self) -> None:
        self.closed = True


def frames(seconds: float) -> Iterable[Frame]:
    picture = np.zeros((4, 4, 3), np.uint8)
    return (Frame(picture, index / FPS, index) for index in range(round(seconds * FPS)))


def followed(scene: Scene, seconds: float, postures: tuple[Posture, ...] = SITTING) -> list[Pose | None]:
    estimator = RedetectingEstimator(scene.make, lambda: postures)
    poses = [estimator.estimate(frame) for frame in frames(seconds)]
    estimator.close()
    assert all(tracker.closed for tracker in scene.made)
    return poses


def lies(pose: Pose | None) -> bool:
    assert pose is not None
    return bool(abs(pose.world_m[L.LEFT_SHOULDER, 1]) < 0.1)


def begun_s(scene: Scene) -> list[float]:
    """When the person began to be looked for anew."""
    trackers = zip(scene.made, scene.turns_deg, strict=True)
    return [tracker.seen[0] for tracker, turn_deg in trackers if turn_deg == TURNS_DEG[0]]


def test_a_person_held_the_wrong_way_round_is_seen_rightly_after_a_few_seconds():
    scene = Scene()
    poses = followed(scene, 8.0)
    turned = [pose.t_s for pose in poses if pose is not None and not lies(pose)]
    assert turned[0] == pytest.approx(FIRST_S + 2 * TRIED_FRAMES / FPS)
    assert turned[-1] == poses[-1].t_s and len(turned) == round((8.0 - turned[0]) * FPS)


def test_the_tracker_that_was_wrong_is_let_go_of_and_none_is_made_after_that():
    scene = Scene()
    followed(scene, 60.0)
    assert len(scene.made) == 1 + 2
    assert len(scene.made[0].seen) == 1 + round(FIRST_S * FPS) + 2 * TRIED_FRAMES


def test_the_first_tracker_sees_pictures_as_they_are_and_the_others_turned_ones():
    scene = Scene()
    followed(scene, 8.0)
    assert scene.turns_deg == [0.0, *TURNS_DEG[:2]]


@pytest.mark.parametrize("wrong_deg", TURNS_DEG)
def test_one_of_three_that_is_as_wrong_as_the_first_does_not_keep_the_others_from_helping(wrong_deg):
    scene = Scene(wrong_turns_deg=(wrong_deg,))
    poses = followed(scene, 8.0)
    assert not lies(poses[-1])
    assert len(scene.made) == (3 if wrong_deg == TURNS_DEG[2] else 4)


@pytest.mark.parametrize("wrong_deg", TURNS_DEG)
def test_one_alone_that_sees_the_posture_asked_for_is_not_believed(wrong_deg):
    scene = Scene(lying=lambda t_s: True, wrong_first=0, wrong_turns_deg=(wrong_deg,))
    poses = followed(scene, 60.0)
    assert all(lies(pose) for pose in poses)


@pytest.mark.parametrize("right_deg", TURNS_DEG)
def test_one_alone_is_believed_where_the_first_holds_the_person_upside_down(right_deg):
    wrong_deg = tuple(deg for deg in TURNS_DEG if deg != right_deg)
    scene = Scene(on_head=lambda t_s: True, wrong_turns_deg=wrong_deg)
    poses = followed(scene, 8.0)
    assert poses[-1] is not None and not lies(poses[-1])
    assert poses[-1].world_m[L.LEFT_SHOULDER, 1] < 0.0
    assert scene.turns_deg[-1] == right_deg


@pytest.mark.parametrize("wrong", [1, 2])
def test_one_that_is_wrong_itself_does_not_take_over_for_what_another_saw(wrong):
    turned_over_s = FIRST_S + (wrong + 0.5) * TRIED_FRAMES / FPS  # the first, while a wrong one looks
    scene = Scene(on_head=lambda t_s: t_s >= turned_over_s, wrong_turns_deg=TURNS_DEG[1:])
    poses = followed(scene, FIRST_S + 3.5 * TRIED_FRAMES / FPS)
    assert not any(pose is None or lies(pose) for pose in poses if pose.t_s > turned_over_s)
    assert len(scene.made) == 4 and scene.made[0].seen[-1] == poses[-1].t_s


def test_what_one_saw_before_the_posture_was_taken_up_is_forgotten():
    sitting_s = FIRST_S + (TRIED_FRAMES + 1) / FPS  # while the second one looks
    scene = Scene(lying=lambda t_s: not sitting_s <= t_s < 20.0, wrong_first=0, wrong_turns_deg=TURNS_DEG[:1])
    poses = followed(scene, 30.0)
    assert all(lies(pose) for pose in poses[-50:])
    assert scene.turns_deg[:4] == [0.0, *TURNS_DEG[:2], TURNS_DEG[0]]


def test_a_person_held_rightly_is_never_looked_for_anew():
    scene = Scene(wrong_first=0)
    followed(scene, 60.0)
    assert len(scene.made) == 1


def test_where_any_posture_is_allowed_nobody_is_looked_for_anew():
    scene = Scene()
    followed(scene, 60.0, postures=())
    assert len(scene.made) == 1


def test_who_truly_is_in_another_posture_is_looked_for_at_growing_intervals_and_left_alone():
    scene = Scene(lying=lambda t_s: True, wrong_first=0)
    poses = followed(scene, 110.0)
    waits = np.diff([0.0, *begun_s(scene)])
    tried_s = 2 * TRIED_FRAMES / FPS
    expected = [FIRST_S, *(min(FIRST_S * GROWTH**n, LONGEST_S) + tried_s for n in range(1, 7))]
    assert waits[: len(expected)] == pytest.approx(expected, abs=1.5 / FPS)
    assert all(lies(pose) for pose in poses)


def test_who_takes_the_posture_while_being_looked_for_is_followed_as_before():
    scene = Scene(lying=lambda t_s: t_s < FIRST_S + 0.2, wrong_first=0)
    followed(scene, 8.0)
    assert len(scene.made) == 2
    assert scene.made[0].seen[-1] == pytest.approx(7.9)


def test_who_stands_about_and_then_takes_the_posture_is_waited_for_anew():
    scene = Scene(lying=lambda t_s: t_s < 15.0 or t_s >= 20.0, wrong_first=0)
    followed(scene, 20.0 + FIRST_S + 1.5)
    assert begun_s(scene)[-1] == pytest.approx(20.0 + FIRST_S, abs=1.0)


def test_a_tracker_that_finds_nobody_does_not_take_over():
    scene = Scene(nobody_anew=True)
    poses = followed(scene, 2 * FIRST_S + 2 * TRIED_FRAMES / FPS)  # before others are tried
    assert len(scene.made) == 3
    assert all(pose is not None for pose in poses)


def test_a_tracker_that_finds_somebody_else_does_not_take_over():
    scene = Scene(elsewhere_anew=True)
    poses = followed(scene, 8.0)
    assert all(lies(pose) for pose in poses)


@pytest.mark.parametrize("lost_s, made", [(1.0, 3), (2.5, 1)])
def test_who_comes_back_after_a_while_is_given_time_anew(lost_s, made):
    class Lossy(ScriptedTracker):
        def read(self, detected: float) -> Pose | None:
            lost = self.number == 0 and detected % (FIRST_S + 2.5) <= lost_s
            return None if lost else super().read(detected)

    scene = Scene(tracker=Lossy)
    followed(scene, 30.0)
    assert len(scene.made) == made


def test_with_the_next_exercise_its_own_postures_are_expected():
    scene = Scene(wrong_first=2)  # seen lying by the first two
    postures = [(Posture.ON_BACK,)]
    estimator = RedetectingEstimator(scene.make, lambda: postures[0])
    for frame in frames(40.0):
        if frame.t_s == 20.0:
            postures[0] = SITTING
        estimator.estimate(frame)
    assert begun_s(scene)[0] == pytest.approx(20.0 + FIRST_S, abs=1.5 / FPS)


def test_where_no_second_tracker_can_be_made_the_first_goes_on():
    scene = Scene()

    def make(turn_deg: float) -> ScriptedTracker:
        if scene.made:
            raise ModelError("The model has gone.")
        return scene.make(turn_deg)

    estimator = RedetectingEstimator(make, lambda: SITTING)
    poses = [estimator.estimate(frame) for frame in frames(8.0)]
    assert all(lies(pose) for pose in poses)


def test_preparing_ahead_changes_nothing():
    ahead, scene = Scene(), Scene()
    estimator = RedetectingEstimator(ahead.make, lambda: SITTING)
    prepared = [estimator.prepare(frame) for frame in frames(8.0)]
    poses = [estimator.read(estimator.detect(one)) for one in prepared]
    expected = followed(scene, 8.0)
    assert [lies(pose) for pose in poses] == [lies(pose) for pose in expected]


@pytest.mark.parametrize("postures, kind", [((), MediaPipeEstimator), (SITTING, RedetectingEstimator)])
def test_only_where_the_options_name_postures_is_anybody_looked_for_anew(postures, kind):
    with closing(open_estimator(EstimatorOptions(postures=postures))) as estimator:
        assert isinstance(estimator, kind)
