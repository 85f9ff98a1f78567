"""Which part of the camera's picture fills the room it has: the person, never cut, and no bars beside it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.kinematics.landmarks import Pose, torso_length

CLOSEST = 1.9
"""How much larger than the whole picture the person is shown at most: a camera's pixels must not show."""

MARGIN = 0.4
"""Room around the landmarks, in torso lengths: heads, hands and feet reach beyond them."""

FILLS = 0.86
"""How much of the room's width or height the person takes at most."""

EASE = 0.12
"""The part of the way to another framing that is gone with each picture: it pans, it does not jump."""

LOOSE = 1.35
"""A framing this much wider than needed is kept, so that the picture rests."""

DARKER = 0.3
"""Brightness of the blurred picture where the camera's own does not reach."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a picture in its pixels: left, top, width, height; it may reach beyond the picture."""

    x: float
    y: float
    w: float
    h: float

    def holds(self, box: tuple[float, float, float, float]) -> bool:
        """Whether `box` (left, top, right, bottom) is inside."""
        left, top, right, bottom = box
        return self.x <= left and self.y <= top and self.x + self.w >= right and self.y + self.h >= bottom


class Framing:
    """Follows the person from picture to picture, calmly."""

    def __init__(self) -> None:
        self._now: Crop | None = None
        self._wanted: Crop | None = None
        self._shape: tuple[int, int, int, int] | None = None

    def update(self, pose: Pose | None, size_px: tuple[int, int], room: Rect, whole: bool) -> Crop:
        """The part to show of a picture of `size_px` in `room`; all of it where `whole` says so."""
        shape = (*size_px, room.w, room.h)
        if shape != self._shape:
            self._shape, self._now, self._wanted = shape, None, None
        all_ = around_all(size_px, room.w / room.h)
        box = None if whole or pose is None else _box(pose)
        if whole:
            self._wanted = all_
        elif box is not None:
            need = around(box, size_px, room.w / room.h)
            kept = self._wanted
            if kept is None or not kept.holds(box) or kept.w > LOOSE * need.w:
                self._wanted = need
        wanted = self._wanted or all_
        self._now = wanted if self._now is None else _nearer(self._now, wanted)
        return self._now


def around_all(size_px: tuple[int, int], aspect: float) -> Crop:
    """The whole picture in the middle of a part of the shape `aspect` (width over height)."""
    width, height = float(size_px[0]), float(size_px[1])
    w, h = max(width, height * aspect), max(height, width / aspect)
    return Crop((width - w) / 2, (height - h) / 2, w, h)


def around(box: tuple[float, float, float, float], size_px: tuple[int, int], aspect: float) -> Crop:
    """The smallest part of the shape `aspect` that shows `box` (left, top, right, bottom), within the picture
    where that can be.
    """
    left, top, right, bottom = box
    least = around_all(size_px, aspect).w / CLOSEST
    w = max((right - left) / FILLS, (bottom - top) / FILLS * aspect, least)
    w = min(w, around_all(size_px, aspect).w)
    h = w / aspect
    x = _inside((left + right - w) / 2, w, float(size_px[0]))
    y = _inside((top + bottom - h) / 2, h, float(size_px[1]))
    return Crop(x, y, w, h)


def show_crop(image: Image, room: Rect, source: Image | None, crop: Crop, mirrored: bool) -> None:
    """Scale that part of `source` into `room`; black where there is none, blurred where it does not reach."""
    part = image[room.y : room.bottom, room.x : room.right]
    if source is None:
        part[:] = 0
        return
    height, width = source.shape[:2]
    scale = room.w / crop.w
    left, top = max(0, round(crop.x)), max(0, round(crop.y))
    right, bottom = min(width, round(crop.x + crop.w)), min(height, round(crop.y + crop.h))
    x0, y0 = max(0, round((left - crop.x) * scale)), max(0, round((top - crop.y) * scale))
    x1, y1 = min(room.w, round((right - crop.x) * scale)), min(room.h, round((bottom - crop.y) * scale))
    if x0 > 1 or y0 > 1 or x1 < room.w - 1 or y1 < room.h - 1:
        _fill_blurred(part, source, (x0, y0, x1, y1))
    else:
        x0, y0, x1, y1 = 0, 0, room.w, room.h
    place = part[y0:y1, x0:x1]
    step = max(1, min((right - left) // (2 * place.shape[1]), (bottom - top) // (2 * place.shape[0])))
    seen = source[top:bottom:step, left:right:step]
    cv2.resize(seen, (place.shape[1], place.shape[0]), dst=place, interpolation=cv2.INTER_LINEAR)
    if mirrored:
        cv2.flip(part, 1, dst=part)


def _fill_blurred(part: Image, source: Image, but: tuple[int, int, int, int]) -> None:
    """Fill `part` with a blurred and darkened `source`, but for the rectangle (left, top, right, bottom)."""
    height, width = part.shape[:2]
    step = max(1, min(source.shape[:2]) // 24)
    small = cv2.convertScaleAbs(cv2.blur(source[::step, ::step], (7, 7)), alpha=DARKER)
    across, down = small.shape[1] / width, small.shape[0] / height
    left, top, right, bottom = but
    for x0, y0, x1, y1 in ((0, 0, left, height), (right, 0, width, height), (0, 0, width, top),
                           (0, bottom, width, height)):  # fmt: skip
        if x1 > x0 and y1 > y0:
            rows = slice(int(y0 * down), max(int(y0 * down) + 1, int(y1 * down)))
            columns = slice(int(x0 * across), max(int(x0 * across) + 1, int(x1 * across)))
            room = part[y0:y1, x0:x1]
            cv2.resize(small[rows, columns], (x1 - x0, y1 - y0), dst=room, interpolation=cv2.INTER_LINEAR)


def _box(pose: Pose) -> tuple[float, float, float, float] | None:
    points = np.asarray(pose.image_px, np.float64)[:, :2]
    torso = torso_length(points)
    if not np.isfinite(points).any() or not math.isfinite(torso):
        return None
    # Landmarks are guessed beyond the picture's edge, too: there is nothing to be shown there.
    edge = np.array(pose.size_px, float)
    low = np.clip(np.nanmin(points, axis=0) - MARGIN * torso, 0, edge)
    high = np.clip(np.nanmax(points, axis=0) + MARGIN * torso, 0, edge)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _inside(begin: float, length: float, whole: float) -> float:
    """`begin` moved so that the length stays within the whole; in the middle where it is longer."""
    return (whole - length) / 2 if length >= whole else min(max(begin, 0.0), whole - length)


def _nearer(now: Crop, wanted: Crop) -> Crop:
    """A step from one crop toward another, and all of the way when that is less than a pixel."""
    pairs = ((now.x, wanted.x), (now.y, wanted.y), (now.w, wanted.w), (now.h, wanted.h))
    if all(abs(a - b) < 1.0 for a, b in pairs):
        return wanted
    return Crop(*(a + EASE * (b - a) for a, b in pairs))
