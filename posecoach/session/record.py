"""A session as a record: what was done, counted and seen; and the builder that collects it frame by frame."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from posecoach.coaching.events import NAN, Confidence, Event, Phase
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.plain_text import plain
from posecoach.session.back_visibility import tally
from posecoach.session.eventlog import EventLog, RepRecord, SetRecord, StopRecord, WarningRecord
from posecoach.session.series import Series, SeriesBuilder, frame_values


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """How well the camera saw the exercise, over the frames in which it was being done.

    `problems` and `lower_back` give shares of those frames, 0..1: by id of the view problem, and by
    confidence in the lower back. `yaw_deg` and `body_fraction` are means, as in `kinematics.view.View`.
    """

    frames: int = 0
    problems: Mapping[str, float] = field(default_factory=dict)
    lower_back: Mapping[str, float] = field(default_factory=dict)
    yaw_deg: float = NAN
    body_fraction: float = NAN


__all__ = [
    "EventLog",
    "Pain",
    "PartOf",
    "Prescription",
    "RepRecord",
    "Series",
    "Session",
    "SessionBuilder",
    "SetRecord",
    "Source",
    "StopRecord",
    "ViewRecord",
    "WarningRecord",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the pictures came from. `kind` is "video", "camera", "stream" or "track"; `fps` NaN when unknown.

    `frames` went through the coach, and somebody was found in `pose_frames` of them by the pose model
    `model`, which is "" where that is not known.
    """

    kind: str = "video"
    name: str = ""
    fps: float = NAN
    frames: int = 0
    duration_s: float = 0.0
    pose_frames: int = 0
    model: str = ""

    @property
    def seen_fps(self) -> float:
        """Pictures a second that were really looked at; NaN when unknown."""
        return self.frames / self.duration_s if self.frames > 1 and self.duration_s > 0 else self.fps


PAIN_RISE = 2
"""Points on the 0-10 scale from which a rise is worth a word. In trials on chronic pain, the low back's among
it, a fall of about two points was felt as an important one (Farrar et al. 2001, doi
10.1016/s0304-3959(01)00349-9); taken here for a rise too."""

STRONG_PAIN = 7
"""From here on the advice is to be gentle. Studies call chronic pain severe from 7 or 8 on (Boonstra et al.
2016, doi 10.3389/fpsyg.2016.01466, with a table of others); the lower of the two."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """What was to be done: `sets` (None: open) of `reps` (least, most; (0, 0): open), with a note."""

    sets: int | None = None
    reps: tuple[int, int] = (0, 0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartOf:
    """The run of several exercises that a session is one of: `uid` is the same in all of them.

    `name` is what the run is called, such as a plan's title; "" for none.
    """

    uid: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain from 0 to 10 as the person gave it; None where not asked or skipped."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Everything kept of one session. Times in seconds of the source.

    `started_at` carries its time zone. `interrupted` marks a session the program did not finish itself.
    `uid` names the session on every computer once it is stored. `side` is "both" too where the side was to be
    found out and nobody was seen. `routine` is the run it belongs to; None where it was done alone.

    Example:
        >>> import posecoach
        >>> session = posecoach.replay("samples/tracks/variety_001.npz", "hip-flexion")
        >>> session.exercise, len(session.reps) == sum(len(one.reps) for one in session.sets)
        ('hip-flexion', True)
    """

    exercise: str
    side: str
    source: Source
    sets: tuple[SetRecord, ...] = ()
    warnings: tuple[WarningRecord, ...] = ()
    series: Series = field(default_factory=Series.empty, compare=False)
    exercise_name: str = ""
    primary_unit: str = "deg"
    lower_back_unit: str = ""
    view: ViewRecord = field(default_factory=ViewRecord)
    plan: Prescription = Prescription()
    pain: Pain = Pain()
    started_at: datetime | None = None
    note: str = ""
    program: str = ""
    interrupted: bool = False
    uid: str = ""
    stops: tuple[StopRecord, ...] = ()
    routine: PartOf | None = None

    @property
    def reps(self) -> tuple[RepRecord, ...]:
        """The reps of all sets, in order."""
        return tuple(rep for one_set in self.sets for rep in one_set.reps)

    @property
    def seen_reps(self) -> tuple[RepRecord, ...]:
        """The reps in which the lower back could be seen."""
        return tuple(rep for rep in self.reps if rep.back_confidence is not Confidence.CANNOT_SEE)

    @property
    def clean_reps(self) -> int:
        """Reps in which the lower back was seen well and kept still."""
        return tally(self.reps).still


VIEW_PHASES = (Phase.COUNTING, Phase.PAUSED)
"""Phases whose frames speak for the camera's view of the exercise; getting into position does not."""


class SourceLike(Protocol):
    """What a session needs of `posecoach.video.frame.SourceInfo`."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def fps(self) -> float: ...


class ViewTally:
    """Sums up the camera's view over the frames of the exercise."""

    def __init__(self) -> None:
        self._frames = 0
        self._problems: Counter[str] = Counter()
        self._back: Counter[str] = Counter()
        self._yaw_sum = self._fraction_sum = 0.0
        self._yaw_count = self._fraction_count = 0

    def add(self, body: Body, state: CoachState) -> None:
        """Take one frame."""
        self._frames += 1
        self._back[state.back.confidence.value] += 1
        view = body.view
        problem = state.view_problem or view.problem.value
        if problem:
            self._problems[problem] += 1
        if view.yaw_deg == view.yaw_deg:
            self._yaw_sum += view.yaw_deg
            self._yaw_count += 1
        if view.body_fraction == view.body_fraction:
            self._fraction_sum += view.body_fraction
            self._fraction_count += 1

    def record(self) -> ViewRecord:
        """The summary so far."""
        total = max(self._frames, 1)
        return ViewRecord(
            frames=self._frames,
            problems={name: count / total for name, count in self._problems.most_common()},
            lower_back={name: count / total for name, count in self._back.most_common()},
            yaw_deg=self._yaw_sum / self._yaw_count if self._yaw_count else NAN,
            body_fraction=self._fraction_sum / self._fraction_count if self._fraction_count else NAN,
        )


class SessionBuilder:
    """Collects a session while it runs: `add` once a frame, `finish` at the end, or earlier and again."""

    def __init__(self, exercise: Exercise, side: str, source: SourceLike, model: str = "") -> None:
        self._exercise = exercise
        self._side = side
        self._source = source
        self._model = model
        self._log = EventLog()
        self._series = SeriesBuilder()
        self._view = ViewTally()
        self._pose_frames = 0
        self._frames = 0
        self._first_s = self._last_s = NAN
        self._plan = Prescription(exercise.sets, exercise.reps)
        self._back_unit = ""

    def add(self, body: Body, state: CoachState, events: Sequence[Event]) -> None:
        """Take one frame and what the coach made of it."""
        if not self._frames:
            self._first_s = state.t_s
        self._last_s = state.t_s
        self._frames += 1
        self._pose_frames += body.seen
        self._series.add(state.t_s, frame_values(body, state))
        self.hear(events)
        if body.seen and state.side in ("left", "right", "both"):
            self._side = state.side
        if state.target != (0, 0):
            self._plan = Prescription(state.sets, state.target)
        self._back_unit = state.back.unit or self._back_unit
        if state.phase in VIEW_PHASES:
            self._view.add(body, state)

    def look_with(self, model: str) -> None:
        """The pose model `model` looks from here on; one with which nothing was counted is not named."""
        counted = bool(self._model and self._log.sets())
        self._model = f"{self._model}, then {model}" if counted else model

    def hear(self, events: Sequence[Event]) -> None:
        """Take what happened without a frame: the coach's last words, or a set ended by a key."""
        for event in events:
            self._log.add(event)

    def head(self) -> Session:
        """Everything but sets, warnings and series: small, however long the session is."""
        from posecoach import __version__

        return Session(
            exercise=self._exercise.id,
            side="both" if self._side == "auto" else self._side,  # nobody was seen: neither can be claimed
            source=self._source_record(),
            exercise_name=self._exercise.name,
            primary_unit=self._exercise.count.unit,
            lower_back_unit=self._back_unit,
            view=self._view.record(),
            plan=self._plan,
            program=f"posecoach {__version__}",
        )

    def finish(self) -> Session:
        """The session as it stands."""
        return replace(
            self.head(),
            sets=self._log.sets(),
            warnings=self._log.warnings(self._last_s),
            stops=self._log.stops(),
            series=self._series.build(),
        )

    def _source_record(self) -> Source:
        fps = self._source.fps
        duration_s = 0.0
        if self._frames:
            # The last frame lasts as long as the others did on average.
            span_s = self._last_s - self._first_s
            frame_s = 1.0 / fps if fps > 0 else span_s / max(self._frames - 1, 1)
            duration_s = span_s + frame_s
        source = self._source
        name, model = plain(source.name), plain(self._model)
        return Source(source.kind, name, fps, self._frames, duration_s, self._pose_frames, model)
