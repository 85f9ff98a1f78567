"""What is shown of a routine at one moment: the exercise, the note to it, and what comes next."""

from dataclasses import replace

from posecoach.app.live.programme import Block
from posecoach.app.live.routine import Part, Routine
from posecoach.coaching.events import Phase
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, for_side

NOTED_PHASES = (Phase.LOOKING, Phase.POSITION, Phase.HOLD, Phase.REST)
"""The note to an exercise stays on the screen until it is counted, and in its rests."""


class RoutineView:
    """Looks at `routine`, which goes on; the words are those of `language`."""

    def __init__(self, routine: Routine, language: Language) -> None:
        self._routine = routine
        self._language = language
        self._shown: tuple[Block, Exercise] | None = None

    @property
    def exercise(self) -> Exercise:
        """The exercise with the steps for the side and the rest of the plan."""
        block = self._routine.block
        if self._shown is None or self._shown[0] is not block:
            sided = for_side(block.exercise, block.side, self._language)
            self._shown = block, replace(sided, rest_s=block.plan.rest_s)
        return self._shown[1]

    def note(self, phase: Phase) -> str:
        """The note to what is being set up, or to what comes after the rest."""
        if phase not in NOTED_PHASES:
            return ""
        return (self._following or self._routine.block).note

    @property
    def upcoming(self) -> tuple[Exercise, str] | None:
        """In a break the exercise that follows, and its side."""
        following = self._following
        if following is None:
            return None
        return following.exercise, "" if following.side == "auto" else following.side

    @property
    def next_up(self) -> str:
        """The same in words, "" outside a break."""
        following = self._following
        if following is None:
            return ""
        if following.side in ("left", "right"):
            return f"{following.exercise.name}, {self._language.say(f'side.{following.side}')}"
        return following.exercise.name

    @property
    def _following(self) -> Block | None:
        """In a break the block that follows it."""
        return self._routine.following if self._routine.part is Part.BREAK else None
