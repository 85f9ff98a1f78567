"""Slow movements to the end of range in which the lower back joins at a known angle, for `measure`."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from posecoach.kinematics.figure import ease, unit
from samples.studio.confounders import Confounder
from samples.studio.figure.rig import Skeleton
from samples.studio.motions import Motion
from samples.studio.script import Script, Step
from samples.studio.truth import Rep


@dataclass(frozen=True, slots=True)
class Ramps:
    """Slow movements from `from_deg` to `to_deg` of the motion's pull, held, and back.

    Up to `onset_deg` the lower back does `share` of the movement, beyond it `join` of the rest as well.
    """

    count: int
    from_deg: float
    to_deg: float
    onset_deg: float
    share: float
    join: float
    up_s: float = 4.5
    hold_s: float = 1.0
    down_s: float = 2.8
    rest_s: float = 1.2


@dataclass(frozen=True, slots=True)
class Ramp:
    """One of them as truth: seconds, and degrees as a camera sees them (hip and lower back together)."""

    index: int
    start_s: float
    onset_s: float
    peak_s: float
    end_s: float
    largest_deg: float = math.nan
    onset_deg: float = math.nan


class RampScript(Script):
    """A script whose steps are holds, moves and one `Ramps`."""

    def __init__(
        self, motion: Motion, steps: tuple[Step | Ramps, ...], seed: int, confounders: tuple[Confounder, ...]
    ) -> None:
        self.ramps: list[Ramp] = []
        self._step = next(step for step in steps if isinstance(step, Ramps))
        self._tops: list[float] = []
        super().__init__(motion, steps, seed, confounders)  # type: ignore[arg-type]

    @property
    def joins(self) -> bool:
        """Whether the lower back joins in at all."""
        return self._step.join > 0

    def pull(self, t_s: float) -> tuple[float, float]:
        """Degrees of the pull at a time, and of these the lower back's."""
        step, pull = self._step, self._step.from_deg
        for ramp, top in zip(self.ramps, self._tops, strict=True):
            if ramp.start_s <= t_s < ramp.end_s:
                pull += (top - step.from_deg) * self._share_of_way(ramp, t_s)
        joined = step.join * max(0.0, pull - step.onset_deg)
        return pull, step.share * (pull - step.from_deg) + joined

    def _share_of_way(self, ramp: Ramp, t_s: float) -> float:
        """0 at the start, 1 at the end of range: evenly, but for a soft beginning and end."""
        if t_s < ramp.peak_s:
            return _even((t_s - ramp.start_s) / (ramp.peak_s - ramp.start_s))
        let_go_s = ramp.peak_s + self._step.hold_s
        return 1.0 if t_s < let_go_s else 1.0 - ease((t_s - let_go_s) / (ramp.end_s - let_go_s))

    def _lay_out(self, steps: tuple[Step, ...], rng: np.random.Generator) -> float:
        before = tuple(step for step in steps[: steps.index(self._step)])  # type: ignore[arg-type]
        after = tuple(step for step in steps[steps.index(self._step) + 1 :])  # type: ignore[arg-type]
        t = start = super()._lay_out(before, rng)
        step = self._step
        for number in range(1, step.count + 1):
            top = step.to_deg + float(rng.normal(0, 1.5))
            up_s = step.up_s * float(rng.uniform(0.85, 1.2))
            ramp = Ramp(number, t, math.nan, t + up_s, t + up_s + step.hold_s + step.down_s)
            self._tops.append(top)
            way = (step.onset_deg - step.from_deg) / (top - step.from_deg)
            ramp = replace(ramp, onset_s=t + up_s * _inverse_even(way))
            self.ramps.append(ramp)
            times = (round(t, 3), round(ramp.peak_s, 3), round(ramp.end_s, 3))
            self.reps.append(Rep(number, *times, round(top - step.from_deg, 2), False))
            t = ramp.end_s + step.rest_s * float(rng.uniform(0.6, 1.4))
        self._keys.append((start, t, "work", "work", 0.0))
        scene = "work"
        for one in after:
            self._keys.append((t, t + one.seconds, scene, one.scene, getattr(one, "arc_m", 0.0)))  # type: ignore[union-attr]
            t, scene = t + one.seconds, one.scene  # type: ignore[union-attr]
        return t


def _even(w: float) -> float:
    """From 0 to 1 at an even speed but for the first and the last tenth."""
    w = min(max(w, 0.0), 1.0)
    soft = 0.1
    whole = 1.0 - soft
    if w < soft:
        return w * w / (2 * soft) / whole
    if w > 1.0 - soft:
        return 1.0 - (1.0 - w) ** 2 / (2 * soft) / whole
    return (w - soft / 2) / whole


def _inverse_even(share: float) -> float:
    grid = np.linspace(0.0, 1.0, 1001)
    return float(np.interp(share, [_even(float(w)) for w in grid], grid))


def trunk_line_deg(skeleton: Skeleton) -> float:
    """Inclination of the line from the middle of the hips to that of the shoulders, 0 upright: what a camera
    sees of the trunk."""
    hips = (skeleton["thigh_left"].at + skeleton["thigh_right"].at) / 2
    shoulders = (skeleton["upper_arm_left"].at + skeleton["upper_arm_right"].at) / 2
    return math.degrees(math.acos(float(np.clip(unit(shoulders - hips)[2], -1, 1))))


def seen_deg(frames: dict[str, Any], exercise: str, side: str) -> list[float]:
    """The tested angle in every frame, hip and lower back together, + to the end of range.

    The thigh against the rib cage; sitting, the line from hips to shoulders. `side` is the hip's that is
    stretched.
    """
    if exercise == "hip-external-rotation":
        return [float(v) for v in frames["trunk_line_deg"]]
    if exercise == "hip-internal-rotation":
        hip = frames[f"hip_internal_rotation_{side}_deg"]
        turn = 1.0 if side == "left" else -1.0
        return [float(a + turn * b) for a, b in zip(hip, frames["lumbar_rotation_deg"], strict=True)]
    hip = frames[f"hip_flexion_{side}_deg"]
    both = [float(a + b) for a, b in zip(hip, frames["lumbar_flexion_deg"], strict=True)]
    return [-value for value in both] if exercise == "hip-extension" else both


def with_ramps(document: dict[str, Any], script: RampScript) -> dict[str, Any]:
    """The truth of a clip with its slow movements; no onset where the lower back does not join in."""
    seen = np.array(seen_deg(document["frames"], document["exercise"], document["side"] or "left"))
    t_s = np.array(document["frames"]["t_s"])
    told: list[dict[str, float | None]] = []
    for ramp in script.ramps:
        within = (t_s >= ramp.start_s) & (t_s <= ramp.end_s)
        at_onset = float(np.interp(ramp.onset_s, t_s, seen))
        whole = replace(ramp, largest_deg=float(seen[within].max()), onset_deg=at_onset)
        told.append({key: round(value, 3) for key, value in asdict(whole).items()})
        if not script.joins:
            told[-1] |= {"onset_s": None, "onset_deg": None}
    return document | {"ramps": told}


def script_of(
    motion: Motion,
    steps: tuple[Step, ...],
    seed: int,
    confounders: tuple[Confounder, ...],
    shirt_m: float = 0.0,
) -> Script:
    """The performance of a clip's steps, with ramps or without."""
    if any(isinstance(step, Ramps) for step in steps):
        return RampScript(motion, steps, seed, confounders)
    return Script(motion, steps, seed, confounders, shirt_m)
