"""Drawn by code: where to lie, sit or stand, and where to put the camera, for each exercise."""

import math
from dataclasses import dataclass

import numpy as np

from posecoach.display import figures, shapes
from posecoach.display.bodies import View
from posecoach.display.figures import draw_figure, stance_of
from posecoach.display.layout import Rect, fit
from posecoach.display.shapes import Image, Point
from posecoach.display.text import CAP_HEIGHT, draw_in, draw_text, fit_size
from posecoach.display.theme import BOLD, DIM, INK, MEDIUM, PANEL, QUIET, SKY, STAGE, Colour, mix, rgb
from posecoach.display.wording import Texts
from posecoach.exercises.definition import Exercise

TORSO_M = 0.52
"""Shoulder to hip of a person of 1.75 m, to draw people and distances to one scale."""

SIZE_PX = (1120, 560)


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a diagram."""

    ground: Colour
    plate: Colour
    ink: Colour
    quiet: Colour
    body: Colour
    far: Colour
    mat: Colour
    accent: Colour


DARK = Inks(STAGE, PANEL, INK, QUIET, QUIET, DIM, rgb("2C4148"), SKY)
LIGHT = Inks(
    rgb("FFFFFF"), rgb("F1F4F7"), rgb("14181D"), rgb("55606D"), rgb("8A96A3"), rgb("5F6B78"), rgb("D8E6E8"),
    rgb("0072B2"),
)  # fmt: skip


def draw_diagram(
    exercise: Exercise, texts: Texts, dark: bool = True, size_px: tuple[int, int] = SIZE_PX
) -> Image:
    """The diagram of `exercise`: what the camera sees, its height, and its place from above."""
    inks = DARK if dark else LIGHT
    width, height = size_px
    image: Image = np.empty((height, width, 3), np.uint8)
    image[:] = inks.ground
    unit = height / 100
    gap = 2.4 * unit
    whole = Rect(0, 0, width, height).inset(gap)
    left, right = whole.left(0.43 * whole.w - gap / 2), whole.beyond(0.43 * whole.w + gap / 2)
    sees, beside = left.top(0.56 * left.h), left.below(0.56 * left.h + gap)
    for rect in (sees, beside, right):
        shapes.bar(image, rect, inks.plate, 2.4 * unit)
    sees = _titled(image, sees, texts("screen.camera_sees"), inks, unit)
    beside = _titled(image, beside, texts("screen.camera_beside"), inks, unit)
    above = _titled(image, right, texts("screen.camera_above"), inks, unit)
    _draw_seen(image, sees, exercise, inks, unit)
    _draw_beside(image, beside, exercise, inks, unit, texts)
    draw_plan(image, above, exercise, inks, unit, texts)
    return image


def draw_plan(image: Image, rect: Rect, exercise: Exercise, inks: Inks, unit: float, texts: Texts) -> None:
    """The room from above, to scale: the person, the camera and its field of view; `unit` sets the sizes."""
    distance = exercise.camera.distance_m
    turn = math.radians(exercise.camera.turn_deg)
    # A lying person's head is on the left; who sits or stands faces to the right.
    toward = -1.0 if exercise.position == "lying" else 1.0
    offset = (toward * distance * math.sin(turn), distance * math.cos(turn))
    across, down = 2.3 + abs(offset[0]) * 0.9, offset[1] + 1.15
    scale = min(rect.w / across, rect.h / down)
    person = (rect.centre[0] - 0.35 * offset[0] * scale, rect.y + (rect.h - down * scale) / 2 + 0.45 * scale)
    camera = (person[0] + offset[0] * scale, person[1] + offset[1] * scale)
    _draw_field_of_view(image, rect, camera, person, inks)
    shapes.dashes(image, camera, person, 0.5 * unit, inks.ink, 1.6 * unit)
    if abs(turn) > 0.01:
        _draw_turn(image, person, offset[1] * scale, -toward * turn, inks, unit)
    mat = Rect(*_whole(person[0] - 1.0 * scale, person[1] - 0.36 * scale, 2.0 * scale, 0.72 * scale))
    shapes.bar(image, mat, inks.mat, 6)
    _draw_from_above(image, exercise, person, TORSO_M * scale, inks)
    _draw_camera(image, camera, unit, inks)
    # Words stand on the side of the line of sight that the angle leaves free.
    side = -1 if offset[0] < 0 else 1
    x = camera[0] + side * 5.5 * unit
    room = rect.right - x if side > 0 else x - rect.x
    height = texts("screen.camera_height", height=_number(exercise.camera.height_m))
    _label(image, texts("screen.camera_here"), (x, camera[1]), inks.ink, unit, side, room)
    _label(image, height, (x, camera[1] + 6 * unit), inks.quiet, unit, side, room)
    middle = shapes.between(camera, person, 0.5)
    words = texts("screen.camera_distance", distance=_number(distance))
    _label(image, words, (middle[0] + side * 2.5 * unit, middle[1] + unit), inks.ink, unit, side)


def camera_view(exercise: Exercise) -> View:
    """How the camera sees the person from where it should stand, at the height of a body's middle."""
    camera = exercise.camera
    middle_m = 0.9 if exercise.position in ("standing", "any") else 0.3
    rise_deg = math.degrees(math.atan2(camera.height_m - middle_m, camera.distance_m))
    return View(camera.turn_deg, max(0.0, rise_deg))


def _titled(image: Image, rect: Rect, title: str, inks: Inks, unit: float) -> Rect:
    inner = rect.inset(3 * unit, 2.4 * unit)
    draw_in(image, title, inner.top(5 * unit), 4.4 * unit, inks.quiet, MEDIUM)
    return inner.below(7 * unit)


def _draw_seen(image: Image, rect: Rect, exercise: Exercise, inks: Inks, unit: float) -> None:
    """The exercise in a viewfinder."""
    view = fit(rect, (16, 9))
    shapes.bar(image, view, mix(inks.plate, inks.quiet, 0.16), 1.2 * unit)
    room = view.inset(0.1 * view.w, 0.14 * view.h)
    draw_figure(
        image,
        room,
        stance_of(exercise, view=camera_view(exercise)),
        figures.Inks(inks.accent, inks.body, inks.far, inks.mat),
    )
    arm = 0.14 * view.h
    inner = view.inset(2 * unit)
    for x, dx in ((inner.x, 1), (inner.right, -1)):
        for y, dy in ((inner.y, 1), (inner.bottom, -1)):
            shapes.stroke(image, [(x + dx * arm, y), (x, y), (x, y + dy * arm)], 0.6 * unit, inks.quiet)


def _draw_beside(image: Image, rect: Rect, exercise: Exercise, inks: Inks, unit: float, texts: Texts) -> None:
    """The room along the floor: camera height, and the person's end at the other side."""
    camera_m, distance_m = exercise.camera.height_m, exercise.camera.distance_m
    standing = exercise.position in ("standing", "any")
    high = max(camera_m + 0.25, 1.8 if standing else 1.0)
    scale = min(rect.w / (distance_m + 1.1), rect.h / (high + 0.1))
    floor = rect.bottom - 0.06 * scale
    left = rect.centre[0] - distance_m * scale / 2
    right = left + distance_m * scale
    shapes.stroke(image, [(rect.x, floor), (rect.right, floor)], 0.6 * unit, inks.far)
    mat = Rect(*_whole(right - 0.36 * scale, floor - 0.05 * scale, 0.72 * scale, 0.05 * scale))
    shapes.bar(image, mat, inks.mat, 2)
    _draw_end_on(image, exercise, (right, floor), scale, inks)
    camera = (left, floor - camera_m * scale)
    shapes.stroke(image, [camera, (left, floor)], 0.8 * unit, inks.far)
    feet = [(left - 0.18 * scale, floor), (left, floor - 0.22 * scale), (left + 0.18 * scale, floor)]
    shapes.stroke(image, feet, 0.8 * unit, inks.far)
    _draw_camera(image, camera, 0.8 * unit, inks)
    words = texts("screen.camera_height", height=_number(camera_m))
    room = Rect(*_whole(left + 4.5 * unit, camera[1] - 2.6 * unit, right - left - 0.5 * scale, 5.2 * unit))
    draw_in(image, words, room, 4.2 * unit, inks.ink, BOLD)


def _draw_end_on(image: Image, exercise: Exercise, floor: Point, scale: float, inks: Inks) -> None:
    """The person from the end of the mat: a head on the floor, a seated or a standing figure."""

    def at(across_m: float, up_m: float) -> Point:
        return floor[0] + across_m * scale, floor[1] - up_m * scale

    if exercise.position == "lying":
        shapes.stroke(image, [at(-0.17, 0.16), at(0.17, 0.16)], 0.2 * scale, inks.body)
        shapes.disc(image, at(0, 0.17), 0.12 * scale, inks.far)
        shapes.stroke(image, [at(-0.08, 0.2), at(-0.1, 0.58)], 0.1 * scale, inks.accent)
        return
    sitting = exercise.position == "sitting"
    hip_m = 0.12 if sitting else 0.86
    for side, colour in ((1, inks.far), (-1, inks.accent)):
        folded = [at(0, hip_m), at(side * 0.42, 0.14), at(0, 0.1)]
        straight = [at(side * 0.08, hip_m), at(side * 0.1, 0.06)]
        shapes.stroke(image, folded if sitting else straight, 0.1 * scale, colour)
    shapes.stroke(image, [at(0, hip_m + 0.06), at(0, hip_m + 0.46)], 0.24 * scale, inks.body)
    shapes.disc(image, at(0, hip_m + 0.74), 0.11 * scale, inks.body)


def _draw_from_above(image: Image, exercise: Exercise, hip: Point, torso: float, inks: Inks) -> None:
    """The person from above; the near side (below) is the one drawn in the accent."""
    x, y = hip

    def at(forward: float, near: float) -> Point:
        return x + forward * torso, y + near * torso

    limb = 0.17 * torso
    if exercise.position == "lying":
        for near, colour in ((-0.16, inks.far), (0.16, inks.accent)):
            shapes.stroke(image, [at(0.05, near), at(0.5, near * 1.2), at(1.15, near)], limb, colour)
        shapes.stroke(image, [at(-0.98, -0.2), at(-0.98, 0.2)], 0.24 * torso, inks.body)
        shapes.stroke(image, [at(-0.9, 0), at(0, 0)], 0.42 * torso, inks.body)
        shapes.disc(image, at(-1.4, 0), 0.21 * torso, inks.body)
        return
    if exercise.position == "sitting":
        for near, colour in ((-1, inks.far), (1, inks.accent)):
            leg = [at(0.05, near * 0.16), at(0.5, near * 0.66), at(0.86, near * 0.06)]
            shapes.stroke(image, leg, limb, colour)
    else:
        shapes.stroke(image, [at(0.05, -0.14), at(-1.2, -0.16)], limb, inks.far)
        shapes.stroke(image, [at(0.05, 0.14), at(1.0, 0.16)], limb, inks.accent)
    shapes.stroke(image, [at(0.1, -0.36), at(0.1, 0.36)], 0.3 * torso, inks.body)
    shapes.disc(image, at(0.2, 0), 0.23 * torso, inks.far)
    shapes.disc(image, at(0.22, 0), 0.19 * torso, inks.body)


def _draw_field_of_view(image: Image, rect: Rect, camera: Point, person: Point, inks: Inks) -> None:
    """What a camera with a field of view of 65 degrees sees, as far as just behind the person."""
    part = image[rect.y : rect.bottom, rect.x : rect.right]
    eye = (camera[0] - rect.x, camera[1] - rect.y)
    turn = math.atan2(person[0] - camera[0], -(person[1] - camera[1])) / (2 * math.pi)
    reach = 1.16 * math.dist(camera, person)
    edge = [shapes.on_ring(eye, reach, turn + step / 12 * 32.5 / 360) for step in range(-12, 13)]
    shapes.polygon(part, [eye, *edge], mix(inks.plate, inks.accent, 0.13))


def _draw_turn(image: Image, person: Point, straight_px: float, turn: float, inks: Inks, unit: float) -> None:
    """The angle between square to the side (dashed) and where the camera stands."""
    shapes.dashes(image, (person[0], person[1] + straight_px), person, 0.35 * unit, inks.quiet, 1.2 * unit)
    reach, end = 0.62 * abs(straight_px), 0.5 + turn / (2 * math.pi)
    shapes.curve(image, person, reach, 0.5 * unit, inks.accent, 0.5, end)
    at = shapes.on_ring(person, reach + 5 * unit, (0.5 + end) / 2)
    _label(image, f"{round(abs(math.degrees(turn)))}°", at, inks.accent, unit)


def _draw_camera(image: Image, at: Point, unit: float, inks: Inks) -> None:
    body = Rect(*_whole(at[0] - 3.4 * unit, at[1] - 2.4 * unit, 6.8 * unit, 4.8 * unit))
    shapes.bar(image, body, inks.ink, 1.2 * unit)
    shapes.disc(image, at, 1.6 * unit, inks.plate)
    shapes.disc(image, at, 0.9 * unit, inks.accent)


def _label(
    image: Image, text: str, at: Point, colour: Colour, unit: float, side: int = 0, room: float = math.inf
) -> None:
    """A word that begins at `at` (`side` 1), ends there (-1) or is centred on it (0), within `room`."""
    size, align = fit_size(text, room, 4.8 * unit, BOLD), (0.5, 0.0, 1.0)[side]
    draw_text(image, text, (at[0], at[1] + size * CAP_HEIGHT / 2), size, colour, BOLD, align)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _whole(x: float, y: float, w: float, h: float) -> tuple[int, int, int, int]:
    return round(x), round(y), round(w), round(h)
