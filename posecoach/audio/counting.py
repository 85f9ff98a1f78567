"""Numbers that are said: how much of the count is spoken, and in which words."""

from enum import Enum

from posecoach.language import Language

COUNTDOWN_FROM = 5
SECOND_GOAL_GAP = 10
"""With a target such as 30-50 both ends are goals; closer together than this, only the last is announced."""


class Counting(str, Enum):
    """How much of the count is spoken."""

    EVERY = "every"
    FIFTH = "fifth"
    OFF = "off"


def count_words(
    language: Language, reps: int, newly: int, target: tuple[int, int], counting: Counting
) -> str:
    """What to say when `newly` reps bring the count to `reps`; "" for nothing.

    `target` is (least, most), (0, 0) when there is none. Only the newest number is ever said: the first
    reps of a set are confirmed together, and reading out the backlog would put the voice behind the person.
    """
    if counting is Counting.OFF or newly < 1:
        return ""
    least, most = target
    if most and reps >= most > reps - newly:
        return _spoken(language, "count.target_reached", reps)
    if most and 0 < most - reps <= COUNTDOWN_FROM:
        left = most - reps
        return language.say("count.last") if left == 1 else _more(language, left)
    if most - least >= SECOND_GOAL_GAP:
        if reps >= least > reps - newly:
            return _spoken(language, "count.least_reached", reps, most=language.number(most))
        if 0 < least - reps <= COUNTDOWN_FROM:
            return _more(language, least - reps)
    if counting is Counting.EVERY or any(rep % 5 == 0 for rep in range(reps - newly + 1, reps + 1)):
        return _spoken(language, "count.number", reps)
    return ""


def _more(language: Language, left: int) -> str:
    return _spoken(language, "count.more", left, n=left)


def _spoken(language: Language, sentence_id: str, number: int, **params: object) -> str:
    text = language.say(sentence_id, word=language.number(number), **params)
    return text[:1].upper() + text[1:]
