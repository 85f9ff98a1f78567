"""A hand that stays up, or the key X: the set ends, the reason is asked for from the floor, and kept."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.stopping import EACH_S, LEAD_S, REASONS, StopInquiry
from posecoach.coaching.events import Phase, StopReason
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose
from posecoach.session.store import Store
from tests.app.fakes import Poses, Stage, after, before, hip_flexion, simulated
from tests.app.test_live_raised_hand import with_arms

UP, DOWN = with_arms(0.95, -0.5), with_arms(-0.5, -0.5)


def inquire(hand_up_s: tuple[float, float]) -> tuple[list[StopReason], StopReason | None]:
    """What is offered, and the answer, when the hand is lowered and raised again then."""
    inquiry, said = StopInquiry(0.0, 1), []
    for index in range(600):
        t_s = index / 20
        up = t_s < 1.0 or hand_up_s[0] <= t_s < hand_up_s[1]
        if offered := inquiry.update(t_s, UP if up else DOWN):
            said.append(offered)
        if inquiry.answer:
            break
    return said, inquiry.answer


@pytest.mark.parametrize("index", range(len(REASONS)))
def test_a_hand_raised_after_a_reason_was_said_chooses_it(index: int) -> None:
    said_s = LEAD_S + index * EACH_S
    assert inquire((said_s + 1.0, said_s + 3.0)) == (list(REASONS[: index + 1]), REASONS[index])


def test_who_says_nothing_is_not_asked_for_ever() -> None:
    assert inquire((99.0, 99.0)) == (list(REASONS), StopReason.UNSAID)


def test_the_hand_that_stopped_the_set_answers_nothing_while_it_stays_up() -> None:
    assert inquire((0.0, 99.0))[1] is StopReason.UNSAID


@pytest.fixture(scope="module")
def eight_reps() -> Poses:
    return simulated(reps=8, fps=20.0)


def hand_up(pose: Pose | None) -> Pose | None:
    """The same person with the right arm stretched upwards in the picture."""
    if pose is None:
        return None
    points = np.array(pose.image_px, float)
    torso_px = np.linalg.norm(points[L.RIGHT_SHOULDER] - points[L.RIGHT_HIP])
    points[L.RIGHT_ELBOW] = points[L.RIGHT_SHOULDER] - (0, 0.5 * torso_px)
    points[L.RIGHT_WRIST] = points[L.RIGHT_SHOULDER] - (0, 1.0 * torso_px)
    return replace(pose, image_px=points)


def stopped(folder: Path, poses: Poses, reason: int) -> Stage:
    """Somebody stops in the middle of the set by a hand, and answers by a key."""
    middle_s = 12.4
    stage = Stage(folder, [hip_flexion(sets=2)], hand=True).play(before(poses, middle_s))
    rest = [(t_s, hand_up(pose)) for t_s, pose in after(poses, middle_s)]
    stage.play(rest[: 6 * 30])
    assert stage.newest.notices.reasons is not None
    stage.controller.do(REASONS[reason])
    return stage.play(after(poses, rest[6 * 30][0])[:5])


def test_pain_ends_the_run_and_stands_in_the_record(tmp_path: Path, eight_reps: Poses) -> None:
    stage = stopped(tmp_path, eight_reps, 0)
    assert stage.controller.over
    stage.controller.end()
    with Store(tmp_path) as store:
        session = store.load(stage.controller.finished.numbers[0])
    (stop,) = session.stops
    assert (stop.reason, stop.set_index) == (StopReason.PAIN, 1)
    assert 2 <= len(session.reps) < 8
    said = " ".join(stage.voice.texts)
    assert said.index("Keep your hand up") < said.index("We stop this set.") < said.index("we stop for today")


def test_being_tired_ends_the_set_and_the_rest_begins(tmp_path: Path, eight_reps: Poses) -> None:
    stage = stopped(tmp_path, eight_reps, 1)
    assert not stage.controller.over
    assert stage.newest.state.phase is Phase.REST and stage.newest.notices.reasons is None
