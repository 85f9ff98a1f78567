"""A recorded test of the hip's range, through the same coach as a live one."""

from contextlib import closing
from pathlib import Path

from posecoach.app.live.range_test import range_blocks
from posecoach.app.offline.analyze import analyze_video, motion_segments, needs_outline
from posecoach.app.pipeline import Pipeline
from posecoach.coaching.hip_range.measure import HipRange
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.range_coach import RangeCoach
from posecoach.exercises.catalogue import find_exercise
from posecoach.language import load_language
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import EstimatorOptions
from posecoach.pose.model import AUTO, FOR_RECORDINGS
from posecoach.session.track import Track, read_track


def measure_track(track: Track, movement: Movement, side: str) -> HipRange:
    """The range of the hip of `side` ("left", "right"; "both" for the lean) in recorded landmarks."""
    (block,) = range_blocks((movement,), (side,), load_language())
    pipeline = Pipeline(block.exercise, block.side, block.plan, tests=movement)
    for t_s, pose in track.poses():
        pipeline.step(t_s, pose)
    pipeline.finish()
    assert isinstance(pipeline.coach, RangeCoach)
    return pipeline.coach.result


def measure_file(path: Path, movement: Movement, side: str, model: str) -> HipRange:
    """The same in a track (.npz) or a video; raises as `read_track` and `analyze_video`."""
    if path.suffix == ".npz":
        return measure_track(read_track(path), movement, side)
    exercise = find_exercise(PROTOCOLS[movement].exercise)
    options = EstimatorOptions(
        FOR_RECORDINGS if model == AUTO else model,
        needs_outline(exercise),
        motion=motion_segments(exercise, movement),
    )
    with closing(open_tracker(options)) as estimator:
        return measure_track(analyze_video(path, exercise, side, estimator=estimator).track, movement, side)
