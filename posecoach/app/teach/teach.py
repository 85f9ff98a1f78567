"""Teaching as one job: watch, learn, write the exercise file and the page beside it.

What is learned from is a video, recorded landmarks, or somebody in front of a camera.
"""

import re
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np

from posecoach.app.offline.analyze import analyze_video, estimator_options
from posecoach.app.teach.page import lesson_page
from posecoach.coaching.counting.segmentation import Candidate
from posecoach.errors import VideoError
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.exercises.definition import (
    MEASURES,
    SHOWN_JOINTS,
    CountRule,
    Exercise,
    LowerBackRule,
    ShownMovement,
)
from posecoach.exercises.parse import parse_exercise
from posecoach.exercises.write import exercise_toml
from posecoach.files import write_whole
from posecoach.kinematics.body import Body
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.model import BodyModel
from posecoach.learning.lesson import Lesson, Order, learn
from posecoach.learning.limits import PLACEHOLDER
from posecoach.learning.recording import Array, Reading
from posecoach.learning.wrong import learn_back
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import PoseEstimator
from posecoach.sentences import say
from posecoach.session.track import Track, TrackWriter, read_track
from posecoach.video import open_source, pictures

MOMENTS = 16
"""Of one repetition: enough for a figure that moves smoothly over three seconds."""

SMOOTH_S = 0.1
"""Landmarks are averaged over this time to either side."""


def shown_movement(lesson: Lesson, track: Track) -> ShownMovement | None:
    """One repetition of `lesson`, from its landmarks in `track`; None where they are not all there."""
    start_s, end_s = _span(lesson.choice.reading)
    found = track.found & (track.t_s >= start_s - SMOOTH_S) & (track.t_s <= end_s + SMOOTH_S)
    if found.sum() < 3:
        return None
    times, points = track.t_s[found], track.image_px[found][:, SHOWN_JOINTS].astype(float)
    at_s = start_s + (end_s - start_s) * np.arange(MOMENTS) / MOMENTS
    moments = np.array([_mean(times, points, float(t_s)) for t_s in at_s])
    places = {joint: at for at, joint in enumerate(SHOWN_JOINTS)}
    hips = moments[:, [places[L.LEFT_HIP], places[L.RIGHT_HIP]]].mean(axis=1)
    shoulders = moments[:, [places[L.LEFT_SHOULDER], places[L.RIGHT_SHOULDER]]].mean(axis=1)
    torso_px = float(np.percentile(np.linalg.norm(shoulders - hips, axis=1), 90))
    if not torso_px > 0:
        return None
    scaled = np.round(100.0 * (moments - hips[0]) / torso_px).astype(int)
    near = "right" if sum(body.view.facing for body in lesson.recording.seen) >= 0 else "left"
    moved = tuple(tuple(row.ravel().tolist()) for row in scaled)
    return ShownMovement(lesson.choice.reading.channel.leg, near, round(end_s - start_s, 1), moved)


def _span(reading: Reading) -> tuple[float, float]:
    """From where to where a usual repetition goes, the rest after it included."""
    usual = median(rep.range_ for rep in reading.reps)
    pairs = list(pairwise(reading.reps))

    def odd(pair: tuple[Candidate, Candidate]) -> float:
        gap_s = pair[1].start_s - pair[0].start_s
        return abs(pair[0].range_ / usual - 1.0) + abs(gap_s / reading.period_s - 1.0)

    first, second = min(pairs, key=odd)
    return first.start_s, second.start_s


def _mean(times: Array, points: Array, t_s: float) -> Array:
    near = np.abs(times - t_s) <= SMOOTH_S
    if not near.any():
        near = np.abs(times - t_s) == np.abs(times - t_s).min()
    return np.asarray(points[near].mean(axis=0))


ANYTHING = Exercise("anything", "Anything", CountRule("trunk_inclination"))
"""Stands for an exercise while nobody knows which; what it counts is thrown away."""

WITH_BACK = replace(ANYTHING, lower_back=tuple(LowerBackRule(measure, 1.0) for measure in MEASURES))
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
    """The landmarks of the person in front of a camera, for `seconds` or until Ctrl-C.

    Raises:
        VideoError: the camera cannot be opened, or nobody came into view.
        ModelError: the pose model cannot be used.
    """
    with closing(open_teaching_estimator(model, back)) as tracker, open_source(spec, give_up_s=5.0) as source:
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
        raise VideoError.of("learn.nobody", "learn.side_hint")
    return track.build()


def open_teaching_estimator(model: str, back: bool = False) -> PoseEstimator:
    """The estimator for somebody who shows an exercise. Raises ModelError."""
    return open_tracker(estimator_options(model, WITH_BACK if back else ANYTHING))


def bodies_of(track: Track, start_s: float = 0.0, end_s: float = float("inf")) -> list[Body]:
    """The bodies of a track from `start_s` to `end_s`."""
    model = BodyModel()
    return [model.update(t_s, pose) for t_s, pose in track.poses() if start_s <= t_s <= end_s]


FIGURE = (
    "The moving figure: one repetition as it was shown, as landmarks; no picture. Each row is a moment: x "
    "and y of nose, shoulders, elbows, wrists, hips, knees, ankles, toes, left before right, in % of the "
    "torso."
)


def made_id(name: str) -> str:
    """An id, and a file's name, of what the teacher calls the exercise."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "exercise"


def free_id(name: str, place: Path | None = None) -> str:
    """The same, but of no exercise that comes with the program, nor of a file in `place`."""
    made = made_id(name)
    free, number = made, 1
    while builtin_exercise(free) is not None or (place is not None and (place / f"{free}.toml").exists()):
        number += 1
        free = f"{made}-{number}"
    return free


def learn_from(track: Track, order: Order, start_s: float = 0.0, end_s: float = float("inf")) -> Lesson:
    """Learn from the part of a track between two times; raises NotLearnedError."""
    return learn(bodies_of(track, start_s, end_s), order)


def with_back(lesson: Lesson, wrong: Path, model: str) -> Lesson:
    """The lesson with what watches the lower back, by a recording in which it moves.

    Raises:
        BackNotLearnedError: nothing of the back differs there. VideoError, TrackError: it cannot be read.
    """
    return learn_back(lesson, bodies_of(watch_file(wrong, model, back=True)))


def with_figure(lesson: Lesson, track: Track) -> Lesson:
    """The lesson with the moving figure of the person who taught it."""
    exercise = replace(lesson.draft.exercise, shown=shown_movement(lesson, track))
    return replace(lesson, draft=replace(lesson.draft, exercise=exercise))


def file_text(lesson: Lesson, order: Order, source: str) -> str:
    """The exercise file, with a comment for each limit."""
    comments = dict(lesson.draft.comments)
    doubts = " ".join(lesson.reasons)
    comments["head"] = (
        f"{lesson.draft.exercise.name}: learned from {source}.\n"
        f"{lesson.counted} repetitions were counted there. {say(f'learn.{lesson.sureness}')} {doubts}\n"
        "Change what you like: `posecoach exercises show FILE.toml` tells whether the file is still whole."
    )
    comments["count"] = "The signal that showed the repetitions best."
    if not (order.text.steps and order.text.cues):
        comments["text"] = PLACEHOLDER
    comments["demonstration"] = FIGURE
    return exercise_toml(lesson.draft.exercise, comments)


def keep(lesson: Lesson, order: Order, track: Track, out: Path, page: Path, source: str) -> None:
    """Write the exercise file and the page.

    Raises:
        ExerciseError: the teacher's words cannot stand in such a file.
        OutputError: a file cannot be written.
    """
    text = file_text(with_figure(lesson, track), order, source)
    parse_exercise(text, out.name)
    write_whole(out, text)
    write_whole(page, lesson_page(lesson, track))
