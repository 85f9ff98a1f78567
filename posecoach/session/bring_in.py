"""Files that `posecoach data export` wrote, brought into a store: sessions with landmarks, measurements."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from posecoach.errors import SessionError, TrackError
from posecoach.sentences import say
from posecoach.session import json_format, measurement_json
from posecoach.session.store import AlreadyThereError, Store
from posecoach.session.strict import read_document
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
    """Keep the session, with the landmarks beside it, or the measurement in `file`; says what was kept, or
    that it is there already.

    Raises:
        SessionError, TrackError: it is none, or what it needs is damaged; nothing is kept.
    """
    if _is_folder(file):
        raise SessionError(say("data.import_empty", folder=file))
    if file.suffix.lower() in FOR_OTHERS and _is_there(file):
        raise SessionError(say("data.import_not", file=file))
    if file.suffix.lower() == TRACK and _is_there(file):
        raise SessionError(say("data.import_alone", file=file), say("data.import_alone_hint"))
    text = read_document(file, json_format.LARGEST_FILE_BYTES)
    if measurement_json.is_measurement(text):
        number = store.add_measurement(measurement_json.loads(text, str(file)))
        return say("data.imported_measurement", file=file, number=number)
    session = json_format.loads(text, str(file))
    # A session without a name of its own gets one from its content, so that it is known again.
    uid = session.uid or hashlib.sha256(json_format.dumps(session).encode()).hexdigest()[:32]
    beside = file.with_suffix(TRACK)
    try:
        track = read_track(beside) if _is_there(beside) else None
    except TrackError as error:
        raise TrackError(error.message, say("data.import_track_hint")) from error
    try:
        number = store.add(replace(session, uid=uid), track)
    except AlreadyThereError as known:
        return f"{file}: {known}"
    kept = "data.imported" if track is None else "data.imported_landmarks"
    return say(kept, file=file, number=number, reps=say("end.reps", n=len(session.reps)))


def _is_folder(path: Path) -> bool:
    return _is_there(path) and path.is_dir()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long: reading it says so
        return False
