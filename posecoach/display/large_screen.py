"""The live screen for three metres: the picture, one sentence, the count, and a figure that moves along."""

from dataclasses import replace

from posecoach.coaching.events import Confidence, Phase
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.display import shapes
from posecoach.display.demonstration import Demonstration, Moment, Player
from posecoach.display.diagrams import DARK, draw_plan
from posecoach.display.exercise_screen import ExerciseScreen, Now, TileCache
from posecoach.display.figures import Inks, draw_figure
from posecoach.display.framing import Framing, show_crop
from posecoach.display.large_layout import (
    CardParts,
    LargeLayout,
    card_parts,
    draw_sentence,
    is_long,
    lay_out_large,
    sentence_of,
)
from posecoach.display.layout import Rect
from posecoach.display.moving_figure import MovingFigure, draw_back_word, draw_moving_figure
from posecoach.display.panel import Waiting, clean_text, draw_plate, next_set, paint_dial, paint_title
from posecoach.display.shapes import Image
from posecoach.display.stage import Sentence, Weight
from posecoach.display.text import draw_lines
from posecoach.display.theme import BACK_LOOKS, BOLD, INK, STAGE, Look, Type
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

AHEAD = (Phase.LOOKING, Phase.POSITION)
"""Phases before anything is counted, in which picture and demonstration are of one size."""

FIGURED = (Phase.HOLD, Phase.COUNTING, Phase.PAUSED)
"""Phases in which the figure moves along with the person."""


class LargeScreen(ExerciseScreen):
    """The layout for three metres, in which the figure demonstrates or moves along with the person."""

    def __init__(
        self, exercise: Exercise, size_px: tuple[int, int], mirrored: bool, privacy: bool, texts: Texts
    ) -> None:
        super().__init__(exercise, size_px, mirrored, privacy, texts)
        self._framing = Framing()
        self._figure = MovingFigure(exercise, mirrored)
        self._next: tuple[Exercise, Demonstration] | None = None

    def resize(self, size_px: tuple[int, int]) -> None:
        self.size_px = size_px
        self._layout: LargeLayout | None = None

    @property
    def layout(self) -> LargeLayout:
        return self._layout or lay_out_large(self.size_px, True, "")

    def _paint(self, now: Now) -> Type:
        texts, state, notices = self._texts, now.state, now.notices
        if is_long(notices.message, self.size_px, state.phase in AHEAD):
            # It is said as well, and read on the picture by whoever is near.
            note = f"{notices.message} {notices.note}".strip()
            notices = replace(notices, message="", note=note)
            now = replace(now, notices=notices)
        moment = self._demonstration.at(state, now.t_s)
        shown = Sentence("")
        if moment is not None:
            shown = Sentence(moment.words, Weight.BACK if moment.wrong else Weight.ADVICE)
        following = notices.next_up or next_set(state, texts)
        sentence = sentence_of(self.exercise, state, notices, following, shown, texts)
        layout = self._lay_out(state.phase in AHEAD, sentence.text)
        self._draw_picture(layout, now)
        shows = (sentence, layout.type)
        self._tiles.paint("sentence", layout.sentence, STAGE, sentence, draw_sentence, *shows)
        self._draw_keys(layout.keys, state, layout.type)
        self._draw_card(layout, state, now.look, moment, self._upcoming(now))
        return layout.type

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

    def _draw_picture(self, layout: LargeLayout, now: Now) -> None:
        room = layout.video
        whole = now.state.phase is Phase.LOOKING or bool(now.state.view_problem)
        crop = self._framing.update(now.pose, now.size_px(room), room, whole)
        show_crop(self._tiles.image, room, None if self.privacy else now.image, crop, self.mirrored)
        self._draw_over(room, now, layout.type, crop)

    def _upcoming(self, now: Now) -> tuple[Player, Moment] | None:
        """In a break how the exercise that follows is done."""
        if now.notices.upcoming is None:
            return None
        exercise, side = now.notices.upcoming
        if self._next is None or self._next[0] != exercise:
            self._next = exercise, Demonstration(exercise, self.mirrored)
        return self._next[1].of(side, now.t_s)

    def _draw_card(
        self,
        layout: LargeLayout,
        state: CoachState,
        look: Look,
        moment: Moment | None,
        upcoming: tuple[Player, Moment] | None,
    ) -> None:
        tiles, kind, texts = self._tiles, layout.type, self._texts

        if tiles.paint("card", layout.card, STAGE, (look.ground, layout.ahead), draw_plate, look, kind):
            tiles.forget("title", "dial", "figure", "word", "lower", "shown")
        parts = card_parts(layout)
        paint_title(tiles, parts.title, self.exercise, state, look, kind, texts)
        if layout.ahead:
            self._draw_ahead(layout, parts, state, look, moment)
            return
        waiting = Waiting(self._wait.share(state), seen=self._seen.update(state))
        paint_dial(tiles, parts.dial, self.exercise, state, look, waiting, kind, texts)
        if state.phase in FIGURED:
            self._draw_figure(parts, state, look, layout)
            return
        of_all = state.phase is Phase.DONE and state.total_reps > state.reps  # and this of the last set alone
        words = "" if of_all else clean_text(self.exercise, state, texts)

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
        stance, around = self._figure.stance(state), self._figure.around(state)
        colour = None if back is None else BACK_LOOKS[back.level].accent
        inks = Inks(look.accent, back=colour)
        unsure = back is not None and back.confidence is Confidence.LOW
        shows = (self._figure.key(state), colour, look.accent, unsure)
        rect = parts.lower if back is None else parts.figure
        drawn = (stance, inks, around, back, look.ground, kind)
        tiles.paint("figure", rect, look.ground, shows, draw_moving_figure, *drawn)
        if back is None:
            tiles.forget("word")
            return
        tiles.paint(
            "word", parts.word, look.ground, back.level, draw_back_word, back.level, kind, self._texts
        )

    def _back(self, state: CoachState) -> BackState | None:
        """The lower back, where the exercise watches it and there is something to say of it."""
        back = state.back
        if state.phase is Phase.PAUSED:
            return None
        if not self.exercise.lower_back or (state.total_reps == 0 and back.level is not BackLevel.MOVING):
            return None
        return back
