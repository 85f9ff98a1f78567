"""The exercises that were taught on this computer: files beside the store."""

from pathlib import Path

from posecoach.errors import ExerciseError
from posecoach.exercises.catalogue import builtin_exercise, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.session.folder import exercises_folder

TAUGHT = "my-exercise-{n}"
"""Id, and name of the file, of the n-th exercise that was taught from the start screen."""


def taught_exercises() -> tuple[Exercise, ...]:
    """All of them, the oldest first; without files that cannot be read, and older ones of the same id."""
    found: dict[str, Exercise] = {}
    for exercise in _read_all().values():
        if isinstance(exercise, Exercise) and builtin_exercise(exercise.id) is None:
            found.setdefault(exercise.id, exercise)
    return tuple(reversed(found.values()))


def unreadable_exercises() -> dict[str, ExerciseError]:
    """What is wrong with the others, by the names of their files without the ending."""
    return {path.stem: fault for path, fault in _read_all().items() if isinstance(fault, ExerciseError)}


def _read_all() -> dict[Path, Exercise | ExerciseError]:
    """Every file, the newest first, or what is wrong with it."""
    try:
        dated = [(path.stat().st_mtime, path) for path in exercises_folder().glob("*.toml")]
    except OSError:
        return {}
    found: dict[Path, Exercise | ExerciseError] = {}
    for _, path in sorted(dated, reverse=True):
        try:
            found[path] = find_exercise(str(path))
        except ExerciseError as fault:
            found[path] = fault
    return found


def exercise_of(name: str) -> Exercise:
    """The built-in or taught exercise with the id `name`, or the one in the TOML file `name`.

    Raises:
        ExerciseError: there is none, or the file is wrong.
    """
    ours = builtin_exercise(name) or next((one for one in taught_exercises() if one.id == name), None)
    if ours is None and name in (faults := unreadable_exercises()):
        raise faults[name]
    return ours or find_exercise(name)


def free_number(folder: Path | None = None) -> int:
    """The number of the exercise that is taught next."""
    place, number = exercises_folder(folder), 1
    while (place / f"{TAUGHT.format(n=number)}.toml").exists():
        number += 1
    return number
