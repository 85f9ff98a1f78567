"""The moving figure of a learned exercise: one repetition of whoever taught it, as landmarks."""

from itertools import pairwise
from statistics import median

import numpy as np

from posecoach.coaching.counting.segmentation import Candidate
from posecoach.exercises.definition import SHOWN_JOINTS, ShownMovement
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.learning.lesson import Lesson
from posecoach.learning.reading import Reading
from posecoach.learning.recording import Array
from posecoach.session.track import Track

MOMENTS = 16
"""Of one repetition: enough for a figure that moves smoothly over three seconds."""

SMOOTH_S = 0.1
"""Landmarks are averaged over so long to either side."""


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
    leg = lesson.choice.reading.channel.leg
    return ShownMovement(
        leg, _near(lesson), round(end_s - start_s, 1), tuple(tuple(row.ravel().tolist()) for row in scaled)
    )


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


def _near(lesson: Lesson) -> str:
    facing = [body.view.facing for body in lesson.recording.seen]
    return "right" if sum(facing) >= 0 else "left"
