"""How far a knee swings across the body: the picture of inward hip rotation.

What a camera sees of the swing depends on where it stands, so the direction in the picture is learned from
the movement itself: the main axis of the path of the knees relative to the middle between hip and ankle,
each coordinate weighed by its own jitter. In inward rotation the other foot lies over the knee and both
knees move together, so both take part (`KneePair`); for any other exercise one knee is followed
(`KneeSwing`).

Tried on the rendered sets (camera 30 degrees toward the head, pulses of 15 degrees): distance of the knee
from the line hip-ankle moves by 1-2 % of the torso, place along that line 4-8 %, world landmarks across the
body 1 % with as much noise. The learned direction moves by 6-8 %, for both knees together with half the
jitter of the stretched knee alone, and follows the camera wherever it stands.
"""

import math
from collections.abc import Sequence

from posecoach.kinematics.filters import LowPass
from posecoach.kinematics.geometry import Point, dot, length, unit

LEARN_TAU_S = 8.0
"""A handful of reps fix the direction; slower than any rep, faster than a set."""

MEAN_TAU_S = 4.0
JITTER_TAU_S = 4.0

LEAST_JITTER = 0.15
"""In % of the torso: below this, differences in jitter between coordinates mean nothing."""

LARGEST_SWING = 20.0
"""In % of the torso: a pulse of 15 degrees swings the knee by 6-12 to either side of its mean."""

OUTWARD = 0.2
TURN_ROUND_S = 0.2
"""An axis that points outward (cosine below minus OUTWARD) for this long was learned the wrong way round."""

STEP_S = 0.2
"""Time in which the direction turns most of the way to what was learned."""


class KneeSwing:
    """Learns the main axis of a path of `2 * knees` coordinates and adds up the path's steps along it.

    Steps rather than places, so that a better axis never makes the travel jump.
    """

    def __init__(self) -> None:
        self._t_s = math.nan
        self._means: list[LowPass] = []
        self._jitters: list[LowPass] = []
        self._spread: list[list[float]] = []
        self._axis: tuple[float, ...] = ()
        self._before: list[float] = []
        self._travel = 0.0
        self._outward_s = 0.0
        self._learned = False

    def update(self, t_s: float, path: Sequence[float], inward: Sequence[float], lead: int = 0) -> float:
        """Travel along the learned axis, in the unit of `path`, from where the path began.

        Args:
            path: coordinates of the knees, two each.
            inward: the direction of the pull in the same coordinates, roughly; fixes the sign.
            lead: index of the knee (0 or 1) whose own travel sets the scale.
        """
        path = list(path)
        if not self._before:
            self._begin(path, inward)
        step_s = 0.0 if math.isnan(self._t_s) else t_s - self._t_s
        self._t_s = t_s
        steps = [value - before for value, before in zip(path, self._before, strict=True)]
        self._before = path
        jitter = [
            max(LEAST_JITTER, filter_.update(t_s, abs(step)))
            for filter_, step in zip(self._jitters, steps, strict=True)
        ]
        if self._far_off(path):
            # Getting into position, or out of it: no swing, and nothing to learn a direction from.
            self._means = [LowPass(MEAN_TAU_S) for _ in path]
        scaled = [
            (value - mean.update(t_s, value)) / noise
            for value, mean, noise in zip(path, self._means, jitter, strict=True)
        ]
        self._learn(scaled, step_s, inward)
        direction = [axis * noise for axis, noise in zip(self._axis, jitter, strict=True)]
        self._face_inward(direction, inward, step_s)
        weights = [axis / noise for axis, noise in zip(self._axis, jitter, strict=True)]
        self._travel += dot(weights, steps) * math.hypot(*direction[2 * lead : 2 * lead + 2])
        return self._travel

    def _far_off(self, path: Sequence[float]) -> bool:
        away = [value - mean.value for value, mean in zip(path, self._means, strict=True)]
        return any(math.hypot(away[k], away[k + 1]) > LARGEST_SWING for k in range(0, len(away), 2))

    def _face_inward(self, direction: Sequence[float], inward: Sequence[float], step_s: float) -> None:
        outward = dot(unit(direction), unit(inward)) < -OUTWARD
        self._outward_s = self._outward_s + step_s if outward else 0.0
        if self._outward_s > TURN_ROUND_S:
            self._axis = tuple(-a for a in self._axis)
            self._outward_s = 0.0

    def _begin(self, path: list[float], inward: Sequence[float]) -> None:
        self._before = path
        self._axis = unit(inward) if any(inward) else unit([1.0] * len(path))
        self._means = [LowPass(MEAN_TAU_S) for _ in path]
        self._jitters = [LowPass(JITTER_TAU_S) for _ in path]
        self._spread = [[0.0] * len(path) for _ in path]

    def _learn(self, scaled: list[float], step_s: float, inward: Sequence[float]) -> None:
        share = 1.0 - math.exp(-step_s / LEARN_TAU_S)
        for row, a in zip(self._spread, scaled, strict=True):
            for column, b in enumerate(scaled):
                row[column] += share * (a * b - row[column])
        # One step of the power iteration a frame is enough to follow an axis that hardly moves.
        grown = [dot(row, self._axis) for row in self._spread]
        size = length(grown)
        if size < 1.0:  # a path of the size of its jitter has no direction
            if not self._learned and any(inward):
                self._axis = unit(inward)
            return
        self._learned = True
        turn = 1.0 - math.exp(-step_s / STEP_S)
        self._axis = unit([a + turn * (g / size - a) for a, g in zip(self._axis, grown, strict=True)])


def knee_path(hip: Point, knee: Point, ankle: Point, torso_px: float) -> tuple[float, float]:
    """The knee relative to the middle between hip and ankle, in % of the torso."""
    scale = 100.0 / torso_px
    return scale * (knee[0] - (hip[0] + ankle[0]) / 2), scale * (knee[1] - (hip[1] + ankle[1]) / 2)


KNEE_ARM = 0.45
"""Path of the knee for one radian of hip rotation, in torso lengths. The knee is 0.75 from the line
hip-ankle, but hip rotation goes along with adduction; 0.45 fits the rendered sets within a fifth."""

LEAST_SIGHT = 0.3
"""Square to the side the swing goes toward the camera; perspective and height still show this much of it."""


def rotation_deg(travel_pct: float, yaw_deg: float) -> float:
    """Hip rotation for a travel of the knee. Rough: the camera's height is not known (within a third)."""
    sight = max(LEAST_SIGHT, math.sin(math.radians(min(yaw_deg, 90.0)))) if yaw_deg == yaw_deg else 1.0
    return math.degrees(travel_pct / 100.0 / (KNEE_ARM * sight))
