"""Cards over the whole screen that ask something: whether to leave, and why a set was stopped."""

from posecoach.display import shapes
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.stage import Reasons, dim_picture
from posecoach.display.text import draw_in
from posecoach.display.theme import BOLD, DARK_INK, INK, PANEL, QUIET, RAISED, YELLOW, Type
from posecoach.display.wording import Texts

DIMMED = 0.3


def draw_leaving(image: Image, kind: Type, texts: Texts) -> None:
    """Q was pressed: what the next key does."""
    inner = _card(image, 3, kind)
    row = inner.h / 3
    draw_in(image, texts("screen.leave_title"), inner.top(row), kind.state, INK, BOLD)
    draw_in(image, texts("screen.leave_yes"), inner.below(row).top(row), kind.cue, INK, BOLD)
    draw_in(image, texts("screen.leave_no"), inner.below(2 * row), kind.cue, QUIET)


def draw_reasons(image: Image, reasons: Reasons, kind: Type, texts: Texts) -> None:
    """Why the set was stopped; the reason that is being said is lit."""
    inner = _card(image, len(reasons.names) + 2, kind)
    row = inner.h / (len(reasons.names) + 2)
    draw_in(image, texts("screen.stop_title"), inner.top(row), kind.state, INK, BOLD)
    for index, name in enumerate(reasons.names):
        line = inner.below((index + 1) * row).top(row).inset(0, 0.08 * row)
        lit = index == reasons.offered
        shapes.bar(image, line, YELLOW if lit else RAISED, kind.gap)
        ink = DARK_INK if lit else INK
        draw_in(image, str(index + 1), line.left(1.5 * line.h), kind.cue, ink, BOLD, 0.5)
        draw_in(image, name, line.beyond(1.6 * line.h), kind.cue, ink, BOLD)
    draw_in(image, texts("screen.stop_hint"), inner.below(inner.h - row), kind.label, QUIET)


def _card(image: Image, rows: int, kind: Type) -> Rect:
    """A card in the middle with room for so many rows; returns that room."""
    dim_picture(image, DIMMED)
    height, width = image.shape[:2]
    card_h, card_w = min(0.92 * height, rows * 2.1 * kind.state), min(0.92 * width, 19 * kind.state)
    card = Rect(round((width - card_w) / 2), round((height - card_h) / 2), round(card_w), round(card_h))
    shapes.bar(image, card, PANEL, 2 * kind.gap)
    shapes.frame(image, card, kind.stroke, QUIET, 2 * kind.gap)
    return card.inset(3 * kind.gap, 2 * kind.gap)
