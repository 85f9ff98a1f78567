"""How a session is collected: frames and events in, one record out."""

import math
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import pytest

from posecoach.coaching.events import (
    HipBackSplit,
    Phase,
    Rep,
    RepCompleted,
    RepCounted,
    SetEnded,
    SetRestarted,
    SetStarted,
    WarningEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.state import CoachState
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.view import View, ViewProblem
from posecoach.session.builder import EventLog, SessionBuilder
from posecoach.session.record import Prescription
from tests.session.examples import CAMERA, Dose, make_session, run

COUNTED = Rep(1, 1, start_s=1.0, peak_s=1.9, counted_s=2.4, range_deg=9.0, peak_deg=112.0)
COMPLETED = replace(COUNTED, end_s=2.7, lower_back_moved=True, share=HipBackSplit(6.0, 3.0, 0.67, 1.0))
EXERCISE = find_exercise("hip-flexion")


def log_of(*events):
    log = EventLog()
    for event in events:
        log.add(event)
    return log


def test_a_session_holds_every_set_and_rep_the_coach_announced():
    session = make_session(Dose(sets=2, reps=10, back_from=(8, 6)))
    assert [len(one.reps) for one in session.sets] == [10, 10]
    assert session.clean_reps == 7 + 5
    assert [rep.index for rep in session.sets[1].reps if rep.lower_back_moved] == [6, 7, 8, 9, 10]
    assert len(session.warnings) == 8


def test_a_completed_rep_replaces_the_counted_one():
    (one_set,) = log_of(RepCounted(2.4, COUNTED), RepCompleted(2.7, COMPLETED)).sets()
    assert one_set.reps == (COMPLETED,)


def test_a_rep_that_is_never_completed_stays_without_an_end():
    (one_set,) = log_of(RepCounted(2.4, COUNTED)).sets()
    assert math.isnan(one_set.reps[0].end_s)
    assert (one_set.start_s, one_set.end_s) == (1.0, 2.4)


def test_a_set_starts_with_its_first_rep_and_ends_when_the_coach_says():
    (one_set,) = log_of(SetStarted(2.4, 1), RepCounted(2.4, COUNTED), SetEnded(9.0, 1, 1, 1.0, 2.7)).sets()
    assert (one_set.start_s, one_set.end_s) == (1.0, 2.7)


@pytest.mark.parametrize("first", ["set", "rep"])
def test_set_and_first_rep_may_be_announced_in_either_order(first):
    events = [SetStarted(2.4, 1), RepCounted(2.4, COUNTED)]
    (one_set,) = log_of(*(events if first == "set" else reversed(events))).sets()
    assert (one_set.start_s, len(one_set.reps)) == (1.0, 1)


def test_a_warning_that_ends_without_a_value_keeps_the_one_it_began_with():
    began = WarningStarted(1.0, WarningKind.LOWER_BACK, "pelvis_rise", value=2.0)
    (warning,) = log_of(began, WarningEnded(3.0, WarningKind.LOWER_BACK, 1.0)).warnings(9.0)
    assert (warning.value, warning.end_s) == (2.0, 3.0)


def test_a_warning_that_begins_after_the_last_frame_does_not_end_before_it_begins():
    began = WarningStarted(5.0, WarningKind.NOT_COUNTED, "small")
    (warning,) = log_of(began).warnings(4.0)
    assert warning.end_s == 5.0


def test_the_plan_kept_is_the_one_that_was_followed():
    builder = SessionBuilder(EXERCISE, "right", CAMERA)
    builder.add(Body(0.0), CoachState(0.0, Phase.POSITION, EXERCISE.id, "right", sets=2, target=(5, 8)), ())
    assert builder.finish().plan == Prescription(2, (5, 8))


def test_a_restarted_set_forgets_its_first_attempt():
    again = replace(COUNTED, start_s=11.0, peak_s=11.9, counted_s=12.4)
    first = (SetStarted(2.4, 1), RepCounted(2.4, COUNTED), SetRestarted(8.0, 1))
    (one_set,) = log_of(*first, SetStarted(12.4, 1), RepCounted(12.4, again)).sets()
    assert one_set.reps == (again,)
    assert one_set.start_s == 11.0
    assert log_of(*first).sets() == (), "even when no rep follows"


def test_a_warning_keeps_its_worst_value():
    log = log_of(
        WarningStarted(3.0, WarningKind.LOWER_BACK, "pelvis_rise", "Smaller.", 1.6, 1.5, "% torso"),
        WarningEnded(4.0, WarningKind.LOWER_BACK, 3.0, 4.1),
    )
    (warning,) = log.warnings(now_s=10.0)
    assert (warning.start_s, warning.end_s, warning.value, warning.limit) == (3.0, 4.0, 4.1, 1.5)


def test_a_warning_still_open_at_the_end_ends_there():
    log = log_of(WarningStarted(3.0, WarningKind.TEMPO, "", "Slower."))
    assert log.warnings(now_s=10.0)[0].end_s == 10.0


def test_the_series_has_one_row_a_frame():
    frames = list(run())
    session = make_session()
    assert len(session.series) == len(frames) == session.source.frames
    body, state, _ = frames[200]
    assert session.series.t_s[200] == state.t_s
    assert session.series.hip_flexion_right_deg[200] == pytest.approx(body.hip_flexion_deg.right.value)
    assert session.series.lower_back[200] == pytest.approx(state.back.value)


def test_frames_without_a_person_are_counted_apart():
    session = make_session()
    unseen = session.source.frames - session.source.pose_frames
    assert unseen == sum(not body.seen for body, _, _ in run()) > 0


def test_the_last_frame_lasts_as_long_as_the_others():
    builder = SessionBuilder(EXERCISE, "left", CAMERA)
    for index in range(327):
        t_s = index / CAMERA.fps
        builder.add(Body(t_s), CoachState(t_s, Phase.LOOKING, EXERCISE.id, "left"), [])
    assert builder.finish().source.duration_s == pytest.approx(327 / CAMERA.fps)


def test_the_side_is_the_one_the_coach_found():
    assert make_session(Dose(side="left")).side == "left"


def test_the_view_is_summed_up_over_the_exercise_only():
    builder = SessionBuilder(EXERCISE, "left", CAMERA)
    for index, phase in enumerate([Phase.POSITION] * 10 + [Phase.COUNTING] * 4):
        problem = ViewProblem.TOO_FAR if index in (2, 3, 12) else ViewProblem.NONE
        body = Body(index / 30, seen=True, view=View(problem, 10.0, body_fraction=0.5))
        builder.add(body, CoachState(index / 30, phase, EXERCISE.id, "left"), [])
    view = builder.finish().view
    assert (view.frames, view.problems, view.yaw_deg) == (4, {"too-far": 0.25}, 10.0)
    assert view.lower_back == {"cannot see": 1.0}


def test_a_session_can_be_finished_again_later():
    builder = SessionBuilder(EXERCISE, "right", CAMERA)
    frames = list(run())
    for body, state, events in frames[:600]:
        builder.add(body, state, events)
    early = builder.finish()
    for body, state, events in frames[600:]:
        builder.add(body, state, events)
    assert len(early.series) == 600
    assert builder.finish().sets == make_session().sets


def test_adding_a_frame_takes_the_same_steps_and_memory_after_minutes_as_at_first():
    builder = SessionBuilder(EXERCISE, "right", CAMERA)
    body, state, _ = next(iter(run()))
    frame = iter(range(10_000))

    def add() -> None:
        builder.add(body, replace(state, t_s=next(frame) / 30), [])

    for _ in range(100):
        add()
    early = lines_run_by(add)
    for _ in range(5_000):
        add()
    assert lines_run_by(add) == early
    assert sorted(memory_of(add) for _ in range(9))[4] < 20_000, "5,000 frames are not copied for one more"


def lines_run_by(call: Callable[[], None]) -> int:
    """How many lines of Python `call` runs."""
    counted = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        nonlocal counted
        counted += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted


def memory_of(call: Callable[[], None]) -> int:
    """How much memory `call` takes at most, bytes."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_side_that_nobody_named_is_claimed_only_where_something_was_counted():
    def side_of(asked, frames):
        builder = SessionBuilder(find_exercise("hip-flexion"), asked, CAMERA)
        for body, state, events in frames:
            builder.add(body, state, events)
        return builder.finish().side

    frames = list(run(Dose(side="right")))
    nobody = [frame for frame in frames if not frame[0].seen]
    first = next(at for at, (*_, events) in enumerate(frames) if events)
    assert (side_of("auto", nobody), side_of("left", nobody)) == ("both", "left")
    assert side_of("auto", frames[:first]) == "both"
    assert side_of("auto", frames) == "right"
