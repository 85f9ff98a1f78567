"""The start screen: the exercises and the whole routine as cards, settings and what the camera sees."""

import math

from posecoach.display import shapes
from posecoach.display.actions import Action, ActionKind, Hit, Picture
from posecoach.display.dial import range_text
from posecoach.display.figures import Inks, draw_figure, stance_of
from posecoach.display.icons import draw_icon
from posecoach.display.layout import SMALLEST_PX, Rect
from posecoach.display.shapes import Image
from posecoach.display.stage import place_picture
from posecoach.display.start_model import COLUMNS, StartModel
from posecoach.display.text import draw_in, draw_lines, elide, text_width, wrap
from posecoach.display.theme import (
    BOLD,
    DIM,
    INK,
    MEDIUM,
    PANEL,
    QUIET,
    RAISED,
    SKY,
    STAGE,
    TRACK,
    YELLOW,
    Icon,
    Type,
    mix,
)
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

ROUTINES_HIGH = 1.05
"""Height of all the cards below the exercises, over that of a row of these."""


def blank(size_px: tuple[int, int]) -> tuple[Image, Rect, Type]:
    """An empty screen, the room within its margins, and type for it; small windows are treated as larger."""
    image, whole, kind = _ground(size_px)
    return image, whole.inset(5 * kind.gap, 4 * kind.gap), kind


def _ground(size_px: tuple[int, int]) -> tuple[Image, Rect, Type]:
    width, height = max(size_px[0], SMALLEST_PX[0]), max(size_px[1], SMALLEST_PX[1])
    kind = Type(min(0.62 * height, 1.1 * width) if _is_portrait(width, height) else min(height, 0.68 * width))
    return shapes.plain(width, height, STAGE), Rect(0, 0, width, height), kind


def _is_portrait(width: float, height: float) -> bool:
    return width < 1.2 * height


def draw_start(model: StartModel, size_px: tuple[int, int], texts: Texts) -> Picture:
    """The start screen at `size_px` (width, height)."""
    image, window, kind = _ground(size_px)
    whole = window.inset(3 * kind.gap, 2 * kind.gap)
    head, foot = whole.top(2.5 * kind.title), whole.below(whole.h - 1.8 * kind.small)
    body = Rect(whole.x, head.bottom + round(kind.gap), whole.w, foot.y - head.bottom - round(2 * kind.gap))
    if _is_portrait(window.w, window.h):
        cards, side = body.top(0.64 * body.h), body.below(0.64 * body.h + 2 * kind.gap)
        preview, settings = side.left(0.5 * side.w - kind.gap), side.beyond(0.5 * side.w + kind.gap)
    else:
        cards, side = body.left(0.68 * body.w), body.beyond(0.68 * body.w + 2 * kind.gap)
        share = 0.44 if len(model.settings) < 8 else 0.34
        preview, settings = side.top(share * side.h), side.below(share * side.h + 2 * kind.gap)
    _draw_head(image, head, model, kind, texts)
    hits = _draw_cards(image, cards, model, kind, texts)
    _draw_preview(image, preview, model, kind, texts)
    hits += _draw_settings(image, settings, model, kind, texts)
    links = _draw_links(image, foot, model, kind, texts)
    room = foot.left(min(hit.rect.x for hit in links) - foot.x - 2 * kind.gap)
    if model.message:
        draw_in(image, model.message, room, kind.small, YELLOW, BOLD)
    else:
        draw_in(image, texts("start.keys"), room, kind.small, DIM)
    return Picture(image, (*hits, *links))


def _draw_head(image: Image, rect: Rect, model: StartModel, kind: Type, texts: Texts) -> None:
    upper, lower = rect.top(0.62 * rect.h), rect.below(0.62 * rect.h)
    name = texts("screen.title")
    room = text_width(name, kind.label, BOLD)
    draw_in(image, texts("start.title"), upper.left(upper.w - room - 2 * kind.gap), kind.state, INK, BOLD)
    draw_in(image, name, upper, kind.label, SKY, BOLD, 1.0)
    draw_in(image, model.last_session or texts("start.never"), lower, kind.body, QUIET)


def _draw_cards(image: Image, rect: Rect, model: StartModel, kind: Type, texts: Texts) -> list[Hit]:
    gap = round(1.4 * kind.gap)
    rows = max(1, math.ceil(len(model.exercises) / COLUMNS))
    routine_h = round(rect.h / (rows + ROUTINES_HIGH) * ROUTINES_HIGH)
    row_h = (rect.h - routine_h - rows * gap) / rows
    column_w = (rect.w - (COLUMNS - 1) * gap) / COLUMNS
    hits = []
    for index, exercise in enumerate(model.exercises):
        row, column = divmod(index, COLUMNS)
        x, y = rect.x + column * (column_w + gap), rect.y + row * (row_h + gap)
        card = Rect(round(x), round(y), round(column_w), round(row_h))
        _draw_card(image, card, exercise, index, model.selected == index, kind, texts)
        hits.append(Hit(card, Action(ActionKind.EXERCISE, exercise.id)))
    lowest = Rect(rect.x, rect.bottom - routine_h, rect.w, routine_h)
    lines = math.ceil(len(model.routines) / COLUMNS)
    line_h = (lowest.h - (lines - 1) * gap) / lines
    for at, routine in enumerate(model.routines):
        row, column = divmod(at, COLUMNS)
        alone = column == 0 and at == len(model.routines) - 1
        x, y = lowest.x + column * (column_w + gap), lowest.y + row * (line_h + gap)
        card = Rect(round(x), round(y), lowest.w if alone else round(column_w), round(line_h))
        _draw_routine(image, card, model, len(model.exercises) + at, kind, texts)
        hits.append(Hit(card, Action(routine)))
    return hits


def draw_plate(image: Image, rect: Rect, selected: bool, kind: Type) -> tuple[int, int, int]:
    """A card's ground; the chosen one is lighter and framed."""
    ground = mix(PANEL, SKY, 0.20) if selected else PANEL
    shapes.bar(image, rect, ground, 1.6 * kind.gap)
    if selected:
        shapes.frame(image, rect.inset(kind.stroke / 2), 1.4 * kind.stroke, SKY, 1.6 * kind.gap)
    return ground


def draw_keycap(image: Image, rect: Rect, index: int, kind: Type, centred: bool = False) -> int:
    """The key that chooses what the card with this index shows, `centred` beside it or above; its width."""
    edge, side = round(1.4 * kind.gap), round(1.25 * kind.label)
    middle = (rect.h - side) // 2
    cap = Rect(rect.x + edge, rect.y + (middle if centred else min(edge, middle)), side, side)
    shapes.bar(image, cap, TRACK, 0.5 * kind.gap)
    draw_in(image, str(index + 1), cap, kind.body, INK, BOLD, 0.5)
    return side


def _draw_card(
    image: Image, rect: Rect, exercise: Exercise, index: int, selected: bool, kind: Type, texts: Texts
) -> None:
    draw_plate(image, rect, selected, kind)
    draw_figure(
        image, rect.beyond(0.47 * rect.w).inset(0.03 * rect.w, 0.1 * rect.h), stance_of(exercise), Inks(SKY)
    )
    draw_keycap(image, rect, index, kind)
    words = rect.left(0.5 * rect.w).inset(1.6 * kind.gap, 1.4 * kind.gap)
    dose = words.below(words.h - 1.3 * kind.body)
    draw_in(image, f"{exercise.sets} × {range_text(exercise.reps, texts)}", dose, kind.body, QUIET)
    lines = wrap(exercise.name, words.w, kind.label, BOLD)
    height = min(1.28 * kind.label * len(lines), words.h - dose.h - 1.5 * kind.label)
    name = Rect(words.x, round(dose.y - height), words.w, round(height))
    draw_lines(image, exercise.name, name, kind.label, INK, BOLD, leading=1.2)


def _draw_routine(image: Image, rect: Rect, model: StartModel, index: int, kind: Type, texts: Texts) -> None:
    """The whole routine, the short one, or the plan: a title and a line beside its key."""
    draw_plate(image, rect, model.selected == index, kind)
    lines_h = min(rect.h - 0.6 * kind.gap, 1.3 * (kind.label + kind.body))
    words = rect.left(rect.w - 1.4 * kind.gap).beyond(1.9 * kind.gap + 1.7 * kind.label)
    words = words.inset(0, (rect.h - lines_h) / 2)
    titles = {
        ActionKind.ROUTINE: (
            texts("start.routine"),
            _with_length(texts("start.routine_about"), model.minutes[0], texts),
        ),
        ActionKind.SHORT: (
            texts("start.short"),
            _with_length(texts("start.short_about"), model.minutes[1], texts),
        ),
        ActionKind.PLAN: (texts("start.plan"), model.plan),
        ActionKind.MEASURE: (texts("measure.card"), texts("measure.card_about")),
        ActionKind.TEACH: (
            (texts("teach.own"), texts("teach.own_about"))
            if model.taught
            else (texts("teach.card"), texts("teach.card_about"))
        ),
    }
    title, about = titles[model.actions[index].kind]
    draw_keycap(image, rect, index, kind)
    if len(model.routines) > 2 * COLUMNS:  # too low for two lines
        aside = model.plan if model.actions[index].kind is ActionKind.PLAN else ""
        line = Rect(words.x, rect.y, words.w, rect.h)
        used = draw_in(image, title, line, kind.label, INK, BOLD) + 1.5 * kind.gap
        room = line.beyond(used)
        draw_in(image, elide(aside, room.w, kind.body), room, kind.body, QUIET, align=1.0)
        return
    draw_in(image, title, words.top(0.55 * words.h), kind.label, INK, BOLD)
    draw_in(image, about, words.below(0.6 * words.h), kind.body, QUIET)


def _with_length(about: str, minutes: int, texts: Texts) -> str:
    return f"{about}, {texts('start.minutes', n=minutes)}" if minutes else about


def _draw_preview(image: Image, rect: Rect, model: StartModel, kind: Type, texts: Texts) -> None:
    """What the camera sees, like a mirror, and its name below."""
    name_h = round(1.7 * kind.body)
    room = rect.top(rect.h - name_h)
    shapes.bar(image, room, PANEL, 1.6 * kind.gap)
    if model.preview is None:
        draw_icon(image, Icon.UNSEEN, room.centre, 0.16 * min(room.w, room.h), DIM, PANEL)
    else:
        size_px = (model.preview.shape[1], model.preview.shape[0])
        place_picture(image, room.inset(0.6 * kind.gap), model.preview, size_px, mirrored=True)
    name = Rect(rect.x, room.bottom, rect.w, name_h)
    draw_in(image, model.camera or texts("start.camera_none"), name, kind.small, QUIET, MEDIUM)


def _draw_settings(image: Image, rect: Rect, model: StartModel, kind: Type, texts: Texts) -> list[Hit]:
    title_h = 1.7 * kind.label
    draw_in(image, texts("start.settings"), rect.top(title_h), kind.label, INK, BOLD)
    if not model.settings:
        return []
    row_h = min((rect.h - title_h) / len(model.settings), 2.0 * kind.label)
    size = min(kind.body, 0.6 * row_h)
    hits = []
    first = len(model.exercises) + len(model.routines)
    for index, setting in enumerate(model.settings):
        row = rect.below(title_h + index * row_h).top(row_h - 0.4 * kind.gap)
        ground = draw_plate(image, row, model.selected == first + index, kind)
        inner = row.inset(1.2 * kind.gap, 0)
        value = elide(setting.value, 0.5 * inner.w, size, BOLD)
        value_w = text_width(value, size, BOLD) + 2 * kind.gap
        draw_in(image, setting.label, inner.left(inner.w - value_w - kind.gap), size, QUIET)
        pill = inner.beyond(inner.w - value_w).inset(0, 0.1 * row.h)
        shapes.bar(image, pill, mix(ground, RAISED, 1.0))
        draw_in(image, value, pill.inset(0.6 * kind.gap, 0), size, INK, BOLD, 0.5)
        hits.append(Hit(row, Action(ActionKind.SETTING, setting.id)))
    return hits


def _draw_links(image: Image, foot: Rect, model: StartModel, kind: Type, texts: Texts) -> list[Hit]:
    """Quit, and before it, once there is a session, what opens in the browser."""
    kinds = [ActionKind.QUIT]
    if model.last_session:
        kinds = [ActionKind.REPORT, ActionKind.PROGRESS, ActionKind.HISTORY, *kinds]
    hits: list[Hit] = []
    right = float(foot.right)
    for kind_ in reversed(kinds):
        text = texts(f"start.{kind_.name.lower()}")
        width = text_width(text, kind.small, BOLD) + 3 * kind.gap
        button = Rect(round(right - width), foot.y, round(width), foot.h)
        right -= width + kind.gap
        shapes.bar(image, button, RAISED, 0.6 * kind.gap)
        draw_in(image, text, button, kind.small, INK, BOLD, 0.5)
        hits.append(Hit(button, Action(kind_)))
    return hits
