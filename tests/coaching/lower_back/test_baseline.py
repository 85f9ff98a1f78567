"""What is normal for a person: first what is normal for people, then what they do, within bounds."""

import pytest

from posecoach.coaching.lower_back.baseline import BOUND, LARGER, Baseline
from posecoach.coaching.lower_back.cues import CUES

CUE = CUES["pelvis_edge"]


def learned(share: float, reps: int, range_: float = 12.0, wobble: float = 0.0) -> Baseline:
    """A person whose measure moves by `share` of each rep, every other one `wobble` more."""
    baseline = Baseline(CUE)
    for n in range(reps):
        baseline.learn(share * range_ + wobble * (n % 2), range_)
    return baseline


def test_before_the_first_rep_it_expects_what_is_usual_and_is_in_doubt() -> None:
    usual, spread = Baseline(CUE).expect(12.0)
    assert usual == pytest.approx(CUE.usual * 12)
    assert spread > CUE.noise


def test_it_learns_the_persons_own_share_and_grows_sure() -> None:
    usual, spread = learned(0.12, 9).expect(12.0)
    assert usual == pytest.approx(0.12 * 12, abs=0.1)
    assert spread < Baseline(CUE).expect(12.0)[1] / 2


def test_a_larger_rep_brings_more_of_the_same() -> None:
    baseline = learned(0.10, 9)
    assert baseline.expect(14.0)[0] == pytest.approx(2 * baseline.expect(7.0)[0])


def test_an_unreasonable_share_does_not_become_the_norm() -> None:
    usual, _ = learned(0.5, 12).expect(10.0)
    assert usual <= 10 * (CUE.usual + BOUND * CUE.usual_spread) + 1e-9


def test_a_share_that_no_moving_back_brings_is_taken_as_it_is() -> None:
    falling = -(CUE.usual + 4 * CUE.usual_spread)
    assert learned(falling, 12).expect(10.0)[0] == pytest.approx(10 * falling, rel=0.1)


def test_an_unsteady_person_or_camera_is_allowed_more() -> None:
    assert learned(0.05, 10, wobble=2.0).expect(12.0)[1] > 1.5 * learned(0.05, 10).expect(12.0)[1]


def test_one_odd_rep_neither_shifts_the_norm_nor_makes_all_doubtful() -> None:
    baseline = learned(0.05, 8)
    before = baseline.expect(12.0)
    baseline.learn(20.0, 12.0)
    after = baseline.expect(12.0)
    assert after[0] == pytest.approx(before[0], abs=0.05) and after[1] < 2.5 * before[1]


def test_a_rep_twice_as_large_is_not_allowed_twice_as_much() -> None:
    baseline = learned(0.10, 9)
    assert baseline.expect(24.0)[0] == pytest.approx(LARGER * baseline.expect(12.0)[0])


def test_where_the_measure_falls_with_the_pull_a_larger_rep_lets_it_fall_further() -> None:
    baseline = learned(-0.05, 9)
    assert baseline.expect(24.0)[0] == pytest.approx(2 * baseline.expect(12.0)[0])


def test_the_scatter_of_few_reps_is_itself_uncertain() -> None:
    first, later = learned(0.05, 1), learned(0.05, 12)
    assert first.expect(0.0)[1] > 1.2 * later.expect(0.0)[1]


def test_a_person_unlike_others_is_known_after_three_reps_but_no_sound_ground_to_accuse() -> None:
    assert not learned(0.5, 2).known
    assert learned(0.5, 3).known and not learned(0.5, 3).sound
    assert learned(0.06, 3).sound


def test_a_level_that_wanders_from_turn_to_turn_is_learned_and_so_is_one_that_does_not() -> None:
    calm, restless = Baseline(CUE), Baseline(CUE)
    for _ in range(9):
        calm.learn_drift(0.2 * CUE.noise)
        restless.learn_drift(5 * CUE.noise)
    assert calm.drift < Baseline(CUE).drift < restless.drift
