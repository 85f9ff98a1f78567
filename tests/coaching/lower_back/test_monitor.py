"""What the lower-back monitor makes of single reps: one that is told late, one with two unlike turns."""

import math
from dataclasses import replace

import pytest

from posecoach.coaching.events import Confidence, Event, WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.lower_back.current_rep import LONG_END, RECENT_S
from posecoach.coaching.lower_back.monitor import LATE_S, OUTLINE_REPS
from posecoach.coaching.state import BackLevel
from posecoach.language.language import load_language
from tests.coaching.lower_back.person import MOVED, PERIOD_S, STILL, Person


@pytest.fixture
def person() -> Person:
    """After five clean reps."""
    known = Person()
    known.clean_reps(5)
    return known


def warned(events: list[Event]) -> bool:
    return any(isinstance(event, WarningStarted) for event in events)


def test_a_moving_back_is_told_when_the_rep_is_over(person: Person) -> None:
    assert person.judged(person.pull(MOVED)).moved
    assert warned(person.events)


def test_the_gauge_says_nothing_of_the_back_before_a_rep_has_told_where_a_pull_begins(person: Person) -> None:
    """Until then, and after a rest, getting into position looks like a pull in which the pelvis moves far."""
    arriving, rested = Person(), Person()
    rested.clean_reps(8)
    rested.lie(RECENT_S)
    for one in (person, arriving, rested):
        one.shown.clear()
        one.pull(MOVED)
    assert any(state.level is BackLevel.NEAR and state.value > state.limit for state in person.shown)
    for one in (arriving, rested):
        assert all(state.level is not BackLevel.NEAR and not state.value > 0 for state in one.shown)


def test_a_warning_says_the_one_sentence_of_the_exercise(person: Person) -> None:
    person.judged(person.pull(MOVED))
    said = [event.message for event in person.events if isinstance(event, WarningStarted)]
    assert said == ["Smaller: keep your lower back on the mat."]


def test_a_rep_that_is_recognised_late_is_marked_but_nothing_is_said(person: Person) -> None:
    """The counter may hold reps back until it is sure; by then the word would be about the past."""
    assert person.judged(person.pull(MOVED), late_s=LATE_S + 0.5).moved
    assert not warned(person.events)


@pytest.mark.parametrize("late_s", [0.3, LATE_S + 0.5])
def test_a_warning_ends_with_a_clean_rep_however_late_it_is_recognised(person: Person, late_s: float) -> None:
    person.busy = True
    person.judged(person.pull(MOVED))
    assert warned(person.events)
    verdict = person.judged(person.pull(STILL), late_s)
    assert not verdict.moved
    assert isinstance(person.events[-1], WarningEnded)


@pytest.mark.parametrize(("late_s", "told"), [(0.3, True), (LATE_S + 0.5, False)])
def test_nor_at_the_first_look_at_it(person: Person, late_s: float, told: bool) -> None:
    rep = replace(person.pull(MOVED), end_s=math.nan)
    seen = replace(rep, counted_s=rep.peak_s + late_s)
    assert warned(person.monitor.look(seen)) is told


def test_nor_at_the_first_look_at_the_first_rep_of_a_set(person: Person) -> None:
    """It begins with getting into position."""
    first = replace(person.pull(MOVED), index=1, end_s=math.nan)
    assert person.monitor.look(first) == []


@pytest.mark.parametrize(("anew", "moved"), [(False, True), (True, False)])
def test_what_is_known_of_clean_reps_counts_for_less_in_the_next_set(
    person: Person, anew: bool, moved: bool
) -> None:
    """Who lies down anew may lie otherwise: what is told within a set may be their new usual."""
    rep = person.pull(STILL)
    person.monitor.look(replace(rep, index=1 if anew else rep.index, end_s=math.nan))
    person.judged(rep)
    assert person.judged(person.pull(2.0)).moved is moved


def test_a_warning_is_over_when_no_further_rep_follows_it(person: Person) -> None:
    rep = person.pull(MOVED)
    person.events += person.monitor.look(replace(rep, end_s=math.nan))
    person.judged(rep)
    assert not isinstance(person.events[-1], WarningEnded)
    person.lie(6.0)
    assert isinstance(person.events[-1], WarningEnded)


def test_nothing_is_told_of_a_pull_that_is_no_rep_yet(person: Person) -> None:
    """It may never become one, and what was said aloud cannot be taken back."""
    person.busy = True
    person.pull(MOVED)
    assert any(state.level is BackLevel.NEAR for state in person.shown), "the gauge shows it meanwhile"
    assert not warned(person.events)


def test_what_was_told_as_the_rep_was_counted_is_its_verdict(person: Person) -> None:
    """Even where the second turn, elsewhere than the first, alone would leave it open."""
    rep = person.pull(MOVED, end_off=MOVED)
    person.events += person.monitor.look(replace(rep, end_s=math.nan))
    (told,) = [event for event in person.events if isinstance(event, WarningStarted)]
    verdict = person.judged(rep)
    assert verdict.moved and verdict.reading is not None
    assert verdict.reading.confidence is told.confidence is Confidence.HIGH
    assert sum(isinstance(event, WarningStarted) for event in person.events) == 1


def test_what_was_asked_as_the_rep_was_counted_is_told_where_the_whole_rep_makes_sure_of_it() -> None:
    person = Person()
    for n in range(8):
        person.judged(person.pull(STILL, drift=1.0 * (-1) ** n))
    rep = person.pull(2.5)
    (asked,) = person.monitor.look(replace(rep, end_s=math.nan))
    verdict = person.judged(rep)
    assert isinstance(asked, WarningStarted) and asked.confidence is Confidence.LOW
    assert asked.message == "", "the exercise's sentence accuses"
    assert verdict.moved and verdict.reading is not None
    assert verdict.reading.confidence is Confidence.HIGH


def test_a_warning_that_lasts_ends_with_its_worst_reading(person: Person) -> None:
    person.busy = True
    worse, milder = (person.judged(person.pull(rise)).reading for rise in (MOVED, 4.0))
    person.judged(person.pull(STILL))
    ended = person.events[-1]
    assert worse is not None and milder is not None and worse.value > milder.value
    assert isinstance(ended, WarningEnded) and ended.value == worse.value


def test_while_the_gauge_says_still_it_stays_below_the_limit(person: Person) -> None:
    person.shown.clear()
    person.pull(2.2)
    still = [state for state in person.shown if state.level is BackLevel.STILL]
    assert max(state.value for state in still) > 0.8 * still[0].limit
    assert all(state.value < state.limit for state in still)


@pytest.mark.parametrize("before", [STILL, MOVED])
def test_backs_rarely_move_in_one_rep_alone(person: Person, before: float) -> None:
    person.judged(person.pull(before))
    assert person.judged(person.pull(1.6)).moved is (before == MOVED)


def test_who_lies_otherwise_after_the_rep_has_not_moved_the_back_in_it(person: Person) -> None:
    """Halfway between two unlike turns the level at the peak would look like a large excursion."""
    verdict = person.judged(person.pull(STILL, end_off=-2 * MOVED))
    assert not verdict.moved
    assert verdict.reading is not None and verdict.reading.confidence is Confidence.LOW


def test_nor_does_such_a_rep_become_the_norm(person: Person) -> None:
    def reading_of_a_clean_rep() -> float:
        reading = person.judged(person.pull(STILL)).reading
        assert reading is not None
        return reading.value

    before = reading_of_a_clean_rep()
    for _ in range(8):
        person.judged(person.pull(STILL, end_off=2 * MOVED))
    assert reading_of_a_clean_rep() == pytest.approx(before, abs=0.1)


def test_a_release_that_ends_in_another_posture_is_no_turn(person: Person) -> None:
    """After the last rep the legs go down, the pelvis sinks, and only then the rep is known to be over."""
    rep = person.pull(STILL)
    person.level = -2.3
    person.lie(LONG_END * PERIOD_S / 2)
    verdict = person.judged(replace(rep, end_s=person.now_s))
    assert not verdict.moved
    assert verdict.reading is not None and verdict.reading.value < 0.5


def test_reps_that_are_held_are_learned_from_as_others_are() -> None:
    holder = Person()
    for _ in range(5):
        rep = holder.pull(STILL, hold_s=2 * PERIOD_S)
        holder.monitor.look(replace(rep, end_s=math.nan))
        assert not holder.judged(rep).moved
    reading = holder.judged(holder.pull(MOVED, hold_s=2 * PERIOD_S)).reading
    assert reading is not None and reading.confidence is Confidence.HIGH


def test_a_slow_drift_is_neither_here_nor_there(person: Person) -> None:
    assert not person.judged(person.pull(STILL, end_off=-1.0)).moved
    assert person.judged(person.pull(MOVED, end_off=-1.0)).moved


def test_of_a_pelvis_that_wanders_nothing_is_said_before_the_second_turn() -> None:
    """At the first look at a rep a drift since the turn before it cannot be told from a movement."""

    def warned_at_first_look(wander: float) -> bool:
        person = Person()
        for n in range(8):
            person.judged(person.pull(STILL, drift=wander * (-1) ** n))
        rep = replace(person.pull(0.45 * MOVED), end_s=math.nan)
        return warned(person.monitor.look(rep))

    assert warned_at_first_look(wander=0.0)
    assert not warned_at_first_look(wander=2.4)


def spoken_of_clothes(person: Person) -> bool:
    return any(isinstance(one, WarningStarted) and one.kind is WarningKind.CLOTHES for one in person.events)


def test_an_outline_that_stays_unclear_is_told_once_with_what_helps() -> None:
    rough = Person(roughness=6.0)
    for _ in range(2 * OUTLINE_REPS):
        rough.judged(rough.pull(0.5 * MOVED))  # neither moved nor still, as far as can be seen
    told = [event for event in rough.events if isinstance(event, WarningStarted)]
    assert [event.kind for event in told].count(WarningKind.CLOTHES) == 1
    (sentence_id,) = [event.measure for event in told if event.kind is WarningKind.CLOTHES]
    assert "tighter shirt" in load_language().say(f"back.{sentence_id}")


def test_an_outline_that_is_unclear_now_and_then_is_not_spoken_of() -> None:
    rough = Person(roughness=6.0)
    for _ in range(4):
        rough.judged(rough.pull(STILL))
    rough.roughness = 0.0
    rough.clean_reps(4)
    assert not spoken_of_clothes(rough)


def test_an_outline_that_is_unclear_is_not_spoken_of_where_the_back_is_seen_to_be_still() -> None:
    rough = Person(roughness=6.0)
    for _ in range(2 * OUTLINE_REPS):
        rough.judged(rough.pull(STILL))
    assert not spoken_of_clothes(rough)


def test_a_clear_outline_is_not_spoken_of(person: Person) -> None:
    person.clean_reps(2 * OUTLINE_REPS)
    assert not person.events
