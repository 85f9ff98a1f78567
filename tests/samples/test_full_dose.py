"""Whole exercises: as many reps as the exercise's dose, in three sets with rests between them."""

import itertools

import pytest

from posecoach import load_exercise
from samples.studio.full_dose import MOVED, REST_S, SETS, full_dose
from samples.studio.take import Take


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_whole_exercise_has_its_sets_its_rests_and_in_the_end_a_moving_back(seed: int) -> None:
    clip = full_dose(seed)
    reps = Take(clip).script.reps
    rests = [b.start_s - a.end_s for a, b in itertools.pairwise(reps)]

    assert clip.made["advised"]
    assert len(reps) == SETS * load_exercise(clip.exercise).reps[0]
    assert sum(rest > REST_S for rest in rests) == SETS - 1
    assert [rep.lower_back_moved for rep in reps] == [False] * (len(reps) - MOVED) + [True] * MOVED
