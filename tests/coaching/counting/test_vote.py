"""Several signals of one exercise: the count follows the one that carries the rhythm."""

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.counting.counter import Completed, Counted
from posecoach.coaching.counting.vote import SignalVote
from posecoach.exercises.definition import CountRule
from tests.coaching.counting.counter_draws import a_set
from tests.coaching.counting.courses import RULE, Course, Samples, listen, resting

SECOND = replace(RULE, signal="hip_height", direction=-1, min_range=2.0)


def vote(first: Samples, second: Samples) -> list[Counted | Completed]:
    """All that is said of two signals."""
    voters = SignalVote((RULE, SECOND))
    events = [
        event for (t_s, x), (_, y) in zip(first, second, strict=True) for event in voters.update(t_s, (x, y))
    ]
    return events + voters.interrupt(first[-1][0])


def counted(events: list[Counted | Completed]) -> list[Counted]:
    return [event for event in events if isinstance(event, Counted)]


def along(samples: Samples) -> Samples:
    """A second signal that sinks by two thirds as the first rises."""
    return [(t_s, 100.0 - x * 2 / 3) for t_s, x in samples]


def unseen(samples: Samples, since_s: float = 0.0) -> Samples:
    return [(t_s, x if t_s < since_s else math.nan) for t_s, x in samples]


def test_while_the_first_is_sound_the_second_changes_nothing() -> None:
    samples = a_set().samples()
    assert counted(vote(samples, along(samples))) == listen(samples).counted


@pytest.mark.parametrize("lost_s", [0.0, 9.5])
def test_where_the_first_is_lost_the_second_goes_on(lost_s: float) -> None:
    samples = a_set(10.0, 2.0).samples()
    reps = counted(vote(unseen(samples, lost_s), along(samples)))
    assert len(reps) == 8
    assert all(rep.candidate.range_ == pytest.approx(10.0, rel=0.2) for rep in reps)


def test_where_the_second_is_lost_the_first_goes_on() -> None:
    samples = a_set(10.0, 2.0).samples()
    assert len(counted(vote(samples, unseen(samples, 9.5)))) == 8


def test_a_source_that_ends_while_the_second_waits_ends_quietly() -> None:
    """Three repetitions in the second, while the first creeps: too few to begin a set by, and the end."""
    samples = [(t_s, x) for t_s, x in a_set(10.0, 2.0, 6).samples() if t_s < 9.0]
    assert counted(vote([(t_s, 100.0 + 0.8 * t_s) for t_s, _ in samples], along(samples))) == []


def test_a_first_signal_that_jumps_about_is_passed_over() -> None:
    samples = a_set(10.0, 2.0, 10).samples()
    jumps = np.random.default_rng(1).choice((0.0, 0.0, -15.0, 25.0), len(samples) // 12 + 1)
    wild = [(t_s, x + jumps[index // 12]) for index, (t_s, x) in enumerate(samples)]
    assert len(counted(vote(wild, along(samples)))) == 10


@pytest.mark.parametrize(("away", "reps"), [(0.0, 10), (5.0, 10), (40.0, 9)])
def test_what_stays_away_in_every_other_signal_is_the_way_into_position(away: float, reps: int) -> None:
    """The first looks like a repetition in the second signal, as an ankle swings while the leg is lifted."""
    samples = a_set(10.0, 2.0, 10).samples()
    jumps = np.random.default_rng(1).choice((0.0, 0.0, -15.0, 25.0), len(samples) // 12 + 1)
    jumps[: 9 * 30 // 12] = 0.0
    way = [max(0.0, min(1.0, (4.0 - t_s) / 1.0)) for t_s, _ in samples]
    rising = [
        (t_s, 60.0 - away * share + jumps[index // 12])
        for index, ((t_s, _), share) in enumerate(zip(samples, way, strict=True))
    ]
    assert len(counted(vote(rising, along(samples)))) == reps


def test_a_second_signal_that_swings_twice_in_each_rep_does_not_take_over() -> None:
    """As the hips do when somebody rocks to and fro over the front leg."""
    samples = a_set(10.0, 2.0).samples()
    twice: Course = resting()
    for _ in range(8):
        twice = twice.reps(2, 6.0, 1.0)
    second = [(t_s, 100.0 - x) for t_s, x in twice.hold(3.0).samples()]
    assert len(counted(vote(samples, second))) == 8


def test_each_count_is_completed_once_and_in_order() -> None:
    samples = a_set(10.0, 2.0).samples()
    events = vote(unseen(samples, 9.5), along(samples))
    assert [type(event) for event in events] == [Counted, Completed] * 8
    for told, done in zip(events[::2], events[1::2], strict=True):
        assert told.candidate.peak_s == done.candidate.peak_s <= done.candidate.end_s


PIXELS = replace(RULE, signal="pixel_lean")


def in_both(first: Samples, second: Samples, rule: CountRule = PIXELS) -> list[Counted]:
    voters = SignalVote((RULE, rule))
    events = [e for (t_s, x), (_, y) in zip(first, second, strict=True) for e in voters.update(t_s, (x, y))]
    return counted(events + voters.interrupt(first[-1][0]))


@pytest.mark.parametrize("seed", range(3))
def test_two_signals_that_move_along_find_a_set_a_rep_earlier_than_either(seed: int) -> None:
    """Pulses of five times the noise; one signal alone needs four to be sure."""
    noisy = [a_set(3.2, 2.0).samples(jitter=0.6, seed=one) for one in (seed, seed + 100)]
    alone_s = min(listen(samples).counted[0].t_s for samples in noisy)
    assert in_both(noisy[0], noisy[1])[0].t_s < alone_s - 1.0
    shared = in_both(noisy[0], noisy[1], replace(RULE, signal="knee_to_chest"))
    assert shared[0].t_s == alone_s, "signals that hang on the same landmarks share their noise"


def flat(samples: Samples, from_s: float, to_s: float) -> Samples:
    """The signal rests meanwhile where it was."""
    held = next(x for t_s, x in samples if t_s >= from_s)
    return [(t_s, held if from_s <= t_s < to_s else x) for t_s, x in samples]


def test_pixels_lead_from_the_fourth_rep_on_because_they_do_not_lag() -> None:
    samples = a_set(10.0, 2.0).samples()
    lagged = [(t_s, samples[max(0, index - 6)][1]) for index, (t_s, _) in enumerate(samples)]
    late, soon = listen(lagged).counted, in_both(lagged, samples)
    assert len(late) == len(soon) == 8
    assert all(one.t_s < other.t_s - 0.1 for one, other in zip(soon[4:], late[4:], strict=True))


@pytest.mark.parametrize("missed", [4, 7])
def test_a_single_rep_that_the_leader_missed_counts_where_another_signal_found_it(missed: int) -> None:
    samples = a_set(10.0, 2.0).samples()
    start_s = listen(samples).counted[missed].candidate.start_s
    gone = flat(samples, start_s, start_s + 2.0)
    assert len(listen(gone).counted) == 7
    assert len(in_both(gone, samples)) == len(counted(vote(gone, along(samples)))) == 8


def test_after_a_pause_what_no_other_signal_shows_may_be_somebody_who_gets_up() -> None:
    samples = resting().reps(8, 10.0, 2.0).hold(3.0).reps(1, 10.0, 2.0).hold(3.0).samples()
    start_s = listen(samples).counted[8].candidate.start_s
    assert len(in_both(samples, samples)) == 9
    assert len(in_both(flat(samples, start_s, start_s + 2.0), samples)) == 8


def test_after_a_pause_what_the_leader_does_not_show_is_no_rep_though_two_others_do() -> None:
    """As when somebody gets up: a leg turns, and its pixels with it."""
    samples = resting().reps(8, 10.0, 2.0).hold(3.0).reps(1, 10.0, 2.0).hold(3.0).samples()
    start_s = listen(samples).counted[8].candidate.start_s
    lagged = [(t_s, samples[max(0, index - 3)][1]) for index, (t_s, _) in enumerate(samples)]
    assert len(three(lagged, samples, samples)) == 9
    assert len(three(lagged, flat(samples, start_s, start_s + 2.0), samples)) == 8


def test_pixels_alone_begin_a_set_from_the_third_rep_on() -> None:
    samples = a_set(10.0, 2.0).samples()
    asleep = [(t_s, 0.0) for t_s, _ in samples]
    reps = in_both(asleep, samples)
    assert len(reps) == 8
    assert reps[2].candidate.peak_s < reps[0].t_s < reps[3].candidate.start_s


INWARD = replace(RULE, signal="hip_internal_rotation", direction=1, min_range=3.0)


def three(first: Samples, second: Samples, third: Samples) -> list[Counted]:
    """What is counted of inward rotation in its landmarks and in two motions of the pixels."""
    voters = SignalVote(
        (INWARD, replace(INWARD, signal="pixel_across"), replace(INWARD, signal="pixel_inward"))
    )
    events = [
        event
        for (t_s, x), (_, y), (_, z) in zip(first, second, third, strict=True)
        for event in voters.update(t_s, (x, y, z))
    ]
    return counted(events + voters.interrupt(first[-1][0]))


@pytest.mark.parametrize(("away", "reps"), [(0.0, 6), (40.0, 5)])
def test_what_ends_elsewhere_in_other_pixels_is_the_way_into_position(away: float, reps: int) -> None:
    samples = a_set(10.0, 2.0, 6).samples()
    start_s = samples[0][0] + 2.0
    elsewhere = [(t_s, x + away * min(1.0, max(0.0, (start_s + 2.0 - t_s) / 2.0))) for t_s, x in samples]
    assert len(three(unseen(samples), samples, elsewhere)) == reps


def test_where_one_signal_runs_the_way_in_and_the_first_rep_together_another_counts_that() -> None:
    samples = a_set(10.0, 2.0, 6).samples()
    way = [max(0.0, min(1.0, (2.9 - t_s) / 1.4)) for t_s, _ in samples]
    rising = [(t_s, x - 4.0 * share) for (t_s, x), share in zip(samples, way, strict=True)]
    falling = [(t_s, x + 40.0 * share) for (t_s, x), share in zip(samples, way, strict=True)]
    assert len(three(unseen(samples), rising, falling)) == 6


@pytest.mark.parametrize("early_s", [0.0, 0.3, 0.4, 0.5])
def test_a_rep_that_one_signal_shows_earlier_is_one(early_s: float) -> None:
    """Its quick pull is half done there before it begins in the other, which leads."""
    course = resting()
    for _ in range(10):
        course = course.to(70.0, 0.4).hold(0.7).to(60.0, 0.5).hold(0.4)
    first = course.hold(3.0).samples()
    t_s, x = zip(*along(first), strict=True)
    second = list(zip(t_s, np.interp(np.array(t_s) + early_s, t_s, x).tolist(), strict=True))
    assert len(counted(vote(first, second))) == 10


@pytest.mark.parametrize(("shown", "reps"), [(0.0, 6), (0.2, 6), (1.0, 7)])
def test_what_landmarks_take_for_the_first_rep_must_show_in_the_pixels(shown: float, reps: int) -> None:
    """As when a knee bends and straightens while somebody steps into a lunge, and the trunk does not sink."""
    course = resting().bump(10.0, 2.0).hold(1.5).reps(6, 10.0, 2.0).hold(3.0)
    pixels = resting().bump(10.0 * shown, 2.0).hold(1.5).reps(6, 10.0, 2.0).hold(3.0)
    assert len(in_both(course.samples(), pixels.samples())) == reps


@pytest.mark.parametrize("until_s", [4.7, 4.9, 5.2])
def test_a_first_rep_in_which_the_pixels_were_not_seen_is_not_lost(until_s: float) -> None:
    course = resting()
    for _ in range(6):
        course = course.reps(1, 10.0, 2.0).hold(2.5)
    samples = course.samples()
    gap = [(t_s, math.nan if t_s < until_s else x) for t_s, x in samples]
    assert len(in_both(samples, gap)) == 6
