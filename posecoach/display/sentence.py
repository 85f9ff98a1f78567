"""The one sentence of the large layout: which it is, how urgent, and how it is written."""

from dataclasses import dataclass
from enum import Enum

from posecoach.coaching.events import Phase
from posecoach.coaching.state import BackLevel, CoachState
from posecoach.display import shapes
from posecoach.display.large_layout import LEADING, sentence_inset
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.stage import HINTS, Notices
from posecoach.display.text import draw_in, draw_lines, fit_lines, wrap
from posecoach.display.theme import BOLD, DARK_INK, INK, PANEL, RAISED, VERMILLION, YELLOW, Colour, Type
from posecoach.display.wording import Texts
from posecoach.exercises.definition import Exercise
from posecoach.language.hints import hint_line


class Weight(Enum):
    """What a sentence is: advice, something to mend, a moving lower back, or what the figure does wrong."""

    ADVICE = "advice"
    MEND = "something to mend"
    BACK = "the lower back moves"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words and their weight."""

    text: str
    weight: Weight = Weight.ADVICE


INKS: dict[Weight, tuple[Colour, Colour]] = {
    Weight.ADVICE: (PANEL, INK),
    Weight.MEND: (RAISED, YELLOW),
    Weight.BACK: (VERMILLION, DARK_INK),
}
"""Ground and ink."""

STATES = {Phase.HOLD: "screen.state_hold", Phase.PAUSED: "screen.state_paused"}
"""Phases whose own name is the sentence."""


def sentence_of(
    exercise: Exercise, state: CoachState, notices: Notices, following: str, shown: Sentence, texts: Texts
) -> Sentence:
    """The sentence of this moment, the most urgent first.

    `following` is what comes after a rest, `shown` the words to the figure that shows the exercise.
    """
    if notices.message:
        waiting = state.phase is Phase.PAUSED or notices.message == texts("screen.loading")
        return Sentence(notices.message, Weight.ADVICE if waiting else Weight.MEND)
    if state.phase is Phase.COUNTING and state.back.level is BackLevel.MOVING:
        words = exercise.text.back or exercise.back_message or texts("warning.lower-back")
        return Sentence(words, Weight.BACK)
    if state.view_problem:
        return Sentence(texts(f"view_short.{state.view_problem}"), Weight.MEND)
    if state.hint is not None:
        words = hint_line(texts, state.hint.kind.value, state.hint.topic, state.hint.wanted)
        return Sentence(words, Weight.MEND)
    if state.phase is Phase.POSITION and shown.text:
        return shown
    if state.phase is Phase.COUNTING:
        return Sentence(exercise.text.cues[0] if exercise.text.cues else "")
    if state.phase is Phase.REST and following:
        return Sentence(texts("screen.rest_next", what=following))
    if state.phase is Phase.DONE and state.total_reps == 0:
        return Sentence(texts("screen.hint_done_empty"))
    if state.phase is Phase.DONE and state.source_ended:
        return Sentence(texts("phase.done_early"))
    return Sentence(texts(STATES.get(state.phase) or HINTS[state.phase]))


def draw_sentence(image: Image, rect: Rect, sentence: Sentence, kind: Type) -> None:
    """The sentence in the middle of its plate, to be read from three metres. Nothing without a text."""
    if not sentence.text:
        return
    ground, ink = INKS[sentence.weight]
    shapes.bar(image, rect, ground, 1.6 * kind.gap)
    if sentence.weight is Weight.MEND:
        shapes.frame(image, rect.inset(kind.stroke), 2 * kind.stroke, YELLOW, 1.6 * kind.gap)
    room = rect.inset(sentence_inset(kind), 0.1 * kind.far)
    size = fit_lines((sentence.text,), room.w, room.h, kind.far, BOLD, LEADING)
    lines = wrap(sentence.text, room.w, size, BOLD)
    if len(lines) <= 1:
        draw_in(image, sentence.text, room, kind.far, ink, BOLD, 0.5)
        return
    used = LEADING * size * len(lines)
    draw_lines(image, sentence.text, room.below((room.h - used) / 2), size, ink, BOLD, 0.5, LEADING)
