"""What is wrong with the camera's picture in a live run: shown, said once, and no rep lost."""

import math
from pathlib import Path

import pytest

from posecoach.app.live.programme import block
from posecoach.exercises.catalogue import find_exercise
from posecoach.video import Health
from posecoach.video.frame import Interruption
from tests.app.fakes import Stage, after, before, items, nobody, shifted
from tests.app.test_live_controller import middle_of


def test_a_camera_that_is_unplugged_costs_no_rep(tmp_path: Path, eight_reps) -> None:
    gone_s = middle_of(eight_reps)
    stage = Stage(tmp_path).play(before(eight_reps, gone_s))
    counted = stage.reps
    for index in range(200):
        stage.play_item(Interruption(gone_s + index / 4, "lost"))
    assert stage.newest.notices.message == "The camera is gone. Please plug it in again."
    assert stage.newest.frame is None
    stage.play(shifted(after(eight_reps, gone_s), 50.0))
    stage.controller.end()
    session = stage.controller.finished.sessions[0]
    assert len(session.sets) == 1, "fifty seconds without a camera do not end the set"
    assert len(session.reps) >= counted + 2
    assert stage.voice.texts.count("The camera is gone. Please plug it in again.") == 1
    assert "The camera is back." in stage.voice.texts


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("black", "The picture is black. Is something over the camera?"),
        ("frozen", "The picture does not move. Please check the camera."),
        ("rotated", "The picture lies on its side. Turn the phone."),
    ],
)
def test_what_is_wrong_with_the_picture_is_said_once_and_shown_until_it_is_over(
    tmp_path: Path, trouble: str, sentence: str
) -> None:
    stage = Stage(tmp_path).play(nobody(0.0, 0.5))
    for _ in range(4):
        stage.controller.health(Health(trouble, 30.0))
    stage.play(nobody(0.5, 0.2))
    assert stage.newest.notices.message == sentence
    assert stage.voice.texts.count(sentence) == 1
    stage.controller.health(Health("fine", 30.0))
    stage.play(nobody(0.7, 0.1))
    assert stage.newest.notices.message == ""


def test_a_slow_camera_is_said_and_its_rate_shown(tmp_path: Path) -> None:
    stage = Stage(tmp_path).play(nobody(0.0, 0.5))
    stage.controller.health(Health("slow", 5.2))
    stage.play(nobody(0.5, 0.2))
    assert stage.newest.notices.slow_fps == 5.2
    assert any("5 pictures a second" in text for text in stage.voice.texts)


def test_a_dark_room_is_told_before_the_first_rep(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path)
    for frame, pose in items(before(eight_reps, 4.0)):
        dark = type(frame)(frame.image // 8, frame.t_s, frame.index)
        stage.play_item(dark, pose)
    assert stage.newest.state.view_problem == "too-dark"
    assert "It is too dark. Please switch on a light." in stage.voice.texts


def test_a_recording_that_is_read_too_slowly_is_shown_and_not_spoken_of(tmp_path: Path) -> None:
    stage = Stage(tmp_path).play(nobody(0.0, 0.5))
    stage.play_item(Interruption(1.0, "behind"))
    stage.controller.health(Health("behind", math.nan))
    assert "more slowly" in stage.newest.notices.message
    stage.controller.health(Health("fine", 30.0))
    stage.play(nobody(1.5, 0.1))
    assert stage.newest.notices.message == ""
    assert not any("camera" in text.lower() or "slow" in text for text in stage.voice.texts)


def test_a_camera_that_is_gone_from_the_start_is_shown_whatever_the_side(tmp_path: Path) -> None:
    for side in ("auto", "left"):
        stage = Stage(tmp_path / side, [block(find_exercise("hip-extension"), side)])
        stage.play_item(Interruption(0.5, "lost"))
        assert stage.newest.state.side == ("" if side == "auto" else side)
        assert stage.newest.notices.message
