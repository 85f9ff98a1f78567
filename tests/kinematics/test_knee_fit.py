"""The leg as a two-link chain: a knee that is not seen is where hip, ankle and the learned lengths put it."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.kinematics.geometry import Point, distance
from posecoach.kinematics.two_link_chain import TwoLinkChain

TORSO_PX, THIGH_PX, SHANK_PX, FPS = 100.0, 85.0, 80.0, 25
HIP = (400.0, 300.0)


def leg(thigh_deg: float, bend_deg: float, bend_side: int = 1) -> tuple[Point, Point]:
    """Knee and ankle of a thigh at `thigh_deg` in the picture, bent to one side of it."""
    up, down = math.radians(thigh_deg), math.radians(thigh_deg + bend_side * bend_deg)
    knee = (HIP[0] + THIGH_PX * math.cos(up), HIP[1] + THIGH_PX * math.sin(up))
    return knee, (knee[0] + SHANK_PX * math.cos(down), knee[1] + SHANK_PX * math.sin(down))


def learned(bend_side: int = 1) -> TwoLinkChain:
    """A leg that has pulsed before our eyes for two seconds, and ends at -60 and 90 degrees."""
    fit = TwoLinkChain()
    for index in range(51):
        swing = 10 * math.sin(index * 0.2)
        knee, ankle = leg(-60 + swing * (index < 50), 90 - swing * (index < 50), bend_side)
        fit.update(index / FPS, HIP, knee, ankle, True, TORSO_PX)
    return fit


@pytest.mark.parametrize("bend_side", [1, -1])
def test_an_implausible_knee_is_put_where_the_two_links_meet(bend_side: int) -> None:
    knee, ankle = leg(-60, 90, bend_side)
    fitted = learned(bend_side).update(2.04, HIP, (0.0, 0.0), ankle, False, TORSO_PX)
    assert fitted is not None
    assert distance(fitted, knee) < 1.0


@given(st.floats(-68, -52), st.floats(75, 105))
def test_wherever_the_leg_goes_from_there_the_knee_goes_along(thigh_deg: float, bend_deg: float) -> None:
    knee, ankle = leg(thigh_deg, bend_deg)
    fit = learned()
    reachable = distance(ankle, leg(-60, 90)[1]) < 11
    fitted = fit.update(2.04, HIP, (0.0, 0.0), ankle, False, TORSO_PX)
    if reachable:
        assert fitted is not None and distance(fitted, knee) < 1.0


def test_a_knee_that_is_seen_well_is_left_where_it_is() -> None:
    knee, ankle = leg(-60, 90)
    fitted = learned().update(2.04, HIP, knee, ankle, True, TORSO_PX)
    assert fitted == pytest.approx(knee, abs=0.5)


def test_a_knee_that_jitters_is_steadied_by_half() -> None:
    knee, ankle = leg(-60, 90)
    fitted = learned().update(2.04, HIP, (knee[0] + 6, knee[1]), ankle, True, TORSO_PX)
    assert fitted is not None
    assert 2 < distance(fitted, knee) < 4.5


def test_where_landmark_and_chain_disagree_the_landmark_is_taken() -> None:
    knee, ankle = leg(-60, 90)
    seen = (knee[0] + 25, knee[1])
    assert learned().update(2.04, HIP, seen, ankle, True, TORSO_PX) == seen


def test_a_landmark_that_wanders_off_makes_no_step() -> None:
    """A step in the knee would be a pulse."""
    knee, ankle = leg(-60, 90)
    places = []
    for off in range(0, 31):
        fitted = learned().update(2.04, HIP, (knee[0] + off, knee[1]), ankle, True, TORSO_PX)
        assert fitted is not None
        places.append(fitted[0])
    assert max(abs(b - a) for a, b in itertools.pairwise(places)) < 3.0


def test_a_straight_leg_keeps_its_landmark() -> None:
    knee, ankle = leg(-60, 10)
    seen = (knee[0] + 3, knee[1])
    assert learned().update(2.04, HIP, seen, ankle, True, TORSO_PX) == pytest.approx(seen)


def test_an_ankle_that_jumped_along_was_the_other_leg_s() -> None:
    _, ankle = leg(-20, 90)
    assert learned().update(2.04, HIP, (0.0, 0.0), ankle, False, TORSO_PX) is None


def test_an_ankle_out_of_reach_says_nothing() -> None:
    fit = learned()
    assert fit.update(9.0, HIP, (0.0, 0.0), (HIP[0] + 400, HIP[1]), False, TORSO_PX) is None


def test_before_anything_is_learned_a_plausible_knee_passes_and_another_does_not() -> None:
    knee, ankle = leg(-60, 90)
    assert TwoLinkChain().update(0.0, HIP, knee, ankle, True, TORSO_PX) == knee
    assert TwoLinkChain().update(0.0, HIP, knee, ankle, False, TORSO_PX) is None
