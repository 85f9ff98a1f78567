"""The live screen in detail: a frame, a pose and the coach's state in, one picture for the window out."""

import math

import numpy as np

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display import shapes
from posecoach.display.cards import draw_card
from posecoach.display.demonstration import Demonstration
from posecoach.display.layout import Rect, lay_out
from posecoach.display.overlay import draw_overlay
from posecoach.display.panel import Waiting, draw_panel
from posecoach.display.seen_pulls import SeenPulls
from posecoach.display.shapes import Image
from posecoach.display.stage import (
    Notices,
    chip_texts,
    cue_text,
    dim_picture,
    draw_banner,
    draw_chips,
    draw_cue,
    draw_keys,
    draw_marks,
    draw_note,
    place_picture,
)
from posecoach.display.theme import QUIET_PHASES, STAGE, Look, look_of
from posecoach.display.tile_cache import TileCache
from posecoach.display.wording import Texts
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose

DIMMED = 0.42
"""Brightness of the picture while paused, resting or done."""


class Screen:
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
        self.mirrored = mirrored
        self.privacy = privacy
        self._texts = texts
        self._wait = Wait(exercise.rest_s)
        self._seen = SeenPulls(exercise.count)
        self._demonstration = Demonstration(exercise, mirrored)
        self.resize(size_px)

    def resize(self, size_px: tuple[int, int]) -> None:
        """Lay out anew for a window of this size."""
        self.size_px = size_px
        self.layout = lay_out(size_px)
        self._tiles = TileCache(self.layout.size_px)
        self._place: Rect | None = None

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
        help moves, that of the state when left out.
        """
        notices = notices or Notices()
        look = look_of(state)
        self._draw_picture(image, pose, state, notices, look)
        self._draw_words(state, notices, look)
        waiting = Waiting(self._wait.share(state), notices.next_up, self._seen.update(state))
        draw_panel(self._tiles, self.layout, self.exercise, state, waiting, self._texts)
        shown = (
            self._demonstration.of(state.side, state.t_s if now_s is None else now_s)
            if notices.help
            else None
        )
        return draw_card(
            self._tiles.image, self.exercise, state, notices, shown, self.layout.type, self._texts
        )

    def _draw_picture(
        self, image: Image | None, pose: Pose | None, state: CoachState, notices: Notices, look: Look
    ) -> None:
        tiles, layout = self._tiles, self.layout
        size_px = _source_size(image, pose, layout.video)
        shown = None if self.privacy else image
        place = place_picture(tiles.image, layout.video, shown, size_px, self.mirrored)
        if place != self._place:
            _clear_around(tiles.image, layout.video, place)
            self._place = place
        if pose is not None:
            draw_overlay(
                tiles.image,
                place,
                pose,
                self.exercise,
                state,
                layout.type,
                self._texts,
                self.mirrored,
                self.privacy,
            )
        # Only within the picture: what is drawn beyond it would stay there and add up.
        part = tiles.image[place.y : place.bottom, place.x : place.right]
        if state.phase in QUIET_PHASES:
            dim_picture(part, DIMMED)
        draw_marks(part, look, state.phase, layout.type)
        noted = draw_note(part, notices.note, layout.type)
        draw_chips(part[noted:], chip_texts(notices, self.privacy, self._texts), layout.type)

    def _draw_words(self, state: CoachState, notices: Notices, look: Look) -> None:
        tiles, layout, texts = self._tiles, self.layout, self._texts
        kind = layout.type
        tiles.paint(
            "banner",
            layout.banner,
            STAGE,
            look,
            lambda image, rect: draw_banner(image, rect, look, kind, texts),
        )
        text, colour = cue_text(self.exercise, state, notices, texts)
        tiles.paint(
            "cue",
            layout.cue,
            STAGE,
            (text, colour, look.icon),
            lambda image, rect: draw_cue(image, rect, text, colour, look, kind) if text else None,
        )
        paused = state.phase is Phase.PAUSED
        tiles.paint(
            "keys",
            layout.keys,
            STAGE,
            paused,
            lambda image, rect: draw_keys(image, rect, paused, kind, texts),
        )


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


def _source_size(image: Image | None, pose: Pose | None, room: Rect) -> tuple[int, int]:
    if image is not None:
        return image.shape[1], image.shape[0]
    return pose.size_px if pose is not None else (room.w, room.h)


def _clear_around(image: Image, room: Rect, place: Rect) -> None:
    """Blank what an earlier picture of another shape left beside this one."""
    kept = np.array(image[place.y : place.bottom, place.x : place.right])
    shapes.fill(image, room, STAGE)
    image[place.y : place.bottom, place.x : place.right] = kept
