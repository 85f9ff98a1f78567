"""One thing to be said: its words, how urgent it is, how long it stays true, and its sound."""

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
