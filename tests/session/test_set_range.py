"""How far the hip went in each set of an ordinary session, and where the lower back began to move."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import Confidence, LowerBackReading, Rep
from posecoach.session.json_format import to_json
from posecoach.session.record import Session, SetRecord, Source
from posecoach.session.series import COLUMNS, Series
from posecoach.session.set_range import set_range
from posecoach.session.summary import remarks

MOVED = LowerBackReading("pelvis_edge", 4.0, 1.6, "% torso", Confidence.HIGH)
ONSET_DEG = 106.0


def session(exercise="hip-flexion", reps=4, moved=True, side="right", pull_deg=30.0):
    """Pulls of 2 s from 100 degrees on; the lower back joins in at `ONSET_DEG` where it `moved`."""
    t_s = np.arange(0, 4.0 * reps, 0.05)
    angle = 100.0 + pull_deg / 2 * (1.0 - np.cos(2 * np.pi * t_s / 4.0))
    excess = np.maximum(0.0, angle - ONSET_DEG) * 0.4 if moved else 0.0 * angle
    columns = dict.fromkeys(COLUMNS, np.full(len(t_s), np.nan, np.float32))
    sign = -1.0 if exercise == "hip-extension" else 1.0
    columns |= {
        f"hip_flexion_{side}_deg": (sign * angle).astype(np.float32),
        "lower_back": excess.astype(np.float32),
    }
    made = [
        Rep(1, n + 1, 4.0 * n, 4.0 * n + 2.0, 4.0 * n + 2.5, 30.0, 130.0, 4.0 * n + 4.0) for n in range(reps)
    ]
    if moved:
        made = [replace(rep, lower_back=MOVED, lower_back_moved=True) for rep in made]
    sets = (SetRecord(1, 0.0, 4.0 * reps, tuple(made)),)
    return Session(exercise, side, Source(), sets, series=Series(t_s, **columns))


def test_the_end_of_range_is_the_middle_of_the_peaks():
    one = session(moved=False)

    assert set_range(one, one.sets[0]).end_deg == pytest.approx(130.0, abs=0.5)
    assert set_range(one, one.sets[0]).onset is None


def test_the_onset_is_where_the_lower_back_begins():
    one = session()
    onset = set_range(one, one.sets[0]).onset

    assert onset is not None
    assert onset.value_deg == pytest.approx(ONSET_DEG, abs=1.0)


def test_one_repetition_at_fault_proves_no_onset():
    one = session()
    first, *others = one.sets[0].reps
    quiet = [replace(rep, lower_back_moved=False) for rep in others]

    assert set_range(one, replace(one.sets[0], reps=(first, *quiet))).onset is None


def test_a_repetition_in_which_the_back_was_not_seen_is_left_out():
    one = session()
    one.series.lower_back[one.series.t_s < 4.0] = np.nan
    onset = set_range(one, one.sets[0]).onset

    assert onset is not None and onset.value_deg == pytest.approx(ONSET_DEG, abs=1.0)


def test_an_onset_that_may_be_anywhere_in_the_pull_is_not_told():
    one = session(pull_deg=20.0)

    assert set_range(one, one.sets[0]).onset is None
    assert not any("began to move at about" in line for line in remarks(one))


def test_extension_is_positive_toward_its_end():
    one = session("hip-extension", moved=False)

    assert set_range(one, one.sets[0]).end_deg == pytest.approx(130.0, abs=0.5)


def test_inward_rotation_has_no_zero_to_measure_from():
    one = session("hip-internal-rotation", moved=False)

    assert np.isnan(set_range(one, one.sets[0]).end_deg)


def test_one_rep_at_fault_tells_no_onset():
    one = session(reps=1)

    assert set_range(one, one.sets[0]).onset is None


def test_file_and_summary_say_both():
    one = session()
    told = to_json(one)["sets"][0]

    assert told["end_of_range_deg"] == pytest.approx(130.0, abs=0.5)
    assert told["onset"]["value_deg"] == pytest.approx(ONSET_DEG, abs=1.0)
    assert "End of range, middle of each set: 130°." in remarks(one)
    assert any(
        line.startswith("In set 1 the lower back began to move at about 106°") for line in remarks(one)
    )
