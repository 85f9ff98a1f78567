"""The lower back of simulated people: movement told, and nothing told where only something else moved.

The full tables come from `python -m tests.simulator.summary`; here a sample small enough for every run.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from posecoach.coaching.events import Confidence
from posecoach.evaluation.back import BackScore, score_back, total_back
from tests.simulator import Interruption, LumbarBout, SetScript, SimulatedSet, advised_camera, simulate
from tests.simulator.draws import back_script
from tests.simulator.drive import Coached, coach_set
from tests.simulator.truths import truth_of

pytestmark = pytest.mark.slow

SEEN = ("hip-flexion", "hip-external-rotation", "hip-extension")
"""The exercises whose lower back a camera can see; inward rotation is marginal and promises nothing."""


@cache
def done(script: SetScript) -> tuple[SimulatedSet, Coached]:
    """The set and what the coach made of it; each script is played once for all tests."""
    made = simulate(script)
    return made, coach_set(made)


def scored(script: SetScript, degrees: float) -> BackScore:
    """What was told of one set; every rep of its bout counts as moved."""
    made, coached = done(script)
    score = score_back(truth_of(made, bout_deg=degrees), coached.session.reps, coached.back_warnings)
    assert score is not None
    return score


def calm(exercise_id: str, **changes: object) -> SetScript:
    """Ten even reps without anything else going on."""
    base = SetScript(exercise_id, reps=10, amplitude_deg=12, period_s=1.8, fps=15, swaps=False, seed=8)
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("exercise_id", SEEN)
def test_fifteen_degrees_instead_of_the_hip_are_told_in_time(exercise_id: str) -> None:
    current = LumbarBout(6, 9, 15)
    score = scored(calm(exercise_id, lumbar=(current,)), 15)
    assert score.recall == 1 and score.precision == 1
    assert score.episodes[0].warned and score.episodes[0].reps_before <= 1


CONFOUNDERS = {
    "nothing": {},
    "a nod": {"nod_deg": 20.0},
    "a breath": {"breath": 2.0},
    "sway": {"sway": 2.0},
    "bigger reps": {"spread": 0.3},
    "much of the healthy share": {"lumbar_share": 0.3},
    "an arm across the trunk": {"interruptions": (Interruption(5, "reach", 2.0), Interruption(8, "scratch"))},
    "a shift of the hips": {"interruptions": (Interruption(5, "shift", 2.0),)},
}


def test_hardly_anything_is_told_of_people_who_only_do_something_else() -> None:
    """Twelve minutes of reps with one disturbance each; the target is one warning in ten minutes."""
    scripts = [
        calm(exercise_id, reps=11, seed=seed, **changes)
        for seed, changes in enumerate(CONFOUNDERS.values(), 1)
        for exercise_id in SEEN
    ]
    warned = {str(script): done(script)[1].back_warnings for script in scripts}
    assert sum(map(len, warned.values())) <= 1, {name: told for name, told in warned.items() if told}


@pytest.mark.parametrize("exercise_id", ["hip-external-rotation", "hip-extension"])
def test_a_plain_lean_is_not_the_lower_back(exercise_id: str) -> None:
    assert coach_set(simulate(calm(exercise_id, reps=14, lean_deg=5.0))).back_warnings == []


def test_a_sample_with_all_confounders_is_told() -> None:
    """Ten degrees; fifteen, without confounders, are told above."""
    scores = [
        scored(replace(back_script(exercise_id, 400 + seed, 10.0), fps=15), 10.0)
        for exercise_id in SEEN
        for seed in range(2)
    ]
    assert total_back(scores).recall >= 0.8


def test_clean_sets_with_all_confounders_hardly_ever_warn() -> None:
    scores = [
        scored(replace(back_script(exercise_id, 500 + seed, 0.0), fps=15), 0.0)
        for exercise_id in SEEN
        for seed in range(2)
    ]
    total = total_back(scores)
    assert total.clean_s > 250
    assert total.false_warnings <= total.clean_s / 300  # 6 sets can prove no more of one in ten minutes


@pytest.mark.parametrize("exercise_id", SEEN)
def test_the_degrees_of_the_lower_back_are_near_the_truth(exercise_id: str) -> None:
    score = scored(calm(exercise_id, lumbar=(LumbarBout(6, 9, 15),)), 15)
    assert score.degrees_error <= 5


@pytest.mark.parametrize("exercise_id", SEEN)
def test_a_set_that_is_bad_from_the_first_rep_is_told_and_never_becomes_the_norm(exercise_id: str) -> None:
    script = calm(exercise_id, reps=10, lumbar=(LumbarBout(1, 10, 15),))
    reps = done(script)[1].session.reps
    assert sum(rep.lower_back_moved for rep in reps) >= len(reps) - 1


@pytest.mark.parametrize("exercise_id", SEEN)
def test_a_third_of_the_movement_is_healthy_and_not_told(exercise_id: str) -> None:
    """At 20 pictures a second; at 15 one of three sets of hip flexion is blamed once (docs/accuracy.md)."""
    made = simulate(calm(exercise_id, fps=20, lumbar_share=0.33))
    assert coach_set(made).back_warnings == []


@pytest.mark.parametrize(("exercise_id", "after_s"), [("hip-flexion", 0.5), ("hip-external-rotation", 1.9)])
def test_the_word_comes_soon_after_the_pull(exercise_id: str, after_s: float) -> None:
    """Before the rep is over where one turn is enough, else just when it is."""
    script = calm(exercise_id, period_s=2.4, fps=20, lumbar=(LumbarBout(6, 9, 18),))
    made = simulate(script)
    warned = coach_set(made).back_warnings[0][0]
    first = made.reps[5]
    assert 0.0 < warned - first.peak_s < after_s


def test_without_a_silhouette_a_back_that_only_it_shows_is_not_claimed_to_be_seen() -> None:
    made = simulate(calm("hip-external-rotation", lumbar=(LumbarBout(6, 9, 15),), outline=False))
    coached = coach_set(made)
    assert coached.back_warnings == []
    assert all(rep.lower_back is None for rep in coached.session.reps)
    assert all(rep.share.confidence is Confidence.CANNOT_SEE for rep in coached.session.reps)
    assert not np.isfinite(coached.session.series.lower_back).any()


@pytest.mark.parametrize("exercise_id", SEEN)
def test_seen_from_the_front_nothing_is_claimed(exercise_id: str) -> None:
    camera = replace(advised_camera(exercise_id, "right"), yaw_deg=75.0)
    made = simulate(calm(exercise_id, camera=camera, lumbar=(LumbarBout(6, 9, 15),)))
    coached = coach_set(made)
    assert coached.back_warnings == [] and all(rep.lower_back is None for rep in coached.session.reps)


def test_in_the_split_stance_the_hips_part_is_the_thighs_not_the_knees_and_never_sure() -> None:
    made = simulate(calm("hip-extension"))
    front = made.angles["hip_flexion_left_deg"]
    reps = coach_set(made).session.reps
    for rep, true in zip(reps, made.reps, strict=True):
        inside = (made.t_s >= true.start_s) & (made.t_s <= true.end_s)
        assert rep.share.hip_deg == pytest.approx(np.ptp(front[inside]), abs=3.5)
        assert rep.share.confidence is Confidence.LOW


def test_in_the_split_stance_an_arch_is_not_taken_from_the_hip() -> None:
    made, coached = done(calm("hip-extension", lumbar=(LumbarBout(6, 9, 15),)))
    front, reps = made.angles["hip_flexion_left_deg"], coached.session.reps
    errors = [
        rep.share.hip_deg - np.ptp(front[(made.t_s >= true.start_s) & (made.t_s <= true.end_s)])
        for rep, true in zip(reps, made.reps, strict=True)
    ]
    assert np.abs(errors).max() < 6 and np.abs(errors).mean() < 3
