"""Leading the person through a set by voice: phases, rests and the picture."""

import pytest

from posecoach.audio.guidance import UNCOUNTED_S
from posecoach.audio.utterance import Priority, Tone
from posecoach.coaching.events import Phase, SetRestarted
from posecoach.language import load_language
from tests.audio.scene import Scene

ENGLISH = load_language()
LOOKING = ENGLISH.say("phase.looking")
TOO_DARK = ENGLISH.say("view.too-dark")


def test_from_the_door_to_the_end_of_the_programme() -> None:
    scene = Scene(sets=2)
    scene.stay(3, phase=Phase.LOOKING)
    scene.stay(3, phase=Phase.POSITION)
    scene.stay(2, phase=Phase.HOLD)
    scene.count(2, together=2)
    scene.stay(2)
    scene.end_set(2)
    for left_s in (12.0, 11.0, 10.0, 9.0, 4.0, 3.0, 2.0, 1.0, 0.1):
        scene.frame(phase=Phase.REST, rest_left_s=left_s)
    scene.stay(2, phase=Phase.HOLD, reps=0, set_index=2, rest_left_s=0.0)
    scene.stay(2, phase=Phase.COUNTING)
    scene.end_set(20, index=2, phase=Phase.DONE)
    assert scene.texts == [
        LOOKING,
        "I can see you. Lie down and get into position.",
        "Hold still.",
        "Two.",
        "Set 1 of 2 done. 2 times.",
        "Rest for 12 seconds.",
        "Three.",
        "Two.",
        "One.",
        "Last set. Hold still.",
        "Go.",
        "Set 2 of 2 done. 20 times.",
        "Done. Well done.",
    ]


def test_an_end_without_a_count_is_not_praised() -> None:
    assert Scene(phase=Phase.COUNTING).frame(phase=Phase.DONE)[0].text == (
        "That is the end. I have not counted anything."
    )


def test_the_end_of_a_recording_is_not_praised_as_the_end_of_the_plan() -> None:
    scene = Scene(phase=Phase.COUNTING, reps=10, total_reps=10)
    assert scene.frame(phase=Phase.DONE, source_ended=True)[0].text == "The recording has ended."


def test_go_has_its_own_sound_and_cuts_an_introduction_short() -> None:
    scene = Scene()
    scene.stay(1, phase=Phase.HOLD)
    (go,) = scene.frame(phase=Phase.COUNTING)
    assert (go.text, go.tone, go.interrupts) == ("Go.", Tone.GO, True)
    assert go.priority > Priority.INTRODUCTION


def test_a_set_taken_up_again_goes_on() -> None:
    scene = Scene(phase=Phase.COUNTING, reps=9)
    scene.stay(1)
    assert scene.stay(2, phase=Phase.PAUSED) == ["Paused. Go on when you are ready."]
    assert scene.stay(2, phase=Phase.COUNTING) == ["Go on."]


def test_the_hip_that_was_found_out_is_named_once() -> None:
    scene = Scene()
    assert scene.stay(1, phase=Phase.HOLD, side="right") == ["Right hip. Hold still."]
    scene.stay(6, phase=Phase.POSITION)
    assert scene.stay(1, phase=Phase.HOLD) == ["Hold still."]
    scene.stay(6, phase=Phase.POSITION)
    assert scene.stay(1, phase=Phase.HOLD, side="both") == ["Hold still."]


def test_paused_is_not_said_to_somebody_who_has_done_enough() -> None:
    scene = Scene(phase=Phase.COUNTING, reps=29, target=(30, 50))
    scene.stay(1)
    assert scene.stay(2, phase=Phase.PAUSED) == ["Paused. Go on when you are ready."]
    scene.stay(9, phase=Phase.COUNTING)
    assert scene.stay(2, phase=Phase.PAUSED, reps=30) == []


def test_a_phase_that_flickers_is_not_announced() -> None:
    scene = Scene()
    scene.stay(1, phase=Phase.POSITION)
    scene.said.clear()
    for _ in range(20):
        scene.stay(0.3, phase=Phase.LOOKING)
        scene.stay(0.3, phase=Phase.POSITION)
    assert LOOKING not in scene.texts
    assert len(scene.texts) <= 2


def test_who_was_in_position_is_not_asked_to_lie_down() -> None:
    scene = Scene()
    scene.stay(3, phase=Phase.POSITION)
    scene.stay(8, phase=Phase.HOLD)
    scene.stay(3, phase=Phase.POSITION)
    assert scene.texts[-1] == "Take your time. Get into position, then hold still."


def test_hold_still_is_not_nagged_at_somebody_who_fidgets() -> None:
    scene = Scene()
    for _ in range(10):
        scene.stay(0.5, phase=Phase.HOLD)
        scene.stay(0.4, phase=Phase.POSITION)
    assert scene.texts.count("Hold still.") <= 3


def test_a_phase_silenced_by_the_gap_is_said_once_it_stays() -> None:
    scene = Scene()
    scene.stay(1, phase=Phase.LOOKING)
    scene.stay(2, phase=Phase.POSITION)
    assert scene.stay(10, phase=Phase.LOOKING) == [LOOKING]


def test_looking_and_getting_into_position_are_said_again_after_a_while() -> None:
    scene = Scene()
    assert scene.stay(29, phase=Phase.LOOKING) == [LOOKING]
    assert scene.stay(5) == [ENGLISH.say("phase.looking_again")]
    assert scene.stay(40, phase=Phase.POSITION) == [
        "I can see you. Lie down and get into position.",
        ENGLISH.say("phase.position_again"),
    ]


def test_somebody_who_pulls_and_is_not_counted_is_not_left_in_silence() -> None:
    scene = Scene()
    unsure = ENGLISH.say("phase.counting_unsure")
    assert scene.stay(30, phase=Phase.COUNTING) == ["Go.", unsure]
    scene.count(1, together=1)
    assert unsure not in scene.stay(60)


def test_a_set_that_is_counted_anew_has_its_time_too() -> None:
    scene = Scene()
    unsure = ENGLISH.say("phase.counting_unsure")
    scene.stay(15, phase=Phase.COUNTING)
    scene.count(1)
    scene.stay(15)
    scene.frame(SetRestarted(scene.state.t_s, 1), reps=0)
    assert unsure not in scene.stay(UNCOUNTED_S - 1)
    assert unsure in scene.stay(2)


def test_that_word_neither_says_go_nor_cuts_another_short() -> None:
    scene = Scene()
    scene.stay(30, phase=Phase.COUNTING)
    said = scene.said[-1][1]
    assert said.text == ENGLISH.say("phase.counting_unsure")
    assert said.tone is Tone.ATTENTION and not said.interrupts


def test_who_only_rests_hears_it_once_in_a_set() -> None:
    scene = Scene()
    unsure = ENGLISH.say("phase.counting_unsure")
    assert scene.stay(120, phase=Phase.COUNTING).count(unsure) == 1


def test_where_the_picture_is_at_fault_pulling_more_is_no_advice() -> None:
    scene = Scene()
    said = scene.stay(40, phase=Phase.COUNTING, view_problem="too-far")
    assert ENGLISH.say("phase.counting_unsure") not in said


@pytest.mark.parametrize(
    ("exercise_id", "word"),
    [("hip-flexion", "Lie down"), ("hip-external-rotation", "Sit down"), ("hip-extension", "Stand")],
)
def test_the_position_is_the_exercises_own(exercise_id: str, word: str) -> None:
    scene = Scene(exercise_id=exercise_id)
    assert word in scene.stay(2, phase=Phase.POSITION)[0]


def test_an_unknown_exercise_has_plain_words() -> None:
    assert Scene(exercise_id="own").stay(2, phase=Phase.POSITION) == [ENGLISH.say("phase.position")]


def test_a_long_rest_is_told_at_its_start_and_ten_seconds_before_its_end() -> None:
    scene = Scene(phase=Phase.COUNTING, reps=30)
    scene.stay(1)
    scene.said.clear()
    for tenth in range(300, 0, -1):
        scene.frame(phase=Phase.REST, rest_left_s=tenth / 10)
    times = {utterance.text: round(30.1 - (t_s - 1.0), 1) for t_s, utterance in scene.said}
    assert list(times) == ["Rest for 30 seconds.", "Ten seconds.", "Three.", "Two.", "One."]
    assert list(times.values())[1:] == [10.0, 3.0, 2.0, 1.0]


def test_a_skipped_rest_is_not_counted_down() -> None:
    scene = Scene(phase=Phase.REST, rest_left_s=30.0)
    scene.frame()
    scene.said.clear()
    scene.stay(1, rest_left_s=20.0)
    assert scene.stay(2, phase=Phase.HOLD, rest_left_s=0.0) == ["Hold still."]


def test_frames_far_apart_say_only_the_newest_second_of_a_rest() -> None:
    scene = Scene(phase=Phase.REST, rest_left_s=5.0)
    scene.frame()
    assert [utterance.text for utterance in scene.frame(rest_left_s=1.5)] == ["Two."]


def test_an_open_rest_has_no_seconds() -> None:
    assert Scene().stay(1, phase=Phase.REST) == ["Rest. Begin again when you are ready."]


def test_who_was_just_asked_to_lie_down_is_seen_and_need_not_hear_it() -> None:
    scene = Scene(phase=Phase.LOOKING)
    assert TOO_DARK in scene.stay(3, view_problem="too-dark")
    assert scene.stay(2, phase=Phase.POSITION) == [ENGLISH.say("phase.position_lying")]
    assert scene.stay(6, view_problem="") == []


def test_the_position_is_not_asked_for_twice() -> None:
    scene = Scene(phase=Phase.LOOKING)
    scene.stay(3, view_problem="too-far")
    assert scene.stay(4, phase=Phase.POSITION, view_problem="") == ["Good. Now lie down."]


def test_somebody_who_walks_out_is_looked_for_again() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(9)
    scene.stay(3, view_problem="too-far")
    scene.said.clear()
    scene.stay(35, phase=Phase.LOOKING, view_problem="nobody")
    assert scene.texts == [LOOKING, ENGLISH.say("phase.looking_again")]


def test_the_word_of_the_rest_waits_until_the_result_of_the_set_is_said() -> None:
    scene = Scene(phase=Phase.COUNTING)
    scene.stay(1, phase=Phase.REST, rest_left_s=30.0)
    (rest,) = [utterance for _, utterance in scene.said if utterance.tone is Tone.REST]
    assert rest.expires_s >= 10.0


def test_who_ends_in_a_rest_hears_of_no_next_set() -> None:
    scene = Scene(phase=Phase.REST, sets=3, set_index=2, reps=10, total_reps=20, rest_left_s=30.0)
    scene.stay(2)
    assert scene.stay(2, phase=Phase.DONE) == [ENGLISH.say("phase.done")]
