"""Shapes are where they should be, and smooth."""

import numpy as np
import pytest

from posecoach.display import shapes
from posecoach.display.exercise_screen import TileCache
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.theme import INK, PANEL, SKY, STAGE, Icon, mix, rgb


def blank() -> np.ndarray:
    return np.zeros((200, 200, 3), np.uint8)


def covered(image: np.ndarray) -> float:
    return float((image.max(axis=2) / 255.0).sum())


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.9])
def test_a_ring_is_filled_by_the_share_asked_for(share: float) -> None:
    whole, part = blank(), blank()
    shapes.arc(whole, (100, 100), 70, 12, (255, 255, 255))
    shapes.arc(part, (100, 100), 70, 12, (255, 255, 255), 0.3, 0.3 + share)
    caps = np.pi * 6**2 / covered(whole)
    assert covered(part) / covered(whole) == pytest.approx(share + caps, abs=0.02)


def test_a_ring_that_passes_the_top_begins_and_ends_where_asked() -> None:
    image = blank()
    shapes.arc(image, (100, 100), 70, 12, (255, 255, 255), 0.75, 1.25)
    assert image[30, 100].all() and image[100, 30].all() and image[100, 170].all()
    assert not image[170, 100].any()


def test_a_bar_keeps_to_its_rectangle_and_has_round_corners() -> None:
    image = blank()
    shapes.bar(image, Rect(20, 30, 100, 40), (255, 255, 255))
    assert image[50, 22].any() and image[50, 117].any() and not image[31, 21].any()
    image[30:70, 20:120] = 0
    assert not image.any()


def test_an_empty_bar_draws_nothing() -> None:
    image = blank()
    shapes.bar(image, Rect(20, 30, 0, 40), INK)
    assert not image.any()


def test_what_lies_outside_the_picture_is_cut_off() -> None:
    image = blank()
    shapes.arc(image, (0, 0), 70, 12, INK)
    shapes.stroke(image, [(-500, 100), (700, 100)], 3, INK)
    shapes.disc(image, (230, 230), 20, INK)
    assert image.any()


def test_every_icon_has_a_shape_of_its_own() -> None:
    drawn = []
    for icon in Icon:
        image = np.zeros((64, 64), np.uint8)
        picture = np.repeat(image[..., None], 3, axis=2)
        draw_icon(picture, icon, (32, 32), 24, (255, 255, 255), (0, 0, 0))
        assert not picture[0].any() and not picture[:, 0].any(), f"{icon} leaves its circle"
        drawn.append(picture[..., 0] > 127)
    for index, first in enumerate(drawn):
        for second in drawn[index + 1 :]:
            assert (first != second).mean() > 0.03


def test_colours_are_blue_green_red() -> None:
    assert rgb("56B4E9") == (0xE9, 0xB4, 0x56)
    assert mix((0, 0, 0), (100, 200, 50), 0.5) == (50, 100, 25)


def test_a_block_is_painted_again_only_when_it_shows_something_else() -> None:
    tiles, calls = TileCache((100, 50)), []
    rect = Rect(10, 10, 20, 20)

    def painter(image: np.ndarray, room: Rect) -> None:
        calls.append(room)

    assert tiles.paint("count", rect, PANEL, 1, painter)
    assert not tiles.paint("count", rect, PANEL, 1, painter)
    assert tiles.paint("count", rect, PANEL, 2, painter)
    assert tiles.paint("count", rect, SKY, 2, painter)
    tiles.forget("count")
    assert tiles.paint("count", rect, SKY, 2, painter)
    assert len(calls) == 4
    assert tuple(tiles.image[15, 15]) == SKY and tuple(tiles.image[0, 0]) == STAGE
