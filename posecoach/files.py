"""Files of results: a place is checked before the work, and gets the file when that is whole."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from posecoach.errors import OutputError

DEVICES, PROCESSES = Path("/dev"), Path("/proc")

MOST_LINKS = 40
"""In a row; Linux follows no more."""


def check_place(path: Path) -> None:
    """Raise OutputError where no file could be written at `path`; cheap, for before the work starts."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", "Name a file to write.")
    if is_device(path):
        return
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        folder = target.parent if path.is_symlink() else path.parent
        raise OutputError(f"Cannot write {path}: there is no folder {folder}.", "Make it first.")
    trial = unfinished(target)
    try:
        # Permission bits do not tell everything: read-only disks, and a root who may do nearly everything.
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError("no permission")
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise OutputError(
            f"Cannot write {path}: {error.strerror or error}.", "Choose another place."
        ) from error


def check_ending(path: Path, endings: Sequence[str], what: str) -> None:
    """Raise OutputError where the name of a file that shall be `what` ends otherwise than with `endings`."""
    if path.suffix.lower() not in endings:
        raise OutputError(
            f"{what} cannot be written as {path.name!r}.", f"End its name with one of {', '.join(endings)}."
        )


def is_device(path: Path) -> bool:
    """Whether it is a device or a pipe: opening it may have an effect, and nothing can take its place.

    So is what is open already, such as /dev/stdout, though it may lead to a file: that has a writer.
    """
    if path.exists() and not path.is_file():
        return True
    for _ in range(MOST_LINKS):
        folder = Path(os.path.realpath(path.parent))
        if folder == DEVICES or (folder.name == "fd" and PROCESSES in folder.parents):
            return True
        if not path.is_symlink():
            return False
        path = folder / path.readlink()
    return False


def unfinished(path: Path) -> Path:
    """The name a file has while it is written: hidden, in the same folder, this process's own."""
    return path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")


def make_private_file(path: Path) -> None:
    """Create an empty file for its owner alone (0600, whatever the umask), or narrow the rights of one.

    An existing file is not opened: closing it would drop the locks that SQLite holds on it in this process.
    """
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def make_folder(path: Path) -> None:
    """Make a folder with those around it; raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot make the folder {path}: {error.strerror or error}.") from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """The name to write under; when the block ends well, the file stands at `path`, else nothing is changed.

    Raises:
        OutputError: it cannot be written, or not in full.
    """
    target = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
    direct = is_device(path)
    part = path if direct else unfinished(target)
    try:
        yield part
        if not direct:
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
    except OSError as error:
        raise OutputError(f"Cannot write {path}: {error.strerror or error}.") from error
    finally:
        if not direct:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text file in UTF-8, all of it or nothing; raises OutputError."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="")
