"""What every source of pictures hands out, and what it says about itself."""

from dataclasses import dataclass
from types import TracebackType
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
    """A live source has no picture at present; `reason` is a sentence for the person. It goes on trying."""

    t_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known before the first frame.

    `kind` is "video", "camera" or "stream"; `name` a file name (no folder) or camera name; `fps` NaN and
    `frames` None when unknown; `size_px` width and height after rotation.
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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
