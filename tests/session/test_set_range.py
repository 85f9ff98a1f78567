"""How far the hip went in each set of an ordinary session."""

import numpy as np
import pytest

from posecoach.coaching.events import Rep
from posecoach.session.json_format import to_json
from posecoach.session.record import Session, SetRecord, Source
from posecoach.session.series import COLUMNS, Series
from posecoach.session.summary import remarks


def session(exercise="hip-flexion", side="right", sign=1.0):
    """Four pulls of 2 s from 100 to 130 degrees."""
    t_s = np.arange(0, 16.0, 0.05)
    angle = sign * (115.0 - 15.0 * np.cos(2 * np.pi * t_s / 4.0))
    columns = dict.fromkeys(COLUMNS, np.full(len(t_s), np.nan, np.float32))
    columns |= {f"hip_flexion_{side}_deg": angle.astype(np.float32)}
    reps = [
        Rep(1, n + 1, 4.0 * n, 4.0 * n + 2.0, 4.0 * n + 2.5, 30.0, 130.0, 4.0 * n + 4.0) for n in range(4)
    ]
    return Session(
        exercise, side, Source(), (SetRecord(1, 0.0, 16.0, tuple(reps)),), series=Series(t_s, **columns)
    )


def end_deg(one):
    (told,) = to_json(one)["sets"]
    return told["end_of_range_deg"]


def test_file_and_summary_say_the_middle_of_the_peaks():
    assert end_deg(session()) == pytest.approx(130.0, abs=0.5)
    assert "End of range, middle of each set: 130°." in remarks(session())


def test_extension_is_positive_toward_its_end():
    assert end_deg(session("hip-extension", sign=-1.0)) == pytest.approx(130.0, abs=0.5)


def test_inward_rotation_has_no_zero_to_measure_from():
    assert end_deg(session("hip-internal-rotation")) is None
