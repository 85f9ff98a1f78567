"""A clip on film: its frames, and the two files on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samples.studio.figure.surface import layer, surface, together
from samples.studio.film import Film
from samples.studio.room import LIGHTS, ROOMS
from samples.studio.stage import Stage
from samples.studio.take import Clip, Take

Image = NDArray[np.uint8]
TICK = Fraction(1, 12000)  # whole for every usual frame rate, and fine enough for irregular times


class Shoot(Take):
    """A take with a stage and a camera: any of its frames, in any order."""

    def __init__(self, clip: Clip) -> None:
        super().__init__(clip)
        self._extras = [extra.ready() for extra in clip.extras]
        self._stage = Stage(ROOMS[clip.room], LIGHTS[clip.light], clip.camera)

    def light(self, index: int) -> NDArray[np.float32]:
        """Linear light in a frame before the camera's film, (height, width, 3)."""
        if self.clip.empty:
            return self._stage.empty
        t_s, skeleton = self.time_s(index), self.skeleton(index)
        person = surface(skeleton, self.script.slide_m(t_s))
        person = together([person, *(extra(t_s, person, skeleton) for extra in self._extras)])
        seen = layer(person, self.clip.camera, self._stage.light)
        return self._stage.around(person, seen)

    def frames(self) -> Iterator[Image]:
        """All frames in order, BGR uint8."""
        film = Film(self.clip.camera, self.clip.seed)
        for index in range(self.count):
            yield film.expose(self.light(index), self.time_s(index))


def write(clip: Clip, folder: Path, quality: int = 25, *, preset: str = "medium") -> None:
    """Writes NAME.mp4 (H.264, constant rate factor `quality`) and NAME.json into `folder`.

    Noise is compressed harder, as cameras do: it would take nearly all of the file.
    """
    import av

    shoot = Shoot(clip)
    folder.mkdir(parents=True, exist_ok=True)
    with av.open(str(folder / f"{clip.name}.mp4"), "w", options={"movflags": "+faststart"}) as out:
        stream = out.add_stream("libx264", rate=Fraction(clip.fps))
        stream.width, stream.height = clip.camera.size_px
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = TICK
        stream.options = {
            "crf": str(quality + min(round(clip.camera.noise * 200), 8)),
            "preset": preset,
            "threads": "1",
        }
        for index, image in enumerate(shoot.frames()):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = round(shoot.time_s(index) / TICK), TICK
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    text = json.dumps(shoot.truth(), separators=(",", ":"))
    (folder / f"{clip.name}.json").write_text(text, encoding="utf-8")
