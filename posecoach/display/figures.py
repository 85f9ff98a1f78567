"""A jointed figure in each exercise's position, seen from the side: for drawings and for example pictures."""

import math
from dataclasses import dataclass

from posecoach.display import shapes
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image, Point
from posecoach.display.theme import DIM, QUIET, TRACK, Colour
from posecoach.exercises.definition import Exercise

# Lengths over the length of the torso (shoulder to hip), rounded from Winter's body segment table.
THIGH, SHANK, FOOT, UPPER_ARM, FOREARM, NECK, HEAD = 0.86, 0.86, 0.42, 0.64, 0.6, 0.36, 0.21
LIMB, TRUNK = 0.17, 0.30
"""Drawn thickness of limbs and trunk, over the length of the torso."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Joints seen from the side, in torso lengths, x to the right, y down, the mat at y = 0.

    The near leg is the one that works, in a split stance the front one. The person's right side is near.
    """

    head: Point
    shoulder: Point
    hip: Point
    elbow: Point
    hand: Point
    knee: Point
    ankle: Point
    toe: Point
    far_knee: Point
    far_ankle: Point
    far_toe: Point

    @property
    def points(self) -> tuple[Point, ...]:
        return (
            self.head, self.shoulder, self.hip, self.elbow, self.hand, self.knee, self.ankle, self.toe,
            self.far_knee, self.far_ankle, self.far_toe,
        )  # fmt: skip


def stance_of(exercise: Exercise, pull: float = 0.6) -> Stance:
    """The position of `exercise`, at `pull` 0 (released) to 1 (pulled); a plain one for a user's exercise."""
    makers = {
        "hip-flexion": _knee_to_chest,
        "hip-internal-rotation": _foot_over_knee,
        "hip-external-rotation": _soles_together,
        "hip-extension": _split_stance,
    }
    by_position = {"lying": _lying, "sitting": _soles_together, "standing": _standing}
    maker = makers.get(exercise.id) or by_position.get(exercise.position, _standing)
    return maker(pull)


def draw_stance(
    image: Image, stance: Stance, origin: Point, torso_px: float, body: Colour, far: Colour, accent: Colour
) -> None:
    """Draw the figure with the mat's `(0, 0)` at `origin`; the near leg in `accent`, the far one in `far`."""

    def place(point: Point) -> Point:
        return origin[0] + point[0] * torso_px, origin[1] + point[1] * torso_px

    limb, trunk = LIMB * torso_px, TRUNK * torso_px
    hip = place(stance.hip)
    far_leg = [hip, place(stance.far_knee), place(stance.far_ankle)]
    shapes.stroke(image, far_leg, limb, far)
    shapes.stroke(image, [far_leg[-1], place(stance.far_toe)], 0.7 * limb, far)
    shapes.stroke(image, [place(stance.shoulder), hip], trunk, body)
    shapes.disc(image, place(stance.head), HEAD * torso_px, body)
    near_leg = [hip, place(stance.knee), place(stance.ankle)]
    shapes.stroke(image, near_leg, limb, accent)
    shapes.stroke(image, [near_leg[-1], place(stance.toe)], 0.7 * limb, accent)
    arm = [place(stance.shoulder), place(stance.elbow), place(stance.hand)]
    shapes.stroke(image, arm, 0.62 * limb, far)
    shapes.disc(image, hip, 0.36 * limb, far)


def draw_figure(
    image: Image,
    rect: Rect,
    exercise: Exercise,
    accent: Colour,
    body: Colour = QUIET,
    far: Colour = DIM,
    mat: Colour = TRACK,
    torso_px: float = 0.0,
) -> None:
    """The exercise's position as a figure on a mat, as large as `rect` allows or as `torso_px` says."""
    stance = stance_of(exercise)
    left, top, right, bottom = bounds(stance)
    torso_px = torso_px or figure_torso(rect, exercise)
    x = rect.centre[0] - (left + right) / 2 * torso_px
    y = rect.centre[1] - (top + bottom) / 2 * torso_px
    shapes.stroke(
        image,
        [(x + left * torso_px, y + 0.02 * torso_px), (x + right * torso_px, y + 0.02 * torso_px)],
        max(2, 0.05 * torso_px),
        mat,
    )
    draw_stance(image, stance, (x, y), torso_px, body, far, accent)


def figure_torso(rect: Rect, exercise: Exercise) -> float:
    """The length of the torso at which the figure just fits into `rect`, in pixels."""
    left, top, right, bottom = bounds(stance_of(exercise))
    return min(rect.w / (right - left), rect.h / (bottom - top + 0.1))


def bounds(stance: Stance) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the drawn figure, in torso lengths."""
    xs, ys = zip(*stance.points, strict=True)
    pad = HEAD + 0.02
    return min(xs) - pad, min(ys) - pad, max(xs) + pad, max(max(ys) + LIMB / 2, 0.0)


def two_links(begin: Point, end: Point, first: float, second: float, bend: int) -> Point:
    """The joint between two links from `begin` to `end`; `bend` +1 or -1 picks the side it bends to."""
    distance = max(1e-6, math.dist(begin, end))
    reach = min(distance, 0.999 * (first + second))
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    off = math.sqrt(max(0.0, first**2 - along**2)) * bend
    ux, uy = (end[0] - begin[0]) / distance, (end[1] - begin[1]) / distance
    return begin[0] + ux * along - uy * off, begin[1] + uy * along + ux * off


def _swing(begin: Point, length: float, up_deg: float) -> Point:
    """The end of a link that points `up_deg` degrees up from the right."""
    angle = math.radians(up_deg)
    return begin[0] + length * math.cos(angle), begin[1] - length * math.sin(angle)


def _knee_to_chest(pull: float) -> Stance:
    hip, shoulder = (0.0, -0.15), (-1.0, -0.15)
    knee = _swing(hip, THIGH, 104 + 16 * pull)
    ankle = _swing(knee, SHANK, -16 + 10 * pull)
    hand = shapes.between(knee, ankle, 0.3)
    return _lying_on_back(hip, shoulder, knee, ankle, _swing(ankle, FOOT, 58), hand, bend=-1)


def _foot_over_knee(pull: float) -> Stance:
    hip, shoulder = (0.0, -0.15), (-1.0, -0.15)
    ankle = (0.92, -0.09)
    knee = two_links(hip, ankle, THIGH - 0.10 * pull, SHANK - 0.08 * pull, -1)
    stance = _lying_on_back(hip, shoulder, knee, ankle, (ankle[0] + 0.36, -0.06), (0.2, -0.08), bend=1)
    crossed = (knee[0] + 0.1, knee[1] - 0.1)
    far_knee = two_links(hip, crossed, THIGH, SHANK, -1)
    return _with_far_leg(stance, far_knee, crossed, _swing(crossed, FOOT * 0.8, 24))


def _lying(pull: float) -> Stance:
    hip, shoulder = (0.0, -0.15), (-1.0, -0.15)
    ankle = (0.86, -0.09)
    knee = two_links(hip, ankle, THIGH, SHANK, -1)
    return _lying_on_back(hip, shoulder, knee, ankle, (ankle[0] + 0.36, -0.06), (0.2, -0.08), bend=1)


def _lying_on_back(
    hip: Point, shoulder: Point, knee: Point, ankle: Point, toe: Point, hand: Point, bend: int
) -> Stance:
    far_ankle = (1.02, -0.09)
    return Stance(
        head=(shoulder[0] - NECK, -HEAD - 0.02),
        shoulder=shoulder,
        hip=hip,
        elbow=two_links(shoulder, hand, UPPER_ARM, FOREARM, bend),
        hand=hand,
        knee=knee,
        ankle=ankle,
        toe=toe,
        far_knee=two_links(hip, far_ankle, THIGH, SHANK, -1),
        far_ankle=far_ankle,
        far_toe=(far_ankle[0] + 0.36, -0.06),
    )


def _with_far_leg(stance: Stance, knee: Point, ankle: Point, toe: Point) -> Stance:
    return Stance(
        stance.head, stance.shoulder, stance.hip, stance.elbow, stance.hand, stance.knee, stance.ankle,
        stance.toe, knee, ankle, toe,
    )  # fmt: skip


def _soles_together(pull: float) -> Stance:
    hip = (0.0, -0.17)
    lean = 90 - 12 - 24 * pull
    shoulder = _swing(hip, 1.0, lean)
    ankle = (0.66, -0.1)
    hand = (0.78, -0.16)
    return Stance(
        head=_swing(shoulder, NECK, lean - 4),
        shoulder=shoulder,
        hip=hip,
        elbow=two_links(shoulder, hand, UPPER_ARM, FOREARM, 1),
        hand=hand,
        knee=(0.5, -0.3),
        ankle=ankle,
        toe=(0.9, -0.12),
        far_knee=(0.44, -0.36),
        far_ankle=(0.7, -0.13),
        far_toe=(0.9, -0.12),
    )


def _split_stance(pull: float) -> Stance:
    hip = (0.02 + 0.10 * pull, -1.46 + 0.12 * pull)
    shoulder = _swing(hip, 1.0, 92)
    ankle, far_ankle = (0.72, -0.1), (-1.12, -0.22)
    hand = (hip[0] + 0.08, hip[1] - 0.04)
    return Stance(
        head=_swing(shoulder, NECK + 0.02, 88),
        shoulder=shoulder,
        hip=hip,
        elbow=two_links(shoulder, hand, UPPER_ARM, FOREARM, 1),
        hand=hand,
        knee=two_links(hip, ankle, THIGH, SHANK, -1),
        ankle=ankle,
        toe=(ankle[0] + 0.36, -0.06),
        far_knee=two_links(hip, far_ankle, THIGH, SHANK, -1),
        far_ankle=far_ankle,
        far_toe=(far_ankle[0] + 0.26, -0.06),
    )


def _standing(pull: float) -> Stance:
    hip = (-0.12 - 0.12 * pull, -1.68 + 0.3 * pull)
    shoulder = _swing(hip, 1.0, 90 - 18 * pull)
    ankle = (0.0, -0.1)
    hand = _swing(shoulder, UPPER_ARM + FOREARM - 0.06, -20)
    knee = two_links(hip, ankle, THIGH, SHANK, -1)
    return Stance(
        head=_swing(shoulder, NECK + 0.02, 88),
        shoulder=shoulder,
        hip=hip,
        elbow=two_links(shoulder, hand, UPPER_ARM, FOREARM, 1),
        hand=hand,
        knee=knee,
        ankle=ankle,
        toe=(0.36, -0.06),
        far_knee=(knee[0] + 0.05, knee[1] - 0.02),
        far_ankle=(0.06, -0.12),
        far_toe=(0.42, -0.08),
    )
