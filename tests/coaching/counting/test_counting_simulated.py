"""Counting on simulated people: what must hold for any set, and figures for a sample of them.

They have no silhouette: only the lower back is read from it, which would take a quarter of the time.
The full tables come from `python -m tests.simulator.summary`; here a sample small enough for every run.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.coaching.events import RepCounted
from posecoach.evaluation.counting import score_count, share_below, total_count
from tests.coaching.counting.unshrunk import unshrunk
from tests.simulator import HOLDS, PLACES, Interruption, SetScript, fidget, simulate, still, walk_by
from tests.simulator.change import every, frozen, later, mirrored, scaled
from tests.simulator.draws import Draw
from tests.simulator.drive import Coached, coach_frames, coach_set
from tests.simulator.truths import truth_of

pytestmark = pytest.mark.slow

# Not shrunk: a simulated set takes a fifth of a second, and its seed says all there is to know.
quick = unshrunk(3)

exercises = st.sampled_from(HOLDS)
INWARD = "hip-internal-rotation"
sure = st.sampled_from([exercise_id for exercise_id in HOLDS if exercise_id != INWARD])
"""Exercises whose easy sets are counted from landmarks alone, which is all that a simulated person has.
Inward rotation needs the pixels, too: without them one set in three is not counted (docs/accuracy.md)."""

seeds = st.integers(0, 10_000)


def easy_set(exercise_id: str, seed: int, **changes: object) -> SetScript:
    """A set no counter of ours may miscount: good light, the advised camera, 10-degree pulls; but `sure`."""
    base = SetScript(exercise_id, reps=8, amplitude_deg=10.0, period_s=1.6, fps=20, swaps=False, seed=seed)
    return replace(base, outline=False, **changes)  # type: ignore[arg-type]


def counts(coached: Coached) -> list[int]:
    """The set's count after each announcement."""
    return [event.rep.index for event in coached.events if isinstance(event, RepCounted)]


@quick
@given(exercises, seeds, st.sampled_from(("good", "bad")), st.data())
def test_stillness_has_no_reps(exercise_id: str, seed: int, light: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from((*PLACES, exercise_id)))
    made = still(40, place, light=light, seed=seed, fps=20)
    assert coach_frames(made.poses, exercise_id).count == 0


@quick
@given(exercises, seeds, st.floats(0.05, 1.0))
def test_noise_alone_has_no_reps(exercise_id: str, seed: int, pct: float) -> None:
    held = still(40, exercise_id, noise=0, fps=20)
    noisy = frozen(held.poses, np.random.default_rng(seed), pct)
    assert coach_frames(noisy, exercise_id).count == 0


@quick
@given(exercises, seeds, st.data())
def test_fidgeting_and_getting_up_have_no_reps(exercise_id: str, seed: int, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from((*PLACES, exercise_id)))
    made = fidget(80, place, seed=seed, fps=20)
    assert coach_frames(made.poses, exercise_id).count == 0


@pytest.mark.parametrize("exercise_id", HOLDS)
def test_somebody_walking_by_has_no_reps(exercise_id: str) -> None:
    assert coach_frames(walk_by(20, fps=20).poses, exercise_id).count == 0


@quick
@given(sure, seeds)
def test_the_count_does_not_depend_on_the_frame_rate(exercise_id: str, seed: int) -> None:
    made = simulate(easy_set(exercise_id, seed, fps=60))
    found = {step: coach_frames(every(made.poses, step), exercise_id, "right").count for step in (1, 4)}
    assert set(found.values()) == {8}


@quick
@given(exercises, seeds, st.sampled_from(("left", "right")))
def test_a_mirrored_picture_counts_the_same_on_the_other_side(exercise_id: str, seed: int, side: str) -> None:
    made = simulate(easy_set(exercise_id, seed, side=side))
    other = {"left": "right", "right": "left"}[side]
    plain = coach_frames(made.poses, exercise_id, side)
    flipped = coach_frames(mirrored(made.poses), exercise_id, other)
    assert counts(plain) == counts(flipped)
    assert [rep.peak_s for rep in plain.session.reps] == pytest.approx(
        [rep.peak_s for rep in flipped.session.reps], abs=1e-6
    )


@quick
@given(exercises, seeds, st.integers(1, 80_000))
def test_a_later_start_changes_nothing_but_the_times(exercise_id: str, seed: int, frames: int) -> None:
    """At times whose differences are exact: rounded ones put a frame on one side of a window or the other."""
    made = simulate(easy_set(exercise_id, seed, fps=16))
    by_s = frames / 16
    now, then = coach_set(made), coach_frames(later(made.poses, by_s), exercise_id, "right")
    assert [rep.peak_s + by_s for rep in now.session.reps] == pytest.approx(
        [rep.peak_s for rep in then.session.reps], abs=1e-6
    )


@quick
@given(exercises, seeds, st.sampled_from((0.5, 2.0, 3.0)))
def test_the_size_of_the_picture_does_not_matter(exercise_id: str, seed: int, by: float) -> None:
    made = simulate(easy_set(exercise_id, seed))
    small, large = coach_set(made), coach_frames(scaled(made.poses, by), exercise_id, "right")
    assert counts(small) == counts(large)


@quick
@given(exercises, seeds, st.floats(4.0, 30.0), st.sampled_from(("good", "bad")))
def test_the_count_never_goes_down(exercise_id: str, seed: int, amplitude_deg: float, light: str) -> None:
    made = simulate(easy_set(exercise_id, seed, amplitude_deg=amplitude_deg, light=light))
    events = [event for event in coach_set(made).events if isinstance(event, RepCounted)]
    assert len(events) >= 3 or light == "bad" or amplitude_deg < 5
    for before, after in pairwise(events):
        fresh = after.rep.set_index > before.rep.set_index
        assert after.rep.index == (1 if fresh else before.rep.index + 1)
        assert after.t_s >= before.t_s and after.rep.counted_s == after.t_s


@pytest.mark.parametrize("kinds", [("pause", "cough", "shift", "nod"), ("lose", "reach", "scratch")])
@pytest.mark.parametrize("exercise_id", HOLDS)
def test_an_interruption_adds_and_loses_nothing(exercise_id: str, kinds: tuple[str, ...]) -> None:
    """Each kind after three more reps of one set."""
    interruptions = tuple(
        Interruption(4 + 3 * at, kind, 1.0 if kind == "lose" else 2.5) for at, kind in enumerate(kinds)
    )
    reps = 4 + 3 * len(kinds)
    made = simulate(easy_set(exercise_id, 7, reps=reps, interruptions=interruptions))
    assert coach_set(made).count == reps


@pytest.mark.parametrize("exercise_id", HOLDS)
def test_somebody_lost_for_less_than_two_seconds_goes_on_with_the_same_set(exercise_id: str) -> None:
    """Lost after four reps, when the first may still be waiting for confirmation."""
    made = simulate(easy_set(exercise_id, 7, interruptions=(Interruption(4, "lose", 1.9),)))
    assert coach_set(made).count == 8


@pytest.mark.parametrize("exercise_id", HOLDS)
def test_getting_into_position_from_standing_is_no_rep(exercise_id: str) -> None:
    made = simulate(easy_set(exercise_id, 3, from_standing=True))
    coached = coach_set(made)
    assert coached.count in ((7, 8) if exercise_id == INWARD else (8,))
    assert coached.session.reps[0].start_s > made.reps[0].start_s - 0.5


@pytest.mark.parametrize(("exercise_id", "drift"), [*zip(HOLDS, (-4.0, 4.0, 4.0, -4.0), strict=True)])
def test_a_slow_drift_changes_nothing(exercise_id: str, drift: float) -> None:
    made = simulate(easy_set(exercise_id, 5, drift_deg_per_min=drift, reps=20))
    assert coach_set(made).count == 20


@pytest.mark.parametrize(
    ("exercise_id", "reps", "missed"),
    [("hip-flexion", 30, 0), (INWARD, 37, 1), ("hip-external-rotation", 44, 0), ("hip-extension", 50, 0)],
)
def test_long_sets_are_exact_but_for_one_inward_rotation(exercise_id: str, reps: int, missed: int) -> None:
    made = simulate(easy_set(exercise_id, 11, reps=reps, amplitude_deg=7.0))
    assert reps - missed <= coach_set(made).count <= reps


def test_announcements_come_before_the_release_ends() -> None:
    scores = []
    for exercise_id in HOLDS:
        made = simulate(easy_set(exercise_id, 2, reps=12))
        scores.append(score_count(truth_of(made), coach_set(made).session.reps))
    late = np.array([value for s in scores for value, on in zip(s.announced, s.confirmed, strict=True) if on])
    assert len(late) >= 36 and share_below(late, 1.0) >= 0.95


@pytest.mark.parametrize(
    ("light", "amplitude_deg", "exact"),
    [
        ("good", (3.0, 5.0), 0.5),
        ("good", (5.0, 40.0), 0.85),
        ("bad", (8.0, 40.0), 0.6),
    ],
)
def test_a_sample_of_random_sets_is_exact(
    light: str, amplitude_deg: tuple[float, float], exact: float
) -> None:
    """The target is 95, 99 and 95 %; the floors are what so few sets must hold today."""
    scores, wrong = [], []
    for number in range(8):
        draw = Draw(HOLDS[number % 4], light, amplitude_deg, 3000 + number)
        made = simulate(replace(draw.script(), reps=9, fps=20, outline=False))
        scores.append(score_count(truth_of(made), coach_set(made).session.reps))
        wrong += [] if scores[-1].exact else [f"{draw}: {scores[-1].counted} of {scores[-1].true}"]
    assert total_count(scores).exact / len(scores) >= exact, wrong
