"""The one family of errors a person may see: a sentence saying what is wrong and a hint what to do."""

from typing import TypeVar

from posecoach.plain_text import plain
from posecoach.sentences import say

E = TypeVar("E", bound="PoseCoachError")


class PoseCoachError(Exception):
    """Something at fault that the user can understand: the input or the machine.

    Attributes:
        message: one sentence, what is wrong, naming the thing (file, key, camera).
        hint: one sentence, what to do about it; empty when there is nothing to add.

    Example:
        >>> import posecoach
        >>> try:
        ...     posecoach.load_exercise("handstand")
        ... except posecoach.PoseCoachError as error:
        ...     print(error.message)
        There is no exercise 'handstand'.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        # A name of a file or a key of a document is in many a sentence.
        self.message, self.hint = plain(message), plain(hint)
        super().__init__(self.message)

    @classmethod
    def of(cls: type[E], sentence_id: str, hint_id: str = "", **params: object) -> E:
        """The error whose sentence and hint have these ids, both filled in with `params`."""
        return cls(say(sentence_id, **params), say(hint_id, **params) if hint_id else "")

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class VideoError(PoseCoachError):
    """A file, camera or stream that cannot be read or written."""


class ModelError(PoseCoachError):
    """The pose model is missing, damaged or not a pose model."""


class ExerciseError(PoseCoachError):
    """An exercise file or id that cannot be used."""


class TrackError(PoseCoachError):
    """A file of recorded landmarks that cannot be used."""


class SessionError(PoseCoachError):
    """A stored session, or the store itself, that cannot be used."""


class OutputError(PoseCoachError):
    """A result that cannot be written where the user asked."""
