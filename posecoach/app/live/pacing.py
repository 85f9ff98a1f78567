"""Which pictures of a live source to look at when the computer cannot look at all: every second, third, ...

A source that hands out the newest picture already drops what comes too fast, but unevenly: at 30 a second
and 40 ms each, pictures 33 and 67 ms apart would alternate, and a movement sampled so looks jerky. The pacer
takes every n-th picture instead, with n as small as the computer allows, and changes n rarely.
"""

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

ENOUGH_FPS = 10.0
"""Rate down to which counting stays exact (tests/app/test_pacing.py: simulator and clips)."""

SMOOTH_FPS = 20.0
"""From this rate on nobody needs to know that pictures are left out: a camera of 60 a second has them to
spare."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the computer keeps up: it looks at every n-th picture, which is `fps` a second (NaN: not known).

    From `smooth_fps` on nobody needs to know that pictures are left out.
    """

    every: float
    fps: float
    smooth_fps: float = SMOOTH_FPS

    @property
    def slow(self) -> bool:
        """Whether pictures are missing, which the person should know."""
        return self.every > 1 and self.fps < self.smooth_fps

    @property
    def too_slow(self) -> bool:
        """Whether so many are left out that counting may suffer."""
        return self.every > 1 and self.fps < ENOUGH_FPS


MOST, MOST_IF_FASTER = 0.9, 0.75
"""Share of the time between two pictures that may be used, the rest is for whatever else runs; and the same
at the pace that it would be changed to, smaller so that it does not swing."""

REMEMBERED = 15
"""Durations the judgement rests on."""

SLOWER_AFTER, FASTER_AFTER = 8, 30
"""Pictures in a row that must ask for a change before it is made. Slower comes soon, since lagging hurts at
once; faster later."""


class Pacer:
    """Decides for each picture whether to look at it. `take`, then `spent` for each that was taken.

    The rate is learned from the pictures, and not asked from the camera: in a dim room many give half of what
    they promise.

    Attributes:
        every: the pace: every n-th picture is looked at.
        smooth_fps: as in `Pace`.
        grain: paces are multiples of it. With 0.5, every second and every third picture may take turns: more
            pictures for a model that is just too slow for every second one.
    """

    def __init__(self) -> None:
        self._steps: deque[float] = deque(maxlen=60)
        self._spent: deque[float] = deque(maxlen=REMEMBERED)
        self._offered: tuple[float, int] | None = None
        self._taken = -math.inf
        self._asking = 0
        self.every = 1.0
        self.smooth_fps = SMOOTH_FPS
        self.grain = 1.0

    def take(self, t_s: float, index: int) -> bool:
        """Whether to look at the picture of `t_s` (seconds), the `index`-th the source had; both rise."""
        if self._offered is not None:
            before_s, before = self._offered
            self._steps.append((t_s - before_s) / max(1, index - before))
        self._offered = t_s, index
        due = self._taken + self.every
        if index < due:
            return False
        self._taken = due if index - due < 1.0 else index
        return True

    def spent(self, seconds: float) -> None:
        """How long everything took that was done with the picture taken last."""
        self._spent.append(seconds)
        if len(self._spent) < SLOWER_AFTER:
            return
        wanted = self._wanted()
        if wanted == self.every:
            self._asking = 0
            return
        slower = wanted > self.every
        self._asking = max(self._asking, 0) + 1 if slower else min(self._asking, 0) - 1
        if self._asking >= SLOWER_AFTER or -self._asking >= FASTER_AFTER:
            self.every, self._asking = wanted, 0

    @property
    def pace(self) -> Pace:
        step_s = self._step_s
        return Pace(self.every, 1.0 / (self.every * step_s) if step_s > 0 else math.nan, self.smooth_fps)

    def every_at(self, seconds: float) -> float:
        """The pace with which the computer keeps up if each picture takes `seconds`."""
        step_s = self._step_s
        return self._slowest_of(seconds / step_s / MOST) if step_s > 0 else 1.0

    def fps_at(self, seconds: float) -> float:
        """Pictures looked at a second at that pace; NaN as long as the source's rate is not known."""
        step_s = self._step_s
        return 1.0 / (self.every_at(seconds) * step_s) if step_s > 0 else math.nan

    @property
    def able_fps(self) -> float:
        """Pictures that could be looked at a second at present; NaN as long as that is not known.

        Where the pace has yet to follow, it is not that of `pace`.
        """
        return self.fps_at(median(self._spent)) if self._spent else math.nan

    def forget(self) -> None:
        """What was spent tells nothing of the future: another model looks from here on."""
        self._spent.clear()
        self._asking = 0

    @property
    def _step_s(self) -> float:
        """Time from one of the source's pictures to the next, those counted that nobody was offered."""
        return median(self._steps) if self._steps else math.nan

    def _wanted(self) -> float:
        """The smallest pace that the middle picture keeps up with; a single slow one changes nothing."""
        step_s = self._step_s
        if not step_s > 0:
            return self.every
        steps = median(self._spent) / step_s
        if steps > MOST * self.every:
            return self._slowest_of(steps / MOST)
        return min(self.every, self._slowest_of(steps / MOST_IF_FASTER))

    def _slowest_of(self, every: float) -> float:
        return max(1.0, math.ceil(every / self.grain) * self.grain)
