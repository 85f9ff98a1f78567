"""A trunk at rest: what it does within a second is no movement of the hip; where it goes, the hip follows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.coaching.counting.still_trunk import GAP_S, MOST_DEG, StillTrunk

FPS = 20


def followed(trunk_deg, thigh_deg=lambda t_s: 0.0, seconds=12.0, fps=FPS):
    """The times and the hip's flexion: the trunk lies at `trunk_deg`, the thigh turns by `thigh_deg`."""
    still = StillTrunk()
    times = [index / fps for index in range(int(seconds * fps))]
    return times, [still.update(t, 100 + thigh_deg(t) - trunk_deg(t), trunk_deg(t)) for t in times]


def cough(t_s, at_s=6.0, deg=5.0):
    """The shoulders jerk up for half a second, and the trunk's inclination falls."""
    return 90.0 - deg * max(0.0, math.sin(math.pi * (t_s - at_s) / 0.5) if at_s < t_s < at_s + 0.5 else 0.0)


def test_a_cough_does_not_move_the_hip():
    _, hip = followed(cough)
    assert max(hip) - min(hip) < 0.01


def test_two_coughs_in_a_row_do_not_either():
    _, hip = followed(lambda t: min(cough(t, 6.0), cough(t, 6.7)))
    assert max(hip) - min(hip) < 0.01


@given(tempo_s=st.floats(0.5, 8.0), size_deg=st.floats(3.0, 40.0), fps=st.sampled_from([10, 15, 30, 60]))
def test_the_thighs_movement_stays_as_it_is(tempo_s, size_deg, fps):
    def thigh(t_s):
        return size_deg * (1 - math.cos(2 * math.pi * t_s / tempo_s)) / 2

    times, hip = followed(lambda t: 90.0, thigh, fps=fps)
    assert hip == pytest.approx([10 + thigh(t) for t in times])


def test_a_trunk_that_sits_up_bends_the_hip():
    def up(t_s):
        return 90.0 - 60.0 * min(1.0, max(0.0, (t_s - 5.0) / 1.5))

    times, hip = followed(up)
    assert hip[-1] == pytest.approx(100 - 30)
    away = [abs(value - (100 - up(t))) for t, value in zip(times, hip, strict=True)]
    assert max(away) <= MOST_DEG


def test_after_a_gap_the_trunk_may_lie_anywhere():
    still = StillTrunk()
    for index in range(100):
        still.update(index / FPS, 10.0, 90.0)
    assert still.update(100 / FPS + GAP_S, 14.0, 86.0) == 14.0


def test_unseen_angles_pass():
    still = StillTrunk()
    still.update(0.0, 10.0, 90.0)
    assert still.update(0.1, 12.0, math.nan) == 12.0
    assert math.isnan(still.update(0.2, math.nan, 90.0))
