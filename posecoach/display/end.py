"""The page that stays when a run is over: what was done, what the back did, the pain, and what to do next."""

from dataclasses import dataclass, replace

from posecoach.display import shapes
from posecoach.display.actions import Action, ActionKind, Hit, Key, Picture
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.start import blank
from posecoach.display.text import draw_in, draw_lines, wrap
from posecoach.display.theme import BOLD, DARK_INK, GREEN, INK, NOTHING_DONE, PANEL, QUIET, SKY, TRACK, Type
from posecoach.sentences import Texts

CHOICES = (ActionKind.OPEN, ActionKind.AGAIN, ActionKind.HOME)
"""The buttons, in the order of their numbers."""

RESTING = (ActionKind.QUIT, ActionKind.OPEN, ActionKind.AGAIN)
"""The same for whom it hurts: to stop comes first, and is what Enter does; once more is last, and small."""

RESTING_WIDTHS = (1.6, 1.0, 0.6)
"""How wide they are, beside each other."""

MOST_ROWS = 8
"""As many as the whole routine has."""


@dataclass(frozen=True, slots=True)
class EndRow:
    """One exercise on one side: its name, what was done, and what the lower back did; ready to be shown."""

    name: str
    done: str
    back: str


@dataclass(frozen=True, slots=True)
class EndModel:
    """What the page shows; texts are ready to be shown, "" for those that do not apply.

    Attributes:
        pain: the pain before and after; `advice` what that means, or why the run was stopped.
        message: where the page lies, or why it could not be opened.
        selected: index of the framed button.
        rest: it hurts, and rest is what is advised.
    """

    title: str
    rows: tuple[EndRow, ...]
    pain: str = ""
    advice: str = ""
    message: str = ""
    selected: int = 0
    rest: bool = False

    @property
    def choices(self) -> tuple[ActionKind, ...]:
        """The buttons, in the order of their numbers."""
        return RESTING if self.rest else CHOICES


def press_end(model: EndModel, key: Key) -> tuple[EndModel, Action | None]:
    """What a key does: a number or Enter chooses, arrows move, Q leaves."""
    if key in (Key.QUIT, Key.ESCAPE):
        return model, Action(ActionKind.QUIT)
    if key in (Key.ENTER, Key.SPACE):
        return model, Action(model.choices[model.selected])
    if key.digit is not None and 1 <= key.digit <= len(model.choices):
        return replace(model, selected=key.digit - 1), Action(model.choices[key.digit - 1])
    step = {Key.LEFT: -1, Key.UP: -1, Key.RIGHT: 1, Key.DOWN: 1}.get(key, 0)
    return replace(model, selected=min(max(model.selected + step, 0), len(model.choices) - 1)), None


def draw_end(model: EndModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """The page at `size_px`."""
    image, whole, kind = blank(size_px)
    title_h, foot_h = 2.0 * kind.state, 2.8 * kind.label
    ink = GREEN if model.rows else NOTHING_DONE.accent
    draw_in(image, model.title, whole.top(title_h), 1.2 * kind.state, ink, BOLD)
    foot = whole.below(whole.h - foot_h)
    draw_in(image, texts("end.keys"), foot.below(foot_h - 1.5 * kind.small), kind.small, QUIET)
    buttons = foot.top(foot_h - 1.8 * kind.small)
    words_h = max(3.6 * kind.label, _words_height(whole.w, model, kind))
    words = whole.below(whole.h - foot_h - words_h - kind.gap).top(words_h)
    body = whole.below(title_h).top(words.y - whole.y - title_h - kind.gap)
    _draw_rows(image, body, model.rows, kind)
    _draw_words(image, words, model, kind)
    return Picture(image, tuple(_draw_buttons(image, buttons, model, kind, texts)))


def _draw_buttons(image: Image, rect: Rect, model: EndModel, kind: Type, texts: Texts) -> list[Hit]:
    hits: list[Hit] = []
    shares = RESTING_WIDTHS if model.rest else (1.0,) * len(model.choices)
    left = 0.0
    for index, (choice, share) in enumerate(zip(model.choices, shares, strict=True)):
        each = share / sum(shares) * rect.w
        button = rect.beyond(left).left(each).inset(0.5 * kind.gap, 0)
        left += each
        chosen, small = index == model.selected, share < 1.0
        shapes.bar(image, button, SKY if chosen else TRACK, kind.gap)
        name = "rest" if choice is ActionKind.QUIT else choice.name.lower()
        text = f"{index + 1}  {texts(f'end.{name}')}"
        ink = DARK_INK if chosen else QUIET if small else INK
        size = kind.small if small else kind.label
        draw_in(image, text, button.inset(kind.gap, 0), size, ink, BOLD, 0.5)
        hits.append(Hit(button, Action(choice)))
    return hits


def _draw_rows(image: Image, rect: Rect, rows: tuple[EndRow, ...], kind: Type) -> None:
    shown = rows[:MOST_ROWS]
    row_h = min(rect.h / max(1, len(shown)), 3.4 * kind.cue)
    size = min(kind.cue, 0.5 * row_h)
    for index, row in enumerate(shown):
        line = rect.below(index * row_h).top(row_h - 0.6 * kind.gap)
        shapes.bar(image, line, PANEL, kind.gap)
        inner = line.inset(1.6 * kind.gap, 0)
        draw_in(image, row.name, inner.left(0.4 * inner.w), size, INK, BOLD)
        draw_in(image, row.done, inner.beyond(0.42 * inner.w).left(0.2 * inner.w), size, SKY, BOLD)
        room = inner.beyond(0.64 * inner.w)
        lines = wrap(row.back, room.w, 0.8 * size)
        room = room.below(max(0.0, (room.h - 1.28 * 0.8 * size * len(lines)) / 2))
        draw_lines(image, row.back, room, 0.8 * size, QUIET)


def _words_height(width: int, model: EndModel, kind: Type) -> float:
    """What the words under the rows need at their full size."""
    texts = [text for text in (model.pain, model.advice, model.message) if text]
    return sum(1.28 * kind.label * len(wrap(text, width, kind.label)) + 0.4 * kind.gap for text in texts)


def _draw_words(image: Image, rect: Rect, model: EndModel, kind: Type) -> None:
    lines = [(model.pain, INK), (model.advice, INK), (model.message, SKY)]
    y = 0.0
    for text, colour in lines:
        if text:
            room = rect.below(y)
            y += draw_lines(image, text, room, kind.label, colour) + 0.4 * kind.gap
