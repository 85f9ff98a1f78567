"""How far a measure went in a rep, by the stations that have a voice in it."""

import math
from collections.abc import Callable

import pytest

from posecoach.coaching.events import Rep
from posecoach.coaching.lower_back.measure_change import MeasureChange, MeasureTrace
from posecoach.kinematics.back_measures import STEEP
from posecoach.kinematics.body import Measure, Station

REP = Rep(1, 1, start_s=0.0, peak_s=1.0, counted_s=1.3, range_deg=10.0, peak_deg=10.0, end_s=2.0)
FPS = 20

Course = Callable[[float], Station]


def going(size: float, steepness: float = 0.0, seen_from_s: float = 0.0) -> Course:
    """A station that goes up by `size` and back within the rep."""

    def at(t_s: float) -> Station:
        value = size * (1 - math.cos(math.pi * t_s)) / 2
        return Station(value if t_s >= seen_from_s else math.nan, steepness)

    return at


def twitching(t_s: float) -> Station:
    return Station(5.0 if abs(t_s - REP.peak_s) < 0.08 else 0.0)


def change_of(*stations: Course, hold_s: float = 0.25) -> MeasureChange:
    trace = MeasureTrace()
    for frame in range(2 * FPS + 1):
        t_s = frame / FPS
        trace.append(t_s, Measure(0.0, 1.0, tuple(station(t_s) for station in stations)))
    return trace.excursion(REP, hold_s)


ONE = change_of(going(1.0)).change
"""What is left of a way of 1 when the turns are averaged."""


def test_the_change_is_the_lower_middle_of_the_stations() -> None:
    assert change_of(going(3.0), going(1.0), going(2.0)).change == pytest.approx(2 * ONE)
    assert change_of(going(3.0), going(1.0)).change == pytest.approx(ONE)


@pytest.mark.parametrize("silent", [going(3.0, steepness=2 * STEEP), going(3.0, seen_from_s=1.2)])
def test_a_station_that_is_steep_or_hardly_seen_has_no_voice(silent: Course) -> None:
    found = change_of(going(1.0), going(2.0), silent)
    assert found.change == pytest.approx(ONE)
    assert found.voices == pytest.approx(2 / 3)


def test_where_most_stations_have_no_voice_nothing_is_seen() -> None:
    steep = going(3.0, steepness=2 * STEEP)
    found = change_of(going(1.0), steep, steep)
    assert math.isnan(found.change) and found.confidence == 0


def test_stations_that_disagree_make_the_change_uncertain() -> None:
    together, apart = change_of(going(1.0), going(1.0)), change_of(going(1.0), going(3.0))
    assert apart.error > together.error + 0.4 * ONE


def test_a_twitch_counts_for_less_the_longer_the_turn_has_to_last() -> None:
    assert change_of(twitching, hold_s=1.0).change < 0.6 * change_of(twitching, hold_s=0.0).change
