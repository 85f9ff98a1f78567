"""The shapes that tell states apart without colour, each drawn within a circle of a given radius."""

from collections.abc import Callable

from posecoach.display import shapes
from posecoach.display.shapes import Image, Point
from posecoach.display.theme import Colour, Icon

Painter = Callable[[Image, Point, float, Colour, Colour], None]


def draw_icon(image: Image, icon: Icon, centre: Point, radius: float, colour: Colour, ground: Colour) -> None:
    """Draw `icon` in `colour`; `ground` is what lies behind it and shows in its cut-outs."""
    _PAINTERS[icon](image, centre, radius, colour, ground)


def _seek(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    arm, width = 0.45 * r, max(1.5, 0.17 * r)
    for sx in (-1, 1):
        for sy in (-1, 1):
            corner = (x + sx * 0.9 * r, y + sy * 0.9 * r)
            ends = (corner[0] - sx * arm, corner[1]), (corner[0], corner[1] - sy * arm)
            shapes.stroke(image, [ends[0], corner, ends[1]], width, colour)
    shapes.disc(image, (x, y - 0.24 * r), 0.22 * r, colour)
    shapes.curve(image, (x, y + 0.52 * r), 0.3 * r, 0.3 * r, colour, -0.25, 0.25)


def _place(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    width = max(1.5, 0.24 * r)
    shapes.disc(image, (x - 0.72 * r, y + 0.2 * r), 0.24 * r, colour)
    body = [(x - 0.34 * r, y + 0.28 * r), (x + 0.2 * r, y + 0.28 * r)]
    leg = [(x + 0.2 * r, y + 0.28 * r), (x + 0.42 * r, y - 0.5 * r), (x + 0.8 * r, y + 0.28 * r)]
    shapes.stroke(image, body + leg[1:], width, colour)
    shapes.stroke(image, [(x - r, y + 0.72 * r), (x + r, y + 0.72 * r)], max(1.0, 0.12 * r), colour)


def _circle(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    shapes.circle(image, centre, 0.8 * r, max(1.5, 0.26 * r), colour)


def _pulse(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    for side in (-1, 1):
        tip, tail = x + side * r, x + side * 0.38 * r
        shapes.polygon(image, [(tip, y), (tail, y - 0.6 * r), (tail, y + 0.6 * r)], colour)
    shapes.stroke(image, [(x - 0.5 * r, y), (x + 0.5 * r, y)], max(1.5, 0.28 * r), colour)


def _triangle(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    corners = [(x, y - 0.88 * r), (x + 0.95 * r, y + 0.72 * r), (x - 0.95 * r, y + 0.72 * r)]
    shapes.polygon(image, corners, colour)
    shapes.stroke(image, corners, max(1.0, 0.2 * r), colour, closed=True)
    shapes.stroke(image, [(x, y - 0.32 * r), (x, y + 0.18 * r)], max(1.2, 0.22 * r), ground)
    shapes.disc(image, (x, y + 0.52 * r), max(1.0, 0.13 * r), ground)


def _pause(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    for side in (-1, 1):
        shapes.stroke(
            image,
            [(x + side * 0.4 * r, y - 0.6 * r), (x + side * 0.4 * r, y + 0.6 * r)],
            max(2.0, 0.44 * r),
            colour,
        )


def _rest(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    width = max(1.2, 0.18 * r)
    for side in (-1, 1):
        edge, base = y + side * 0.9 * r, y + side * 0.8 * r
        shapes.stroke(image, [(x - 0.7 * r, edge), (x + 0.7 * r, edge)], width, colour)
        shapes.polygon(image, [(x, y), (x - 0.55 * r, base), (x + 0.55 * r, base)], colour)


def _check(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    way = [(x - 0.78 * r, y + 0.02 * r), (x - 0.2 * r, y + 0.58 * r), (x + 0.82 * r, y - 0.58 * r)]
    shapes.stroke(image, way, max(2.0, 0.34 * r), colour)


def _cross(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    for side in (-1, 1):
        way = [(x - 0.62 * r, y - side * 0.62 * r), (x + 0.62 * r, y + side * 0.62 * r)]
        shapes.stroke(image, way, max(2.0, 0.34 * r), colour)


def _disc(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    shapes.disc(image, centre, 0.82 * r, colour)


def _diamond(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    shapes.polygon(image, [(x, y - r), (x + r, y), (x, y + r), (x - r, y)], colour)


def _unseen(image: Image, centre: Point, r: float, colour: Colour, ground: Colour) -> None:
    x, y = centre
    width = max(1.2, 0.16 * r)
    lid = [shapes.on_ring((x, y + 0.62 * r), 1.12 * r, turn / 20) for turn in (-3, -2, -1, 0, 1, 2, 3)]
    shapes.stroke(image, lid, width, colour)
    shapes.stroke(image, [(px, 2 * y - py) for px, py in lid], width, colour)
    shapes.disc(image, centre, 0.26 * r, colour)
    shapes.stroke(image, [(x - 0.72 * r, y + 0.86 * r), (x + 0.72 * r, y - 0.86 * r)], 2.6 * width, ground)
    shapes.stroke(image, [(x - 0.72 * r, y + 0.86 * r), (x + 0.72 * r, y - 0.86 * r)], width, colour)


_PAINTERS: dict[Icon, Painter] = {
    Icon.SEEK: _seek,
    Icon.PLACE: _place,
    Icon.CIRCLE: _circle,
    Icon.PULSE: _pulse,
    Icon.TRIANGLE: _triangle,
    Icon.PAUSE: _pause,
    Icon.REST: _rest,
    Icon.CHECK: _check,
    Icon.DISC: _disc,
    Icon.DIAMOND: _diamond,
    Icon.UNSEEN: _unseen,
    Icon.CROSS: _cross,
}
