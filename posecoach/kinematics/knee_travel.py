"""How far a knee swings across the body, for any exercise, and what both knees tell of inward rotation.

A swing is measured along a direction learned from the movement. What a camera sees of it depends on where it
stands, so the direction in the picture is the main axis of the knee's path relative to the middle between hip
and ankle, each coordinate weighed by its own jitter.
"""

import math
from collections.abc import Sequence

from posecoach.kinematics.filters import LowPass
from posecoach.kinematics.geometry import Point, dot, length, minus, ramp, unit

LEARN_TAU_S = 8.0
"""A handful of reps fix the direction; slower than any rep, faster than a set."""

FIRST_LEARN_TAU_S, LEARN_SHARE = 1.2, 0.3
"""At first it learns from the last third of what it has seen, so that the first rep outweighs the way into
position."""

MEAN_TAU_S = 4.0
JITTER_TAU_S = 4.0

LEAST_JITTER = 0.15
"""In % of the torso: below this, differences in jitter between coordinates mean nothing."""

LARGEST_SWING = 20.0
"""In % of the torso: a pulse of 15 degrees swings the knee by 6-12 to either side of its mean."""

FAR_JITTERS = 8.0
"""Deviations beyond this many jitters count no more than these."""

OUTWARD = 0.2
TURN_ROUND_S = 0.2
"""An axis that points outward (cosine below minus OUTWARD) for this long was learned the wrong way round."""

STEP_S = 0.2
"""Time in which the direction turns most of the way to what was learned."""


class KneeSwing:
    """Learns the main axis of one knee's path and adds up the path's steps along it.

    Steps rather than places, so that a better axis never makes the travel jump.
    """

    def __init__(self) -> None:
        self._t_s = self._first_s = math.nan
        self._means: list[LowPass] = []
        self._jitters: list[LowPass] = []
        self._spread: list[list[float]] = []
        self._axis: tuple[float, ...] = ()
        self._before: list[float] = []
        self._travel = 0.0
        self._outward_s = 0.0
        self._learned = False

    def update(self, t_s: float, path: Sequence[float], inward: Sequence[float]) -> float:
        """Travel along the learned axis, in the unit of `path`, from where the path began.

        Args:
            path: the knee's two coordinates, as `knee_path` gives them.
            inward: the direction of the pull in the same coordinates, roughly; fixes the sign.
        """
        path = list(path)
        if not self._before:
            self._begin(path, inward)
            self._first_s = t_s
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
        self._travel += dot(weights, steps) * length(direction)
        return self._travel

    def _far_off(self, path: Sequence[float]) -> bool:
        away = [value - mean.value for value, mean in zip(path, self._means, strict=True)]
        return length(away) > LARGEST_SWING

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
        # No single moment may outweigh a set: a settling tracker and getting into position jump far.
        far = dot(scaled, scaled) / FAR_JITTERS**2
        tau_s = min(LEARN_TAU_S, max(FIRST_LEARN_TAU_S, LEARN_SHARE * (self._t_s - self._first_s)))
        fade = 1.0 - math.exp(-step_s / tau_s)
        share = fade / (1.0 + far)
        for row, a in zip(self._spread, scaled, strict=True):
            for column, b in enumerate(scaled):
                row[column] += share * a * b - fade * row[column]
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


ASIDE, SINKING = 0.85, 0.5
"""Weights of the upper knee's way sideways and down: about as 8 is to 5."""


ADVISED_SIDE, LEAST_SIDE = 0.5, 0.25
"""Sideways part of the body's left-right axis in the picture, as seen from the advised place (30 degrees
toward the head), and the least from which the way sideways is enlarged to what one would see from there;
square to the side it is 0 and only the sinking remains."""


PCT_PER_DEG = 0.65
"""Weighted travel in % of the torso for one degree, as seen from the advised place. Over 20 rendered sets the
range comes out 0.85 to 1.15 of the true one in half of them and 0.56 to 1.4 in 8 of 10: degrees are rough."""


class InwardRotation:
    """Follows the rotation of the hip of `side` from an unknown zero, + inward.

    It is read from the knee that lies on top, in somebody who lies with one foot over the other knee.

    The upper foot pulls the lower knee down and inward, and the upper knee goes the same way, further and in
    plain sight. So its place relative to the hips tells the rotation: in the picture it moves toward the side
    to which the thigh turns, and it sinks.

    Every small way of the knee is measured by the view and the torso at that moment: measuring its place
    instead would turn each small change of these into a rotation, because the knee is far from the hips. (A
    camera that comes nearer by a tenth now turns it by 4 degrees. Cameras stand still; the torso takes
    seconds to settle.)
    """

    def __init__(self, side: str) -> None:
        self._toward = -1.0 if side == "left" else 1.0
        self._place: Point | None = None
        self._pct = 0.0

    def update(self, hips: Point, upper_knee: Point, to_the_left: float, torso_px: float) -> float:
        """The rotation now, degrees.

        Args:
            hips: middle of the hips, image px.
            upper_knee: the knee of the other leg, image px.
            to_the_left: sideways part of the direction from the person's right to the left in the picture,
                -1 to 1; short in a side view.
            torso_px: length of the torso in the picture.
        """
        inward = self._toward * to_the_left
        aside = math.copysign(ADVISED_SIDE * ramp(abs(inward), 0.0, LEAST_SIDE), inward)
        aside /= max(abs(inward), LEAST_SIDE)
        place = minus(upper_knee, hips)
        if self._place is not None:
            way = minus(place, self._place)
            self._pct += 100.0 * (ASIDE * aside * way[0] + SINKING * way[1]) / torso_px
        self._place = place
        return self._pct / PCT_PER_DEG
