"""A page of cards of which one is chosen: a language on the first start, an exercise that was taught."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.display.actions import Action, Hit, Key, Picture
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.start import blank, draw_keycap, draw_plate
from posecoach.display.start_model import COLUMNS
from posecoach.display.text import draw_in
from posecoach.display.theme import BOLD, DIM, INK, QUIET, Type
from posecoach.sentences import Texts


@dataclass(frozen=True, slots=True)
class CardPage:
    """What it shows.

    Attributes:
        title, keys: ids of the sentences above and below the cards.
        names: what is written on the cards; `actions` what each asks for, `leave` what Q does.
        remarks: ids of what is said at the bottom while a card is framed, "" for nothing; none at all when
            empty.
        selected: index of the framed card.
    """

    title: str
    keys: str
    names: tuple[str, ...]
    actions: tuple[Action, ...]
    leave: Action
    remarks: tuple[str, ...] = ()
    selected: int = 0


def press_card(page: CardPage, key: Key) -> tuple[CardPage, Action | None]:
    """What a key does: a number or Enter chooses, arrows move the frame, Q or Escape leaves."""
    if key in (Key.QUIT, Key.ESCAPE):
        return page, page.leave
    if key in (Key.ENTER, Key.SPACE):
        return page, page.actions[page.selected]
    if key.digit is not None:
        chosen = key.digit - 1
        return page, page.actions[chosen] if 0 <= chosen < len(page.actions) else None
    moved = page.selected + {Key.LEFT: -1, Key.RIGHT: 1, Key.UP: -COLUMNS, Key.DOWN: COLUMNS}.get(key, 0)
    return replace(page, selected=moved if 0 <= moved < len(page.names) else page.selected), None


def draw_card_page(page: CardPage, size_px: tuple[int, int], texts: Texts) -> Picture:
    """A title, and a card for each."""
    image, whole, kind = blank(size_px)
    draw_in(image, texts(page.title), whole.top(1.7 * kind.state), kind.state, INK, BOLD)
    foot = whole.below(whole.h - 1.8 * kind.small)
    top = whole.y + round(2.1 * kind.state)
    body = Rect(whole.x, top, whole.w, foot.y - top - round(kind.gap))
    cards = _draw_cards(image, body, page.names, page.selected, kind)
    draw_in(image, texts(page.keys), foot.left(0.46 * foot.w) if page.remarks else foot, kind.small, DIM)
    if page.remarks and (remark := page.remarks[page.selected]):
        draw_in(image, texts(remark), foot.beyond(0.48 * foot.w), kind.small, QUIET, align=1.0)
    return Picture(image, tuple(map(Hit, cards, page.actions)))


def _draw_cards(image: Image, body: Rect, names: Sequence[str], selected: int, kind: Type) -> list[Rect]:
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
        draw_plate(image, card, index == selected, kind)
        side = draw_keycap(image, card, index, kind, centred=True)
        draw_in(image, name, card.beyond(side + 2 * gap).inset(gap, 0), kind.label, INK, BOLD)
        cards.append(card)
    return cards
