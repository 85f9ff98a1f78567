"""Words and figures in anti-aliased TrueType, each drawn once and kept as a bitmap of its coverage."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from posecoach.display.layout import Rect
from posecoach.display.shapes import Image, stamp
from posecoach.display.theme import BOLD, INK, MEDIUM, Colour

CAP_HEIGHT = 0.755
"""Height of a capital or a figure over the type size, of the typeface in OpenCV 5 (Rubik), measured."""

_PIECES = re.compile(r"[“（《「]*(?:[\u3400-\u9fff]|[^\s\u3400-\u9fff“（《「]+)[，。、；：！？…”）》」]*|\S")
"""What stays together at the end of a line: a Chinese character with its marks, or a word of others."""

_FACE = cv2.FontFace("sans")
_ZERO_WEIGHT = 60


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A drawn text: `cover` of shape (h, w), 0..255; `left`, `top` from the pen's start on the baseline."""

    cover: Image
    left: int
    top: int
    advance: int


def draw_text(
    image: Image,
    text: str,
    at: tuple[float, float],
    size: float,
    colour: Colour,
    weight: int = MEDIUM,
    align: float = 0.0,
) -> None:
    """Write `text` with its baseline at `at`; `align` 0 begins there, 0.5 centres, 1 ends there."""
    sprite = text_sprite(text, round(size), weight)
    blend(image, sprite, round(at[0] - align * sprite.advance), round(at[1]), colour)


def draw_in(
    image: Image, text: str, room: Rect, size: float, colour: Colour, weight: int = MEDIUM, align: float = 0.0
) -> int:
    """Write `text` on one line, centred in the height of `room`, smaller if need be; returns its width."""
    size = fit_size(text, room.w, size, weight)
    y = room.y + room.h / 2 + size * CAP_HEIGHT / 2
    draw_text(image, text, (room.x + align * room.w, y), size, colour, weight, align)
    return text_width(text, size, weight)


def draw_figures(
    image: Image,
    text: str,
    centre: tuple[float, float],
    width: float,
    size: float,
    colour: Colour,
    weight: int,
) -> None:
    """Write large figures centred on `centre`, at full height; narrower if they would pass `width`."""
    sprite = text_sprite(text, round(size), weight)
    height, wide = sprite.cover.shape
    cover = sprite.cover
    if wide > width:
        narrow = cv2.resize(cover, (max(1, round(width)), height), interpolation=cv2.INTER_AREA)
        cover = np.asarray(narrow, np.uint8)
    stamp(image, cover, round(centre[0] - cover.shape[1] / 2), round(centre[1] - height / 2), colour)


def draw_lines(
    image: Image,
    text: str,
    room: Rect,
    size: float,
    colour: Colour,
    weight: int = MEDIUM,
    align: float = 0.0,
    leading: float = 1.28,
) -> int:
    """Write `text` broken into lines from the top of `room`, smaller if need be; returns the height used."""
    size = fit_lines((text,), room.w, room.h, size, weight, leading)
    lines = wrap(text, room.w, size, weight)
    y = room.y + size * (leading + CAP_HEIGHT) / 2
    for line in lines:
        draw_text(image, line, (room.x + align * room.w, y), size, colour, weight, align)
        y += leading * size
    return round(len(lines) * leading * size)


def draw_steps(
    image: Image, rect: Rect, steps: tuple[str, ...], margin: float, gap: float, size: float, number: Colour
) -> None:
    """Write numbered steps below one another in one size, `margin` wide left of them, `gap` between them."""
    room, y = rect.beyond(margin), 0.0
    size = fit_lines(steps, room.w, rect.h - gap * len(steps), size)
    for index, step in enumerate(steps, 1):
        draw_in(image, str(index), rect.below(y).left(margin).top(1.28 * size), size, number, BOLD)
        y += draw_lines(image, step, room.below(y), size, INK) + gap


def fit_lines(
    texts: tuple[str, ...],
    width: int,
    height: float,
    size: float,
    weight: int = MEDIUM,
    leading: float = 1.28,
) -> float:
    """`size`, or the largest below it at which `texts`, broken into lines, fit below one another."""
    while size > 7:
        lines = [line for text in texts for line in wrap(text, width, size, weight)]
        if len(lines) * leading * size <= height and all(
            text_width(line, size, weight) <= width for line in lines
        ):
            break
        size *= 0.95
    return size


def elide(text: str, width: float, size: float, weight: int = MEDIUM) -> str:
    """`text`, or as much of its beginning as fits into `width` with an ellipsis."""
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + "…", size, weight) > width:
        text = text[:-1].rstrip()
    return text + "…"


def text_width(text: str, size: float, weight: int = MEDIUM) -> int:
    """The width of `text` on one line, in pixels."""
    return text_sprite(text, round(size), weight).advance


def fit_size(text: str, width: float, size: float, weight: int = MEDIUM) -> float:
    """`size`, or the largest below it at which `text` fits into `width`."""
    wide = text_width(text, size, weight)
    while wide > width and size > 6:
        size = max(6.0, math.floor(min(size - 1, size * width / wide)))
        wide = text_width(text, size, weight)
    return size


@lru_cache(maxsize=64)
def can_draw(text: str) -> bool:
    """Whether the typefaces have every letter of `text`, and none is written from right to left or joined."""
    unknown = text_sprite("?", 24).cover
    letters = [letter for letter in text if unicodedata.category(letter)[0] in "LM"]
    return not any(
        unicodedata.bidirectional(letter) in ("R", "AL")
        or np.array_equal(text_sprite(letter, 24).cover, unknown)
        for letter in letters
    )


@lru_cache(maxsize=512)
def wrap(text: str, width: int, size: float, weight: int = MEDIUM) -> tuple[str, ...]:
    """`text` broken into lines no wider than `width` where words allow it."""
    lines: list[str] = []
    for word in text.split():
        # Chinese has no spaces: a line may end after each of its characters, but not before a mark.
        for index, piece in enumerate(_PIECES.findall(word)):
            longer = f"{lines[-1]}{'' if index else ' '}{piece}" if lines else piece
            if lines and text_width(longer, size, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return tuple(lines)


def blend(image: Image, sprite: Sprite, x: int, y: int, colour: Colour) -> None:
    """Lay `sprite` in `colour` over `image`, pen at `(x, y)`; what falls outside is cut off."""
    stamp(image, sprite.cover, x + sprite.left, y + sprite.top, colour)


@lru_cache(maxsize=2048)
def text_sprite(text: str, size: int, weight: int = MEDIUM) -> Sprite:
    """The bitmap of `text` at `size` pixels; the figure 0 without the typeface's slash, which at a distance
    makes it an 8."""
    size = max(4, size)
    pad = size
    longest = sum(_widest(part, size, weight) for part in _parts(text))
    canvas = np.zeros((3 * size, longest + 2 * pad), np.uint8)
    pen = pad
    for part in _parts(text):
        if part == "0":
            pen += _draw_zero(canvas, pen, 2 * size, size, weight)
        else:
            end, _ = cv2.putText(canvas, part, (pen, 2 * size), (255,), _FACE, size, weight)
            pen = int(end[0])
    return _cropped(canvas, pad, size, pen)


def _parts(text: str) -> list[str]:
    """`text` cut before and after every 0."""
    pieces: list[str] = []
    for letter in text:
        if letter == "0" or not pieces or pieces[-1] == "0":
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


@lru_cache(maxsize=4096)
def _widest(part: str, size: int, weight: int) -> int:
    """Room enough for `part`; its exact width is where the pen ends."""
    return int(cv2.getTextSize((0, 0), part, (0, 0), _FACE, size, weight)[2]) + size // 8 if part else 0


def _draw_zero(canvas: Image, x: int, y: int, size: int, weight: int) -> int:
    """A plain 0: the letter O, a little bolder, narrowed to the figure's width. Returns the way to go on."""
    ring, zero = _glyph("O", size, weight + _ZERO_WEIGHT), _glyph("0", size, weight)
    height, width = zero.cover.shape
    narrowed = cv2.resize(ring.cover, (width, height), interpolation=cv2.INTER_AREA)
    top, left = y + zero.top, x + zero.left
    canvas[top : top + height, left : left + width] = narrowed
    return zero.advance


@lru_cache(maxsize=256)
def _glyph(letter: str, size: int, weight: int) -> Sprite:
    canvas = np.zeros((3 * size, 3 * size), np.uint8)
    end, _ = cv2.putText(canvas, letter, (size, 2 * size), (255,), _FACE, size, weight)
    return _cropped(canvas, size, size, int(end[0]))


def _cropped(canvas: Image, start: int, size: int, end: int) -> Sprite:
    """What was drawn at `size` on the line `2 * size` of `canvas`, the pen going from `start` to `end`."""
    rows, columns = np.flatnonzero(canvas.any(axis=1)), np.flatnonzero(canvas.any(axis=0))
    if rows.size == 0:
        return Sprite(np.zeros((0, 0), np.uint8), 0, 0, end - start)
    cover = canvas[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return Sprite(cover, int(columns[0]) - start, int(rows[0]) - 2 * size, end - start)
