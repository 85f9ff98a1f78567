"""What the repetition counter makes of one signal when it is told nothing of the exercise."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from posecoach.coaching.counting.counter import Completed, Counted, RepCounter
from posecoach.coaching.counting.segmentation import Candidate
from posecoach.exercises.definition import CountRule
from posecoach.learning.recording import Array, Channel, Recording

LOOSE_RANGE, LOOSE_PERIOD_S = 3.0, (0.5, 12.0)
"""Anything between these may be a repetition, in degrees or % of the torso, and in seconds."""

NOISE = {
    "trunk_inclination": 2.5,
    "hip_height": 3.0,
    "hip_flexion": 4.0,
    "knee_flexion": 6.0,
    "foot_height": 7.0,
    "foot_over": 9.0,
    "knee_travel": 8.0,
    "hip_internal_rotation": 10.0,
}
"""How far a signal moves without an exercise, in its unit: breath, landmarks that waver, a view off square,
zeros that drift. Judged by what the signals that rest do meanwhile in exercises of real people, and by the
landmarks of people who hold still."""

JITTERS, BLUNTED = 6.0, 0.06
"""A signal that jitters more than its `NOISE` moves by so many RMS jitters without an exercise. The smoothing
against which jitter is measured blunts quick repetitions; up to this share of their range is no jitter."""

ALONG_SHARE = 0.35
"""A leg that moves by less than this share of the other one rests."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The repetitions seen in one channel.

    Attributes:
        direction: +1 when their pull raises the signal, -1 when it lowers it.
        reps: as the counter measured them, in the order of time; values are turned so that a pull rises.
    """

    channel: Channel
    direction: int
    reps: tuple[Candidate, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.reps)

    @property
    def size(self) -> float:
        """The usual range of a repetition, in the signal's unit; 0 without any."""
        return median(rep.range_ for rep in self.reps) if self.reps else 0.0

    @property
    def noise(self) -> float:
        """How far this signal of this person may move without an exercise."""
        jitter = median(rep.jitter for rep in self.reps) if self.reps else 0.0
        return max(NOISE[self.channel.signal], JITTERS * (jitter - BLUNTED * self.size))

    @property
    def snr(self) -> float:
        """The usual range over the noise."""
        return self.size / self.noise

    @property
    def period_s(self) -> float:
        """The usual time from one repetition to the next."""
        gaps = [b.middle_s - a.middle_s for a, b in pairwise(self.reps)]
        return median(gaps) if gaps else 0.0

    @property
    def unevenness(self) -> float:
        """How unlike the repetitions are: median deviation of the logarithm of their ranges and gaps."""
        gaps = [b.middle_s - a.middle_s for a, b in pairwise(self.reps)]
        return _spread([rep.range_ for rep in self.reps]) + _spread(gaps)

    @property
    def start_s(self) -> float:
        """When the first repetition begins."""
        return self.reps[0].start_s

    @property
    def end_s(self) -> float:
        """When the last one is over, as far as it was seen."""
        last = self.reps[-1]
        return last.end_s if last.end_s == last.end_s else last.peak_s + last.pull_s


def read_channel(recording: Recording, channel: Channel, direction: int) -> Reading:
    """The repetitions in one channel, counted as they will be counted, but with `LOOSE_RANGE`."""
    rule = CountRule(channel.signal, direction, LOOSE_RANGE, LOOSE_PERIOD_S)
    counter = RepCounter(rule)
    events: list[Counted | Completed] = []
    for t_s, x in zip(recording.t_s.tolist(), recording.values[channel].tolist(), strict=True):
        events += counter.update(t_s, x)
    if len(recording.t_s):
        events += counter.finish(float(recording.t_s[-1]))
    done: dict[float, Candidate] = {}
    for event in events:
        done[event.pulse.middle_s] = event.pulse  # a completed one replaces what was counted
    return Reading(channel, direction, tuple(done[at] for at in sorted(done)))


def course_of(recording: Recording, reading: Reading) -> Array:
    """The signal of a reading, turned so that a pull rises; NaN where its confidence is 0."""
    return recording.values[reading.channel] * reading.direction


def _spread(values: Sequence[float]) -> float:
    logs = np.log(np.maximum(values, 1e-6))
    return float(np.median(np.abs(logs - np.median(logs)))) if len(logs) else 0.0
