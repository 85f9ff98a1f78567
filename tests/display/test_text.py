"""Words and figures: sharp edges smoothed, zeros plain, never wider than their room."""

import numpy as np
import pytest

from posecoach.display.layout import Rect
from posecoach.display.text import (
    CAP_HEIGHT,
    can_draw,
    draw_figures,
    draw_in,
    draw_lines,
    elide,
    fit_size,
    text_sprite,
    text_width,
    wrap,
)
from posecoach.display.theme import BOLD, INK


def blank(width: int = 400, height: int = 200) -> np.ndarray:
    return np.zeros((height, width, 3), np.uint8)


def test_letters_have_smooth_edges() -> None:
    assert len(np.unique(text_sprite("Hold still", 40, BOLD).cover)) > 50


def test_a_zero_has_no_slash_that_would_make_it_an_eight() -> None:
    cover = text_sprite("0", 200, BOLD).cover
    middle = cover[cover.shape[0] // 4 : -cover.shape[0] // 4, cover.shape[1] // 2]
    assert middle.max() == 0


def test_figures_have_one_width_so_that_a_count_does_not_jump() -> None:
    assert len({text_width(str(figure), 100, BOLD) for figure in range(10)}) == 1


def test_the_height_of_figures_is_as_measured() -> None:
    assert text_sprite("1", 200, BOLD).cover.shape[0] == pytest.approx(200 * CAP_HEIGHT, abs=2)


def test_three_figures_keep_their_height_in_a_room_for_two() -> None:
    two, three = blank(), blank()
    draw_figures(two, "88", (200, 100), 240, 120, INK, BOLD)
    draw_figures(three, "108", (200, 100), 180, 120, INK, BOLD)
    rows = [np.flatnonzero(image.any(axis=(1, 2))).size for image in (two, three)]
    columns = np.flatnonzero(three.any(axis=(0, 2)))
    assert abs(rows[0] - rows[1]) <= 2
    assert columns[-1] - columns[0] < 180


def test_a_text_is_made_smaller_to_fit() -> None:
    text = "External rotation with forward lean"
    assert (
        text_width(
            text,
            fit_size(text, 200, 40),
        )
        <= 200
    )
    assert fit_size("Hip", 200, 40) == 40


def test_nothing_is_drawn_outside_the_room() -> None:
    image = blank()
    room = Rect(50, 60, 150, 40)
    draw_in(image, "Smaller: keep your lower back on the mat.", room, 60, INK, BOLD)
    assert image.any()
    image[room.y : room.bottom, room.x - 2 : room.right + 2] = 0
    assert not image.any()


def test_long_sentences_break_between_words_and_shrink_until_they_fit() -> None:
    text = "Part of you is outside the picture. Move the camera back until I see you from head to foot."
    assert " ".join(wrap(text, 200, 20)) == text
    image = blank()
    assert draw_lines(image, text, Rect(0, 0, 300, 80), 60, INK) <= 80
    assert not image[84:].any()


def test_a_name_too_long_for_its_place_ends_in_an_ellipsis() -> None:
    short = elide("Integrated Webcam HD 1080", 120, 20)
    assert short.endswith("…") and text_width(short, 20) <= 120
    assert elide("Webcam", 500, 20) == "Webcam"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Knie höher, ç ñ – 30 s", True),
        ("Держите спину", True),
        ("膝を胸に 무릎을", True),
        ("Gently 🙂", True),
        ("שמרו על הגב", False),
        ("ظهرك على السجادة", False),
        ("घुटने को छाती तक", False),
        ("ดึงเข่าเข้าหาอก", False),
    ],
)
def test_scripts_that_would_come_out_wrong_are_known(text: str, drawn: bool) -> None:
    assert can_draw(text) is drawn


def test_a_text_across_the_edge_of_the_picture_is_cut_off() -> None:
    image = blank(50, 30)
    draw_in(image, "Counting", Rect(-40, -10, 200, 60), 40, INK)
    assert image.any()
