"""Landmarks and the motion of pixels as one signal: where from the landmarks, how it moves from the pixels.

Landmarks waver by a degree and lag by 50-100 ms; the motion of a segment's pixels does neither, but its sum
drifts, and it is wrong where something else moves before the segment. So the points of the body are carried
along by the pixels and drawn back to the landmarks over seconds (a complementary filter), and a signal made
of them is believed only as far as it agrees with the same signal made of landmarks. Measured on clips with
truth (docs/measurements.md): the height of the hips and inward rotation gain; the trunk's inclination and
the hip's flexion do not, where arms and hands lie before the segments. The counter gains nothing by it so
far, so only exercise files that ask for it (`pixels = true`) have it.
"""

import math

from posecoach.kinematics.body import LeftRight, Measure
from posecoach.kinematics.filters import NAN, LowPass
from posecoach.kinematics.geometry import Point, midpoint, ramp
from posecoach.kinematics.hip_rotation import InwardRotation
from posecoach.kinematics.landmarks import FloatArray, Pose
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.segment_motion import Segment as S
from posecoach.kinematics.segment_motion import origin

CARRIED_BY = {
    L.LEFT_HIP: (S.PELVIS, S.LEFT_THIGH),
    L.RIGHT_HIP: (S.PELVIS, S.RIGHT_THIGH),
    L.LEFT_KNEE: (S.LEFT_THIGH, S.LEFT_SHANK),
    L.RIGHT_KNEE: (S.RIGHT_THIGH, S.RIGHT_SHANK),
    L.LEFT_ANKLE: (S.LEFT_SHANK,),
    L.RIGHT_ANKLE: (S.RIGHT_SHANK,),
}
"""The segments whose motion a point takes part in."""

HIPS = (L.LEFT_HIP, L.RIGHT_HIP)
SIDES = {"left": L.RIGHT_KNEE, "right": L.LEFT_KNEE}
"""The side that turns inward, and the knee that lies on top and shows it."""

CARRIERS = tuple(dict.fromkeys(segment for segments in CARRIED_BY.values() for segment in segments))

OTHER_LEG = {S.LEFT_THIGH: S.RIGHT_THIGH, S.RIGHT_THIGH: S.LEFT_THIGH} | {
    S.LEFT_SHANK: S.RIGHT_SHANK,
    S.RIGHT_SHANK: S.LEFT_SHANK,
}

SIGMA_FLOOR_RAD = 0.02
"""Added to each segment's error when several are averaged, so that none rules alone."""

DRAWN_S = 4.0
"""Time constant with which a point returns to its landmark: longer than a rep, shorter than drift matters."""

FAR_TORSO, FAR_DRAWN_S = 0.18, 0.2
"""A point this far from its landmark (torso lengths) has been lost, and returns at once."""

FOLLOW_S = 0.15
"""Time constant with which a point follows its landmark while no segment of it is followed."""

LOST_S = 0.5
"""After so long unseen a point begins at its landmark."""


class CarriedPoints:
    """Hips, knees and ankles carried by the motion of pixels; frames in the order of time.

    Attributes:
        carried: the landmarks that a segment's motion carried in the last frame; others follow the estimator.
    """

    def __init__(self) -> None:
        self.carried: frozenset[L] = frozenset()
        self._points: dict[L, complex] = {}
        self._t_s = -math.inf

    def update(
        self,
        t_s: float,
        image: list[Point],
        motion: FloatArray | None,
        pose_px: FloatArray,
        torso_px: float,
        exchanged: bool,
    ) -> list[Point]:
        """The landmarks `image` (px, legs told apart), those of CARRIED_BY replaced by the carried points.

        Args:
            motion: as in `Pose.motion`; its legs are labelled as the estimator labelled them.
            pose_px: the landmarks as the estimator labelled them, shape (33, 2).
            exchanged: whether `image` has the legs the other way round than the estimator.
        """
        step_s, self._t_s = t_s - self._t_s, t_s
        if step_s > LOST_S:
            self._points.clear()
        steps = {} if motion is None else _steps(motion, pose_px)
        points, carried = list(image), set()
        for landmark, segments in CARRIED_BY.items():
            seen = complex(*image[landmark])
            point = self._points.get(landmark, seen)
            tau_s = FOLLOW_S
            total = travel = 0.0 + 0.0j
            for segment in segments if steps else ():
                step = steps.get(OTHER_LEG.get(segment, segment) if exchanged else segment)
                if step is not None:
                    weight, shift, turn, origin = step
                    travel += weight * (shift + turn * (point - origin))
                    total += weight
            if total:
                point += travel / total
                carried.add(landmark)
                tau_s = FAR_DRAWN_S if abs(seen - point) > FAR_TORSO * torso_px else DRAWN_S
            point += (1.0 - math.exp(-max(step_s, 0.0) / tau_s)) * (seen - point)
            self._points[landmark] = point
            points[landmark] = (point.real, point.imag)
        self.carried = frozenset(carried)
        return points


def _steps(motion: FloatArray, pose_px: FloatArray) -> dict[S, tuple[float, complex, complex, complex]]:
    """Each followed segment's weight, travel, turn less one, and origin, as complex px."""
    rows, image = motion.tolist(), pose_px.tolist()
    steps = {}
    for segment in CARRIERS:
        turn_rad, growth, dx, dy, sigma = rows[segment]
        if dx == dx:
            size = math.exp(growth)
            turn = complex(size * math.cos(turn_rad) - 1.0, size * math.sin(turn_rad))
            weight = 1.0 / (sigma + SIGMA_FLOOR_RAD) ** 2
            steps[segment] = (weight, complex(dx, dy), turn, complex(*origin(segment, image)))
    return steps


class GuardedFusion:
    """One signal from two that measure the same: `landmark`, never far off, and `pixel`, quiet but drifting.

    The slow part (time constant SPLIT_S) is the landmarks'. The fast part is the pixels' as far as both agree
    (squared correlation over the last seconds), and as far as the movement is small where the pixels' error
    grows with it.

    Args:
        half_at: amplitude, in the signal's unit, at which the pixels are believed half.
    """

    SPLIT_S = 4.0
    MEMORY_S = 6.0
    DISAGREE, AGREE = 0.25, 0.55
    """Squared correlation from which on the pixels are believed at all, and fully."""
    NOT_BEFORE_S = 2.0

    def __init__(self, half_at: float = math.inf) -> None:
        self._half_at = half_at
        self._slow, self._slow_pixel = LowPass(self.SPLIT_S), LowPass(self.SPLIT_S)
        self._landmark2 = self._pixel2 = self._both = 0.0
        self._first_s = self._t_s = NAN
        self.share = 0.0
        """How far the pixels are believed, 0..1."""

    def update(self, t_s: float, landmark: float, pixel: float) -> float:
        """Take both signals at `t_s`; returns the fused one, `landmark` itself where that is all there is."""
        if landmark != landmark or pixel != pixel:
            return landmark
        fast = landmark - self._slow.update(t_s, landmark)
        fast_pixel = pixel - self._slow_pixel.update(t_s, pixel)
        if self._t_s != self._t_s:
            self._first_s = self._t_s = t_s
            return landmark
        share = 1.0 - math.exp(-max(t_s - self._t_s, 0.0) / self.MEMORY_S)
        self._t_s = t_s
        self._landmark2 += share * (fast * fast - self._landmark2)
        self._pixel2 += share * (fast_pixel * fast_pixel - self._pixel2)
        self._both += share * (fast * fast_pixel - self._both)
        self.share = self._believed() if t_s - self._first_s > self.NOT_BEFORE_S else 0.0
        return landmark + self.share * (fast_pixel - fast)

    def _believed(self) -> float:
        if self._both <= 0.0:
            return 0.0
        agreement = self._both**2 / (self._landmark2 * self._pixel2)
        small = 1.0 / (
            1.0 + 2.0 * self._pixel2 / self._half_at**2
        )  # a sine's amplitude squared is twice that
        return ramp(agreement, self.DISAGREE, self.AGREE) * small


ROTATION_HALF_AT_DEG = 20.0
"""A leg that swings far turns out of the picture's plane; the height of the hips is lost at no size."""


class PixelSignals:
    """The height of the hips and the inward rotation of both hips, steadied by the motion of pixels."""

    def __init__(self) -> None:
        self._points = CarriedPoints()
        self._rotations = {side: InwardRotation(side) for side in SIDES}
        self._height = GuardedFusion()
        self._inward = {side: GuardedFusion(ROTATION_HALF_AT_DEG) for side in SIDES}

    def carry(
        self, t_s: float, image: list[Point], pose: Pose, torso_px: float, exchanged: bool
    ) -> list[Point]:
        """See `CarriedPoints.update`."""
        return self._points.update(t_s, image, pose.motion, pose.image_px, torso_px, exchanged)

    def _carries(self, *landmarks: L) -> bool:
        return self._points.carried.issuperset(landmarks)

    def height_pct(self, t_s: float, points: list[Point], seen: Measure, torso_px: float) -> Measure:
        """The height of the hips above the ankles, % of the torso; `seen` is that of the landmarks."""
        hips = points[L.LEFT_HIP][1] + points[L.RIGHT_HIP][1]
        ankles = points[L.LEFT_ANKLE][1] + points[L.RIGHT_ANKLE][1]
        carried = 50.0 * (ankles - hips) / torso_px if self._carries(*HIPS) else NAN
        return Measure(self._height.update(t_s, seen.value, carried), seen.confidence)

    def rotation_deg(
        self, t_s: float, points: list[Point], seen: LeftRight, across: float, torso_px: float
    ) -> LeftRight:
        """Inward rotation of both hips; `seen` is that of the landmarks, `across` as in `InwardRotation`."""
        hips = midpoint(points[L.LEFT_HIP], points[L.RIGHT_HIP])
        sides = []
        for side, upper in SIDES.items():
            carried = self._rotations[side].update(hips, points[upper], across, torso_px)
            carried = carried if self._carries(*HIPS, upper) else NAN
            before = seen.of(side)
            sides.append(Measure(self._inward[side].update(t_s, before.value, carried), before.confidence))
        return LeftRight(*sides)
