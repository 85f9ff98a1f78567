"""Changes of a clip that should change nothing, and how often they do."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.app.offline.analyze import replay_track
from posecoach.evaluation.perturb import (
    Run,
    Stability,
    at_fps,
    changes,
    compared,
    expected,
    mirrored,
    share,
    stability,
    verdict_counts,
)
from posecoach.evaluation.report import stability_json
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.segment_motion import DX, SIGMA, summed
from posecoach.session.record import Session
from posecoach.session.track import Track, TrackWriter
from tests.simulator import SetScript, simulate

EXERCISE = find_exercise("hip-flexion")


@pytest.fixture(scope="module")
def track() -> Track:
    writer = TrackWriter((640, 480))
    for t_s, pose in simulate(SetScript(reps=8, period_s=1.6, fps=20, swaps=False, seed=1)).poses:
        writer.add(t_s, pose)
    return writer.build()


def replay(track: Track, mirror: bool) -> Session:
    return replay_track(track, "simulated", EXERCISE, "left" if mirror else "right")


def test_an_easy_set_is_counted_the_same_however_it_is_changed(track: Track) -> None:
    session = replay(track, False)
    found = stability("simulated", track, session, replay)
    assert len(session.reps) == 8
    assert {run.change for run in found.runs} > {"cut 1 s", "mirrored", "speed 0.8", "size 0.7", "15 fps"}
    assert [run for run in found.runs if not run.same] == []
    assert stability_json([found])["share"] == 1.0
    same, every = verdict_counts([found])
    assert every == 72 and same >= 64  # one repetition is at the limit of what is called still


def test_mirrored_twice_is_the_same_track(track: Track) -> None:
    once, twice = mirrored(track), mirrored(mirrored(track))
    assert np.allclose(twice.image_px, track.image_px, equal_nan=True)
    width = track.size_px[0]
    assert once.image_px[5, L.LEFT_KNEE, 0] == pytest.approx(width - track.image_px[5, L.RIGHT_KNEE, 0])


def test_fewer_frames_are_spread_evenly(track: Track) -> None:
    thin = at_fps(track, 10.0)
    assert np.diff(thin.t_s) == pytest.approx(0.1, abs=0.011)


def test_speed_changes_times_alone(track: Track) -> None:
    (fast,) = [change.track for change in changes(track) if change.name == "speed 1.25"]
    assert fast.t_s[-1] == pytest.approx(track.t_s[-1] / 1.25)
    assert fast.image_px is track.image_px


def test_a_rep_cut_in_two_may_count_or_not(track: Track) -> None:
    session = replay(track, False)
    third = session.reps[2]
    middle_s = (third.start_s + third.peak_s) / 2
    assert expected(session, middle_s) == (5, 6)
    assert expected(session) == (8,)


def test_the_share_is_over_all_runs() -> None:
    runs = (Run("mirrored", 8, (8,)), Run("15 fps", 7, (8,)), Run("cut 1 s", 7, (7, 8)), Run("size", 8, (8,)))
    assert share([Stability("clip", runs)]) == 0.75


def test_a_verdict_that_turns_is_told_though_the_count_is_the_same(track: Track) -> None:
    session = replay(track, False)
    (one_set,) = session.sets
    reps = (replace(one_set.reps[0], lower_back_moved=True), *one_set.reps[1:])
    turned = replace(session, sets=(replace(one_set, reps=reps),))
    run = compared("one verdict turned", session, turned)
    assert run.same and (run.same_verdicts, run.verdicts) == (7, 8)


def test_motion_of_frames_left_out_is_added_to_the_next() -> None:
    motion = np.full((5, 7, 5), 0.1, np.float32)
    thin = summed(motion, np.array([0, 2, 4]))
    assert thin[:, 0, DX] == pytest.approx([0.1, 0.2, 0.2])
    assert thin[1, 0, SIGMA] == pytest.approx(0.1 * 2**0.5)
