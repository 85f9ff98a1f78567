"""What a person does, step after step, laid out over time: for the studio and the simulator of the tests."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from posecoach.kinematics.figure import Array, Pull, ease


@dataclass(frozen=True, slots=True)
class Hold:
    """Stay in a scene."""

    scene: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Move:
    """Go to a scene; `arc_m` lifts the feet on the way."""

    scene: str
    seconds: float
    arc_m: float = 0.0


@dataclass(frozen=True, slots=True)
class SizedPull(Pull):
    """A pull with its size; `lumbar_deg` of the `amplitude_deg` at its peak are the lower back's."""

    amplitude_deg: float
    lumbar_deg: float


class Pulls(Protocol):
    """A step that is made of pulls in a scene."""

    scene: str
    base: str

    def laid_out(self, t_s: float, rng: np.random.Generator) -> tuple[list[SizedPull], float]:
        """The pulls from `t_s` on, and when the last one's rest is over."""
        ...


@dataclass(frozen=True, slots=True)
class Reps:
    """Pulls and releases in the working posture.

    `share` of each pull is the lower back's; `moved` says that this is the fault to be found. A period is a
    pull, a hold and a release of `slow` times the pull's duration, and then a rest. Periods and amplitudes
    scatter by `vary`; amplitudes fade by `fatigue` over the set.

    `scene` is where the pull ends: "other" is the other leg's. It begins in the working posture, or in the
    scene `base`, as when a foot is put down between reps; `arc_m` lifts the feet on the way from there. Reps
    that are not `counted` are none of the exercise's, and not in the truth.
    """

    count: int
    amplitude_deg: float
    share: float
    period_s: float = 1.6
    moved: bool = False
    hold_s: float = 0.0
    slow: float = 1.15
    rest_s: float = 0.0
    vary: float = 0.12
    fatigue: float = 0.0
    scene: str = "work"
    base: str = ""
    arc_m: float = 0.0
    counted: bool = True

    def laid_out(self, t_s: float, rng: np.random.Generator) -> tuple[list[SizedPull], float]:
        """See `Pulls`."""
        pulls: list[SizedPull] = []
        for number in range(self.count):
            move = self.period_s * float(rng.uniform(1 - self.vary, 1 + self.vary))
            hold = self.hold_s * float(rng.uniform(0.7, 1.3))
            tired = 1.0 - self.fatigue * number / max(self.count - 1, 1)
            amplitude = self.amplitude_deg * tired * float(rng.uniform(1 - self.vary, 1 + self.vary))
            peak = round(t_s + move * float(rng.uniform(0.90, 1.10)) / (1.0 + self.slow), 3)
            end = round(t_s + move + hold, 3)
            share = self.share * float(rng.uniform(0.94, 1.06))
            size = round(amplitude, 2), round(amplitude * share, 2)
            pulls.append(RepPull(round(t_s, 3), peak, peak + hold, end, *size, share, self))
            t_s = round(end + self.rest_s * float(rng.uniform(0.3, 1.7)), 3)
        return pulls, t_s


@dataclass(frozen=True, slots=True)
class RepPull(SizedPull):
    """A pull of `Reps`; held at the end of range a little is lost, and muscles tremble."""

    share: float
    step: Reps

    def done(self, t_s: float | Array) -> Array:
        """Share of the way at times of any shape."""
        way = Pull.done(self, t_s)
        if self.leave_s == self.peak_s:
            return way
        held_s = np.clip(t_s - self.peak_s, 0.0, self.leave_s - self.peak_s)
        u = held_s / (self.leave_s - self.peak_s)
        tremor = 0.006 * np.sin(2 * math.pi * 7.3 * held_s) * ease(4 * u) * (u < 1)
        return np.asarray(way * (1.0 - 0.03 * u + tremor))


Step = Hold | Move | Pulls


@dataclass(frozen=True, slots=True)
class Key:
    """From one scene to the next, or in one."""

    start_s: float
    end_s: float
    scene: str
    after: str
    arc_m: float = 0.0

    def gone(self, t_s: float | Array) -> Array:
        """Share of the way to the next scene."""
        return ease((t_s - self.start_s) / (self.end_s - self.start_s))


@dataclass(slots=True)
class Timeline:
    """Steps laid out: scenes without a gap, and pulls in order; `end_s` is when the last is over.

    `rng` draws what scatters; steps that do not scatter leave it alone.
    """

    rng: np.random.Generator = field(default_factory=np.random.default_rng)
    keys: list[Key] = field(default_factory=list)
    pulls: list[SizedPull] = field(default_factory=list)
    end_s: float = 0.0

    def add(self, *steps: Step | SizedPull) -> None:
        """Put steps, or single pulls in the working posture, at the end."""
        for step in steps:
            start, scene, after, arc_m = self.end_s, "", "", 0.0
            if isinstance(step, SizedPull):
                self.pulls.append(step)
                self.end_s, scene = step.end_s, "work"
            elif isinstance(step, Hold | Move):
                self.end_s, after = start + step.seconds, step.scene
                if isinstance(step, Move):
                    scene, arc_m = self.keys[-1].after if self.keys else after, step.arc_m
            else:
                pulls, self.end_s = step.laid_out(start, self.rng)
                self.pulls += pulls
                scene = step.base or step.scene
            self.keys.append(Key(start, self.end_s, scene or after, after or scene, arc_m))

    def key_at(self, t_s: float) -> Key:
        """The key of a time."""
        return next((key for key in self.keys if t_s < key.end_s), self.keys[-1])

    def pull_at(self, t_s: float) -> SizedPull | None:
        """The pull of a time."""
        return next((one for one in self.pulls if one.start_s <= t_s < one.end_s), None)

    def share(self, scene: str, t_s: Array) -> Array:
        """How much of a scene is taken up at times (n,), 0 to 1."""
        total = np.full_like(t_s, float(self.keys[0].scene == scene))
        for key in self.keys:
            if key.scene != key.after:
                total += (float(key.after == scene) - float(key.scene == scene)) * key.gone(t_s)
        return total
