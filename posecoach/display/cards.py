"""Cards over the whole screen: the help, whether to leave, and why a set was stopped."""

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display import shapes
from posecoach.display.demonstration import Moment, Player
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.stage import KEYS, Notices, Reasons, dim_picture, key_words
from posecoach.display.text import draw_in, draw_lines, draw_steps
from posecoach.display.theme import BOLD, DARK_INK, GREEN, INK, PANEL, QUIET, RAISED, VERMILLION, YELLOW, Type
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

DIMMED = 0.3


def draw_card(
    image: Image,
    exercise: Exercise,
    state: CoachState,
    notices: Notices,
    shown: tuple[Player, Moment] | None,
    kind: Type,
    texts: Texts,
) -> Image:
    """`image`, or a copy of it with the card that is open; `shown` is the figure in the help."""
    if not (notices.help or notices.leaving or notices.reasons):
        return image
    picture: Image = image.copy()
    if notices.leaving:
        draw_leaving(picture, notices.kept, kind, texts)
    elif notices.reasons:
        draw_reasons(picture, notices.reasons, kind, texts)
    else:
        draw_help(picture, exercise, state.phase is Phase.PAUSED, shown, kind, texts)
    return picture


def draw_leaving(image: Image, kept: bool, kind: Type, texts: Texts) -> None:
    """Q was pressed: what the next key does."""
    inner = _card(image, 3, kind.state, kind)
    row = inner.h / 3
    draw_in(image, texts("screen.leave_title"), inner.top(row), kind.state, INK, BOLD)
    leave = texts("screen.leave_yes" if kept else "screen.leave_unkept")
    draw_in(image, leave, inner.below(row).top(row), kind.cue, INK, BOLD)
    draw_in(image, texts("screen.leave_no"), inner.below(2 * row), kind.cue, QUIET)


def draw_reasons(image: Image, reasons: Reasons, kind: Type, texts: Texts) -> None:
    """Why the set was stopped; the reason that is being said is lit. Read while lying."""
    rows = len(reasons.names) + 2
    inner = _card(image, rows, 0.62 * kind.far, kind)
    row = inner.h / rows
    draw_in(image, texts("screen.stop_title"), inner.top(row), kind.far, INK, BOLD)
    for index, name in enumerate(reasons.names):
        line = inner.below((index + 1) * row).top(row).inset(0, 0.04 * row)
        lit = index == reasons.offered
        shapes.bar(image, line, YELLOW if lit else RAISED, kind.gap)
        ink = DARK_INK if lit else INK
        draw_in(image, str(index + 1), line.left(1.2 * line.h), kind.far, ink, BOLD, 0.5)
        draw_in(image, name, line.left(line.w - 2 * kind.gap).beyond(1.3 * line.h), kind.far, ink, BOLD)
    draw_in(image, texts("screen.stop_hint"), inner.below(inner.h - row), kind.far, QUIET)


def draw_help(
    image: Image,
    exercise: Exercise,
    paused: bool,
    shown: tuple[Player, Moment] | None,
    kind: Type,
    texts: Texts,
) -> None:
    """How the exercise is done, shown by the figure, and then all keys, on a card over everything."""
    dim_picture(image, 0.35)
    height, width = image.shape[:2]
    card = Rect(0, 0, width, height).inset(0.04 * width, 0.05 * height)
    shapes.bar(image, card, PANEL, 2 * kind.gap)
    shapes.frame(image, card, kind.stroke, QUIET, 2 * kind.gap)
    inner = card.inset(2.5 * kind.gap, 2 * kind.gap)
    upright = width < 1.2 * height
    how = inner.top(0.56 * inner.h) if upright else inner.left(0.58 * inner.w)
    keys = inner.below(0.59 * inner.h) if upright else inner.beyond(0.62 * inner.w)
    _draw_how(image, how, exercise, shown, kind)
    row = min(1.7 * kind.label, keys.h / (len(KEYS) + 3.5))
    draw_in(image, texts("screen.help_title"), keys.top(1.3 * row), kind.title, INK, BOLD)
    for index, key in enumerate(KEYS):
        cap, words = key_words(key, paused, texts)
        line = keys.below((index + 1.4) * row).top(row)
        plate = line.left(3.4 * kind.label).inset(0, 0.14 * row)
        shapes.bar(image, plate, RAISED, 0.3 * kind.label)
        draw_in(image, cap, plate.inset(0.2 * row, 0), 0.55 * row, INK, BOLD, 0.5)
        draw_in(image, words, line.beyond(3.9 * kind.label), 0.62 * row, INK)
    hand = keys.below((len(KEYS) + 1.6) * row)
    draw_lines(image, texts("screen.help_hand"), hand, kind.body, QUIET)


def _draw_how(
    image: Image, rect: Rect, exercise: Exercise, shown: tuple[Player, Moment] | None, kind: Type
) -> None:
    """The exercise's name, the figure with its words, and the steps in one size."""
    draw_in(image, exercise.name, rect.top(1.4 * kind.title), kind.title, INK, BOLD)
    body = rect.below(1.7 * kind.title)
    if shown is not None:
        player, moment = shown
        room = body.top(0.46 * body.h)
        player.draw(image, room.top(room.h - 1.5 * kind.title), moment)
        colour = VERMILLION if moment.wrong else GREEN
        words = room.below(room.h - 1.4 * kind.title)
        draw_in(image, moment.words, words, kind.title, colour, BOLD, 0.5)
        body = body.below(room.h + kind.gap)
    steps = exercise.text.steps or tuple(filter(None, [exercise.text.summary]))
    draw_steps(image, body, steps, 1.6 * kind.body, 0.8 * kind.gap, kind.label, QUIET)


def _card(image: Image, rows: int, size: float, kind: Type) -> Rect:
    """A card in the middle with room for so many rows; returns that room."""
    dim_picture(image, DIMMED)
    height, width = image.shape[:2]
    card_h, card_w = min(0.96 * height, rows * 2.1 * size), min(0.92 * width, 19 * kind.state)
    card = Rect(round((width - card_w) / 2), round((height - card_h) / 2), round(card_w), round(card_h))
    shapes.bar(image, card, PANEL, 2 * kind.gap)
    shapes.frame(image, card, kind.stroke, QUIET, 2 * kind.gap)
    return card.inset(3 * kind.gap, 2 * kind.gap)
