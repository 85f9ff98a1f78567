"""Introducing an exercise in a sentence or two, which never stands in the way of the set."""

import pytest

from posecoach.audio.introductions import PLACE, SUMMARY, change_side, introduce
from posecoach.audio.utterance import Priority, Utterance, cuts_off
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.language import load_language

ENGLISH = load_language()


def test_an_exercise_is_introduced_by_name_side_and_what_it_is() -> None:
    exercise = find_exercise("hip-flexion")
    texts = [one.text for one in introduce(ENGLISH, exercise, "left")]
    assert texts == ["Hip flexion, left hip.", exercise.text.summary]


def test_the_next_exercise_is_announced_as_the_next() -> None:
    first = introduce(ENGLISH, find_exercise("hip-extension"), "right", following=True)[0]
    assert first.text == "Next: Split-stance hip extension, right hip."


def test_the_first_exercise_is_named_before_all_else_and_a_following_one_after_what_is_still_to_be_said() -> (
    None
):
    exercise = find_exercise("hip-flexion")
    first, following = (introduce(ENGLISH, exercise, "left", after)[0] for after in (False, True))
    assert first.priority > Priority.VIEW and following.priority == Priority.GUIDE


def test_an_exercise_for_both_sides_names_none() -> None:
    first = introduce(ENGLISH, find_exercise("hip-external-rotation"), "both", following=True)[0]
    assert first.text == "Next: External rotation with forward lean."


def test_the_camera_is_placed_when_asked_for() -> None:
    texts = [one.text for one in introduce(ENGLISH, find_exercise("hip-flexion"), "left", place_camera=True)]
    assert texts[-1] == "Put the camera at your side, 0.8 metres high and 2.5 metres away."


def test_the_other_side() -> None:
    (said,) = change_side(ENGLISH, "right")
    assert said.text == "Now the other side: right hip."


@pytest.mark.parametrize("exercise", builtin_exercises(), ids=lambda exercise: exercise.id)
def test_every_exercise_is_introduced_in_two_short_sentences(exercise: Exercise) -> None:
    said = introduce(ENGLISH, exercise, "left")
    assert len(said) == 2
    assert sum(len(one.text.split()) for one in said) < 30


def test_somebody_who_is_ready_sooner_hears_name_and_side_and_not_how_it_is_done() -> None:
    hold = Utterance("Hold still.", Priority.GUIDE, interrupts=True, forgets=(SUMMARY, PLACE))
    title, *rest = introduce(ENGLISH, find_exercise("hip-flexion"), "left", place_camera=True)
    assert not cuts_off(hold, title)
    assert all(cuts_off(hold, one) and one.topic in hold.forgets for one in rest)


@pytest.mark.parametrize("following", [False, True])
def test_the_note_follows_the_name_it_belongs_to_and_nothing_but_a_warning_cuts_it_short(
    following: bool,
) -> None:
    title, note, summary = introduce(
        ENGLISH, find_exercise("hip-flexion"), "left", following=following, note="Only what is comfortable."
    )
    assert "Hip flexion, left hip." in title.text and note.text == "Only what is comfortable."
    assert summary.topic == SUMMARY
    for phase in ("Hold still.", "Go."):
        assert not cuts_off(Utterance(phase, Priority.GUIDE, interrupts=True), note)
    assert cuts_off(Utterance("Smaller.", Priority.WARNING, interrupts=True), note)
    assert [one.text for one in change_side(ENGLISH, "right", "Gently.")][1:] == ["Gently."]


def test_the_camera_goes_toward_the_head_or_stays() -> None:
    rotation = find_exercise("hip-internal-rotation")
    texts = [one.text for one in introduce(ENGLISH, rotation, "left", place_camera=True)]
    assert texts[-1].startswith("Put the camera at your side, a little toward your head, 1.2 metres high")
    texts = [one.text for one in introduce(ENGLISH, rotation, "left", place_camera=True, camera_stays=True)]
    assert texts[-1] == "The camera can stay where it is."
