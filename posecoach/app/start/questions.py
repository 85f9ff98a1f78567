"""Asks and tells before and after a run, in the window where there is one, else in the terminal."""

import sys
from collections.abc import Callable

from posecoach.app.live.speaker import Tell
from posecoach.display.keys import Key
from posecoach.display.questions import (
    FIRST_RUN,
    WORST,
    PainModel,
    draw_first_run,
    draw_pain,
    press_first_run,
    press_pain,
)
from posecoach.display.start import Action, ActionKind, Picture
from posecoach.display.window import WindowLike
from posecoach.language import Language
from posecoach.session.record import PAIN_RISE, STRONG_PAIN

ReadLine = Callable[[str], str]

POLL_MS = 30


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_pain(
    asked: str, language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None
) -> int | None:
    """Pain from 0 to 10, None when it was skipped or nobody can be asked.

    Args:
        asked: "before" or "after".
        window: where to ask; None for the terminal.
        read: reads a line of the terminal; by default the real one, if somebody sits at it.
    """
    if window is not None and window.is_open:
        return _ask_in_window(asked, language, window)
    if read is None:
        if not can_ask():
            return None
        read = input
    return _ask_in_terminal(asked, language, tell, read)


def advice(before: int | None, after: int | None) -> str:
    """Id of what to say to the answer, "" for nothing."""
    if after is None:
        return "pain.high" if before is not None and before >= STRONG_PAIN else ""
    if before is not None and after >= before + PAIN_RISE:
        return "pain.worse"
    if before is not None and after < before:
        return "pain.better"
    return "pain.high" if after >= STRONG_PAIN else "pain.same"


def show_first_run(
    language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None
) -> bool:
    """Tell what this is; whether it was accepted, or nobody was there to be asked."""
    if window is not None and window.is_open:
        action = _in_window(lambda: draw_first_run(window.size_px, language.say), press_first_run, window)
        return action is not None and action.kind is ActionKind.ACCEPT
    tell(language.say("firstrun.title"))
    for name in FIRST_RUN:
        tell(f"- {language.say(f'firstrun.{name}')}")
    if read is None:
        if not can_ask():
            return True
        read = input
    read(f"{language.say('firstrun.accept')} [Enter] ")
    return True


def _ask_in_window(asked: str, language: Language, window: WindowLike) -> int | None:
    model = PainModel(asked)

    def press(key: Key) -> Action | None:
        nonlocal model
        model, action = press_pain(model, key)
        return action

    action = _in_window(lambda: draw_pain(model, window.size_px, language.say), press, window)
    return int(action.value) if action is not None and action.kind is ActionKind.ANSWER else None


def _in_window(
    draw: Callable[[], Picture], press: Callable[[Key], Action | None], window: WindowLike
) -> Action | None:
    """Show a picture until a key or a click asks for something; None when the window is closed."""
    while window.is_open:
        picture = draw()
        window.show(picture.image)
        for pressed in window.poll(POLL_MS):
            action = press(pressed) if isinstance(pressed, Key) else picture.at(pressed.x, pressed.y)
            if action is not None:
                return action
    return None


def _ask_in_terminal(asked: str, language: Language, tell: Tell, read: ReadLine) -> int | None:
    question = f"{language.say(f'pain.{asked}')} ({language.say('pain.skip')}) "
    while True:
        try:
            answer = read(question).strip()
        except EOFError:
            return None
        if not answer:
            return None
        if answer.isdecimal() and int(answer) <= WORST:
            return int(answer)
        tell(language.say("pain.invalid"))
