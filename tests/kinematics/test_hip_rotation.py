"""Inward hip rotation from the upper knee: its sign, its size from any view, and what is no rotation."""

import pytest

from posecoach.kinematics.geometry import Point
from posecoach.kinematics.knee_travel import (
    ADVISED_SIDE,
    ASIDE,
    LEAST_SIDE,
    PCT_PER_DEG,
    SINKING,
    InwardRotation,
)

TORSO_PX = 200.0
HIPS: Point = (500.0, 400.0)
KNEE: Point = (520.0, 250.0)
PCT_PX = TORSO_PX / 100


def turned(
    side: str, aside_pct: float, sinking_pct: float = 0.0, to_the_left: float = ADVISED_SIDE, steps: int = 10
) -> float:
    """The rotation after the knee has gone aside (+ to the right of the picture) and down (% of torso)."""
    rotation, last = InwardRotation(side), 0.0
    for i in range(steps + 1):
        share = PCT_PX * i / steps
        knee = (KNEE[0] + share * aside_pct, KNEE[1] + share * sinking_pct)
        last = rotation.update(HIPS, knee, to_the_left, TORSO_PX)
    return last


def test_it_starts_from_zero_wherever_the_knee_is() -> None:
    assert InwardRotation("left").update(HIPS, (900.0, 10.0), 0.3, TORSO_PX) == 0.0


@pytest.mark.parametrize(
    ("side", "to_the_left", "inward"),
    [
        ("right", 0.5, 1),
        ("right", -0.5, -1),
        ("left", 0.5, -1),
        ("left", -0.5, 1),
    ],
)
def test_inward_is_toward_the_persons_other_side(side: str, to_the_left: float, inward: int) -> None:
    """With the person's left to the right of the picture, the right knee turns in toward the right."""
    assert turned(side, 5.0 * inward, to_the_left=to_the_left) > 3.0
    assert turned(side, -5.0 * inward, to_the_left=to_the_left) < -3.0


@pytest.mark.parametrize("aside", [-8.0, -2.0, 3.0])
@pytest.mark.parametrize("to_the_left", [-0.8, -0.2, 0.1, 0.5])
def test_a_mirrored_picture_says_the_same_of_the_other_side(aside: float, to_the_left: float) -> None:
    right, left = turned("right", aside, 2.0, to_the_left), turned("left", -aside, 2.0, to_the_left)
    assert right == pytest.approx(left)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("to_the_left", [-0.5, 0.0, 0.5])
def test_a_sinking_knee_is_inward_from_any_view(side: str, to_the_left: float) -> None:
    assert turned(side, 0.0, 5.0, to_the_left) == pytest.approx(SINKING * 5.0 / PCT_PER_DEG)


def test_from_the_advised_place_degrees_are_the_weighted_travel() -> None:
    assert turned("right", 8.0, 5.0) == pytest.approx((ASIDE * 8.0 + SINKING * 5.0) / PCT_PER_DEG)


def test_the_same_turn_seen_more_from_the_side_is_enlarged_to_the_same_degrees() -> None:
    """Seen from further round, the way aside shrinks with the body's axis; the degrees do not."""
    for axis in (LEAST_SIDE, 0.35, 0.5, 0.8):
        assert turned("right", 8.0 * axis / ADVISED_SIDE, to_the_left=axis) == pytest.approx(
            turned("right", 8.0)
        )


def test_square_to_the_side_the_way_aside_says_nothing_and_jitter_is_not_enlarged_there() -> None:
    assert turned("right", 8.0, to_the_left=0.0) == 0.0
    sizes = [turned("right", 8.0, to_the_left=axis) for axis in (0.05, 0.1, 0.2, LEAST_SIDE)]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_slow_change_of_the_view_alone_is_no_rotation(side: str) -> None:
    """The knee is far from the hips; enlarging its place would make some 20 degrees of this."""
    rotation, far = InwardRotation(side), (HIPS[0] + 150.0, HIPS[1])
    said = [rotation.update(HIPS, far, 0.1 + 0.008 * i, TORSO_PX) for i in range(100)]
    assert said == [0.0] * 100


def test_moving_the_whole_body_or_measuring_its_torso_anew_is_no_rotation() -> None:
    """The torso's length settles for seconds after lying down, while the knee rests."""
    rotation = InwardRotation("right")
    for i in range(50):
        by = (4.0 * i, -3.0 * i)
        hips, knee = (HIPS[0] + by[0], HIPS[1] + by[1]), (KNEE[0] + by[0], KNEE[1] + by[1])
        assert rotation.update(hips, knee, 0.4, TORSO_PX * (1.0 + 0.01 * i)) == pytest.approx(0.0, abs=1e-6)


def test_what_turns_in_and_back_ends_where_it_began() -> None:
    rotation = InwardRotation("right")
    way = [0.0, 4.0, 9.0, 15.0, 9.0, 4.0, 0.0]
    said = [rotation.update(HIPS, (KNEE[0] + x, KNEE[1] + x / 2), 0.4, TORSO_PX) for x in way]
    assert said[-1] == pytest.approx(0.0, abs=1e-9)
    assert said[:4] == sorted(said[:4]) and said[3] > 5.0
