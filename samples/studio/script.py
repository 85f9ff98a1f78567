"""A script: the steps of a clip in order, turned into reps with times and a pose for every instant."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from posecoach.kinematics.figure import ease
from samples.studio.confounders import Confounder
from samples.studio.motions import Motion
from samples.studio.pose import Pose, blend
from samples.studio.truth import BackBout, Rep
from samples.studio.vectors import Drift


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


@dataclass(frozen=True, slots=True)
class _Pull:
    """A rep as it is performed: the times and the size of `rep`, and how its step wants it."""

    rep: Rep
    share: float
    hold_s: float
    step: Reps

    def done(self, t_s: float) -> float:
        """How far it has gone at a time between its start and its end, 0 to 1."""
        rep, let_go_s = self.rep, self.rep.peak_s + self.hold_s
        if t_s < rep.peak_s:
            return ease((t_s - rep.start_s) / (rep.peak_s - rep.start_s))
        if t_s < let_go_s:
            # Held at the end of range: a little is lost, and muscles tremble.
            u = (t_s - rep.peak_s) / self.hold_s
            return 1.0 - 0.03 * u + 0.006 * math.sin(2 * math.pi * 7.3 * (t_s - rep.peak_s)) * ease(4 * u)
        top = 0.97 if self.hold_s else 1.0
        return top * (1.0 - ease((t_s - let_go_s) / (rep.end_s - let_go_s)))


Step = Hold | Move | Reps


class Script:
    """The performance of steps by a motion; deterministic from its seed.

    A loose shirt is blown up by `shirt_m` for every ten degrees of pull, as if it were the back that moves.
    """

    def __init__(
        self,
        motion: Motion,
        steps: tuple[Step, ...],
        seed: int,
        confounders: tuple[Confounder, ...] = (),
        shirt_m: float = 0.0,
    ) -> None:
        self.motion = motion
        self.reps: list[Rep] = []
        self.bouts: list[BackBout] = []
        self._pulls: list[_Pull] = []
        self._shirt_m = shirt_m
        self._keys: list[tuple[float, float, str, str, float]] = []  # from, to, scene, next scene, arc
        self._confounders = confounders
        rng = np.random.default_rng(seed)
        self.length_s = self._lay_out(steps, rng)
        self._sway = [Drift(rng) for _ in range(6)]
        self._creep = [Drift(rng, 15.0, 3.0) for _ in range(2)]
        self._breath_s = float(rng.uniform(3.2, 4.6))

    def pose(self, t_s: float) -> Pose:
        """The pose at a time of the clip."""
        pull, back = self.pull(t_s)
        start, end, scene, after, arc = self._key_at(t_s)
        here = self.motion.scene(scene, pull, back)
        if (now := self._pull_at(t_s)) is not None and now.step.base:
            begun = self.motion.scene(now.step.base, 0.0, 0.0)
            there = self.motion.scene(now.step.scene, now.rep.amplitude_deg, now.rep.lumbar_deg)
            here = blend(begun, there, now.done(t_s), now.step.arc_m)
        elif after != scene:
            there = self.motion.scene(after, pull, back)
            here = blend(here, there, ease((t_s - start) / (end - start)), arc)
        return self._alive(here, t_s)

    def slide_m(self, t_s: float) -> tuple[float, float]:
        """How far cloth has slid over the skin, along the body and around it: with the pull and by itself."""
        pull, back = self.pull(t_s)
        along = 0.00018 * pull + 0.0002 * back + 0.0008 * self._creep[0](t_s)
        return along, 0.0006 * self._creep[1](t_s)

    def pull(self, t_s: float) -> tuple[float, float]:
        """Degrees of the pull at a time, and of these the lower back's."""
        now = self._pull_at(t_s)
        if now is None:
            return 0.0, 0.0
        size = now.rep.amplitude_deg * now.done(t_s)
        return size, size * now.share

    def _pull_at(self, t_s: float) -> _Pull | None:
        return next((one for one in self._pulls if one.rep.start_s <= t_s < one.rep.end_s), None)

    def _lay_out(self, steps: tuple[Step, ...], rng: np.random.Generator) -> float:
        t, scene = 0.0, "work"
        for step in steps:
            if isinstance(step, Reps):
                t = self._lay_out_reps(step, t, rng)
                scene = step.base or step.scene
                continue
            before = step.scene if isinstance(step, Hold) or not self._keys else scene
            self._keys.append((t, t + step.seconds, before, step.scene, getattr(step, "arc_m", 0.0)))
            t, scene = t + step.seconds, step.scene
        return t

    def _lay_out_reps(self, step: Reps, t: float, rng: np.random.Generator) -> float:
        start = t
        for number in range(step.count):
            move = step.period_s * float(rng.uniform(1 - step.vary, 1 + step.vary))
            hold = step.hold_s * float(rng.uniform(0.7, 1.3))
            tired = 1.0 - step.fatigue * number / max(step.count - 1, 1)
            amplitude = step.amplitude_deg * tired * float(rng.uniform(1 - step.vary, 1 + step.vary))
            peak = t + move * float(rng.uniform(0.90, 1.10)) / (1.0 + step.slow)
            end = round(t + move + hold, 3)
            share = step.share * float(rng.uniform(0.94, 1.06))
            rep = Rep(
                len(self.reps) + 1,
                round(t, 3),
                round(peak, 3),
                end,
                round(amplitude, 2),
                step.moved,
                round(amplitude * share, 2),
            )
            self._pulls.append(_Pull(rep, share, hold, step))
            if step.counted:
                self.reps.append(rep)
            t = round(end + step.rest_s * float(rng.uniform(0.3, 1.7)), 3)
        rest = step.base or step.scene
        self._keys.append((start, t, rest, rest, 0.0))
        if step.moved:
            peak_deg = max(r.lumbar_deg for r in self.reps if r.start_s >= start)
            self.bouts.append(BackBout(start, t, self.motion.back_kind, round(peak_deg, 1)))
        return t

    def _key_at(self, t_s: float) -> tuple[float, float, str, str, float]:
        for key in self._keys:
            if t_s < key[1]:
                return key
        return self._keys[-1]

    def _alive(self, pose: Pose, t_s: float) -> Pose:
        """Sway, breath and whatever else the person does besides the exercise."""
        s, d = self.motion.sway_deg, self._sway
        breath = 0.5 - 0.5 * math.cos(2 * math.pi * t_s / self._breath_s)
        pose = replace(
            pose,
            pitch=pose.pitch + s * d[0](t_s),
            roll=pose.roll + s * 0.6 * d[1](t_s),
            yaw=pose.yaw + s * 0.5 * d[2](t_s),
            neck_pitch=pose.neck_pitch + 0.8 * d[3](t_s),
            neck_yaw=pose.neck_yaw + 1.6 * d[4](t_s),
            breath=breath,
            billow_m=self._shirt_m * (self.pull(t_s)[0] / 10.0 + 0.2 * d[5](t_s)) if self._shirt_m else 0.0,
        )
        for confounder in self._confounders:
            pose = confounder.apply(pose, t_s)
        return pose
