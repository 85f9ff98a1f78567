"""Recording a session while it runs: what a live run calls once a frame and once at the end."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from posecoach.coaching.events import Event
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.files import write_aside
from posecoach.kinematics.body import Body
from posecoach.kinematics.landmarks import Pose
from posecoach.sentences import say
from posecoach.session.builder import SessionBuilder, SourceLike
from posecoach.session.journal import Entry, Journal
from posecoach.session.json_format import write_session
from posecoach.session.record import Pain, PartOf, Prescription, Session

HEAD_EVERY_S = 1.0
"""How often the journal gets a fresh summary of source and view."""


class Recorder:
    """Collects a session and keeps it safe; never raises and never waits because of the disk.

    Use it in a `with` block: leaving without `finish` (a crash, Ctrl-C) finishes the session as interrupted.

    Attributes:
        lost: after `finish`, a sentence when the session is not in the store, else "".
    """

    def __init__(
        self,
        exercise: Exercise,
        side: str,
        source: SourceLike,
        *,
        size_px: tuple[int, int] | None = None,
        pain_before: int | None = None,
        plan: Prescription | None = None,
        folder: Path | None = None,
        model: str = "",
        routine: PartOf | None = None,
    ) -> None:
        """`size_px`, the size of the frames, keeps the landmarks; None keeps counts and angles only."""
        self._builder = SessionBuilder(exercise, side, source, model)
        self._started_at = datetime.now().astimezone()
        self._pain = Pain(pain_before)
        self._plan = plan
        self._routine = routine
        self._uid = uuid.uuid4().hex
        self._told = ""
        self._head_s = float("-inf")
        self._session: Session | None = None
        self.lost = ""
        self._journal = Journal(folder, self._dressed(self._builder.head()), size_px)

    @property
    def number(self) -> int:
        """Of the session in the store, 0 while it could not be opened."""
        return self._journal.number

    @property
    def notices(self) -> list[str]:
        """Sentences about earlier sessions that were found broken and were mended."""
        return self._journal.notices

    def look_with(self, model: str) -> None:
        """The pose model `model` looks from here on."""
        self._builder.look_with(model)

    def add(self, body: Body, state: CoachState, events: Sequence[Event], pose: Pose | None = None) -> None:
        """Take one frame; events are on disk within a second."""
        values = self._builder.add(body, state, events)
        head = None
        if state.t_s - self._head_s >= HEAD_EVERY_S:
            self._head_s = state.t_s
            head = self._dressed(self._builder.head())
        self._journal.put(Entry(state.t_s, values, tuple(events), pose, head))

    def hear(self, t_s: float, events: Sequence[Event]) -> None:
        """Take what happened at `t_s` without a frame: the coach's last words, or a set ended by a key."""
        self._builder.hear(events)
        if events:
            self._journal.put(Entry(t_s, None, tuple(events), None, None))

    def notice(self) -> str:
        """A sentence for the person when saving fails or works again; each is handed out once, else ""."""
        trouble = self._journal.trouble
        if trouble == self._told:
            return ""
        self._told = trouble
        return say("store.trouble" if trouble else "store.works_again", trouble=trouble)

    @property
    def troubled(self) -> bool:
        """Whether nothing can be saved at present."""
        return bool(self._journal.trouble)

    def session(self) -> Session:
        return self._dressed(self._builder.finish())

    def finish(self, *, pain_after: int | None = None, interrupted: bool = False) -> Session:
        """End the session and store it; a second call returns the same session."""
        if self._session is None:
            self._pain = replace(self._pain, after=pain_after)
            self._session = replace(self.session(), interrupted=interrupted)
            if not self._journal.close(self._session):
                self.lost = _rescue(self._session, self._journal.trouble or say("store.slow_disk"))
        return self._session

    def _dressed(self, session: Session) -> Session:
        plan, routine = self._plan or session.plan, self._routine
        known = replace(session, uid=self._uid, started_at=self._started_at, pain=self._pain)
        return replace(known, plan=plan, routine=routine)

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish(interrupted=kind is not None)


def _rescue(session: Session, reason: str) -> str:
    """Keep a session that the store did not take elsewhere, if that is possible; the sentence about it."""
    lost = say("store.lost", why=reason)
    if not session.reps:
        return f"{lost}."
    path = write_aside("session.json", lambda path: write_session(session, path))
    return say("store.lost_kept" if path else "store.lost_everywhere", lost=lost, path=path)
