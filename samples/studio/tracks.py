"""Landmark tracks of rendered clips, small enough to keep when the videos are not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.coaching.position.gate import allowed_postures
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.segment_motion import Segment
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import EstimatorOptions
from posecoach.pose.model import HEAVY, model_name
from posecoach.session.track import Track, TrackWriter, write_track
from posecoach.video.frame import Frame
from posecoach.video.open import open_source

# Finer than the landmarks are: a tenth of a pixel, a millimetre, a hundredth.
PIXELS, METRES, SHARES = 10, 1000, 100
STEPS_OF_MOTION = 100_000


def keep(folder: Path, out: Path, model: str = HEAVY) -> Iterator[Path]:
    """For each NAME.mp4 with truth in `folder`, writes NAME.npz and NAME.json.gz into `out`; yields the new
    tracks; those that are there already stay.

    The truth is kept without the landmarks in pixels, which only a video can be compared with. `model` is
    a pose model's name or the path of its bundle.
    """
    out.mkdir(parents=True, exist_ok=True)
    for video in sorted(folder.glob("*.mp4")):
        truth_path = video.with_suffix(".json")
        if not truth_path.exists():
            continue
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        truth["frames"].pop("joints_px", None)
        text = json.dumps(truth, separators=(",", ":")).encode()
        # No time of day in the file, so that the same truth is the same file.
        (out / f"{video.stem}.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))
        path = out / f"{video.stem}.npz"
        if path.exists():
            continue
        write_track(rounded(track_of(video, model, truth["exercise"])), path)
        yield path


def track_of(video: Path, model: str = HEAVY, exercise: str = "") -> Track:
    """The track of a video of `exercise` ("" for any) as `analyze --track` would write it.

    With the silhouette beside the trunk and the motion of all segments.
    """
    postures = allowed_postures(find_exercise(exercise)) if exercise else ()
    options = EstimatorOptions(model, outline=True, motion=frozenset(Segment), postures=postures)
    with open_source(video) as source, closing(open_tracker(options)) as estimator:
        writer = TrackWriter(source.info.size_px, model_name(model))
        while (frame := source.read()) is not None:
            if isinstance(frame, Frame):  # a file has no interruptions
                writer.add(frame.t_s, estimator.estimate(frame))
        return writer.build()


def rounded(track: Track) -> Track:
    """The track with as many digits as it is exact to; it compresses to half."""

    def to(values: np.ndarray, steps: int) -> np.ndarray:
        return (np.round(values.astype(np.float64) * steps) / steps).astype(np.float32)

    return replace(
        track,
        image_px=to(track.image_px, PIXELS),
        world_m=to(track.world_m, METRES),
        visibility=to(track.visibility, SHARES),
        presence=to(track.presence, SHARES),
        outline=None if track.outline is None else to(track.outline, METRES),
        motion=None if track.motion is None else to(track.motion, STEPS_OF_MOTION),
    )
