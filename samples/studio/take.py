"""A clip's description and its performance: the body in every frame and the truth, without any picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from samples.studio import truth
from samples.studio.body import PEOPLE, Person
from samples.studio.camera import Camera
from samples.studio.confounders import Confounder
from samples.studio.motions import MOTIONS
from samples.studio.script import Script, Step
from samples.studio.skeleton import Skeleton, solve


@dataclass(frozen=True, slots=True)
class Clip:
    """Everything a clip is made of.

    `empty` leaves the person out; then there is nothing to count. `made` is written into the truth, for
    whoever wants accuracy as a function of how a clip was made.
    """

    name: str
    exercise: str
    side: str
    steps: tuple[Step, ...]
    person: Person | str = "ada"
    room: str = "studio"
    light: str = "day"
    camera: Camera = field(default_factory=Camera)
    view: str = "side"
    fps: int = 20
    seed: int = 1
    confounders: tuple[Confounder, ...] = ()
    empty: bool = False
    made: dict[str, Any] = field(default_factory=dict)


class Take:
    """The performance of a clip: any frame's body, in any order, and what is true of all of them."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.person = PEOPLE[clip.person] if isinstance(clip.person, str) else clip.person
        motion = MOTIONS[clip.exercise](self.person, clip.side)
        self.script = Script(motion, clip.steps, clip.seed, clip.confounders)
        self.count = round(self.script.length_s * clip.fps)

    def skeleton(self, index: int) -> Skeleton:
        """The body in a frame."""
        return solve(self.script.pose(index / self.clip.fps), self.person)

    def truth(self) -> dict[str, Any]:
        """The clip's truth, schema posecoach.truth/1."""
        clip, script = self.clip, self.script
        series: dict[str, Any] = {"t_s": []}
        for index in range(self.count):
            series["t_s"].append(round(index / clip.fps, 4))
            if clip.empty:
                continue
            skeleton = self.skeleton(index)
            for name, value in truth.angles(skeleton).items():
                series.setdefault(name, []).append(round(value, 2))
            joints = clip.camera.project(truth.landmarks(skeleton))
            series.setdefault("joints_px", []).append(np.round(joints, 1).tolist())
        document = truth.document(
            clip.name,
            clip.exercise,
            script.motion.side,
            clip.view,
            clip.fps,
            clip.camera.size_px,
            [] if clip.empty else script.reps,
            [] if clip.empty else script.bouts,
            series,
        )
        return document | ({"made": clip.made} if clip.made else {})
