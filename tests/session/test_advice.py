"""What a session's page suggests for the next time, and never more than was prescribed."""

from dataclasses import replace

from posecoach.coaching.events import StopReason
from posecoach.session.record import Pain, Prescription, Source, StopRecord, ViewRecord
from posecoach.session.report.advice import suggestions
from posecoach.session.report.page import make_page
from posecoach.session.summary import remarks
from tests.session.examples import Dose, bare_session
from tests.session.test_report_words import advice, each_rep, session_of, sure


def test_a_calm_session_is_repeated_not_corrected():
    assert "The same again" in advice(session_of())


def test_pain_that_rose_comes_first():
    first = suggestions(session_of(pain=Pain(3, 6)))[0]
    assert "ask a professional" in first.text
    assert "from 3 to 6" in first.because
    assert "professional" not in advice(session_of(pain=Pain(3, 4)))
    assert "professional" in advice(session_of(pain=Pain(None, 8)))


def test_larger_reps_that_move_the_back_suggest_a_smaller_movement():
    session = session_of(Dose(sets=1, reps=12, back_from=(7,)))
    reps = [replace(rep, range_deg=14.0 if rep.lower_back_moved else 9.0) for rep in session.reps]
    session = replace(session, sets=(replace(session.sets[0], reps=tuple(reps)),))
    assert "slightly smaller movement may help: around 9°" in advice(session)


def test_a_back_that_joins_in_late_suggests_shorter_sets():
    assert "end a set after about 8 reps" in advice(session_of(Dose(sets=1, reps=12, back_from=(9,))))


def test_a_back_that_moves_from_the_start_suggests_beginning_smaller():
    assert "Begin smaller" in advice(session_of(Dose(sets=1, reps=12, back_from=(1,))))


def test_a_back_that_settled_again_is_praised_for_it():
    session = session_of(Dose(sets=1, reps=14, back_from=()))
    reps = [replace(rep, lower_back_moved=7 <= rep.index <= 11) for rep in session.reps]
    session = replace(session, sets=(replace(session.sets[0], reps=tuple(reps)),))
    assert "as you did here" in advice(session)
    assert "still again by the end" in advice(session)


def test_one_twitch_is_no_reason_for_advice():
    assert "The same again" in advice(session_of(Dose(sets=2, reps=12, back_from=(12,))))


def test_a_poor_view_suggests_moving_the_camera():
    view = ViewRecord(100, {"too-dark": 0.4, "cut-off": 0.05})
    assert "turn on a light" in advice(session_of(view=view))
    assert "square to your side" in advice(each_rep(session_of(), lower_back=None))


def test_the_camera_is_sent_where_the_exercise_wants_it():
    unseen = each_rep(session_of(view=ViewRecord(9, {"wrong-view": 0.9})), lower_back=None)
    assert "put the camera square to your side" in advice(unseen)
    turned = replace(unseen, exercise="hip-internal-rotation")
    assert "put the camera where it sees you from the side, 30 degrees toward the head" in advice(turned)
    turned = replace(turned, view=ViewRecord(9))
    assert "Put the camera where it sees you from the side, 30 degrees toward the head" in advice(turned)
    assert "where the exercise asks for it" in advice(replace(turned, exercise="my-own"))


def test_fewer_reps_than_prescribed_are_no_failure():
    text = advice(session_of(plan=Prescription(3, (30, 50))))
    assert "add a few reps" in text
    assert "24 of the 90" in text


def test_nothing_counted_says_where_to_look():
    assert "exercises show" in advice(bare_session())


def test_there_are_never_more_than_three_suggestions():
    session = session_of(
        Dose(sets=1, reps=12, back_from=(1,)), pain=Pain(1, 9), view=ViewRecord(9, {"too-far": 1.0})
    )
    assert 1 <= len(suggestions(session)) <= 3


def test_a_session_without_a_rep_suggests_to_try_again_because_of_what_is_known():
    source = Source("video", "a.mp4", 30.0, 900, 30.0, 900)
    assert "position of the exercise was not seen" in advice(bare_session(source=source, program="posecoach"))


def test_what_is_prescribed_is_not_exceeded_by_advice():
    full = session_of(plan=Prescription(2, (12, 12)))
    assert "more is not better" in advice(full) and "more reps" not in advice(full)


def test_nobody_is_asked_for_more_than_a_plan_of_few_reps():
    dose = Dose(sets=1, reps=3, back_from=())
    assert "Do a few more" in advice(session_of(dose))
    asked_for = advice(session_of(dose, plan=Prescription(1, (3, 3))))
    assert "Do a few more" not in asked_for and "what was prescribed is done" in asked_for


def test_nothing_is_concluded_from_a_few_reps_or_a_slow_computer():
    few = session_of(Dose(sets=1, reps=3, back_from=(1,)))
    assert "Only 3 reps could be counted" in advice(few) and "smaller" not in advice(few).lower()
    slow = replace(session_of(), source=Source(fps=30.0, frames=200, duration_s=50.0))
    assert "Only 4 pictures a second: " in advice(slow)
    assert sure(slow)["Tempo"] == "not sure", "the rate that was seen, not the camera's"


def test_a_set_that_was_stopped_is_told_with_its_reason():
    stopped = replace(session_of(), stops=(StopRecord(9.0, 2, StopReason.PAIN),))
    assert "You stopped set 2 because of pain." in make_page(stopped).headline
    assert "You stopped set 2 because of pain." in remarks(stopped)
    assert "ask a professional" in advice(stopped)
    tired = replace(session_of(), stops=(StopRecord(9.0, 1, StopReason.TIRED),))
    assert "You stopped set 1 being tired." in make_page(tired).headline
