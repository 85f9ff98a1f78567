"""Slow movements to the end of range in which the lower back joins at a known angle, for `measure`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from posecoach.kinematics.figure import Array, ease, unit
from samples.studio.figure.rig import Skeleton
from samples.studio.steps import SizedPull


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
    scene: ClassVar[str] = "work"
    base: ClassVar[str] = ""

    def laid_out(self, t_s: float, rng: np.random.Generator) -> tuple[list[SizedPull], float]:
        """See `steps.Pulls`."""
        pulls: list[SizedPull] = []
        for _ in range(self.count):
            top = self.to_deg + float(rng.normal(0, 1.5))
            peak = t_s + self.up_s * float(rng.uniform(0.85, 1.2))
            end = peak + self.hold_s + self.down_s
            size = round(top - self.from_deg, 2)
            pulls.append(RampPull(t_s, peak, peak + self.hold_s, end, size, 0.0, top, self))
            t_s = end + self.rest_s * float(rng.uniform(0.6, 1.4))
        return pulls, t_s


@dataclass(frozen=True, slots=True)
class RampPull(SizedPull):
    """A slow movement up to `top_deg`: evenly but for a soft beginning and end, and back as any pull."""

    top_deg: float
    step: Ramps

    def done(self, t_s: float | Array) -> Array:
        """Share of the way at times of any shape."""
        up = _even((t_s - self.start_s) / (self.peak_s - self.start_s))
        return up - ease((t_s - self.leave_s) / (self.end_s - self.leave_s))

    def degrees(self, t_s: float) -> tuple[float, float]:
        """Of the pull, and of these the lower back's."""
        step, way = self.step, (self.top_deg - self.step.from_deg) * float(self.done(t_s))
        pull = step.from_deg + way
        return pull, step.share * way + step.join * max(0.0, pull - step.onset_deg)

    @property
    def onset_s(self) -> float:
        """When the lower back joins in on the way up."""
        grid = np.linspace(0.0, 1.0, 1001)
        way = (self.step.onset_deg - self.step.from_deg) / (self.top_deg - self.step.from_deg)
        return self.start_s + (self.peak_s - self.start_s) * float(np.interp(way, _even(grid), grid))


def _even(w: float | Array) -> Array:
    """From 0 to 1 at an even speed but for the first and the last tenth."""
    w, soft = np.clip(w, 0.0, 1.0), 0.1
    begun, left = np.minimum(w, soft), np.minimum(1.0 - w, soft)
    # The integral of a speed that rises over the first tenth and falls over the last.
    even = w - begun + begun**2 / (2 * soft) - (soft - left) + (soft**2 - left**2) / (2 * soft)
    return np.asarray(even / (1.0 - soft))


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


def with_ramps(document: dict[str, Any], ramps: list[RampPull]) -> dict[str, Any]:
    """The truth of a clip with its slow movements, angles as a camera sees them (hip and lower back
    together); no onset where the lower back does not join in."""
    seen = np.array(seen_deg(document["frames"], document["exercise"], document["side"] or "left"))
    t_s = np.array(document["frames"]["t_s"])
    told: list[dict[str, float | None]] = []
    for index, ramp in enumerate(ramps, 1):
        within = (t_s >= ramp.start_s) & (t_s <= ramp.end_s)
        whole = {
            "index": index,
            "start_s": ramp.start_s,
            "onset_s": ramp.onset_s,
            "peak_s": ramp.peak_s,
            "end_s": ramp.end_s,
            "largest_deg": float(seen[within].max()),
            "onset_deg": float(np.interp(ramp.onset_s, t_s, seen)),
        }
        told.append({key: round(value, 3) for key, value in whole.items()})
        if not ramp.step.join:
            told[-1] |= {"onset_s": None, "onset_deg": None}
    return document | {"ramps": told}
