"""The shapes that tell states apart without colour, each drawn within a circle of a given radius."""

from dataclasses import dataclass

from posecoach.display import shapes
from posecoach.display.shapes import Image, Point
from posecoach.display.theme import Colour, Icon


@dataclass(frozen=True, slots=True)
class _Line:
    """A line through `points`, in radii from the middle; `width` in radii, but at least `least` pixels.

    It is drawn in the ground's colour where it `cuts` what is below it.
    """

    width: float
    least: float
    points: tuple[Point, ...]
    cuts: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Dot:
    """A disc, or with a `width` a ring; otherwise as a line."""

    radius: float
    at: Point = (0.0, 0.0)
    least: float = 0.0
    cuts: bool = False
    width: float = 0.0


def draw_icon(image: Image, icon: Icon, centre: Point, radius: float, colour: Colour, ground: Colour) -> None:
    """Draw `icon` in `colour`; `ground` is what lies behind it and shows in its cut-outs."""

    def place(point: Point) -> Point:
        return centre[0] + point[0] * radius, centre[1] + point[1] * radius

    for part in _PARTS[icon]:
        if isinstance(part, tuple):
            shapes.polygon(image, [place(point) for point in part], colour)
            continue
        ink, width = ground if part.cuts else colour, max(part.least, part.width * radius)
        if isinstance(part, _Line):
            shapes.stroke(image, [place(point) for point in part.points], width, ink, part.closed)
        elif part.width:
            shapes.circle(image, place(part.at), part.radius * radius, width, ink)
        else:
            shapes.disc(image, place(part.at), max(part.least, part.radius * radius), ink)


def _arc(centre: Point, radius: float, turns: tuple[float, ...]) -> tuple[Point, ...]:
    return tuple(shapes.on_ring(centre, radius, turn) for turn in turns)


_SIDES = (-1, 1)
_WARNING = ((0, -0.88), (0.95, 0.72), (-0.95, 0.72))
_LID = _arc((0, 0.62), 1.12, tuple(turn / 80 for turn in range(-12, 13)))
_ACROSS = ((-0.72, 0.86), (0.72, -0.86))

_PARTS: dict[Icon, tuple[_Line | _Dot | tuple[Point, ...], ...]] = {
    Icon.SEEK: (
        *(
            _Line(
                0.17,
                1.5,
                ((0.45 * across, 0.9 * down), (0.9 * across, 0.9 * down), (0.9 * across, 0.45 * down)),
            )
            for across in _SIDES
            for down in _SIDES
        ),
        _Dot(0.22, (0, -0.24)),
        _Line(0.3, 0.0, _arc((0, 0.52), 0.3, tuple(-0.25 + 0.5 * step / 24 for step in range(25)))),
    ),
    Icon.PLACE: (
        _Dot(0.24, (-0.72, 0.2)),
        _Line(0.24, 1.5, ((-0.34, 0.28), (0.2, 0.28), (0.42, -0.5), (0.8, 0.28))),
        _Line(0.12, 1.0, ((-1, 0.72), (1, 0.72))),
    ),
    Icon.CIRCLE: (_Dot(0.8, width=0.26, least=1.5),),
    Icon.PULSE: (
        *(((side, 0), (0.38 * side, -0.6), (0.38 * side, 0.6)) for side in _SIDES),
        _Line(0.28, 1.5, ((-0.5, 0), (0.5, 0))),
    ),
    Icon.TRIANGLE: (
        _WARNING,
        _Line(0.2, 1.0, _WARNING, closed=True),
        _Line(0.22, 1.2, ((0, -0.32), (0, 0.18)), cuts=True),
        _Dot(0.13, (0, 0.52), 1.0, cuts=True),
    ),
    Icon.PAUSE: tuple(_Line(0.44, 2.0, ((0.4 * side, -0.6), (0.4 * side, 0.6))) for side in _SIDES),
    Icon.REST: (
        *(_Line(0.18, 1.2, ((-0.7, 0.9 * side), (0.7, 0.9 * side))) for side in _SIDES),
        *(((0, 0), (-0.55, 0.8 * side), (0.55, 0.8 * side)) for side in _SIDES),
    ),
    Icon.CHECK: (_Line(0.34, 2.0, ((-0.78, 0.02), (-0.2, 0.58), (0.82, -0.58))),),
    Icon.CROSS: tuple(_Line(0.34, 2.0, ((-0.62, -0.62 * side), (0.62, 0.62 * side))) for side in _SIDES),
    Icon.DISC: (_Dot(0.82),),
    Icon.DIAMOND: (((0, -1), (1, 0), (0, 1), (-1, 0)),),
    Icon.UNSEEN: (
        _Line(0.16, 1.2, _LID),
        _Line(0.16, 1.2, tuple((x, -y) for x, y in _LID)),
        _Dot(0.26),
        _Line(0.416, 3.12, _ACROSS, cuts=True),
        _Line(0.16, 1.2, _ACROSS),
    ),
}
