"""Reads a plan: what a physiotherapist prescribed, as a TOML file, turned into blocks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from posecoach.app.programme import Block, Dose, block
from posecoach.coaching.sets import Plan
from posecoach.errors import ExerciseError, PoseCoachError
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import SIDES, Exercise
from posecoach.toml import read_toml

KEYS = ("exercise", "sides", "side", "sets", "reps", "rest_s", "note")
MOST_SETS, MOST_REPS, LONGEST_REST_S = 20, 500, 900

EXAMPLE = """\
name = "Before breakfast"
rest_s = 30

[[exercise]]
exercise = "hip-flexion"
sides = ["left", "right"]
sets = 2
reps = [20, 30]
note = "Only as far as it is comfortable."
"""


def read_plan(path: Path) -> tuple[Block, ...]:
    """The blocks of the plan at `path`; relative exercise files are looked for beside it.

    Raises:
        PoseCoachError: the file is missing, no TOML, or a key is wrong; names file and key.
    """
    return parse_plan(read_toml(path, "plan"), str(path), path.parent)


def parse_plan(table: Mapping[str, Any], name: str, folder: Path) -> tuple[Block, ...]:
    """The blocks of the plan `table`; `name` is what errors call the file.

    Raises:
        PoseCoachError: as `read_plan`.
    """
    rows = table.get("exercise")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _wrong(name, "exercise", "at least one section [[exercise]]", rows)
    rest_s = _number(name, "rest_s", table.get("rest_s"), 0, LONGEST_REST_S)
    blocks: list[Block] = []
    for index, row in enumerate(rows, 1):
        blocks += _blocks(row, f"{name}: exercise {index}", folder, rest_s)
    return tuple(blocks)


def _blocks(row: Mapping[str, Any], name: str, folder: Path, rest_s: float | None) -> list[Block]:
    for key in row:
        if key not in KEYS:
            raise PoseCoachError(f"{name}: there is no key '{key}'.", f"Keys are {', '.join(KEYS)}.")
    exercise = _exercise(row.get("exercise"), name, folder)
    sets = _number(name, "sets", row.get("sets"), 1, MOST_SETS, whole=True)
    own_rest_s = _number(name, "rest_s", row.get("rest_s"), 0, LONGEST_REST_S)
    reps = _reps(name, row.get("reps"), exercise)
    note = row.get("note", "")
    if not isinstance(note, str):
        raise _wrong(name, "note", "a text", note)
    dose = Dose(int(sets) if sets is not None else None, None, rest_s if own_rest_s is None else own_rest_s)
    found = []
    for side in _sides(name, row, exercise):
        one = block(exercise, side, dose, note)
        found.append(Block(exercise, side, Plan(one.plan.sets, reps, one.plan.rest_s), note))
    return found


def _exercise(value: object, name: str, folder: Path) -> Exercise:
    if not isinstance(value, str):
        raise _wrong(name, "exercise", "the id of an exercise or a .toml file", value)
    own = folder / value
    try:
        return find_exercise(str(own) if value.endswith(".toml") and own.is_file() else value)
    except ExerciseError as error:
        raise PoseCoachError(f"{name}: {error.message}", error.hint) from None


def _sides(name: str, row: Mapping[str, Any], exercise: Exercise) -> tuple[str, ...]:
    if "sides" not in row and "side" not in row:
        return exercise.sides
    key = "sides" if "sides" in row else "side"
    value = row[key]
    sides = [value] if isinstance(value, str) else value
    if not isinstance(sides, list) or not sides or any(side not in SIDES for side in sides):
        raise _wrong(name, key, 'a list out of "left", "right", "both"', value)
    if exercise.sides == ("both",):
        return exercise.sides  # done with both hips at once, whatever was written
    return tuple(one for side in sides for one in (("left", "right") if side == "both" else (side,)))


def _reps(name: str, value: object, exercise: Exercise) -> tuple[int, int]:
    if value is None:
        return exercise.reps
    pair: list[Any] = value if isinstance(value, list) else [value, value]
    whole = all(isinstance(one, int) and not isinstance(one, bool) for one in pair)
    if len(pair) != 2 or not whole or not 1 <= pair[0] <= pair[1] <= MOST_REPS:
        raise _wrong(name, "reps", f"a whole number up to {MOST_REPS}, or two of them [least, most]", value)
    return int(pair[0]), int(pair[1])


def _number(
    name: str, key: str, value: object, least: float, most: float, whole: bool = False
) -> float | None:
    if value is None:
        return None
    kinds: tuple[type, ...] = (int,) if whole else (int, float)
    if not isinstance(value, kinds) or isinstance(value, bool) or not least <= value <= most:  # type: ignore[operator]
        kind = "a whole number" if whole else "a number"
        raise _wrong(name, key, f"{kind} from {least:g} to {most:g}", value)
    return float(value)  # type: ignore[arg-type]


def _wrong(name: str, key: str, expected: str, found: object) -> PoseCoachError:
    what = "nothing" if found is None else repr(found)
    return PoseCoachError(f"{name}: key '{key}': expected {expected}, found {what}.")
