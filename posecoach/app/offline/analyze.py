"""A whole video, or recorded landmarks, through the coach at once."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from posecoach import sentences
from posecoach.app.pipeline import Pipeline, Step
from posecoach.batch.prefetch import tracked_frames
from posecoach.batch.restart import RestartingTracker, Restarts, block_frames
from posecoach.batch.segments import parallel_frames, plan_stretches
from posecoach.batch.stretch import Stretch
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.position.gate import allowed_postures
from posecoach.errors import VideoError
from posecoach.exercises.definition import MOTION_MEASURES, OUTLINE_MEASURES, Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.pixel_motion import FORWARD, LEANS, SINKS, SWINGS, TURNS
from posecoach.kinematics.segment_motion import Segment
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import EstimatorOptions, PoseEstimator
from posecoach.pose.model import AUTO, FOR_RECORDINGS, model_name
from posecoach.session.builder import SessionBuilder
from posecoach.session.record import Session, Source
from posecoach.session.track import Track, TrackWriter
from posecoach.timing import Stopwatch
from posecoach.video import Frame, FrameSource, SourceInfo, open_source, pictures
from posecoach.video.quiet import hushed_stderr

COUNTED_SEGMENTS = {
    "knee_flexion": frozenset(SINKS),
    "trunk_inclination": frozenset((*LEANS, *FORWARD)),
    "hip_internal_rotation": frozenset(SWINGS),
}
"""The segments that show a counted movement, by its signal (`posecoach.kinematics.pixel_motion`)."""

Watcher = Callable[[Frame | None, Pose | None, Step], None]
"""Called after each frame with what it became; draws, writes, shows progress."""


class NobodyFoundError(VideoError):
    """A video that shows nobody in any frame; `session` is the empty session that came of it."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(sentences.say("analyze.nobody", name=path.name), sentences.say("analyze.whole_body"))
        self.session = session


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came out: the session, the landmarks, and how long each stage took."""

    session: Session
    track: Track
    timing: Stopwatch


def needs_outline(exercise: Exercise) -> bool:
    """Whether a lower-back measure of the exercise reads the silhouette."""
    return any(rule.measure in OUTLINE_MEASURES for rule in exercise.lower_back)


def motion_segments(exercise: Exercise, tests: Movement | None = None) -> frozenset[Segment]:
    """The segments whose motion in the pixels the exercise, or the test taken from it, reads; or none."""
    if tests is Movement.LEAN:
        return frozenset((*motion_segments(exercise), *TURNS))
    measured = any(rule.measure in MOTION_MEASURES for rule in exercise.lower_back)
    trunk = frozenset((Segment.CHEST, Segment.PELVIS)) if measured else frozenset[Segment]()
    rule = exercise.count
    return trunk | COUNTED_SEGMENTS.get(rule.signal, frozenset()) if rule.pixels else trunk


def estimator_options(model: str, exercise: Exercise, tests: Movement | None = None) -> EstimatorOptions:
    """How to look for what the exercise, or the test taken from it, reads; "auto" is FOR_RECORDINGS."""
    model = FOR_RECORDINGS if model == AUTO else model
    return EstimatorOptions(
        model,
        needs_outline(exercise),
        motion=motion_segments(exercise, tests),
        postures=allowed_postures(exercise),
    )


def analyze_video(
    path: Path,
    exercise: Exercise,
    side: str = "auto",
    *,
    model: str = AUTO,
    estimator: PoseEstimator | None = None,
    watch: Watcher | None = None,
    jobs: int = 1,
    ahead: bool = True,
    lend: bool = True,
) -> Analysis:
    """Run every frame of the file at `path` through the coach.

    Args:
        exercise, side: as for `Coach`.
        model: "lite", "full", "heavy", or the path of a bundle; "auto" is FOR_RECORDINGS.
        estimator: finds the poses instead of MediaPipe, frame by frame in this process.
        watch: called after each frame.
        jobs: processes that find poses. The result is the same, to the last bit, for any number. With more
            than one the calling program must be importable (`if __name__ == "__main__"`).
        ahead: with one job, decode and track ahead on threads of their own: 5 % less time, the same result.
        lend: whether `watch` needs the frames; with several jobs they are decoded once more for it.

    Raises:
        VideoError: the file cannot be read. NobodyFoundError: it shows nobody in any frame.
        ModelError: the pose model cannot be used.
    """
    timing = Stopwatch()
    with hushed_stderr(), open_source(path) as source:
        info = source.info
        options, block = estimator_options(model, exercise), block_frames(info.frames)
        if estimator is not None:
            found = _one_by_one(source, estimator, timing)
        elif (stretches := plan_stretches(info.frames or 0, jobs, block))[1:]:
            found = _in_parallel(path, options, stretches, source if watch is not None and lend else None)
        else:
            found = _in_one(source, options, block, timing, ahead)
        name = "" if estimator is not None else model_name(options.model)
        track = TrackWriter(info.size_px, name)
        with closing(found):
            session = _run(found, exercise, side, info, name, timing, watch, track)
    if session.source.pose_frames == 0:
        raise NobodyFoundError(path, session)
    return Analysis(session, track.build(), timing)


def replay_track(track: Track, name: str, exercise: Exercise, side: str = "auto") -> Session:
    """Run recorded landmarks through the coach."""
    steps = track.t_s[1:] - track.t_s[:-1]
    fps = float(1.0 / steps.mean()) if len(steps) else float("nan")
    source = Source("track", name, fps, model=track.model)
    poses = ((t_s, pose, None) for t_s, pose in track.poses())
    return _run(poses, exercise, side, source, track.model, Stopwatch())


Found = Generator[tuple[float, Pose | None, Frame | None], None, None]
"""Each frame's time, the pose in it, and the frame itself where it is at hand."""


def _one_by_one(source: FrameSource, estimator: PoseEstimator, timing: Stopwatch) -> Found:
    for frame in timing.each("decode", pictures(source)):
        with timing.stage("pose"):
            pose = estimator.estimate(frame)
        yield frame.t_s, pose, frame


def _in_one(
    source: FrameSource, options: EstimatorOptions, block: int, timing: Stopwatch, ahead: bool
) -> Found:
    with closing(RestartingTracker(lambda: open_tracker(options), Restarts(block))) as tracker:
        if not ahead:
            yield from _one_by_one(source, tracker, timing)
            return
        with closing(tracked_frames(source, tracker, timing)) as frames:
            for frame, pose in frames:
                yield frame.t_s, pose, frame


def _in_parallel(
    path: Path, options: EstimatorOptions, stretches: Sequence[Stretch], source: FrameSource | None
) -> Found:
    """`source` lends the pictures; None does without."""
    with closing(parallel_frames(path, options, stretches)) as frames:
        for tracked in frames:
            picture = source.read() if source is not None else None
            yield tracked.t_s, tracked.pose, picture if isinstance(picture, Frame) else None


def _run(
    poses: Iterable[tuple[float, Pose | None, Frame | None]],
    exercise: Exercise,
    side: str,
    info: SourceInfo | Source,
    model: str,
    timing: Stopwatch,
    watch: Watcher | None = None,
    track: TrackWriter | None = None,
) -> Session:
    builder, pipeline = SessionBuilder(exercise, side, info, model), Pipeline(exercise, side)
    for t_s, pose, frame in poses:
        if track is not None:
            track.add(t_s, pose)
        with timing.stage("coach"):
            step = pipeline.step(t_s, pose)
            builder.add(step.body, step.state, step.events)
        if watch is not None:
            with timing.stage("show"):
                watch(frame, pose, step)
    builder.hear(pipeline.finish())
    return builder.finish()
