"""Angles and distances: tables of cases, and what holds for all: mirroring, turning, scaling."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from posecoach.kinematics import geometry as g

coordinate = st.floats(-1000, 1000)
plane = st.tuples(coordinate, coordinate)
space = st.tuples(coordinate, coordinate, coordinate)
turn_deg = st.floats(-360, 360)


def turned(a: tuple[float, float], angle_deg: float) -> tuple[float, float]:
    c, s = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    return c * a[0] - s * a[1], s * a[0] + c * a[1]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((1, 0), (2, 0), 0),
        ((1, 0), (1, 1), 45),
        ((1, 0), (0, 3), 90),
        ((1, 0), (-2, 0), 180),
        ((0, 1), (0.001, 1), 0.0573),
        ((1, 1, 1), (-1, -1, -1), 180),
        ((1, 0, 0), (0, 0, 1), 90),
        ((1, 1, 0), (0, 1, 1), 60),
    ],
)
def test_the_angle_between_two_vectors(a, b, expected: float) -> None:
    assert g.angle_deg(a, b) == pytest.approx(expected, abs=1e-4)


def test_the_angle_with_nothing_is_not_a_number() -> None:
    assert math.isnan(g.angle_deg((0, 0), (1, 0)))


@pytest.mark.parametrize("tiny", [1e-3, 1e-6, 1e-9])
def test_a_tiny_angle_keeps_its_digits(tiny: float) -> None:
    assert g.angle_deg((1.0, 0.0), (1.0, tiny)) == pytest.approx(math.degrees(math.atan(tiny)), rel=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((0, -1), (1, 0), 90), ((1, 0), (0, 1), 90), ((1, 0), (0, -1), -90), ((1, 0), (-1, 0), 180)],
)
def test_a_signed_angle_is_clockwise_on_the_screen(a, b, expected: float) -> None:
    assert g.signed_angle_deg(a, b) == pytest.approx(expected)


@given(plane, plane, turn_deg, st.floats(0.01, 100))
def test_turning_and_scaling_the_picture_leave_an_angle_as_it_is(a, b, by: float, scale: float) -> None:
    assume(g.length(a) > 1 and g.length(b) > 1)
    before = g.angle_deg(a, b)
    larger = [tuple(scale * x for x in turned(v, by)) for v in (a, b)]
    assert g.angle_deg(*larger) == pytest.approx(before, abs=1e-6)


@given(plane, plane)
def test_mirroring_the_picture_changes_the_sign_of_a_signed_angle(a, b) -> None:
    assume(g.length(a) > 1 and g.length(b) > 1)
    there = g.signed_angle_deg(a, b)
    assume(abs(there) < 179.9)
    mirrored = g.signed_angle_deg((-a[0], a[1]), (-b[0], b[1]))
    assert mirrored == pytest.approx(-there, abs=1e-6)


@given(space, space)
def test_an_angle_does_not_care_who_comes_first(a, b) -> None:
    assume(g.length(a) > 1 and g.length(b) > 1)
    assert g.angle_deg(a, b) == pytest.approx(g.angle_deg(b, a), abs=1e-9)
    assert 0 <= g.angle_deg(a, b) <= 180


@pytest.mark.parametrize(
    ("angle", "lowest", "expected"),
    [(-100, -90, 260), (-90, -90, -90), (269, -90, 269), (270, -90, -90), (540, 0, 180), (-10, 0, 350)],
)
def test_wrapping_brings_an_angle_into_its_turn(angle: float, lowest: float, expected: float) -> None:
    assert g.wrap_deg(angle, lowest) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("a", "b", "weight", "expected"),
    [(10, 20, 0, 10), (10, 20, 1, 20), (10, 20, 0.25, 12.5), (math.nan, 20, 0.3, 20), (10, math.nan, 0.9, 10),
     (10, 20, -1, 10), (10, 20, 2, 20)],
)  # fmt: skip
def test_a_blend_lets_nan_give_way(a: float, b: float, weight: float, expected: float) -> None:
    assert g.blend(a, b, weight) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (10, 0), (15, 0.5), (20, 1), (99, 1), (math.nan, 0)])
def test_a_ramp_rises_between_its_ends(value: float, expected: float) -> None:
    assert g.ramp(value, 10, 20) == expected


@pytest.mark.parametrize(
    ("point", "expected"), [((2, 3), 3), ((7, 4), 5), ((-1, 0), 1)], ids=["beside", "beyond", "before"]
)
def test_the_distance_to_a_segment_is_that_to_its_nearest_point(point, expected: float) -> None:
    assert g.distance_to_segment(point, (0, 0), (4, 0)) == pytest.approx(expected)
    assert g.distance_to_segment(point, (0, 0), (0, 0)) == pytest.approx(math.hypot(*point))


@given(plane)
def test_a_unit_vector_has_length_one(a) -> None:
    assume(g.length(a) > 1e-100)  # pixels and metres; below, squares vanish
    assert g.length(g.unit(a)) == pytest.approx(1)


def test_nothing_has_no_direction() -> None:
    assert g.unit((0.0, 0.0)) == (0.0, 0.0)
