"""From a stream of events to sets, reps and warnings; from a run or from a journal, the same way."""

from dataclasses import dataclass, fields, replace

from posecoach.coaching.events import (
    NAN,
    Confidence,
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
    StopReason,
    WarningEnded,
    WarningKind,
    WarningStarted,
)

RepRecord = Rep
"""A rep is kept as the coach described it."""


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set and its reps; `end_s` is NaN only while the set lasts."""

    index: int
    start_s: float
    end_s: float = NAN
    reps: tuple[RepRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class WarningRecord:
    """A warning from its start to its end; `value` is the worst it got, NaN where no figure belongs to it.

    With low `confidence` it was a question. `message` is the exercise's own sentence, or one that is stored;
    where it is "", `posecoach.session.words` has one.
    """

    start_s: float
    end_s: float
    kind: WarningKind
    measure: str
    message: str = ""
    value: float = NAN
    limit: float = NAN
    unit: str = ""
    confidence: Confidence = Confidence.HIGH
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class StopRecord:
    """The person stopped set number `set_index` at `t_s` because it was too much."""

    t_s: float
    set_index: int
    reason: StopReason


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
            self._start_warning(event)
        elif isinstance(event, WarningEnded):
            self._end_warning(event)
        elif isinstance(event, PhaseChanged):
            self.phase = event.phase

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

    def _start_warning(self, event: WarningStarted) -> None:
        self._close(event.kind, event.t_s)
        told = {one.name: getattr(event, one.name) for one in fields(event) if one.name != "t_s"}
        self._open[event.kind] = WarningRecord(event.t_s, NAN, **told)

    def _end_warning(self, event: WarningEnded) -> None:
        self._close(event.kind, event.t_s, event.value)

    def _close(self, kind: WarningKind, t_s: float, worst: float = NAN) -> None:
        warning = self._open.pop(kind, None)
        if warning is not None:
            value = worst if worst == worst else warning.value
            self._warnings.append(replace(warning, end_s=t_s, value=value))
