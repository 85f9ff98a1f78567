"""Tells a picture that cannot be coached by (frozen, black, slow, turned on its side) from a good one."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from posecoach.video.frame import Image

FROZEN_AFTER_S = (
    2.0  # a camera's noise alone changes every picture; two seconds of none is no person lying still
)
BLACK_AFTER_S = 1.0  # longer than a camera takes to set its exposure after starting
TURNED_FOR_S = 6.0  # how long a change between upright and lying picture is reported
# A pull and release of one second needs eight pictures for its turning points to be seen at all.
SLOW_FPS = 8.0
FPS_WINDOW_S = 3.0
# A covered lens gives 0 to 8 of 255 with a little noise; a dark room with a person in it has brighter spots.
BLACK_MEAN = 10.0
BLACK_BRIGHTEST = 40
_GRID = 48


@dataclass(frozen=True, slots=True)
class Health:
    """How a live picture is at present.

    `id` is "fine", "black", "frozen", "slow", "rotated" or that of an `Interruption`, as in the `[camera]`
    texts of posecoach/language; `fps` is the measured rate at which pictures arrive, NaN while unknown.
    """

    id: str
    fps: float


class PictureHealth:
    """Watches successive pictures of one source; make a new one after an interruption.

    Costs about 0.1 ms a picture, in the thread that reads the camera.
    """

    def __init__(self) -> None:
        self._arrivals_s: deque[float] = deque()
        self._previous: Image | None = None
        self._previous_sample: Image | None = None
        self._unchanged_since_s = math.inf
        self._black_since_s = math.inf
        self._turned_at_s = -math.inf
        self._now_s = 0.0

    def update(self, image: Image, t_s: float) -> None:
        """Take in a picture, BGR of shape (H, W, 3), that arrived at `t_s` seconds."""
        self._now_s = t_s
        self._arrivals_s.append(t_s)
        while t_s - self._arrivals_s[0] > FPS_WINDOW_S:
            self._arrivals_s.popleft()
        sample = _sample(image)
        self._notice_change(image, sample, t_s)
        self._notice_black(sample, t_s)
        self._previous, self._previous_sample = image, sample

    @property
    def fps(self) -> float:
        """Pictures a second over the last three seconds; NaN before the first second is over."""
        span_s = self._arrivals_s[-1] - self._arrivals_s[0] if self._arrivals_s else 0.0
        return (len(self._arrivals_s) - 1) / span_s if span_s >= 1.0 else math.nan

    def judge(self) -> Health:
        """The worst that is wrong with the picture now, or "fine"."""
        fps = self.fps
        if self._now_s - self._black_since_s >= BLACK_AFTER_S:
            return Health("black", fps)
        if self._now_s - self._unchanged_since_s >= FROZEN_AFTER_S:
            return Health("frozen", fps)
        if self._now_s - self._turned_at_s < TURNED_FOR_S:
            return Health("rotated", fps)
        if fps < SLOW_FPS:
            return Health("slow", fps)
        return Health("fine", fps)

    def _notice_change(self, image: Image, sample: Image, t_s: float) -> None:
        before, sample_before = self._previous, self._previous_sample
        if before is None or sample_before is None:
            self._unchanged_since_s = t_s
        elif before.shape != image.shape:
            self._unchanged_since_s = t_s
            if (before.shape[1] > before.shape[0]) != (image.shape[1] > image.shape[0]):
                self._turned_at_s = t_s
        # The sample differs in nearly every pair, so the whole picture is seldom compared.
        elif not (np.array_equal(sample_before, sample) and np.array_equal(before, image)):
            self._unchanged_since_s = t_s

    def _notice_black(self, sample: Image, t_s: float) -> None:
        if sample.mean() < BLACK_MEAN and sample.max() < BLACK_BRIGHTEST:
            self._black_since_s = min(self._black_since_s, t_s)
        else:
            self._black_since_s = math.inf


def _sample(image: Image) -> Image:
    """About 48 by 48 pixels of the picture, spread evenly, as a view of it."""
    return image[:: max(1, image.shape[0] // _GRID), :: max(1, image.shape[1] // _GRID)]
