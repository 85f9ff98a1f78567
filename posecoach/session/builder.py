"""From frames and events to a session: from a run, or from what a journal has of one, the same way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Protocol

from posecoach.coaching.events import (
    NAN,
    Event,
    Phase,
    PhaseChanged,
    Rep,
    RepCompleted,
    RepCounted,
    SetEnded,
    SetRestarted,
    SetStarted,
    SetStopped,
    WarningEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.plain_text import plain
from posecoach.session.record import (
    Prescription,
    Session,
    SetRecord,
    Source,
    StopRecord,
    ViewRecord,
    WarningRecord,
)
from posecoach.session.series import SeriesBuilder, frame_values


class EventLog:
    """Folds events into sets and warnings; knows nothing of frames, so a journal folds the same way."""

    def __init__(self) -> None:
        self._sets: dict[int, SetRecord] = {}
        self._reps: dict[int, dict[int, Rep]] = {}
        self._open: dict[WarningKind, WarningRecord] = {}
        self._warnings: list[WarningRecord] = []
        self._stops: list[StopRecord] = []
        self.phase = Phase.LOOKING

    def add(self, event: Event) -> None:
        """Take one event; unknown kinds change nothing."""
        if isinstance(event, (RepCounted, RepCompleted)):
            # Completed replaces counted; a rep that is never completed stays as it was counted.
            self._reps.setdefault(event.rep.set_index, {})[event.rep.index] = event.rep
        elif isinstance(event, SetStarted):
            self._sets[event.index] = SetRecord(event.index, event.t_s)
        elif isinstance(event, SetRestarted):
            self._sets.pop(event.index, None)
            self._reps.pop(event.index, None)
        elif isinstance(event, SetEnded):
            self._sets[event.index] = SetRecord(event.index, event.start_s, event.end_s)
        elif isinstance(event, SetStopped):
            self._stops.append(StopRecord(event.t_s, event.index, event.reason))
        elif isinstance(event, WarningStarted):
            self._close(event.kind, event.t_s)
            told = {one.name: getattr(event, one.name) for one in fields(event) if one.name != "t_s"}
            self._open[event.kind] = WarningRecord(event.t_s, NAN, **told)
        elif isinstance(event, WarningEnded):
            self._close(event.kind, event.t_s, event.value)
        elif isinstance(event, PhaseChanged):
            self.phase = event.phase

    @property
    def counted(self) -> bool:
        """Whether any rep was counted."""
        return any(self._reps.values())

    def sets(self) -> tuple[SetRecord, ...]:
        """The sets so far; one that has not ended ends with its last rep."""
        return tuple(self._set(index) for index in sorted(self._sets.keys() | self._reps.keys()))

    def stops(self) -> tuple[StopRecord, ...]:
        """Every set that the person stopped, in order."""
        return tuple(self._stops)

    def warnings(self, now_s: float) -> tuple[WarningRecord, ...]:
        """The warnings so far by their start; one still open ends now."""
        still_open = [replace(warning, end_s=max(now_s, warning.start_s)) for warning in self._open.values()]
        return tuple(sorted([*self._warnings, *still_open], key=lambda warning: warning.start_s))

    def _set(self, index: int) -> SetRecord:
        reps = tuple(rep for _, rep in sorted(self._reps.get(index, {}).items()))
        known = self._sets.get(index) or SetRecord(index, reps[0].start_s)
        start_s, end_s = known.start_s, known.end_s
        if reps:  # the set is announced with its first rep, which began before
            start_s = min(start_s, reps[0].start_s)
        if end_s != end_s and reps:
            end_s = reps[-1].end_s if reps[-1].end_s == reps[-1].end_s else reps[-1].counted_s
        return SetRecord(index, start_s, end_s, reps)

    def _close(self, kind: WarningKind, t_s: float, worst: float = NAN) -> None:
        warning = self._open.pop(kind, None)
        if warning is not None:
            value = worst if worst == worst else warning.value
            self._warnings.append(replace(warning, end_s=t_s, value=value))


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
        self._side = self._asked = side
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

    def add(self, body: Body, state: CoachState, events: Sequence[Event]) -> tuple[float, ...] | None:
        """Take one frame and what the coach made of it; returns its values, None where time does not rise."""
        if not self._frames:
            self._first_s = state.t_s
        self._last_s = state.t_s
        self._frames += 1
        self._pose_frames += body.seen
        values = frame_values(body, state)
        rises = self._series.add(state.t_s, values)
        self.hear(events)
        if body.seen and state.side in ("left", "right", "both"):
            self._side = state.side
        if state.target != (0, 0):
            self._plan = Prescription(state.sets, state.target)
        self._back_unit = state.back.unit or self._back_unit
        if state.phase in VIEW_PHASES:
            self._view.add(body, state)
        return values if rises else None

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
            side=self._side_known(),
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

    def _side_known(self) -> str:
        """The side; "both" where it was to be found out and nothing was counted: neither can be claimed."""
        return "both" if self._asked == "auto" and not self._log.counted else self._side

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
