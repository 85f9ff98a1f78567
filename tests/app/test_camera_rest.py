"""A rest waits while the camera is moved: noticed in the picture, said, shown, and over when it stands."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.camera_rest import LONGEST_S, READY_S, CameraMotion, Image
from posecoach.app.live.ui_frame import Command
from posecoach.app.pipeline import Pipeline
from posecoach.coaching.events import Phase
from posecoach.kinematics.landmarks import Pose
from posecoach.language import load_language
from posecoach.video.frame import Frame
from tests.app.fakes import Poses, Stage, hip_flexion, simulated

WAITS = load_language().say("rest.waits")
GOES_ON = load_language().say("rest.goes_on")
FPS = 10.0


def room(seed: int = 0) -> Image:
    """A room of large patches, wider than a camera sees."""
    patches = np.random.default_rng(seed).integers(30, 220, (12, 40, 3), np.uint8)
    return np.kron(patches, np.ones((20, 20, 1), np.uint8))


ROOM = room()


def seen(pan: float) -> Image:
    """What the camera sees, turned by a share of its picture's width."""
    left = round(320 * pan) % 480
    return ROOM[:, left : left + 320].copy()


def with_somebody(image: Image, x: int) -> Image:
    """A dark figure of a third of the picture's width in it."""
    image[40:, x : x + 105] = 20
    return image


def moving_times(pictures: list[Image]) -> list[float]:
    motion = CameraMotion()
    return [index / FPS for index, image in enumerate(pictures) if motion.update(index / FPS, image)]


def test_a_camera_that_pans_moves_until_it_has_stood_for_a_while() -> None:
    pans = [min(max(0.0, (index - 20) * 0.01), 0.4) for index in range(150)]  # from 2 to 6 s
    times = moving_times([seen(pan) for pan in pans])
    assert 2.2 < times[0] < 3.5 and 7.5 < times[-1] < 9.0
    assert len(times) == round((times[-1] - times[0]) * FPS) + 1, "without a gap"


def test_somebody_who_walks_through_the_picture_is_no_moving_camera() -> None:
    assert moving_times([with_somebody(seen(0.0), 4 * index % 210) for index in range(150)]) == []


def test_a_light_that_is_switched_on_is_no_moving_camera() -> None:
    dark = (seen(0.0) * 0.5).astype(np.uint8)
    assert moving_times([dark] * 30 + [seen(0.0)] * 60) == []


def test_a_picture_without_anything_in_it_tells_nothing() -> None:
    assert moving_times([np.full((240, 320, 3), grey, np.uint8) for grey in range(100)]) == []


def test_a_camera_that_is_carried_somewhere_else_has_moved() -> None:
    carried = [room(index)[:, :320] for index in range(30)]
    assert moving_times([seen(0.0)] * 20 + carried + [room(29)[:, :320]] * 60)


@pytest.fixture(scope="module")
def five_reps() -> Poses:
    return simulated(reps=5)


def play(
    stage: Stage, start_s: float, seconds: float, pan_per_s: float = 0.0, pose: Pose | None = None
) -> float:
    """Pictures of the room for so long; the time after them."""
    for index in range(round(seconds * FPS)):
        t_s = start_s + index / FPS
        frame = Frame(seen(0.3 + pan_per_s * index / FPS), t_s, round(t_s * 30))
        stage.moments.append(stage.controller.take(frame, pose))
    return start_s + seconds


def rested(folder: Path, five_reps: Poses, sets: int = 2, blocks: int = 1) -> tuple[Stage, float]:
    """A stage whose first set is over, some seconds into the rest."""
    stage = Stage(folder, [hip_flexion(sets=sets, reps=5)] * blocks).play(five_reps)
    now_s = play(stage, five_reps[-1][0] + 0.1, 6.0)
    assert stage.newest.state.phase is Phase.REST
    return stage, now_s


@pytest.mark.parametrize(("sets", "blocks"), [(2, 1), (1, 2)], ids=["between sets", "between exercises"])
def test_the_rest_waits_and_goes_on_when_the_camera_stands(
    tmp_path: Path, five_reps: Poses, sets: int, blocks: int
) -> None:
    stage, now_s = rested(tmp_path, five_reps, sets, blocks)
    before_s = stage.newest.state.rest_left_s
    now_s = play(stage, now_s, 40.0, pan_per_s=0.1)
    assert stage.newest.state.phase is Phase.REST, "half a minute was left when it began"
    assert stage.newest.state.rest_left_s > before_s - 4.0
    assert stage.newest.notices.message == WAITS
    assert WAITS in stage.voice.texts and GOES_ON not in stage.voice.texts
    now_s = play(stage, now_s, 5.0)
    assert stage.voice.texts.count(WAITS) == stage.voice.texts.count(GOES_ON) == 1
    left_s = stage.newest.state.rest_left_s
    play(stage, now_s, 3.0)
    assert stage.newest.state.rest_left_s == pytest.approx(left_s - 3.0, abs=0.2)
    assert stage.newest.notices.message == ""


def test_there_is_time_to_take_up_the_position_after_it(tmp_path: Path, five_reps: Poses) -> None:
    stage, now_s = rested(tmp_path, five_reps, sets=1, blocks=2)
    now_s = play(stage, now_s, stage.newest.state.rest_left_s - 3.0)
    now_s = play(stage, now_s, 20.0, pan_per_s=0.1)
    play(stage, now_s, 3.5)
    assert READY_S - 2.0 < stage.newest.state.rest_left_s <= READY_S


def test_a_picture_that_never_stands_still_does_not_hold_it_for_ever(
    tmp_path: Path, five_reps: Poses
) -> None:
    stage, now_s = rested(tmp_path, five_reps)
    play(stage, now_s, LONGEST_S + 5.0, pan_per_s=0.1)
    assert stage.voice.texts.count(WAITS) <= 2
    assert stage.newest.state.rest_left_s < 26.0


def test_a_key_ends_a_rest_that_waits(tmp_path: Path, five_reps: Poses) -> None:
    stage, now_s = rested(tmp_path, five_reps, sets=1, blocks=2)
    now_s = play(stage, now_s, 5.0, pan_per_s=0.1)
    stage.controller.do(Command.NEXT)
    play(stage, now_s, 1.0)
    assert stage.newest.state.phase is not Phase.REST


def test_what_was_learned_of_the_person_is_learned_anew(
    tmp_path: Path, five_reps: Poses, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, now_s = rested(tmp_path, five_reps)
    moved: list[float] = []
    monkeypatch.setattr(Pipeline, "learn_anew", lambda self: moved.append(now_s) or ())
    now_s = play(stage, now_s, 5.0, pan_per_s=0.1)
    play(stage, now_s, 5.0)
    assert len(moved) == 1


def test_nothing_is_looked_for_while_reps_are_counted(tmp_path: Path, five_reps: Poses) -> None:
    stage = Stage(tmp_path, [hip_flexion(sets=2)])
    for index, (t_s, pose) in enumerate(five_reps):
        stage.moments.append(stage.controller.take(Frame(seen(0.1 * t_s), t_s, index), pose))
    assert WAITS not in stage.voice.texts and stage.reps == 5
