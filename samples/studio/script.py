"""A script: the steps of a clip in order, turned into reps with times and a pose for every instant."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from samples.studio.confounders import Confounder
from samples.studio.motions import Motion
from samples.studio.pose import Pose, blend
from samples.studio.ramps import RampPull
from samples.studio.steps import RepPull, Reps, SizedPull, Step, Timeline
from samples.studio.truth import BackBout, Rep
from samples.studio.vectors import Drift


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
        self._shirt_m = shirt_m
        self._confounders = confounders
        rng = np.random.default_rng(seed)
        self.line = Timeline(rng)
        for step in steps:
            self._add(step)
        self.length_s = self.line.end_s
        self._sway = [Drift(rng) for _ in range(6)]
        self._creep = [Drift(rng, 15.0, 3.0) for _ in range(2)]
        self._breath_s = float(rng.uniform(3.2, 4.6))

    @property
    def ramps(self) -> list[RampPull]:
        """Its slow movements, if it has any."""
        return [pull for pull in self.line.pulls if isinstance(pull, RampPull)]

    def pose(self, t_s: float) -> Pose:
        """The pose at a time of the clip."""
        pull, back = self.pull(t_s)
        key = self.line.key_at(t_s)
        here = self.motion.scene(key.scene, pull, back)
        now = self.line.pull_at(t_s)
        if isinstance(now, RepPull) and now.step.base:
            begun = self.motion.scene(now.step.base, 0.0, 0.0)
            there = self.motion.scene(now.step.scene, now.amplitude_deg, now.lumbar_deg)
            here = blend(begun, there, float(now.done(t_s)), now.step.arc_m)
        elif key.after != key.scene:
            there = self.motion.scene(key.after, pull, back)
            here = blend(here, there, float(key.gone(t_s)), key.arc_m)
        return self._alive(here, t_s)

    def slide_m(self, t_s: float) -> tuple[float, float]:
        """How far cloth has slid over the skin, along the body and around it: with the pull and by itself."""
        pull, back = self.pull(t_s)
        along = 0.00018 * pull + 0.0002 * back + 0.0008 * self._creep[0](t_s)
        return along, 0.0006 * self._creep[1](t_s)

    def pull(self, t_s: float) -> tuple[float, float]:
        """Degrees of the pull at a time, and of these the lower back's."""
        now = self.line.pull_at(t_s)
        if isinstance(now, RepPull):
            size = now.amplitude_deg * float(now.done(t_s))
            return size, size * now.share
        if isinstance(now, RampPull):
            return now.degrees(t_s)
        return (self.ramps[0].step.from_deg if self.ramps else 0.0), 0.0

    def _add(self, step: Step) -> None:
        start, before = self.line.end_s, len(self.line.pulls)
        self.line.add(step)
        pulls = self.line.pulls[before:]
        moved = isinstance(step, Reps) and step.moved
        if not isinstance(step, Reps) or step.counted:
            self.reps += [_rep(len(self.reps) + n, pull, moved) for n, pull in enumerate(pulls, 1)]
        if moved:
            peak_deg = max(pull.lumbar_deg for pull in pulls)
            self.bouts.append(BackBout(start, self.line.end_s, self.motion.back_kind, round(peak_deg, 1)))

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


def _rep(index: int, pull: SizedPull, moved: bool) -> Rep:
    times = round(pull.start_s, 3), round(pull.peak_s, 3), round(pull.end_s, 3)
    return Rep(index, *times, pull.amplitude_deg, moved, pull.lumbar_deg)
