"""Sessions as files for other programs, in one folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from posecoach.files import make_folder
from posecoach.session.json_format import write_session
from posecoach.session.opensim import write_mot, write_trc
from posecoach.session.record import Session
from posecoach.session.store import Store
from posecoach.session.tables import (
    require_parquet,
    write_frames_csv,
    write_frames_parquet,
    write_reps_csv,
    write_reps_parquet,
)
from posecoach.session.track import write_track

FORMATS = ("json", "csv", "mot", "trc", "track", "parquet")
USUAL_FORMATS = FORMATS[:-1]

SESSION_WRITERS: dict[str, tuple[str, Callable[[Session, Path], None]]] = {
    "json": (".json", write_session),
    "csv": ("-frames.csv", write_frames_csv),
    "mot": (".mot", write_mot),
    "parquet": ("-frames.parquet", write_frames_parquet),
}
"""Formats of one file a session: how its name ends and who writes it."""


def export_sessions(
    store: Store, numbers: Sequence[int], folder: Path, formats: Sequence[str] = USUAL_FORMATS
) -> list[Path]:
    """Write these sessions into `folder` in each of `formats`; returns the files written.

    "csv" and "parquet" give one table of all reps and one table of frames a session; "trc" and "track" are
    left out for sessions without landmarks.

    Raises:
        SessionError: there is no such session. OutputError: a file cannot be written.
    """
    if "parquet" in formats:
        require_parquet()
    make_folder(folder)
    written: list[Path] = []
    sessions = []
    for number in numbers:
        session = store.load(number)
        sessions.append(session)
        written += _write_one(store, number, session, folder, formats)
    for name, write_reps in (("csv", write_reps_csv), ("parquet", write_reps_parquet)):
        if name in formats:
            path = folder / f"reps.{name}"
            write_reps(sessions, path)
            written.append(path)
    return written


def _write_one(
    store: Store, number: int, session: Session, folder: Path, formats: Sequence[str]
) -> list[Path]:
    base = f"session-{number:04d}-{_safe(session.exercise)}-{_safe(session.side)}"
    written = []
    for name in formats:
        if name in SESSION_WRITERS:
            ending, write = SESSION_WRITERS[name]
            path = folder / f"{base}{ending}"
            write(session, path)
            written.append(path)
    wanted = [name for name in ("trc", "track") if name in formats]
    track = store.landmarks(number) if wanted else None
    if track is not None and len(track):
        for name in wanted:
            path = folder / f"{base}.{'npz' if name == 'track' else name}"
            (write_track if name == "track" else write_trc)(track, path)
            written.append(path)
    return written


def _safe(text: str) -> str:
    """Part of a file name: an exercise's id may come from another computer."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in text)[:60]
