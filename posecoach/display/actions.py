"""What can be asked for on a screen, and a drawn screen that knows where to click for it."""

from dataclasses import dataclass
from enum import Enum

from posecoach.display.layout import Rect
from posecoach.display.shapes import Image


class ActionKind(Enum):
    """What a click or key on a screen asks for."""

    EXERCISE = "begin the exercise with this id"
    ROUTINE = "begin the whole routine"
    SHORT = "begin the routine with one set of each"
    PLAN = "begin what was prescribed"
    MEASURE = "measure how far the hips go"
    TEACH = "learn an exercise that is shown"
    REPORT = "open the page about the last session"
    PROGRESS = "open the page about all sessions"
    HISTORY = "open the list of all sessions"
    SETTING = "change the setting with this id"
    ANSWER = "the pain is this much"
    SKIP = "no answer"
    OPEN = "open the page about it"
    AGAIN = "the same again"
    HOME = "back to the start screen"
    NEVER = "do not ask this again"
    ACCEPT = "read and understood"
    LANGUAGE = "speak the language with this code"
    QUIT = "leave"


@dataclass(frozen=True, slots=True)
class Action:
    """Something asked for; `value` is an exercise's or setting's id, or the answer."""

    kind: ActionKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the picture that can be clicked."""

    rect: Rect
    action: Action


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn screen, shape (height, width, 3), BGR, and what can be clicked in it."""

    image: Image
    hits: tuple[Hit, ...]

    def at(self, x: int, y: int) -> Action | None:
        """What a click at `(x, y)` asks for."""
        for hit in reversed(self.hits):
            if hit.rect.contains(x, y):
                return hit.action
        return None
