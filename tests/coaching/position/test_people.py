"""Who is in position: people and figures that nobody here made, in the four exercises and in others."""

import json
from pathlib import Path

import pytest

from posecoach.app.pipeline import Pipeline, Step
from posecoach.coaching.events import Phase
from posecoach.exercises.catalogue import find_exercise
from posecoach.session.track import read_track

FOUND = Path(__file__).parents[4] / "shared" / "clips" / "found"
needs_found = pytest.mark.skipif(
    not FOUND.is_dir(),
    reason=f"the development clips, which are no part of the project, would lie in {FOUND}",
)

ELSEWHERE = {"pelvictilt_rehab", "catcow_room_x12", "seatedtuck_block_x12"}
"""Knees bent on the floor; on all fours; leaning back on the hands."""


def steps(clip: str) -> list[Step]:
    """Every frame of a found clip through the coach, as its list says."""
    entry = next(one for one in json.loads((FOUND / "found.json").read_text()) if one["clip"] == clip)
    pipeline = Pipeline(find_exercise(entry["coach"]), entry["side"])
    return [pipeline.step(t_s, pose) for t_s, pose in read_track(FOUND / entry["track"]).poses()]


@needs_found
@pytest.mark.parametrize("clip", sorted(ELSEWHERE))
def test_whoever_does_something_else_is_not_in_position(clip: str) -> None:
    done = steps(clip)
    assert done[-1].state.total_reps == 0
    assert not any(step.state.phase in (Phase.HOLD, Phase.COUNTING) for step in done)


@needs_found
@pytest.mark.parametrize(
    "clip",
    [
        "kneetochest_clinic_pulse_x12",
        "kneetochest_3dman_x12",  # the leg is put down between the reps
        "halfkneel_photos_x12",
        "splitsquat_cartoon_x12",
    ],
)
def test_whoever_does_the_exercise_does_not_leave_its_position(clip: str) -> None:
    phases = [step.state.phase for step in steps(clip)]
    taken_up = next(at for at, phase in enumerate(phases) if phase in (Phase.HOLD, Phase.COUNTING))
    assert taken_up < 0.2 * len(phases)
    assert Phase.POSITION not in phases[taken_up:]
