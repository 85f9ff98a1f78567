"""Turn a TOML file into an `Exercise`, or say which key is wrong and what was expected there."""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from posecoach.errors import ExerciseError
from posecoach.exercises.definition import (
    ANGLE_SIGNALS,
    DEFAULT_HOLD_S,
    LEGS,
    MEASURES,
    POSITIONS,
    POSTURES,
    SHOWN_JOINTS,
    SIDES,
    SIGNALS,
    STILL,
    VIEW_FORMS,
    VIEW_WORDS,
    CameraAdvice,
    CountRule,
    Exercise,
    ExerciseText,
    LowerBackRule,
    Requirement,
    ShownMovement,
    unit_of,
    view_turn_deg,
)
from posecoach.toml import TomlTable, parse_toml, read_toml

DIRECTIONS = {
    **dict.fromkeys(("increase", "increasing", "up", "rise", "rising", "positive", "+", "max", 1), 1),
    **dict.fromkeys(("decrease", "decreasing", "down", "fall", "falling", "negative", "-", "min", -1), -1),
}
KEYS = (
    "id",
    "name",
    "position",
    "posture",
    "sides",
    "sets",
    "reps",
    "rest_s",
    "count",
    "require",
    "lower_back",
    "camera",
    "text",
    "clips",
    "demonstration",
)
"""What is read of a file; `clips` names recordings of the exercise, for `posecoach evaluate`."""

MOST_DEG, MOST_PCT = 180.0, 500.0
"""No joint is bent further, and no trunk leans further; no leg is as long as five torsos."""

LONGEST_MADE_ID = 60
"""Of an id made of a file's name."""

LONGEST_ID_BYTES = 255
"""Ids become parts of file names, and file systems take no longer ones."""

MOST_MOMENTS, FARTHEST_PCT = 200, 2000
"""Of a demonstration: so many moments, and joints no further than so many torso lengths, in percent."""

DEFAULT_MIN_RANGE = {"deg": 3.0, "% torso": 2.0}

ANY_VIEW = ("any", "anywhere", "head", "feet")
"""Single words of a view that say nothing of a side and are understood all the same."""

UNITS = {"s", "m", "deg"}
"""Of keys; many have them in common."""


def read_exercise(path: Path) -> Exercise:
    """Read the exercise file at `path`.

    Raises:
        ExerciseError: the file is missing, is no TOML, or a key is missing or wrong; names file and key.
    """
    return _exercise(read_toml(path, "exercise file", ExerciseError), str(path), path.stem)


def parse_exercise(text: str, name: str, default_id: str = "exercise") -> Exercise:
    """Build an exercise from TOML `text`; `name` is what errors call the file.

    Raises:
        ExerciseError: as `read_exercise`.
    """
    return _exercise(parse_toml(text, name, ExerciseError), name, default_id)


def _exercise(table: Mapping[str, Any], name: str, default_id: str) -> Exercise:
    reader = TomlTable(name, table, ExerciseError)
    _only(reader, *KEYS)
    exercise_id = _id(reader, default_id)
    position = reader.choice("position", POSITIONS, "any")
    back = reader.tables("lower_back")
    return Exercise(
        id=exercise_id,
        name=reader.name("name", exercise_id),
        count=_count(reader.table("count"), position),
        position=position,
        postures=reader.choices("posture", POSTURES, (), f"some of {', '.join(POSTURES)}, each once"),
        require=tuple(_requirement(row) for row in reader.tables("require")),
        sides=_sides(reader),
        sets=int(reader.number("sets", 1, at_least=1, whole=True)),
        reps=_reps(reader),
        rest_s=reader.number("rest_s", 30.0, at_least=0),
        lower_back=_lower_back(back),
        back_message=_back_message(back),
        camera=_camera(reader.table("camera", required=False)),
        text=_text(reader.table("text", required=False)),
        shown=_shown(reader.table("demonstration")) if "demonstration" in reader.values else None,
    )


def _only(reader: TomlTable, *known: str) -> None:
    """Refuse a key that must be meant for a `known` one; others, such as an author, are the file's affair."""
    meant = [key for key in reader.values if key in known or any(_is_slip(key, one) for one in known)]
    reader.with_values({key: reader.values[key] for key in meant}).only(*known)


def _is_slip(key: str, known: str) -> bool:
    """Whether a letter is too many, missing, wrong or swapped, the unit left out, or a word kept."""
    key, words = key.lower(), set(known.split("_")) - UNITS
    kept = len(words) > 1 and not words.isdisjoint(key.split("_"))
    letters = not _with_one_less(key).isdisjoint(_with_one_less(known))
    return letters or known.startswith(f"{key}_") or kept


def _with_one_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _id(reader: TomlTable, default: str) -> str:
    """The id the file gives, or one made of its name."""
    if "id" not in reader.values:
        return re.sub(r"[^\w-]+", "-", default).strip("-")[:LONGEST_MADE_ID] or "exercise"
    exercise_id = reader.text("id", None)
    plain = bool(exercise_id.strip()) and exercise_id.isprintable() and not exercise_id.startswith(".")
    if not plain or re.search(r"[/\\]", exercise_id) or len(exercise_id.encode()) > LONGEST_ID_BYTES:
        raise reader.wrong("id", "what can be part of a file name", exercise_id)
    return exercise_id


def _count(reader: TomlTable, position: str) -> CountRule:
    signal = reader.choice("signal", SIGNALS, None)
    key = _range_key(reader, signal)
    _only(reader, "signal", "direction", key, "period_s", "leg", "still", "pixels")
    default = DEFAULT_MIN_RANGE[unit_of(signal)]
    min_range = reader.number(key, default, above=0, at_most=_most(signal))
    direction = reader.values.get("direction", "increase")
    known = isinstance(direction, (str, int)) and not isinstance(direction, bool)
    if not known or direction not in DIRECTIONS:
        raise reader.wrong("direction", '"increase" or "decrease"', direction)
    period_s = reader.pair("period_s", (0.5, 8.0), above=0)
    leg, still = reader.choice("leg", LEGS, "same"), reader.choice("still", STILL, "nothing")
    if still == "trunk" and (signal, position) != ("hip_flexion", "lying"):
        # Upright, a trunk that leans forward bends the hip: the correction would double what it is to remove.
        raise reader.wrong("still", '"nothing" ("trunk" is for hip_flexion counted while lying)', still)
    pixels = reader.values.get("pixels", False)
    if not isinstance(pixels, bool):
        raise reader.wrong("pixels", "true or false", pixels)
    return CountRule(signal, DIRECTIONS[direction], min_range, period_s, leg, still, pixels)


def _range_key(reader: TomlTable, signal: str) -> str:
    """The key of the pull that is to count: it may name degrees where the signal is in them."""
    both = [key for key in ("min_range_deg", "min_range") if key in reader.values]
    if len(both) > 1:
        raise reader.wrong("min_range", "one of 'min_range_deg' and 'min_range'", reader.values["min_range"])
    if signal in ANGLE_SIGNALS:
        return both[0] if both else "min_range_deg"
    if "min_range_deg" in both:
        found = reader.values["min_range_deg"]
        raise reader.wrong("min_range_deg", f"'min_range', as {signal} is in % of the torso", found)
    return "min_range"


def _most(signal: str) -> float:
    """What the signal can be at most, up or down."""
    return MOST_DEG if signal in ANGLE_SIGNALS else MOST_PCT


def _requirement(reader: TomlTable) -> Requirement:
    _only(reader, "signal", "at_least", "at_most")
    signal = reader.choice("signal", SIGNALS, None)
    if not {"at_least", "at_most"} & reader.values.keys():
        raise reader.wrong("at_least", "a number, or one for 'at_most'", None)
    least, most = -_most(signal), _most(signal)
    need = Requirement(
        signal=signal,
        at_least=reader.number("at_least", -math.inf, at_least=least, at_most=most),
        at_most=reader.number("at_most", math.inf, at_least=least, at_most=most),
    )
    if need.at_most < need.at_least:
        raise reader.wrong("at_most", f"a number of at least {need.at_least:g}", need.at_most)
    return need


def _sides(reader: TomlTable) -> tuple[str, ...]:
    expected = 'a list out of "left", "right", "both", each once'
    sides = reader.choices("sides", SIDES, ("both",), expected)
    if not sides:
        raise reader.wrong("sides", expected, [])
    return sides


def _reps(reader: TomlTable) -> tuple[int, int]:
    value = reader.values.get("reps", [8, 12])
    if isinstance(value, int) and not isinstance(value, bool):
        reader = reader.with_values({"reps": [value, value]})
    least, most = reader.pair("reps", (8, 12), above=0)
    if least != int(least) or most != int(most):
        raise reader.wrong("reps", "two whole numbers [least, most]", value)
    return int(least), int(most)


def _lower_back(rows: Sequence[TomlTable]) -> tuple[LowerBackRule, ...]:
    rules = tuple(_lower_back_rule(row) for row in rows)
    for index, rule in enumerate(rules):
        if rule.measure in {earlier.measure for earlier in rules[:index]}:
            raise rows[index].wrong("measure", "a measure that no other rule has", rule.measure)
    return rules


def _back_message(rows: Sequence[TomlTable]) -> str:
    """The sentence of the rules, which watch one back together: the first that one of them has."""
    return next(filter(None, (row.text("message", "").strip() for row in rows)), "")


def _lower_back_rule(reader: TomlTable) -> LowerBackRule:
    _only(reader, "measure", "limit", "hold_s", "message")
    return LowerBackRule(
        measure=reader.choice("measure", MEASURES, None),
        limit=reader.number("limit", None, above=0),
        hold_s=reader.number("hold_s", DEFAULT_HOLD_S, at_least=0),
    )


def _camera(reader: TomlTable) -> CameraAdvice:
    _only(reader, "view", "height_m", "distance_m")
    default = CameraAdvice()
    view = reader.text("view", default.view)
    words = re.findall(r"[a-z]+", view.lower())
    if any(word not in VIEW_WORDS and _is_slip(word, one) for word in words for one in VIEW_WORDS):
        raise reader.wrong("view", VIEW_FORMS, view)
    if len(words) == 1 and words[0] not in ANY_VIEW and view_turn_deg(view) is None:
        raise reader.wrong("view", VIEW_FORMS, view)  # a word such as "diagonal" is meant to say where
    return CameraAdvice(
        view=view,  # other words are for people: they advise nothing
        height_m=reader.number("height_m", default.height_m, above=0),
        distance_m=reader.number("distance_m", default.distance_m, above=0),
    )


def _text(reader: TomlTable) -> ExerciseText:
    lists = "steps", "cues", "sided_steps", "shown"
    lines = "summary", "pull", "release", "mistake", "back"
    _only(reader, *lines, *lists)
    texts = {name: reader.texts(name) for name in lists}
    return ExerciseText(**{name: reader.text(name, "") for name in lines}, **texts)  # type: ignore[arg-type]


def _shown(reader: TomlTable) -> ShownMovement:
    _only(reader, "side", "near", "period_s", "moments")
    moments = reader.values.get("moments")
    if not isinstance(moments, list) or not 2 <= len(moments) <= MOST_MOMENTS:
        raise reader.wrong("moments", f"2 to {MOST_MOMENTS} lists of whole numbers", None)
    for at, row in enumerate(moments):
        whole = isinstance(row, list) and all(type(x) is int and abs(x) <= FARTHEST_PCT for x in row)
        if not whole or len(row) != 2 * len(SHOWN_JOINTS):
            raise reader.wrong("moments", f"{2 * len(SHOWN_JOINTS)} whole numbers in list {at + 1}", row)
    return ShownMovement(
        side=reader.choice("side", SIDES, "both"),
        near=reader.choice("near", ("left", "right"), "right"),
        period_s=reader.number("period_s", 3.0, above=0),
        moments=tuple(tuple(row) for row in moments),
    )
