"""Clips that are being written, noted so that the next start finds what a killed program left of one.

An unfinished clip cannot be played, but it is pictures of the person, in their folder under a hidden name.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from posecoach.errors import OutputError, SessionError
from posecoach.files import overwrite_and_remove, read_text, write_whole
from posecoach.sentences import say
from posecoach.session.folder import data_folder, make_private_folder
from posecoach.session.running_lock import FileLock

LONGEST_BYTES = 100_000


@contextmanager
def noted_clip(part: Path, folder: Path | None = None) -> Iterator[None]:
    """While the block lasts, `part` is the unfinished file of a clip; a data folder that takes no note is no
    reason to stop."""
    folder = folder or data_folder()
    note = folder / f"clip-{uuid.uuid4().hex}.path"
    lock = None
    try:
        with suppress(SessionError, OutputError, sqlite3.Error):
            make_private_folder(folder)
            lock = FileLock(note.with_suffix(".lock"))
            write_whole(note, str(part.absolute()))
        yield
    finally:
        if not part.exists():
            _forget(note)
        if lock is not None:
            lock.release()


def has_notes(folder: Path) -> bool:
    """Whether any clip is noted, being written or left."""
    return any(folder.glob("clip-*.path"))


def clear_away(folder: Path | None = None) -> list[str]:
    """Remove what programs that died left of their clips; a sentence about each."""
    told = []
    for note in sorted((folder or data_folder()).glob("clip-*.path")):
        try:
            with FileLock(note.with_suffix(".lock")):
                part = Path(read_text(note, LONGEST_BYTES))
                if part.is_file():
                    overwrite_and_remove(part)
                    told.append(say("store.clip_removed", part=part))
                elif not part.parent.is_dir():
                    continue  # on a stick that is not there, perhaps
                _forget(note)
        except sqlite3.Error:
            continue  # it is being written
        except (OSError, ValueError) as error:
            told.append(say("store.clip_left", note=note, why=error))
    return told


def _forget(note: Path) -> None:
    with suppress(OSError):
        note.unlink(missing_ok=True)
        note.with_suffix(".lock").unlink(missing_ok=True)
