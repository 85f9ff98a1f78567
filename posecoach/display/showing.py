"""The screen while somebody shows an exercise to the camera: what to do, for how long, and the picture."""

from dataclasses import dataclass, field

from posecoach.display import shapes
from posecoach.display.actions import Action, ActionKind, Hit, Key, Picture
from posecoach.display.shapes import Image
from posecoach.display.stage import place_picture
from posecoach.display.start import blank
from posecoach.display.text import draw_in, text_width
from posecoach.display.theme import BOLD, GREEN, INK, PANEL, RAISED, YELLOW
from posecoach.sentences import Texts


@dataclass(frozen=True, slots=True)
class ShowingModel:
    """What it shows.

    Attributes:
        words: id of the sentence at the top.
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


def press_showing(key: Key) -> Action | None:
    """Q or Escape leaves."""
    return Action(ActionKind.QUIT) if key in (Key.QUIT, Key.ESCAPE) else None


def draw_showing(model: ShowingModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """A sentence and the seconds left, to be read from the mat; below, the picture and a button to leave."""
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
    room = room.top(foot.y - room.y - kind.gap)
    shapes.bar(image, room, PANEL, 1.6 * kind.gap)
    if model.camera is not None:
        size = (model.camera.shape[1], model.camera.shape[0])
        place = place_picture(image, room.inset(kind.gap, kind.gap), model.camera, size, model.mirrored)
        shapes.frame(image, place, 2.0 * kind.stroke, ink, 0)
    shapes.bar(image, button, RAISED, 0.6 * kind.gap)
    draw_in(image, leave, button, kind.body, INK, BOLD, 0.5)
    return Picture(image, (Hit(button, Action(ActionKind.QUIT)),))
