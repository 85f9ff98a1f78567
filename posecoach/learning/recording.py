"""One recording of an exercise: every signal that could be counted, frame by frame, and how it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.signals import UNSIDED, measure
from posecoach.exercises.definition import ANGLE_SIGNALS, SIGNALS
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
        """What its values are in."""
        return "deg" if self.signal in ANGLE_SIGNALS else "% torso"

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
    """

    bodies: tuple[Body, ...]
    t_s: Array
    values: dict[Channel, Array]

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
        seen = self.seen
        return {one: sum(body.posture.of(one) for body in seen) / max(1, len(seen)) for one in Posture}

    def spread(self, channel: Channel) -> float:
        """5th to 95th percentile of a channel, in its unit; NaN where it is not seen."""
        course = self.values[channel]
        course = course[np.isfinite(course)]
        if not len(course):
            return float("nan")
        low, high = np.quantile(course, [0.05, 0.95])
        return float(high - low)

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
