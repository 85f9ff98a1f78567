"""What the start screen shows, and what a key does there."""

from dataclasses import dataclass, field, replace

from posecoach.display.actions import Action, ActionKind, Key
from posecoach.display.shapes import Image
from posecoach.exercises.definition import Exercise

COLUMNS = 2
"""Cards side by side."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of the settings: both texts are ready to be shown."""

    id: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class StartModel:
    """What the start screen shows.

    Attributes:
        selected: index of the framed choice: the exercises, then the routines, then the settings.
        minutes: about how long the whole routine and the short one take; 0 where that is not known.
        taught: there are exercises that were taught on this computer.
        plan: title of the plan that was followed last, "" for none.
        last_session: a line about the last session, ready to be shown.
        camera: what the camera is called, or a sentence when there is none.
        preview: the newest frame of shape (H, W, 3), or None.
        message: something that went wrong, in one sentence.
    """

    exercises: tuple[Exercise, ...]
    selected: int = 0
    last_session: str = ""
    settings: tuple[Setting, ...] = ()
    camera: str = ""
    preview: Image | None = field(default=None, compare=False)
    message: str = ""
    plan: str = ""
    minutes: tuple[int, int] = (0, 0)
    taught: bool = False

    @property
    def routines(self) -> tuple[ActionKind, ...]:
        """The cards below the exercises."""
        plan = (ActionKind.PLAN,) if self.plan else ()
        return (ActionKind.ROUTINE, ActionKind.SHORT, *plan, ActionKind.MEASURE, ActionKind.TEACH)

    @property
    def actions(self) -> tuple[Action, ...]:
        """Everything that can be chosen, in the order of `selected`."""
        return (
            *(Action(ActionKind.EXERCISE, exercise.id) for exercise in self.exercises),
            *(Action(routine) for routine in self.routines),
            *(Action(ActionKind.SETTING, setting.id) for setting in self.settings),
        )


def press(model: StartModel, key: Key) -> tuple[StartModel, Action | None]:
    """What a key does: move the frame, or ask for something."""
    actions, cards = model.actions, len(model.exercises) + len(model.routines)
    selected = min(max(model.selected, 0), len(actions) - 1)
    if key in (Key.QUIT, Key.ESCAPE):
        return model, Action(ActionKind.QUIT)
    if key in (Key.ENTER, Key.SPACE):
        return model, actions[selected]
    if key.digit is not None:
        chosen = key.digit - 1
        if 0 <= chosen < cards:
            return replace(model, selected=chosen), actions[chosen]
        return model, None
    return replace(model, selected=_moved(selected, key, cards, len(actions))), None


def _moved(selected: int, key: Key, cards: int, total: int) -> int:
    """Where an arrow takes the frame: the grid of cards, row by row, then the settings."""
    step = {Key.LEFT: -1, Key.RIGHT: 1, Key.UP: -1, Key.DOWN: 1}.get(key, 0)
    if key in (Key.UP, Key.DOWN) and selected < cards:
        moved = selected + step * COLUMNS
        if 0 <= moved < cards:
            return moved
        lowest = selected // COLUMNS == (cards - 1) // COLUMNS
        return selected if moved < 0 else min(cards, total - 1) if lowest else cards - 1
    return min(max(selected + step, 0), total - 1)
