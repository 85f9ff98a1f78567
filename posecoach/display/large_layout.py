"""The large layout, which is read from three metres: where everything goes, and its one sentence."""

from dataclasses import dataclass, replace
from functools import lru_cache

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display import shapes
from posecoach.display.layout import SMALLEST_PX, Rect
from posecoach.display.shapes import Image
from posecoach.display.stage import Notices, Sentence, Weight, calm_text, urgent
from posecoach.display.text import draw_in, draw_lines, fit_lines, text_width, wrap
from posecoach.display.theme import BOLD, DARK_INK, INK, PANEL, RAISED, VERMILLION, YELLOW, Colour, Type
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

MOST_LINES = 4
"""Of the sentence; a longer one is written smaller."""

LEADING = 1.13
"""From one line of the sentence to the next, over its size."""

LEAST_ASPECT = 1.6
"""Width over height below which letters get smaller instead of the picture narrower."""


@dataclass(frozen=True, slots=True)
class LargeLayout:
    """The picture, the sentence, the card with the count and the figure, and the line of keys.

    `ahead` is the layout before the count: the sentence along the whole width, picture and card alike.
    """

    size_px: tuple[int, int]
    type: Type
    ahead: bool
    video: Rect
    sentence: Rect
    card: Rect
    keys: Rect


@dataclass(frozen=True, slots=True)
class CardParts:
    """What the card holds: title, count, figure and the word for the lower back; before the count, `lower` is
    all below the title.
    """

    title: Rect
    dial: Rect
    figure: Rect
    word: Rect

    @property
    def lower(self) -> Rect:
        return Rect(self.figure.x, self.figure.y, self.figure.w, self.word.bottom - self.figure.y)


def lay_out_large(size_px: tuple[int, int], ahead: bool, text: str) -> LargeLayout:
    """The layout of a window of `size_px` whose sentence is `text`."""
    width, height = max(size_px[0], SMALLEST_PX[0]), max(size_px[1], SMALLEST_PX[1])
    lines = line_count(text, *_sentence_room((width, height), ahead))
    return _lay_out((width, height), ahead, lines)


def line_count(text: str, width: float, kind: Type) -> int:
    """How many lines `text` takes at the size for three metres, 1 to `MOST_LINES`."""
    lines = wrap(text, round(width), kind.far, BOLD)
    if any(text_width(line, kind.far, BOLD) > width for line in lines):
        return MOST_LINES  # a word that is too long for its line is written smaller
    return min(max(1, len(lines)), MOST_LINES)


def is_long(text: str, size_px: tuple[int, int], ahead: bool) -> bool:
    """Whether `text` as the sentence would leave the picture too little room."""
    return line_count(text, *_sentence_room(size_px, ahead)) > (2 if ahead else 3)


def sentence_inset(kind: Type) -> float:
    """The space left and right of the words in their plate."""
    return 0.9 * kind.gap


def card_parts(layout: LargeLayout) -> CardParts:
    """The card's parts, from top to bottom; the count takes what the others leave."""
    kind = layout.type
    inner = layout.card.inset(kind.gap, 1.4 * kind.gap)
    if layout.ahead:
        title_h = 2.45 * kind.title
        shown = inner.below(title_h + kind.gap)
        return CardParts(inner.top(title_h), shown.top(0), shown, shown.below(shown.h))
    if inner.w > 1.3 * inner.h:  # beside one another: a tall window
        left, right = inner.left(0.48 * inner.w), inner.beyond(0.52 * inner.w)
        title_h, word_h = 2.45 * kind.title, 1.22 * kind.far
        word = right.below(right.h - word_h)
        return CardParts(left.top(title_h), left.below(title_h), right.top(right.h - word_h), word)
    title_h, word_h, gap = 2.45 * kind.title, 1.22 * kind.far, 0.8 * kind.gap
    left_over = inner.h - title_h - word_h - 2 * gap
    dial_h = min(0.78 * left_over, inner.w)
    dial = inner.below(title_h + gap).top(dial_h)
    figure = inner.below(title_h + dial_h + 2 * gap).top(left_over - dial_h)
    return CardParts(inner.top(title_h), dial, figure, inner.below(inner.h - word_h))


def _unit(size_px: tuple[int, int]) -> float:
    width, height = size_px
    return min(0.45 * height, width) if _tall(size_px) else min(float(height), width / LEAST_ASPECT)


def _tall(size_px: tuple[int, int]) -> bool:
    return size_px[0] < 1.2 * size_px[1]


def _card_width(size_px: tuple[int, int], kind: Type, ahead: bool) -> float:
    return 0.47 * size_px[0] if ahead else 0.54 * kind.unit_px


def _sentence_room(size_px: tuple[int, int], ahead: bool) -> tuple[float, Type]:
    """The width of the sentence's words, and the sizes."""
    kind = Type(_unit(size_px))
    margin = 1.6 * kind.gap
    width = size_px[0] - 2 * margin
    if not ahead and not _tall(size_px):
        width -= _card_width(size_px, kind, ahead) + margin
    return width - 2 * sentence_inset(kind), kind


@lru_cache(maxsize=32)
def _lay_out(size_px: tuple[int, int], ahead: bool, lines: int) -> LargeLayout:
    kind = Type(_unit(size_px))
    margin, keys_h = 1.6 * kind.gap, 1.5 * kind.small
    sentence_h = (LEADING * lines + 0.4) * kind.far
    whole = Rect(0, 0, *size_px).inset(margin)
    keys = whole.below(whole.h - keys_h)
    body = whole.top(whole.h - keys_h - 0.6 * kind.gap)
    if _tall(size_px):
        card_h = 0.9 * kind.unit_px
        card, rest = body.below(body.h - card_h), body.top(body.h - card_h - margin)
    elif ahead:
        rest = body
        upper = body.top(body.h - sentence_h - margin)
        card_w = _card_width(size_px, kind, ahead)
        card = upper.beyond(upper.w - card_w)
        video = upper.left(upper.w - card_w - margin)
        return LargeLayout(size_px, kind, ahead, video, body.below(body.h - sentence_h), card, keys)
    else:
        card_w = _card_width(size_px, kind, ahead)
        card, rest = body.beyond(body.w - card_w), body.left(body.w - card_w - margin)
    video, sentence = rest.top(rest.h - sentence_h - margin), rest.below(rest.h - sentence_h)
    return LargeLayout(size_px, kind, ahead, video, sentence, card, keys)


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
    found = urgent(exercise, state, notices, texts)
    if found is not None:
        waiting = state.phase is Phase.PAUSED or found.text == texts("screen.loading")
        if notices.message and waiting:
            return Sentence(found.text)
        short = exercise.text.back if found.weight is Weight.BACK else ""
        return replace(found, text=short or found.text)
    if state.phase is Phase.POSITION and shown.text:
        return shown
    if state.phase is Phase.REST and following:
        return Sentence(texts("screen.rest_next", what=following))
    return Sentence(
        texts(STATES[state.phase]) if state.phase in STATES else calm_text(exercise, state, texts)
    )


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
