"""How far a knee swings across the body: the picture of inward hip rotation.

The knee moves on an arc about the line from hip to ankle. What a camera sees of that depends on where it
stands, so the direction in the picture is learned from the movement itself: the main axis of the knee's
path relative to the middle between hip and ankle. Tried on the rendered sets (view 30 degrees toward the
head): distance from the line hip-ankle 1-2 % of the torso for a 15-degree pulse, along the line 4-8 %,
world landmarks across the body 1 % with as much noise; the learned direction follows the best of them in
any view.
"""

import math

from posecoach.kinematics.filters import LowPass
from posecoach.kinematics.geometry import Point, along, minus

LEARN_TAU_S = 8.0
"""A handful of reps fix the direction; slower than any rep, faster than a set."""

MEAN_TAU_S = 4.0


class KneeTravel:
    """Learns the direction of one knee's swing and projects the knee on it."""

    def __init__(self) -> None:
        self._mean = (LowPass(MEAN_TAU_S), LowPass(MEAN_TAU_S))
        self._covariance = [LowPass(LEARN_TAU_S), LowPass(LEARN_TAU_S), LowPass(LEARN_TAU_S)]
        self._anchor: tuple[float, float] | None = None
        self._axis: tuple[float, float] | None = None

    def update(self, t_s: float, hip: Point, knee: Point, ankle: Point, across: Point, torso_px: float) -> float:
        """Travel in % of the torso, positive inward where that can be told, from where the knee first was.

        Args:
            hip, knee, ankle: image points, px.
            across: image direction from this hip toward the other, px.
            torso_px: length of the torso in the picture.
        """
        scale = 100.0 / torso_px
        x = scale * (knee[0] - (hip[0] + ankle[0]) / 2)
        y = scale * (knee[1] - (hip[1] + ankle[1]) / 2)
        if self._anchor is None:
            self._anchor = (x, y)
            line = minus(ankle, hip)
            self._axis = _signed(_normal(line[0], line[1]), across)
        dx = x - self._mean[0].update(t_s, x)
        dy = y - self._mean[1].update(t_s, y)
        xx, xy, yy = (
            part.update(t_s, value)
            for part, value in zip(self._covariance, (dx * dx, dx * dy, dy * dy), strict=True)
        )
        angle = 0.5 * math.atan2(2 * xy, xx - yy)
        assert self._axis is not None
        axis = _toward((math.cos(angle), math.sin(angle)), self._axis)
        trust = min(1.0, (xx + yy) / 2.0)  # below some 1.5 % of the torso the path is mostly jitter
        self._axis = _normal(
            self._axis[0] + 0.05 * trust * (axis[0] - self._axis[0]),
            self._axis[1] + 0.05 * trust * (axis[1] - self._axis[1]),
        )
        return along((x - self._anchor[0], y - self._anchor[1]), self._axis)


def _normal(x: float, y: float) -> tuple[float, float]:
    size = math.hypot(x, y) or 1.0
    return x / size, y / size


def _toward(axis: tuple[float, float], reference: tuple[float, float]) -> tuple[float, float]:
    return axis if axis[0] * reference[0] + axis[1] * reference[1] >= 0 else (-axis[0], -axis[1])


def _signed(axis: tuple[float, float], across: Point) -> tuple[float, float]:
    return axis if axis[0] * across[0] + axis[1] * across[1] >= 0 else (-axis[0], -axis[1])
