"""The pipeline measures what its exercise asks for."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.app.pipeline import Pipeline
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import OUTLINE_MEASURES, CountRule, Exercise, Requirement
from posecoach.kinematics.back_measures import OF_OUTLINE
from posecoach.kinematics.model import BodyModel
from posecoach.kinematics.silhouette import STATIONS
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


def test_of_the_silhouette_only_the_exercise_s_own_measures_are_taken() -> None:
    assert OF_OUTLINE == OUTLINE_MEASURES
    t_s, pose = simulated(reps=1)[20]
    assert pose is not None
    pose = replace(pose, outline=np.full((STATIONS, 2), 0.2, dtype=np.float32))
    own, all_ = Pipeline(FLEXION).step(t_s, pose).body.back, BodyModel().update(t_s, pose).back
    assert all_.keys() - own.keys() == OUTLINE_MEASURES - {"pelvis_edge"}
    assert all(repr(all_[name]) == repr(measure) for name, measure in own.items())


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
