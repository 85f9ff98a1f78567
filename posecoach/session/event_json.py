"""Events as JSON for the journal, exact to the last digit, and back."""

import json
import math
import types
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from posecoach.coaching import events as vocabulary
from posecoach.coaching.events import Event


def dump_event(event: Event) -> str:
    """One event as a line of JSON; NaN is null."""
    return json.dumps({"event": type(event).__name__, **_plain_fields(event)}, allow_nan=False)


def load_event(line: str) -> Event | None:
    """The event of a line; None for a kind this version of the program does not know.

    Raises:
        ValueError: the line is damaged.
    """
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("an event is an object")
    kind = getattr(vocabulary, str(data.pop("event", "")), None)
    if not (isinstance(kind, type) and issubclass(kind, Event)):
        return None
    try:
        event = _build(kind, data)
    except (TypeError, KeyError) as error:
        raise ValueError(f"a damaged {kind.__name__}: {error}") from error
    assert isinstance(event, Event)
    return event


def _plain_fields(record: Any) -> dict[str, object]:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if is_dataclass(value):
        return _plain_fields(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: type, data: dict[str, object]) -> object:
    """A dataclass from its fields; fields a newer program added are left aside."""
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in data.items() if name in hints})


def _typed(hint: Any, value: object) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        if value is None:
            return None
        hint = next(option for option in get_args(hint) if option is not type(None))
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise TypeError(f"{hint.__name__} expected")
        return _build(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is float:
        return math.nan if value is None else float(value)  # type: ignore[arg-type]
    if isinstance(hint, type) and not isinstance(value, hint):
        raise TypeError(f"{hint.__name__} expected, not {type(value).__name__}")
    return value
