"""Finding and measuring one pull: its size, its times, and a stop on the way up that begins it."""

import math

import pytest

from posecoach.coaching.counting.finder import UNKNOWN_SWING, PulseFinder
from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.trace import Trace
from tests.coaching.counting.courses import Course, Samples, resting

THRESHOLD, WIDTH_S, LEAST = 1.8, 0.12, 2.25


def found(samples: Samples, cutoff_hz: float = 3.0) -> list[Pulse]:
    """The pulses of `samples`, measured when their peak is recognised."""
    finder, trace, pulses = PulseFinder(cutoff_hz), Trace(), []
    for t_s, x in samples:
        trace.append(t_s, x)
        turn = finder.update(t_s, x, THRESHOLD)
        if turn is not None and turn.high:
            pulse = finder.measure(trace, t_s, WIDTH_S, LEAST)
            assert pulse is not None and pulse.seen_s == t_s
            pulses.append(pulse)
    return pulses


@pytest.mark.parametrize("fps", [12, 30, 60])
@pytest.mark.parametrize("cutoff_hz", [0.75, 1.5, 3.0])
def test_a_pull_is_measured_in_size_and_time(fps: int, cutoff_hz: float) -> None:
    (pulse,) = found(resting().bump(10.0, 2.0).hold(3.0).samples(fps), cutoff_hz)
    assert pulse.base == pytest.approx(60.0, abs=0.1)
    assert pulse.range_ == pytest.approx(10.0, abs=0.4)
    assert (pulse.start_s, pulse.peak_s) == pytest.approx((3.0, 4.0), abs=0.1)
    assert pulse.directness == pytest.approx(1.0, abs=0.02)
    assert pulse.jitter < 0.2


def test_each_pull_is_measured_from_the_trough_before_it() -> None:
    course = resting().reps(5, 8.0, 1.5).hold(2.0)
    pulses = found(course.samples(drift_per_s=0.2))
    assert [pulse.peak_s for pulse in pulses] == pytest.approx(list(course.peaks_s), abs=0.1)
    assert [pulse.range_ for pulse in pulses[1:]] == pytest.approx([8.0] * 4, abs=0.5)
    bases = [pulse.base for pulse in pulses]
    assert bases == sorted(bases) and bases[-1] - bases[1] == pytest.approx(3 * 1.5 * 0.2, abs=0.1)


def test_a_hold_at_the_top_belongs_to_the_peak() -> None:
    (pulse,) = found(resting().to(70.0, 1.0).hold(2.0).to(60.0, 1.0).hold(2.0).samples())
    assert pulse.start_s == pytest.approx(3.0, abs=0.1)
    assert pulse.peak_s == pytest.approx(5.0, abs=0.15)


def test_jitter_and_ragged_ways_are_told() -> None:
    (clean,) = found(resting().bump(12.0, 3.0).hold(2.0).samples(), 0.75)
    (noisy,) = found(resting().bump(12.0, 3.0).hold(2.0).samples(30, 0.8, 1), 0.75)
    assert noisy.jitter == pytest.approx(0.8, rel=0.3) and clean.jitter < 0.1
    assert noisy.directness > 1.2 * clean.directness


def test_a_pull_that_was_not_all_seen_is_told() -> None:
    samples = resting().bump(20.0, 1.5).hold(2.0).samples()
    (seen,) = found(samples)
    (hidden,) = found([sample for sample in samples if not 3.3 < sample[0] < 3.7])
    assert hidden.blind and not seen.blind


def test_a_slow_pull_that_was_all_seen_is_not_called_half_seen() -> None:
    (pulse,) = found(resting().bump(10.0, 6.0).hold(2.0).samples())
    assert not pulse.blind


def climb(stop_s: float, way: float = 30.0) -> Course:
    """Up into position, a stop, and a pull of 10 from there."""
    return Course(((0.0, 60.0 - way),)).hold(1.0).to(60.0, 1.0).hold(stop_s).bump(10.0, 2.0).hold(2.0)


def test_a_stop_on_the_way_up_begins_the_pull() -> None:
    pulse = found(climb(1.5).samples())[-1]
    assert pulse.base == pytest.approx(60.0, abs=0.5)
    assert pulse.range_ == pytest.approx(10.0, abs=0.7)
    assert pulse.start_s == pytest.approx(3.5, abs=0.2)


def test_without_a_stop_the_whole_rise_is_the_pull() -> None:
    pulse = found(climb(0.0).samples())[-1]
    assert pulse.range_ == pytest.approx(40.0, abs=1.0)


def test_a_stop_with_too_little_after_it_begins_nothing() -> None:
    course = Course(((0.0, 30.0),)).hold(1.0).to(60.0, 1.0).hold(1.5).bump(2.0, 1.0).to(50.0, 1.0).hold(2.0)
    assert found(course.samples())[0].range_ == pytest.approx(32.0, abs=1.0)


def test_a_small_pull_after_a_long_rise_and_a_stop_is_measured() -> None:
    course = Course(((0.0, 0.0),)).hold(1.0).to(60.0, 1.0).hold(1.5).bump(6.0, 2.0).hold(2.0)
    pulse = found(course.samples())[-1]
    assert pulse.range_ == pytest.approx(6.0, abs=0.7)


def test_after_a_reset_nothing_before_it_is_measured() -> None:
    finder, trace = PulseFinder(3.0), Trace()
    for t_s, x in Course(((0.0, 20.0),)).hold(1.0).to(60.0, 1.0).hold(0.1).samples():
        trace.append(t_s, x)
        finder.update(t_s, x, THRESHOLD)
    finder.waiting.append(Pulse(0.0, 1.0, 20.0, 60.0, 1.2))
    finder.reset()
    trace.clear()
    assert finder.waiting == [] and finder.fall_low_s is None
    falling = Course(((2.2, 60.0),)).to(50.0, 1.0).hold(0.5)
    assert found_after(finder, trace, [(2.2 + i / 30, x) for i, (_, x) in enumerate(later(falling))]) == 0


def later(course: Course) -> Samples:
    """Only the part of a course that starts with its first knot."""
    return [sample for sample in course.samples() if sample[0] >= course.knots[0][0]]


def found_after(finder: PulseFinder, trace: Trace, samples: Samples) -> int:
    """How many peaks a used finder goes on to find."""
    turns = []
    for t_s, x in samples:
        trace.append(t_s, x)
        turns.append(finder.update(t_s, x, THRESHOLD))
    return sum(turn is not None and turn.high for turn in turns)


def swing_of(values: list[float], fps: float = 20.0) -> float:
    """How far a signal of these values swung before its end."""
    finder = PulseFinder(3.0)
    for index, value in enumerate(values):
        finder.update(index / fps, value, 2.0)
    return finder.swing_before(len(values) / fps)


def waves(size: float, seconds: float, period_s: float = 1.0, fps: float = 20.0) -> list[float]:
    return [size / 2 * math.sin(2 * math.pi * i / fps / period_s) for i in range(int(seconds * fps))]


def test_the_swing_of_a_restless_signal_is_its_range_within_a_second() -> None:
    assert swing_of(waves(4.0, 20)) == pytest.approx(4.0, rel=0.2)


def test_the_way_into_position_is_no_swing() -> None:
    rise = [min(90.0, 30.0 * i / 20) for i in range(100)]
    assert swing_of(rise + [90.0] * 120) < 0.5


def test_a_signal_watched_for_a_moment_may_swing_by_no_more_than_is_usual() -> None:
    assert swing_of([]) == UNKNOWN_SWING
    assert swing_of(waves(20.0, 3)) == UNKNOWN_SWING
    assert swing_of([5.0] * 60) == 0.0
