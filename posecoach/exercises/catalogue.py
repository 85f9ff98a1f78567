"""The exercises that come with the program, and the way from what a user typed to an exercise."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path

from posecoach.errors import ExerciseError
from posecoach.exercises.definition import Exercise
from posecoach.exercises.parse import read_exercise

FOLDER = Path(__file__).parent
ORDER = ("hip-flexion", "hip-internal-rotation", "hip-external-rotation", "hip-extension")


@cache
def builtin_exercises() -> tuple[Exercise, ...]:
    """Every exercise that comes with the program: the programme's four in their order, then any others.

    Their files are read once: reading all takes a hundredth of a second, and a page or a summary asks often.
    """
    exercises = [read_exercise(path) for path in sorted(FOLDER.glob("*.toml"))]
    rank = {exercise_id: index for index, exercise_id in enumerate(ORDER)}
    return tuple(sorted(exercises, key=lambda exercise: (rank.get(exercise.id, len(ORDER)), exercise.id)))


def builtin_exercise(exercise_id: str) -> Exercise | None:
    """The exercise of this id that comes with the program; None for one of a user's own."""
    return next((exercise for exercise in builtin_exercises() if exercise.id == exercise_id), None)


def find_exercise(name: str) -> Exercise:
    """The exercise with the id `name`, or the one in the TOML file `name`.

    Raises:
        ExerciseError: neither exists, or the file is wrong.
    """
    if name.endswith(".toml") or Path(name).is_file():
        return _own(Path(name))
    exercise = builtin_exercise(name)
    if exercise is not None:
        return exercise
    known = [exercise.id for exercise in builtin_exercises()]
    near = get_close_matches(name.lower().replace(" ", "-").replace("_", "-"), known, 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise ExerciseError(
        f"There is no exercise '{name}'.",
        f"{meant}Use one of {', '.join(known)}, or a .toml file of your own.",
    )


def _own(path: Path) -> Exercise:
    """A user's own exercise, whose sessions must not be taken for another's."""
    exercise = read_exercise(path)
    if path.resolve().parent != FOLDER.resolve() and builtin_exercise(exercise.id) is not None:
        raise ExerciseError(
            f"{path}: the id '{exercise.id}' belongs to the program.", "Give it another 'id'."
        )
    return exercise
