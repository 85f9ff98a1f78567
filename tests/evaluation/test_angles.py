"""Scores of the joint angles."""

import math

import numpy as np
import pytest

from posecoach.evaluation.angles import score_angle, score_angles, total_angles, true_series, working_joints
from tests.evaluation.made import true_reps, truth

T_S = np.arange(0, 30, 0.1)
COURSE = 100 + 5 * np.sin(T_S)


def test_a_constant_error_is_bias_and_leaves_the_correlation_whole() -> None:
    score = score_angle("hip", COURSE - 3, COURSE)
    assert (score.mean_absolute_deg, score.bias_deg) == pytest.approx((3, -3))
    assert score.correlation == pytest.approx(1)


def test_frames_where_either_is_unknown_are_left_out() -> None:
    measured = np.where(T_S < 10, np.nan, COURSE + 1)
    score = score_angle("hip", measured, COURSE)
    assert score.frames == 200 and score.mean_absolute_deg == pytest.approx(1)


def test_what_was_never_seen_has_no_score() -> None:
    score = score_angle("hip", np.full(len(T_S), np.nan), COURSE)
    assert score.frames == 0 and math.isnan(score.mean_absolute_deg)


def test_the_seen_hip_is_the_true_hip_plus_the_lower_back() -> None:
    angles = {"hip_flexion_right_deg": COURSE - 12, "lumbar_flexion_deg": np.full(len(T_S), 12.0)}
    made = truth(true_reps(5), t_s=T_S, angles=angles)
    assert true_series(made, "hip_flexion_right_deg", T_S) == pytest.approx(COURSE)


def test_inclination_has_no_sign() -> None:
    made = truth(true_reps(5), t_s=T_S, angles={"trunk_pitch_deg": np.full(len(T_S), -90.0)})
    assert true_series(made, "trunk_inclination_deg", T_S) == pytest.approx(90)


def test_only_the_reps_time_is_scored_and_only_joints_with_a_truth() -> None:
    made = truth(true_reps(5), t_s=T_S, angles={"hip_flexion_right_deg": COURSE})
    measured = np.where(T_S < 4.9, 0.0, COURSE)
    scores = score_angles(made, T_S, {"hip_flexion_right_deg": measured, "knee_flexion_left_deg": COURSE})
    assert [score.joint for score in scores] == ["hip_flexion_right_deg"]
    assert scores[0].mean_absolute_deg == pytest.approx(0, abs=1e-6) and scores[0].working


def test_the_front_leg_works_in_hip_extension() -> None:
    assert "knee_flexion_right_deg" in working_joints("hip-extension", "left")


def test_totals_weigh_by_frames() -> None:
    short = score_angle("hip", COURSE[:100] + 4, COURSE[:100])
    long = score_angle("hip", COURSE + 1, COURSE)
    total = total_angles([short, long, score_angle("hip", np.full(9, np.nan), COURSE[:9])])
    assert total.mean_absolute_deg == pytest.approx((4 * 100 + 300) / 400)
    assert total_angles([]).frames == 0
