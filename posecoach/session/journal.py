"""The thread that brings a running session to disk, so that the frame loop never waits for a disk.

Why SQLite and no journal of our own: docs/decisions.md, "Records".
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from posecoach.coaching.events import Event
from posecoach.errors import SessionError
from posecoach.kinematics.landmarks import Pose
from posecoach.sentences import say
from posecoach.session.frame_codec import pack_series, pack_track
from posecoach.session.record import Session
from posecoach.session.rows import LANDMARKS, SERIES, dump_event, put_block, put_series, update_session
from posecoach.session.running_lock import RunningLock
from posecoach.session.schema import FINISHED, RUNNING, StoreConnection, connect, transaction
from posecoach.session.series import SeriesBuilder
from posecoach.session.store import Store
from posecoach.session.track import TrackWriter

FLUSH_S = 0.25
"""Time between two commits; with a sync of a slow disk an event is still down within a second."""

RETRY_S = 5.0
"""After a failed write, time until the next try: a full disk may get room again."""

FIRST_TRY_S = 2.0
"""How long a run waits for its session to be in the store; on a healthy disk that takes milliseconds."""

PATIENCE_S = 10.0
"""How long the end of a session waits for the disk."""

WINDOW_FRAMES = 300
"""Small blocks are joined when they hold this many frames: larger ones compress better and load faster."""

MOST_WAITING_FRAMES = 30 * 60 * 10
"""Landmarks of more frames than this that could not be written are let go; events and series never are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One frame for the journal.

    `values` in the order of `series.COLUMNS`, or None for events without a frame; `pose` is None when nobody
    was found; `head`, everything but sets, warnings and series so far, comes along only now and then.
    """

    t_s: float
    values: tuple[float, ...] | None
    events: Sequence[Event]
    pose: Pose | None = None
    head: Session | None = None


class Journal:
    """Writes entries in the background; create, `put` for each frame, then `close` with the whole session.

    Attributes:
        number: of the session in the store, 0 until it is there.
        trouble: why writing fails, in a few words, "" while all is well. Writing is tried again
            and again, and what could not be written stays in memory.
        notices: sentences about earlier sessions that were found broken and were mended.
        closed: whether the finished session is on the disk.
    """

    def __init__(self, folder: Path | None, first: Session, size_px: tuple[int, int] | None) -> None:
        """`first` is stored at once; landmarks are kept when `size_px`, their frame's size, is given."""
        self.trouble = ""
        self.number = 0
        self.notices: list[str] = []
        self.closed = False
        self._folder = folder
        self._first = first
        self._size_px = size_px
        self._inbox: deque[Entry] = deque()
        self._waiting: list[Entry] = []
        self._window: list[Entry] = []
        self._first_block = self._next_block = 0
        self._events = 0
        self._tried = threading.Event()
        self._stop = threading.Event()
        self._last: Session | None = None
        self._lock: RunningLock | None = None
        self._connection: StoreConnection | None = None
        # A daemon: when the program ends without closing, the process must not hang on.
        self._thread = threading.Thread(target=self._run, name="session journal", daemon=True)
        self._thread.start()
        self._tried.wait(FIRST_TRY_S)

    def put(self, entry: Entry) -> None:
        """Hand over one frame; returns at once."""
        self._inbox.append(entry)

    def close(self, session: Session) -> bool:
        """Write the finished session, at most for `PATIENCE_S`; whether it is on the disk."""
        self._last = session
        self._stop.set()
        self._thread.join(PATIENCE_S)
        return self.closed

    def _run(self) -> None:
        try:
            pause_s = 0.0
            while not self._stop.wait(pause_s):
                pause_s = FLUSH_S if self._attempt(self._flush) else RETRY_S
                self._tried.set()
            self.closed = self._attempt(self._finish)
        except BaseException as error:
            self.trouble = storage_reason(error)
            raise
        finally:
            self._tried.set()
            if self._connection is not None:
                self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def _attempt(self, step: Callable[[], None]) -> bool:
        try:
            step()
        except (sqlite3.Error, OSError, SessionError, UnicodeDecodeError) as error:
            self.trouble = storage_reason(error)
            return False
        self.trouble = ""
        return True

    def _opened(self) -> StoreConnection:
        """The connection; at first, the session's row is made beside those of earlier ones, mended first."""
        if self._connection is None:
            with Store(self._folder) as store:
                self.notices += store.notices
                self._lock = self._lock or RunningLock(store.path.parent, self._first.uid)
                self.number = self.number or store.begin(self._first)
            self._connection = connect(store.path)
        return self._connection

    def _flush(self) -> None:
        while self._inbox:
            self._waiting.append(self._inbox.popleft())
        if len(self._waiting) > MOST_WAITING_FRAMES:
            self._waiting = [replace(entry, pose=None) for entry in self._waiting]
        connection = self._opened()
        if not self._waiting:
            return
        frames = [entry for entry in self._waiting if entry.values is not None]
        window = self._window + frames
        full = len(window) >= WINDOW_FRAMES
        with transaction(connection):
            written = self._write_events(connection, self._waiting)
            heads = [entry.head for entry in self._waiting if entry.head is not None]
            if heads:
                update_session(connection, self.number, heads[-1], RUNNING)
            if full:
                self._join_blocks(connection, window)
            elif frames:
                self._write_frames(connection, frames, self._next_block)
        # Only now, committed, do they no longer wait.
        self._events += written
        self._waiting = []
        if full:
            self._window = []
            self._first_block = self._next_block = self._first_block + 1
        elif frames:
            self._window = window
            self._next_block += 1

    def _finish(self) -> None:
        self._flush()
        if self._last is None:
            return
        connection = self._opened()
        with transaction(connection):
            self._join_blocks(connection, self._window)
            put_series(connection, self.number, self._last.series)
            update_session(connection, self.number, self._last, FINISHED)

    def _join_blocks(self, connection: StoreConnection, window: Sequence[Entry]) -> None:
        """One block in place of the small ones of this window."""
        where = (self.number, self._first_block)
        connection.execute("DELETE FROM block WHERE session = ? AND number >= ?", where)
        if window:
            self._write_frames(connection, window, self._first_block)

    def _write_events(self, connection: StoreConnection, entries: Sequence[Entry]) -> int:
        lines = [dump_event(event) for entry in entries for event in entry.events]
        rows = [(self.number, self._events + index, line) for index, line in enumerate(lines)]
        connection.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)
        return len(rows)

    def _write_frames(self, connection: StoreConnection, frames: Sequence[Entry], block: int) -> None:
        series = SeriesBuilder()
        for entry in frames:
            assert entry.values is not None
            series.add(entry.t_s, entry.values)
        put_block(connection, self.number, SERIES, block, pack_series(series.build()))
        if self._size_px is None:
            return
        track = TrackWriter(self._size_px)
        for entry in frames:
            track.add(entry.t_s, entry.pose)
        put_block(connection, self.number, LANDMARKS, block, pack_track(track.build()))


def storage_reason(error: BaseException) -> str:
    """What is wrong with the store, in a few words for the person exercising."""
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return say("store.disk_full")
    if "readonly" in text or "read-only" in text or "permission" in text:
        return say("store.folder_closed")
    return say("store.held") if "locked" in text else str(error)
