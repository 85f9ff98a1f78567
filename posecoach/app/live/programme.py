"""What is to be done in one run: blocks of one exercise on one side each, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.sets import Plan
from posecoach.exercises.catalogue import ORDER, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, localise


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


def whole_programme(short: bool = False) -> tuple[Block, ...]:
    """The four exercises on both sides; with `short`, one set of each."""
    dose = Dose(sets=1) if short else Dose()
    return tuple(one for name in ORDER for one in both_sides(find_exercise(name), dose))


def exercises_of(blocks: Iterable[Block]) -> tuple[Exercise, ...]:
    """The exercises of the blocks, each once, in their order."""
    return tuple({one.exercise.id: one.exercise for one in blocks}.values())


def localised(blocks: Sequence[Block], language: Language) -> tuple[Block, ...]:
    """The blocks with the exercises' own texts in `language`."""
    return tuple(replace(one, exercise=localise(one.exercise, language)) for one in blocks)
