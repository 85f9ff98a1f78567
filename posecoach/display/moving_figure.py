"""The figure beside the count: it is where the person is between release and pull."""

import math

from posecoach.coaching.events import Confidence, Phase
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.display.demonstration import faces_left, taught_pull, taught_turned
from posecoach.display.figures import VIEWS, Bounds, Inks, Stance, bounds, draw_figure, mirrored, stance_of
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.text import draw_in
from posecoach.display.theme import BACK_LOOKS, BOLD, INK, Colour, Type
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

FIGURE_STEPS = 24
"""Positions of the figure between release and pull; each is drawn only when it changes."""


BACK_WORDS = {
    BackLevel.STILL: "screen.back_still_far",
    BackLevel.NEAR: "screen.back_near_far",
    BackLevel.MOVING: "screen.back_moving_far",
    BackLevel.CANNOT_SEE: "screen.back_unseen_far",
}


class MovingFigure:
    """The figure beside the count: where the person is between release and pull."""

    def __init__(self, exercise: Exercise, flipped: bool) -> None:
        self._exercise = exercise
        self._flipped = flipped
        self._shown = exercise.shown
        self._still = exercise.id not in VIEWS and exercise.shown is None
        self._stances: dict[tuple[int, int, bool], Stance] = {}
        self._around: dict[bool, Bounds] = {}

    def key(self, state: CoachState) -> tuple[int, int, bool]:
        """What the figure depends on."""
        share = state.position if math.isfinite(state.position) else 0.0
        # Nobody knows how an exercise of somebody's own moves that was not shown: its figure keeps still.
        step = 0 if self._still else round(min(max(share, -0.1), 1.15) * FIGURE_STEPS)
        wrong = int(state.phase is Phase.COUNTING and state.back.level is BackLevel.MOVING)
        if self._shown is not None:
            return step, wrong, taught_turned(self._shown, state.side, self._flipped)
        return step, wrong, faces_left(self._exercise, state.side, self._flipped)

    def stance(self, state: CoachState) -> Stance:
        """The figure at the person's place in the movement, its back moved when the person's is."""
        key = self.key(state)
        if key not in self._stances:
            self._stances[key] = self._drawn(*key) if self._shown is None else self._taught(state, key[0])
        return self._stances[key]

    def _drawn(self, step: int, wrong: int, left: bool) -> Stance:
        pull = step / FIGURE_STEPS
        stance = stance_of(self._exercise, pull, wrong * max(0.4, pull))
        return mirrored(stance) if left else stance

    def _taught(self, state: CoachState, step: int) -> Stance:
        stances = self._taught_pull(state)
        return stances[round(min(max(step / FIGURE_STEPS, 0.0), 1.0) * (len(stances) - 1))]

    def _taught_pull(self, state: CoachState) -> tuple[Stance, ...]:
        """Rest to the end of the pull, as it was taught; nothing where it was not."""
        return () if self._shown is None else taught_pull(self._shown, state.side, self._flipped)

    def around(self, state: CoachState) -> Bounds:
        """What the figure takes in all of its movement."""
        left = self.key(state)[2]
        if left not in self._around and self._shown is not None:
            self._around[left] = bounds(*self._taught_pull(state))
        elif left not in self._around:
            ends = (-0.1, 0.0), (1.15, 0.0), (1.15, 1.0)
            stances = [stance_of(self._exercise, pull, wrong) for pull, wrong in ends]
            self._around[left] = bounds(*(mirrored(stance) if left else stance for stance in stances))
        return self._around[left]


def draw_moving_figure(
    image: Image,
    rect: Rect,
    stance: Stance,
    inks: Inks,
    around: Bounds,
    back: BackState | None,
    ground: Colour,
    kind: Type,
) -> None:
    """The figure, and the shape that goes with the state of its lower back, where that is shown."""
    draw_figure(image, rect, stance, inks, around)
    if back is None:
        return
    look, radius = BACK_LOOKS[back.level], 0.026 * kind.unit_px
    draw_icon(image, look.icon, (rect.x + radius, rect.y + radius), radius, look.accent, ground)
    if back.confidence is Confidence.LOW and back.level is not BackLevel.CANNOT_SEE:
        beside = Rect(rect.x + round(2.4 * radius), rect.y, rect.w, round(2 * radius))
        draw_in(image, "?", beside, kind.title, INK, BOLD)


def draw_back_word(image: Image, rect: Rect, level: BackLevel, kind: Type, texts: Texts) -> None:
    """The word for the lower back, to be read from three metres."""
    draw_in(image, texts(BACK_WORDS[level]), rect, kind.far, BACK_LOOKS[level].accent, BOLD, 0.5)
