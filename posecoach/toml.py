"""Reads the TOML files that people write, or says in one sentence why one cannot be read."""

import sys
from pathlib import Path
from typing import Any

from posecoach.errors import PoseCoachError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def read_toml(path: Path, what: str, error: type[PoseCoachError] = PoseCoachError) -> dict[str, Any]:
    """The table in the file at `path`; `what` is what an error calls it, such as "exercise file".

    Raises:
        error: there is no such file, or it is a folder, no text or no TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows' Notepad may put a mark before the text
    except FileNotFoundError:
        raise error(f"There is no {what} {path}.", "Check its name and folder.") from None
    except IsADirectoryError:
        raise error(f"{path} is a folder, not {_a(what)}.", "Name a .toml file in it.") from None
    except (OSError, ValueError) as fault:
        raise error(f"The {what} {path} cannot be read ({fault}).") from None
    return parse_toml(text, str(path), error)


def parse_toml(text: str, name: str, error: type[PoseCoachError] = PoseCoachError) -> dict[str, Any]:
    """The table in `text`; `name` is what an error calls the file. Raises `error` when it is no TOML."""
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except ValueError as fault:  # TOMLDecodeError, and Python's own for numbers of thousands of digits
        raise error(f"{name} is not valid TOML: {fault}.", "Mend that line.") from None
    except RecursionError:
        raise error(f"{name} is not valid TOML: brackets within brackets without end.") from None
    return table


def _a(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
