"""Reads a plan: what a physiotherapist prescribed, as a TOML file, turned into blocks."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posecoach.app.live.programme import Block
from posecoach.coaching.sets import Plan
from posecoach.errors import ExerciseError, PoseCoachError
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import SIDES, Exercise
from posecoach.toml import TomlTable, read_toml, swapped

MOST_SETS, MOST_REPS, LONGEST_REST_S = 20, 500, 900

LONGEST_NOTE = 300
"""Characters: 20 s of speech at the usual rate, and on the screen still to be read from the mat."""

EXAMPLE = """\
name = "{name}"
rest_s = 30

[[exercise]]
exercise = "hip-flexion"
sides = ["left", "right"]
sets = 2
reps = [20, 30]       # {reps}
note = "{note}"
"""


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """What a plan says: its title, "" for none, and what is to be done."""

    title: str
    blocks: tuple[Block, ...]


def example_plan(texts: Callable[[str], str]) -> str:
    """A plan to begin with, whose words are `texts` of their ids: they are shown and read aloud."""
    return EXAMPLE.format(
        name=texts("plan.example_name"), reps=texts("plan.example_reps"), note=texts("plan.example_note")
    )


def read_plan(path: Path) -> WrittenPlan:
    """The plan at `path`; relative exercise files are looked for beside it.

    Raises:
        PoseCoachError: the file is missing, no TOML, or a key is wrong; names file and key.
    """
    return parse_plan(read_toml(path, "plan"), str(path), path.parent)


def parse_plan(table: Mapping[str, Any], name: str, folder: Path) -> WrittenPlan:
    """The plan in `table`; `name` is what errors call the file.

    Raises:
        PoseCoachError: as `read_plan`.
    """
    reader = TomlTable(name, table)
    reader.only("name", "rest_s", "exercise")
    rows = table.get("exercise")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise reader.wrong("exercise", "at least one section [[exercise]]", rows)
    rest_s = _rest_s(reader, math.nan)
    blocks: list[Block] = []
    for index, row in enumerate(rows, 1):
        blocks += _blocks(TomlTable(f"{name}: exercise {index}", row), folder, rest_s)
    return WrittenPlan(reader.name("name", ""), tuple(blocks))


def _blocks(row: TomlTable, folder: Path, rest_s: float) -> list[Block]:
    row.only("exercise", "sides", "side", "sets", "reps", "rest_s", "note")
    exercise = _exercise(row, folder)
    sets = int(row.number("sets", exercise.sets, at_least=1, at_most=MOST_SETS, whole=True))
    rest_s = _rest_s(row, exercise.rest_s if math.isnan(rest_s) else rest_s)
    plan = Plan(sets, _reps(row, exercise), rest_s, limited=True)
    note = _note(row)
    return [Block(exercise, side, plan, note) for side in _sides(row, exercise)]


def _note(row: TomlTable) -> str:
    note = row.text("note", "")
    if len(note) > LONGEST_NOTE:
        raise row.wrong(
            "note", f"a text of at most {LONGEST_NOTE} characters, as it is read aloud", len(note)
        )
    return note


def _exercise(row: TomlTable, folder: Path) -> Exercise:
    value = row.values.get("exercise")
    if not isinstance(value, str):
        raise row.wrong("exercise", "the id of an exercise or a .toml file", value)
    own = folder / value
    try:
        return find_exercise(str(own) if value.endswith(".toml") and own.is_file() else value)
    except ExerciseError as error:
        raise PoseCoachError(f"{row.file}: {error.message}", error.hint) from None


def _rest_s(table: TomlTable, default: float) -> float:
    return table.number("rest_s", default, at_least=0, at_most=LONGEST_REST_S)


def _sides(row: TomlTable, exercise: Exercise) -> tuple[str, ...]:
    if "sides" not in row.values and "side" not in row.values:
        return exercise.sides
    key = "sides" if "sides" in row.values else "side"
    value = row.values[key]
    sides = [value] if isinstance(value, str) else value
    if not isinstance(sides, list) or not sides or any(side not in SIDES for side in sides):
        raise row.wrong(key, 'a list out of "left", "right", "both"', value)
    if exercise.sides == ("both",):
        return exercise.sides  # done with both hips at once, whatever was written
    return tuple(one for side in sides for one in (("left", "right") if side == "both" else (side,)))


def _reps(row: TomlTable, exercise: Exercise) -> tuple[int, int]:
    value = row.values.get("reps")
    if value is None:
        return exercise.reps
    pair: list[Any] = value if isinstance(value, list) else [value, value]
    whole = all(isinstance(one, int) and not isinstance(one, bool) for one in pair)
    if len(pair) != 2 or not whole or not 1 <= pair[0] <= pair[1] <= MOST_REPS:
        expected = f"a whole number up to {MOST_REPS}, or two of them [least, most]"
        raise row.wrong("reps", expected, value, swapped(value))
    return int(pair[0]), int(pair[1])
