"""Typed reading of untrusted JSON: each value is asked for by type, and a wrong one named by its place."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import SessionError
from posecoach.plain_text import one_line, plain

NAN = float("nan")

LARGEST_NUMBER = 1e15

LONGEST_TEXT = 10_000
"""Characters a text may have; anything longer is no note a person wrote."""


class Node:
    """A value inside a JSON document together with its place, such as `sets[0].reps[3].start_s`."""

    def __init__(self, value: object, place: str, document: str) -> None:
        self._value = value
        self._place = place
        self._document = document

    def get(self, key: str) -> "Node":
        """The entry `key` of an object; a missing one is a null."""
        place = f"{self._place}.{key}" if self._place else key
        if not isinstance(self._value, dict):
            self.wrong("an object")
        return Node(self._value.get(key), place, self._document)

    def items(self) -> Iterator["Node"]:
        """The entries of a list; a null has none."""
        for index, value in enumerate(self.list()):
            yield Node(value, f"{self._place}[{index}]", self._document)

    def pairs(self) -> Iterator[tuple[str, "Node"]]:
        """The entries of an object; a null has none."""
        if self._value is None:
            return
        if not isinstance(self._value, dict):
            self.wrong("an object")
        for key in self._value:
            yield plain(key), self.get(key)

    def list(self) -> Sequence[object]:
        """A list; a null is an empty one."""
        if self._value is None:
            return ()
        if not isinstance(self._value, list):
            self.wrong("a list")
        return self._value

    @property
    def is_null(self) -> bool:
        """Whether there is no value."""
        return self._value is None

    def text(self, default: str | None = None) -> str:
        """A text; a null gives `default`, when there is one."""
        if self._value is None and default is not None:
            return default
        if not isinstance(self._value, str) or len(self._value) > LONGEST_TEXT:
            self.wrong(f"text of at most {LONGEST_TEXT} characters")
        return plain(self._value)

    def one_of(self, choices: Sequence[str], default: str | None = None) -> str:
        """One of `choices`."""
        if self._value is None and default is not None:
            return default
        if not isinstance(self._value, str) or self._value not in choices:
            self.wrong(f"one of {', '.join(choices)}")
        return self._value

    def number(self, default: float | None = NAN) -> float:
        """A finite number; a null gives `default`, and is an error when `default` is None."""
        if self._value is None and default is not None:
            return default
        value = self._value
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
        if self._value is None and default is not None:
            return default
        value = self._value
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.wrong(f"a whole number from 0 to {most}")
        return value

    def flag(self, default: bool = False) -> bool:
        """True or false."""
        if self._value is None:
            return default
        if not isinstance(self._value, bool):
            self.wrong("true or false")
        return self._value

    def wrong(self, expected: str) -> NoReturn:
        """Raise the SessionError that names this place."""
        where = f"'{self._place}'" if self._place else "its outermost value"
        found = shown(self._value)
        raise SessionError(f"{self._document} is no session file: {where} should be {expected}, not {found}.")


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
