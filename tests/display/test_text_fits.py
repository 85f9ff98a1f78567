"""In every language, no text of any screen is cut, too small to read, or drawn over another.

English at the sizes of usual displays, the others at the smaller one.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from posecoach.app.start.questions import languages_page
from posecoach.app.start.settings import Settings
from posecoach.app.start.start_screen import setting_lines
from posecoach.display import shapes
from posecoach.display import text as text_module
from posecoach.display.card_page import draw_card_page
from posecoach.display.end import EndModel, EndRow, draw_end
from posecoach.display.large_layout import is_long
from posecoach.display.large_screen import LargeScreen
from posecoach.display.layout import Rect
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
from posecoach.display.text import Sprite, text_width
from posecoach.display.theme import MEDIUM
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.language import Language, available_languages, load_language, localise
from tests.display.gallery import draw_example, examples, getting_ready, taught_page, watching

Size = tuple[int, int]

SIZE: Size = (1280, 720)
KNOWN = [load_language(code) for code in available_languages()]
EVERYWHERE = [
    *(pytest.param(language, SIZE, id=language.code) for language in KNOWN),
    pytest.param(load_language(), (1920, 1080), id="en large"),
]
NAMES = [example.name for example in examples()]

ENGLISH_SIZES = (0.5, 0.015)
OTHER_SIZES = (0.4, 0.014)
"""The least share of the type size that was meant, below which a text was given too little room (words are
longer elsewhere); and of the window's height, what somebody who sits near can still read.
"""


def on_its_canvas(image: np.ndarray, rect: Rect) -> tuple[np.ndarray, Rect]:
    """The array that owns the pixels of `image`, which may be a part of it, and `rect` in that array."""
    owner = image
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    offset = image.__array_interface__["data"][0] - owner.__array_interface__["data"][0]
    row = owner.strides[0] if owner.ndim > 1 else 1
    return owner, Rect(rect.x + offset % row // 3, rect.y + offset // row, rect.w, rect.h)


class Drawn:
    """The texts that were drawn and still show, each with its place; of those `fitted` into a room, the share
    of its size that was left, and the size."""

    def __init__(self) -> None:
        self.placed: list[tuple[np.ndarray, str, Rect]] = []
        self.fitted: list[tuple[str, float, float]] = []
        self.cut: list[str] = []

    def overlapping(self) -> list[tuple[str, str]]:
        """Pairs of different texts of one picture whose letters cover each other."""
        return [
            (text, other)
            for (image, text, rect), (its, other, there) in combinations(self.placed, 2)
            if image is its and text != other and rect.inset(1).overlaps(there.inset(1))
        ]

    def small(self, size_px: Size, least: tuple[float, float]) -> list[tuple[str, float, float]]:
        """Those that shrank too far."""
        return [
            one
            for one in self.fitted
            if one[0].strip() and (one[1] < least[0] or one[2] < least[1] * size_px[1])
        ]

    def write(self, image: np.ndarray, sprite: Sprite, x: int, y: int, text: str) -> None:
        rect = Rect(x + sprite.left, y + sprite.top, sprite.cover.shape[1], sprite.cover.shape[0])
        if image.size <= 3 or not text.strip():  # a text that is only measured, or none
            return
        high, wide = image.shape[:2]
        if min(rect.x, rect.y) < -1 or rect.right > wide + 1 or rect.bottom > high + 1:
            self.cut.append(text)
        owner, there = on_its_canvas(image, rect)
        self.placed.append((owner, text, there))

    def cover(self, image: np.ndarray, rect: Rect) -> None:
        owner, there = on_its_canvas(image, rect)
        self.placed = [one for one in self.placed if one[0] is not owner or not there.overlaps(one[2])]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    seen = Drawn()
    fit_size, fit_lines, draw_text = text_module.fit_size, text_module.fit_lines, text_module.draw_text

    def sized(text: str, width: float, size: float, weight: int = MEDIUM) -> float:
        given = fit_size(text, width, size, weight)
        if text_width(text, given, weight) > max(width, 1) + 1:
            seen.cut.append(text)
        seen.fitted.append((text, given / size, given))
        return given

    def lined(texts, width, height, size, *more):  # type: ignore[no-untyped-def]
        given = fit_lines(texts, width, height, size, *more)
        seen.fitted.append((" ".join(texts), given / size, given))
        return given

    def written(image, text, at, size, colour, weight=MEDIUM, align=0.0):  # type: ignore[no-untyped-def]
        draw_text(image, text, at, size, colour, weight, align)
        sprite = text_module.text_sprite(text, round(size), weight)
        seen.write(image, sprite, round(at[0] - align * sprite.advance), round(at[1]), text)

    def covering(paint: Callable[..., None]) -> Callable[..., None]:
        def painted(image, rect, *more, **named):  # type: ignore[no-untyped-def]
            paint(image, rect, *more, **named)
            seen.cover(image, rect)

        return painted

    monkeypatch.setattr(text_module, "fit_size", sized)
    monkeypatch.setattr(text_module, "fit_lines", lined)
    monkeypatch.setattr(text_module, "draw_text", written)
    monkeypatch.setattr(shapes, "bar", covering(shapes.bar))
    monkeypatch.setattr(shapes, "fill", covering(shapes.fill))
    return seen


def check(drawn: Drawn, language: Language, size_px: Size) -> None:
    least = ENGLISH_SIZES if language.code == "en" else OTHER_SIZES
    assert drawn.placed, "nothing was drawn"
    assert (drawn.cut, drawn.small(size_px, least), drawn.overlapping()) == ([], [], [])


@pytest.mark.parametrize(("language", "size_px"), EVERYWHERE)
@pytest.mark.parametrize("kind", [LargeScreen, Screen])
@pytest.mark.parametrize("name", NAMES)
def test_every_state(
    name: str, kind: type[Screen] | type[LargeScreen], language: Language, size_px: Size, drawn: Drawn
) -> None:
    example = next(one for one in examples(language) if one.name == name)
    draw_example(example, size_px, language.say, kind=kind)
    check(drawn, language, size_px)


@pytest.mark.parametrize("language", KNOWN, ids=lambda one: one.code)
def test_what_is_read_from_the_mat_is_as_large_in_every_language(language: Language, drawn: Drawn) -> None:
    moments = {example.name: example for example in examples(language)}
    for name in ("mistake", "back-near", "back-moving", "break", "help", "stopping", "wrong-leg"):
        draw_example(moments[name], SIZE, language.say, kind=LargeScreen)
    assert drawn.small(SIZE, ENGLISH_SIZES) == []


def draw_the_end(language: Language, size_px: Size, rest: bool = False) -> None:
    say = language.say
    name = localise(builtin_exercises()[1], language).name
    row = EndRow(name, say("end.reps", n=150), say("end.back_unsure", still=20, moved=5, unseen=5))
    pain = say("end.pain", before=10, after=10)
    opened = say("end.opened", path="/home/somebody/.local/share/posecoach/pages/session-0123.html")
    draw_end(EndModel(say("end.title"), (row,) * 3, pain, say("pain.worse"), opened, rest=rest), size_px, say)


def draw_the_start(
    language: Language, size_px: Size, plan: str = "Plan A", taught: bool = False, camera: str = "USB"
) -> None:
    say = language.say
    settings = setting_lines(Settings(), language)
    last = say("start.last_session", when=say("start.days_ago", n=100), reps=say("end.reps", n=1000))
    exercises = tuple(localise(one, language) for one in builtin_exercises()[:4])
    model = StartModel(exercises, 4, last, settings, camera, plan=plan, taught=taught)
    draw_start(model, size_px, say)


def draw_the_languages(language: Language, size_px: Size) -> None:
    page = languages_page(KNOWN, KNOWN.index(language))
    draw_card_page(replace(page, remarks=("choice.unreviewed",) * len(KNOWN)), size_px, language.say)


HIGH = ChoiceModel("pain.high_title", "pain.high_words", "pain.high_yes", "pain.high_no")


SCREENS: dict[str, Callable[[Language, Size], object]] = {
    "end": draw_the_end,
    "end in pain": lambda language, size: draw_the_end(language, size, rest=True),
    "start": draw_the_start,
    "languages": draw_the_languages,
    "first run": lambda language, size: draw_first_run(size, language.say),
    "pain": lambda language, size: draw_pain(PainModel("before", None, 9), size, language.say),
    "high": lambda language, size: draw_choice(HIGH, size, language.say),
    "start without a plan": lambda language, size: draw_the_start(language, size, "", taught=True),
    "start without a camera": lambda language, size: draw_the_start(
        language, size, camera=language.say("start.camera_none")
    ),
    "own": lambda language, size: draw_card_page(taught_page(language), size, language.say),
    "ready": lambda language, size: draw_showing(getting_ready(language.say), size, language.say),
    "watching": lambda language, size: draw_showing(watching(language.say), size, language.say),
}


@pytest.mark.parametrize(("language", "size_px"), EVERYWHERE)
@pytest.mark.parametrize("name", SCREENS)
def test_every_other_screen(name: str, language: Language, size_px: Size, drawn: Drawn) -> None:
    SCREENS[name](language, size_px)
    check(drawn, language, size_px)


@pytest.mark.parametrize("language", KNOWN, ids=lambda one: one.code)
def test_what_to_change_leaves_room_for_the_picture(language: Language) -> None:
    whom = {"side": "", "done": "", "asked": ""}
    short = [one for one in language.ids() if one.startswith(("view_short.", "hint_short."))]
    shown = [language.say(one, **whom) for one in short]
    assert [text for text in shown if is_long(text, SIZE, ahead=False)] == []


@pytest.mark.parametrize("language", KNOWN, ids=lambda one: one.code)
def test_when_to_stop_is_read_from_the_mat(language: Language, drawn: Drawn) -> None:
    draw_pain(PainModel("before", None, 9), SIZE, language.say)
    advice = language.say("pain.sharp")
    high_px = max(rect.h for _, text, rect in drawn.placed if text.strip() in advice)
    assert high_px * 174.3 / SIZE[1] >= 12.0, (
        "in mm on a screen of 14 inches; 18 is what fits a short sentence"
    )
