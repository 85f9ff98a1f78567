"""Reps grouped by kind of clip, person and exercise, with what is called sure apart."""

from dataclasses import replace

import pytest

from posecoach.coaching.events import Confidence
from posecoach.evaluation.back import BackScore
from posecoach.evaluation.report_back import back_groups, curves
from posecoach.evaluation.score import ClipScore, score_clip
from tests.evaluation.made import back, rep, session
from tests.evaluation.test_back import moved_truth

HIGH, LOW = Confidence.HIGH, Confidence.LOW


def clip(said: dict[int, tuple[bool, Confidence]], ground: str = "rendered", person: str = "") -> ClipScore:
    """Ten reps of which the third and fourth moved by 16 degrees; `said` by index, else surely still."""
    truth = replace(moved_truth(), ground=ground, person=person)
    reps = [
        rep(one.start_s, one.peak_s, one.end_s, **back(0.0, *said.get(index, (False, HIGH))))
        for index, one in enumerate(truth.reps)
    ]
    return score_clip(truth, session(reps))


def group(clips: list[ClipScore], by: str = "all", name: str = "all") -> BackScore:
    (found,) = [one for one in back_groups(clips) if (one.by, one.name) == (by, name)]
    return found.score


def test_false_alarms_and_questions_are_counted_apart() -> None:
    found = group([clip({0: (True, HIGH), 1: (True, LOW), 2: (True, HIGH), 3: (True, LOW)})])
    assert (found.clean, found.false_alarms(True), found.false_alarms(False)) == (8, 1, 1)
    assert (found.moved, found.told(True), found.told(False)) == (2, 1, 1)


def test_reliability_is_the_share_of_sure_verdicts_that_are_right() -> None:
    found = group([clip({0: (True, HIGH), 2: (True, HIGH), 3: (False, LOW)})])
    assert (found.sure, found.sure_right) == (9, 8)
    assert found.reliability == pytest.approx(8 / 9)


def test_each_ground_and_person_has_its_own_row() -> None:
    clips = [clip({}, "rendered", "ada"), clip({0: (True, HIGH)}, "real"), clip({}, "real", "ada")]
    assert group(clips, "ground", "rendered").false_alarms(True) == 0
    assert group(clips, "ground", "real").false_alarms(True) == 1
    assert group(clips, "person", "ada").clean == 16 and group(clips, "person", "unknown").clean == 8
    assert group(clips, "exercise", "hip-flexion").clean == 24


def test_instead_of_the_hip_and_in_addition_to_it_are_apart() -> None:
    """16 degrees of lumbar movement are all of a rep of 10, and less than half of one of 40."""
    own = clip({2: (True, HIGH)}).back
    assert own is not None
    large = replace(moved_truth(), reps=tuple(replace(r, amplitude_deg=40.0) for r in moved_truth().reps))
    reps = [rep(one.start_s, one.peak_s, one.end_s, **back(0.0, False)) for one in large.reps]
    other = score_clip(large, session(reps)).back
    assert other is not None
    found = curves([*own.reps, *other.reps])
    assert [(point.reps, point.flagged) for point in found["curve_instead"]] == [(2, 1)]
    assert [(point.reps, point.flagged) for point in found["curve_in_addition"]] == [(2, 0)]
