"""The folder of results: a session file a video, what is done already, tables of all reps and sessions."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from posecoach import __version__
from posecoach.batch.task import Outcome, Task
from posecoach.errors import OutputError, SessionError
from posecoach.files import make_folder, make_private_file, read_text, write_whole
from posecoach.plain_text import plain
from posecoach.session.json_format import read_session
from posecoach.session.record import Session
from posecoach.session.strict import picked
from posecoach.session.tables import REP_COLUMNS, Cell, Columns, rep_rows, write_csv, write_parquet

SESSIONS = "sessions"
LEDGER = "done.jsonl"
FAILED = "failed.json"

LARGEST_LEDGER_BYTES = 1_000_000_000

SESSION_COLUMNS: Columns = {
    "video": str,
    "exercise": str,
    "side": str,
    "fps": float,
    "frames": int,
    "duration_s": float,
    "pose_frames": int,
    "model": str,
    "sets": int,
    "reps": int,
    "clean_reps": int,
    "warnings": int,
    "lower_back_unit": str,
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a result was made from and with; a result is done when its stamp is what it would be today."""

    video: str
    size: int
    changed_ns: int
    how: str


def stamp_of(task: Task) -> Stamp:
    """The stamp of `task` as its file is now; size 0 when it cannot be read."""
    how = hashlib.sha256(repr((asdict(task.exercise), task.side, task.model, __version__)).encode())
    try:
        about = Path(task.path).stat()
    except OSError:
        return Stamp(task.name, 0, 0, how.hexdigest())
    return Stamp(task.name, about.st_size, about.st_mtime_ns, how.hexdigest())


class Results:
    """The folder `--out` names. Everything in it is written whole or not at all.

    Raises:
        OutputError: the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_folder(folder / SESSIONS)
        self._done = _read_ledger(folder / LEDGER)

    def session_path(self, name: str) -> Path:
        return self.folder / SESSIONS / f"{name}.json"

    def is_done(self, task: Task) -> bool:
        """Whether the task's result is there, made from the same file in the same way."""
        return self._done.get(task.name) == stamp_of(task) and self.session_path(task.name).is_file()

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Write the session of `outcome` and remember it as done; raises OutputError."""
        path = self.session_path(task.name)
        stamp = stamp_of(task)
        make_folder(path.parent)
        write_whole(path, outcome.session + "\n")
        line = json.dumps(asdict(stamp)) + "\n"  # in ASCII: a name of a file need not be valid Unicode
        try:
            make_private_file(self.folder / LEDGER)
            with (self.folder / LEDGER).open("a", encoding="utf-8") as ledger:
                ledger.write(line)
        except OSError as error:
            raise OutputError(f"Cannot write {self.folder / LEDGER}: {error.strerror or error}.") from None
        self._done[task.name] = stamp

    def write_failures(self, failures: Sequence[Outcome]) -> None:
        """List what failed in `failed.json`, or remove the list of an earlier run."""
        path = self.folder / FAILED
        if failures:
            listed = [{"video": plain(one.name), "error": plain(one.error)} for one in failures]
            write_whole(path, json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
        else:
            path.unlink(missing_ok=True)

    def write_tables(self, names: Sequence[str], parquet: bool = False) -> None:
        """One table of the reps and one of the sessions of these videos: CSV, and Parquet if asked for.

        Raises:
            OutputError: a table cannot be written.
        """
        reps: list[dict[str, Cell]] = []
        sessions: list[dict[str, Cell]] = []
        for name, session in self._sessions(names):
            sessions.append(_session_row(plain(name), session))
            reps += [{"video": plain(name), **row} for row in rep_rows(session)]
        tables = (("reps", {"video": str, **REP_COLUMNS}, reps), ("sessions", SESSION_COLUMNS, sessions))
        for name, columns, rows in tables:
            write_csv(self.folder / f"{name}.csv", columns, rows)
            if parquet:
                write_parquet(self.folder / f"{name}.parquet", columns, rows)

    def _sessions(self, names: Sequence[str]) -> Iterator[tuple[str, Session]]:
        for name in names:
            try:
                yield name, read_session(self.session_path(name))
            except SessionError as error:
                raise OutputError(str(error), "Delete that file and run again.") from None


def _session_row(name: str, session: Session) -> dict[str, Cell]:
    return {
        "video": name,
        **picked(session, 6, "exercise", "side", "clean_reps", "lower_back_unit"),
        **picked(session.source, 6, "fps", "frames", "duration_s", "pose_frames", "model"),
        "sets": len(session.sets),
        "reps": len(session.reps),
        "warnings": len(session.warnings),
    }


def _read_ledger(path: Path) -> dict[str, Stamp]:
    """The newest stamp of each video; a line that a crash cut short is passed over."""
    done: dict[str, Stamp] = {}
    try:
        lines = read_text(path, LARGEST_LEDGER_BYTES).splitlines()
    except (OSError, ValueError):
        return done
    for line in lines:
        try:
            stamp = Stamp(**json.loads(line))
        except (ValueError, TypeError):
            continue
        done[stamp.video] = stamp
    return done
