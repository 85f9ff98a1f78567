"""A clip from its description: frames, truth, and the two files on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.studio import truth
from samples.studio.body import PEOPLE, Person
from samples.studio.camera import Camera, Film
from samples.studio.confounders import Confounder
from samples.studio.march import body_layer
from samples.studio.materials import table
from samples.studio.motions import MOTIONS
from samples.studio.room import LIGHTS, ROOMS, Stage
from samples.studio.script import Script, Step
from samples.studio.shapes import dressed
from samples.studio.skeleton import Skeleton, solve

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Clip:
    """Everything a clip is made of. `empty` leaves the person out; then there is nothing to count."""

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


class Shoot:
    """A clip being made: any of its frames and its truth, in any order."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.person = PEOPLE[clip.person] if isinstance(clip.person, str) else clip.person
        self.script = Script(
            MOTIONS[clip.exercise](self.person, clip.side), clip.steps, clip.seed, clip.confounders
        )
        self.count = round(self.script.length_s * clip.fps)
        self._stage: Stage | None = None
        self._materials = table(self.person)

    def skeleton(self, index: int) -> Skeleton:
        """The body in a frame."""
        return solve(self.script.pose(index / self.clip.fps), self.person)

    def light(self, index: int) -> NDArray[np.float32]:
        """Linear light in a frame before the camera's film, (height, width, 3)."""
        camera = self.clip.camera
        if self._stage is None:
            self._stage = Stage(ROOMS[self.clip.room], LIGHTS[self.clip.light], camera)
        if self.clip.empty:
            return self._stage.empty
        shapes = dressed(self.skeleton(index))
        layer = body_layer(
            shapes,
            self._materials,
            camera.eye.astype(np.float32),
            camera.turn.astype(np.float32),
            camera.focal_px,
            camera.size_px,
            self._stage.light,
        )
        return self._stage.with_shadow(shapes) * (1 - layer[..., 3:]) + layer[..., :3]

    def frames(self) -> Iterator[Image]:
        """All frames in order, BGR uint8."""
        film = Film(self.clip.camera, self.clip.seed)
        for index in range(self.count):
            yield film.expose(self.light(index))

    def truth(self) -> dict[str, Any]:
        """The clip's truth, schema posecoach.truth/1."""
        clip, script = self.clip, self.script
        series: dict[str, Any] = {"t_s": []}
        for index in range(self.count):
            skeleton = self.skeleton(index)
            series["t_s"].append(round(index / clip.fps, 4))
            if clip.empty:
                continue
            for name, value in truth.angles(skeleton).items():
                series.setdefault(name, []).append(round(value, 2))
            joints = clip.camera.project(truth.landmarks(skeleton))
            series.setdefault("joints_px", []).append(np.round(joints, 1).tolist())
        return truth.document(
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


def write(clip: Clip, folder: Path, quality: int = 27) -> None:
    """Writes NAME.mp4 (H.264, `quality` is its constant rate factor) and NAME.json into `folder`."""
    import av

    shoot = Shoot(clip)
    folder.mkdir(parents=True, exist_ok=True)
    with av.open(str(folder / f"{clip.name}.mp4"), "w", options={"movflags": "+faststart"}) as out:
        stream = out.add_stream("libx264", rate=Fraction(clip.fps))
        stream.width, stream.height = clip.camera.size_px
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": str(quality), "preset": "slow", "threads": "1"}
        for image in shoot.frames():
            out.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        out.mux(stream.encode())
    text = json.dumps(shoot.truth(), separators=(",", ":"))
    (folder / f"{clip.name}.json").write_text(text, encoding="utf-8")


def smaller(clip: Clip, size_px: tuple[int, int], fps: int) -> Clip:
    """The same clip in fewer pixels and frames."""
    return replace(clip, camera=replace(clip.camera, size_px=size_px), fps=fps)
