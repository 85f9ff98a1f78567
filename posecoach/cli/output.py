"""Writing results where the user asked, checked before the work and not after it; notices beside them."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from posecoach.files import check_place, write_whole

STDOUT = "-"


def check_output(path: str | Path | None) -> None:
    """Raise OutputError when `path` cannot be written; None and "-" always can."""
    if path is not None and str(path) != STDOUT:
        check_place(Path(path))


def tell_notices(notices: Iterable[str]) -> None:
    """Print what was found broken in the store and mended; on standard error, beside any result."""
    for notice in notices:
        click.echo(notice, err=True)


def write_text(text: str, path: str | Path) -> None:
    """Write `text` to `path`, or to standard output for "-"; raises OutputError."""
    if str(path) == STDOUT:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        write_whole(Path(path), text)
