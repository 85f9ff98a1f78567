"""The count aloud: which numbers are spoken, how the last five are counted down, what cuts one short."""

import pytest

from posecoach.audio.counting import Counting, count_words
from posecoach.audio.engine import DEFAULT_WPM
from posecoach.audio.utterance import Priority, Tone, cuts_off
from posecoach.coaching.events import Phase, RepCounted
from posecoach.language import load_language
from tests.audio.scene import counting_scene, make_rep

ENGLISH = load_language()
NO_TARGET = (0, 0)


def words(reps: int, target: tuple[int, int] = NO_TARGET, how: str = "every", newly: int = 1) -> str:
    return count_words(ENGLISH, reps, newly, target, Counting(how))


def test_every_rep_is_counted_in_words() -> None:
    assert [words(n) for n in (1, 2, 23)] == ["One.", "Two.", "Twenty-three."]


def test_every_fifth_is_counted() -> None:
    assert [n for n in range(1, 21) if words(n, how="fifth")] == [5, 10, 15, 20]


def test_counting_can_be_off_altogether() -> None:
    assert [words(n, target=(10, 10), how="off") for n in range(1, 12)] == [""] * 11


@pytest.mark.parametrize("how", ["every", "fifth"])
def test_the_last_five_are_counted_down(how: str) -> None:
    said = [words(n, target=(12, 12), how=how) for n in range(7, 13)]
    assert said == [
        "Five more.",
        "Four more.",
        "Three more.",
        "Two more.",
        "Last one.",
        "Twelve. That is all. Well done.",
    ]


def test_before_the_last_five_the_count_goes_up() -> None:
    assert words(6, target=(12, 12)) == "Six."


def test_a_wide_target_has_two_goals() -> None:
    assert words(25, target=(30, 50)) == "Five more."
    assert words(29, target=(30, 50)) == "One more."
    assert words(30, target=(30, 50)) == "Thirty. You may stop here, or go on to fifty."
    assert words(31, target=(30, 50)) == "Thirty-one."
    assert words(49, target=(30, 50)) == "Last one."
    assert words(50, target=(30, 50)) == "Fifty. That is all. Well done."


def test_a_narrow_target_has_one_goal() -> None:
    assert words(8, target=(8, 12)) == "Four more."
    assert words(6, target=(8, 12)) == "Six."


def test_past_the_target_the_count_goes_on() -> None:
    assert words(13, target=(12, 12)) == "Thirteen."


def test_two_reps_announced_together_are_one_number() -> None:
    assert words(2, newly=2) == "Two."


def test_a_goal_passed_in_one_step_is_still_announced() -> None:
    assert words(13, target=(12, 12), newly=2) == "Thirteen. That is all. Well done."
    assert words(6, how="fifth", newly=2) == "Six."


def test_a_tiny_target_counts_down_from_the_start() -> None:
    assert [words(n, target=(2, 2)) for n in (1, 2)] == ["Last one.", "Two. That is all. Well done."]


def test_no_new_rep_no_word() -> None:
    assert words(5, newly=0) == ""


def test_a_rep_is_counted_aloud_in_the_frame_in_which_it_is_counted() -> None:
    scene = counting_scene()
    assert scene.count(1) == ["One."]
    _, utterance = scene.said[0]
    assert utterance.priority is Priority.COUNT
    assert utterance.expires_s <= 1.0
    assert utterance.topic == "count"


def test_every_fifth() -> None:
    scene = counting_scene(counting=Counting.FIFTH)
    assert [scene.count(n) for n in range(1, 7)] == [[], [], [], [], ["Five."], []]


def test_a_set_to_its_target() -> None:
    scene = counting_scene()
    scene.frame(target=(7, 7))
    for index in range(1, 8):
        scene.count(index)
    assert scene.texts == [
        "One.",
        "Five more.",
        "Four more.",
        "Three more.",
        "Two more.",
        "Last one.",
        "Seven. That is all. Well done.",
    ]
    assert scene.said[-1][1].tone is Tone.DONE


def test_past_the_target_a_count_is_only_a_count() -> None:
    scene = counting_scene()
    scene.frame(target=(7, 7))
    for index in (7, 8):
        scene.count(index)
    reached, past = (utterance for _, utterance in scene.said)
    assert (reached.priority, reached.tone) == (Priority.WARNING, Tone.DONE)
    assert (past.text, past.priority, past.tone) == ("Eight.", Priority.COUNT, Tone.COUNT)
    assert reached.expires_s >= 5.0 > past.expires_s, "that the set is over stays true"


def test_a_warning_cuts_a_number_short_and_waits_for_the_word_of_a_goal() -> None:
    scene = counting_scene()
    scene.frame(target=(30, 50))
    for index in (29, 30):
        scene.count(index)
    scene.warn()
    number, goal, warning = (utterance for _, utterance in scene.said)
    assert cuts_off(warning, number) and not cuts_off(warning, goal)
    assert goal.text == "Thirty. You may stop here, or go on to fifty."
    assert warning.expires_s > 60.0 * len(goal.text.split()) / DEFAULT_WPM
    assert goal.expires_s > 60.0 * len(warning.text.split()) / DEFAULT_WPM, "it waits for a warning, too"


def test_a_number_makes_what_led_to_it_late_but_not_the_rest_it_brings() -> None:
    for phase, late in ((Phase.COUNTING, True), (Phase.REST, False)):
        scene = counting_scene()
        scene.frame(RepCounted(scene.state.t_s, make_rep(7, scene.state.t_s)), phase=phase, target=(7, 7))
        counted = next(one for _, one in scene.said if one.topic == "count")
        assert ("phase" in counted.forgets) is late


def test_the_count_is_the_coachs_not_one_behind() -> None:
    scene = counting_scene()
    for index in range(1, 21):
        assert scene.count(index) == [f"{load_language().number(index).capitalize()}."]
        scene.stay(1.0)
