"""Asks and tells before and after a run, in the window where there is one, else in the terminal."""

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from posecoach.app.live.speaker import Speaker, Tell
from posecoach.app.start.settings import load_settings, save_settings
from posecoach.audio.utterance import Utterance
from posecoach.display.actions import Action, ActionKind, Key, Picture
from posecoach.display.card_page import CardPage, draw_card_page, press_card
from posecoach.display.questions import (
    CHOICE_KEYS,
    FIRST_RUN,
    FIRST_RUN_KEYS,
    NOTICE_KEYS,
    WORST,
    ChoiceModel,
    PainModel,
    draw_choice,
    draw_first_run,
    draw_notice,
    draw_pain,
    press_pain,
)
from posecoach.display.window import WindowLike
from posecoach.language import Language
from posecoach.sentences import Texts
from posecoach.session.record import PAIN_RISE, STRONG_PAIN, Pain

ReadLine = Callable[[str], str]

POLL_MS = 30

PATIENCE_S = {"before": 20.0, "after": 45.0}
"""How long a question in the window waits for somebody who lies on the mat and reaches no key."""

LEFT_SHOWN_S = 15.0
"""From here on it is shown how long it still waits."""


QUESTION_EXPIRES_S = 20.0
"""Nothing else is going on meanwhile: a sentence may wait for those before it to be said."""

Model = TypeVar("Model")


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _terminal() -> ReadLine | None:
    """Reads a line of the terminal, if somebody sits at it."""
    return input if can_ask() else None


def advice(before: int | None, after: int) -> str:
    """Id of what to say to the answer."""
    if before is not None and after >= before + PAIN_RISE:
        return "pain.worse"
    if before is not None and after < before:
        return "pain.better"
    return "pain.high" if after >= STRONG_PAIN else "pain.same"


def ask_language(window: WindowLike, known: Sequence[Language], selected: int) -> str | None:
    """Code of the language chosen out of `known`; None when the window is closed or the person leaves."""
    page = languages_page(known, selected)
    action = choose_card(page, window, lambda framed: known[framed].say)
    return action.value if action is not None and action.kind is ActionKind.LANGUAGE else None


def languages_page(known: Sequence[Language], selected: int) -> CardPage:
    """The languages, each written in itself."""
    return CardPage(
        "choice.title",
        "choice.keys",
        tuple(one.name for one in known),
        tuple(Action(ActionKind.LANGUAGE, one.code) for one in known),
        Action(ActionKind.QUIT),
        tuple("" if one.reviewed else "choice.unreviewed" for one in known),
        selected,
    )


def choose_card(page: CardPage, window: WindowLike, texts: Callable[[int], Texts]) -> Action | None:
    """What the chosen card asks for, None when the window is closed; `texts` by the framed card's index."""

    def draw(page: CardPage, left_s: float) -> Picture:
        return draw_card_page(page, window.size_px, texts(page.selected))

    return in_window(page, press_card, draw, window)[1]


def show_notice(window: WindowLike, title: str, words: Sequence[str], language: Language) -> None:
    """Show a page that is there to be read, until a key or a click."""
    _show(lambda: draw_notice(title, words, window.size_px, language.say), NOTICE_KEYS, window)


def show_first_run(
    language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None
) -> bool:
    """Tell what this is; whether it was accepted, or nobody was there to be asked."""
    if window is not None and window.is_open:
        action = _show(lambda: draw_first_run(window.size_px, language.say), FIRST_RUN_KEYS, window)
        return action is not None and action.kind is ActionKind.ACCEPT
    tell(language.say("firstrun.title"))
    for name in FIRST_RUN:
        tell(f"- {language.say(f'firstrun.{name}')}")
    read = read or _terminal()
    if read is not None:
        read(f"{language.say('firstrun.accept')} [Enter] ")
    return True


def _show(
    draw: Callable[[], Picture],
    keys: Mapping[Key, Action],
    window: WindowLike,
    patience_s: float = math.inf,
) -> Action | None:
    """`in_window` of a page on which nothing is chosen before it is left."""
    return in_window(None, lambda _, key: (None, keys.get(key)), lambda *_: draw(), window, patience_s)[1]


def in_window(
    model: Model,
    press: Callable[[Model, Key], tuple[Model, Action | None]],
    draw: Callable[[Model, float], Picture],
    window: WindowLike,
    patience_s: float = math.inf,
    every_s: float = math.inf,
) -> tuple[Model, Action | None]:
    """Show what is drawn of `model`, which keys change, until a key or a click asks for something.

    `draw` gets the whole seconds left of `patience_s`, which begins anew with each key, and is called where
    something has changed and at least `every_s`. No action when the window is closed, or nobody has answered.
    """
    until_s = time.monotonic() + patience_s
    drawn: object = None
    while window.is_open and time.monotonic() < until_s:
        left_s = math.inf if math.isinf(patience_s) else math.ceil(until_s - time.monotonic())
        now = model, left_s, window.size_px, time.monotonic() // every_s
        if drawn != now:
            drawn, picture = now, draw(model, left_s)
        window.show(picture.image)
        for pressed in window.poll(POLL_MS):
            until_s = time.monotonic() + patience_s
            action: Action | None
            if isinstance(pressed, Key):
                model, action = press(model, pressed)
            else:
                action = picture.at(pressed.x, pressed.y)
            if action is not None:
                return model, action
    return model, None


@dataclass
class PainQuestions:
    """The two questions of a run; `pain` keeps the answers, `advised` the id of what the last one means.

    Attributes:
        window: where to ask; None for the terminal, which is read by `read`.
        left: instead of answering, the person left.
    """

    language: Language
    window: WindowLike | None
    speaker: Speaker
    tell: Tell
    read: ReadLine | None = None
    pain: Pain = Pain()
    advised: str = ""
    left: bool = False

    def before(self) -> bool:
        """Ask before; False when the person had rather not exercise today, or left."""
        value = self.ask("before")
        if self.left:
            return False
        self.pain = replace(self.pain, before=value)
        if value is not None and value >= STRONG_PAIN:
            self._say("pain.high_words")
            if not self._whether_today():
                self._say("pain.not_today")
                self.advised = "pain.not_today"
                return False
        elif value is not None:
            self._say("pain.sharp")
        return True

    def after(self) -> int | None:
        """Ask afterwards, and say what the answer means. Ctrl-C leaves, as at any other time of a run."""
        try:
            value = self.ask("after")
        except KeyboardInterrupt:
            self.left, value = True, None
            if self.window is not None:
                self.window.close()
        self.pain = replace(self.pain, after=value)
        self.advised = advice(self.pain.before, value) if value is not None else ""
        if self.advised:
            self._say(self.advised)
        return value

    def ask(self, asked: str) -> int | None:
        """Pain "before" or "after", 0 to 10; None when it was skipped or nobody can be asked."""
        window, say = self.window, self.language.say
        if not load_settings().pain:
            return None
        if window is None or not window.is_open:
            return self._ask_in_terminal(asked)
        self._speak(f"pain.{asked}")

        def draw(model: PainModel, left_s: float) -> Picture:
            shown = replace(model, left_s=int(left_s) if left_s <= LEFT_SHOWN_S else None)
            return draw_pain(shown, window.size_px, say)

        model, action = in_window(PainModel(asked), press_pain, draw, window, PATIENCE_S[asked])
        if action is None and window.is_open:
            return model.chosen  # somebody chose, and lay down again without the last key
        kind = action.kind if action is not None else None
        self.left = kind is ActionKind.QUIT
        if kind is ActionKind.NEVER:
            _never()
        return int(action.value) if action is not None and kind is ActionKind.ANSWER else None

    def _ask_in_terminal(self, asked: str) -> int | None:
        say, read = self.language.say, self.read or _terminal()
        while read is not None:
            try:
                answer = read(f"{say(f'pain.{asked}')} ({say('pain.skip_line')}) ").strip()
            except EOFError:
                return None
            if answer.lower() == "never":
                _never()
            self.left = answer.lower() == "q"
            if self.left or not answer or answer.lower() == "never":
                return None
            if answer.isdecimal() and int(answer) <= WORST:
                return int(answer)
            self.tell(say("pain.invalid"))
        return None

    def _whether_today(self) -> bool:
        """After a high answer: whether to exercise today; without an answer it goes on."""
        window, say, read = self.window, self.language.say, self.read or _terminal()
        if window is not None and window.is_open:
            model = ChoiceModel("pain.high_title", "pain.high_words", "pain.high_yes", "pain.high_no")
            patience_s = PATIENCE_S["before"]
            action = _show(lambda: draw_choice(model, window.size_px, say), CHOICE_KEYS, window, patience_s)
            return action is None or action.kind is not ActionKind.QUIT
        try:
            return read is None or read(f"{say('pain.high_ask')} ").strip().lower()[:1] not in ("n", "q")
        except EOFError:
            return True

    def _say(self, sentence_id: str) -> None:
        self.tell(self.language.say(sentence_id))
        self._speak(sentence_id)

    def _speak(self, sentence_id: str) -> None:
        self.speaker.say([Utterance(self.language.say(sentence_id), expires_s=QUESTION_EXPIRES_S)])


def _never() -> None:
    save_settings(replace(load_settings(), pain=False))
