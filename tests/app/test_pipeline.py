"""The pipeline measures what its exercise asks for."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.app.pipeline import Pipeline
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import CountRule, Exercise, Requirement
from tests.app.fakes import Poses, shifted, simulated

FLEXION = find_exercise("hip-flexion")


@pytest.mark.parametrize(
    ("exercise", "measured"),
    [
        (FLEXION, False),
        (replace(FLEXION, count=CountRule("knee_travel")), True),
        (replace(FLEXION, require=(Requirement("knee_travel", at_least=0.0),)), True),
    ],
    ids=["not asked for", "counted", "required"],
)
def test_knee_travel_is_measured_where_it_is_asked_for(exercise: Exercise, measured: bool) -> None:
    pipeline = Pipeline(exercise)
    steps = [pipeline.step(t_s, pose) for t_s, pose in simulated(reps=1)[:5]]
    travel = steps[-1].body.knee_travel_pct.left.value
    assert (travel == travel) is measured


def test_whoever_comes_back_to_another_place_is_measured_as_if_new() -> None:
    before, after = simulated(reps=2), shifted(smaller(simulated(reps=1)), 60.0)
    pipeline, new = Pipeline(FLEXION), Pipeline(FLEXION)
    for t_s, pose in before:
        pipeline.step(t_s, pose)
    pipeline.forget_place()
    assert pipeline.step(before[-1][0] + 0.1, after[0][1]).body.torso_px == new.step(*after[0]).body.torso_px


def smaller(poses: Poses) -> Poses:
    """The same person farther away."""
    return [
        (t, None if pose is None else replace(pose, image_px=(pose.image_px / 2).astype(np.float32)))
        for t, pose in poses
    ]
