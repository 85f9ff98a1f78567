"""A whole video, or recorded landmarks, through the coach at once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from posecoach.app.pipeline import Pipeline, Step
from posecoach.app.timing import Stopwatch
from posecoach.errors import VideoError
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator, PoseEstimator
from posecoach.session.record import Session, SessionBuilder, Source
from posecoach.session.track import Track, TrackWriter
from posecoach.video import Frame, Interruption, open_source

Watcher = Callable[[Frame | None, Pose | None, Step], None]
"""Called after each frame with what it became; draws, writes, shows progress."""

OUTLINE_MEASURES = {"pelvis_rise", "back_bulge", "silhouette_depth", "hip_path"}
"""Lower-back measures that read the silhouette; the mask costs 4 ms a frame and is left out otherwise."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came out: the session, the landmarks, and how long each stage took."""

    session: Session
    track: Track
    timing: Stopwatch


def needs_outline(exercise: Exercise) -> bool:
    """Whether a lower-back measure of the exercise reads the silhouette."""
    return any(rule.measure in OUTLINE_MEASURES for rule in exercise.lower_back)


def analyze_video(
    path: Path,
    exercise: Exercise,
    side: str = "auto",
    *,
    model: Path | None = None,
    estimator: PoseEstimator | None = None,
    watch: Watcher | None = None,
) -> Analysis:
    """Run every frame of the file at `path` through the coach.

    Raises:
        VideoError: the file cannot be read, or shows nobody in any frame.
        ModelError: the pose model cannot be used.
    """
    timing = Stopwatch()
    with ExitStack() as stack:
        source = stack.enter_context(open_source(path))
        if estimator is None:
            options = EstimatorOptions(model, needs_outline(exercise))
            estimator = stack.enter_context(MediaPipeEstimator(options))
        info = source.info
        track = TrackWriter(info.size_px)

        def poses() -> Iterator[tuple[float, Pose | None, Frame | None]]:
            while True:
                with timing.stage("decode"):
                    frame = source.read()
                if frame is None:
                    return
                if isinstance(frame, Interruption):
                    continue
                with timing.stage("pose"):
                    pose = estimator.estimate(frame)
                track.add(frame.t_s, pose)
                yield frame.t_s, pose, frame

        session = _run(poses(), SessionBuilder(exercise, side, info), Pipeline(exercise, side), timing, watch)
    if session.source.pose_frames == 0:
        raise VideoError(
            f"Nobody was found in {path.name}.", "The whole body should be in the picture, in good light."
        )
    return Analysis(session, track.build(), timing)


def replay_track(
    track: Track, name: str, exercise: Exercise, side: str = "auto", *, watch: Watcher | None = None
) -> Session:
    """Run recorded landmarks through the coach."""
    steps = track.t_s[1:] - track.t_s[:-1]
    fps = float(1.0 / steps.mean()) if len(steps) else float("nan")
    source = Source("track", name, fps)
    poses = ((t_s, pose, None) for t_s, pose in track.poses())
    return _run(poses, SessionBuilder(exercise, side, source), Pipeline(exercise, side), Stopwatch(), watch)


def _run(
    poses: Iterable[tuple[float, Pose | None, Frame | None]],
    builder: SessionBuilder,
    pipeline: Pipeline,
    timing: Stopwatch,
    watch: Watcher | None,
) -> Session:
    for t_s, pose, frame in poses:
        with timing.stage("coach"):
            step = pipeline.step(t_s, pose)
            builder.add(step.body, step.state, step.events)
        if watch is not None:
            with timing.stage("show"):
                watch(frame, pose, step)
    builder.hear(pipeline.finish())
    return builder.finish()
