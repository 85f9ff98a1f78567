"""What is to be said: an utterance, the queue of those that wait, and when one may be repeated. Pure."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class Priority(IntEnum):
    """What is said first when several things wait; the higher goes first."""

    INTRODUCTION = 0
    CUE = 1
    COUNT = 2
    GUIDE = 3
    VIEW = 4
    NOTE = 5
    WARNING = 6


class Tone(str, Enum):
    """A short sound. All are heard when there is no speech; with speech only those `with_speech`."""

    NONE = ""
    COUNT = "count"
    ATTENTION = "attention"
    GO = "go"
    REST = "rest"
    DONE = "done"
    WARNING = "warning"

    @property
    def with_speech(self) -> bool:
        """Whether the tone is worth the moment it costs before the words."""
        return self in (Tone.WARNING, Tone.DONE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words for the voice.

    Attributes:
        text: what to say, in the person's language.
        priority: what goes first when several things wait.
        expires_s: seconds after which it is no longer worth beginning: a count is stale within one.
        tone: the sound that stands for it without a speech engine, or comes before it.
        topic: a newer utterance of the same topic replaces this one while it waits; "" for none.
        forgets: topics of which nothing that still waits is worth saying any more.
        interrupts: it cuts off whatever of lower priority is being said.
    """

    text: str
    priority: Priority = Priority.GUIDE
    expires_s: float = 4.0
    tone: Tone = Tone.NONE
    topic: str = ""
    forgets: tuple[str, ...] = ()
    interrupts: bool = False


LONGEST = 16
"""More than this waiting means that nothing is being said: the least urgent, oldest one goes."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    utterance: Utterance
    order: int
    since_s: float

    @property
    def rank(self) -> tuple[int, int]:
        return (-self.utterance.priority, self.order)


class UtteranceQueue:
    """Utterances in the order in which they are to be said. Times in seconds of any one clock."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._order = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, utterance: Utterance, now_s: float) -> None:
        """Add `utterance`; what it replaces or makes pointless, and still waits, is forgotten."""
        gone = {utterance.topic, *utterance.forgets} - {""}
        self._waiting = [one for one in self._waiting if one.utterance.topic not in gone]
        self._order += 1
        self._waiting.append(_Waiting(utterance, self._order, now_s))
        self._waiting.sort(key=lambda one: one.rank)
        del self._waiting[LONGEST:]

    def take(self, now_s: float) -> Utterance | None:
        """The next thing to say, None when nothing waits; what has become stale is dropped."""
        first = self.first(now_s)
        if first is not None:
            del self._waiting[0]
        return first

    def first(self, now_s: float) -> Utterance | None:
        """As `take`, but it goes on waiting."""
        self._waiting = [one for one in self._waiting if now_s - one.since_s <= one.utterance.expires_s]
        return self._waiting[0].utterance if self._waiting else None

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()


def cuts_off(new: Utterance, current: Utterance) -> bool:
    """Whether `new` is so urgent that `current` is cut off in the middle of its words."""
    return new.interrupts and new.priority > current.priority


class Debounce:
    """Remembers when each thing was last said. Times in seconds of the source."""

    def __init__(self) -> None:
        self._last_s: dict[str, float] = {}

    def may(self, key: str, now_s: float, gap_s: float) -> bool:
        """Whether `key` was not said within the last `gap_s`; if so, it counts as said now."""
        if now_s - self._last_s.get(key, float("-inf")) < gap_s:
            return False
        self._last_s[key] = now_s
        return True

    def since_s(self, key: str, now_s: float) -> float:
        """How long ago `key` was said; infinite when it never was."""
        return now_s - self._last_s.get(key, float("-inf"))
