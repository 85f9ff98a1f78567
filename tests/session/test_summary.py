"""The table at the end of a session, as a terminal or a pipe shows it."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from posecoach.coaching.events import NAN, Confidence, HipBackSplit, WarningKind
from posecoach.language import available_languages, load_language
from posecoach.sentences import say
from posecoach.session.record import Source, ViewRecord, WarningRecord
from posecoach.session.summary import COLUMNS, back_confidence, nothing_counted, numbers, print_summary
from tests.session.examples import Dose, bare_session, make_session
from tests.session.test_report_words import each_rep


def text_of(session, width=100, **options):
    console = Console(file=io.StringIO(), width=width, **options)
    print_summary(session, console)
    return console.file.getvalue()


def test_it_says_what_was_done_and_where_the_lower_back_moved():
    text = text_of(make_session(Dose(reps=10, back_from=(8, 6))))
    assert "Hip flexion, right · 20 reps, back still in 12" in text
    assert "reps 8-10" in text
    assert "first moved in rep 8 of set 1, at 0:1" in text


def test_it_is_plain_when_the_output_is_no_terminal():
    assert "\x1b" not in text_of(make_session())
    assert "\x1b" in text_of(make_session(), force_terminal=True)


def test_no_rep_is_said_in_words():
    assert "No repetition was counted" in text_of(bare_session())


def test_a_session_without_a_rep_says_how_long_the_position_was_seen():
    source = Source("video", "a.mp4", 30.0, 900, 30.0, 900)
    session = bare_session(source=source, program="posecoach 0")
    never = "The position of the exercise was not seen, or not held still"
    assert never in nothing_counted(session) and "not held still" in text_of(session)
    seen = replace(session, view=ViewRecord(frames=360))
    assert "exercise was seen for 12 of 30 s. A pull counts from 3.0° on." in nothing_counted(seen)
    assert "exercise was seen for 12 of 30 s." in nothing_counted(replace(seen, exercise="my-squat"))


def test_what_the_record_cannot_tell_of_a_session_without_a_rep_is_not_said():
    source = Source("video", "a.mp4", 30.0, 900, 30.0, 900)
    session = bare_session(source=source, program="posecoach 0")
    cut_off, foreign = replace(session, interrupted=True), replace(session, program="")
    nobody = replace(session, source=replace(source, pose_frames=0))
    for one in (cut_off, foreign, nobody):
        assert "position" not in text_of(one)


def test_a_back_nobody_could_see_is_not_called_still():
    text = text_of(each_rep(make_session(), lower_back=None, lower_back_moved=False, share=HipBackSplit()))
    assert "was not seen well in any rep" in text
    assert "kept still" not in text


def test_how_hip_and_back_shared_is_told_only_of_reps_in_which_the_back_surely_moved():
    session = make_session(Dose(reps=10, back_from=(8, 6)))
    low = replace(session.reps[0].lower_back, confidence=Confidence.LOW)
    assert "Where it moved, the hip did" in text_of(session)
    assert "Where it moved" not in text_of(each_rep(session, lower_back=low))


def test_no_side_is_named_of_an_exercise_of_both():
    assert "Hip flexion · 20 reps" in text_of(make_session(side="both"))


def test_of_a_back_that_the_exercise_does_not_watch_the_table_is_silent():
    watched = make_session()
    own = replace(each_rep(watched, lower_back=None), exercise="mine", lower_back_unit="")
    text = text_of(own)
    assert "range" in text and "20 reps" in text
    assert "sure of the back" not in text and "cannot see" not in text
    assert "sure of the back" in text_of(watched)


def test_a_back_hardly_seen_is_not_called_still():
    session = make_session(Dose(back_from=()))
    low = replace(session.reps[0].lower_back, confidence=Confidence.LOW)
    text = text_of(each_rep(session, lower_back=low))
    assert "was not seen well in any rep" in text
    assert "still in" not in text
    moved = text_of(each_rep(session, lower_back_moved=True))
    assert "moved in all 20 reps" in moved and "back still in 0" in moved


def test_a_movement_that_was_hardly_seen_is_mentioned_and_is_no_fault():
    session = make_session(Dose(back_from=()))
    low = replace(session.reps[0].lower_back, confidence=Confidence.LOW)
    perhaps = each_rep(session, lower_back=low, lower_back_moved=True)
    assert "In 20 reps it may have moved" in text_of(perhaps)
    assert "The lower back moved in" not in text_of(perhaps)
    assert perhaps.clean_reps == 0, "not seen well is no all-clear"


def test_a_back_seen_in_a_rep_or_two_is_no_all_clear():
    session = make_session(Dose(sets=1, reps=12, back_from=()))
    one_set = session.sets[0]

    def seen_from(index):
        reps = (*(replace(rep, lower_back=None) for rep in one_set.reps[:index]), *one_set.reps[index:])
        return text_of(replace(session, sets=(replace(one_set, reps=reps),)))

    assert "kept still in 1 of 12 reps, was not seen well in 11." in seen_from(11)
    assert "12 reps, back still in 6" in seen_from(6)


def test_of_one_rep_it_is_not_said_that_it_is_all():
    text = text_of(make_session(Dose(sets=1, reps=1, back_from=())))
    assert "The lower back kept still in the one rep." in text


@pytest.mark.parametrize("language", available_languages())
def test_no_heading_is_cut_off_in_a_narrow_terminal(language, monkeypatch):
    monkeypatch.setattr("posecoach.sentences._in_use", load_language(language))
    text = text_of(make_session(Dose(reps=10, back_from=(8, 6))), width=60)
    assert "…" not in text
    headings = {word for name in COLUMNS for word in say(f"summary.column_{name}").split()}
    assert headings <= set(text.split())


def test_unknown_figures_are_dashes():
    text = text_of(each_rep(make_session(), range_deg=NAN, end_s=NAN))
    assert "nan" not in text
    assert "–" in text


def test_names_cannot_dress_the_text_up():
    name = "[red]x[/red] [link=http://a]b[/link]"
    assert name in text_of(make_session(exercise="mine", exercise_name=name), force_terminal=True)


def test_trouble_with_the_camera_is_repeated_once():
    warning = WarningRecord(1.0, 2.0, WarningKind.CAMERA, "too-dark", "Turn on a light.")
    text = text_of(make_session(warnings=(warning, warning)))
    assert text.count("Turn on a light.") == 1


def test_an_empty_room_is_mentioned():
    assert "found in 40% of the frames" in text_of(bare_session(source=Source(frames=10, pose_frames=4)))
    empty = text_of(bare_session(source=Source(frames=10, pose_frames=0)))
    assert "Nobody could be seen." in empty and "0%" not in empty


def test_too_few_pictures_a_second_are_mentioned():
    assert "Only 1 picture a second: reps can have been missed" in text_of(
        bare_session(source=Source(fps=1.0))
    )
    assert "pictures a second" not in text_of(bare_session(source=Source(fps=15.0)))
    assert "pictures a second" not in text_of(bare_session(source=Source(fps=NAN)))


def test_confidence_in_words():
    reps = make_session(Dose(reps=3)).reps
    assert back_confidence(reps) == "high"
    doubtful = replace(reps[0].lower_back, confidence=Confidence.LOW)
    assert back_confidence([replace(reps[0], lower_back=doubtful), *reps[1:]]) == "5 high, 1 low"


def test_numbers_are_gathered():
    assert numbers([]) == ""
    assert numbers([3]) == "rep 3"
    assert numbers([2, 7, 8, 9]) == "reps 2, 7-9"


def test_why_something_was_not_counted_as_asked_for_is_said_once():
    told = "The right side was done, the left one was asked for."
    warning = WarningRecord(1.0, 2.0, WarningKind.WRONG_SIDE, "right", told)
    assert text_of(make_session(warnings=(warning, warning))).count(f"Note: {told}") == 1


def test_another_side_that_was_then_counted_is_told_once():
    other = WarningRecord(1.0, 2.0, WarningKind.WRONG_SIDE, "right", wanted="left")
    followed = WarningRecord(2.0, 3.0, WarningKind.WRONG_SIDE, "changed", wanted="right")
    both = text_of(make_session(warnings=(other, followed)))
    assert "The right side was done, so it was counted from then on." in both
    assert "was asked for" not in both
    assert "The right side was done, the left one was asked for." in text_of(make_session(warnings=(other,)))
