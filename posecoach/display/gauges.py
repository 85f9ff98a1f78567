"""The two gauges: where the movement stands between release and pull, and how still the lower back is."""

import math

from posecoach.coaching.events import Confidence, HipBackSplit
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.display import shapes
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.overlay import amount_text
from posecoach.display.shapes import Image
from posecoach.display.text import draw_in
from posecoach.display.theme import (
    BACK_LOOKS,
    BOLD,
    DARK_INK,
    DIM,
    INK,
    MEDIUM,
    ORANGE,
    QUIET,
    SKY,
    TRACK,
    VERMILLION,
    Colour,
    Type,
    mix,
)
from posecoach.sentences import Texts

MARGIN = 0.12
"""What the range gauge shows beyond release and pull, as a part of its length."""

LIMIT_AT = 0.7
"""Where on the lower-back gauge the warning begins."""


def draw_range(
    image: Image, rect: Rect, state: CoachState, accent: Colour, ground: Colour, kind: Type, texts: Texts
) -> None:
    """The range gauge: a thumb between "release" and "pull", the usual range in the middle."""
    words, track = rect.top(0.46 * rect.h), rect.below(0.52 * rect.h)
    inner = Rect(track.x + round(MARGIN * track.w), track.y, round((1 - 2 * MARGIN) * track.w), track.h)
    draw_in(image, texts("summary.column_release"), words.left(0.34 * words.w), kind.small, QUIET)
    draw_in(image, texts("summary.column_pull"), words.beyond(0.66 * words.w), kind.small, QUIET, align=1.0)
    if math.isfinite(state.range_now):
        middle = words.beyond(0.34 * words.w).left(0.32 * words.w)
        draw_in(image, amount_text(state.range_now, state.unit, texts), middle, kind.body, INK, BOLD, 0.5)
    height = round(0.46 * track.h)
    groove = Rect(track.x, track.y + (track.h - height) // 2, track.w, height)
    shapes.bar(image, groove, TRACK)
    shapes.bar(image, Rect(inner.x, groove.y, inner.w, height), mix(TRACK, accent, 0.35), 2)
    for x in (inner.x, inner.right):
        shapes.bar(image, Rect(x - 2, track.y, 4, track.h), DIM, 2)
    if math.isfinite(state.position):
        share = min(max(state.position, -MARGIN), 1 + MARGIN)
        thumb = 0.36 * track.h
        at = min(max(inner.x + share * inner.w, track.x + thumb), track.right - thumb)
        plate = Rect(round(at - thumb), track.y, round(2 * thumb), track.h)
        shapes.bar(image, plate.inset(-3, 0), ground)
        shapes.bar(image, plate, accent)
        shapes.bar(image, Rect(round(at) - 1, track.y + track.h // 4, 3, track.h // 2), DARK_INK, 1)


def draw_back(image: Image, rect: Rect, back: BackState, ground: Colour, kind: Type, texts: Texts) -> None:
    """The lower-back gauge: shape, word and bar."""
    head, bar = rect.top(0.56 * rect.h), rect.below(0.66 * rect.h).top(0.27 * rect.h)
    look = BACK_LOOKS[back.level]
    radius = 0.4 * head.h
    draw_icon(image, look.icon, (head.x + radius, head.centre[1]), radius, look.accent, ground)
    name = head.beyond(2.7 * radius)
    width = draw_in(image, texts("screen.back"), name.left(0.5 * name.w), kind.body, INK)
    word = texts(look.text_id)
    if back.confidence is Confidence.LOW and back.level is not BackLevel.CANNOT_SEE:
        word = f"{word} ({texts('screen.back_low')})"
    room = name.beyond(width + radius)
    draw_in(image, word, room, kind.label, look.accent, BOLD, 1.0)
    _draw_level(image, bar, back, look.accent)


def draw_shares(image: Image, rect: Rect, share: HipBackSplit, kind: Type, texts: Texts) -> None:
    """How the newest rep divides: the hip's bar, and below it the lower back's with its uncertainty."""
    rows = rect.top(0.46 * rect.h), rect.below(0.54 * rect.h)
    total = share.hip_deg + share.back_deg
    known = math.isfinite(total + share.hip_share) and total > 0
    if not known or share.confidence is Confidence.CANNOT_SEE:
        draw_in(image, texts("screen.share"), rect.left(0.6 * rect.w), kind.small, DIM)
        draw_in(image, "–", rect, kind.small, DIM, BOLD, 1.0)
        return
    hip = min(max(share.hip_share, 0.0), 1.0)
    percent = round(100 * hip)
    labels = texts("screen.share_hip", percent=percent), texts("screen.share_back", percent=100 - percent)
    for row, label, part, colour in zip(rows, labels, (hip, 1 - hip), (SKY, ORANGE), strict=True):
        words, room = row.left(0.36 * row.w), row.beyond(0.38 * row.w)
        draw_in(image, label, words, kind.small, INK, MEDIUM)
        height = round(0.52 * row.h)
        track = Rect(room.x, row.y + (row.h - height) // 2, room.w, height)
        shapes.bar(image, track, TRACK, 3)
        shapes.bar(image, Rect(track.x, track.y, max(3, round(part * track.w)), height), colour, 3)
    if math.isfinite(share.uncertainty_deg):
        room = rows[1].beyond(0.38 * rows[1].w)
        _draw_whisker(image, room, 1 - hip, share.uncertainty_deg / total)


def _draw_level(image: Image, bar: Rect, back: BackState, accent: Colour) -> None:
    limit_x = bar.x + round(LIMIT_AT * bar.w)
    shapes.bar(image, bar, TRACK)
    if back.level is BackLevel.CANNOT_SEE:
        shapes.hatch(image, bar, 0.8 * bar.h, DIM)
        return
    over = Rect(limit_x, bar.y, bar.right - limit_x, bar.h)
    shapes.hatch(image, over.inset(0, 1), 0.8 * bar.h, mix(TRACK, VERMILLION, 0.6))
    if math.isfinite(back.value) and back.limit > 0:
        share = min(max(back.value / back.limit * LIMIT_AT, 0.0), 1.0)
        shapes.bar(image, Rect(bar.x, bar.y, max(bar.h, round(share * bar.w)), bar.h), accent)
    shapes.bar(image, Rect(limit_x - 2, bar.y - 4, 4, bar.h + 8), INK, 2)


def _draw_whisker(image: Image, room: Rect, share: float, error: float) -> None:
    """One standard deviation either way, as a line with end caps."""
    y, cap = room.y + room.h / 2, 0.3 * room.h
    left, right = (room.x + min(max(share + sign * error, 0.0), 1.0) * room.w for sign in (-1, 1))
    shapes.stroke(image, [(left, y), (right, y)], 2, INK)
    for x in (left, right):
        shapes.stroke(image, [(x, y - cap), (x, y + cap)], 2, INK)
