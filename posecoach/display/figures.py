"""Draws a body from its landmarks: for the diagrams, the example pictures and the demonstration."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.display import shapes
from posecoach.display.bodies import body_of
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image, Point
from posecoach.display.theme import DARK_INK, DIM, QUIET, SKY, TRACK, VERMILLION, Colour, Icon
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Landmark as L

Points = NDArray[np.float64]

LIMB, TRUNK, HEAD = 0.17, 0.30, 0.21
"""Drawn thickness of limbs and trunk and radius of the head, over the length of the torso."""

LOWER_BACK = 0.45
"""The part of the spine, from the hips up, that is drawn as the lower back."""


@dataclass(frozen=True, slots=True)
class View:
    """From where a body is looked at: turned toward the head or the front (plus), and from above."""

    turn_deg: float = 0.0
    rise_deg: float = 10.0


VIEWS = {
    "hip-flexion": View(0.0, 12.0),
    "hip-internal-rotation": View(-48.0, 18.0),
    "hip-external-rotation": View(34.0, 30.0),
    "hip-extension": View(10.0, 6.0),
}
"""Where each exercise's movement is seen best. The knee that turns inward, from half-way to the feet; the
camera itself stands toward the head, where the legs do not hide each other from it."""

FROM_THE_FRONT = View(-78.0, 12.0)
"""The foot of somebody on a chair swings aside: the one movement of the measurement that no exercise has."""

BY_POSITION = {"lying": View(0.0, 12.0), "sitting": View(34.0, 30.0)}


def view_of(exercise: Exercise) -> View:
    """From where the movement of `exercise` is seen best."""
    if exercise.id == "range-internal-rotation":
        return FROM_THE_FRONT
    return VIEWS.get(exercise.id) or BY_POSITION.get(exercise.position, View())


def project(points: Points, view: View) -> Points:
    """Points of shape (..., 3) as they are seen from afar, shape (..., 2), y down.

    Torso lengths stay torso lengths; metres of the pose estimator's world (x right, y down) may be given with
    z turned round.
    """
    turn, rise = math.radians(view.turn_deg), math.radians(view.rise_deg)
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    across = x * math.cos(turn) + z * math.sin(turn)
    toward = z * math.cos(turn) - x * math.sin(turn)
    return np.stack([across, y * math.cos(rise) + toward * math.sin(rise)], axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class Stance:
    """A body as it is seen, in any unit, x to the right, y down.

    Attributes:
        points: shape (33, 2), the landmarks; NaN for those not seen.
        spine: shape (n, 2), from between the hips to between the shoulders; None for a straight one.
        near: the side in front: "left" or "right".
        mat: shape (n, 2), the corners of the mat; None for none.
        torso: from between the shoulders to between the hips as it is when not foreshortened, in the unit of
            `points`: what limbs and head are drawn by.
    """

    points: Points
    spine: Points | None = None
    near: str = "right"
    mat: Points | None = None
    torso: float = 1.0


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a figure; `back` None leaves the lower back unmarked."""

    accent: Colour = SKY
    body: Colour = QUIET
    far: Colour = DIM
    mat: Colour = TRACK
    back: Colour | None = None


PLAIN = Inks()


def stance_of(exercise: Exercise, pull: float = 0.6, wrong: float = 0.0, view: View | None = None) -> Stance:
    """`posecoach.display.bodies.body_of` as it is seen, in torso lengths; without `view`, from where the
    movement shows best.
    """
    body, view = body_of(exercise, pull, wrong), view or view_of(exercise)
    return Stance(project(body.points, view), project(body.spine, view), "right", project(body.mat, view))


def stances_of(points: Points, near: str = "right") -> tuple[Stance, ...]:
    """Somebody's landmarks over time, shape (n, 33, 2), as figures; `near` is the side in front.

    The trunk is taken to be as long as it is ever seen, but for the longest tenth.
    """
    trunk = points[:, [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(axis=1)
    trunk = trunk - points[:, [L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=1)
    lengths = np.linalg.norm(trunk, axis=1)
    torso = float(np.nanpercentile(lengths, 90)) if np.isfinite(lengths).any() else 1.0
    return tuple(Stance(np.asarray(one), near=near, torso=torso) for one in points)


def mirrored(stance: Stance) -> Stance:
    """The same movement done with the other side, which is then the near one."""
    points = stance.points * (-1.0, 1.0)
    points[1:] = points[list(_OTHER_SIDE)]
    spine, mat = (
        None if line is None else np.asarray(line * (-1.0, 1.0)) for line in (stance.spine, stance.mat)
    )
    return Stance(points, spine, "left" if stance.near == "right" else "right", mat, stance.torso)


_OTHER_SIDE = (4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(index + (1 if index % 2 else -1) for index in range(11, 33)))
"""Where the landmarks 1 to 32 of the other side stand."""


def draw_stance(image: Image, stance: Stance, origin: Point, scale: float, inks: Inks = PLAIN) -> None:
    """Draw the figure with its `(0, 0)` at `origin`, `scale` pixels to its unit, the near leg in the accent.

    A lower back in the colour of a moving one is marked with its triangle, too.
    """
    points = stance.points * scale + origin
    torso = stance.torso * scale
    limb = LIMB * torso
    near = 1 if stance.near == "right" else 0
    far = 1 - near
    _limb(image, points, (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST), far, 0.62 * limb, inks.far)
    _leg(image, points, far, limb, inks.far)
    spine = _spine(stance) * scale + origin
    _trunk(image, points, spine, TRUNK * torso, inks.body)
    ears = _middle(points, L.LEFT_EAR)
    if np.isfinite(ears).all():
        shapes.disc(image, _point(ears), HEAD * torso, inks.body)
    if inks.back is not None:
        lower = spine[: 1 + max(1, round(LOWER_BACK * (len(spine) - 1)))]
        shapes.stroke(image, [_point(point) for point in lower], 0.13 * torso, inks.back)
    _leg(image, points, near, limb, inks.accent)
    _limb(image, points, (L.LEFT_SHOULDER, L.LEFT_ELBOW, L.LEFT_WRIST), near, 0.62 * limb, inks.far)
    hip = points[L.LEFT_HIP + near]
    if np.isfinite(hip).all():
        shapes.disc(image, _point(hip), 0.36 * limb, inks.far)
    if inks.back == VERMILLION:
        _mark_back(image, spine, torso)


def draw_figure(
    image: Image, rect: Rect, stance: Stance, inks: Inks = PLAIN, around: "Bounds | None" = None
) -> None:
    """The figure on its mat, as large as `rect` allows.

    `around` is what has to fit instead of this one figure: with the same for all, a figure that moves neither
    grows nor wanders, and its mat lies still.
    """
    around = around or bounds(stance)
    scale = min(rect.w / (around.right - around.left), rect.h / (around.bottom - around.top))
    x = rect.centre[0] - (around.left + around.right) / 2 * scale
    y = rect.centre[1] - (around.top + around.bottom) / 2 * scale
    if around.mat is not None:
        shapes.polygon(image, [_point(corner) for corner in around.mat * scale + (x, y)], inks.mat)
    draw_stance(image, stance, (x, y), scale, inks)


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """The edges of everything drawn of some figures, in their unit, and the mat under them."""

    left: float
    top: float
    right: float
    bottom: float
    mat: Points | None = None


def bounds(*stances: Stance) -> Bounds:
    """What holds all of `stances` and the mat of the first."""
    points = np.concatenate([stance.points for stance in stances])
    torso = max(stance.torso for stance in stances)
    mat = stances[0].mat
    pad = (HEAD + 0.02) * torso
    low = np.nanmin(points, axis=0) - pad
    high = np.nanmax(points, axis=0) + np.array([pad, LIMB / 2 * torso])
    if mat is not None:
        low, high = np.minimum(low, mat.min(axis=0)), np.maximum(high, mat.max(axis=0))
    return Bounds(float(low[0]), float(low[1]), float(high[0]), float(high[1]), mat)


def _leg(image: Image, points: Points, side: int, limb: float, colour: Colour) -> None:
    _limb(image, points, (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE), side, limb, colour)
    _limb(image, points, (L.LEFT_ANKLE, L.LEFT_FOOT_INDEX), side, 0.7 * limb, colour)


def _limb(image: Image, points: Points, way: tuple[L, ...], side: int, width: float, colour: Colour) -> None:
    line = points[[landmark + side for landmark in way]]
    if np.isfinite(line).all():
        shapes.stroke(image, [_point(point) for point in line], width, colour)


def _trunk(image: Image, points: Points, spine: Points, width: float, colour: Colour) -> None:
    """The spine's curve, with shoulders and pelvis across it."""
    shapes.stroke(image, [_point(point) for point in spine], width, colour)
    for landmark, part in ((L.LEFT_SHOULDER, 0.72), (L.LEFT_HIP, 0.8)):
        ends = [_point(points[landmark]), _point(points[landmark + 1])]
        if np.isfinite(ends).all():
            shapes.stroke(image, ends, part * width, colour)


def _spine(stance: Stance) -> Points:
    if stance.spine is not None:
        return stance.spine
    hips, shoulders = _middle(stance.points, L.LEFT_HIP), _middle(stance.points, L.LEFT_SHOULDER)
    return np.linspace(0, 1, 9)[:, None] * (shoulders - hips) + hips


def _mark_back(image: Image, spine: Points, torso: float) -> None:
    """The triangle of a moving lower back, as on the picture."""
    at, radius = _point(spine[round(LOWER_BACK / 2 * (len(spine) - 1))]), 0.13 * torso
    shapes.disc(image, at, 1.45 * radius, DARK_INK)
    draw_icon(image, Icon.TRIANGLE, (at[0], at[1] - 0.1 * radius), radius, VERMILLION, DARK_INK)


def _middle(points: Points, left: L) -> Points:
    return np.asarray((points[left] + points[left + 1]) / 2)


def _point(point: Points) -> Point:
    return float(point[0]), float(point[1])
