"""Numbers that are said: the count of repetitions, and the seconds until a rest is over."""

from collections.abc import Iterable
from enum import Enum

from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
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
    return capitalised(language.say(sentence_id, word=language.number(number), **params))


def capitalised(text: str) -> str:
    """The text with its first letter as a capital; the others stay as they are."""
    return text[:1].upper() + text[1:]


REST_MARKS_S = (10, 3, 2, 1)
"""The remaining seconds of a rest that are announced."""

TEN_SECONDS_WORTH_S = 15.0
"""Only a rest longer than this is told when ten seconds are left."""


class RestCountdown:
    """Announces the end of a rest: ten seconds left, then three, two, one; nothing if the rest is skipped."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._left_s = 0.0
        self._total_s = 0.0

    def hear(self, state: CoachState) -> Iterable[Utterance]:
        """What to say at this moment. Of marks passed since the last one only the newest is said."""
        before_s, left_s = self._left_s, state.rest_left_s
        self._left_s = left_s if state.phase is Phase.REST else 0.0
        if state.phase is not Phase.REST:
            return
        if before_s <= 0.0:
            self._total_s = left_s
            return
        passed = [mark for mark in REST_MARKS_S if left_s <= mark < before_s]
        if not passed:
            return
        mark = passed[-1]
        if mark < 10:
            text = _spoken(self._language, "count.number", mark)
            yield Utterance(text, Priority.GUIDE, 0.8, Tone.COUNT, "rest")
        elif self._total_s > TEN_SECONDS_WORTH_S:
            yield Utterance(self._language.say("rest.ten"), Priority.GUIDE, 2.0, Tone.ATTENTION, "rest")
