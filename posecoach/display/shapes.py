"""Anti-aliased discs, rings, bars and strokes, placed to a sixteenth of a pixel."""

import math
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.display.layout import Rect
from posecoach.display.theme import Colour

Image = NDArray[np.uint8]
Point = tuple[float, float]

_SHIFT = 4
_ONE = 1 << _SHIFT


def plain(width: int, height: int, colour: Colour) -> Image:
    """A picture of one colour; numpy's own filling with three values takes 70 times as long."""
    image: Image = np.empty((height, width, 3), np.uint8)
    fill(image, Rect(0, 0, width, height), colour)
    return image


def disc(image: Image, centre: Point, radius: float, colour: Colour) -> None:
    cv2.circle(image, _fixed(centre), max(1, round(radius * _ONE)), colour, -1, cv2.LINE_AA, _SHIFT)


def circle(image: Image, centre: Point, radius: float, width: float, colour: Colour) -> None:
    """A circle's outline; `radius` goes to the middle of the line."""
    cv2.circle(image, _fixed(centre), round(radius * _ONE), colour, max(1, round(width)), cv2.LINE_AA, _SHIFT)


def arc(
    image: Image,
    centre: Point,
    radius: float,
    width: float,
    colour: Colour,
    begin_turn: float = 0.0,
    end_turn: float = 1.0,
) -> None:
    """A piece of a ring with round ends, clockwise from `begin_turn` to `end_turn`; 0 is the top.

    The ring is kept as a bitmap: for rings that stay where they are. For others there is `curve`.
    """
    if end_turn <= begin_turn:
        return
    x, y = round(centre[0]), round(centre[1])
    ring, turns = _ring_field(round(2 * radius), round(2 * width))
    cover = ring
    half = cover.shape[0] // 2
    if end_turn - begin_turn < 1:
        begin, end = begin_turn % 1.0, begin_turn % 1.0 + (end_turn - begin_turn)
        inside = cv2.inRange(turns, begin, min(end, 1.0))
        if end > 1:
            inside = cv2.bitwise_or(inside, cv2.inRange(turns, 0.0, end - 1))
        cover = np.where(inside > 0, ring, np.uint8(0))
        for turn in (begin_turn, end_turn):
            disc(image, on_ring((x, y), radius, turn), width / 2, colour)
    stamp(image, cover, x - half, y - half, colour)


def curve(
    image: Image,
    centre: Point,
    radius: float,
    width: float,
    colour: Colour,
    begin_turn: float,
    end_turn: float,
) -> None:
    """A thin piece of a circle, wherever it is; turns as in `arc`."""
    steps = max(2, math.ceil(abs(end_turn - begin_turn) * 48))
    turns = [begin_turn + (end_turn - begin_turn) * step / steps for step in range(steps + 1)]
    stroke(image, [on_ring(centre, radius, turn) for turn in turns], width, colour)


def stamp(image: Image, cover: Image, left: int, top: int, colour: Colour) -> None:
    """Mix `colour` into `image` as far as `cover` (h, w), 0..255, says; what falls outside is cut off."""
    height, width = cover.shape
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(image.shape[1], left + width), min(image.shape[0], top + height)
    if x0 >= x1 or y0 >= y1:
        return
    part, one = image[y0:y1, x0:x1], cover[y0 - top : y1 - top, x0 - left : x1 - left]
    share = cv2.merge([one, one, one])
    # 8-bit arithmetic of OpenCV: three times as fast as numpy's floats.
    kept = cv2.multiply(part, cv2.bitwise_not(share), scale=1 / 255)
    ink = plain(x1 - x0, y1 - y0, colour)
    np.copyto(part, cv2.add(kept, cv2.multiply(ink, share, scale=1 / 255)))


def on_ring(centre: Point, radius: float, turn: float) -> Point:
    """The point `turn` (0 top, clockwise) of the way round a circle."""
    return (
        centre[0] + radius * math.sin(turn * 2 * math.pi),
        centre[1] - radius * math.cos(turn * 2 * math.pi),
    )


def polygon(image: Image, points: Sequence[Point], colour: Colour) -> None:
    cv2.fillPoly(image, [_fixed_many(points)], colour, cv2.LINE_AA, _SHIFT)


def stroke(image: Image, points: Sequence[Point], width: float, colour: Colour, closed: bool = False) -> None:
    """A line through `points` with round ends and corners."""
    fixed = _fixed_many(points)
    cv2.polylines(image, [fixed], closed, colour, max(1, round(width)), cv2.LINE_AA, _SHIFT)


def strokes(image: Image, lines: Sequence[Sequence[Point]], width: float, colour: Colour) -> None:
    """Many open lines of one width and colour at once."""
    fixed = [_fixed_many(points) for points in lines]
    cv2.polylines(image, fixed, False, colour, max(1, round(width)), cv2.LINE_AA, _SHIFT)


def dashes(image: Image, begin: Point, end: Point, width: float, colour: Colour, dash: float) -> None:
    """A dashed line, dashes and gaps about `dash` long."""
    length = math.dist(begin, end)
    count = max(1, round(length / (2 * dash)))
    for index in range(count):
        a, b = index / count, (index + 0.5) / count
        stroke(image, [between(begin, end, a), between(begin, end, b)], width, colour)


def bar(image: Image, rect: Rect, colour: Colour, radius: float | None = None) -> None:
    """A filled rectangle with round corners; `radius` None rounds the short sides wholly."""
    if rect.w <= 0 or rect.h <= 0 or rect.right <= 0 or rect.bottom <= 0:
        return
    half = min(rect.w, rect.h) / 2
    # Drawn within a view of the rectangle, because OpenCV smooths edges outwards too.
    left, top = max(0, rect.x), max(0, rect.y)
    part = image[top : rect.bottom, left : rect.right]
    shifted = Rect(rect.x - left, rect.y - top, rect.w, rect.h)
    outline = _rounded(shifted, half if radius is None else min(radius, half))
    cv2.fillPoly(part, [outline], colour, cv2.LINE_AA, _SHIFT)


def frame(image: Image, rect: Rect, width: float, colour: Colour, radius: float = 0.0) -> None:
    """The outline of a rectangle with round corners."""
    half = min(rect.w, rect.h) / 2
    outline = _rounded(rect, min(radius, half))
    cv2.polylines(image, [outline], True, colour, max(1, round(width)), cv2.LINE_AA, _SHIFT)


def fill(image: Image, rect: Rect, colour: Colour) -> None:
    if rect.w > 0 and rect.h > 0:
        cv2.rectangle(image, (rect.x, rect.y), (rect.right - 1, rect.bottom - 1), colour, cv2.FILLED)


def hatch(image: Image, rect: Rect, spacing: float, colour: Colour) -> None:
    """Slanting lines within `rect`."""
    part = image[rect.y : rect.bottom, rect.x : rect.right]
    x = -float(rect.h)
    while x < rect.w:
        stroke(part, [(x, rect.h), (x + rect.h, 0)], 2, colour)
        x += spacing


def dots(
    image: Image, right: Point, filled: int, total: int, radius: float, colour: Colour, empty: Colour
) -> float:
    """`total` dots, the first `filled` of them full, ending at `right`; returns their width."""
    step = 3.1 * radius
    for index in range(total):
        centre = (right[0] - radius - step * (total - 1 - index), right[1])
        if index < filled:
            disc(image, centre, radius, colour)
        else:
            circle(image, centre, radius * 0.86, max(1.0, radius * 0.28), empty)
    return step * (total - 1) + 2 * radius


def between(begin: Point, end: Point, share: float) -> Point:
    """The point `share` of the way from `begin` to `end`."""
    return begin[0] + (end[0] - begin[0]) * share, begin[1] + (end[1] - begin[1]) * share


@lru_cache(maxsize=16)
def _ring_field(twice_radius: int, twice_width: int) -> tuple[Image, NDArray[np.float32]]:
    """How far a ring covers each pixel round its centre (0..255), and in which direction the pixel lies."""
    radius, width = twice_radius / 2, twice_width / 2
    half = math.ceil(radius + width / 2) + 1
    along = np.arange(-half, half + 1, dtype=np.float32)
    x, y = np.meshgrid(along, along)
    cover = np.clip(width / 2 + 0.5 - np.abs(np.hypot(x, y) - radius), 0, 1)
    turns = (np.arctan2(x, -y) / (2 * np.pi)) % 1.0
    return np.round(255 * cover).astype(np.uint8), turns.astype(np.float32)


def _rounded(rect: Rect, radius: float) -> NDArray[np.int32]:
    return _rounded_at_zero(rect.w, rect.h, radius) + np.array([rect.x, rect.y], np.int32) * _ONE


@lru_cache(maxsize=256)
def _rounded_at_zero(width: int, height: int, radius: float) -> NDArray[np.int32]:
    # Whole numbers are the middle of pixels.
    x0, y0, x1, y1 = 0.0, 0.0, width - 1.0, height - 1.0
    points: list[Point] = []
    corners = ((x1, y0, 0.0), (x1, y1, 0.25), (x0, y1, 0.5), (x0, y0, 0.75))
    inner = max(0.0, radius - 0.5)
    for x, y, begin in corners:
        cx = x - inner if x == x1 else x + inner
        cy = y - inner if y == y1 else y + inner
        steps = 1 if inner < 1 else max(3, round(inner / 2))
        points += [on_ring((cx, cy), inner, begin + 0.25 * step / steps) for step in range(steps + 1)]
    return _fixed_many(points)


def _fixed(point: Point) -> tuple[int, int]:
    return round(point[0] * _ONE), round(point[1] * _ONE)


def _fixed_many(points: Sequence[Point]) -> NDArray[np.int32]:
    return np.round(np.asarray(points, np.float64) * _ONE).astype(np.int32)
