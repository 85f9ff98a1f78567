"""No label of any screen is cut, or shrunk until it cannot be read, at the sizes of usual displays."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posecoach.app.start.settings import Settings
from posecoach.app.start.start_screen import setting_lines
from posecoach.display import text as text_module
from posecoach.display.card_page import draw_card_page
from posecoach.display.end import EndModel, EndRow, draw_end
from posecoach.display.large_screen import LargeScreen
from posecoach.display.questions import (
    ChoiceModel,
    PainModel,
    draw_choice,
    draw_first_run,
    draw_pain,
    draw_showing,
)
from posecoach.display.screen import Screen
from posecoach.display.start import draw_start
from posecoach.display.start_model import StartModel
from posecoach.display.text import text_width
from posecoach.display.theme import Colour
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.language import for_side, load_language, localise
from posecoach.language.language import available_languages
from posecoach.sentences import Texts
from tests.display.gallery import Example, draw_example, examples, getting_ready, taught_page, watching

SIZES = ((1280, 720), (1920, 1080))
LEAST_SHARE = 0.5
"""Of the type size that was meant; below it a label was given too little room."""

SMALLEST = 0.015
"""Of the window's height: what somebody who sits near can still read."""


@pytest.fixture
def shrunk(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float, float]]:
    """Every text that was drawn, the share of its size that was left, and the size; cut ones fail."""
    seen: list[tuple[str, float, float]] = []
    fit_size = text_module.fit_size

    def watched(text: str, width: float, size: float, weight: int = text_module.MEDIUM) -> float:
        given = fit_size(text, width, size, weight)
        assert text_width(text, given, weight) <= max(width, 1) + 1, f"'{text}' is cut"
        seen.append((text, given / size, given))
        return given

    fit_lines = text_module.fit_lines

    def watched_lines(texts: tuple[str, ...], width: int, height: float, size: float, *more: float) -> float:
        given = fit_lines(texts, width, height, size, *more)  # type: ignore[arg-type]
        seen.append((" ".join(texts), given / size, given))
        return given

    blend = text_module.blend

    def whole(image: np.ndarray, sprite: text_module.Sprite, x: int, y: int, colour: Colour) -> None:
        height, width = sprite.cover.shape
        left, top = x + sprite.left, y + sprite.top
        inside = left >= -1 and top >= -1 and left + width <= image.shape[1] + 1
        measuring = image.shape[:2] == (1, 1)  # nothing is shown of it
        inside = inside and top + height <= image.shape[0] + 1
        assert inside or measuring, f"a label of {width} x {height} is cut"
        blend(image, sprite, x, y, colour)

    monkeypatch.setattr(text_module, "blend", whole)
    monkeypatch.setattr(text_module, "fit_size", watched)
    monkeypatch.setattr(text_module, "fit_lines", watched_lines)
    return seen


def check(lines: list[tuple[str, float, float]], height: int) -> None:
    assert lines
    small = [line for line in lines if line[0] and (line[1] < LEAST_SHARE or line[2] < SMALLEST * height)]
    assert small == []


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("kind", [LargeScreen, Screen])
@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_state(
    example: Example,
    kind: type[Screen] | type[LargeScreen],
    size_px: tuple[int, int],
    texts: Texts,
    shrunk: list[tuple[str, float, float]],
) -> None:
    draw_example(example, size_px, texts, kind=kind)
    check(shrunk, size_px[1])


@pytest.mark.parametrize("code", [code for code in available_languages() if code != "en"])
def test_what_is_read_from_the_mat_in_the_other_languages(
    code: str, moments: dict[str, Example], shrunk: list[tuple[str, float, float]]
) -> None:
    language = load_language(code)
    for name in ("mistake", "back-near", "back-moving", "break", "help", "stopping", "wrong-leg"):
        example = moments[name]
        exercise = for_side(localise(example.exercise, language), example.state.side, language)
        draw_example(replace(example, exercise=exercise), SIZES[0], language.say, kind=LargeScreen)
    check(shrunk, SIZES[0][1])


def end(texts: Texts, size_px: tuple[int, int]) -> None:
    back = texts("end.back_unsure", still=20, moved=5, unseen=5)
    row = EndRow("External rotation with forward lean", texts("end.reps", n=150), back)
    pain = texts("end.pain", before=10, after=10)
    opened = texts("end.opened", path="/home/somebody/.local/share/posecoach/pages/session-0123.html")
    draw_end(EndModel(texts("end.title"), (row,) * 3, pain, texts("pain.worse"), opened), size_px, texts)


def start(texts: Texts, size_px: tuple[int, int]) -> None:
    settings = setting_lines(Settings(), load_language())
    last = texts("start.last_session", when=texts("start.days_ago", n=100), n=1000)
    model = StartModel(builtin_exercises()[:4], 4, last, settings, "USB camera", plan="Before breakfast")
    for taught in (False, True):
        draw_start(replace(model, taught=taught), size_px, texts)
        draw_start(replace(model, taught=taught, plan=""), size_px, texts)


SCREENS: dict[str, Callable[[Texts, tuple[int, int]], object]] = {
    "end": end,
    "start": start,
    "first run": lambda texts, size_px: draw_first_run(size_px, texts),
    "pain": lambda texts, size_px: draw_pain(PainModel("before", None, 9), size_px, texts),
    "high": lambda texts, size_px: draw_choice(
        ChoiceModel("pain.high_title", "pain.high_words", "pain.high_yes", "pain.high_no"), size_px, texts
    ),
    "own": lambda texts, size_px: draw_card_page(taught_page(load_language()), size_px, texts),
    "ready": lambda texts, size_px: draw_showing(getting_ready(texts), size_px, texts),
    "watching": lambda texts, size_px: draw_showing(watching(texts), size_px, texts),
}


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_other_screen(
    name: str, size_px: tuple[int, int], texts: Texts, shrunk: list[tuple[str, float, float]]
) -> None:
    SCREENS[name](texts, size_px)
    check(shrunk, size_px[1])
