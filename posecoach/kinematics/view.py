"""Where the camera stands relative to the body, and what is wrong with the picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from posecoach.kinematics.filters import NAN, LowPass
from posecoach.kinematics.geometry import Point, minus, plus, unit
from posecoach.kinematics.landmarks import Landmark as L


class ViewProblem(str, Enum):
    """Why the coach cannot see well enough; the value is the id of the sentence in the language file."""

    NONE = ""
    NOBODY = "nobody"
    TOO_FAR = "too-far"
    TOO_CLOSE = "too-close"
    CUT_OFF = "cut-off"
    TOO_DARK = "too-dark"
    BACKLIGHT = "backlight"
    FROM_THE_FEET = "from-the-feet"
    WRONG_VIEW = "wrong-view"
    FEET_SIDE = "feet-side"
    SEVERAL_PEOPLE = "several-people"


@dataclass(frozen=True, slots=True)
class View:
    """The camera's view of the body.

    Attributes:
        problem: the most important thing wrong with it.
        yaw_deg: angle between the camera's axis and the normal of the sagittal plane: 0 is square to the
            side, 90 is from the front or back. NaN when unknown.
        head_deg: how far the camera stands toward the head (+) or the feet (-): 0 is broadside, 90 and -90
            are seen from the head or the feet of a lying person. NaN when unknown.
        facing: +1 when an upright person would face the right of the picture, -1 the left; 0 when unknown.
        body_fraction: extent of the body over the longer side of the frame, 0..1.
    """

    problem: ViewProblem = ViewProblem.NONE
    yaw_deg: float = NAN
    head_deg: float = NAN
    facing: int = 0
    body_fraction: float = NAN

    @property
    def end_on_deg(self) -> float:
        """How far the trunk points along the camera's axis, either way."""
        return abs(self.head_deg)


SMALLEST_TORSO = 0.055
"""Torso over the longer side of the frame. A whole body under a third of a 960-px frame falls apart (design
notes); the torso is about a sixth of that body."""

LARGEST_BODY = 0.97
"""A body that fills the frame to this share has no room to move."""

END_ON_DEG = 50.0
"""Seen from the feet or the head, errors reach half a torso (docs/measurements.md)."""

VIEW_TAU_S = 1.0
"""The camera stands still and the body turns slowly: a calm estimate."""

NEEDED = (L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_KNEE, L.RIGHT_KNEE)


class ViewEstimator:
    """Follows the view of one person over time, from world landmarks (direction) and image ones (size)."""

    def __init__(self) -> None:
        self._side = LowPass(VIEW_TAU_S, settling=True)
        self._x = LowPass(VIEW_TAU_S, settling=True)
        self._y = LowPass(VIEW_TAU_S, settling=True)
        self._head = LowPass(VIEW_TAU_S, settling=True)
        self._fraction = LowPass(VIEW_TAU_S, settling=True)
        self._facing = 0
        self.to_the_left: tuple[float, float] = (0.0, 0.0)
        """Direction in the picture from the right side of the body to the left; short in a side view."""

    def update(
        self,
        t_s: float,
        image: Sequence[Point],
        world: Sequence[Point],
        torso_px: float,
        size_px: tuple[int, int],
    ) -> View:
        """The view at `t_s`; `image` in px and `world` in metres have 33 points each."""
        left = plus(world[L.LEFT_HIP], world[L.LEFT_SHOULDER])
        right = plus(world[L.RIGHT_HIP], world[L.RIGHT_SHOULDER])
        mediolateral = unit(minus(left, right))
        depth = self._side.update(t_s, mediolateral[2])
        self.to_the_left = (self._x.update(t_s, mediolateral[0]), self._y.update(t_s, mediolateral[1]))
        yaw_deg = math.degrees(math.atan2(math.hypot(*self.to_the_left), abs(depth)))
        trunk = unit(plus(world[L.LEFT_SHOULDER], world[L.RIGHT_SHOULDER]))
        away_deg = math.degrees(math.asin(max(-1.0, min(1.0, trunk[2]))))
        head_deg = self._head.update(t_s, -away_deg)
        self._turn(depth)
        xs = [point[0] for point in image]
        ys = [point[1] for point in image]
        extent = max(max(xs) - min(xs), max(ys) - min(ys)) / max(size_px)
        fraction = self._fraction.update(t_s, extent)
        problem = _problem(image, torso_px, size_px, abs(head_deg), fraction)
        return View(problem, yaw_deg, head_deg, self._facing, fraction)

    def _turn(self, depth: float) -> None:
        # With the left side farther away (z grows away from the camera) the camera sees the right side, and
        # somebody upright faces the right of the picture; turning the picture does not change that.
        if depth > 0.2 or (self._facing == 0 and depth > 0):
            self._facing = 1
        elif depth < -0.2 or (self._facing == 0 and depth < 0):
            self._facing = -1


def _problem(
    image: Sequence[Point], torso_px: float, size_px: tuple[int, int], end_on_deg: float, fraction: float
) -> ViewProblem:
    width, height = size_px
    outside = sum(not (0 <= image[j][0] <= width and 0 <= image[j][1] <= height) for j in NEEDED)
    if end_on_deg > END_ON_DEG:
        return ViewProblem.FROM_THE_FEET
    if torso_px < SMALLEST_TORSO * max(size_px):
        return ViewProblem.TOO_FAR
    if outside >= 2:
        return ViewProblem.TOO_CLOSE if fraction > LARGEST_BODY else ViewProblem.CUT_OFF
    return ViewProblem.NONE
