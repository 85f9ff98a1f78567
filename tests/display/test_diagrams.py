"""Where to put the camera: drawn from what the exercise file says."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.sentences import Texts
from tests.display.camera_drawing import draw_diagram


def test_every_exercise_has_a_drawing_on_dark_and_on_light(texts: Texts) -> None:
    drawn = [
        [draw_diagram(exercise, texts, dark) for exercise in builtin_exercises()] for dark in (True, False)
    ]
    assert max(image.mean() for image in drawn[0]) < 150 < min(image.mean() for image in drawn[1])


@pytest.mark.parametrize("change", [{"height_m": 1.6}, {"distance_m": 4.0}, {"view": "front"}])
def test_a_drawing_follows_the_exercise_file(change: dict[str, object], texts: Texts) -> None:
    exercise = find_exercise("hip-flexion")
    other = replace(exercise, camera=replace(exercise.camera, **change))
    first, second = draw_diagram(exercise, texts), draw_diagram(other, texts)
    assert (np.abs(first.astype(int) - second).max(axis=2) > 40).mean() > 0.001


def test_an_exercise_of_ones_own_is_drawn_in_its_position(texts: Texts) -> None:
    own = replace(find_exercise("hip-flexion"), id="mine")
    drawn = [
        draw_diagram(replace(own, position=position), texts, dark=False).astype(int)
        for position in ("lying", "sitting", "standing", "any")
    ]
    for first, second in combinations(drawn[:3], 2):
        assert (np.abs(first - second).max(axis=2) > 40).mean() > 0.005
    assert np.array_equal(drawn[3], drawn[2]), "without a position, somebody stands there"
