"""Slow movements whose end and whose onset of the lower back are known exactly."""

import numpy as np
import pytest

from samples.studio.ramp_clips import ramp_clip, ramp_clips
from samples.studio.take import Take
from samples.studio.variety import EXERCISES


@pytest.mark.parametrize("exercise", [one for one in EXERCISES if one != "hip-internal-rotation"])
def test_the_lower_back_joins_at_the_onset_and_not_before(exercise):
    take = Take(ramp_clip(1, exercise, "left"))
    ramps = take.clip.steps[1]
    for ramp in take.script.ramps:
        before, after = ramp.onset_s - 0.3, ramp.onset_s + 0.3
        pull, back = take.script.pull(before)
        assert back == pytest.approx(ramps.share * (pull - ramps.from_deg), abs=1e-6)
        pull, back = take.script.pull(after)
        assert back > ramps.share * (pull - ramps.from_deg)


def test_the_truth_tells_the_largest_angle_and_the_onset():
    document = Take(ramp_clip(1, "hip-flexion", "left")).truth()
    seen = np.array(document["frames"]["hip_flexion_left_deg"]) + document["frames"]["lumbar_flexion_deg"]

    assert len(document["ramps"]) == 3
    assert max(ramp["largest_deg"] for ramp in document["ramps"]) == pytest.approx(seen.max(), abs=0.1)
    assert all(ramp["onset_deg"] < ramp["largest_deg"] - 8 for ramp in document["ramps"])


def test_sitting_the_lower_back_does_not_join_in():
    document = Take(ramp_clip(1, "hip-internal-rotation", "left")).truth()

    assert all(ramp["onset_deg"] is None for ramp in document["ramps"])
    assert max(document["frames"]["lumbar_rotation_deg"]) == 0.0


def test_the_moved_camera_sees_the_same_movements():
    plain, moved = (ramp_clip(1, "hip-flexion", "left", moved_camera=one) for one in (False, True))

    assert (plain.steps, plain.person) == (moved.steps, moved.person)
    assert moved.camera.distance_m == pytest.approx(plain.camera.distance_m + 0.5)
    assert abs(moved.camera.yaw_deg - plain.camera.yaw_deg) == pytest.approx(10.0)


def test_a_person_has_both_hips_measured_and_one_of_them_twice():
    names = [clip.name for clip in ramp_clips(1)]

    assert len(set(names)) == 3 * len(EXERCISES)
