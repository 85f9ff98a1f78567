"""The exercises that were taught on this computer: files beside the store, which the start screen lists."""

from collections.abc import Sequence
from pathlib import Path

from posecoach.app.start.questions import choose_card
from posecoach.display.actions import Action, ActionKind
from posecoach.display.card_page import CardPage
from posecoach.display.window import WindowLike
from posecoach.errors import ExerciseError
from posecoach.exercises.catalogue import builtin_exercise, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.language import Language
from posecoach.session.folder import exercises_folder

TAUGHT = "my-exercise-{n}"
"""Id, and name of the file, of the n-th exercise that was taught from the start screen."""

MOST_SHOWN = 8
"""At most this many, the newest, have a card and a key of their own; the ninth key teaches another."""


def own_exercises(folder: Path | None = None) -> tuple[Exercise, ...]:
    """The newest of them in the order in which they were made; files that cannot be read are left out."""
    found: dict[str, Exercise] = {}
    for path in reversed(_files(folder)):
        try:
            exercise = find_exercise(str(path))
        except ExerciseError:
            continue
        if builtin_exercise(exercise.id) is None:
            found.setdefault(exercise.id, exercise)
    return tuple(reversed(list(found.values())[:MOST_SHOWN]))


def exercise_of(exercise_id: str) -> Exercise:
    """The exercise of a card.

    Raises:
        ExerciseError: it is gone.
    """
    own = {one.id: one for one in own_exercises()}
    return own.get(exercise_id) or find_exercise(exercise_id)


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


def free_number(folder: Path | None = None) -> int:
    """The number of the exercise that is taught next."""
    place, number = exercises_folder(folder), 1
    while (place / f"{TAUGHT.format(n=number)}.toml").exists():
        number += 1
    return number


def _files(folder: Path | None) -> list[Path]:
    """The files, the oldest first."""
    try:
        dated = [(path.stat().st_mtime, path) for path in exercises_folder(folder).glob("*.toml")]
    except OSError:
        return []
    return [path for _, path in sorted(dated)]
