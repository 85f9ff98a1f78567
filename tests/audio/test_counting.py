"""The words for a count: which numbers are spoken, and how the last five are counted down."""

import pytest

from posecoach.audio.counting import Counting, count_words
from posecoach.language import load_language

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
