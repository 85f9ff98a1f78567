"""When a person's posture makes the tracker doubtful."""

from dataclasses import dataclass

import numpy as np
import pytest

from posecoach.kinematics.landmarks import LANDMARK_COUNT, Pose
from posecoach.kinematics.posture import Posture
from posecoach.pose import redetection
from posecoach.pose.redetection import FIRST_S, PostureDoubt


@dataclass(frozen=True)
class Believed:
    """A belief in the postures allowed."""

    allowed: float

    def of(self, *postures: Posture) -> float:
        return self.allowed


def doubted(monkeypatch: pytest.MonkeyPatch, beliefs: list[tuple[float, float]], fps: float = 10.0) -> bool:
    """Whether the tracker is doubted at the end of `beliefs`: (seconds, probability of a posture allowed)."""
    course = [allowed for seconds, allowed in beliefs for _ in range(round(seconds * fps))]

    class Scripted:
        def update(self, t_s: float, world: list[list[float]]) -> Believed:
            return Believed(course[round(t_s * fps)])

    monkeypatch.setattr(redetection, "PostureEstimator", Scripted)
    doubt = PostureDoubt((Posture.SITTING,))
    nowhere = np.zeros((LANDMARK_COUNT, 3), np.float32)
    sure = np.ones(LANDMARK_COUNT, np.float32)
    poses = [Pose(k / fps, (640, 480), nowhere[:, :2], nowhere, sure, sure) for k in range(len(course))]
    return [doubt.update(pose) for pose in poses][-1]


LONG_S = FIRST_S + 0.5


@pytest.mark.parametrize(
    ("beliefs", "expected"),
    [
        ([(LONG_S, 0.3)], True),
        ([(LONG_S, 0.6)], False),
        ([(1.0, 0.6), (LONG_S, 0.3)], False),
        ([(1.0, 0.6), (LONG_S, 0.05)], True),
        ([(1.0, 0.6), (0.5, 0.05), (LONG_S, 0.3)], True),
    ],
    ids=["never likely", "likely", "taken up, then less likely", "left", "left, and hardly likely since"],
)
def test_a_posture_is_taken_up_when_likely_and_left_when_nearly_impossible(
    monkeypatch: pytest.MonkeyPatch, beliefs: list[tuple[float, float]], expected: bool
) -> None:
    assert doubted(monkeypatch, beliefs) is expected
