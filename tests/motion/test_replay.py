"""The motion of pixels belongs to the track: a replay without pictures gives the same session."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.offline.analyze import motion_segments, replay_track
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.segment_motion import COLUMNS, SIGMA, Segment, origins
from posecoach.session.json_format import to_json
from posecoach.session.track import Track, TrackWriter, read_track, write_track
from tests.simulator.script import SetScript
from tests.simulator.simulate import simulate


def track_with_motion(exercise: str) -> Track:
    """A simulated set whose pixels move as the landmarks do, with a little noise and gaps."""
    made = simulate(SetScript(exercise, reps=6, amplitude_deg=12, fps=15, seed=2))
    writer, rng, before = TrackWriter((640, 480)), np.random.default_rng(1), None
    for t_s, pose in made.poses:
        if pose is not None:
            writer.add(t_s, replace(pose, motion=_motion(pose, before, rng)))
        else:
            writer.add(t_s, None)
        before = pose
    return writer.build()


def _motion(pose: Pose, before: Pose | None, rng: np.random.Generator) -> np.ndarray | None:
    if before is None:
        return None
    motion = np.zeros((7, len(COLUMNS)), np.float32)
    motion[:, 2:4] = origins(pose.image_px) - origins(before.image_px) + rng.normal(0, 0.05, (7, 2))
    motion[:, SIGMA] = 0.002
    motion[rng.random(7) < 0.02] = np.nan
    return motion


@pytest.mark.parametrize("exercise", ["hip-extension", "hip-internal-rotation"])
def test_a_track_read_back_gives_the_same_session_to_the_last_figure(exercise: str, tmp_path: Path) -> None:
    track = track_with_motion(exercise)
    write_track(track, tmp_path / "t.npz")
    one, other = (
        to_json(replay_track(found, "t", find_exercise(exercise), "left"))
        for found in (track, read_track(tmp_path / "t.npz"))
    )
    assert len(one["sets"]) > 0
    assert one == other


def test_only_exercises_that_read_motion_have_it_measured() -> None:
    inward = replace(find_exercise("hip-internal-rotation"), lower_back=())
    assert motion_segments(inward) == {Segment.LEFT_THIGH, Segment.RIGHT_THIGH}
    assert motion_segments(replace(inward, count=replace(inward.count, pixels=False))) == frozenset()
    plain = find_exercise("hip-flexion")
    assert motion_segments(replace(plain, lower_back=())) == frozenset()
    rule = replace(plain.lower_back[0], measure="pelvis_patch_rise")
    assert motion_segments(replace(plain, lower_back=(rule,))) == {Segment.CHEST, Segment.PELVIS}
