"""Which step of a run comes when: an exercise on a side, a break, the next. Pure; time is handed in."""

from collections.abc import Sequence
from enum import Enum

from posecoach.app.live.programme import Block


class Part(Enum):
    """What is going on."""

    WORK = "a block is being done"
    BREAK = "the rest before the next block"
    OVER = "everything is done"


class Change(Enum):
    """How a block differs from the one before, which decides how it is introduced."""

    FIRST = "nothing went before"
    SIDE = "the same exercise on the other side"
    EXERCISE = "another exercise"


class Routine:
    """Goes through `blocks`; after each comes a rest as long as its own between sets, then the next.

    Times in seconds of any one clock that never falls.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        if not blocks:
            raise ValueError("a routine needs at least one block")
        self.blocks = tuple(blocks)
        self.index = 0
        self.part = Part.WORK
        self._break_ends_s = 0.0
        self._paused_s: float | None = None

    @property
    def block(self) -> Block:
        """The block being done; in a break the one before it."""
        return self.blocks[self.index]

    @property
    def following(self) -> Block | None:
        """The block after this one, None when it is the last."""
        return self.blocks[self.index + 1] if self.index + 1 < len(self.blocks) else None

    def change(self, index: int) -> Change:
        """How block `index` differs from the one before."""
        if index == 0:
            return Change.FIRST
        same = self.blocks[index].exercise.id == self.blocks[index - 1].exercise.id
        return Change.SIDE if same else Change.EXERCISE

    def block_over(self, now_s: float) -> Part:
        """The present block is done, or skipped: a break follows, or the end."""
        if self.part is Part.WORK:
            if self.following is None:
                self.part = Part.OVER
            else:
                self.part = Part.BREAK
                self._break_ends_s = now_s + self.block.plan.rest_s
        return self.part

    def stop(self) -> None:
        """The person does no more today."""
        self.part = Part.OVER

    def break_left_s(self, now_s: float) -> float:
        """What is left of the break; 0 outside one. It stands still while the break is paused."""
        since_s = now_s if self._paused_s is None else self._paused_s
        return max(0.0, self._break_ends_s - since_s) if self.part is Part.BREAK else 0.0

    def update(self, now_s: float) -> bool:
        """Let time pass; True when the next block begins now."""
        if self.part is not Part.BREAK or self.break_paused or now_s < self._break_ends_s:
            return False
        self.index += 1
        self.part = Part.WORK
        return True

    def skip_break(self) -> None:
        """The person wants to go on: the break ends with the next `update`."""
        self._break_ends_s = float("-inf")
        self._paused_s = None

    @property
    def break_paused(self) -> bool:
        """Whether the person paused the break."""
        return self._paused_s is not None

    def toggle_break(self, now_s: float) -> bool:
        """Pause the break, or let it go on; whether it is paused now."""
        if self._paused_s is None:
            self._paused_s = now_s
        else:
            self.lengthen_break(now_s - self._paused_s)
            self._paused_s = None
        return self.break_paused

    def lengthen_break(self, seconds: float) -> None:
        """What happened within the break does not count as rest."""
        self._break_ends_s += seconds
