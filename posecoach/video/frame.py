"""What every source of pictures hands out, and what it says about itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: `image` of shape (H, W, 3), BGR; `t_s` rises strictly within a source."""

    image: Image
    t_s: float
    index: int


@dataclass(frozen=True, slots=True)
class Interruption:
    """A live source has no picture at present. It goes on trying.

    `id` is "lost" (a camera), "stream" or "behind" (a recording), as in the `[camera]` texts of
    posecoach/language.
    """

    t_s: float
    id: str


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known before the first frame.

    `kind` is "video", "camera" or "stream"; `name` a file name (no folder), a camera's name or a stream's
    address without password and query; `fps` NaN and `frames` None when unknown (`frames` is what the
    container says: some formats only estimate it); `size_px` width and height after rotation.
    """

    kind: str
    name: str
    fps: float
    frames: int | None
    size_px: tuple[int, int]


class FrameSource(Protocol):
    """A file, a camera or a stream. `read` returns None at the end, and only then."""

    @property
    def info(self) -> SourceInfo: ...

    def read(self) -> Frame | Interruption | None: ...

    def close(self) -> None: ...

    def __enter__(self) -> "FrameSource": ...

    def __exit__(self, *_: object) -> None: ...


def pictures(source: FrameSource) -> Iterator[Frame]:
    """The pictures of `source` to its end, without its interruptions."""
    while (item := source.read()) is not None:
        if isinstance(item, Frame):
            yield item


VIDEO_SUFFIXES = (
    ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".3gp", ".mts", ".m2ts", ".gif",
)  # fmt: skip
"""Files of a folder that are taken for videos, the usual endings first; one named by itself is taken whatever
its ending."""
