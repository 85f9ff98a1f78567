"""One recording of an exercise: every signal that could be counted, and the repetitions seen in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.coach import Coach
from posecoach.coaching.counting.counter import Completed, Counted, RepCounter
from posecoach.coaching.counting.segmentation import Candidate
from posecoach.coaching.events import Event
from posecoach.coaching.signals import UNSIDED, measure
from posecoach.exercises.definition import SIGNALS, CountRule, Exercise, unit_of
from posecoach.kinematics.body import Body
from posecoach.kinematics.posture import Posture

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """A signal of one leg, "left" or "right", or of "both": the mean of the legs, or of the whole body."""

    signal: str
    leg: str = "both"

    @property
    def unit(self) -> str:
        return unit_of(self.signal)

    @property
    def sided(self) -> bool:
        """Whether it belongs to a leg at all."""
        return self.signal not in UNSIDED


CHANNELS = tuple(
    Channel(signal, leg)
    for signal in SIGNALS
    for leg in (("both",) if signal in UNSIDED else ("both", "left", "right"))
)
"""Everything that an exercise file can count."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """What a camera saw of one person, n frames.

    Attributes:
        bodies: in the order of time.
        t_s: shape (n,), seconds.
        values: for each of `CHANNELS` its course, shape (n,), NaN where its confidence is 0.
        readings: what `read_channel` found, so that nobody waits for it twice.
    """

    bodies: tuple[Body, ...]
    t_s: Array
    values: dict[Channel, Array]
    readings: dict[tuple[Channel, int], "Reading"] = field(default_factory=dict)

    def during(self, start_s: float, end_s: float) -> "Recording":
        """The part from `start_s` to `end_s`, both included."""
        inside = (self.t_s >= start_s) & (self.t_s <= end_s)
        bodies = tuple(body for body, kept in zip(self.bodies, inside, strict=True) if kept)
        return Recording(bodies, self.t_s[inside], {one: x[inside] for one, x in self.values.items()})

    @property
    def seen(self) -> tuple[Body, ...]:
        """The bodies that were found."""
        return tuple(body for body in self.bodies if body.seen)

    def postures(self) -> dict[Posture, float]:
        """The mean probability of each posture over the frames that show somebody."""
        seen, sums = self.seen, dict.fromkeys(Posture, 0.0)
        for body in seen:
            for posture, share in body.posture.probabilities:
                sums[posture] += share
        return {posture: total / max(1, len(seen)) for posture, total in sums.items()}

    def spread(self, channel: Channel) -> float:
        """5th to 95th percentile of a channel, in its unit; NaN where it is not seen."""
        return self.level(channel, 0.95) - self.level(channel, 0.05)

    def reach(self, channel: Channel) -> float:
        """Lowest to highest value of a channel, in its unit; 0 where it is not seen."""
        course = self.values[channel]
        course = course[np.isfinite(course)]
        return float(course.max() - course.min()) if len(course) else 0.0

    def level(self, channel: Channel, share: float = 0.5) -> float:
        """A quantile of a channel, its median by default; NaN where it is not seen."""
        course = self.values[channel]
        course = course[np.isfinite(course)]
        return float(np.quantile(course, share)) if len(course) else float("nan")


def observe(bodies: Sequence[Body]) -> Recording:
    """All signals of `bodies`, which are in the order of time."""
    values = {channel: np.full(len(bodies), np.nan) for channel in CHANNELS}
    for at, body in enumerate(bodies):
        if not body.seen:
            continue
        for channel, course in values.items():
            found = measure(body, channel.signal, channel.leg)
            if found.confidence > 0:
                course[at] = found.value
    return Recording(tuple(bodies), np.array([body.t_s for body in bodies]), values)


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
    found = recording.readings.get((channel, direction))
    if found is None:
        found = recording.readings[channel, direction] = _read(recording, channel, direction)
    return found


def _read(recording: Recording, channel: Channel, direction: int) -> Reading:
    rule = CountRule(channel.signal, direction, LOOSE_RANGE, LOOSE_PERIOD_S)
    counter = RepCounter(rule)
    events: list[Counted | Completed] = []
    for t_s, x in zip(recording.t_s.tolist(), recording.values[channel].tolist(), strict=True):
        events += counter.update(t_s, x)
    if len(recording.t_s):
        events += counter.interrupt(float(recording.t_s[-1]))
    done: dict[float, Candidate] = {}
    for event in events:
        done[event.candidate.middle_s] = event.candidate  # a completed one replaces what was counted
    reps = [done[at] for at in sorted(done)]
    if reps and not _half_released(reps[-1], recording.t_s, recording.values[channel] * direction):
        del reps[-1]  # the recording ends in it
    return Reading(channel, direction, tuple(reps))


def _half_released(rep: Candidate, t_s: Array, turned: Array) -> bool:
    """Whether the signal, `turned` so that a pull rises, comes back by half of `rep`."""
    after = turned[(t_s > rep.peak_s) & np.isfinite(turned)]
    return len(after) > 0 and float(after.min()) <= rep.peak - rep.range_ / 2


def coached(exercise: Exercise, bodies: Sequence[Body]) -> Iterator[tuple[Body | None, Sequence[Event]]]:
    """What the ordinary coach tells of each of `bodies`, and at their end (None)."""
    coach = Coach(exercise)
    for body in bodies:
        yield body, coach.update(body).events
    if bodies:
        yield None, coach.finish(bodies[-1].t_s)


def course_of(recording: Recording, reading: Reading) -> Array:
    """The signal of a reading, turned so that a pull rises; NaN where its confidence is 0."""
    return recording.values[reading.channel] * reading.direction


def _spread(values: Sequence[float]) -> float:
    logs = np.log(np.maximum(values, 1e-6))
    return float(np.median(np.abs(logs - np.median(logs)))) if len(logs) else 0.0
