"""Asks and tells before and after a run, in the window where there is one, else in the terminal."""

import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from posecoach.app.live.speaker import Speaker, Tell
from posecoach.app.start.settings import load_settings, save_settings
from posecoach.audio.utterance import Utterance
from posecoach.display.actions import Action, ActionKind, Key, Picture
from posecoach.display.card_page import CardPage, draw_card_page, press_card
from posecoach.display.questions import (
    FIRST_RUN,
    WORST,
    ChoiceModel,
    PainModel,
    draw_choice,
    draw_first_run,
    draw_notice,
    draw_pain,
    press_choice,
    press_first_run,
    press_notice,
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


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_pain(
    asked: str,
    language: Language,
    window: WindowLike | None,
    tell: Tell,
    read: ReadLine | None = None,
    never: Callable[[], None] = lambda: None,
) -> int | None:
    """Pain from 0 to 10, None when it was skipped or nobody can be asked.

    Args:
        asked: "before" or "after".
        window: where to ask; None for the terminal.
        read: reads a line of the terminal; by default the real one, if somebody sits at it.
        never: called when the person does not want to be asked again.
    """
    if window is not None and window.is_open:
        return _ask_in_window(asked, language, window, never)
    read = read or _terminal()
    return None if read is None else _ask_in_terminal(asked, language, tell, read, never)


def ask_whether_today(
    language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None
) -> bool:
    """After a high answer: whether the person wants to exercise today; without an answer it goes on."""
    if window is not None and window.is_open:
        model = ChoiceModel("pain.high_title", "pain.high_words", "pain.high_yes", "pain.high_no")
        action = in_window(
            lambda _: draw_choice(model, window.size_px, language.say),
            press_choice,
            window,
            PATIENCE_S["before"],
        )
        return action is None or action.kind is not ActionKind.QUIT
    read = read or _terminal()
    if read is None:
        return True
    try:
        return read(f"{language.say('pain.high_ask')} ").strip().lower()[:1] not in ("n", "q")
    except EOFError:
        return True


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

    def press(key: Key) -> Action | None:
        nonlocal page
        page, action = press_card(page, key)
        return action

    return in_window(lambda _: draw_card_page(page, window.size_px, texts(page.selected)), press, window)


def show_notice(window: WindowLike, title: str, words: Sequence[str], language: Language) -> None:
    """Show a page that is there to be read, until a key or a click."""
    in_window(lambda _: draw_notice(title, words, window.size_px, language.say), press_notice, window)


def show_first_run(
    language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None
) -> bool:
    """Tell what this is; whether it was accepted, or nobody was there to be asked."""
    if window is not None and window.is_open:
        action = in_window(lambda _: draw_first_run(window.size_px, language.say), press_first_run, window)
        return action is not None and action.kind is ActionKind.ACCEPT
    tell(language.say("firstrun.title"))
    for name in FIRST_RUN:
        tell(f"- {language.say(f'firstrun.{name}')}")
    read = read or _terminal()
    if read is not None:
        read(f"{language.say('firstrun.accept')} [Enter] ")
    return True


def _terminal() -> ReadLine | None:
    """Reads a line of the terminal, if somebody sits at it."""
    return input if can_ask() else None


def _ask_in_window(
    asked: str, language: Language, window: WindowLike, never: Callable[[], None]
) -> int | None:
    model = PainModel(asked)

    def press(key: Key) -> Action | None:
        nonlocal model
        model, action = press_pain(model, key)
        return action

    def draw(left_s: float) -> Picture:
        shown = replace(model, left_s=math.ceil(left_s) if left_s <= LEFT_SHOWN_S else None)
        return draw_pain(shown, window.size_px, language.say)

    action = in_window(draw, press, window, PATIENCE_S[asked])
    if action is None and window.is_open:
        return model.chosen  # somebody chose, and lay down again without the last key
    if action is not None and action.kind is ActionKind.NEVER:
        never()
    return int(action.value) if action is not None and action.kind is ActionKind.ANSWER else None


def in_window(
    draw: Callable[[float], Picture],
    press: Callable[[Key], Action | None],
    window: WindowLike,
    patience_s: float = math.inf,
) -> Action | None:
    """Show a picture until a key or a click asks for something.

    `draw` gets the seconds left of `patience_s`, which begins anew with each key. None when the window is
    closed, or nobody has answered.
    """
    until_s = time.monotonic() + patience_s
    while window.is_open and time.monotonic() < until_s:
        picture = draw(until_s - time.monotonic())
        window.show(picture.image)
        for pressed in window.poll(POLL_MS):
            until_s = time.monotonic() + patience_s
            action = press(pressed) if isinstance(pressed, Key) else picture.at(pressed.x, pressed.y)
            if action is not None:
                return action
    return None


def _ask_in_terminal(
    asked: str, language: Language, tell: Tell, read: ReadLine, never: Callable[[], None]
) -> int | None:
    question = f"{language.say(f'pain.{asked}')} ({language.say('pain.skip_line')}) "
    while True:
        try:
            answer = read(question).strip()
        except EOFError:
            return None
        if answer.lower() == "never":
            never()
        if not answer or answer.lower() == "never":
            return None
        if answer.isdecimal() and int(answer) <= WORST:
            return int(answer)
        tell(language.say("pain.invalid"))


QUESTION_EXPIRES_S = 20.0
"""Nothing else is going on meanwhile: a sentence may wait for those before it to be said."""


@dataclass
class PainQuestions:
    """The two questions of a run; `pain` keeps the answers, `advised` the id of what the last one means.

    Attributes:
        window: where to ask; None for the terminal, which is read by `read`.
    """

    language: Language
    window: WindowLike | None
    speaker: Speaker
    tell: Tell
    read: ReadLine | None = None
    pain: Pain = Pain()
    advised: str = ""

    def before(self) -> bool:
        """Ask before; False when the person had rather not exercise today."""
        value = self._ask("before")
        self.pain = replace(self.pain, before=value)
        if value is not None and value >= STRONG_PAIN:
            self._say("pain.high_words")
            if not ask_whether_today(self.language, self.window, self.tell, self.read):
                self._say("pain.not_today")
                self.advised = "pain.not_today"
                return False
        elif value is not None:
            self._say("pain.sharp")
        return True

    def after(self) -> int | None:
        """Ask afterwards, and say what the answer means."""
        value = self._ask("after")
        self.pain = replace(self.pain, after=value)
        self.advised = advice(self.pain.before, value) if value is not None else ""
        if self.advised:
            self._say(self.advised)
        return value

    def _ask(self, asked: str) -> int | None:
        if not load_settings().pain:
            return None
        if self.window is not None and self.window.is_open:
            self._speak(f"pain.{asked}")
        return ask_pain(asked, self.language, self.window, self.tell, self.read, never=_never)

    def _say(self, sentence_id: str) -> None:
        self.tell(self.language.say(sentence_id))
        self._speak(sentence_id)

    def _speak(self, sentence_id: str) -> None:
        self.speaker.say([Utterance(self.language.say(sentence_id), expires_s=QUESTION_EXPIRES_S)])


def _never() -> None:
    save_settings(replace(load_settings(), pain=False))
