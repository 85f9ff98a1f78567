"""The last half minute read again: the pulses at every tempo and size."""

import numpy as np
import pytest

from posecoach.coaching.counting.pulse import Pulse
from posecoach.coaching.counting.reading import LOOK_BACK_S, LookBack
from posecoach.coaching.counting.trace import Trace
from tests.coaching.counting.courses import Samples, resting


def look(samples: Samples) -> LookBack:
    """A look back from the end of `samples`."""
    trace = Trace()
    for t_s, x in samples:
        trace.append(t_s, x)
    return LookBack(trace)


def sizes(pulses: list[Pulse]) -> list[float]:
    return [pulse.range_ for pulse in pulses]


@pytest.mark.parametrize(("size", "period_s"), [(3.0, 0.6), (3.0, 4.0), (12.0, 1.0), (90.0, 6.0)])
def test_one_of_the_readings_is_the_set(size: float, period_s: float) -> None:
    course = resting().reps(4, size, period_s).hold(0.5)
    readings = list(look(course.samples()).readings(1.0))
    found = [r for r in readings if len(r) == 4 and np.allclose(sizes(r), size, rtol=0.25)]
    assert found
    assert np.allclose([pulse.peak_s for pulse in found[0]], course.peaks_s, atol=0.15)


def test_jitter_leaves_a_reading_that_is_the_set() -> None:
    course = resting().reps(5, 8.0, 3.0).hold(0.5)
    readings = list(look(course.samples(30, 1.0, 1)).readings(1.0))
    assert any(len(reading) == 5 for reading in readings)


def test_a_reading_holds_nothing_smaller_than_asked_for() -> None:
    course = resting().reps(3, 8.0, 2.0).reps(3, 2.0, 2.0).hold(0.5)
    assert all(min(sizes(reading)) >= 3.0 for reading in look(course.samples()).readings(3.0))


def test_without_turns_there_is_nothing_to_read() -> None:
    assert list(look(resting(10.0).samples()).readings(1.0)) == []
    assert list(look([(0.0, 1.0)]).readings(1.0)) == []


def test_a_rest_before_a_pull_does_not_belong_to_it() -> None:
    course = resting().reps(2, 10.0, 2.0).hold(3.0).reps(1, 10.0, 2.0).hold(0.5)
    assert [p.pull_s for p in look(course.samples()).pulses(0.2, 3.0)] == pytest.approx([1.0] * 3, abs=0.25)


def test_only_the_last_half_minute_is_read() -> None:
    course = resting().reps(30, 10.0, 2.0).hold(0.5)
    pulses = look(course.samples()).pulses(0.2, 3.0)
    assert pulses[0].start_s >= course.end_s - LOOK_BACK_S - 0.1
    assert len(pulses) < 20


def test_frame_rate_and_gaps_do_not_matter() -> None:
    course = resting().reps(4, 10.0, 2.0).hold(0.5)
    for samples in (
        course.samples(12),
        course.samples(60),
        [s for s in course.samples() if not 5.0 < s[0] < 5.3],
    ):
        assert sizes(look(samples).pulses(0.2, 3.0)) == pytest.approx([10.0] * 4, rel=0.1)
