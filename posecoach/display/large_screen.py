"""The live screen for three metres: the picture, one sentence, the count, and a figure that moves along."""

import math
from dataclasses import replace

from posecoach.coaching.events import Confidence, Phase
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.display import shapes
from posecoach.display.cards import draw_card
from posecoach.display.demonstration import Demonstration, Moment, Player
from posecoach.display.diagrams import DARK, draw_plan
from posecoach.display.dial import draw_dial
from posecoach.display.figures import Inks, draw_figure
from posecoach.display.framing import Framing, show_crop
from posecoach.display.large_layout import CardParts, LargeLayout, card_parts, is_long, lay_out_large
from posecoach.display.layout import Rect
from posecoach.display.moving_figure import MovingFigure, draw_back_word, draw_moving_figure
from posecoach.display.overlay import draw_overlay
from posecoach.display.panel import clean_text, draw_title, next_set
from posecoach.display.screen import DIMMED, Wait
from posecoach.display.seen_pulls import SeenPulls
from posecoach.display.sentence import Sentence, Weight, draw_sentence, sentence_of
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
from posecoach.display.text import draw_lines
from posecoach.display.theme import BACK_LOOKS, BOLD, INK, QUIET_PHASES, STAGE, Look, look_of
from posecoach.display.tile_cache import TileCache
from posecoach.display.wording import Texts
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose

AHEAD = (Phase.LOOKING, Phase.POSITION)
"""Phases before anything is counted, in which picture and demonstration are of one size."""

FIGURED = (Phase.HOLD, Phase.COUNTING, Phase.PAUSED)
"""Phases in which the figure moves along with the person."""


class LargeScreen:
    """Draws the large layout of one exercise, painting again only what changed since the last frame.

    Args:
        exercise: what is being done; for the next exercise of a routine make another screen.
        size_px: width and height of the window.
        mirrored: show the picture like a mirror (a webcam that faces the person); words stay as they are.
        privacy: show the skeleton on black instead of the picture.
        texts: words by id, such as `Language.say`.
        player: shows how the exercise is done; None for the figure that knows the built-in ones.
    """

    def __init__(
        self,
        exercise: Exercise,
        size_px: tuple[int, int],
        mirrored: bool,
        privacy: bool,
        texts: Texts,
        player: Player | None = None,
    ) -> None:
        self.exercise = exercise
        self.size_px = size_px
        self.mirrored = mirrored
        self.privacy = privacy
        self._texts = texts
        self._wait = Wait(exercise.rest_s)
        self._seen = SeenPulls(exercise.count)
        self._framing = Framing()
        self._demonstration = Demonstration(exercise, mirrored, player)
        self._figure = MovingFigure(exercise, mirrored)
        self._next: tuple[Exercise, Demonstration] | None = None
        self._layout: LargeLayout | None = None
        self._tiles = TileCache(size_px)

    @property
    def layout(self) -> LargeLayout:
        """Where everything is at present."""
        return self._layout or lay_out_large(self.size_px, True, "")

    def resize(self, size_px: tuple[int, int]) -> None:
        """Lay out anew for a window of this size."""
        self.size_px = size_px
        self._layout = None

    def draw(
        self,
        image: Image | None,
        pose: Pose | None,
        state: CoachState,
        notices: Notices | None = None,
        now_s: float | None = None,
    ) -> Image:
        """The picture of this moment, shape (height, width, 3), BGR, as `Screen.draw`; `now_s` is the time by
        which the demonstration moves, that of the state when left out.
        """
        notices, texts = notices or Notices(), self._texts
        look, now_s = look_of(state), state.t_s if now_s is None else now_s
        if is_long(notices.message, self.size_px, state.phase in AHEAD):
            # It is said as well, and read on the picture by whoever is near.
            note = f"{notices.message} {notices.note}".strip()
            notices = replace(notices, message="", note=note)
        moment = self._demonstration.at(state, now_s)
        shown = Sentence("")
        if moment is not None:
            shown = Sentence(moment.words, Weight.BACK if moment.wrong else Weight.ADVICE)
        following = notices.next_up or next_set(state, texts)
        sentence = sentence_of(self.exercise, state, notices, following, shown, texts)
        layout = self._lay_out(state.phase in AHEAD, sentence.text)
        self._draw_picture(layout, image, pose, state, notices, look)
        self._tiles.paint(
            "sentence",
            layout.sentence,
            STAGE,
            sentence,
            lambda part, rect: draw_sentence(part, rect, sentence, layout.type) if sentence.text else None,
        )
        paused = state.phase is Phase.PAUSED
        self._tiles.paint(
            "keys",
            layout.keys,
            STAGE,
            paused,
            lambda part, rect: draw_keys(part, rect, paused, layout.type, texts),
        )
        self._draw_card(layout, state, look, moment, self._upcoming(notices, now_s))
        help_ = self._demonstration.of(state.side, now_s) if notices.help else None
        return draw_card(self._tiles.image, self.exercise, state, notices, help_, layout.type, texts)

    def _lay_out(self, ahead: bool, text: str) -> LargeLayout:
        layout = lay_out_large(self.size_px, ahead, text)
        if layout != self._layout:
            if self._layout is None or self._layout.size_px != layout.size_px:
                self._tiles = TileCache(layout.size_px)
            else:
                shapes.fill(self._tiles.image, Rect(0, 0, *layout.size_px), STAGE)
                self._tiles.forget("sentence", "keys", "card")
            self._layout = layout
        return layout

    def _draw_picture(
        self,
        layout: LargeLayout,
        image: Image | None,
        pose: Pose | None,
        state: CoachState,
        notices: Notices,
        look: Look,
    ) -> None:
        room, picture, kind = layout.video, self._tiles.image, layout.type
        size_px = (room.w, room.h)
        if image is not None or pose is not None:
            size_px = (image.shape[1], image.shape[0]) if image is not None else pose.size_px  # type: ignore[union-attr]
        whole = state.phase is Phase.LOOKING or bool(state.view_problem)
        crop = self._framing.update(pose, size_px, room, whole)
        show_crop(picture, room, None if self.privacy else image, crop, self.mirrored)
        if pose is not None:
            draw_overlay(
                picture,
                room,
                pose,
                self.exercise,
                state,
                kind,
                self._texts,
                self.mirrored,
                self.privacy,
                crop,
            )
        part = picture[room.y : room.bottom, room.x : room.right]
        if state.phase in QUIET_PHASES:
            dim_picture(part, DIMMED)
        draw_marks(part, look, state.phase, kind)
        noted = draw_note(part, notices.note, kind)
        draw_chips(part[noted:], chip_texts(notices, self.privacy, self._texts), kind)

    def _upcoming(self, notices: Notices, now_s: float) -> tuple[Player, Moment] | None:
        """In a break how the exercise that follows is done."""
        if notices.upcoming is None:
            return None
        exercise, side = notices.upcoming
        if self._next is None or self._next[0] != exercise:
            self._next = exercise, Demonstration(exercise, self.mirrored)
        return self._next[1].of(side, now_s)

    def _draw_card(
        self,
        layout: LargeLayout,
        state: CoachState,
        look: Look,
        moment: Moment | None,
        upcoming: tuple[Player, Moment] | None,
    ) -> None:
        tiles, kind, texts = self._tiles, layout.type, self._texts

        def card(image: Image, rect: Rect) -> None:
            shapes.bar(image, rect, look.ground, 2 * kind.gap)

        if tiles.paint("card", layout.card, STAGE, (look.ground, layout.ahead), card):
            tiles.forget("title", "dial", "figure", "word", "lower", "shown")
        parts = card_parts(layout)
        title = (self.exercise.name, state.side, state.set_index, state.sets, state.phase, look.accent)
        tiles.paint(
            "title",
            parts.title,
            look.ground,
            title,
            lambda image, rect: draw_title(image, rect, self.exercise, state, look, kind, texts),
        )
        if layout.ahead:
            self._draw_ahead(layout, parts, state, look, moment)
            return
        waited = round(self._wait.share(state), 3 if state.phase is Phase.HOLD else 2)
        seen = self._seen.update(state)
        seconds = math.ceil(max(state.hold_left_s, state.rest_left_s) - 1e-6)
        tiles.paint(
            "dial",
            parts.dial,
            look.ground,
            (look, state.phase, state.reps, state.total_reps, state.target, seconds, waited, seen),
            lambda image, rect: draw_dial(image, rect, self.exercise, state, look, waited, seen, kind, texts),
        )
        if state.phase in FIGURED:
            self._draw_figure(parts, state, look, layout)
            return
        words = clean_text(self.exercise, state, texts)

        def lower(image: Image, rect: Rect) -> None:
            if upcoming is not None:
                upcoming[0].draw(image, rect, upcoming[1])
            elif words:
                draw_lines(image, words, rect, 0.7 * kind.far, INK, BOLD, 0.5)

        if tiles.paint("lower", parts.lower, look.ground, (words, upcoming and upcoming[1]), lower):
            tiles.forget("figure", "word")

    def _draw_ahead(
        self, layout: LargeLayout, parts: CardParts, state: CoachState, look: Look, moment: Moment | None
    ) -> None:
        """Where the camera goes, and then how the exercise is done."""
        kind, exercise, texts = layout.type, self.exercise, self._texts

        def paint(image: Image, rect: Rect) -> None:
            if state.phase is Phase.LOOKING:
                draw_plan(image, rect, exercise, DARK, min(kind.unit_px / 110, rect.h / 62), texts)
            elif moment is not None:
                self._demonstration.draw(image, rect, state, moment)
            else:
                draw_figure(image, rect, self._figure.stance(state), Inks(look.accent))

        self._tiles.paint("shown", parts.lower, look.ground, (state.phase, state.side, moment), paint)

    def _draw_figure(self, parts: CardParts, state: CoachState, look: Look, layout: LargeLayout) -> None:
        back, kind, tiles = self._back(state), layout.type, self._tiles
        ground = look.ground
        stance, around = self._figure.stance(state), self._figure.around(state)
        colour = None if back is None else BACK_LOOKS[back.level].accent
        inks = Inks(look.accent, back=colour)
        unsure = back is not None and back.confidence is Confidence.LOW
        tiles.paint(
            "figure",
            parts.figure if back is not None else parts.lower,
            ground,
            (self._figure.key(state), colour, look.accent, unsure),
            lambda image, rect: draw_moving_figure(image, rect, stance, inks, around, back, ground, kind),
        )
        if back is None:
            tiles.forget("word")
            return
        level = back.level
        tiles.paint(
            "word",
            parts.word,
            ground,
            level,
            lambda image, rect: draw_back_word(image, rect, level, kind, self._texts),
        )

    def _back(self, state: CoachState) -> BackState | None:
        """The lower back, where the exercise watches it and there is something to say of it."""
        back = state.back
        if state.phase is Phase.PAUSED:
            return None
        if not self.exercise.lower_back or (state.total_reps == 0 and back.level is not BackLevel.MOVING):
            return None
        return back
