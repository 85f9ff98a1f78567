"""Writes an `Exercise` as the TOML file that a person reads and `posecoach.exercises.parse` takes."""

import json
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from posecoach.exercises.definition import Exercise, LowerBackRule, Requirement, ShownMovement

LINE = 106
"""Comments are wrapped at this many columns."""

HEAD, TEXT = "head", "text"
"""Parts that comments may be given for, beside "position", "sides", "count", "min_range", "period_s",
"still", "require", "lower_back", "camera" and "demonstration"."""


def exercise_toml(exercise: Exercise, comments: Mapping[str, str] | None = None) -> str:
    """The exercise as a file; `comments` say why, by the part they stand above.

    Reading it back gives the same exercise.

    Example:
        >>> from posecoach import load_exercise
        >>> from posecoach.exercises.parse import parse_exercise
        >>> from posecoach.exercises.write import exercise_toml
        >>> exercise = load_exercise("hip-flexion")
        >>> parse_exercise(exercise_toml(exercise), "hip-flexion.toml") == exercise
        True
    """
    why = comments or {}
    blocks = [_head(exercise, why), _count(exercise, why)]
    blocks += [_requirement(one, why if at == 0 else {}) for at, one in enumerate(exercise.require)]
    blocks += [
        _lower_back(one, exercise.back_message if at == 0 else "", why if at == 0 else {})
        for at, one in enumerate(exercise.lower_back)
    ]
    blocks += [_camera(exercise, why), _text(exercise, why)]
    if exercise.shown is not None:
        blocks.append(_shown(exercise.shown, why))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(exercise: Exercise, why: Mapping[str, str]) -> list[str]:
    lines = [*_comment(why, HEAD), _pair("id", exercise.id), _pair("name", exercise.name)]
    lines += [*_comment(why, "position"), _pair("position", exercise.position)]
    if exercise.postures:
        lines.append(_pair("posture", exercise.postures))
    lines += [*_comment(why, "sides"), _pair("sides", exercise.sides), _pair("sets", exercise.sets)]
    return [*lines, _pair("reps", exercise.reps), _pair("rest_s", exercise.rest_s)]


def _count(exercise: Exercise, why: Mapping[str, str]) -> list[str]:
    rule = exercise.count
    lines = ["[count]", *_comment(why, "count"), _pair("signal", rule.signal)]
    lines.append(_pair("direction", "increase" if rule.direction > 0 else "decrease"))
    key = "min_range_deg" if rule.unit == "deg" else "min_range"
    lines += [*_comment(why, "min_range"), _pair(key, rule.min_range)]
    lines += [*_comment(why, "period_s"), _pair("period_s", rule.period_s)]
    if rule.leg != "same":
        lines.append(_pair("leg", rule.leg))
    if rule.still != "nothing":
        lines += [*_comment(why, "still"), _pair("still", rule.still)]
    if rule.pixels:
        lines.append(_pair("pixels", rule.pixels))
    return lines


def _requirement(need: Requirement, why: Mapping[str, str]) -> list[str]:
    lines = [*_comment(why, "require"), "[[require]]", _pair("signal", need.signal)]
    if math.isfinite(need.at_least):
        lines.append(_pair("at_least", need.at_least))
    if math.isfinite(need.at_most):
        lines.append(_pair("at_most", need.at_most))
    return lines


def _lower_back(rule: LowerBackRule, message: str, why: Mapping[str, str]) -> list[str]:
    lines = [*_comment(why, "lower_back"), "[[lower_back]]", _pair("measure", rule.measure)]
    lines += [_pair("limit", rule.limit), _pair("hold_s", rule.hold_s)]
    return [*lines, _pair("message", message)] if message else lines


def _camera(exercise: Exercise, why: Mapping[str, str]) -> list[str]:
    advice = exercise.camera
    lines = ["[camera]", *_comment(why, "camera"), _pair("view", advice.view)]
    return [*lines, _pair("height_m", advice.height_m), _pair("distance_m", advice.distance_m)]


def _text(exercise: Exercise, why: Mapping[str, str]) -> list[str]:
    text = exercise.text
    lines = ["[text]", *_comment(why, TEXT), _pair("summary", text.summary)]
    lines += [*_list("steps", text.steps), *_list("cues", text.cues)]
    for key, listed in (("sided_steps", text.sided_steps), ("shown", text.shown)):
        lines += _list(key, listed) if listed else []
    for key in ("pull", "release", "mistake", "back"):
        lines += [_pair(key, getattr(text, key))] if getattr(text, key) else []
    return lines


def _shown(shown: ShownMovement, why: Mapping[str, str]) -> list[str]:
    lines = [*_comment(why, "demonstration"), "[demonstration]", _pair("side", shown.side)]
    lines += [_pair("near", shown.near), _pair("period_s", shown.period_s), "moments = ["]
    return [*lines, *(f"  {_value(moment)}," for moment in shown.moments), "]"]


def _list(key: str, values: Sequence[str]) -> list[str]:
    if not values:
        return [f"{key} = []"]
    return [f"{key} = [", *(f"  {_value(value)}," for value in values), "]"]


def _pair(key: str, value: object) -> str:
    return f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's strings are TOML's but for DEL, which TOML wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:.1f}"
    if isinstance(value, Iterable):
        return f"[{', '.join(_value(one) for one in value)}]"
    return repr(value)


def _comment(why: Mapping[str, str], part: str) -> list[str]:
    lines: list[str] = []
    for paragraph in why.get(part, "").splitlines():
        plain = "".join(sign if sign.isprintable() else " " for sign in paragraph)
        lines += textwrap.wrap(plain, LINE, break_long_words=False, break_on_hyphens=False)
    return [f"# {line}" for line in lines]
