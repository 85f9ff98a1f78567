"""Sessions to test with: a coach's output frame by frame, made up but shaped like a real one."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from posecoach.coaching.events import (
    NAN,
    Confidence,
    Event,
    HipBackSplit,
    LowerBackReading,
    Phase,
    PhaseChanged,
    Rep,
    RepCompleted,
    RepCounted,
    SetEnded,
    SetStarted,
    WarningEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.view import View
from posecoach.session.builder import SessionBuilder
from posecoach.session.history import HistoryRow
from posecoach.session.record import Pain, Session, Source
from posecoach.video.frame import SourceInfo

FPS = 30.0
LIMIT = 1.5
READY_S = 6.0
REST_S = 8.0
CAMERA = SourceInfo("camera", "Camera 0", FPS, None, (1280, 720))
STARTED = datetime(2024, 3, 5, 18, 30, tzinfo=timezone(timedelta(hours=1)))

Frame = tuple[Body, CoachState, list[Event]]


@dataclass(frozen=True)
class Dose:
    """What the made-up person does: sets of reps, the back moving from some rep of each set on."""

    exercise: str = "hip-flexion"
    side: str = "right"
    sets: int = 2
    reps: int = 10
    back_from: tuple[int, ...] = (8, 6)
    range_deg: float = 9.0
    period_s: float = 1.8
    seed: int = 1


def run(dose: Dose = Dose()) -> Iterator[Frame]:
    """The frames of a session, as the coach would hand them out."""
    exercise = find_exercise(dose.exercise)
    start_s = READY_S
    yield from _still(exercise, dose, 0.0, start_s, 1)
    for set_index in range(1, dose.sets + 1):
        reps = make_reps(dose, set_index, start_s)
        end_s = reps[-1].end_s
        yield from _set(exercise, dose, reps)
        start_s = end_s + REST_S
        yield from _still(exercise, dose, end_s, start_s, set_index)


def make_session(dose: Dose = Dose(), **kept: object) -> Session:
    """A finished session."""
    builder = SessionBuilder(find_exercise(dose.exercise), dose.side, CAMERA)
    for body, state, events in run(dose):
        builder.add(body, state, events)
    session = replace(builder.finish(), pain=Pain(4, 3), started_at=STARTED)
    return replace(session, **kept)  # type: ignore[arg-type]


def bare_session(**kept: object) -> Session:
    """The smallest session there is."""
    return replace(Session("hip-flexion", "left", Source()), **kept)  # type: ignore[arg-type]


def history_row(**kept: object) -> HistoryRow:
    """A session in the history: ten reps on the left, eight of them clean."""
    row = HistoryRow(
        number=1,
        started_at=STARTED,
        running=False,
        exercise="hip-flexion",
        name="Hip flexion",
        side="left",
        sets=1,
        reps=10,
        clean_reps=8,
        range_deg=9.0,
        unit="deg",
        hip_share=0.8,
        duration_s=60.0,
        pain_before=None,
        pain_after=None,
    )
    return replace(row, **kept)  # type: ignore[arg-type]


def make_reps(dose: Dose, set_index: int, start_s: float) -> list[Rep]:
    """The reps of one set, one after the other from `start_s`."""
    chance = random.Random(dose.seed * 1000 + set_index)
    back_from = dose.back_from[set_index - 1] if set_index <= len(dose.back_from) else dose.reps + 1
    reps = []
    for index in range(1, dose.reps + 1):
        moved = index >= back_from
        period_s = dose.period_s * chance.uniform(0.9, 1.1)
        range_deg = dose.range_deg * chance.uniform(0.85, 1.15)
        value = chance.uniform(1.8, 4.0) if moved else chance.uniform(-0.2, 0.9)
        pull = chance.uniform(0.4, 0.5)
        share = chance.uniform(0.45, 0.6) if moved else chance.uniform(0.75, 0.9)
        reps.append(
            Rep(
                set_index=set_index,
                index=index,
                start_s=start_s,
                peak_s=start_s + pull * period_s,
                counted_s=start_s + (0.2 + pull) * period_s,
                range_deg=range_deg,
                peak_deg=105 + range_deg,
                end_s=start_s + period_s,
                lower_back=LowerBackReading("pelvis_rise", value, LIMIT, "% torso", Confidence.HIGH),
                lower_back_moved=moved,
                share=HipBackSplit(range_deg * share, range_deg * (1 - share), share, 1.2, Confidence.HIGH),
            )
        )
        start_s += period_s
    return reps


def _set(exercise: Exercise, dose: Dose, reps: Sequence[Rep]) -> Iterator[Frame]:
    set_index = reps[0].set_index
    events: list[Event] = [PhaseChanged(reps[0].start_s, Phase.COUNTING)]
    t_s, open_since = reps[0].start_s, NAN
    for rep in reps:
        if rep.index == 1:
            events.append(SetStarted(rep.start_s, set_index))
        counted = False
        while t_s < rep.end_s:
            if not counted and t_s >= rep.counted_s:
                events.append(RepCounted(t_s, replace(rep, end_s=NAN, lower_back=None, share=HipBackSplit())))
                counted = True
                if rep.lower_back_moved and open_since != open_since:
                    open_since = t_s
                    events.append(_warning(t_s))
            yield _frame(exercise, dose, t_s, rep, events)
            events = []
            t_s += 1 / FPS
        events.append(RepCompleted(rep.end_s, rep))
        if rep.lower_back_moved:
            events.append(WarningEnded(rep.end_s, WarningKind.LOWER_BACK, open_since, 4.2))
            open_since = NAN
    last = reps[-1]
    events.append(SetEnded(last.end_s, set_index, len(reps), reps[0].start_s, last.end_s))
    yield _frame(exercise, dose, t_s, last, events)


def _warning(t_s: float) -> WarningStarted:
    message = "Smaller: keep your lower back on the mat."
    return WarningStarted(t_s, WarningKind.LOWER_BACK, "pelvis_rise", message, 2.5, LIMIT, "% torso")


def _still(exercise: Exercise, dose: Dose, start_s: float, end_s: float, set_index: int) -> Iterator[Frame]:
    phase = Phase.POSITION if start_s == 0 else Phase.REST
    events: list[Event] = [PhaseChanged(start_s, phase)]
    t_s = start_s + 2 / FPS
    while t_s < end_s - 1 / FPS:
        state = CoachState(t_s, phase, exercise.id, dose.side, set_index, exercise.sets, target=exercise.reps)
        seen = start_s > 0 or t_s > 1.0
        yield (_body(dose, t_s, 100 + math.sin(t_s), 0.0) if seen else Body(t_s)), state, events
        events = []
        t_s += 1 / FPS


def _frame(exercise: Exercise, dose: Dose, t_s: float, rep: Rep, events: list[Event]) -> Frame:
    done = (t_s - rep.start_s) / rep.pull_s if t_s < rep.peak_s else 1 + (t_s - rep.peak_s) / rep.release_s
    swing = 0.5 - 0.5 * math.cos(math.pi * done)
    reading = rep.lower_back
    assert reading is not None
    signal, back = 105 + rep.range_deg * swing, reading.value * swing
    level = BackLevel.MOVING if back > LIMIT else BackLevel.STILL
    state = CoachState(
        t_s=t_s,
        phase=Phase.COUNTING,
        exercise_id=exercise.id,
        side=dose.side,
        set_index=rep.set_index,
        sets=dose.sets,
        reps=rep.index,
        target=exercise.reps,
        primary_deg=signal,
        back=BackState(level, back, LIMIT, "% torso", Confidence.HIGH),
    )
    return _body(dose, t_s, signal, back), state, events


def _body(dose: Dose, t_s: float, signal: float, back: float) -> Body:
    near, far = Measure(signal, 0.9), Measure(48 + 0.5 * math.sin(t_s), 0.6)
    hips = LeftRight(near, far) if dose.side == "left" else LeftRight(far, near)
    return Body(
        t_s=t_s,
        seen=True,
        hip_flexion_deg=hips,
        knee_flexion_deg=LeftRight(Measure(110 + back, 0.8), Measure(108, 0.9)),
        trunk_inclination_deg=Measure(88 + 0.3 * back, 0.9),
        view=View(yaw_deg=12.0, body_fraction=0.62),
    )
