"""What is learned from becomes bodies: a video, recorded landmarks, or somebody in front of a camera."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from posecoach.app.offline.analyze import analyze_video, motion_segments, needs_outline
from posecoach.errors import VideoError
from posecoach.exercises.definition import MEASURES, CountRule, Exercise, LowerBackRule
from posecoach.kinematics.body import Body
from posecoach.kinematics.model import BodyModel
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import EstimatorOptions, PoseEstimator
from posecoach.sentences import say
from posecoach.session.track import Track, TrackWriter, read_track
from posecoach.video import open_source, pictures

ANYTHING = Exercise("anything", "Anything", CountRule("trunk_inclination"))
"""Stands for an exercise while nobody knows which; what it counts is thrown away."""

WITH_BACK = Exercise(
    "anything",
    "Anything",
    CountRule("trunk_inclination"),
    lower_back=tuple(LowerBackRule(measure, 1.0) for measure in MEASURES),
)
"""The same, looking also at the silhouette and the pixels that lower-back measures read."""


def watch_file(path: Path, model: str, back: bool = False, jobs: int = 1) -> Track:
    """The landmarks of a video, or those recorded in a `.npz` file.

    Args:
        path: the file.
        model: the pose model, as for `analyze_video`.
        back: whether lower-back measures are wanted, which takes a tenth longer.
        jobs: processes that find poses.

    Raises:
        VideoError, TrackError, ModelError: it cannot be read.
    """
    if path.suffix.lower() == ".npz":
        return read_track(path)
    return analyze_video(path, WITH_BACK if back else ANYTHING, model=model, jobs=jobs).track


def watch_camera(
    spec: str, model: str, seconds: float, tell: Callable[[str], None], back: bool = False
) -> Track:
    """The landmarks of whoever is in front of a camera, for `seconds` or until Ctrl-C.

    Raises:
        VideoError: the camera cannot be opened, or nobody came into view.
        ModelError: the pose model cannot be used.
    """
    with closing(open_eye(model, back)) as tracker, open_source(spec, give_up_s=5.0) as source:
        track = TrackWriter(source.info.size_px, model)
        tell(say("learn.watching", seconds=f"{seconds:.0f}"))
        begun_s, found = time.monotonic(), 0
        try:
            for frame in pictures(source):
                pose = tracker.estimate(frame)
                found += pose is not None
                track.add(frame.t_s, pose)
                if time.monotonic() - begun_s >= seconds:
                    break
        except KeyboardInterrupt:
            tell(say("learn.stopped"))
    if not found:
        raise VideoError(say("learn.nobody"), say("learn.side_hint"))
    return track.build()


def open_eye(model: str, back: bool = False) -> PoseEstimator:
    """What finds the landmarks of whoever shows an exercise. Raises ModelError."""
    looking = WITH_BACK if back else ANYTHING
    return open_tracker(EstimatorOptions(model, needs_outline(looking), motion=motion_segments(looking)))


def bodies_of(track: Track, start_s: float = 0.0, end_s: float = float("inf")) -> list[Body]:
    """The bodies of a track from `start_s` to `end_s`."""
    model = BodyModel()
    return [model.update(t_s, pose) for t_s, pose in track.poses() if start_s <= t_s <= end_s]
