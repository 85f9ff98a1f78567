"""When a set begins and ends, and the rest after it: times in, events out."""

import pytest

from posecoach.coaching.events import SetEnded, SetStarted
from posecoach.coaching.sets import GRACE_S, Plan, SetTracker

LEAST = 3


def after_reps(count: int, sets: int | None = 3) -> SetTracker:
    """A tracker whose newest rep, of `count`, was counted at 0 s."""
    tracker = SetTracker(Plan(sets, (LEAST, 5), rest_s=30.0))
    for number in range(1 - count, 1):
        tracker.begin_rep(float(number), number - 0.8)
    return tracker


def test_a_set_begins_with_its_first_rep_and_only_then() -> None:
    tracker = SetTracker(Plan(3, (LEAST, 5), 30.0))
    assert tracker.begin_rep(2.0, 1.2) == (1, 1, [SetStarted(2.0, 1)])
    assert tracker.begin_rep(4.0, 3.2) == (1, 2, [])


@pytest.mark.parametrize(
    ("reps", "left", "patience_s"),
    [(LEAST, False, 5.0), (LEAST, True, 1.5), (LEAST - 1, False, 25.0), (LEAST - 1, True, 45.0)],
    ids=["done and still", "done and gone", "not done and still", "not done and gone"],
)
def test_the_set_waits_the_longer_the_less_it_looks_over(reps: int, left: bool, patience_s: float) -> None:
    tracker = after_reps(reps)
    before_s, over_s = patience_s - 0.1, patience_s + 0.1
    assert tracker.update(before_s, before_s if left else 0.0) == []
    (ended,) = tracker.update(over_s, over_s if left else 0.0)
    assert ended == SetEnded(over_s, 1, reps, 0.2 - reps, 0.0)


def test_a_slow_release_is_no_pause() -> None:
    tracker = after_reps(LEAST)
    tracker.complete_rep(4.0)
    assert tracker.update(8.9, 0.0) == []
    assert tracker.update(9.1, 0.0)


def limited(count: int) -> SetTracker:
    tracker = SetTracker(Plan(3, (LEAST, 5), rest_s=30.0, limited=True))
    for number in range(1 - count, 1):
        tracker.begin_rep(float(number), number - 0.8)
    return tracker


def test_a_set_with_a_limit_ends_there_as_soon_as_its_last_rep_is_judged() -> None:
    tracker = limited(5)
    assert tracker.full and tracker.update(0.5, 0.0) == []
    for end_s in range(5):
        tracker.complete_rep(0.1 * end_s)
    (ended,) = tracker.update(0.6, 0.0)
    assert ended == SetEnded(0.6, 1, 5, -4.8, 0.4)


def test_a_last_rep_that_is_not_let_go_holds_nobody_up() -> None:
    assert limited(5).update(GRACE_S + 0.1, 0.0)
    assert not limited(4).full and not after_reps(5).full, "below the limit, or without one"


def test_the_rest_follows_a_set_but_not_the_last() -> None:
    tracker = after_reps(LEAST, sets=1)
    assert tracker.rest_left_s(1.0) == 0.0
    tracker.close(10.0)
    assert tracker.done and tracker.rest_left_s(10.0) == 0.0
    tracker = after_reps(LEAST, sets=2)
    tracker.close(10.0)
    assert tracker.rest_left_s(25.0) == 15.0 and tracker.rest_left_s(50.0) == 0.0


def test_a_rep_in_the_rest_begins_the_next_set() -> None:
    tracker = after_reps(LEAST)
    tracker.close(10.0)
    assert tracker.begin_rep(12.0, 11.0) == (2, 1, [SetStarted(12.0, 2)])
    assert tracker.rest_left_s(12.0) == 0.0


def test_a_restarted_set_keeps_its_number() -> None:
    tracker = after_reps(LEAST)
    tracker.close(10.0)
    tracker.begin_rep(12.0, 11.0)
    tracker.restart()
    assert tracker.begin_rep(20.0, 19.0) == (2, 1, [SetStarted(20.0, 2)])


def test_only_a_set_that_waits_is_passed_over() -> None:
    tracker = SetTracker(Plan(3, (LEAST, 5), 30.0))
    tracker.skip()
    assert tracker.next_index == 1, "nothing has been done yet"
    tracker = after_reps(LEAST)
    tracker.skip()
    assert tracker.next_index == 1, "it has begun"
    tracker.close(10.0)
    tracker.skip()
    assert tracker.next_index == 3 and not tracker.done
    tracker.skip()
    assert tracker.done
