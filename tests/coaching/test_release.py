"""How a pulse is let go, and what its haste says."""

import pytest

from posecoach.coaching.habit import SURPRISE, Habit
from posecoach.coaching.release import CALM_S, Release
from posecoach.coaching.trace import Trace
from tests.coaching.courses import count, listen, resting
from tests.coaching.pulses import pulse, row

SLOW = resting().reps(8, 10.0, 3.0).hold(1.0)
HURRIED = SLOW.to(66.5, 1.0)


def test_half_of_the_pull_is_gone_when_the_signal_is_half_way_down_and_that_is_told_once() -> None:
    release = Release(pulse(10.0))
    told = [release.update(10.0 + after_s, 70.0 - 20.0 * after_s) for after_s in (0.1, 0.2, 0.3, 0.4, 0.5)]
    assert told == [None, None, None, pytest.approx(0.4), None]


def test_a_single_low_sample_is_not_half_of_the_pull() -> None:
    release = Release(pulse(10.0))
    assert not any(release.update(10.0 + 0.1 * i, x) for i, x in enumerate((70.0, 70.0, 63.0, 70.0, 70.0)))


def test_a_release_that_goes_no_further_is_calm_after_a_while() -> None:
    release = Release(pulse(10.0))
    release.update(10.2, 64.0)
    assert not release.calm(10.2 + CALM_S - 0.1) and release.calm(10.2 + CALM_S + 0.1)


def test_the_end_is_where_the_signal_has_come_down() -> None:
    trace = Trace()
    for t_s, x in resting(1.0).reps(1, 10.0, 2.0).hold(2.0).samples():
        trace.append(t_s, x)
    assert Release(pulse(2.0)).ended(trace, 5.0, 0.1).end_s == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(
    ("half_s", "gap_s", "hasty"), [(0.5, 2.0, False), (0.15, 2.0, True), (0.2, 0.8, False)]
)
def test_a_release_is_hasty_unless_the_tempo_is_quicker_too(half_s: float, gap_s: float, hasty: bool) -> None:
    habit = Habit()
    for one in row(5):
        habit.learn(one)
        habit.let_go(0.5)
    assert (habit.haste(pulse(18.0 + gap_s), half_s) > SURPRISE) is hasty


def test_before_a_release_was_seen_none_is_hasty() -> None:
    habit = Habit()
    habit.learn(pulse(10.0))
    assert habit.haste(pulse(12.0), 0.01) == 0.0


def test_a_leg_that_is_put_down_after_a_small_rise_is_no_rep() -> None:
    assert count(HURRIED.to(0.0, 0.8).hold(3.0).samples()) == 8


def test_the_same_rise_let_go_at_the_usual_pace_is_a_rep() -> None:
    assert count(HURRIED.to(60.0, 1.5).hold(3.0).samples()) == 9


def test_a_doubtful_rep_is_told_when_half_of_it_is_let_go() -> None:
    heard = listen(HURRIED.to(60.0, 1.5).hold(3.0).samples())
    peak_s, end_s = SLOW.end_s + 1.0, SLOW.end_s + 2.5
    assert (peak_s + end_s) / 2 < heard.counted[-1].t_s < end_s


def test_a_doubtful_rep_is_not_lost_with_the_end_of_the_source() -> None:
    samples = HURRIED.to(64.0, 0.8).samples()
    assert count(samples) == 9 and len(listen(samples).completed) == 9


def test_a_large_cough_between_slow_reps_is_no_rep() -> None:
    course = resting().reps(6, 10.0, 3.0).hold(1.0).to(67.0, 0.5).to(60.0, 0.25).hold(0.7)
    assert count(course.reps(4, 10.0, 3.0).hold(2.0).samples()) == 10
