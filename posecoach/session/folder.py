"""Where sessions live on this machine, readable by their owner only."""

import os
from pathlib import Path

import platformdirs

from posecoach.errors import SessionError

HOME_VARIABLE = "POSECOACH_HOME"
"""Environment variable naming another data folder: a second person, a test, a stick."""

DATABASE = "sessions.db"

PROGRESS_PAGE = "progress.html"
"""The file of the page about all sessions."""


def data_folder() -> Path:
    """The folder of everything kept: `$POSECOACH_HOME`, else the platform's place for application data.

    That is `~/.local/share/posecoach` on Linux, `~/Library/Application Support/posecoach` on macOS and
    `%LOCALAPPDATA%\\posecoach` on Windows.
    """
    return named_folder() or platformdirs.user_data_path("posecoach", appauthor=False)


def named_folder() -> Path | None:
    """The folder that `$POSECOACH_HOME` names; None where it names none. Raises SessionError."""
    named = os.environ.get(HOME_VARIABLE, "").strip()
    try:
        return Path(named).expanduser() if named else None
    except RuntimeError as error:
        raise SessionError.of(
            "store.no_home", "store.name_folder", variable=HOME_VARIABLE, named=named
        ) from error


def database_path(folder: Path | None = None) -> Path:
    """The file all sessions are in."""
    return (folder or data_folder()) / DATABASE


def pages_folder(folder: Path | None = None) -> Path:
    """Where pages go for which nobody named a file."""
    return (folder or data_folder()) / "pages"


def exercises_folder(folder: Path | None = None) -> Path:
    """Where the exercises are that were taught on this machine."""
    return (folder or data_folder()) / "exercises"


def page_name(number: int) -> str:
    """The file of the page about session `number`."""
    return f"session-{number:04d}.html"


def routine_page_name(number: int) -> str:
    """The file of the page about the run of several exercises that session `number` belongs to."""
    return f"routine-{number:04d}.html"


def make_private_folder(folder: Path) -> None:
    """Create `folder`, or take it over, for its owner alone (0700; on Windows the profile's own rights).

    Raises:
        SessionError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    except OSError as error:
        why = error.strerror or error
        raise SessionError.of(
            "store.folder", "store.set_folder", folder=folder, why=why, variable=HOME_VARIABLE
        ) from error
