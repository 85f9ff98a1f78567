"""Everything has its place, in any window from 640x480 to 4K, wide or tall."""

from dataclasses import fields
from itertools import combinations

import pytest

from posecoach.display.layout import Layout, Rect, fit, lay_out
from posecoach.display.text import CAP_HEIGHT

SIZES = [
    (640, 480),
    (800, 600),
    (1280, 720),
    (1366, 768),
    (1920, 1080),
    (3440, 1440),
    (3840, 2160),
    (720, 1280),
]


def parts(layout: Layout) -> list[Rect]:
    names = ("banner", "video", "cue", "keys", "title", "dial", "range", "back", "shares")
    assert {field.name for field in fields(Layout)} >= set(names)
    return [getattr(layout, name) for name in names]


@pytest.mark.parametrize("size_px", SIZES)
def test_no_part_leaves_the_window_or_lies_over_another(size_px: tuple[int, int]) -> None:
    layout = lay_out(size_px)
    for part in parts(layout):
        assert part.w > 20 and part.h > 8
        assert part.x >= 0 and part.y >= 0 and part.right <= size_px[0] and part.bottom <= size_px[1]
    assert not [pair for pair in combinations(parts(layout), 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("size_px", [size for size in SIZES if size[0] > size[1]])
def test_the_count_is_a_fifth_of_the_height_of_a_wide_window(size_px: tuple[int, int]) -> None:
    assert lay_out(size_px).type.count * CAP_HEIGHT >= size_px[1] / 5


def test_a_wide_window_has_the_picture_left_and_the_panel_right() -> None:
    layout = lay_out((1280, 720))
    assert layout.video.right <= layout.panel.x and layout.video.w > layout.panel.w


def test_a_tall_window_has_the_picture_above_the_panel() -> None:
    layout = lay_out((720, 1280))
    assert layout.video.bottom <= layout.panel.y


def test_a_window_dragged_to_nothing_still_has_a_layout() -> None:
    assert lay_out((1, 1)).size_px == (320, 240)


@pytest.mark.parametrize("source", [(640, 480), (1280, 720), (480, 848), (256, 118)])
def test_a_picture_keeps_its_shape_and_its_room(source: tuple[int, int]) -> None:
    room = Rect(10, 20, 777, 437)
    place = fit(room, source)
    assert place.w / place.h == pytest.approx(source[0] / source[1], rel=0.02)
    assert place.w == room.w or place.h == room.h
    assert (
        room.x <= place.x and place.right <= room.right and room.y <= place.y and place.bottom <= room.bottom
    )
