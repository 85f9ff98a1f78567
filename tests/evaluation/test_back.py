"""Scores of the lower back, on cases small enough to check by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import Confidence
from posecoach.evaluation.back import clean_seconds, lumbar_range, recall_curve, score_back, total_back
from posecoach.evaluation.truth import Episode, Truth
from tests.evaluation.made import back, rep, true_reps, truth

EPISODE = Episode(9.0, 13.0, "lumbar flexion", 16.0)


def moved_truth() -> Truth:
    """Ten reps of 2 s from 5 s on; the lower back moves 16 degrees in the third and fourth."""
    reps = true_reps(10)
    reps = tuple(replace(one, lower_back_moved=one.start_s in (9.0, 11.0)) for one in reps)
    t_s = np.arange(0, 30, 0.05)
    inside = (t_s >= 9) & (t_s <= 13)
    lumbar = np.where(inside, 8 * (1 - np.cos(np.pi * (t_s - 9))), 0.0)
    return truth(reps, back_known=True, episodes=(EPISODE,), t_s=t_s, angles={"lumbar_flexion_deg": lumbar})


def told(deg: tuple[float, ...], flagged: tuple[int, ...]) -> list:
    """What the coach said of each of the ten reps."""
    return [
        rep(one.start_s, one.peak_s, one.end_s, **back(deg[index], index in flagged))
        for index, one in enumerate(true_reps(10))
    ]


def test_a_perfect_report_scores_perfectly() -> None:
    score = score_back(moved_truth(), told((0, 0, 16, 16, *[0] * 6), (2, 3)), [(9.8, 13.0)])
    assert score is not None
    assert (score.precision, score.recall, score.episode_recall) == (1, 1, 1)
    assert score.degrees_error == pytest.approx(0, abs=0.1)
    assert score.delay_s == pytest.approx(0.8) and score.episodes[0].reps_before == 0
    assert score.false_warnings == 0 and score.seen == 1


def test_the_reaction_counts_from_where_there_was_something_to_see() -> None:
    score = score_back(moved_truth(), told((0, 0, 16, 16, *[0] * 6), (2, 3)), [(9.8, 13.0)])
    # The back has moved by 5 degrees of its 16 after 0.38 s.
    assert score is not None and score.reaction_s == pytest.approx(0.8 - 0.38, abs=0.06)
    unwarned = score_back(moved_truth(), [], [])
    assert unwarned is not None and math.isnan(unwarned.reaction_s)


def test_a_flag_too_many_and_one_too_few() -> None:
    score = score_back(moved_truth(), told((0,) * 10, (3, 7)), [])
    assert score is not None
    assert (score.precision, score.recall) == (0.5, 0.5)


def test_degrees_have_an_error_and_a_bias() -> None:
    score = score_back(moved_truth(), told((4,) * 10, ()), [])
    assert score is not None
    # Eight clean reps told 4 too much, two told 12 too little.
    assert score.degrees_error == pytest.approx(5.6, abs=0.1)
    assert score.degrees_bias == pytest.approx(0.8, abs=0.1)


def test_a_moving_rep_that_was_not_counted_is_missed() -> None:
    reps = told((0, 0, 16, 16, *[0] * 6), (2, 3))
    score = score_back(moved_truth(), reps[:3] + reps[4:], [])
    assert score is not None and score.missed_moved == 1 and score.recall == 0.5


def test_an_unwarned_episode_has_no_delay_and_passed_all_its_reps() -> None:
    score = score_back(moved_truth(), [], [])
    assert score is not None
    assert (score.episode_recall, score.episodes[0].reps_before) == (0, 2)
    assert math.isnan(score.delay_s)


def test_a_warning_in_the_second_rep_has_let_one_pass() -> None:
    score = score_back(moved_truth(), [], [(11.5, 12.5)])
    assert score is not None and score.episodes[0].reps_before == 1


def test_a_warning_far_from_any_episode_is_false_and_one_at_its_edge_is_not() -> None:
    score = score_back(moved_truth(), [], [(6.0, 7.0), (13.8, 14.2), (20.0, 20.5)])
    assert score is not None
    assert score.false_warnings == 2
    assert score.clean_s == 16.0 and score.false_per_min == pytest.approx(7.5)


def test_what_could_not_be_seen_is_counted_as_unseen() -> None:
    reps = [rep(r.start_s, r.peak_s, r.end_s, **back(0, False, Confidence.CANNOT_SEE)) for r in true_reps(10)]
    score = score_back(moved_truth(), reps, [])
    assert score is not None and score.seen == 0


def test_nobody_is_judged_where_the_truth_says_nothing_about_the_back() -> None:
    assert score_back(truth(true_reps(3)), [], []) is None


def test_rotation_counts_as_lumbar_movement_too() -> None:
    made = moved_truth()
    turned = replace(made, angles={"lumbar_rotation_deg": -made.angles["lumbar_flexion_deg"]})
    assert lumbar_range(turned, 9, 11) == pytest.approx(16, abs=0.2)
    assert math.isnan(lumbar_range(replace(made, angles={}), 9, 11))


def test_clean_time_leaves_the_episodes_out() -> None:
    assert clean_seconds(moved_truth()) == 16.0
    assert clean_seconds(truth(())) == 0.0


def test_the_curve_bins_reps_by_what_really_happened() -> None:
    score = score_back(moved_truth(), told((0,) * 10, (3, 7)), [])
    assert score is not None
    low, high = recall_curve(score.reps)
    assert (low.from_deg, low.reps, low.flagged) == (0, 8, 1)
    assert (high.from_deg, high.reps, high.recall) == (15, 2, 0.5)


def test_totals_add_up() -> None:
    one = score_back(moved_truth(), told((0, 0, 16, 16, *[0] * 6), (2, 3)), [(9.8, 13.0), (6.0, 6.5)])
    assert one is not None
    both = total_back([one, one])
    assert (len(both.reps), len(both.episodes), both.false_warnings, both.clean_s) == (20, 2, 2, 32.0)
