"""Signals with a known course: holds, pulls and releases made of raised cosines, at any frame rate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.counting.counter import Completed, Counted, RepCounter
from posecoach.exercises.definition import CountRule

RULE = CountRule("hip_flexion", direction=1, min_range=3.0, period_s=(0.5, 8.0))
LARGE = replace(RULE, signal="hip_height", min_range=20.0)

Samples = list[tuple[float, float]]
"""(t_s, value) in the order of time."""


@dataclass(frozen=True, slots=True)
class Course:
    """A signal as levels reached at times; between two of them it follows half a cosine.

    Attributes:
        knots: (t_s, level) in the order of time.
        peaks_s, ends_s: when each rep is at its top and when its release ends.
    """

    knots: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    peaks_s: tuple[float, ...] = ()
    ends_s: tuple[float, ...] = ()

    @property
    def end_s(self) -> float:
        """When the course ends."""
        return self.knots[-1][0]

    @property
    def level(self) -> float:
        """Where the course ends."""
        return self.knots[-1][1]

    def to(self, level: float, seconds: float) -> "Course":
        """Go to `level` in so many seconds."""
        return Course((*self.knots, (self.end_s + seconds, level)), self.peaks_s, self.ends_s)

    def hold(self, seconds: float) -> "Course":
        """Stay where it is."""
        return self.to(self.level, seconds)

    def bump(self, size: float, seconds: float) -> "Course":
        """Up and down once, and no rep."""
        return self.to(self.level + size, seconds / 2).to(self.level, seconds / 2)

    def reps(self, count: int, size: float, period_s: float) -> "Course":
        """So many reps without a rest between them."""
        course = self
        for _ in range(count):
            moved = course.bump(size, period_s)
            course = Course(
                moved.knots,
                (*course.peaks_s, course.end_s + period_s / 2),
                (*course.ends_s, moved.end_s),
            )
        return course

    def at(self, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value at each time."""
        values = np.full(t_s.shape, self.level)
        for (start_s, before), (end_s, after) in pairwise(self.knots):
            inside = (t_s >= start_s) & (t_s < end_s)
            share = (t_s[inside] - start_s) / max(end_s - start_s, 1e-9)
            values[inside] = before + (after - before) * (1.0 - np.cos(np.pi * share)) / 2
        return values

    def samples(
        self, fps: float = 30.0, jitter: float = 0.0, seed: int = 0, drift_per_s: float = 0.0
    ) -> Samples:
        """Sampled evenly, with white noise of this standard deviation and a steady drift."""
        t_s = np.arange(int(self.end_s * fps)) / fps
        noise = np.random.default_rng(seed).normal(0.0, jitter, t_s.shape) if jitter else 0.0
        values = self.at(t_s) + noise + drift_per_s * t_s
        return list(zip(t_s.tolist(), values.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Heard:
    """What a counter said, in order."""

    events: tuple[Counted | Completed, ...]

    @property
    def counted(self) -> list[Counted]:
        """The counts."""
        return [event for event in self.events if isinstance(event, Counted)]

    @property
    def completed(self) -> list[Completed]:
        """The ends of releases."""
        return [event for event in self.events if isinstance(event, Completed)]


def listen(samples: Sequence[tuple[float, float]], rule: CountRule = RULE) -> Heard:
    """All that a fresh counter says of `samples`, the end of the source included."""
    counter = RepCounter(rule)
    events = [event for t_s, x in samples for event in counter.update(t_s, x)]
    return Heard((*events, *counter.interrupt(samples[-1][0])))


def count(samples: Sequence[tuple[float, float]], rule: CountRule = RULE) -> int:
    """How many reps a fresh counter finds."""
    return len(listen(samples, rule).counted)


def resting(before_s: float = 3.0, level: float = 60.0) -> Course:
    """The hold before a set."""
    return Course(((0.0, level),)).hold(before_s)
