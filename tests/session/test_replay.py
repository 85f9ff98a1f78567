"""A stored session replayed: its rounded landmarks give the same reps at the same moments."""

from pathlib import Path

import pytest

from posecoach.app.offline.analyze import replay_track
from posecoach.exercises.catalogue import find_exercise
from posecoach.session.frame_codec import pack_track, unpack_track
from posecoach.session.track import read_track

LUNGE = Path(__file__).parent.parent / "evaluation" / "exercises" / "lunge.toml"


@pytest.mark.parametrize(
    ("name", "exercise_id"), [("lunge_home_32s", "hip-extension"), ("sidelunge_home_32s", str(LUNGE))]
)
def test_rounding_landmarks_changes_no_rep(clips: Path, name: str, exercise_id: str) -> None:
    exercise = find_exercise(exercise_id)
    track = read_track(clips / "tracks" / f"{name}.npz")
    first = replay_track(track, name, exercise)
    again = replay_track(unpack_track([pack_track(track)]), name, exercise)
    assert len(first.reps) >= 8
    assert [rep.counted_s for rep in again.reps] == [rep.counted_s for rep in first.reps]
    assert [rep.lower_back_moved for rep in again.reps] == [rep.lower_back_moved for rep in first.reps]
    for rep, other in zip(first.reps, again.reps, strict=True):
        assert other.range_deg == pytest.approx(rep.range_deg, abs=0.05)
