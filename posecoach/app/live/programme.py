"""What is to be done in one run: blocks of one exercise on one side each, and when each comes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.sets import Plan
from posecoach.exercises.catalogue import ORDER, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, localise

REP_S = 2.0
"""A calm pull and release with the moment between two: those of the samples take 1.5 to 1.8 s."""

TEST_S = 35.0
"""One test of the hip's range: two or three slow movements, the result, and the way to the next."""

READY_S, OTHER_SIDE_S = 30.0, 15.0
"""Moving the camera and taking up the position of an exercise; turning to its other side. Estimates."""


@dataclass(frozen=True, slots=True)
class Block:
    """One exercise on one side ("left", "right", "both" or "auto"), so many sets; `note` is spoken before.

    `tests` where the hip's range is measured instead of reps; `watched` is then the exercise whose measures
    of the lower back are read.
    """

    exercise: Exercise
    side: str
    plan: Plan
    note: str = ""
    tests: Movement | None = None
    watched: Exercise | None = None

    @property
    def looked_at(self) -> Exercise:
        """The exercise that says what is to be looked at in the picture."""
        return self.watched or self.exercise


@dataclass(frozen=True, slots=True)
class Dose:
    """What the person asked for instead of the exercise file's own dose; None keeps that."""

    sets: int | None = None
    reps: int | None = None
    rest_s: float | None = None


def block(exercise: Exercise, side: str = "auto", dose: Dose | None = None) -> Block:
    """One block with the exercise's own dose, changed as `dose` says."""
    dose = dose or Dose()
    reps = exercise.reps if dose.reps is None else (dose.reps, dose.reps)
    plan = Plan(
        sets=dose.sets or exercise.sets,
        reps=reps,
        rest_s=exercise.rest_s if dose.rest_s is None else dose.rest_s,
        limited=True,
    )
    return Block(exercise, side, plan)


def both_sides(exercise: Exercise, dose: Dose | None = None) -> tuple[Block, ...]:
    """A block for each side the exercise is done on."""
    return tuple(block(exercise, side, dose) for side in exercise.sides)


def whole_programme(short: bool = False, dose: Dose | None = None) -> tuple[Block, ...]:
    """The four exercises on both sides; with `short`, one set of each whatever `dose` says."""
    dose = dose or Dose()
    if short:
        dose = replace(dose, sets=1)
    return tuple(one for name in ORDER for one in both_sides(find_exercise(name), dose))


def minutes_of(blocks: Sequence[Block]) -> int:
    """About how long `blocks` take, with half-way reps where the plan leaves a choice.

    From 10 minutes on it is rounded to 5.
    """
    if blocks and blocks[0].tests is not None:
        return round(len(blocks) * TEST_S / 60)
    total_s, before = 0.0, ""
    for index, one in enumerate(blocks):
        sets = one.plan.sets or 1
        work_s = sets * sum(one.plan.reps) / 2 * REP_S
        rests = sets if index < len(blocks) - 1 else sets - 1
        ready_s = OTHER_SIDE_S if one.exercise.id == before else READY_S
        total_s += ready_s + work_s + rests * one.plan.rest_s
        before = one.exercise.id
    minutes = total_s / 60
    return round(minutes) if minutes < 10 else 5 * round(minutes / 5)


def exercises_of(blocks: Iterable[Block]) -> tuple[Exercise, ...]:
    """The exercises of the blocks, each once, in their order."""
    return tuple({one.exercise.id: one.exercise for one in blocks}.values())


def localised(blocks: Sequence[Block], language: Language) -> tuple[Block, ...]:
    """The blocks with the exercises' own texts in `language`."""
    return tuple(replace(one, exercise=localise(one.exercise, language)) for one in blocks)


class Part(Enum):
    """The stage that a run is in."""

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
        before, now = self.blocks[index - 1], self.blocks[index]
        turned = before.exercise.id == now.exercise.id and before.side != now.side
        return Change.SIDE if turned else Change.EXERCISE

    def done_on(self, side: str) -> None:
        """The block is done on `side`: where that was the next one's, the two change places."""
        own, following = self.block, self.following
        if following is None or following.exercise.id != own.exercise.id or own.side not in ("left", "right"):
            return
        if side == following.side != own.side:
            self.blocks = (*self.blocks[: self.index], following, own, *self.blocks[self.index + 2 :])

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
