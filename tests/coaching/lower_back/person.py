"""Somebody whose pelvis rises with each rep by as much as is asked for, before the lower-back monitor."""

import math
from dataclasses import replace

from posecoach.coaching.events import Event, Rep
from posecoach.coaching.lower_back.monitor import LowerBackMonitor, Verdict
from posecoach.coaching.state import BackState
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body, Measure

PERIOD_S, RANGE_DEG, FPS = 2.0, 12.0, 20
STILL, MOVED = 0.6, 6.0
"""Rise of the underside of the pelvis in one rep, % of the torso: a clean one's, and that of 14 degrees."""


class Person:
    """Somebody whose pelvis rises with each rep of hip flexion by the amount that is asked for.

    `roughness` is the jitter of the silhouette's edge from frame to frame, % of the torso.
    """

    def __init__(self, roughness: float = 0.0) -> None:
        self.roughness = roughness
        self.monitor = LowerBackMonitor(find_exercise("hip-flexion"))
        self.now_s = 0.0
        self.level = 0.0
        self.done = 0
        self.busy = False
        self.events: list[Event] = []
        self.shown: list[BackState] = []

    def pull(self, rise: float, end_off: float = 0.0, hold_s: float = 0.0, drift: float = 0.0) -> Rep:
        """One rep in front of the camera, held for `hold_s`.

        With the release the pelvis comes to lie `end_off` higher, and over the whole rep it drifts up by
        `drift`.
        """
        start_s, before = self.now_s, self.level
        half = PERIOD_S / 2 * FPS
        for frame in range(int((PERIOD_S + hold_s) * FPS)):
            phase = (min(frame, half) + max(0.0, frame - half - hold_s * FPS)) / (2 * half)
            wave = (1 - math.cos(2 * math.pi * phase)) / 2
            off = end_off * max(0.0, 2 * phase - 1) + drift * phase
            self._see(before + rise * wave + off, RANGE_DEG * wave)
        self.level = before + end_off + drift
        self.done += 1
        peak_s = start_s + PERIOD_S / 2
        return Rep(1, self.done, start_s, peak_s, peak_s + 0.3, RANGE_DEG, RANGE_DEG, self.now_s)

    def lie(self, seconds: float) -> None:
        """Hold still between two reps."""
        for _ in range(int(seconds * FPS)):
            self._see(self.level, 0.0)

    def judged(self, rep: Rep, late_s: float = 0.3) -> Verdict:
        """The monitor's verdict `late_s` after the end of the rep."""
        self.lie(late_s)
        verdict = self.monitor.judge(rep, self.now_s)
        self.events += verdict.events
        return verdict

    def clean_reps(self, count: int) -> None:
        """The reps that a norm is learned from."""
        for _ in range(count):
            rep = self.pull(STILL)
            self.events += self.monitor.look(replace(rep, end_s=math.nan))
            assert not self.judged(rep).moved

    def _see(self, rise: float, signal: float) -> None:
        jitter = self.roughness * (-1) ** round(self.now_s * FPS)
        measures = {"pelvis_edge": Measure(rise + jitter, 1.0), "pelvis_rise": Measure(rise, 1.0)}
        body = Body(self.now_s, seen=True, back=measures)
        self.events += self.monitor.update(body, busy=self.busy, signal=signal)
        self.shown.append(self.monitor.state)
        self.now_s += 1 / FPS
