"""A clip's description and its performance: the body in every frame and the truth, without any picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.studio import truth
from samples.studio.camera import Camera
from samples.studio.confounders import Confounder
from samples.studio.extras import Extra
from samples.studio.figure.people import PEOPLE, Person
from samples.studio.figure.rig import Skeleton, solve
from samples.studio.motions import MOTIONS, OTHERS
from samples.studio.ramps import trunk_line_deg, with_ramps
from samples.studio.script import Script
from samples.studio.steps import Step


@dataclass(frozen=True, slots=True)
class Clip:
    """Everything a clip is made of.

    The person does `exercise`, or the motion of another name, and is coached in `exercise`. `extras` are
    whoever and whatever else is there. `empty` leaves the person out; then there is nothing to count.
    `made` and `expect` are written into the truth: how the clip was made, for whoever wants accuracy as a
    function of it; and what a good coach makes of it where that is not just to count the reps.
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
    irregular: bool = False
    seed: int = 1
    confounders: tuple[Confounder, ...] = ()
    empty: bool = False
    made: dict[str, Any] = field(default_factory=dict)
    motion: str = ""
    extras: tuple[Extra, ...] = ()
    shirt_m: float = 0.0
    expect: dict[str, Any] = field(default_factory=dict)


class Take:
    """The performance of a clip: any frame's body, in any order, and what is true of all of them."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.person = PEOPLE[clip.person] if isinstance(clip.person, str) else clip.person
        motion = (MOTIONS | OTHERS)[clip.motion or clip.exercise](self.person, clip.side)
        self.script = Script(motion, clip.steps, clip.seed, clip.confounders, clip.shirt_m)
        self.times_s = _times(round(self.script.length_s * clip.fps), clip)
        self.count = len(self.times_s)

    def time_s(self, index: int) -> float:
        """The time of a frame."""
        return float(self.times_s[index])

    def skeleton(self, index: int) -> Skeleton:
        """The body in a frame."""
        return solve(self.script.pose(self.time_s(index)), self.person)

    def truth(self) -> dict[str, Any]:
        """The clip's truth, schema posecoach.truth/1."""
        clip, script = self.clip, self.script
        series: dict[str, Any] = {"t_s": []}
        for index in range(self.count):
            series["t_s"].append(round(self.time_s(index), 4))
            if clip.empty:
                continue
            skeleton = self.skeleton(index)
            angles = truth.angles(skeleton)
            if script.ramps:
                angles["trunk_line_deg"] = trunk_line_deg(skeleton)
            for name, value in angles.items():
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
        if script.ramps:
            document = with_ramps(document, script.ramps)
        more = {"made": clip.made, "expect": clip.expect}
        return document | {key: value for key, value in more.items() if value}


def _times(count: int, clip: Clip) -> NDArray[np.float64]:
    """Times of the frames: even, or as a busy webcam gives them, with jitter and now and then a gap."""
    even = np.arange(count) / clip.fps
    if not clip.irregular:
        return even
    rng = np.random.default_rng([clip.seed, 3])
    late = np.abs(rng.normal(0, 0.2, count)) / clip.fps
    times = np.round(even + np.minimum(late, 0.8 / clip.fps), 3)
    times = times[rng.random(count) > 0.03]
    return np.asarray(times - times[0])
