"""The lower-back measures on tracks of real people doing other exercises: each behaves as it says it does."""

import json
from pathlib import Path

import numpy as np
import pytest

from posecoach.coaching.events import Rep
from posecoach.coaching.lower_back.measure_change import MeasureTrace
from posecoach.kinematics.model import BodyModel
from posecoach.session.track import read_track
from tests.simulator.drive import coach_frames


def changes(clips: Path, name: str, measure: str) -> np.ndarray:
    """Change of a measure in each rep of a clip, (reps,); NaN where the measure says it sees nothing."""
    told = next(one for one in json.loads((clips / "real.json").read_text()) if one["clip"] == name)
    model, trace = BodyModel(), MeasureTrace()
    for t_s, pose in read_track(clips / "tracks" / f"{name}.npz").poses():
        body = model.update(t_s, pose)
        if body.seen:
            trace.append(t_s, body.back[measure])
    reps = []
    for frames in told["rep_boundaries_frames"]:
        start_s, peak_s, end_s = (frame / told["fps"] for frame in frames)
        reps.append(trace.excursion(Rep(1, 1, start_s, peak_s, end_s, 10.0, 0.0, end_s), 0.2).change)
    return np.array(reps)


def test_a_rounding_back_on_all_fours_shows_in_every_rep(clips: Path) -> None:
    """Only the pelvis tilts, by 8-10 degrees: the line shoulder-hip shortens, the trunk leans nowhere."""
    assert (changes(clips, "catcow_gym", "trunk_shortening") > 3).all()
    assert np.abs(changes(clips, "catcow_gym", "trunk_lean")).max() < 2


def test_the_pelvis_rises_in_a_bridge_and_not_in_a_sit_up(clips: Path) -> None:
    assert (changes(clips, "bridge_studio", "pelvis_rise") > 25).all()
    assert (changes(clips, "situp_gym_10reps", "pelvis_rise") < 1).all()


def test_a_trunk_that_leans_in_a_squat_is_what_fools_the_lean(clips: Path) -> None:
    assert (changes(clips, "squat_room_phone", "trunk_lean") > 25).all()


@pytest.mark.parametrize("name", ["squat_home_front", "sidelunge_home_32s"])
@pytest.mark.parametrize("measure", ["pelvis_rise", "trunk_lean", "trunk_shortening"])
def test_from_the_front_the_measures_say_that_they_see_nothing(clips: Path, name: str, measure: str) -> None:
    assert np.isnan(changes(clips, name, measure)).all()


@pytest.mark.parametrize(
    ("name", "exercise_id"), [("lunge_home_32s", "hip-extension"), ("squat_home_front", "hip-extension")]
)
def test_landmarks_alone_do_not_blame_a_real_standing_back(clips: Path, name: str, exercise_id: str) -> None:
    track = read_track(clips / "tracks" / f"{name}.npz")
    coached = coach_frames(track.poses(), exercise_id)
    assert coached.back_warnings == [] and all(rep.lower_back is None for rep in coached.session.reps)
