"""Curves join what was measured with how a set was made, and change one condition at a time."""

import json
from pathlib import Path

import pytest

from samples.studio.curves import good_otherwise, join

MADE = {
    "off_advice_deg": -40.0, "distance_m": 2.0, "brightness": 0.9, "amplitude_deg": 12.0, "lumbar_deg": 0.0,
}  # fmt: skip


@pytest.fixture
def joined(tmp_path: Path):
    clip = {
        "clip": "a", "exercise": "hip-flexion", "true": 6, "counted": 6, "missed": 1, "extra": 1,
        "lower_back": None,
        "angles": {
            "hip": {"mean_absolute_deg": 4.0, "working": True},
            "knee": {"mean_absolute_deg": 40.0, "working": False},
        },
    }  # fmt: skip
    other = clip | {"clip": "a sample that nobody made at random"}
    (tmp_path / "evaluation.json").write_text(json.dumps({"clips": [clip, other]}))
    (tmp_path / "a.json").write_text(json.dumps({"clip": "a", "made": MADE}))
    return join(tmp_path / "evaluation.json", tmp_path)


def test_only_random_sets_are_joined(joined) -> None:
    assert [result.clip for result in joined] == ["a"]


def test_a_missed_and_an_invented_rep_are_both_wrong(joined) -> None:
    assert joined[0].right == pytest.approx(4 / 6)


def test_the_angle_error_is_that_of_the_working_joints(joined) -> None:
    assert joined[0].angle_error_deg == 4.0


def test_a_set_seen_obliquely_is_only_in_the_curve_of_the_angle(joined) -> None:
    assert good_otherwise(joined[0], "angle")
    assert not good_otherwise(joined[0], "distance")
    assert joined[0].off_deg == 40.0
