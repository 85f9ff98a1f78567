"""The page of the start screen with the exercises that were taught on this computer."""

from collections.abc import Sequence

from posecoach.app.start.questions import choose_card
from posecoach.display.actions import Action, ActionKind
from posecoach.display.card_page import CardPage
from posecoach.display.window import WindowLike
from posecoach.exercises.definition import Exercise
from posecoach.language import Language
from posecoach.session.taught import taught_exercises

MOST_SHOWN = 8
"""At most this many, the newest, have a card and a key of their own; the ninth key teaches another."""


def own_exercises() -> tuple[Exercise, ...]:
    """Those that have a card, in the order in which they were made."""
    return taught_exercises()[-MOST_SHOWN:]


def choose_own(window: WindowLike, language: Language) -> Action:
    """Which of them is to be done, or that one is to be taught; where there is none, nothing is asked."""
    own = own_exercises()
    if not own:
        return Action(ActionKind.TEACH)
    return choose_card(own_page(own, language), window, lambda _: language.say) or Action(ActionKind.HOME)


def own_page(own: Sequence[Exercise], language: Language) -> CardPage:
    """A card for each, and one to teach another."""
    return CardPage(
        "teach.own",
        "teach.keys",
        (*(one.name for one in own), language.say("teach.another")),
        (*(Action(ActionKind.EXERCISE, one.id) for one in own), Action(ActionKind.TEACH)),
        Action(ActionKind.HOME),
    )
