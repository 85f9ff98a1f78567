"""What the page says: what was done, how sure that is, and what to try, carefully."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.coaching.events import NAN, Confidence, HipBackSplit
from posecoach.session.record import Pain, Prescription, Source, ViewRecord
from posecoach.session.report.advice import suggestions
from posecoach.session.report.facts import ANGLE_ERRORS_DEG, certainties
from posecoach.session.report.page import make_page
from posecoach.session.report.sets import set_curve, thinned
from posecoach.session.summary import remarks
from posecoach.session.words import exercise_title
from tests.session.examples import Dose, bare_session, make_session

CLEAN = Dose(sets=2, reps=12, back_from=())
DONE = Prescription(2, (12, 15))


def session_of(dose=CLEAN, **kept):
    return make_session(dose, **{"plan": DONE, "pain": Pain(), **kept})


def each_rep(session, **changed):
    sets = tuple(
        replace(one, reps=tuple(replace(rep, **changed) for rep in one.reps)) for one in session.sets
    )
    return replace(session, sets=sets)


def advice(session):
    return " ".join(f"{one.text} {one.because}" for one in suggestions(session))


def sure(session):
    return {one.figure: one.level.replace("-", " ") for one in certainties(session)}


def test_an_exercise_of_ours_is_called_as_in_the_language_in_use_wherever_it_was_recorded():
    assert exercise_title("hip-flexion", "Flexion de hanche") == "Hip flexion"
    assert exercise_title("knee-hug", "Knee hug") == "Knee hug"
    assert exercise_title("knee-hug", "") == "knee-hug"


def test_the_headline_says_when_the_back_first_moved():
    page = make_page(session_of(Dose(sets=2, reps=10, back_from=(8, 6))))
    assert (
        "20 repetitions in 2 sets. The lower back kept still in 12 of 20 reps, moved in 8." in page.headline
    )
    assert "first moved in rep 8 of set 1" in page.headline


def test_a_back_nobody_saw_is_not_called_calm():
    unseen = make_page(each_rep(session_of(), lower_back=None)).headline
    assert unseen.endswith("The lower back was not seen well in any rep.")
    assert make_page(session_of()).headline.endswith("The lower back kept still in all 24 reps.")


def hardly_seen(session):
    """The same, but the lower back was seen uncertainly in every rep."""
    return each_rep(session, lower_back=replace(session.reps[0].lower_back, confidence=Confidence.LOW))


def test_a_back_hardly_seen_is_no_all_clear_anywhere():
    session = hardly_seen(session_of())
    page = make_page(session)
    assert page.headline.endswith("The lower back was not seen well in any rep.")
    clean = page.facts[1]
    assert (clean.value, clean.note) == ("–", "not seen well in any")
    assert page.sets[0].heading == "12 of 12–15 reps"
    assert {rep.verdict for rep in page.reps} == {"not seen well"}
    assert "Put the camera" in advice(session)
    assert "a few more reps" not in advice(session) and "add a few reps" not in advice(session)
    assert "add a few reps" not in advice(replace(session, plan=Prescription(3, (30, 50))))
    moved = hardly_seen(session_of(Dose(sets=2, reps=12, back_from=(99, 5))))
    assert make_page(moved).trend == ""


def with_first_reps_hidden(session, count, at=0):
    """The same, but in the first `count` reps of the set `at` nobody saw the lower back."""
    reps = session.sets[at].reps
    hidden = tuple(replace(rep, lower_back=None) for rep in reps[:count])
    sets = list(session.sets)
    sets[at] = replace(sets[at], reps=(*hidden, *reps[count:]))
    return replace(session, sets=tuple(sets))


def test_reps_in_which_the_back_was_not_seen_are_not_counted_as_still():
    calm = with_first_reps_hidden(session_of(), 4)
    told = "kept still in 20 of 24 reps, was not seen well in 4."
    assert told in make_page(calm).headline and told in remarks(calm)[0]
    assert make_page(calm).facts[1].value == "20 of 24"
    moved = with_first_reps_hidden(session_of(Dose(sets=2, reps=10, back_from=(8, 6))), 4)
    told = "kept still in 8 of 20 reps, moved in 8, was not seen well in 4."
    assert told in make_page(moved).headline and told in remarks(moved)[0]
    assert moved.clean_reps == 8, "the session file means the same"
    assert [rep.verdict for rep in make_page(moved).reps].count("still") == 8


def test_a_back_seen_in_a_rep_or_two_is_no_all_clear():
    session = with_first_reps_hidden(session_of(Dose(sets=1, reps=12, back_from=())), 11)
    page = make_page(session)
    assert page.headline.endswith("kept still in 1 of 12 reps, was not seen well in 11.")
    assert (page.facts[1].value, page.facts[1].note) == ("1 of 12", "not seen well in 11")
    assert page.sets[0].heading.endswith("back still in 1")
    assert "In 11 of 12 reps it could not be seen" in advice(session)
    half = make_page(with_first_reps_hidden(session_of(Dose(sets=1, reps=12, back_from=())), 6))
    assert (half.facts[1].value, half.facts[1].note) == ("6 of 12", "not seen well in 6")


def test_a_movement_seen_in_a_rep_or_two_is_told_all_the_same():
    session = with_first_reps_hidden(session_of(Dose(sets=1, reps=12, back_from=(12,))), 11)
    page = make_page(session)
    assert "It first moved in rep 12 of set 1" in page.headline
    assert (page.facts[1].value, page.facts[1].note) == ("0 of 12", "moved in 1, not seen well in 11")


def test_a_set_of_which_little_was_seen_belongs_to_no_trend():
    session = session_of(Dose(sets=2, reps=12, back_from=(99, 5)))
    assert "kept still in set 1" in make_page(with_first_reps_hidden(session, 5)).trend
    assert make_page(with_first_reps_hidden(session, 7)).trend == ""


def test_what_was_done_stands_against_what_was_prescribed():
    done = make_page(session_of()).facts[0]
    assert (done.value, done.note) == ("24", "of 2 sets of 12–15")
    assert make_page(session_of()).sets[0].heading == "12 of 12–15 reps, back still in 12"
    assert make_page(session_of(plan=Prescription())).sets[0].heading == "12 reps, back still in 12"


def test_what_is_not_known_is_not_half_said():
    facts = {one.label: one for one in make_page(each_rep(session_of(), share=HipBackSplit())).facts}
    assert (facts["Hip's share"].value, facts["Hip's share"].note) == ("–", "told where the lower back moves")
    unplanned = make_page(session_of(plan=Prescription(None, (30, 50)))).facts[0]
    assert (unplanned.value, unplanned.note) == ("24", "the exercise asks for 30–50 a set")


def test_how_reps_divide_is_only_drawn_where_it_is_known_of_some():
    assert make_page(session_of()).divided
    assert not make_page(each_rep(session_of(), share=HipBackSplit())).divided


def test_tiredness_shows_as_an_earlier_start():
    page = make_page(session_of(Dose(sets=3, reps=12, back_from=(11, 8, 5))))
    assert "at rep 11, 8 and 5: a little earlier each time" in page.trend
    assert make_page(session_of()).trend == ""


def test_sets_without_any_movement_come_before_the_earlier_starts():
    page = make_page(session_of(Dose(sets=3, reps=12, back_from=(99, 8, 5))))
    assert "kept still in set 1, then began to move at rep 8 and 5: a little earlier each time" in page.trend
    assert make_page(session_of(Dose(sets=3, reps=12, back_from=(99, 99, 5)))).trend == (
        "The lower back kept still in sets 1 to 2, then began to move at rep 5."
    )


def test_no_trend_is_told_of_a_back_that_grew_still_or_was_not_seen():
    assert make_page(session_of(Dose(sets=3, reps=12, back_from=(8, 99, 5)))).trend == ""
    grown = session_of(Dose(sets=2, reps=12, back_from=(8, 5)))
    hidden = replace(grown.sets[0], reps=tuple(replace(rep, lower_back=None) for rep in grown.sets[0].reps))
    assert make_page(replace(grown, sets=(hidden, grown.sets[1]))).trend == ""


def test_a_square_camera_and_a_seen_back_are_sure():
    assert {figure for figure, level in sure(session_of(Dose())).items() if level != "sure"} == {"Range"}


def test_how_hip_and_back_shared_is_not_known_where_the_back_kept_still():
    assert sure(session_of())["Hip and back"] == "cannot say"


@pytest.mark.parametrize(
    ("yaw_deg", "level"),
    [
        (5.0, "fairly sure"),
        (30.0, "fairly sure"),
        (40.0, "not sure"),
        (70.0, "not sure"),
        (NAN, "cannot say"),
    ],
)
def test_angles_are_as_sure_as_the_camera_is_square(yaw_deg, level):
    assert sure(session_of(view=ViewRecord(9, yaw_deg=yaw_deg)))["Range"] == level


def test_a_camera_where_the_exercise_wants_it_is_not_called_off_square():
    turned = replace(session_of(view=ViewRecord(9, yaw_deg=32.0)), exercise="hip-internal-rotation")
    (why,) = [one.why for one in certainties(turned) if one.figure == "Range"]
    assert why.startswith("The camera stood 2° from its best place")
    assert sure(turned)["Range"] == "fairly sure"


def test_few_pictures_a_second_make_times_unsure():
    assert sure(session_of(source=Source(fps=6.0)))["Tempo"] == "not sure"
    assert sure(session_of(source=Source(fps=NAN)))["Tempo"] == "cannot say"


def test_a_back_seen_uncertainly_is_said_so():
    session = session_of()
    low = replace(session.reps[0].lower_back, confidence=Confidence.LOW)
    assert sure(each_rep(session, lower_back=low))["Lower back"] == "not sure"
    assert sure(each_rep(session, lower_back=None))["Lower back"] == "cannot say"
    assert sure(each_rep(session, share=HipBackSplit()))["Hip and back"] == "cannot say"


def test_left_stands_beside_right():
    page = make_page(session_of(), session_of(replace(CLEAN, side="left", range_deg=12.0)))
    lines = {label: (left, right) for label, left, right in page.sides}
    assert lines["Reps"] == ("24", "24")
    left, right = (float(value.rstrip("°")) for value in lines["Range"])
    assert left > right
    assert make_page(session_of()).sides == ()


def test_a_thinned_curve_keeps_every_peak():
    session = session_of(Dose(sets=1, reps=60))
    curve = set_curve(session, session.sets[0])
    assert len(curve.t_s) <= 910
    for rep in session.reps:
        near = (curve.t_s > rep.start_s) & (curve.t_s < rep.end_s)
        assert curve.primary_deg[near].max() == pytest.approx(105 + rep.range_deg, abs=0.2)


def test_thinning_keeps_gaps():
    import numpy as np

    values = np.full(5000, np.nan)
    values[:1000] = np.arange(1000)
    kept = thinned(values, 100)
    assert len(kept) <= 102
    assert np.isnan(values[kept]).any()


def test_a_bare_session_has_a_page():
    page = make_page(bare_session())
    assert page.headline == page.suggestions[0].because == "No repetition was counted."
    assert page.reps == page.sets == ()


def test_angles_are_called_as_uncertain_as_they_were_measured_to_be():
    """Against the table of docs/accuracy.md, which a command writes: what is said here is no better."""
    page = (Path(__file__).parents[2] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    table = page.split("## The camera's direction")[1].split("##")[0]
    measured = re.findall(r"\| [\d.]+ to ([\d.]+) \| \d+ \| \d+% \| ([\d.]+)° \|", table)
    assert measured
    for most_deg, error_deg in ((float(most), float(error)) for most, error in measured):
        said_deg = next(error for limit, error in ANGLE_ERRORS_DEG if most_deg <= limit)
        assert error_deg <= said_deg + 1.5, f"up to {most_deg}° away"
