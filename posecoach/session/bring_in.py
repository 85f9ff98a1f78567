"""Files that `posecoach data export` wrote, brought into a store: sessions with landmarks, measurements."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from posecoach.errors import SessionError, TrackError
from posecoach.sentences import say
from posecoach.session.json_format import dumps, read_session
from posecoach.session.measurement_json import is_measurement, read_measurement
from posecoach.session.store import Store
from posecoach.session.track import read_track

SESSION, TRACK = ".json", ".npz"
"""How the files end that hold a session whole: its figures, and its landmarks in a file of the same name."""

FOR_OTHERS = (".csv", ".mot", ".trc", ".parquet")
"""What else an export writes: parts of the same, rounded for other programs."""


def files_to_read(named: Iterable[Path]) -> list[Path]:
    """The files that were `named`, each once: of a folder those of sessions and measurements, in order, and
    in place of a session's landmarks the session they lie beside."""
    found: dict[Path, None] = {}
    for path in named:
        if _is_folder(path):
            inside = sorted(path.glob(f"*{SESSION}"))
            found |= dict.fromkeys(inside or [path])
        elif path.suffix.lower() == TRACK and _is_there(path.with_suffix(SESSION)):
            found[path.with_suffix(SESSION)] = None
        else:
            found[path] = None
    return list(found)


def bring_in(store: Store, file: Path) -> str:
    """Keep the session, with the landmarks beside it, or the measurement in `file`; says what was kept.

    Raises:
        SessionError, TrackError: it is none, is there already, or what it needs is damaged; nothing is kept.
    """
    if _is_folder(file):
        raise SessionError(say("data.import_empty", folder=file))
    if file.suffix.lower() in FOR_OTHERS and _is_there(file):
        raise SessionError(say("data.import_not", file=file))
    if file.suffix.lower() == TRACK and _is_there(file):
        raise SessionError(say("data.import_alone", file=file), say("data.import_alone_hint"))
    if is_measurement(file):
        number = store.add_measurement(read_measurement(file))
        return say("data.imported_measurement", file=file, number=number)
    session = read_session(file)
    # A session without a name of its own gets one from its content, so that it is known again.
    uid = session.uid or hashlib.sha256(dumps(session).encode()).hexdigest()[:32]
    beside = file.with_suffix(TRACK)
    try:
        track = read_track(beside) if _is_there(beside) else None
    except TrackError as error:
        raise TrackError(error.message, say("data.import_track_hint")) from error
    number = store.add(replace(session, uid=uid), track)
    kept = "data.imported" if track is None else "data.imported_landmarks"
    return say(kept, file=file, number=number, n=len(session.reps))


def _is_folder(path: Path) -> bool:
    return _is_there(path) and path.is_dir()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long: reading it says so
        return False
