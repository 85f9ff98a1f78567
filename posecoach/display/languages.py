"""The screen of the first start on which a person chooses the language, each written in itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.display import shapes
from posecoach.display.actions import Action, ActionKind, Hit, Key, Picture
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.start import blank
from posecoach.display.text import draw_in
from posecoach.display.theme import BOLD, DIM, INK, PANEL, QUIET, SKY, TRACK, Type, mix
from posecoach.sentences import Texts

COLUMNS = 2


@dataclass(frozen=True, slots=True)
class LanguagesModel:
    """The languages' codes and names, whether each was reviewed, and the index of the framed one."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    reviewed: tuple[bool, ...]
    selected: int = 0


def press_language(model: LanguagesModel, key: Key) -> tuple[LanguagesModel, Action | None]:
    """What a key does: a number or Enter chooses, arrows move the frame, Q leaves."""
    if key in (Key.QUIT, Key.ESCAPE):
        return model, Action(ActionKind.QUIT)
    if key in (Key.ENTER, Key.SPACE):
        return model, Action(ActionKind.LANGUAGE, model.codes[model.selected])
    if key.digit is not None:
        if 1 <= key.digit <= len(model.codes):
            return model, Action(ActionKind.LANGUAGE, model.codes[key.digit - 1])
        return model, None
    return replace(model, selected=moved_by(key, model.selected, len(model.codes))), None


def draw_languages(model: LanguagesModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """The question in the framed language, and a card for each; `texts` are that language's."""
    image, whole, kind = blank(size_px)
    draw_in(image, texts("choice.title"), whole.top(1.7 * kind.state), kind.state, INK, BOLD)
    foot = whole.below(whole.h - 1.8 * kind.small)
    body = Rect(whole.x, whole.y + round(2.1 * kind.state), whole.w, 0)
    body = Rect(body.x, body.y, body.w, foot.y - body.y - round(kind.gap))
    cards = draw_cards(image, body, model.names, model.selected, kind)
    hits = [
        Hit(card, Action(ActionKind.LANGUAGE, code)) for card, code in zip(cards, model.codes, strict=True)
    ]
    draw_in(image, texts("choice.keys"), foot.left(0.46 * foot.w), kind.small, DIM)
    if not model.reviewed[model.selected]:
        draw_in(image, texts("choice.unreviewed"), foot.beyond(0.48 * foot.w), kind.small, QUIET, align=1.0)
    return Picture(image, tuple(hits))


def moved_by(key: Key, selected: int, cards: int) -> int:
    """Where an arrow takes the frame among `cards` drawn by `draw_cards`."""
    moved = selected + {Key.LEFT: -1, Key.RIGHT: 1, Key.UP: -COLUMNS, Key.DOWN: COLUMNS}.get(key, 0)
    return moved if 0 <= moved < cards else selected


def draw_cards(image: Image, body: Rect, names: Sequence[str], selected: int, kind: Type) -> list[Rect]:
    """A card for each name, with the key that chooses it, in two columns; where they are."""
    rows, gap = -(-len(names) // COLUMNS), round(1.4 * kind.gap)
    each_w, each_h = (body.w - gap) / COLUMNS, (body.h - (rows - 1) * gap) / rows
    cards = []
    for index, name in enumerate(names):
        row, column = divmod(index, COLUMNS)
        card = Rect(
            body.x + round(column * (each_w + gap)),
            body.y + round(row * (each_h + gap)),
            round(each_w),
            round(min(each_h, 4 * kind.label)),
        )
        framed = index == selected
        shapes.bar(image, card, mix(PANEL, SKY, 0.2) if framed else PANEL, 1.6 * kind.gap)
        if framed:
            shapes.frame(image, card.inset(kind.stroke / 2), 1.4 * kind.stroke, SKY, 1.6 * kind.gap)
        cap = Rect(
            card.x + gap, card.y + (card.h - round(1.25 * kind.label)) // 2, *2 * (round(1.25 * kind.label),)
        )
        shapes.bar(image, cap, TRACK, 0.5 * kind.gap)
        draw_in(image, str(index + 1), cap, kind.body, INK, BOLD, 0.5)
        draw_in(image, name, card.beyond(cap.w + 2 * gap).inset(gap, 0), kind.label, INK, BOLD)
        cards.append(card)
    return cards
