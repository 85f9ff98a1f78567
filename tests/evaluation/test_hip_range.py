"""The error of the measured hip range: against the truth, between sides, from another place."""

import math
from pathlib import Path

import pytest

from posecoach.app.live.range_test import measure_file
from posecoach.coaching.hip_range.protocol import PROTOCOLS
from posecoach.evaluation.cases import find_cases
from posecoach.evaluation.hip_range import RangeScore, range_totals, score_range

TRACKS = Path(__file__).parents[2] / "samples" / "tracks_range"
NAN = math.nan


def score(side="left", error=0.0, *, moved=False, onset=NAN, person="1"):
    return RangeScore("clip", "flexion", side, person, moved, 120.0 + error, 120.0, "", onset, 100.0, "")


def test_errors_are_averaged_without_their_signs():
    (total,) = range_totals([score(error=4.0), score("right", -2.0, onset=106.0)])

    assert (total.tests, total.measured, total.onsets) == (2, 2, 1)
    assert (total.largest_mae_deg, total.largest_bias_deg, total.onset_mae_deg) == (3.0, 1.0, 6.0)
    assert (total.pairs, total.side_mae_deg) == (1, 6.0)


def test_what_was_not_measured_is_no_error():
    (total,) = range_totals([score(error=NAN), score("right", 2.0)])

    assert (total.tests, total.measured, total.pairs) == (2, 1, 0)
    assert total.largest_mae_deg == 2.0


def test_a_second_place_tells_the_least_detectable_change():
    (total,) = range_totals([score(error=1.0), score(error=5.0, moved=True)])

    assert total.repeat_sd_deg == pytest.approx(4.0 / math.sqrt(2))
    assert total.detectable_deg == pytest.approx(1.96 * 4.0)


def test_the_samples_are_measured_within_the_goals():
    cases, _ = find_cases(TRACKS)
    scores = [score_range(case, lambda *what: measure_file(*what, model="full")) for case in cases]

    assert len(scores) == 9
    for one in scores:
        assert abs(one.largest_error_deg) < 9.0, one.clip
        assert one.movement in ("lean", "internal-rotation") or abs(one.onset_error_deg) < 13.0, one.clip
    totals = {total.movement: total for total in range_totals(scores)}
    assert totals["flexion"].largest_mae_deg < 5.0
    assert totals["flexion"].onset_mae_deg < 8.0
    for movement, protocol in PROTOCOLS.items():  # what the pages state is not less than what is measured
        total = totals[movement.value]
        assert total.largest_rms_deg <= protocol.angle_sd_deg
        assert not total.onset_rms_deg > protocol.onset_sd_deg
