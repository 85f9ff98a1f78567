"""The screen with the exercises that were taught on this computer: do one, or teach another."""

from dataclasses import dataclass, replace

from posecoach.display.actions import Action, ActionKind, Hit, Key, Picture
from posecoach.display.languages import draw_cards, moved_by
from posecoach.display.layout import Rect
from posecoach.display.start import blank
from posecoach.display.text import draw_in
from posecoach.display.theme import BOLD, DIM, INK
from posecoach.sentences import Texts


@dataclass(frozen=True, slots=True)
class OwnModel:
    """Ids and names of the exercises, and the index of the framed card; the last card teaches another."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    selected: int = 0

    @property
    def actions(self) -> tuple[Action, ...]:
        """What each card asks for."""
        return (*(Action(ActionKind.EXERCISE, one) for one in self.ids), Action(ActionKind.TEACH))


def press_own(model: OwnModel, key: Key) -> tuple[OwnModel, Action | None]:
    """What a key does: a number or Enter chooses, arrows move the frame, Q or Escape goes back."""
    if key in (Key.QUIT, Key.ESCAPE):
        return model, Action(ActionKind.HOME)
    if key in (Key.ENTER, Key.SPACE):
        return model, model.actions[model.selected]
    if key.digit is not None:
        chosen = key.digit - 1
        return model, model.actions[chosen] if 0 <= chosen < len(model.actions) else None
    return replace(model, selected=moved_by(key, model.selected, len(model.actions))), None


def draw_own(model: OwnModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """A title and a card for each."""
    image, whole, kind = blank(size_px)
    draw_in(image, texts("teach.own"), whole.top(1.7 * kind.state), kind.state, INK, BOLD)
    foot = whole.below(whole.h - 1.8 * kind.small)
    top = whole.y + round(2.1 * kind.state)
    body = Rect(whole.x, top, whole.w, foot.y - top - round(kind.gap))
    names = (*model.names, texts("teach.another"))
    cards = draw_cards(image, body, names, model.selected, kind)
    draw_in(image, texts("teach.keys"), foot, kind.small, DIM)
    return Picture(image, tuple(map(Hit, cards, model.actions)))
