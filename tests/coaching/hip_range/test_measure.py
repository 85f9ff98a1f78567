"""The range of a hip from made-up courses whose answer is known."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.hip_range.measure import best_repeats, measure_hip, moved_side
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.result import Reason
from tests.coaching.hip_range.courses import flexion_trace

FLEXION, LEAN = PROTOCOLS[Movement.FLEXION], PROTOCOLS[Movement.LEAN]


def test_the_largest_angle_is_the_mean_of_the_repeats_that_agree():
    hip = measure_hip(flexion_trace(), FLEXION, "left")

    assert hip.largest is not None
    assert hip.largest.value_deg == pytest.approx(120.0, abs=1.5)
    assert [trial.used for trial in hip.trials] == [True, True, True]


@pytest.mark.parametrize("onset_deg", [85.0, 95.0, 105.0, 112.0])
def test_the_lower_back_is_told_to_begin_where_it_begins(onset_deg):
    hip = measure_hip(flexion_trace(onset_deg=onset_deg), FLEXION, "left")

    assert hip.onset is not None
    assert hip.onset.value_deg == pytest.approx(onset_deg, abs=4.0)
    assert hip.onset.sd_deg >= FLEXION.onset_sd_deg


def test_a_lower_back_that_keeps_still_has_no_onset():
    hip = measure_hip(flexion_trace(join=0.0), FLEXION, "left")

    assert hip.largest is not None
    assert (hip.onset, hip.onset_reason) == (None, Reason.BACK_STILL)


def test_a_lower_back_that_shares_evenly_from_the_start_has_no_onset():
    """A quarter to a third of the movement is the back's in everybody; that is no joining in."""
    hip = measure_hip(flexion_trace(join=0.0, share=0.3), FLEXION, "left")

    assert hip.onset is None
    assert hip.onset_reason is Reason.BACK_UNCLEAR


def test_an_onset_whose_error_is_as_wide_as_the_movement_is_not_told():
    """The 95 % interval is 26 degrees wide: more than a movement of 20 degrees, less than one of 50."""
    small, large = (
        measure_hip(flexion_trace(start_deg=start, onset_deg=110.0, noise=0.3), FLEXION, "left")
        for start in (100.0, 70.0)
    )

    assert large.onset is not None and small.largest is not None
    assert (small.onset, small.onset_reason) == (None, Reason.BACK_UNCLEAR)


def test_a_cue_that_slips_tells_no_onset():
    """The back cannot do four times as much as the whole movement."""
    hip = measure_hip(flexion_trace(join=4.3, onset_deg=100.0, noise=0.1), FLEXION, "left")

    assert (hip.onset, hip.onset_reason) == (None, Reason.BACK_UNCLEAR)


def test_without_any_cue_the_back_could_not_be_seen():
    hip = measure_hip(flexion_trace(cues=False), FLEXION, "left")

    assert (hip.onset, hip.onset_reason) == (None, Reason.BACK_HIDDEN)


def test_a_single_movement_is_no_measurement():
    hip = measure_hip(flexion_trace(tops_deg=(120.0,)), FLEXION, "left")

    assert (hip.largest, hip.largest_reason) == (None, Reason.ONE_ONLY)


def test_repeats_that_differ_are_no_measurement():
    hip = measure_hip(flexion_trace(tops_deg=(95.0, 120.0)), FLEXION, "left")

    assert (hip.largest, hip.largest_reason) == (None, Reason.DISAGREE)


def test_one_repeat_that_slipped_is_left_out():
    hip = measure_hip(flexion_trace(tops_deg=(95.0, 120.0, 119.0)), FLEXION, "left")

    assert hip.largest is not None
    assert [trial.used for trial in hip.trials] == [False, True, True]


def test_quick_movements_are_refused_with_the_reason():
    hip = measure_hip(flexion_trace(rise_s=0.8), FLEXION, "left")

    assert (hip.largest, hip.largest_reason) == (None, Reason.TOO_FAST)


def test_an_angle_that_no_hip_has_is_not_believed():
    hip = measure_hip(flexion_trace(tops_deg=(190.0, 191.0), rise_s=9.0), FLEXION, "left")

    assert hip.largest_reason is Reason.NOT_SEEN


def test_nothing_is_measured_from_the_feet():
    hip = measure_hip(flexion_trace(yaw_deg=70.0), FLEXION, "left")

    assert hip.largest_reason is Reason.VIEW


def test_nobody_and_no_movement_are_told_apart():
    trace = flexion_trace(tops_deg=())
    nobody = replace(trace, trunk_deg=np.full(len(trace.t_s), np.nan))

    assert measure_hip(trace, FLEXION, "left").largest_reason is Reason.NO_MOVEMENT
    assert measure_hip(nobody, FLEXION, "left").largest_reason is Reason.NOBODY


def test_an_oblique_camera_makes_the_figure_less_sure():
    square, oblique = (measure_hip(flexion_trace(yaw_deg=yaw), FLEXION, "left") for yaw in (0.0, 30.0))

    assert square.largest and oblique.largest
    assert oblique.largest.sd_deg > 1.5 * square.largest.sd_deg


def test_whoever_moves_the_other_leg_gets_that_one_measured():
    assert moved_side(flexion_trace(side="right"), FLEXION, "left") == "right"
    assert moved_side(flexion_trace(side="left"), FLEXION, "left") == "left"


def test_legs_that_are_taken_for_each_other_give_no_other_hip_than_was_asked_for():
    """With few pictures a second; in one movement of four the right leg is called the left one."""
    trace = flexion_trace(side="right", tops_deg=(120.0, 121.0, 119.0, 120.0))
    crossed = (trace.t_s > 9.0) & (trace.t_s < 17.0)
    own, other = trace.angle_deg["right"], trace.angle_deg["left"]
    swapped = {"left": np.where(crossed, own, other), "right": np.where(crossed, other, own)}
    mixed = replace(trace, angle_deg=swapped, course_deg=swapped)

    assert moved_side(mixed, FLEXION, "left") == ""
    assert moved_side(mixed, FLEXION, "right") == "right"


def test_a_pelvis_that_curls_up_does_not_hide_how_far_the_thigh_went():
    """It turns the line from shoulder to hip by some degrees, though the rib cage rests on the mat."""
    trace = flexion_trace(noise=0.0)
    turned = 0.2 * np.maximum(0.0, trace.angle_deg["left"] - 100.0)
    seen = {**trace.angle_deg, "left": trace.angle_deg["left"] - turned}
    hip = measure_hip(
        replace(trace, angle_deg=seen, course_deg=seen, trunk_deg=90.0 + turned), FLEXION, "left"
    )

    assert hip.largest is not None
    assert hip.largest.value_deg == pytest.approx(120.0, abs=1.0)


def test_the_lean_is_followed_by_the_pixels_where_the_landmarks_stand_too_upright():
    """Half-way by 7 degrees: the onset would be told too early by as much."""
    true = flexion_trace(tops_deg=(50.0, 51.0), start_deg=5.0, noise=0.3)
    lean = true.angle_deg["left"]
    seen = lean - 7.0 * np.sin(np.pi * np.clip((lean - 5.0) / 46.0, 0.0, 1.0))
    rng = np.random.default_rng(3)
    back = 0.05 * lean + 0.9 * np.maximum(0.0, lean - 33.0)
    shown = {cue.measure: cue.per_deg * back + rng.normal(0, 0.2, len(lean)) for cue in LEAN.cues}
    angles = {"left": seen, "right": seen}
    trace = replace(
        true,
        angle_deg=angles,
        course_deg=angles,
        trunk_deg=seen,
        turned_deg=lean + 0.1 * true.t_s,
        back=shown,
    )
    unfollowed = replace(trace, turned_deg=np.full(len(lean), np.nan))

    assert measure_hip(trace, LEAN, "both").onset.value_deg == pytest.approx(33.0, abs=3.0)
    assert measure_hip(unfollowed, LEAN, "both").onset.value_deg < 31.0


@pytest.mark.parametrize(
    ("values", "used"),
    [
        ((110.0, 118.0, 117.0), [1, 2]),
        ((118.0, 110.0, 109.0), [1, 2]),
        ((100.0, 110.0, 120.0), [2]),
        ((118.0, 117.0, 116.0), [0, 1, 2]),
    ],
)
def test_the_best_repeats_are_the_largest_that_confirm_each_other(values, used):
    assert best_repeats(values) == used
