"""The pipeline measures what its exercise asks for."""

from dataclasses import replace

import pytest

from posecoach.app.pipeline import Pipeline
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import CountRule, Exercise, Requirement
from tests.app.fakes import simulated

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
