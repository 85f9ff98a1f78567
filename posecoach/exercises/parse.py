"""Turn a TOML file into an `Exercise`, or say which key is wrong and what was expected there."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from posecoach.errors import ExerciseError
from posecoach.exercises.definition import (
    ANGLE_SIGNALS,
    DEFAULT_HOLD_S,
    DEFAULT_MESSAGE,
    LEGS,
    MEASURES,
    POSITIONS,
    SIDES,
    SIGNALS,
    STILL,
    CameraAdvice,
    CountRule,
    Exercise,
    ExerciseText,
    LowerBackRule,
    Requirement,
)
from posecoach.toml import parse_toml, read_toml

DIRECTIONS = {
    **dict.fromkeys(("increase", "increasing", "up", "rise", "rising", "positive", "+", "max", 1), 1),
    **dict.fromkeys(("decrease", "decreasing", "down", "fall", "falling", "negative", "-", "min", -1), -1),
}
DEFAULT_MIN_RANGE = {"deg": 3.0, "% torso": 2.0}

LARGEST = 1e6
"""No degree, second, metre, percent or number of reps in an exercise is larger."""


def read_exercise(path: Path) -> Exercise:
    """Read the exercise file at `path`.

    Raises:
        ExerciseError: the file is missing, is no TOML, or a key is missing or wrong; names file and key.
    """
    return _exercise(read_toml(path, "exercise file", ExerciseError), str(path), path.stem)


def parse_exercise(text: str, name: str, default_id: str = "exercise") -> Exercise:
    """Build an exercise from TOML `text`; `name` is what errors call the file.

    Keys that are not known are left alone, so that a file may carry notes of its own.

    Raises:
        ExerciseError: as `read_exercise`.
    """
    return _exercise(parse_toml(text, name, ExerciseError), name, default_id)


def _exercise(table: Mapping[str, Any], name: str, default_id: str) -> Exercise:
    reader = _Reader(name, table)
    exercise_id = reader.name("id", default_id)
    position = reader.choice("position", POSITIONS, "any")
    return Exercise(
        id=exercise_id,
        name=reader.name("name", exercise_id),
        count=_count(reader.table("count"), position),
        position=position,
        require=tuple(_requirement(row) for row in reader.tables("require")),
        sides=_sides(reader),
        sets=int(reader.number("sets", 1, at_least=1, whole=True)),
        reps=_reps(reader),
        rest_s=reader.number("rest_s", 30.0, at_least=0),
        lower_back=_lower_back(reader.tables("lower_back")),
        camera=_camera(reader.table("camera", required=False)),
        text=_text(reader.table("text", required=False)),
    )


def _count(reader: "_Reader", position: str) -> CountRule:
    signal = reader.choice("signal", SIGNALS, None)
    unit = "deg" if signal in ANGLE_SIGNALS else "% torso"
    key = "min_range_deg" if "min_range_deg" in reader.values else "min_range"
    min_range = reader.number(key, DEFAULT_MIN_RANGE[unit], above=0)
    direction = reader.values.get("direction", "increase")
    known = isinstance(direction, (str, int)) and not isinstance(direction, bool)
    if not known or direction not in DIRECTIONS:
        raise reader.wrong("direction", '"increase" or "decrease"', direction)
    period_s = reader.pair("period_s", (0.5, 8.0), above=0)
    leg, still = reader.choice("leg", LEGS, "same"), reader.choice("still", STILL, "nothing")
    if still == "trunk" and (signal, position) != ("hip_flexion", "lying"):
        # Upright, a trunk that leans forward bends the hip: the correction would double what it is to remove.
        raise reader.wrong("still", '"nothing" ("trunk" is for hip_flexion counted while lying)', still)
    return CountRule(signal, DIRECTIONS[direction], min_range, period_s, leg, still)


def _requirement(reader: "_Reader") -> Requirement:
    need = Requirement(
        signal=reader.choice("signal", SIGNALS, None),
        at_least=reader.number("at_least", -math.inf),
        at_most=reader.number("at_most", math.inf),
    )
    if need.at_most < need.at_least:
        raise reader.wrong("at_most", f"a number of at least {need.at_least:g}", need.at_most)
    return need


def _sides(reader: "_Reader") -> tuple[str, ...]:
    sides = reader.values.get("sides", ["both"])
    sides = [sides] if isinstance(sides, str) else sides
    known = isinstance(sides, list) and all(side in SIDES for side in sides)
    if not known or not sides or len(set(sides)) < len(sides):
        raise reader.wrong("sides", 'a list out of "left", "right", "both", each once', sides)
    return tuple(sides)


def _reps(reader: "_Reader") -> tuple[int, int]:
    value = reader.values.get("reps", [8, 12])
    if isinstance(value, int) and not isinstance(value, bool):
        reader = _Reader(reader.file, {"reps": [value, value]}, reader.path)
    least, most = reader.pair("reps", (8, 12), above=0)
    if least != int(least) or most != int(most):
        raise reader.wrong("reps", "two whole numbers [least, most]", value)
    return int(least), int(most)


def _lower_back(rows: Sequence["_Reader"]) -> tuple[LowerBackRule, ...]:
    rules = tuple(_lower_back_rule(row) for row in rows)
    for index, rule in enumerate(rules):
        if rule.measure in {earlier.measure for earlier in rules[:index]}:
            raise rows[index].wrong("measure", "a measure that no other rule has", rule.measure)
    return rules


def _lower_back_rule(reader: "_Reader") -> LowerBackRule:
    return LowerBackRule(
        measure=reader.choice("measure", MEASURES, None),
        limit=reader.number("limit", None, above=0),
        hold_s=reader.number("hold_s", DEFAULT_HOLD_S, at_least=0),
        message=reader.text("message", DEFAULT_MESSAGE),
    )


def _camera(reader: "_Reader") -> CameraAdvice:
    default = CameraAdvice()
    return CameraAdvice(
        view=reader.text("view", default.view),
        height_m=reader.number("height_m", default.height_m, above=0),
        distance_m=reader.number("distance_m", default.distance_m, above=0),
    )


def _text(reader: "_Reader") -> ExerciseText:
    return ExerciseText(reader.text("summary", ""), reader.texts("steps"), reader.texts("cues"))


class _Reader:
    """Takes values out of one TOML table and names file and key when one is not as expected."""

    def __init__(self, file: str, values: Mapping[str, Any], path: str = "") -> None:
        self.file = file
        self.values = values
        self.path = path

    def wrong(self, key: str, expected: str, found: object) -> ExerciseError:
        """The error for a value that is not what was expected."""
        what = "nothing" if found is None else repr(found)
        return ExerciseError(f"{self.file}: key '{self.path}{key}': expected {expected}, found {what}.")

    def take(self, key: str, default: Any, fits: Callable[[Any], bool], expected: str) -> Any:
        """The value of `key`, or `default`; a default of None makes the key necessary."""
        value = self.values.get(key, default)
        if value is None or (key in self.values and not fits(value)):
            raise self.wrong(key, expected, value)
        return value

    def text(self, key: str, default: str | None) -> str:
        return str(self.take(key, default, lambda value: isinstance(value, str), "a text"))

    def name(self, key: str, default: str) -> str:
        return str(
            self.take(key, default, lambda value: isinstance(value, str) and bool(value.strip()), "a text")
        )

    def texts(self, key: str) -> tuple[str, ...]:
        fits = lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value)  # noqa: E731
        return tuple(self.take(key, [], fits, "a list of texts"))

    def choice(self, key: str, choices: tuple[str, ...], default: str | None) -> str:
        expected = "one of " + ", ".join(choices)
        return str(self.take(key, default, lambda value: value in choices, expected))

    def number(
        self,
        key: str,
        default: float | None,
        above: float = -math.inf,
        at_least: float = -math.inf,
        whole: bool = False,
    ) -> float:
        def fits(value: Any) -> bool:
            return (
                _is_number(value)
                and value > above
                and value >= at_least
                and (not whole or value == int(value))
            )

        kind = "a whole number" if whole else "a number"
        bound = f" above {above:g}" if above > -math.inf else ""
        bound += f" of at least {at_least:g}" if at_least > -math.inf else ""
        return float(self.take(key, default, fits, kind + bound))

    def pair(self, key: str, default: tuple[float, float], above: float) -> tuple[float, float]:
        def fits(value: Any) -> bool:
            if not isinstance(value, list) or len(value) != 2 or not all(map(_is_number, value)):
                return False
            return bool(above < value[0] <= value[1])

        low, high = self.take(key, default, fits, f"two numbers [least, most] above {above:g}")
        return float(low), float(high)

    def table(self, key: str, required: bool = True) -> "_Reader":
        default: dict[str, Any] | None = None if required else {}
        values = self.take(
            key, default, lambda value: isinstance(value, dict), f"a section [{self.path}{key}]"
        )
        return _Reader(self.file, values, f"{self.path}{key}.")

    def tables(self, key: str) -> list["_Reader"]:
        fits = lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value)  # noqa: E731
        rows = self.take(key, [], fits, f"sections [[{key}]]")
        return [_Reader(self.file, row, f"{key}[{index}].") for index, row in enumerate(rows, 1)]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST
