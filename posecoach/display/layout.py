"""Where everything goes: rectangles from the window's size, nothing drawn."""

from dataclasses import dataclass

from posecoach.display.theme import Type

SMALLEST_PX = (320, 240)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def inset(self, dx: float, dy: float | None = None) -> "Rect":
        """The rectangle without a margin of `dx` left and right, `dy` (or `dx`) above and below."""
        across, down = round(dx), round(dx if dy is None else dy)
        return Rect(self.x + across, self.y + down, max(0, self.w - 2 * across), max(0, self.h - 2 * down))

    def top(self, height: float) -> "Rect":
        """Its uppermost `height`."""
        return Rect(self.x, self.y, self.w, min(self.h, round(height)))

    def below(self, height: float) -> "Rect":
        """All but its uppermost `height`."""
        cut = min(self.h, round(height))
        return Rect(self.x, self.y + cut, self.w, self.h - cut)

    def left(self, width: float) -> "Rect":
        """Its leftmost `width`."""
        return Rect(self.x, self.y, min(self.w, round(width)), self.h)

    def beyond(self, width: float) -> "Rect":
        """All but its leftmost `width`."""
        cut = min(self.w, round(width))
        return Rect(self.x + cut, self.y, self.w - cut, self.h)

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlaps(self, other: "Rect") -> bool:
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    """The live screen's parts. `stage` holds `banner`, `video` and `cue`; `panel` holds the others.

    `banner` says the state, `video` is the room for the picture, `cue` the line below it, `keys` the help.
    In the panel: `title` (exercise, side, sets), `dial` (the count and what takes its place), `range`,
    `back` and `shares` (the gauges); `lower` is their whole room, for the states that show words instead.
    """

    size_px: tuple[int, int]
    type: Type
    banner: Rect
    video: Rect
    cue: Rect
    keys: Rect
    panel: Rect
    title: Rect
    dial: Rect
    range: Rect
    back: Rect
    shares: Rect

    @property
    def lower(self) -> Rect:
        return Rect(self.range.x, self.range.y, self.range.w, self.shares.bottom - self.range.y)


def lay_out(size_px: tuple[int, int]) -> Layout:
    """The layout of a window of `size_px` (width, height); windows too small are treated as `SMALLEST_PX`."""
    width, height = max(size_px[0], SMALLEST_PX[0]), max(size_px[1], SMALLEST_PX[1])
    portrait = width < 1.2 * height
    kind = Type(min(0.55 * height, 1.1 * width) if portrait else float(height))
    margin = 1.6 * kind.gap
    whole = Rect(0, 0, width, height).inset(margin)
    if portrait:
        panel_h = 0.95 * kind.unit_px
        stage, panel = whole.top(whole.h - panel_h - margin), whole.below(whole.h - panel_h)
    else:
        # Wide enough for three figures a fifth of the height tall; the rest belongs to the picture.
        panel_w = min(max(0.36 * width, 0.56 * height), 0.72 * height, 0.5 * width)
        stage, panel = whole.left(whole.w - panel_w - margin), whole.beyond(whole.w - panel_w)
    return Layout((width, height), kind, *_stage(stage, kind), panel, *_panel(panel, kind))


def fit(room: Rect, size_px: tuple[int, int]) -> Rect:
    """The largest rectangle of the shape of `size_px` in the middle of `room`."""
    scale = min(room.w / max(1, size_px[0]), room.h / max(1, size_px[1]))
    w, h = max(1, round(size_px[0] * scale)), max(1, round(size_px[1] * scale))
    return Rect(room.x + (room.w - w) // 2, room.y + (room.h - h) // 2, min(w, room.w), min(h, room.h))


def _stage(stage: Rect, kind: Type) -> tuple[Rect, Rect, Rect, Rect]:
    """Banner, video, cue and keys, from top to bottom."""
    # On a narrow stage a cue takes two lines.
    cue_h = (1.75 if stage.w > 14 * kind.cue else 2.3) * kind.cue
    banner_h, keys_h, gap = 1.55 * kind.state, 1.5 * kind.small, kind.gap
    banner = stage.top(banner_h)
    keys = stage.below(stage.h - keys_h)
    cue = stage.below(stage.h - keys_h - gap - cue_h).top(cue_h)
    video = stage.below(banner_h + gap).top(stage.h - banner_h - cue_h - keys_h - 3 * gap)
    return banner, video, cue, keys


def _panel(panel: Rect, kind: Type) -> tuple[Rect, Rect, Rect, Rect, Rect]:
    """Title, dial, range, back and shares, from top to bottom; the dial takes what the others leave."""
    inner = panel.inset(2 * kind.gap, 1.6 * kind.gap)
    title_h, range_h, back_h, gap = 2.5 * kind.title, 2.6 * kind.body, 5.4 * kind.body, 1.2 * kind.gap
    title = inner.top(title_h)
    back = inner.below(inner.h - back_h)
    span = inner.below(inner.h - back_h - gap - range_h).top(range_h)
    dial = inner.below(title_h + gap / 2).top(inner.h - title_h - range_h - back_h - 2.5 * gap)
    return title, dial, span, back.top(0.58 * back_h), back.below(0.62 * back_h)
