"""What the two layouts of the live screen share: a canvas in named blocks, and what lies over the picture."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display import shapes
from posecoach.display.cards import draw_card
from posecoach.display.demonstration import Demonstration
from posecoach.display.dial import SeenPulls
from posecoach.display.framing import Crop
from posecoach.display.layout import Rect
from posecoach.display.overlay import draw_overlay
from posecoach.display.shapes import Image
from posecoach.display.stage import (
    Notices,
    chip_texts,
    dim_picture,
    draw_chips,
    draw_keys,
    draw_marks,
    draw_note,
)
from posecoach.display.theme import QUIET_PHASES, STAGE, Colour, Look, Type, look_of
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.sentences import Texts

Parts = ParamSpec("Parts")


class TileCache:
    """Keeps one picture; `image` belongs to the board and changes with every `paint`."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        self.image = shapes.plain(*size_px, STAGE)
        self._shown: dict[str, Hashable] = {}

    def paint(
        self,
        name: str,
        rect: Rect,
        ground: Colour,
        shows: Hashable,
        painter: Callable[Concatenate[Image, Rect, Parts], None],
        *args: Parts.args,
        **kwargs: Parts.kwargs,
    ) -> bool:
        """Fill `rect` with `ground` and let `painter` draw into it, unless it shows that already.

        `shows` is everything the painter depends on. The painter gets a view of `rect` alone, so that it
        cannot draw into a neighbouring block, and then `args`.
        """
        key = (rect, ground, shows)
        if self._shown.get(name) == key:
            return False
        self._shown[name] = key
        shapes.fill(self.image, rect, ground)
        painter(
            self.image[rect.y : rect.bottom, rect.x : rect.right], Rect(0, 0, rect.w, rect.h), *args, **kwargs
        )
        return True

    def forget(self, *names: str) -> None:
        """Have these blocks painted anew next time, because something was drawn over them."""
        for name in names:
            self._shown.pop(name, None)


DIMMED = 0.42
"""Brightness of the picture while paused, resting or done."""


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """What there is to draw at one moment: the frame of shape (H, W, 3) and who is in it, None while there is
    none; the coach's state; what the program says beside it; and the time by which figures move.
    """

    image: Image | None
    pose: Pose | None
    state: CoachState
    notices: Notices
    t_s: float

    @property
    def look(self) -> Look:
        return look_of(self.state)

    def size_px(self, room: Rect) -> tuple[int, int]:
        """Width and height of the frame, or of the room where there is none."""
        if self.image is not None:
            return self.image.shape[1], self.image.shape[0]
        return self.pose.size_px if self.pose is not None else (room.w, room.h)


class ExerciseScreen(ABC):
    """Draws the live screen of one exercise, painting again only what changed since the last frame.

    Args:
        exercise: what is being done; for the next exercise of a routine make another screen.
        size_px: width and height of the window.
        mirrored: show the picture like a mirror (a webcam that faces the person); words stay as they are.
        privacy: show the skeleton on black instead of the picture.
        texts: words by id, such as `Language.say`.
    """

    def __init__(
        self, exercise: Exercise, size_px: tuple[int, int], mirrored: bool, privacy: bool, texts: Texts
    ) -> None:
        self.exercise = exercise
        self.size_px = size_px
        self.mirrored = mirrored
        self.privacy = privacy
        self._texts = texts
        self._wait = Wait(exercise.rest_s)
        self._seen = SeenPulls(exercise.count)
        self._demonstration = Demonstration(exercise, mirrored)
        self._tiles = TileCache(size_px)
        self.resize(size_px)

    @abstractmethod
    def resize(self, size_px: tuple[int, int]) -> None:
        """Lay out anew for a window of this size."""

    def draw(
        self,
        image: Image | None,
        pose: Pose | None,
        state: CoachState,
        notices: Notices | None = None,
        now_s: float | None = None,
    ) -> Image:
        """The picture of this moment, shape (height, width, 3), BGR.

        `image` is the frame of shape (H, W, 3), None while there is none. The result belongs to the screen
        and changes with the next call: copy it to keep it. `now_s` is the time by which the figure in the
        demonstration moves, that of the state when left out.
        """
        now = Now(image, pose, state, notices or Notices(), state.t_s if now_s is None else now_s)
        kind = self._paint(now)
        shown = self._demonstration.of(state.side, now.t_s) if now.notices.help else None
        return draw_card(self._tiles.image, self.exercise, state, now.notices, shown, kind, self._texts)

    @abstractmethod
    def _paint(self, now: Now) -> Type:
        """Bring all tiles up to date; returns the type they are painted with."""

    def _draw_over(self, place: Rect, now: Now, kind: Type, crop: Crop | None = None) -> None:
        """What lies over the picture at `place`: only there, since beyond it, it would stay and add up."""
        image, state, texts = self._tiles.image, now.state, self._texts
        if now.pose is not None:
            seen = (self.mirrored, self.privacy, crop)
            draw_overlay(image, place, now.pose, self.exercise, state, kind, texts, *seen)
        part = image[place.y : place.bottom, place.x : place.right]
        if state.phase in QUIET_PHASES:
            dim_picture(part, DIMMED)
        draw_marks(part, now.look, state.phase, kind)
        noted = draw_note(part, now.notices.note, kind)
        draw_chips(part[noted:], chip_texts(now.notices, self.privacy, texts), kind)

    def _draw_keys(self, rect: Rect, state: CoachState, kind: Type) -> None:
        paused = state.phase is Phase.PAUSED
        self._tiles.paint("keys", rect, STAGE, paused, draw_keys, paused, kind, self._texts)


class Wait:
    """Remembers how long the present hold or rest was at first, to know how much of it is over."""

    def __init__(self, rest_s: float) -> None:
        self._rest_s = rest_s
        self._phase: Phase | None = None
        self._longest_s = 0.0

    def share(self, state: CoachState) -> float:
        """How much of the hold or rest is over, 0..1."""
        left_s = {Phase.HOLD: state.hold_left_s, Phase.REST: state.rest_left_s}.get(state.phase, math.nan)
        if state.phase is not self._phase:
            self._phase = state.phase
            # A screen made in the middle of a rest still shows the right part of it.
            self._longest_s = self._rest_s if state.phase is Phase.REST else 0.0
        if not math.isfinite(left_s):
            return 0.0
        self._longest_s = max(self._longest_s, left_s)
        return 1 - left_s / self._longest_s if self._longest_s > 0 else 1.0
