"""Angles, distances and projections of points given as plain pairs or triples of floats.

A frame has a few dozen of these; plain floats are several times faster here than small arrays, and pairs and
triples written out are several times faster than a loop over them. The points of a call are all of one kind.
"""

import math
from collections.abc import Sequence

Point = Sequence[float]


def minus(a: Point, b: Point) -> tuple[float, ...]:
    """The vector from `b` to `a`."""
    if len(a) == 2:
        return (a[0] - b[0], a[1] - b[1])
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def plus(a: Point, b: Point) -> tuple[float, float, float]:
    """The sum of two vectors in space."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def midpoint(a: Point, b: Point) -> tuple[float, ...]:
    """The point half-way between `a` and `b`."""
    if len(a) == 2:
        return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


def dot(a: Point, b: Point) -> float:
    if len(a) == 2:
        return a[0] * b[0] + a[1] * b[1]
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross_2d(a: Point, b: Point) -> float:
    """The z part of the cross product of plane vectors; positive when `b` is clockwise of `a` (y down)."""
    return a[0] * b[1] - a[1] * b[0]


def cross(a: Point, b: Point) -> tuple[float, float, float]:
    """The cross product of two vectors in space."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Point) -> float:
    return math.sqrt(dot(a, a))


def distance(a: Point, b: Point) -> float:
    return math.dist(a, b)


def distance_to_segment(point: Point, start: Point, end: Point) -> float:
    """From `point` to the nearest point between `start` and `end`."""
    along, there = minus(end, start), minus(point, start)
    share = min(1.0, max(0.0, dot(there, along) / (dot(along, along) or 1.0)))
    return length([a - share * b for a, b in zip(there, along, strict=True)])


def unit(a: Point) -> tuple[float, ...]:
    """`a` scaled to length 1; the zero vector stays zero."""
    size = length(a)
    if not size > 0:
        return (0.0,) * len(a)
    if len(a) == 2:
        return (a[0] / size, a[1] / size)
    return (a[0] / size, a[1] / size, a[2] / size)


def angle_deg(a: Point, b: Point) -> float:
    """Angle between two vectors, 0 to 180; NaN when one of them is zero.

    >>> round(angle_deg((1, 0), (0, 2)))
    90
    """
    # Kahan's form: keeps its accuracy near 0 and 180, where acos of the dot product loses half its digits.
    size_a, size_b = length(a), length(b)
    if not (size_a > 0 and size_b > 0):
        return math.nan
    if len(a) == 2:
        ux, uy, vx, vy = a[0] / size_a, a[1] / size_a, b[0] / size_b, b[1] / size_b
        dx, dy, sx, sy = ux - vx, uy - vy, ux + vx, uy + vy
        return math.degrees(2 * math.atan2(math.sqrt(dx * dx + dy * dy), math.sqrt(sx * sx + sy * sy)))
    u, v = [p / size_a for p in a], [p / size_b for p in b]
    return math.degrees(2 * math.atan2(length(minus(u, v)), length(plus(u, v))))


def signed_angle_deg(a: Point, b: Point) -> float:
    """Angle from plane vector `a` to `b`, clockwise positive (y down), in (-180, 180]."""
    return math.degrees(math.atan2(cross_2d(a, b), dot(a, b)))


def wrap_deg(angle: float, lowest: float) -> float:
    """`angle` plus or minus whole turns so that it lies in [lowest, lowest + 360)."""
    return (angle - lowest) % 360.0 + lowest


def blend(a: float, b: float, weight: float) -> float:
    """`a` where weight is 0, `b` where it is 1; a NaN gives way to the other."""
    if weight <= 0 or math.isnan(b):
        return a if not math.isnan(a) else b
    if weight >= 1 or math.isnan(a):
        return b
    return a + weight * (b - a)


def ramp(value: float, low: float, high: float) -> float:
    """0 below `low`, 1 above `high`, straight between; NaN gives 0."""
    if not value > low:
        return 0.0
    return min(1.0, (value - low) / (high - low))
