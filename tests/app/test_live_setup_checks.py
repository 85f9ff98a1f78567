"""Help with the light before the first rep."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.programme import block
from posecoach.app.live.setup_checks import Light, LightWatch, light_problem, measure_light
from posecoach.coaching.events import Phase, WarningKind
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.view import ViewProblem
from posecoach.session.summary import remarks
from posecoach.video.frame import Frame
from tests.app.fakes import Poses, Stage, after, nobody, simulated

NAN = float("nan")


@pytest.fixture(scope="module")
def somebody():
    return next(pose for _, pose in simulated(reps=1) if pose is not None)


@pytest.mark.parametrize(
    ("light", "problem"),
    [
        (Light(mean=120, body=110, glare=0.0), ViewProblem.NONE),
        (Light(mean=120, body=60, glare=0.02), ViewProblem.NONE),
        (Light(mean=25, body=22, glare=0.0), ViewProblem.TOO_DARK),
        (Light(mean=25, body=NAN, glare=0.0), ViewProblem.TOO_DARK),
        (Light(mean=40, body=80, glare=0.0), ViewProblem.NONE),
        (Light(mean=150, body=40, glare=0.3), ViewProblem.BACKLIGHT),
        (Light(mean=150, body=120, glare=0.3), ViewProblem.NONE),
    ],
    ids=["good", "dark clothes", "dark", "dark, nobody", "spotlight", "window behind", "bright wall"],
)
def test_the_light_is_judged(light: Light, problem: ViewProblem) -> None:
    assert light_problem(light) is problem


def test_the_light_on_the_person_is_measured_on_the_person(somebody) -> None:
    image = np.full((480, 640, 3), 250, np.uint8)
    points = somebody.image_px
    left, top = np.maximum(points.min(axis=0) - 30, 0).astype(int)
    right, bottom = (points.max(axis=0) + 30).astype(int)
    image[top:bottom, left:right] = 20
    light = measure_light(image, somebody)
    assert light.body == 20
    assert light.mean > 100
    assert light_problem(light) is ViewProblem.BACKLIGHT


def test_a_person_half_outside_the_picture_does_no_harm(somebody) -> None:
    outside = type(somebody)(
        0.0,
        somebody.size_px,
        somebody.image_px - 5000,
        somebody.world_m,
        somebody.visibility,
        somebody.presence,
    )
    light = measure_light(np.full((480, 640, 3), 90, np.uint8), outside)
    assert np.isnan(light.body) and light.mean == 90


def test_a_flicker_of_the_light_is_not_told(somebody) -> None:
    watch = LightWatch()
    dark, bright = np.full((48, 64, 3), 5, np.uint8), np.full((48, 64, 3), 150, np.uint8)
    for index in range(100):
        image = dark if index % 25 == 0 else bright
        assert watch.update(index / 25, image, somebody) is ViewProblem.NONE


def test_darkness_is_told_when_it_lasts_and_forgotten_when_it_is_over(somebody) -> None:
    watch = LightWatch()
    dark, bright = np.full((48, 64, 3), 5, np.uint8), np.full((48, 64, 3), 150, np.uint8)
    told = [watch.update(index / 10, dark, somebody) for index in range(30)]
    assert told[0] is ViewProblem.NONE and told[-1] is ViewProblem.TOO_DARK
    told = [watch.update(3 + index / 10, bright, somebody) for index in range(30)]
    assert told[-1] is ViewProblem.NONE


DARK, BRIGHT = np.full((48, 64, 3), 5, np.uint8), np.full((48, 64, 3), 150, np.uint8)


def played(folder: Path, poses: Poses, bright_from_s: float) -> Stage:
    """A run in a room in which the light is switched on then."""
    stage = Stage(folder)
    for index, (t_s, pose) in enumerate(poses):
        stage.play_item(Frame(DARK if t_s < bright_from_s else BRIGHT, t_s, index), pose)
    stage.controller.end()
    return stage


def test_the_record_of_whom_the_dark_hid_says_why_and_what_helps(tmp_path: Path) -> None:
    stage = played(tmp_path, nobody(0.0, 6.0, fps=15.0), bright_from_s=99.0)
    (session,) = stage.controller.finished.uncounted
    assert [one.measure for one in session.warnings if one.kind is WarningKind.CAMERA] == ["too-dark"]
    assert "Camera: It was too dark to see you well. Before you start, turn on a light." in remarks(session)


def test_the_last_picture_says_what_was_wrong_and_names_no_side_that_was_only_guessed(tmp_path: Path) -> None:
    stage = Stage(tmp_path, [block(find_exercise("hip-flexion"), "auto")])
    for index, (t_s, pose) in enumerate(nobody(0.0, 6.0, fps=15.0)):
        stage.play_item(Frame(DARK, t_s, index), pose)
    state = stage.controller.end().state
    assert (state.phase, state.view_problem, state.side) == (Phase.DONE, "too-dark", "")


def test_a_light_that_was_switched_on_stands_in_the_record_as_it_was(tmp_path: Path) -> None:
    lit_s = 4.0
    poses = [*nobody(0.0, lit_s, fps=15.0), *after(simulated(reps=4), lit_s)]
    stage = played(tmp_path, poses, bright_from_s=lit_s)
    (session,) = stage.controller.finished.sessions
    (dark,) = [one for one in session.warnings if one.measure == "too-dark"]
    assert dark.start_s < lit_s < dark.end_s < lit_s + 3.0
