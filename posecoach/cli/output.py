"""Writing results where the user asked, checked before the work and not after it."""

import os
import sys
from pathlib import Path

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
    target = path if path.exists() else folder
    if not os.access(target, os.W_OK):
        raise OutputError(f"Cannot write {path}: no permission.", "Choose another place.")


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
