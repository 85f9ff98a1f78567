"""Writing results where the user asked, checked before the work and not after it; notices beside them."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from posecoach.errors import OutputError

STDOUT = "-"


def check_output(path: str | Path | None) -> None:
    """Make sure that `path` can be written.

    Raises:
        OutputError: its folder is missing or closed, or it is a folder itself.
    """
    if path is None or str(path) == STDOUT:
        return
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", "Name a file to write.")
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(f"Cannot write {path}: there is no folder {folder}.", "Create it first.")
    if path.exists() and not path.is_file():
        return  # a device or a pipe: opening it may already have an effect
    existed = path.exists()
    try:
        # Permission bits do not tell everything: read-only disks, and a root who may do nearly everything.
        with path.open("ab"):
            pass
        if not existed:
            path.unlink()
    except PermissionError:
        raise OutputError(f"Cannot write {path}: no permission.", "Choose another place.") from None
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror}.", "Choose another place.") from None


def tell_notices(notices: Iterable[str]) -> None:
    """Print what was found broken in the store and mended; on standard error, beside any result."""
    for notice in notices:
        click.echo(notice, err=True)


def write_text(text: str, path: str | Path) -> None:
    """Write `text` to `path`, or to standard output for "-".

    Raises:
        OutputError: it cannot be written after all.
    """
    if str(path) == STDOUT:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror or error}.") from None
