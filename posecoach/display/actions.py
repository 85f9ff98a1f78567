"""Keys and clicks: which the screens know, what can be asked for, and where on a screen to click for it."""

from dataclasses import dataclass
from enum import Enum

from posecoach.display.layout import Rect
from posecoach.display.shapes import Image


class Key(Enum):
    """A key that means something on some screen."""

    SPACE = " "
    NEXT = "n"
    RESTART = "r"
    STOP = "x"
    DETAILS = "d"
    MUTE = "m"
    FULL_SCREEN = "f"
    HELP = "h"
    QUIT = "q"
    ENTER = "enter"
    ESCAPE = "escape"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"

    @property
    def digit(self) -> int | None:
        return int(self.value) if self.value.isdigit() else None


# What cv2.waitKeyEx gives for the arrows: GTK, Qt and X11; Windows; macOS; Qt's own key numbers.
_ARROWS = {
    Key.LEFT: (0xFF51, 0x250000, 63234, 0x01000012, 2),
    Key.UP: (0xFF52, 0x260000, 63232, 0x01000013, 0),
    Key.RIGHT: (0xFF53, 0x270000, 63235, 0x01000014, 3),
    Key.DOWN: (0xFF54, 0x280000, 63233, 0x01000015, 1),
}
_ARROW_OF = {code: key for key, codes in _ARROWS.items() for code in codes}
_LETTERS = {str(key.value): key for key in Key if len(str(key.value)) == 1}
_ENTER, _ESCAPE, _KEYPAD = (10, 13, 0xFF8D), (27,), range(0xFFB0, 0xFFBA)


def key_of(code: int) -> Key | None:
    """The key for what `cv2.waitKeyEx` returned; None for no key and for keys without a meaning."""
    if code < 0:
        return None
    # Qt and GTK put Shift, Num Lock and the like into the bits above 16; Windows has its arrows there.
    plain = code if code in _ARROW_OF else code & 0xFFFF
    if plain in _ARROW_OF:
        return _ARROW_OF[plain]
    if plain in _ENTER:
        return Key.ENTER
    if plain in _ESCAPE:
        return Key.ESCAPE
    if plain in _KEYPAD:
        return _LETTERS[str(plain - _KEYPAD.start)]
    return _LETTERS.get(chr(plain).lower()) if 32 <= plain < 127 else None


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
