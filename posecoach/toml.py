"""Reads the TOML files that people write, or says in one sentence what is wrong in one."""

import math
import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from posecoach.errors import PoseCoachError
from posecoach.files import read_text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LARGEST_BYTES = 10_000_000

LONGEST_NAME = 80
"""Characters of what has one line on the start screen: the name of an exercise or of a plan."""

LARGEST = 1e6
"""No degree, second, metre, percent or number of reps that a person writes is larger."""


def read_toml(path: Path, what: str, error: type[PoseCoachError] = PoseCoachError) -> dict[str, Any]:
    """The table in the file at `path`; `what` is what an error calls it, such as "exercise file".

    Raises:
        error: there is no such file, or it is a folder, no text or no TOML.
    """
    try:
        text = read_text(path, LARGEST_BYTES)
    except FileNotFoundError:
        raise error(f"There is no {what} {path}.", "Check its name and folder.") from None
    except IsADirectoryError:
        raise error(f"{path} is a folder, not {_a(what)}.", "Name a .toml file in it.") from None
    except UnicodeDecodeError:
        raise error(f"The {what} {path} is no text in UTF-8.", "Save it as UTF-8 in the editor.") from None
    except (OSError, ValueError) as fault:
        raise error(
            f"The {what} {path} cannot be read: {getattr(fault, 'strerror', None) or fault}."
        ) from None
    return parse_toml(text, str(path), error)


def parse_toml(text: str, name: str, error: type[PoseCoachError] = PoseCoachError) -> dict[str, Any]:
    """The table in `text`; `name` is what an error calls the file. Raises `error` when it is no TOML."""
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except ValueError as fault:  # TOMLDecodeError, and Python's own for numbers of thousands of digits
        why = str(fault).replace("at end of document", f"at the end, line {text.rstrip().count(chr(10)) + 1}")
        raise error(f"{name} is not valid TOML: {why}.", "Mend that line.") from None
    except RecursionError:
        raise error(f"{name} is not valid TOML: brackets within brackets without end.") from None
    return table


class TomlTable:
    """Takes values out of one TOML table and names file and key when one is not as expected."""

    def __init__(
        self,
        file: str,
        values: Mapping[str, Any],
        error: type[PoseCoachError] = PoseCoachError,
        path: str = "",
    ) -> None:
        self.file = file
        self.values = values
        self._error = error
        self._path = path

    def with_values(self, values: Mapping[str, Any]) -> "TomlTable":
        """Other values in the same place of the file."""
        return TomlTable(self.file, values, self._error, self._path)

    def only(self, *known: str) -> None:
        """Refuse any key but the `known` ones, such as a misspelt one."""
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Keys are {', '.join(known)}."
                raise self._error(f"{self.file}: there is no key '{self._path}{key}'.", hint)

    def wrong(self, key: str, expected: str, found: object, hint: str = "") -> PoseCoachError:
        """The error for a value that is not what was expected."""
        what = "nothing" if found is None else f"{found!r:.{LONGEST_NAME}}"
        return self._error(f"{self.file}: key '{self._path}{key}': expected {expected}, found {what}.", hint)

    def take(self, key: str, default: Any, fits: Callable[[Any], bool], expected: str) -> Any:
        """The value of `key`, or `default`; a default of None makes the key necessary."""
        value = self.values.get(key, default)
        if value is None or (key in self.values and not fits(value)):
            raise self.wrong(key, expected, value)
        return value

    def text(self, key: str, default: str | None) -> str:
        """A text."""
        return self._plain(key, str(self.take(key, default, lambda value: isinstance(value, str), "a text")))

    def name(self, key: str, default: str | None) -> str:
        """A text that is neither empty nor too long for one line of the start screen."""
        fits = lambda value: isinstance(value, str) and is_name(value)  # noqa: E731
        expected = f"a text of 1 to {LONGEST_NAME} characters"
        return self._plain(key, str(self.take(key, default, fits, expected)))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, by default empty."""
        fits = lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value)  # noqa: E731
        return tuple(self._plain(key, item) for item in self.take(key, [], fits, "a list of texts"))

    def _plain(self, key: str, text: str) -> str:
        if text.isprintable() or all(char.isprintable() or char in "\n\t" for char in text):
            return text
        raise self.wrong(key, "a text without control characters", text)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None) -> str:
        """One of `choices`."""
        value = self.values.get(key, default)
        if value in choices:
            return str(value)
        raise self.wrong(key, "one of " + ", ".join(choices), value, did_you_mean(value, choices))

    def choices(
        self, key: str, choices: tuple[str, ...], default: tuple[str, ...], expected: str
    ) -> tuple[str, ...]:
        """Some of `choices`, each once: a list of them, or one by itself."""
        value = self.values.get(key, list(default))
        named = [value] if isinstance(value, str) else value
        if not isinstance(named, list):
            raise self.wrong(key, expected, value)
        for word in named:
            if word not in choices:
                raise self.wrong(key, expected, value, did_you_mean(word, choices))
        if len(set(named)) < len(named):
            raise self.wrong(key, expected, value)
        return tuple(named)

    def number(
        self,
        key: str,
        default: float | None,
        above: float = -math.inf,
        at_least: float = -math.inf,
        at_most: float = LARGEST,
        whole: bool = False,
    ) -> float:
        """A number within the bounds; `whole` for one without a fraction."""

        def fits(value: Any) -> bool:
            return (
                _is_number(value)
                and value > above
                and at_least <= value <= at_most
                and (not whole or value == int(value))
            )

        kind = "a whole number" if whole else "a number"
        bound = f" above {above:g}" if above > -math.inf else ""
        if at_most < LARGEST:
            bound = f"{bound} and at most {at_most:g}" if bound else f" from {at_least:g} to {at_most:g}"
        elif at_least > -math.inf:
            bound = f" of at least {at_least:g}"
        return float(self.take(key, default, fits, kind + bound))

    def pair(self, key: str, default: tuple[float, float], above: float) -> tuple[float, float]:
        """Two numbers above `above`, the first at most as large as the second."""

        value = self.values.get(key, default)
        low_high = list(value) if isinstance(value, list | tuple) else []
        if len(low_high) != 2 or not all(map(_is_number, low_high)) or not above < low_high[0] <= low_high[1]:
            raise self.wrong(key, f"two numbers [least, most] above {above:g}", value, swapped(value))
        return float(low_high[0]), float(low_high[1])

    def table(self, key: str, required: bool = True) -> "TomlTable":
        """The section [key], empty where it may be left out."""
        default: dict[str, Any] | None = None if required else {}
        values = self.take(
            key, default, lambda value: isinstance(value, dict), f"a section [{self._path}{key}]"
        )
        return TomlTable(self.file, values, self._error, f"{self._path}{key}.")

    def tables(self, key: str) -> list["TomlTable"]:
        """The sections [[key]], by default none."""
        fits = lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value)  # noqa: E731
        rows = self.take(key, [], fits, f"sections [[{key}]]")
        return [
            TomlTable(self.file, row, self._error, f"{key}[{index}].") for index, row in enumerate(rows, 1)
        ]


def is_name(text: str) -> bool:
    """Whether `text` can be a name: neither empty nor longer than `LONGEST_NAME`."""
    return 0 < len(text.strip()) <= LONGEST_NAME


def did_you_mean(value: object, choices: tuple[str, ...]) -> str:
    """The choice that is spelt like `value`, as a question; "" where none is."""
    near = get_close_matches(value.lower(), choices, 1) if isinstance(value, str) else []
    return f"Did you mean '{near[0]}'?" if near else ""


def swapped(value: object) -> str:
    """What to say of two numbers of which the larger stands first; "" for anything else."""
    if not isinstance(value, list) or len(value) != 2 or not all(map(_is_number, value)):
        return ""
    return f"The two are swapped: write [{value[1]}, {value[0]}]." if value[0] > value[1] else ""


def _a(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST
