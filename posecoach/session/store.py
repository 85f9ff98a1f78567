"""The store of all sessions on this computer: asked for history, single sessions and landmarks."""

import os
import sqlite3
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from posecoach import sentences
from posecoach.errors import SessionError
from posecoach.sentences import say
from posecoach.session.folder import PROGRESS_PAGE, database_path, page_name, pages_folder, routine_page_name
from posecoach.session.frame_codec import pack_track
from posecoach.session.history import HistoryFilter, HistoryRow, read_history
from posecoach.session.measurement import TEST_PREFIX, Measurement
from posecoach.session.record import Pain, Session
from posecoach.session.rows import (
    LANDMARKS,
    insert_session,
    put_block,
    put_measurement,
    put_series,
    read_landmarks,
    read_measurements,
    read_session,
    remove_measurements,
    update_session,
)
from posecoach.session.running_lock import somebody_is_recording, store_lock, try_lock
from posecoach.session.salvage import UNKNOWN
from posecoach.session.schema import BUSY_TIMEOUT_S, FINISHED, RUNNING, transaction
from posecoach.session.store_file import StoreFile, remove_for_good
from posecoach.session.track import Track
from posecoach.session.unfinished_clips import clear_away

OTHER_SIDE_DAYS = 14
"""How far apart sessions of the left and the right side may be to be compared."""


class AlreadyThereError(SessionError):
    """A session that is to be added is in the store, whole or running."""


class Store(StoreFile):
    """The sessions in one data folder. Opening it finishes sessions whose program died.

    Attributes:
        notices: sentences for the person about what was found and mended while opening or asking.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Raises SessionError when the store cannot be used."""
        super().__init__(Path(os.path.realpath(database_path(folder))))
        self._folder = folder
        self.notices += clear_away(folder)
        self._ask(lambda connection: connection.execute("SELECT count(*) FROM sqlite_master").fetchone())
        try:
            self._finish_broken_sessions()
        except SessionError as error:  # a full disk must not keep anybody from looking back
            self.notices.append(say("store.not_finished", message=error.message))

    def history(self, only: HistoryFilter | None = None) -> list[HistoryRow]:
        return self._ask(lambda connection: read_history(connection, only or HistoryFilter()))

    def newest(self) -> int:
        """The number of the newest session; raises SessionError when there is none."""
        rows = self.history(HistoryFilter(limit=1))
        if not rows:
            raise SessionError(say("store.none_yet"), say("store.start_one"))
        return rows[0].number

    def load(self, number: int) -> Session:
        """One session; raises SessionError when there is none of this number."""
        return self._ask(lambda connection: read_session(connection, number))

    def routine(self, number: int) -> tuple[int, ...]:
        """The sessions of the run that session `number` belongs to, in order; itself alone where it is none.

        Raises:
            SessionError: there is no session of this number.
        """
        session = self.load(number)
        if session.routine is None:
            return (number,)
        query = "SELECT id FROM session WHERE routine = ? ORDER BY started_s, id"
        uid = session.routine.uid
        rows = self._ask(lambda connection: connection.execute(query, (uid,)).fetchall())
        return tuple(int(row[0]) for row in rows) or (number,)

    def other_side(self, session: Session) -> Session | None:
        """The session of the same exercise on the other side closest in time; None without one close by."""
        if session.side not in ("left", "right") or session.started_at is None:
            return None
        span = timedelta(days=OTHER_SIDE_DAYS)
        near = HistoryFilter(session.exercise, session.started_at - span, session.started_at + span)
        side = "left" if session.side == "right" else "right"
        rows = [row for row in self.history(near) if row.side == side and row.reps and not row.running]
        if not rows:
            return None
        moment = session.started_at
        return self.load(min(rows, key=lambda row: abs(row.started_at - moment)).number)

    def landmarks(self, number: int) -> Track | None:
        """The landmarks of a session, rounded as in `session.frame_codec`; None when they were not kept."""
        self.load(number)
        return self._ask(lambda connection: read_landmarks(connection, number))

    def add(self, session: Session, track: Track | None = None) -> int:
        """Keep a finished session, from a file or another computer; returns its number.

        It takes the place of what is there of it when that was cut off: a disk that filled leaves the
        beginning in the store and the whole in a file.

        Raises:
            AlreadyThereError: it is in the store. SessionError: it cannot be written.
        """
        session = replace(session, uid=session.uid or uuid.uuid4().hex)

        def write(connection: sqlite3.Connection) -> int:
            with transaction(connection):
                known = connection.execute("SELECT id FROM session WHERE uid = ?", (session.uid,)).fetchone()
                if known is None:
                    number = insert_session(connection, session, FINISHED)
                    put_series(connection, number, session.series)
                else:
                    number = int(known[0])
                    _complete(connection, number, session)
                if track is not None and len(track):
                    connection.execute(
                        "DELETE FROM block WHERE session = ? AND kind = ?", (number, LANDMARKS)
                    )
                    put_block(connection, number, LANDMARKS, 0, pack_track(track))
            return number

        return self._ask(write)

    def begin(self, session: Session) -> int:
        """A row for a session that begins; whoever calls it holds its `RunningLock`. Returns its number."""
        return self._ask(lambda connection: insert_session(connection, session, RUNNING))

    def measurements(self) -> dict[int, Measurement]:
        """All measurements of the hip's range by their numbers, the oldest first."""
        return self._ask(read_measurements)

    def measurement(self, number: int) -> Measurement:
        """One measurement; raises SessionError when there is none of this number."""
        found = self.measurements().get(number)
        if found is None:
            raise SessionError(say("store.no_measurement", number=number), say("store.see_history"))
        return found

    def add_measurement(self, measurement: Measurement) -> int:
        """Keep a measurement; returns its number. One that is there already stays as it is.

        Raises:
            SessionError: it cannot be written.
        """
        return self._ask(lambda connection: put_measurement(connection, measurement))

    def delete_measurements(self, numbers: Sequence[int]) -> None:
        """Remove these measurements for good, with every page made of any of them.

        Raises:
            SessionError: one of them is not there; nothing is deleted then.
        """
        self._ask(lambda connection: remove_measurements(connection, numbers))
        pages = pages_folder(self._folder)
        remove_for_good([*pages.glob("hip-range-*.html"), pages / PROGRESS_PAGE])

    def delete(self, numbers: Sequence[int]) -> None:
        """Remove these sessions for good: their rows are overwritten in the file.

        Raises:
            SessionError: one of them is not there or is running; nothing is deleted then.
        """
        self.check_deletable(numbers)
        runs = {member for number in numbers for member in self.routine(number)}

        def write(connection: sqlite3.Connection) -> bool:
            with transaction(connection):
                connection.executemany("DELETE FROM session WHERE id = ?", [(number,) for number in numbers])
            # The log still holds what was deleted, until it is emptied into the file.
            return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

        if self._ask(write):
            self.notices.append(say("store.being_read"))
        pages = pages_folder(self._folder)
        made = [*map(page_name, numbers), *map(routine_page_name, sorted(runs)), PROGRESS_PAGE]
        remove_for_good([pages / name for name in made])
        if aside := self.set_aside():
            names = ", ".join(path.name for path in aside)
            self.notices.append(say("store.set_aside", names=names))

    def delete_set_aside(self) -> int:
        """Remove the damaged stores that were set aside; returns how many. Raises as `delete_everything`."""
        aside = self.set_aside()
        remove_for_good([file for path in aside for file in path.parent.glob(f"{path.name}*")])
        return len(aside)

    def write_error(self) -> sqlite3.Error | None:
        """What keeps anything from being written, such as a read-only medium."""
        try:
            # A transaction alone may begin on a read-only medium, too; a statement that writes may not.
            self.connection().execute("DELETE FROM session WHERE 0")
        except sqlite3.Error as error:
            return error
        return None

    def check_deletable(self, numbers: Sequence[int]) -> None:
        """Raise SessionError when one of these sessions is not there or is running."""
        running = {row.number for row in self.history() if row.running}
        for number in numbers:
            self.load(number)
            if number in running:
                raise SessionError(say("store.one_running", number=number), say("store.end_first"))

    def delete_everything(self) -> None:
        """Remove the database, damaged ones that were set aside, and all pages; overwritten before.

        Raises:
            SessionError: a session is running or another program has the store open, and nothing is deleted;
                or a file cannot be removed.
        """
        if somebody_is_recording(self.path.parent):
            raise SessionError(say("store.session_running"), say("store.end_first"))
        self.close()
        try:
            lock = store_lock(self.path, shared=False, wait_s=BUSY_TIMEOUT_S)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise SessionError(say("store.not_usable", path=self.path, why=error)) from error
            raise SessionError(say("store.in_use"), say("store.end_first")) from error
        stem, suffix = self.path.stem, self.path.suffix
        mine = (f"{stem}{suffix}*", f"{stem}-damaged-*", f"{stem}-mend*")
        with lock:
            remove_for_good([file for name in mine for file in self.path.parent.glob(name)])
            database_path(self._folder).unlink(missing_ok=True)  # where it is a link
            remove_for_good(list(pages_folder(self._folder).glob("*.html")))
        for suffix in (".lock", ".lock-journal"):
            self.path.with_suffix(suffix).unlink(missing_ok=True)
        with suppress(OSError):
            pages_folder(self._folder).rmdir()

    def _finish_broken_sessions(self) -> None:
        query = "SELECT id, uid FROM session WHERE state = ?"
        for number, uid in self._ask(lambda connection: connection.execute(query, (RUNNING,)).fetchall()):
            lock = try_lock(self.path.parent, uid)
            if lock is None:
                continue  # it is running
            with lock:
                self._finish_broken_session(int(number))

    def _finish_broken_session(self, number: int) -> None:
        def write(connection: sqlite3.Connection) -> Session | None:
            with transaction(connection):
                state = connection.execute("SELECT state FROM session WHERE id = ?", (number,)).fetchone()
                if state is None or state[0] != RUNNING:
                    return None  # its own program has just finished it
                session = replace(read_session(connection, number), interrupted=True)
                if _of_a_test(session) or _empty(session):
                    connection.execute("DELETE FROM session WHERE id = ?", (number,))
                else:
                    update_session(connection, number, session, FINISHED)
            return session

        session = self._ask(write)
        if session is not None and not _of_a_test(session):
            when = sentences.in_use().moment(session.started_at) if session.started_at else ""
            empty = "store.cut_off_empty" if _empty(session) else "store.cut_off_uncounted"
            told = "store.was_cut_off" if session.reps else empty
            self.notices.append(say(told, number=number, when=when, n=len(session.reps)))


def _of_a_test(session: Session) -> bool:
    """Whether it is a test of the hip's range, of which a measurement is kept and no session."""
    return session.exercise.startswith(TEST_PREFIX)


def _empty(session: Session) -> bool:
    """Whether there is nothing to look back on; of a damaged session nobody knows that."""
    done = session.reps or session.stops or session.exercise == UNKNOWN
    return not done and session.pain == Pain()


def _complete(connection: sqlite3.Connection, number: int, session: Session) -> None:
    """Put `session` in place of the part of it that is kept as `number`; raises AlreadyThereError."""
    state = connection.execute("SELECT state FROM session WHERE id = ?", (number,)).fetchone()[0]
    part = read_session(connection, number)
    more = not session.interrupted or len(session.reps) > len(part.reps)
    if state == RUNNING or not part.interrupted or not more:
        raise AlreadyThereError(say("store.there_already", number=number))
    update_session(connection, number, session, FINISHED)
    if len(session.series) >= len(part.series):
        put_series(connection, number, session.series)
