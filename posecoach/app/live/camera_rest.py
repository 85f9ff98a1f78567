"""Lets a rest wait while the person moves the camera: the whole picture shifts, not only who is in it."""

from collections import deque

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.app.live.speaker import Speaker
from posecoach.kinematics.filters import Held

Image = NDArray[np.uint8]
Grey = NDArray[np.float32]

SIZE_PX = (96, 72)
"""Pictures are compared in this size, which leaves no noise."""

APART_S = 0.4
"""The time between two pictures that are compared."""

SHIFT_PX = 3.0
"""Shift of the small picture from which on the camera moves: 3 % of its width. Of 16 clips of people who get
up, lie down and exercise before a camera that stands, 95 % of the pictures shift by less than 1.7 px, with
excursions to 7 px that pass; a slow pan of 12 % of the width a second shifts them by 6 to 9 px."""

STEADY_PX = 1.8
"""Below this shift the camera may stand again."""

MOVED_FOR_S, STEADY_FOR_S = 0.4, 2.0
"""For how long, before either is believed."""

LEAST_DEVIATION = 3.0
"""Grey levels. A picture with a smaller standard deviation, such as a hand over the lens, tells nothing."""


class CameraMotion:
    """Feed it pictures in the order of time.

    Attributes:
        moving: whether the camera is being moved, or has not stood still for long enough since.
    """

    def __init__(self) -> None:
        self.moving = False
        self._recent: deque[tuple[float, Grey]] = deque()
        self._other = Held()
        self._window = cv2.createHanningWindow(SIZE_PX, cv2.CV_32F)

    def update(self, t_s: float, image: Image) -> bool:
        """Whether the camera is being moved; `image` of shape (H, W, 3), BGR."""
        self._recent.append((t_s, small_grey(image)))
        while len(self._recent) > 1 and t_s - self._recent[1][0] >= APART_S:
            self._recent.popleft()
        if t_s - self._recent[0][0] < APART_S / 2:
            return self.moving
        shift_px = self._shift_px()
        other_s = self._other.held_s(shift_px < STEADY_PX if self.moving else shift_px > SHIFT_PX, t_s)
        if other_s >= (STEADY_FOR_S if self.moving else MOVED_FOR_S):
            self.moving, self._other = not self.moving, Held()
        return self.moving

    def _shift_px(self) -> float:
        """By phase correlation, in pixels of the small picture; NaN where there is nothing to compare."""
        one, other = self._recent[0][1], self._recent[-1][1]
        if min(one.std(), other.std()) < LEAST_DEVIATION:
            return float("nan")
        (x, y), _ = cv2.phaseCorrelate(one, other, self._window)
        return float(np.hypot(x, y))


def small_grey(image: Image) -> Grey:
    """The picture small, grey, with a mean of 0; shape (72, 96)."""
    step = max(1, image.shape[1] // 320)
    small = cv2.resize(image[::step, ::step], SIZE_PX, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    centred: Grey = grey - grey.mean()
    return centred


LONGEST_S = 180.0
"""A picture that never stands still, as of a phone in a hand, does not hold a rest for ever."""

READY_S = 10.0
"""At least this much of a break is left once the camera stands, to take up the position."""


class CameraRest:
    """Belongs to the thread of the controller; `speaker` says that the rest waits, and that it goes on.

    Attributes:
        waits: whether the rest waits at present.
    """

    def __init__(self, speaker: Speaker) -> None:
        self.waits = False
        self._speaker = speaker
        self._motion: CameraMotion | None = None
        self._begun_s = 0.0

    @property
    def message(self) -> str:
        """What to show meanwhile, else ""."""
        return self._speaker.announcer.language.say("rest.waits") if self.waits else ""

    def update(self, t_s: float, image: Image, resting: bool) -> bool:
        """Take the next picture; True once, when the camera has been moved and stands."""
        if not resting:
            over, self.waits, self._motion = self.waits, False, None
            return over
        self._motion = self._motion or CameraMotion()
        moving = self._motion.update(t_s, image)
        if moving and not self.waits:
            self._begun_s = t_s
            self._speaker.tell("rest.waits")
        over = self.waits and (not moving or t_s - self._begun_s > LONGEST_S)
        if over and moving:
            self._motion.moving = False
        elif over:
            self._speaker.tell("rest.goes_on")
        self.waits = moving and not over
        return over
