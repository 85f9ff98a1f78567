"""The left side of the screen: the state's banner, the picture, the line below it, chips and keys."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from posecoach.coaching.events import Phase
from posecoach.coaching.state import BackLevel, CoachState
from posecoach.display import shapes
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect, fit
from posecoach.display.shapes import Image
from posecoach.display.text import draw_in, draw_lines, fit_lines, fit_size, text_width, wrap
from posecoach.display.theme import (
    BOLD,
    DARK_INK,
    INK,
    PANEL,
    QUIET,
    QUIET_PHASES,
    RAISED,
    RED,
    VERMILLION,
    WHITE,
    YELLOW,
    Colour,
    Icon,
    Look,
    Type,
)
from posecoach.exercises.definition import Exercise
from posecoach.language.localise import hint_line
from posecoach.sentences import Texts


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a set was stopped, to choose from; `offered` is the one being said, -1 for none."""

    names: tuple[str, ...]
    offered: int = -1


@dataclass(frozen=True, slots=True)
class Notices:
    """What the program has to say beside the coach.

    Attributes:
        message: a sentence about the machine ("The camera is gone..."), shown before any cue.
        slow_fps: the rate when the machine or camera is too slow; NaN when it is fast enough.
        next_up: what comes after the rest, in words; "" for "the next set".
        upcoming: the exercise that comes after the rest, and its side ("" unknown), to be shown meanwhile.
        note: what the person was told to bear in mind, "" for nothing.
        help: the help is open; `leaving` it is asked whether to leave; `reasons` why the set was stopped.
        kept: what was done is stored when the person leaves.
    """

    muted: bool = False
    no_sound: bool = False
    recording: bool = False
    slow_fps: float = float("nan")
    message: str = ""
    next_up: str = ""
    upcoming: tuple[Exercise, str] | None = None
    note: str = ""
    help: bool = False
    leaving: bool = False
    reasons: Reasons | None = None
    kept: bool = True


class Weight(Enum):
    """What a sentence is: advice, something to mend, a moving lower back, or what the figure does wrong."""

    ADVICE = "advice"
    MEND = "something to mend"
    BACK = "the lower back moves"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words and their weight."""

    text: str
    weight: Weight = Weight.ADVICE


KEYS = (
    ("screen.key_space", "screen.key_pause", 0),
    ("N", "screen.key_next", 3),
    ("R", "screen.key_restart", 5),
    ("X", "screen.key_stop", 3),
    ("M", "screen.key_mute", 4),
    ("F", "screen.key_fullscreen", 6),
    ("D", "screen.key_details", 7),
    ("H", "screen.key_help", 1),
    ("Q", "screen.key_quit", 2),
)
"""Key, what it does, and in what order they are given up when the window is narrow (0 last)."""


def draw_banner(image: Image, rect: Rect, look: Look, kind: Type, texts: Texts) -> None:
    """The state's shape and word on a band of its colour."""
    ground, ink = (look.accent, DARK_INK) if look.begun else (PANEL, look.accent)
    shapes.bar(image, rect, ground, 1.2 * kind.gap)
    if not look.begun:
        shapes.frame(image, rect.inset(kind.stroke / 2), 1.2 * kind.stroke, look.accent, 1.2 * kind.gap)
    draw_icon(image, look.icon, (rect.x + 0.7 * rect.h, rect.centre[1]), 0.32 * rect.h, ink, ground)
    draw_in(image, texts(look.text_id), rect.beyond(1.25 * rect.h).inset(kind.gap, 0), kind.state, ink, BOLD)


def place_picture(
    image: Image, room: Rect, source: Image | None, size_px: tuple[int, int], mirrored: bool
) -> Rect:
    """Scale `source` into the middle of `room`; black where there is none. Returns where it went."""
    place = fit(room, size_px)
    part = image[place.y : place.bottom, place.x : place.right]
    if source is None:
        part[:] = 0
        return place
    step = max(1, min(source.shape[1] // (2 * place.w), source.shape[0] // (2 * place.h)))
    cv2.resize(source[::step, ::step], (place.w, place.h), dst=part, interpolation=cv2.INTER_LINEAR)
    if mirrored:
        cv2.flip(part, 1, dst=part)
    return place


def dim_picture(part: Image, share: float) -> None:
    """Darken `part` to `share` of its brightness, in place."""
    np.copyto(part, cv2.convertScaleAbs(part, alpha=share))


def draw_marks(part: Image, look: Look, phase: Phase, kind: Type) -> None:
    """What lies over the picture in a state: the border of its colour, corners, two bars or a tick."""
    place = Rect(0, 0, part.shape[1], part.shape[0])
    width = 3.2 * kind.stroke if look.icon is Icon.TRIANGLE else 1.2 * kind.stroke
    if phase is Phase.LOOKING:
        _draw_corners(part, place.inset(2.5 * kind.gap), 3 * kind.stroke, look.accent)
    else:
        shapes.frame(part, place.inset(width / 2), width, look.accent)
    if phase in QUIET_PHASES:
        radius = 0.16 * min(place.w, place.h)
        shapes.disc(part, place.centre, 1.5 * radius, DARK_INK)
        draw_icon(part, look.icon, place.centre, 0.8 * radius, look.accent, DARK_INK)


def urgent(exercise: Exercise, state: CoachState, notices: Notices, texts: Texts) -> Sentence | None:
    """What must be said now, the most urgent first; None while all is well."""
    if notices.message:
        return Sentence(notices.message, Weight.MEND)
    if state.phase is Phase.COUNTING and state.back.level is BackLevel.MOVING:
        return Sentence(exercise.back_message or texts("warning.lower-back"), Weight.BACK)
    if state.view_problem:
        return Sentence(texts(f"view_short.{state.view_problem}"), Weight.MEND)
    if state.hint is not None:
        line = hint_line(texts, state.hint.kind.value, state.hint.topic, state.hint.wanted)
        return Sentence(line, Weight.MEND)
    return None


def calm_text(exercise: Exercise, state: CoachState, texts: Texts) -> str:
    """What is said in a phase while all is well."""
    if state.phase is Phase.COUNTING:
        return exercise.text.cues[0] if exercise.text.cues else ""
    if state.phase is Phase.DONE and state.total_reps == 0:
        return texts("screen.hint_done_empty")
    if state.phase is Phase.DONE and state.source_ended:
        return texts("phase.done_early")
    return texts(f"screen.hint_{state.phase.name.lower()}")


def cue_text(exercise: Exercise, state: CoachState, notices: Notices, texts: Texts) -> tuple[str, Colour]:
    """The one line below the picture and its colour."""
    found = urgent(exercise, state, notices, texts)
    if found is None:
        return calm_text(exercise, state, texts), QUIET
    return found.text, WHITE if found.weight is Weight.BACK else YELLOW


def draw_cue(image: Image, rect: Rect, text: str, colour: Colour, look: Look, kind: Type) -> None:
    """The cue on its plate; in a warning the plate has the warning's edge. Nothing without a text."""
    if not text:
        return
    shapes.bar(image, rect, RAISED if colour != QUIET else PANEL, 1.2 * kind.gap)
    if look.icon is Icon.TRIANGLE and colour == WHITE:
        shapes.frame(image, rect.inset(2), 1.4 * kind.stroke, VERMILLION, 1.2 * kind.gap)
    room = rect.inset(1.6 * kind.gap, 0)
    in_two = fit_lines((text,), room.w, 0.94 * rect.h, kind.cue, BOLD, 1.15)
    if in_two <= fit_size(text, room.w, kind.cue, BOLD):
        draw_in(image, text, room, kind.cue, colour, BOLD, 0.5)
        return
    used = 1.15 * in_two * len(wrap(text, room.w, in_two, BOLD))
    draw_lines(image, text, room.below((rect.h - used) / 2), in_two, colour, BOLD, 0.5, 1.15)


def chip_texts(notices: Notices, privacy: bool, texts: Texts) -> tuple[tuple[str, Colour], ...]:
    """What the chips over the picture say; the colour is that of the dot before it."""
    chips: list[tuple[str, Colour]] = []
    if notices.recording:
        chips.append((texts("screen.recording"), RED))
    if notices.no_sound or notices.muted:
        chips.append((texts("screen.no_sound" if notices.no_sound else "screen.muted"), QUIET))
    if math.isfinite(notices.slow_fps):
        chips.append((texts("plural.picture_rate", n=round(notices.slow_fps)), YELLOW))
    if privacy:
        chips.append((texts("screen.privacy"), QUIET))
    return tuple(chips)


def draw_chips(part: Image, chips: Sequence[tuple[str, Colour]], kind: Type) -> None:
    """Small plates in the picture's upper right corner."""
    size, height = kind.small, round(1.7 * kind.small)
    y = round(1.2 * kind.gap)
    for text, colour in chips:
        width = text_width(text, size) + round(2.1 * size)
        plate = Rect(part.shape[1] - width - round(1.2 * kind.gap), y, width, height)
        shapes.bar(part, plate, DARK_INK)
        shapes.disc(part, (plate.x + 0.9 * size, plate.centre[1]), 0.3 * size, colour)
        draw_in(part, text, plate.beyond(1.55 * size), size, INK)
        y += height + round(0.6 * kind.gap)


def draw_note(part: Image, note: str, kind: Type) -> int:
    """The note to the exercise, on a plate along the picture's upper edge; returns where it ends."""
    if not note:
        return 0
    edge = round(1.2 * kind.gap)
    width = part.shape[1] - 2 * edge
    size = fit_lines((note,), width - 5 * kind.gap, 0.3 * part.shape[0], kind.cue, BOLD, 1.15)
    words_h = 1.15 * size * len(wrap(note, width - 5 * kind.gap, size, BOLD))
    height = round(words_h + 2 * kind.gap)
    plate = Rect(edge, edge, width, height)
    shapes.bar(part, plate, DARK_INK, 1.2 * kind.gap)
    shapes.bar(part, plate.left(0.8 * kind.gap).inset(0, 0.12 * height), YELLOW)
    draw_lines(part, note, plate.beyond(2.5 * kind.gap).below(kind.gap), size, INK, BOLD, 0.0, 1.15)
    return plate.bottom


def draw_keys(image: Image, rect: Rect, paused: bool, kind: Type, texts: Texts) -> None:
    """The keys that work, as many as fit in one line."""
    size = max(11.0, kind.small * 0.86)
    shown = list(KEYS)
    while len(shown) > 1 and sum(_key_width(key, paused, size, texts) for key in shown) > rect.w:
        shown.remove(max(shown, key=lambda key: key[2]))
    spare = rect.w - sum(_key_width(key, paused, size, texts) for key in shown)
    extra = min(1.2 * size, spare / max(1, len(shown) - 1))
    x = float(rect.x)
    for key in shown:
        cap, words = key_words(key, paused, texts)
        width = text_width(cap, size, BOLD) + 0.9 * size
        plate = Rect(round(x), rect.y + round(0.1 * rect.h), round(width), round(0.8 * rect.h))
        shapes.bar(image, plate, RAISED, 0.25 * size)
        draw_in(image, cap, plate.inset(0.3 * size, 0), size, INK, BOLD, 0.5)
        room = Rect(plate.right + round(0.4 * size), rect.y, text_width(words, size) + 2, rect.h)
        draw_in(image, words, room, size, QUIET)
        x += _key_width(key, paused, size, texts) + extra


def _draw_corners(image: Image, rect: Rect, width: float, colour: Colour) -> None:
    arm = 0.12 * min(rect.w, rect.h)
    for x, dx in ((rect.x, 1), (rect.right, -1)):
        for y, dy in ((rect.y, 1), (rect.bottom, -1)):
            shapes.stroke(image, [(x + dx * arm, y), (x, y), (x, y + dy * arm)], width, colour)


def key_words(key: tuple[str, str, int], paused: bool, texts: Texts) -> tuple[str, str]:
    """What is on the key, and what it does."""
    cap, words, _ = key
    cap = texts(cap) if "." in cap else cap
    return cap, texts("screen.key_resume" if paused and words == "screen.key_pause" else words)


def _key_width(key: tuple[str, str, int], paused: bool, size: float, texts: Texts) -> float:
    cap, words = key_words(key, paused, texts)
    return text_width(cap, size, BOLD) + text_width(words, size) + 2.1 * size
