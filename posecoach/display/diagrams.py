"""Where to lie, sit or stand, and where to put the camera: the room from above, drawn for each exercise."""

import math
from dataclasses import dataclass

from posecoach.display import shapes
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image, Point
from posecoach.display.text import CAP_HEIGHT, draw_text, fit_size
from posecoach.display.theme import BOLD, DIM, INK, PANEL, QUIET, SKY, STAGE, Colour, mix, rgb
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

TORSO_M = 0.52
"""Shoulder to hip of a person of 1.75 m, to draw people and distances to one scale."""


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
    mat = Rect(*rounded(person[0] - 1.0 * scale, person[1] - 0.36 * scale, 2.0 * scale, 0.72 * scale))
    shapes.bar(image, mat, inks.mat, 6)
    _draw_from_above(image, exercise, person, TORSO_M * scale, inks)
    draw_camera(image, camera, unit, inks)
    # Words stand on the side of the line of sight that the angle leaves free.
    side = -1 if offset[0] < 0 else 1
    x = camera[0] + side * 5.5 * unit
    room = rect.right - x if side > 0 else x - rect.x
    height = texts("screen.camera_height", height=exercise.camera.height_m)
    _label(image, texts("start.camera"), (x, camera[1]), inks.ink, unit, side, room)
    _label(image, height, (x, camera[1] + 6 * unit), inks.quiet, unit, side, room)
    middle = shapes.between(camera, person, 0.5)
    words = texts("screen.camera_distance", distance=distance)
    _label(image, words, (middle[0] + side * 2.5 * unit, middle[1] + unit), inks.ink, unit, side)


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


def draw_camera(image: Image, at: Point, unit: float, inks: Inks) -> None:
    """The camera, `unit` being a hundredth of the picture's height."""
    body = Rect(*rounded(at[0] - 3.4 * unit, at[1] - 2.4 * unit, 6.8 * unit, 4.8 * unit))
    shapes.bar(image, body, inks.ink, 1.2 * unit)
    shapes.disc(image, at, 1.6 * unit, inks.plate)
    shapes.disc(image, at, 0.9 * unit, inks.accent)


def _label(
    image: Image, text: str, at: Point, colour: Colour, unit: float, side: int = 0, room: float = math.inf
) -> None:
    """A word that begins at `at` (`side` 1), ends there (-1) or is centred on it (0), within `room`."""
    size, align = fit_size(text, room, 4.8 * unit, BOLD), (0.5, 0.0, 1.0)[side]
    draw_text(image, text, (at[0], at[1] + size * CAP_HEIGHT / 2), size, colour, BOLD, align)


def rounded(x: float, y: float, w: float, h: float) -> tuple[int, int, int, int]:
    """The sides of a `Rect`."""
    return round(x), round(y), round(w), round(h)
