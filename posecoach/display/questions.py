"""The pages that ask or tell: how much does it hurt, what this program is, show your exercise."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from posecoach.display import shapes
from posecoach.display.actions import Action, ActionKind, Hit, Key, Picture
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.stage import place_picture
from posecoach.display.start import blank
from posecoach.display.text import draw_in, draw_lines, fit_lines, text_width
from posecoach.display.theme import (
    BOLD,
    DARK_INK,
    GREEN,
    INK,
    PANEL,
    QUIET,
    RAISED,
    RED,
    SKY,
    TRACK,
    YELLOW,
    Colour,
    Type,
    mix,
)
from posecoach.sentences import Texts

WORST = 10

FIRST_RUN = (
    "what",
    "private",
    "camera",
    "not_medical",
    "stop",
    "emergency",
    "emergency_more",
    "see_a_professional",
)
"""The paragraphs of the first-run text, ids in [firstrun]."""

FIRST_RUN_COLOURS: dict[str, Colour] = {
    "stop": YELLOW,
    "emergency": RED,
    "emergency_more": RED,
    "see_a_professional": YELLOW,
}
"""Of the edge of a paragraph that warns."""

_ACCEPT, _QUIT = Action(ActionKind.ACCEPT), Action(ActionKind.QUIT)
SHOWING_KEYS = {Key.QUIT: _QUIT, Key.ESCAPE: _QUIT}
FIRST_RUN_KEYS = {Key.ENTER: _ACCEPT, Key.SPACE: _ACCEPT, **SHOWING_KEYS}
CHOICE_KEYS = {**FIRST_RUN_KEYS, Key.DIGIT_1: _ACCEPT, Key.DIGIT_2: _QUIT}
NOTICE_KEYS = dict.fromkeys(FIRST_RUN_KEYS, _ACCEPT)
"""What the keys of a page do on which nothing is chosen before it is left."""


@dataclass(frozen=True, slots=True)
class PainModel:
    """The question for pain: `asked` is "before" or "after"; `chosen` None while nothing is chosen.

    `left_s` is when it goes on by itself, None while that is not near.
    """

    asked: str = "before"
    chosen: int | None = None
    left_s: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceModel:
    """A question with two answers: ids of its title, its words, and what goes on and what does not."""

    title: str
    words: str
    yes: str
    no: str


def press_pain(model: PainModel, key: Key) -> tuple[PainModel, Action | None]:
    """What a key does: figures and arrows choose (1 then 0 is ten), Enter answers, or skips if none is;
    N: never ask again; Q leaves."""
    kind = {Key.ESCAPE: ActionKind.SKIP, Key.QUIT: ActionKind.QUIT, Key.NEXT: ActionKind.NEVER}.get(key)
    if kind is not None:
        return model, Action(kind)
    if key in (Key.ENTER, Key.SPACE):
        if model.chosen is None:
            return model, Action(ActionKind.SKIP)
        return model, Action(ActionKind.ANSWER, str(model.chosen))
    if key.digit is not None:
        ten = key.digit == 0 and model.chosen == 1
        return replace(model, chosen=WORST if ten else key.digit), None
    step = {Key.LEFT: -1, Key.DOWN: -1, Key.RIGHT: 1, Key.UP: 1}.get(key, 0)
    if step and model.chosen is None:
        return replace(model, chosen=0), None
    if step and model.chosen is not None:
        return replace(model, chosen=min(max(model.chosen + step, 0), WORST)), None
    return model, None


def draw_pain(model: PainModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """The question, eleven numbers, and before a run the advice to stop on sharp pain."""
    image, whole, kind = blank(size_px)
    title = whole.top(0.2 * whole.h)
    draw_lines(image, texts(f"pain.{model.asked}"), title, kind.state, INK, BOLD)
    scale = whole.below(0.22 * whole.h)
    gap = round(0.8 * kind.gap)
    each = (whole.w - WORST * gap) / (WORST + 1)
    high = round(min(1.25 * each, 0.17 * whole.h))
    hits = []
    for value in range(WORST + 1):
        plate = Rect(whole.x + round(value * (each + gap)), scale.y, round(each), high)
        chosen = model.chosen == value
        colour = pain_colour(value)
        shapes.bar(image, plate, colour if chosen else mix(PANEL, colour, 0.22), kind.gap)
        if not chosen:
            under = Rect(plate.x, plate.bottom - round(0.09 * high), plate.w, round(0.09 * high))
            shapes.bar(image, under.inset(0.8 * kind.gap, 0), colour, 2)
        draw_in(image, str(value), plate, 0.5 * high, DARK_INK if chosen else INK, BOLD, 0.5)
        hits.append(Hit(plate, Action(ActionKind.ANSWER, str(value))))
    ends = scale.below(high + kind.gap).top(1.5 * kind.body)
    draw_in(image, texts("pain.scale_0"), ends.left(0.48 * ends.w), kind.body, QUIET)
    draw_in(image, texts("pain.scale_10"), ends.beyond(0.52 * ends.w), kind.body, QUIET, align=1.0)
    foot = whole.below(whole.h - 2.4 * kind.label)
    words = texts("pain.skip" if model.chosen is None else "notice.go_on")
    if model.chosen is None and model.left_s is not None:
        words = f"{words} ({model.left_s})"
    button = foot.beyond(0.66 * foot.w)
    never = foot.left(0.64 * foot.w).beyond(0.3 * foot.w)
    _draw_button(image, never, texts("pain.never"), False, kind)
    _draw_button(image, button, words, model.chosen is not None, kind)
    action = Action(ActionKind.SKIP) if model.chosen is None else Action(ActionKind.ANSWER, str(model.chosen))
    advice = whole.below(ends.bottom + kind.gap - whole.y)
    advice = advice.top(foot.y - advice.y - kind.gap)
    if model.asked == "before":  # read from the mat
        draw_lines(image, texts("pain.sharp"), advice, kind.far, YELLOW, BOLD, leading=1.12)
    return Picture(image, (*hits, Hit(never, Action(ActionKind.NEVER)), Hit(button, action)))


def draw_choice(model: ChoiceModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """A title, a sentence and two buttons."""
    image, whole, kind = blank(size_px)
    draw_lines(
        image, texts(model.title), whole.below(0.1 * whole.h).top(0.2 * whole.h), kind.state, INK, BOLD
    )
    draw_lines(image, texts(model.words), whole.below(0.34 * whole.h).top(0.3 * whole.h), kind.cue, QUIET)
    foot = whole.below(0.7 * whole.h).top(0.2 * whole.h)
    yes, no = foot.left(0.49 * foot.w), foot.beyond(0.51 * foot.w)
    _draw_button(image, yes, texts(model.yes), True, kind)
    _draw_button(image, no, texts(model.no), False, kind)
    return Picture(image, (Hit(yes, _ACCEPT), Hit(no, _QUIT)))


def draw_notice(title: str, words: Sequence[str], size_px: tuple[int, int], texts: Texts) -> Picture:
    """A page to read: a title, paragraphs that may hold a path, and one button."""
    image, whole, kind = blank(size_px)
    draw_in(image, title, whole.top(1.7 * kind.state), kind.state, INK, BOLD)
    foot = whole.below(whole.h - 2.3 * kind.label)
    body = whole.below(2.4 * kind.state)
    each = (foot.y - body.y - kind.gap) / max(1, len(words))
    for index, paragraph in enumerate(words):
        draw_lines(image, paragraph, body.below(index * each).top(each - kind.gap), kind.label, QUIET)
    button = foot.beyond(0.6 * foot.w)
    _draw_button(image, button, texts("notice.go_on"), True, kind)
    return Picture(image, (Hit(button, _ACCEPT),))


def draw_first_run(size_px: tuple[int, int], texts: Texts) -> Picture:
    """What this is, that it is no medical device, when to see a professional; one button."""
    image, whole, kind = blank(size_px)
    draw_in(image, texts("firstrun.title"), whole.top(1.7 * kind.state), kind.state, INK, BOLD)
    foot = whole.below(whole.h - 2.3 * kind.label)
    body = whole.below(1.9 * kind.state)
    body = body.top(foot.y - body.y - kind.gap)
    each = body.h / len(FIRST_RUN)
    rooms = [body.below(index * each).top(each - 0.6 * kind.gap) for index in range(len(FIRST_RUN))]
    # One size for all: what is urgent must not be smaller than the rest for being longer.
    size = min(
        fit_lines((texts(f"firstrun.{name}"),), room.inset(2 * kind.gap, 0).w, room.h, kind.body * 1.06)
        for name, room in zip(FIRST_RUN, rooms, strict=True)
    )
    for name, room in zip(FIRST_RUN, rooms, strict=True):
        colour = FIRST_RUN_COLOURS.get(name, SKY)
        shapes.bar(image, room, PANEL, kind.gap)
        shapes.bar(image, room.left(0.7 * kind.gap).inset(0, 0.16 * room.h), colour)
        words = room.inset(2 * kind.gap, 0)
        used = draw_lines(np.zeros((1, 1, 3), np.uint8), texts(f"firstrun.{name}"), words, size, INK)
        draw_lines(image, texts(f"firstrun.{name}"), words.below(max(0.0, (room.h - used) / 2)), size, INK)
    button = foot.beyond(0.6 * foot.w)
    _draw_button(image, button, texts("firstrun.accept"), True, kind)
    return Picture(image, (Hit(button, _ACCEPT),))


def pain_colour(value: int) -> Colour:
    """Green at none, yellow in the middle, red at the worst; the number itself says the same."""
    half = WORST / 2
    if value <= half:
        return mix(GREEN, YELLOW, value / half)
    return mix(YELLOW, RED, (value - half) / half)


def _draw_button(image: Image, rect: Rect, text: str, main: bool, kind: Type) -> None:
    shapes.bar(image, rect, SKY if main else TRACK, kind.gap)
    draw_in(image, text, rect.inset(kind.gap, 0), kind.label, DARK_INK if main else INK, BOLD, 0.5)


@dataclass(frozen=True, slots=True)
class ShowingModel:
    """What it shows.

    Attributes:
        words: id of the sentence at the top; `spoken` what the voice says to it, "" for nothing.
        left_s: whole seconds left; None where nothing is waited for.
        watching: what is in the picture now is learned from.
        camera: the newest frame of shape (H, W, 3), or None.
        mirrored: the camera shows the person, who looks into it as into a mirror.
    """

    words: str
    left_s: int | None = None
    watching: bool = False
    camera: Image | None = field(default=None, compare=False)
    mirrored: bool = True
    spoken: str = ""


def draw_showing(model: ShowingModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """A sentence and the seconds left, to be read from the mat; what the voice says, and the picture."""
    image, whole, kind = blank(size_px)
    ink = GREEN if model.watching else YELLOW
    head = whole.top(0.2 * whole.h)
    draw_in(image, texts(model.words), head.left(0.78 * head.w), 0.5 * head.h, INK, BOLD)
    if model.left_s is not None:
        draw_in(image, str(model.left_s), head.beyond(0.8 * head.w), head.h, ink, BOLD, 1.0)
    leave = texts("start.quit")
    foot = whole.below(whole.h - 1.8 * kind.body)
    button = foot.beyond(foot.w - text_width(leave, kind.body, BOLD) - 4 * kind.gap)
    room = whole.below(head.h + kind.gap)
    if model.spoken:  # for whoever hears nothing
        said = draw_lines(image, model.spoken, room.top(2.7 * kind.cue), kind.cue, QUIET)
        room = room.below(said + kind.gap)
    room = room.top(foot.y - room.y - kind.gap)
    shapes.bar(image, room, PANEL, 1.6 * kind.gap)
    if model.camera is not None:
        size = (model.camera.shape[1], model.camera.shape[0])
        place = place_picture(image, room.inset(kind.gap, kind.gap), model.camera, size, model.mirrored)
        shapes.frame(image, place, 2.0 * kind.stroke, ink, 0)
    shapes.bar(image, button, RAISED, 0.6 * kind.gap)
    draw_in(image, leave, button, kind.body, INK, BOLD, 0.5)
    return Picture(image, (Hit(button, _QUIT),))
