"""Values of JSON: written from a record's fields; read by type, and a wrong one named by its place."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import SessionError
from posecoach.files import read_text
from posecoach.plain_text import one_line, plain

NAN = float("nan")

Record = TypeVar("Record")

LARGEST_NUMBER = 1e15

LONGEST_TEXT = 10_000
"""Characters a text may have; anything longer is no note a person wrote."""


def read_document(path: Path, most_bytes: int) -> str:
    """The text of a file that is to hold JSON; raises SessionError where there is none in it."""
    try:
        text = read_text(path, most_bytes)
    except UnicodeDecodeError as error:
        raise SessionError(f"Cannot read {path}: it is no text in UTF-8.") from error
    except (OSError, ValueError) as error:
        raise SessionError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}.") from error
    if not text.strip():
        raise SessionError(f"Cannot read {path}: it is empty.")
    return text


def number(value: float, digits: int = 6) -> float | None:
    """A JSON number: rounded, and None for NaN and infinities."""
    return round(float(value), digits) if math.isfinite(value) else None


def picked(record: Any, digits: int | None, *names: str) -> dict[str, Any]:
    """These attributes of `record`, without names all fields, as `plain_value`."""
    names = names or tuple(one.name for one in fields(record))
    return {name: plain_value(getattr(record, name), digits) for name in names}


def plain_value(value: Any, digits: int | None = None) -> object:
    """A figure rounded, if that is asked for, NaN as None; an enumeration's value; a dataclass' fields."""
    if isinstance(value, (float, np.floating)):
        exact = float(value) if math.isfinite(value) else None
        return exact if digits is None else number(float(value), digits)
    if is_dataclass(value):
        return picked(value, digits)
    return value.value if isinstance(value, Enum) else value


class Node:
    """A value inside a JSON document together with its place, such as `sets[0].reps[3].start_s`.

    `document` names the document in errors, and `kind` says what it should be, such as "session file".
    """

    def __init__(self, value: object, place: str, document: str, kind: str = "session file") -> None:
        self.value = value
        self._place = place
        self._document = document
        self._kind = kind

    def get(self, key: str) -> "Node":
        """The entry `key` of an object; a missing one is a null, and so are those of a null."""
        place = f"{self._place}.{key}" if self._place else key
        if self.value is not None and not isinstance(self.value, dict):
            self.wrong("an object")
        value = None if self.value is None else self.value.get(key)
        return Node(value, place, self._document, self._kind)

    def items(self) -> Iterator["Node"]:
        """The entries of a list; a null has none."""
        for index, value in enumerate(self.list()):
            yield Node(value, f"{self._place}[{index}]", self._document, self._kind)

    def pairs(self) -> Iterator[tuple[str, "Node"]]:
        """The entries of an object; a null has none."""
        if self.value is None:
            return
        if not isinstance(self.value, dict):
            self.wrong("an object")
        for key in self.value:
            yield plain(key), self.get(key)

    def list(self) -> Sequence[object]:
        """A list; a null is an empty one."""
        if self.value is None:
            return ()
        if not isinstance(self.value, list):
            self.wrong("a list")
        return self.value

    @property
    def is_null(self) -> bool:
        return self.value is None

    def text(self, default: str | None = None) -> str:
        """A text; a null gives `default`, when there is one."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str) or len(self.value) > LONGEST_TEXT:
            self.wrong(f"text of at most {LONGEST_TEXT} characters")
        return plain(self.value)

    def one_of(self, choices: Sequence[str], default: str | None = None) -> str:
        """One of `choices`."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str) or self.value not in choices:
            self.wrong(f"one of {', '.join(choices)}")
        return self.value

    def number(self, default: float | None = NAN) -> float:
        """A finite number; a null gives `default`, and is an error when `default` is None."""
        if self.value is None and default is not None:
            return default
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.wrong("a number")
        if not abs(value) <= LARGEST_NUMBER:
            self.wrong("a number of ordinary size")
        return float(value)

    def numbers(self) -> NDArray[np.float64]:
        """A list of finite numbers and nulls (NaN), shape (n,), in one go: series have millions."""
        values = self.list()
        known = set(map(type, values)) <= {int, float, type(None)}
        array = _float_array(values) if known else None
        if array is not None and not np.any(np.abs(array) > LARGEST_NUMBER):
            return array
        return np.array([one.number() for one in self.items()], np.float64)

    def count(self, default: int | None = None, most: int = 10**9) -> int:
        """A whole number from 0 to `most`."""
        if self.value is None and default is not None:
            return default
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.wrong(f"a whole number from 0 to {most}")
        return value

    def flag(self) -> bool:
        """True or false; a null is false."""
        if self.value is None:
            return False
        if not isinstance(self.value, bool):
            self.wrong("true or false")
        return self.value

    def wrong(self, expected: str) -> NoReturn:
        """Raise the SessionError that names this place."""
        where = f"'{self._place}'" if self._place else "its outermost value"
        found = shown(self.value)
        raise SessionError(f"{self._document} is no {self._kind}: {where} should be {expected}, not {found}.")


def outermost(data: object, document: str, schema: str, kind: str = "session file") -> Node:
    """The outermost object of a document whose `schema` is such as "posecoach.session/1".

    Raises:
        SessionError: it is of another one; of a later version of the same, this is said.
    """
    node = Node(data, "", document, kind)
    named = node.get("schema")
    if named.text("") != schema:
        if named.text("").startswith(schema.rpartition("/")[0] + "/"):
            raise SessionError(
                f"{document} was written by a newer PoseCoach: {named.text('')}.",
                f"This one knows {schema}; bring it up to date.",
            )
        named.wrong(f"'{schema}'")
    return node


def read_record(
    node: Node,
    kind: type[Record],
    /,
    needed: Collection[str] = (),
    names: Mapping[str, str] = {},
    **given: Any,
) -> Record:
    """The dataclass `kind` from an object's entries, each named like its field or as `names` says.

    A null is the field's default; where it has none, a figure is NaN and a text empty, unless `needed` has
    the field's name. `given` are fields that were read otherwise; entries that are no field are left aside.

    Raises:
        SessionError: an entry is of the wrong type, out of range, or missing and needed.
    """
    for name, hint, default in _fields(kind):  # type: ignore[arg-type]
        if name not in given:
            entry = node.get(names.get(name, name))
            known = entry.is_null and default is not MISSING and name not in needed
            given[name] = default if known else _typed(entry, hint, name in needed)
    return kind(**given)


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, object], ...]:
    """Name, type and default of each field of a dataclass."""
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name], one.default) for one in fields(kind))


def _typed(node: Node, hint: Any, needed: bool) -> object:
    if get_origin(hint) is UnionType:  # with None
        return None if node.is_null else _typed(node, get_args(hint)[0], needed)
    if get_origin(hint) is Mapping:
        return {name: share.number(0.0) for name, share in node.pairs()}
    if is_dataclass(hint) and isinstance(hint, type):
        return read_record(node, hint)
    if issubclass(hint, Enum):
        return hint(node.one_of([one.value for one in hint]))
    if hint is float:
        return node.number(None if needed else NAN)
    if hint is str:
        return node.text(None if needed else "")
    return node.flag() if hint is bool else node.count()


def shown(value: object) -> str:
    """A value in an error message: short, printable, on one line."""
    if value is None:
        return "missing"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return one_line(repr(value), 40)


def _float_array(values: Sequence[object]) -> NDArray[np.float64] | None:
    try:
        return np.array(values, np.float64)
    except OverflowError:  # a whole number of hundreds of digits
        return None
