"""Every measure an exercise may name can be read, and the program's own exercises can make sure of a back."""

import pytest

from posecoach.coaching.lower_back.cues import CUES, cue_of
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import MEASURES
from posecoach.learning.wrong import FITTING


def test_every_measure_has_a_cue() -> None:
    assert set(CUES) == set(MEASURES)


def test_every_measure_is_read_by_an_exercise_of_the_catalogue_or_can_be_learned() -> None:
    read = {rule.measure for exercise in builtin_exercises() for rule in exercise.lower_back}
    assert read | {measure for fitting in FITTING.values() for measure in fitting} == set(MEASURES)


@pytest.mark.parametrize("exercise_id", ["hip-flexion", "hip-external-rotation", "hip-extension"])
def test_two_kinds_of_evidence_may_accuse(exercise_id: str) -> None:
    exercise = find_exercise(exercise_id)
    cues = [cue_of(rule.measure, exercise.position) for rule in exercise.lower_back]
    assert len({cue.kind for cue in cues if cue.accuses}) >= 2


def test_inward_rotation_only_asks() -> None:
    exercise = find_exercise("hip-internal-rotation")
    assert not any(cue_of(rule.measure, exercise.position).accuses for rule in exercise.lower_back)


def test_the_limits_of_an_exercise_are_alike_in_degrees() -> None:
    for exercise in builtin_exercises():
        cues = {rule: cue_of(rule.measure, exercise.position) for rule in exercise.lower_back}
        assert all(3.0 <= rule.limit / abs(cue.per_deg) <= 5.5 for rule, cue in cues.items()), exercise.id
