"""Files: results checked before the work and put in place whole, their owner's alone; bounded reading."""

import codecs
import errno
import gzip
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from posecoach import sentences
from posecoach.errors import OutputError

DEVICES, PROCESSES = Path("/dev"), Path("/proc")

CHUNK_BYTES = 2**20

MOST_LINKS = 40
"""In a row; Linux follows no more."""


def check_place(path: Path) -> None:
    """Raise OutputError where no file could be written at `path`; cheap, for before the work starts."""
    if path.is_dir():
        raise OutputError.of("files.folder", "files.name_file", path=path)
    if is_device(path):
        return
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        folder = target.parent if path.is_symlink() else path.parent
        raise OutputError.of("files.no_folder", "files.make_first", path=path, folder=folder)
    trial = unfinished(target)
    try:
        # Permission bits do not tell everything: read-only disks, and a root who may do nearly everything.
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(sentences.say("files.no_permission"))
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise OutputError.of(
            "files.not_written", "files.other_place", path=path, why=error.strerror or error
        ) from error


def check_ending(path: Path, endings: Sequence[str], what: str) -> None:
    """Raise OutputError where the name of a file that shall be `what` ends otherwise than with `endings`."""
    if path.suffix.lower() not in endings:
        raise OutputError.of(
            "files.wrong_ending", "files.endings", what=what, name=repr(path.name), endings=", ".join(endings)
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


def is_unicode(path: Path) -> bool:
    """Whether the name can be handed to C++ code, as UTF-8; Linux takes any bytes for a name."""
    try:
        str(path.absolute()).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def make_private_file(path: Path) -> None:
    """Create an empty file for its owner alone (0600, whatever the umask), or narrow the rights of one.

    An existing file is not opened: closing it would drop the locks that SQLite holds on it in this process.
    """
    if not path.exists():
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    path.chmod(0o600)


def overwrite_and_remove(path: Path) -> None:
    """Overwrite a file's bytes, unless it has a second name, and remove it; a link goes with its file."""
    real = Path(os.path.realpath(path))
    about = real.stat()
    if about.st_nlink == 1:
        with real.open("r+b") as file:
            for start in range(0, about.st_size, CHUNK_BYTES):
                file.write(bytes(min(CHUNK_BYTES, about.st_size - start)))
            file.flush()
            os.fsync(file.fileno())
    real.unlink()
    if path.is_symlink():
        path.unlink()


def read_text(path: Path, most_bytes: int, packed: bool = False) -> str:
    """The text in a file, UTF-8 with or without a mark before it; `packed` for gzip.

    It is bounded by what is read and not by what the file system says: a device or a pipe has no size. A pipe
    into which nobody writes is empty.

    Raises:
        OSError: it cannot be read, or holds more than `most_bytes`. ValueError: it is no text, and why.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    parts: list[str] = []
    size = 0
    with open(path, "rb", opener=_open_at_once) as raw:
        file = gzip.GzipFile(fileobj=raw) if packed else raw
        while data := file.read(CHUNK_BYTES):
            size += len(data)
            if size > most_bytes:
                raise OSError(
                    errno.EFBIG,
                    sentences.say("files.too_large", megabytes=f"{most_bytes / 1000000.0:g}"),
                    str(path),
                )
            parts.append(decoder.decode(data))
            if "\0" in parts[-1]:
                raise ValueError("it is damaged, or no text: there are zeros in it")
    parts.append(decoder.decode(b"", final=True))
    return "".join(parts)


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for somebody to write into a pipe; reading waits as usual for those who do."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def make_folder(path: Path) -> None:
    """Make a folder, with those around it, for its owner alone; raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError.of("files.folder_not_made", path=path, why=error.strerror or error) from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """The name to write under; when the block ends well, the file stands at `path`, else nothing is changed.

    It is its owner's alone (0600, whatever the umask), unless one stood there whose rights it takes over.

    Raises:
        OutputError: it cannot be written, or not in full.
    """
    target = Path(os.path.realpath(path))  # a link stays, and what it leads to is replaced
    direct = is_device(path)
    part = path if direct else unfinished(target)
    try:
        if not direct:
            make_private_file(part)
        yield part
        if not direct:
            put_in_place(part, target)
    except OSError as error:
        raise OutputError.of("files.not_written", path=path, why=error.strerror or error) from error
    finally:
        if not direct:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def put_in_place(part: Path, target: Path) -> None:
    """Put a finished file where it belongs, with the rights of the one that stood there, if any."""
    if target.exists():
        shutil.copymode(target, part)
    part.replace(target)


def write_whole(path: Path, text: str) -> None:
    """Write a text file in UTF-8, all of it or nothing; raises OutputError."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="")


def write_aside(name: str, write: Callable[[Path], None]) -> Path | None:
    """Have a file written into a temporary folder of its own, its owner's alone; None where it cannot be."""
    path = None
    try:
        path = Path(tempfile.mkdtemp(prefix="posecoach-")) / name
        write(path)
    except (OSError, OutputError):
        if path is not None:
            path.parent.rmdir()
        return None
    return path
