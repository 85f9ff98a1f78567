"""The quiet panel beside the picture: exercise and side, the dial, the gauges or words in their place."""

import math
from dataclasses import dataclass

from posecoach.coaching.events import Confidence, Phase
from posecoach.coaching.state import BackLevel, CoachState
from posecoach.display import shapes
from posecoach.display.demonstration import faces_left
from posecoach.display.dial import draw_dial
from posecoach.display.exercise_screen import TileCache
from posecoach.display.gauges import draw_back, draw_range, draw_shares
from posecoach.display.layout import Layout, Rect
from posecoach.display.shapes import Image
from posecoach.display.text import draw_in, draw_lines, draw_steps, text_width
from posecoach.display.theme import BOLD, DIM, INK, MEDIUM, QUIET, STAGE, Look, Type, look_of
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

GAUGED = (Phase.HOLD, Phase.COUNTING, Phase.PAUSED)
"""Phases in which the gauges show; in the others words stand in their place."""

MOST_DOTS = 6


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of the hold or rest is over (0..1), what comes after the rest ("" when unknown), how many
    pulls were seen that are not counted yet, and whether the picture is shown like a mirror's.
    """

    waited: float = 0.0
    next_up: str = ""
    seen: int = 0
    mirrored: bool = False


def draw_panel(
    tiles: TileCache, layout: Layout, exercise: Exercise, state: CoachState, waiting: Waiting, texts: Texts
) -> None:
    """Bring the panel in `tiles` up to date."""
    look, kind = look_of(state), layout.type
    if tiles.paint("panel", layout.panel, STAGE, look.ground, draw_plate, look, kind):
        tiles.forget("title", "dial", "lower", "range", "back", "shares")
    paint_title(tiles, layout.title, exercise, state, look, kind, texts)
    paint_dial(tiles, layout.dial, exercise, state, look, waiting, kind, texts)
    words = _lower_words(exercise, state, waiting, texts)
    if tiles.paint("lower", layout.lower, look.ground, words, _draw_words, words, kind):
        tiles.forget("range", "back", "shares")
    if state.phase in GAUGED:
        _draw_gauges(tiles, layout, state, look, bool(exercise.lower_back), texts)


def draw_plate(image: Image, rect: Rect, look: Look, kind: Type) -> None:
    """The ground of the panel, in the colour of the state."""
    shapes.bar(image, rect, look.ground, 2 * kind.gap)


def paint_title(
    tiles: TileCache, rect: Rect, exercise: Exercise, state: CoachState, look: Look, kind: Type, texts: Texts
) -> None:
    """Bring the tile "title" up to date."""
    shows = (exercise.name, state.side, state.set_index, state.sets, state.phase, look.accent)
    tiles.paint("title", rect, look.ground, shows, draw_title, exercise, state, look, kind, texts)


def paint_dial(
    tiles: TileCache,
    rect: Rect,
    exercise: Exercise,
    state: CoachState,
    look: Look,
    waiting: Waiting,
    kind: Type,
    texts: Texts,
) -> None:
    """Bring the tile "dial" up to date."""
    waited = round(waiting.waited, 3 if state.phase is Phase.HOLD else 2)
    seconds = math.ceil(max(state.hold_left_s, state.rest_left_s) - 1e-6)
    counts = (state.reps, state.total_reps, state.target)
    turned = faces_left(exercise, state.side, waiting.mirrored)
    shows = (look, state.phase, counts, seconds, waited, waiting.seen, turned)
    parts = (exercise, state, look, waited, waiting.seen, turned, kind, texts)
    tiles.paint("dial", rect, look.ground, shows, draw_dial, *parts)


def _draw_gauges(
    tiles: TileCache, layout: Layout, state: CoachState, look: Look, back_watched: bool, texts: Texts
) -> None:
    back, kind = state.back, layout.type
    position = round(state.position * layout.range.w) if math.isfinite(state.position) else None
    range_now = round(state.range_now) if math.isfinite(state.range_now) else None
    shows = (position, range_now, state.unit, look.accent)
    range_parts = (state, look.accent, look.ground, kind, texts)
    tiles.paint("range", layout.range, look.ground, shows, draw_range, *range_parts)
    if not back_watched or (state.total_reps == 0 and back.level is not BackLevel.MOVING):
        return  # before the first rep there is nothing to say of the back
    level = None
    if math.isfinite(back.value) and back.limit > 0:
        level = round(min(back.value / back.limit, 2.0) * layout.back.w)
    seen = (back.level, level, back.confidence)
    tiles.paint("back", layout.back, look.ground, seen, draw_back, back, look.ground, kind, texts)
    # NaN is not equal to itself: a record that holds one would never count as unchanged.
    share = repr(back.share)
    tiles.paint("shares", layout.shares, look.ground, share, draw_shares, back.share, kind, texts)


def side_text(side: str, texts: Texts) -> str:
    """The hip being stretched, such as "Right hip": the person's own, mirrored or not; "" while unknown."""
    if not side:
        return ""
    text = texts("side.both_hips" if side == "both" else f"side.{side}_hip")
    return text[:1].upper() + text[1:]


def draw_title(
    image: Image, rect: Rect, exercise: Exercise, state: CoachState, look: Look, kind: Type, texts: Texts
) -> None:
    """The exercise, its side, and a dot for each set."""
    name, line = rect.top(0.52 * rect.h), rect.below(0.56 * rect.h)
    long = text_width(exercise.name, kind.label, BOLD) > name.w
    draw_in(image, exercise.name, name, kind.label if long else kind.title, INK, BOLD)
    sets = state.sets or 0
    done = state.set_index if state.phase in (Phase.REST, Phase.DONE) else state.set_index - 1
    if 1 < sets <= MOST_DOTS:
        radius = 0.25 * line.h
        right = (line.right - 2.0, line.y + line.h / 2)
        used = shapes.dots(image, right, done, sets, radius, look.accent, DIM)
        if done < sets and state.phase not in (Phase.REST, Phase.DONE):
            x = right[0] - radius - 3.1 * radius * (sets - 1 - done)
            shapes.disc(image, (x, right[1]), radius, look.accent)
            shapes.disc(image, (x, right[1]), 0.68 * radius, look.ground)
            shapes.disc(image, (x, right[1]), 0.36 * radius, look.accent)
    else:
        label = "" if sets == 1 else texts("screen.set", set=state.set_index)
        if sets > MOST_DOTS:
            label = texts("screen.set_of", set=state.set_index, sets=sets)
        draw_in(image, label, line.beyond(0.55 * line.w), kind.body, QUIET, MEDIUM, 1.0)
        used = text_width(label, kind.body) if label else 0
    draw_in(image, side_text(state.side, texts), line.left(line.w - used - 2 * kind.gap), kind.label, QUIET)


@dataclass(frozen=True, slots=True)
class _Words:
    """A heading and what is written below it."""

    heading: str
    lines: tuple[str, ...]


def _lower_words(exercise: Exercise, state: CoachState, waiting: Waiting, texts: Texts) -> _Words:
    """What stands in place of the gauges while nothing is counted; nothing while they show."""
    if state.phase in GAUGED:
        return _Words("", ())
    if state.phase is Phase.LOOKING:
        return _Words("", (texts(f"view.{state.view_problem or 'nobody'}"),))
    if state.phase is Phase.POSITION:
        return _Words("", exercise.text.steps or (exercise.text.summary,))
    clean = clean_text(exercise, state, texts)
    if state.phase is Phase.REST:
        following = waiting.next_up or next_set(state, texts)
        return _Words(texts("screen.next") if following else "", (following, clean))
    several = state.total_reps > state.reps and state.sets is not None
    last_set = texts("screen.set_of", set=state.set_index, sets=state.sets) if several else ""
    return _Words(last_set, (clean or waiting.next_up, waiting.next_up if clean else ""))


def clean_text(exercise: Exercise, state: CoachState, texts: Texts) -> str:
    """In how many reps of the set the back kept still; "" where that was not seen well."""
    watched = bool(exercise.lower_back) and state.reps > 0 and state.back.confidence is Confidence.HIGH
    return texts("screen.clean", clean=state.clean_reps, n=state.reps) if watched else ""


def next_set(state: CoachState, texts: Texts) -> str:
    """The set after this one, "" after the last."""
    if state.sets is None:
        return texts("screen.set", set=state.set_index + 1)
    if state.set_index < state.sets:
        return texts("screen.set_of", set=state.set_index + 1, sets=state.sets)
    return ""


def _draw_words(image: Image, rect: Rect, words: _Words, kind: Type) -> None:
    lines = [line for line in words.lines if line]
    y = 0.0
    if words.heading:
        draw_in(image, words.heading, rect.top(1.5 * kind.body), kind.body, QUIET)
        y = 1.6 * kind.body
    if len(lines) > 2:
        draw_steps(image, rect, tuple(lines), 1.3 * kind.small, 0.5 * kind.gap, 1.15 * kind.small, DIM)
        return
    for index, line in enumerate(lines):
        size, colour = (kind.title, INK) if index == 0 else (kind.body, QUIET)
        y += draw_lines(image, line, rect.below(y), size, colour) + 0.6 * kind.gap
