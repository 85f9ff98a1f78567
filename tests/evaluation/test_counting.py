"""Scores of counting, on cases small enough to check by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.evaluation.counting import release_begin_s, release_done, score_count, total_count
from posecoach.evaluation.matching import match_intervals
from posecoach.evaluation.score import count_two_thresholds
from posecoach.evaluation.truth import TrueRep
from tests.evaluation.made import counted_like, rep, true_reps, truth


def test_a_perfect_count_is_exact_with_no_error() -> None:
    reps = true_reps(6)
    score = score_count(truth(reps), counted_like(reps))
    assert (score.true, score.counted, score.exact, score.off_by_one) == (6, 6, True, True)
    assert (score.missed, score.extra, score.outside, score.relative_error) == (0, 0, 0, 0.0)


def test_one_missing_rep_is_off_by_one_and_named_missed() -> None:
    reps = true_reps(5)
    score = score_count(truth(reps), counted_like(reps[:2] + reps[3:]))
    assert (score.error, score.exact, score.off_by_one, score.missed, score.extra) == (-1, False, True, 1, 0)
    assert score.relative_error == pytest.approx(0.2)


def test_right_number_of_wrong_reps_is_seen_in_missed_and_extra() -> None:
    reps = true_reps(4)
    wrong = [*counted_like(reps[:3]), rep(40, 41, 42)]
    score = score_count(truth(reps), wrong)
    assert (score.exact, score.missed, score.extra, score.outside) == (True, 1, 1, 1)


def test_a_rep_counted_twice_is_extra_but_not_outside() -> None:
    reps = true_reps(3)
    halves = [rep(5.0, 5.4, 5.8), rep(5.8, 6.4, 7.0)]
    score = score_count(truth(reps), [*halves, *counted_like(reps[1:])])
    assert (score.error, score.extra, score.outside) == (1, 1, 0)


def test_reps_match_by_longest_overlap_not_by_order() -> None:
    matching = match_intervals([(0, 2), (2, 4)], [(1.8, 3.9), (4.5, 5)])
    assert matching.pairs == ((1, 0),)
    assert (matching.missed, matching.extra, matching.outside) == ((0,), (1,), (1,))


def test_timing_errors_carry_their_sign_and_totals_their_size() -> None:
    reps = true_reps(4)
    score = score_count(truth(reps), counted_like(reps, late_s=-0.1))
    assert score.peak_off_s == pytest.approx((-0.1,) * 4)
    assert total_count([score]).peak_error_s == pytest.approx(0.1)


@pytest.mark.parametrize(("at_s", "done"), [(11.0, 0.0), (11.5, 0.5), (12.0, 1.0), (12.5, 1.5)])
def test_the_release_is_done_by_the_share_of_its_time(at_s: float, done: float) -> None:
    assert release_done(truth(()), TrueRep(10, 11, 12), at_s) == pytest.approx(done)


@pytest.mark.parametrize("hold_s", [0.0, 0.4, 2.0])
def test_a_hold_does_not_belong_to_the_release(hold_s: float) -> None:
    held = TrueRep(1.0, 2.0, 3.0 + hold_s)
    t_s = np.arange(0.0, 6.0, 0.05)
    moved = np.interp(t_s, [1.0, 2.0, 2.0 + hold_s, 3.0 + hold_s], [0.0, 1.0, 1.0, 2.0])
    angles = {"trunk_pitch_deg": 0.0 * t_s, "hip_flexion_left_deg": 90 + 10 * np.sin(np.pi / 2 * moved) ** 2}
    told = replace(truth((held,)), t_s=t_s, angles=angles)
    assert release_begin_s(told, held) == pytest.approx(2.0 + hold_s, abs=0.03)
    assert release_done(told, held, 2.5 + hold_s) == pytest.approx(0.5, abs=0.03)


def test_announcements_of_the_first_two_reps_may_be_late() -> None:
    reps = true_reps(4)
    counted = [rep(r.start_s, r.peak_s, r.end_s, counted_s=r.peak_s + 0.4) for r in reps]
    late = [rep(r.start_s, r.peak_s, r.end_s, counted_s=reps[2].peak_s) for r in reps[:2]]
    totals = total_count([score_count(truth(reps), [*late, *counted[2:]])])
    assert totals.announced_by_half == 0.5
    assert totals.confirmed_by_half == 1.0


@pytest.mark.parametrize(("after_s", "in_time"), [(-0.5, 1.0), (1.4, 1.0), (1.6, 0.0)])
def test_the_first_count_is_timed_from_the_end_of_the_third_rep(after_s: float, in_time: float) -> None:
    reps = true_reps(4)
    at_s = reps[2].end_s + after_s
    counted = [rep(r.start_s, r.peak_s, r.end_s, counted_s=max(at_s, r.end_s)) for r in reps]
    first = counted[0].counted_s
    totals = total_count([score_count(truth(reps), counted)])
    assert totals.first_late_s == pytest.approx(first - reps[2].end_s)
    assert totals.first_in_time == in_time


def test_nothing_counted_has_no_first_count() -> None:
    totals = total_count([score_count(truth(true_reps(4)), [])])
    assert np.isnan(totals.first_late_s)
    assert np.isnan(totals.first_in_time)


def test_a_new_set_may_wait_for_confirmation_again() -> None:
    reps = true_reps(3) + true_reps(3, start_s=60.0)
    score = score_count(truth(reps), counted_like(reps))
    assert score.confirmed == (False, False, True, False, False, True)


def test_either_count_is_right_where_a_clip_cuts_a_rep() -> None:
    reps = true_reps(6)
    cut = truth(reps, counts=(5, 6))
    assert score_count(cut, counted_like(reps)).exact
    assert score_count(cut, counted_like(reps[:5])).exact
    assert not score_count(cut, counted_like(reps[:4])).exact


def test_without_times_only_the_number_is_scored() -> None:
    score = score_count(truth((), counts=(7,), timed=False), counted_like(true_reps(8)))
    assert (score.error, score.missed, score.extra) == (1, None, None)


def test_a_still_clip_counts_every_rep_as_false() -> None:
    score = score_count(truth((), counts=(0,)), counted_like(true_reps(2)))
    assert (score.extra, score.outside, score.relative_error) == (2, 2, 2.0)


def test_totals_of_nothing_are_not_numbers() -> None:
    totals = total_count([])
    assert totals.clips == 0 and math.isnan(totals.mean_absolute_error)


def wave(cycles: int, size: float, frames: int = 600) -> np.ndarray:
    """`cycles` sine waves of `size` degrees."""
    return size * (1 - np.cos(np.linspace(0, 2 * np.pi * cycles, frames))) / 2


def test_the_plain_counter_counts_clean_waves_either_way_up() -> None:
    assert count_two_thresholds(wave(9, 30)) == 9
    assert count_two_thresholds(-wave(9, 30), direction=-1) == 9


def test_the_plain_counter_misses_small_pulses_after_a_large_approach() -> None:
    approach = np.linspace(30, 100, 60)
    assert count_two_thresholds(np.concatenate([approach, 100 + wave(9, 5), approach[::-1]])) <= 1


@pytest.mark.parametrize("signal", [np.array([]), np.full(50, np.nan), np.full(50, 7.0)])
def test_the_plain_counter_finds_nothing_in_nothing(signal: np.ndarray) -> None:
    assert count_two_thresholds(signal) == 0
