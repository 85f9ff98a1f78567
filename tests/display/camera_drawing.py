"""The drawings of README that say where the camera goes: what it sees, its height, its place from above."""

import math

import numpy as np

from posecoach.display import figures, shapes
from posecoach.display.diagrams import DARK, Inks, draw_camera, draw_plan, rounded
from posecoach.display.figures import View, draw_figure, stance_of
from posecoach.display.layout import Rect, fit
from posecoach.display.shapes import Image, Point
from posecoach.display.text import draw_in
from posecoach.display.theme import BOLD, MEDIUM, mix, rgb
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts

SIZE_PX = (1120, 560)

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
    sees = _titled(image, sees, "The camera sees this", inks, unit)
    beside = _titled(image, beside, "How high", inks, unit)
    above = _titled(image, right, "From above", inks, unit)
    _draw_seen(image, sees, exercise, inks, unit)
    _draw_beside(image, beside, exercise, inks, unit, texts)
    draw_plan(image, above, exercise, inks, unit, texts)
    return image


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
    mat = Rect(*rounded(right - 0.36 * scale, floor - 0.05 * scale, 0.72 * scale, 0.05 * scale))
    shapes.bar(image, mat, inks.mat, 2)
    _draw_end_on(image, exercise, (right, floor), scale, inks)
    camera = (left, floor - camera_m * scale)
    shapes.stroke(image, [camera, (left, floor)], 0.8 * unit, inks.far)
    feet = [(left - 0.18 * scale, floor), (left, floor - 0.22 * scale), (left + 0.18 * scale, floor)]
    shapes.stroke(image, feet, 0.8 * unit, inks.far)
    draw_camera(image, camera, 0.8 * unit, inks)
    words = texts("screen.camera_height", height=camera_m)
    room = Rect(*rounded(left + 4.5 * unit, camera[1] - 2.6 * unit, right - left - 0.5 * scale, 5.2 * unit))
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
