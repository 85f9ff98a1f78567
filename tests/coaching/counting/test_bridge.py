"""The valley that a short loss of the track hid."""

import pytest

from posecoach.coaching.counting.bridge import hidden_valley
from posecoach.coaching.counting.likelihood import Template

USUAL = Template(range_=10.0, period_s=1.0, pull_s=0.5, base=60.0, jitter=0.1)


def test_between_two_tops_there_was_a_valley() -> None:
    found = hidden_valley(USUAL, 10.0, (10.5, 69.0), (11.5, 69.0))
    assert {value for _, value in found} == {USUAL.base}
    times = [t_s for t_s, _ in found]
    assert times == sorted(times) and 10.5 < times[0] < 11.0 < times[-1] < 11.5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param((10.5, 69.0), (11.0, 69.0), id="time for one top only"),
        pytest.param((10.5, 69.0), (12.5, 69.0), id="time for more than one valley"),
        pytest.param((10.5, 69.0), (11.5, 61.0), id="it came down and rests"),
        pytest.param((10.1, 61.0), (11.5, 69.0), id="nothing was pulled before"),
        pytest.param((11.1, 69.0), (11.5, 69.0), id="no time to let go: it is held at the top"),
        pytest.param((10.95, 63.5), (11.16, 63.5), id="no time to come down"),
    ],
)
def test_in_doubt_nothing_is_made_up(before: tuple[float, float], after: tuple[float, float]) -> None:
    assert hidden_valley(USUAL, 10.0, before, after) == []


def test_the_longer_way_takes_the_more_of_the_time() -> None:
    early = hidden_valley(USUAL, 10.0, (10.9, 64.0), (11.6, 70.0))
    late = hidden_valley(USUAL, 10.0, (10.6, 70.0), (11.3, 64.0))
    assert early[1][0] - 10.9 == pytest.approx(11.3 - late[1][0])
    assert early[1][0] - 10.9 < 11.6 - early[1][0]
