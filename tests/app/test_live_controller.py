"""What leads through a live run: sets without a key, pauses, keys, breaks, a camera that comes and goes."""

from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.app.live.exercise_session import LEAVING_S
from posecoach.app.live.programme import Dose, block, both_sides
from posecoach.app.live.ui_frame import Command
from posecoach.app.pipeline import Pipeline
from posecoach.coaching.events import Phase, RepCompleted
from posecoach.coaching.position.viewpoint import VIEW_PROBLEM_S
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import LOST_S
from posecoach.language import load_language
from posecoach.session.store import Store
from tests.app.fakes import Stage, after, before, hip_flexion, nobody, shifted, simulated


def test_a_pause_begins_before_anybody_is_told_to_be_out_of_view_or_counts_as_gone() -> None:
    assert min(VIEW_PROBLEM_S, LOST_S) > LEAVING_S


def middle_of(poses) -> float:
    """A moment in the middle of the pulses: they begin after some 5 s and last 1.8 s each."""
    return 5.2 + 4 * 1.8


def phases(stage: Stage) -> list[Phase]:
    found: list[Phase] = []
    for ui_frame in stage.moments:
        if not found or found[-1] is not ui_frame.state.phase:
            found.append(ui_frame.state.phase)
    return found


def test_a_set_is_found_held_counted_and_stored_without_a_key(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path).play(eight_reps)
    last = stage.controller.end()
    assert last.state.phase is Phase.DONE and last.state.source_ended, "eight of the thirty of a set"
    assert len(stage.controller.finished.sessions[0].reps) == 8
    assert [phase for phase in phases(stage) if phase is not Phase.LOOKING][:3] == [
        Phase.POSITION,
        Phase.HOLD,
        Phase.COUNTING,
    ]
    with Store(tmp_path) as store:
        assert len(store.load(stage.controller.finished.numbers[0]).reps) == 8


def test_what_is_said_leads_through_the_set(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path).play(eight_reps)
    stage.controller.end()
    said = " ".join(stage.voice.texts)
    assert "Hold still." in said and "Eight." in said and "Set 1 of 3 done. 8 times." in said


def test_reaching_the_goal_and_stopping_ends_the_only_set(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path, [hip_flexion(sets=1, reps=8)]).play(eight_reps)
    stage.play(nobody(eight_reps[-1][0] + 0.1, 4.0))
    assert stage.controller.over
    assert "Eight. That is all. Well done." in stage.voice.texts
    assert not stage.controller.end().state.source_ended, "the plan was done before the pictures ended"


def test_nothing_is_counted_in_a_pause(tmp_path: Path, eight_reps) -> None:
    pause_s = middle_of(eight_reps)
    stage = Stage(tmp_path).play(before(eight_reps, pause_s))
    counted = stage.reps
    stage.controller.do(Command.PAUSE)
    stage.play(after(eight_reps, pause_s))
    assert 2 <= counted < 8
    assert stage.reps == counted
    assert stage.newest.state.phase is Phase.PAUSED
    assert "Paused." in stage.voice.texts


def test_a_set_goes_on_after_a_pause_of_minutes(tmp_path: Path, eight_reps) -> None:
    pause_s = middle_of(eight_reps)
    stage = Stage(tmp_path).play(before(eight_reps, pause_s))
    counted = stage.reps
    stage.controller.do(Command.PAUSE)
    stage.play(nobody(pause_s, 120.0, fps=5.0))
    stage.controller.do(Command.PAUSE)
    stage.play(shifted(after(eight_reps, pause_s), 120.0))
    stage.controller.end()
    session = stage.controller.finished.sessions[0]
    assert len(session.sets) == 1
    assert counted < len(session.reps) <= 8
    assert session.sets[0].end_s < eight_reps[-1][0] + 3.0, "the pause is no part of the session's time"


@pytest.mark.parametrize(("pause_s", "times"), [(1.0, 0), (60.0, 1)])
def test_after_a_long_pause_it_is_forgotten_where_the_person_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause_s: float, times: int
) -> None:
    forgotten: list[bool] = []
    monkeypatch.setattr(Pipeline, "forget_place", lambda _: forgotten.append(True) or ())
    stage = Stage(tmp_path).play(nobody(0.0, 1.0))
    stage.controller.do(Command.PAUSE)
    stage.play(nobody(1.0, pause_s, fps=5.0))
    stage.controller.do(Command.PAUSE)
    stage.play(nobody(1.0 + pause_s, 0.2))
    assert len(forgotten) == times


def test_after_the_wrong_side_was_done_the_other_comes_which_is_left_over(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path, both_sides(find_exercise("hip-flexion"), Dose(sets=1, reps=4))).play(eight_reps)
    said = stage.voice.texts
    assert "Then I count your right leg." in said
    assert "Now the other side: left hip." in said and "Now the other side: right hip." not in said
    assert stage.newest.notices.next_up == "Hip flexion, left"


def test_an_end_before_the_first_rep_of_a_block_still_shows_what_was_done_before(
    tmp_path: Path, eight_reps
) -> None:
    stage = Stage(tmp_path, [hip_flexion(sets=1, reps=8, rest_s=5.0), hip_flexion(sets=1)]).play(eight_reps)
    stage.play(nobody(eight_reps[-1][0] + 0.1, 10.0, fps=5.0))
    assert stage.newest.state.total_reps == 0, "the second has begun"
    assert stage.controller.end().state.total_reps == 8
    assert load_language().say("phase.done_empty") not in stage.voice.texts


def test_next_ends_the_set_and_then_its_rest(tmp_path: Path, eight_reps) -> None:
    stop_s = middle_of(eight_reps)
    stage = Stage(tmp_path).play(before(eight_reps, stop_s))
    stage.controller.do(Command.NEXT)
    stage.play(after(eight_reps, stop_s)[:3])
    assert stage.newest.state.phase is Phase.REST
    stage.controller.do(Command.NEXT)
    stage.play(after(eight_reps, stop_s)[3:6])
    assert stage.newest.state.phase is not Phase.REST


def test_next_between_sets_passes_over_one_set_and_not_the_rest_of_the_block(
    tmp_path: Path, eight_reps
) -> None:
    stage = Stage(tmp_path, [hip_flexion(sets=3), hip_flexion(sets=1)])
    stage.play(before(eight_reps, middle_of(eight_reps)))
    quiet = iter([after(eight_reps, middle_of(eight_reps))[at : at + 3] for at in range(0, 30, 3)])

    def press_next() -> tuple[int, Phase]:
        stage.controller.do(Command.NEXT)
        stage.play(next(quiet))
        return stage.newest.state.set_index, stage.newest.state.phase

    assert press_next() == (1, Phase.REST), "the set is over"
    index, phase = press_next()
    assert index == 2 and phase is not Phase.REST, "so is its rest"
    assert press_next()[0] == 3 and not stage.newest.notices.next_up, "set 2 is passed over"
    press_next()
    assert stage.newest.notices.next_up == "Hip flexion, right", "after the last set comes the next block"


def test_restart_forgets_what_the_set_had(tmp_path: Path, eight_reps) -> None:
    stop_s = middle_of(eight_reps)
    stage = Stage(tmp_path).play(before(eight_reps, stop_s))
    had = stage.newest.state.reps
    stage.controller.do(Command.RESTART)
    stage.play(after(eight_reps, stop_s)[:2])
    assert had >= 2
    assert stage.newest.state.reps == 0
    assert "We begin this set again." in stage.voice.texts
    stage.play(after(eight_reps, stop_s)[2:])
    stage.controller.end()
    session = stage.controller.finished.sessions[0]
    assert [one.index for one in session.sets] == [1]
    assert 0 < len(session.reps) <= 8 - had


def test_a_restart_forgets_the_set_even_when_no_rep_follows(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path).play(before(eight_reps, middle_of(eight_reps)))
    assert stage.reps >= 2
    stage.controller.do(Command.PAUSE)
    stage.controller.do(Command.RESTART)
    last = stage.controller.end(quit_=True)
    assert (last.state.reps, last.state.total_reps) == (0, 0)
    assert (stage.controller.finished.sessions, stage.controller.finished.uncounted[0].sets) == ((), ())
    with Store(tmp_path) as store:
        assert store.load(stage.controller.finished.empty_numbers[0]).reps == ()


def test_after_next_in_a_pause_there_is_no_set_to_restart_and_none_is_passed_over(
    tmp_path: Path, eight_reps
) -> None:
    pause_s = middle_of(eight_reps)
    stage = Stage(tmp_path).play(before(eight_reps, pause_s))
    counted = stage.reps
    stage.controller.do(Command.PAUSE)
    stage.play(nobody(pause_s + 0.01, 4.0))
    for index, command in enumerate((Command.NEXT, Command.RESTART, Command.NEXT)):
        stage.controller.do(command)
        stage.play(nobody(pause_s + 4.1 + index, 0.1))
    assert stage.reps == counted
    assert "We begin this set again." not in stage.voice.texts
    stage.controller.do(Command.PAUSE)
    stage.play(shifted(after(eight_reps, pause_s), 8.0))
    stage.controller.end()
    assert [one.index for one in stage.controller.finished.sessions[0].sets] == [1, 2]


def test_restarting_no_set_changes_nothing(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path).play(before(eight_reps, middle_of(eight_reps)))
    current = stage.controller.current
    assert current is not None and current.next_set()
    shown = current.state
    assert current.restart_set() == ()
    assert current.state == shown


def test_a_rep_that_a_long_pause_cut_short_ends_where_the_person_comes_back(
    tmp_path: Path, eight_reps
) -> None:
    moments = iter(eight_reps)
    stage = Stage(tmp_path)
    while stage.moments[-1:] == [] or stage.reps < 3:
        pause_s, pose = next(moments)
        stage.play([(pause_s, pose)])
    current = stage.controller.current
    assert current is not None
    stage.controller.do(Command.PAUSE)
    stage.play(nobody(pause_s + 0.01, 60.0, fps=5.0))
    stage.controller.do(Command.PAUSE)
    ended = current.see(pause_s + 61.0, None)
    assert [type(event) for event in ended if isinstance(event, RepCompleted)] == [RepCompleted]
    reps = stage.controller.end() and stage.controller.finished.sessions[0].reps
    assert [rep.end_s == rep.end_s for rep in reps] == [True] * 3


def test_two_sides_follow_each_other_with_a_rest_and_a_word(tmp_path: Path) -> None:
    exercise = find_exercise("hip-flexion")
    dose = Dose(sets=1, reps=6, rest_s=10.0)
    right = simulated(reps=6)
    left = shifted(simulated(reps=6, side="left"), right[-1][0] + 20.0)
    noted = replace(block(exercise, "left", dose), note="Gently.")
    stage = Stage(tmp_path, [block(exercise, "right", dose), noted])
    stage.play(right)
    stage.play(nobody(right[-1][0] + 0.1, 4.0))
    assert stage.newest.state.phase is Phase.REST
    assert stage.newest.notices.next_up == "Hip flexion, left"
    assert stage.newest.notices.note == "Hip flexion, left: Gently.", "beside the name of what was done"
    stage.play(nobody(right[-1][0] + 4.1, 15.0))
    stage.play(left)
    stage.play(nobody(left[-1][0] + 0.1, 4.0))
    assert stage.controller.over
    stage.controller.end()
    assert [(one.side, len(one.reps)) for one in stage.controller.finished.sessions] == [
        ("right", 6),
        ("left", 6),
    ]
    assert "Now the other side: left hip." in stage.voice.texts
    assert "That was everything for today. Well done." in stage.voice.texts


def test_next_before_the_first_rep_passes_over_a_block_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    blocks = [hip_flexion(sets=1), hip_flexion(sets=1)]
    stage = Stage(tmp_path, blocks).play(nobody(0.0, 1.0))
    stage.controller.do(Command.NEXT)
    stage.play(nobody(1.0, 1.0))
    stage.controller.end()
    assert stage.controller.finished.sessions == ()
    assert len(stage.controller.finished.empty_numbers) == 1
    assert not any("Well done" in text for text in stage.voice.texts)


def test_leaving_in_the_middle_stores_what_was_done(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path).play(before(eight_reps, middle_of(eight_reps)))
    counted = stage.reps
    stage.controller.end(quit_=True)
    assert len(stage.controller.finished.sessions[0].reps) >= counted >= 2
    assert "We stop here. What you did is saved." in stage.voice.texts


def test_the_goal_is_a_limit_and_what_goes_on_by_itself_is_not_counted(tmp_path: Path, eight_reps) -> None:
    stage = Stage(tmp_path, [hip_flexion(sets=2, reps=5)]).play(eight_reps)
    assert stage.reps == 5
    stage.controller.end()
    (session,) = stage.controller.finished.sessions
    assert [len(one_set.reps) for one_set in session.sets] == [5]
    assert all(rep.end_s == rep.end_s for rep in session.reps), "the last one is let go, too"
    said = " ".join(stage.voice.texts)
    assert "Five. That is all. Well done." in said and "Six." not in said


def test_after_the_limit_the_next_set_begins_when_the_person_has_been_still(
    tmp_path: Path, eight_reps
) -> None:
    stage = Stage(tmp_path, [hip_flexion(sets=2, reps=5)]).play(eight_reps)
    stage.play(shifted(eight_reps, eight_reps[-1][0] + 20.0))
    stage.controller.end()
    (session,) = stage.controller.finished.sessions
    assert [len(one_set.reps) for one_set in session.sets] == [5, 5]
