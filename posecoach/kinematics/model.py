"""From one pose after another to a body: angles, heights and travels with their confidence."""

import math
from collections.abc import Container

from posecoach.kinematics.back_measures import OF_OUTLINE, back_measures
from posecoach.kinematics.body import LOST_S, Body, LeftRight, Measure
from posecoach.kinematics.filters import LowPass, RunningMedian
from posecoach.kinematics.geometry import (
    Point,
    angle_deg,
    blend,
    cross,
    distance,
    distance_to_segment,
    dot,
    midpoint,
    minus,
    ramp,
    signed_angle_deg,
    wrap_deg,
)
from posecoach.kinematics.knee_travel import InwardRotation, KneeSwing, knee_path
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose, torso_length, trunk_ends
from posecoach.kinematics.legs import ANKLES, KNEES, LegTracker, exchange_legs
from posecoach.kinematics.patch_measures import PatchMeasures
from posecoach.kinematics.pixel_motion import PixelSums
from posecoach.kinematics.plausibility import Plausibility
from posecoach.kinematics.posture import PostureEstimator
from posecoach.kinematics.two_link_chain import SIDE_VIEW_YAW_DEG, TwoLinkChain
from posecoach.kinematics.view import View, ViewEstimator

LEGS = {
    "left": (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE),
    "right": (L.RIGHT_SHOULDER, L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE),
}

SQUARE_YAW_DEG, OBLIQUE_YAW_DEG = 35.0, 60.0
"""Up to the first the image angle is taken (1-3 degrees error square on), beyond the second the world's
(tolerable off-axis, but biased by 8-30 degrees); in between a blend; docs/measurements.md."""

LEAST_FLEXION_DEG = -90.0
"""Angles are unwrapped to [-90, 270): no hip extends that far, and deep flexion may pass 180."""

MOST_EXTENSION_DEG = -40.0
"""Extension ends at 15 degrees (docs/measurements.md), plus the lower back and the error of the picture."""

KNEE_GAIN = 1.04
"""Knees look straighter in the picture than they are: by 5.5 degrees of 110 and 2.5 of 60 (medians over 14
rendered sets from the side; in real people by 2 degrees, over all bends: Cosoli 2026)."""

SPLIT_TORSO = 0.3
"""Feet further apart than this, in torso lengths, stand one ahead of the other."""

KNEE_DROP = 0.35
"""A knee that swings inward also sinks, as steeply as it does some 20 degrees from upright."""

ON_THIGH_TORSO, HELD_TORSO = 0.35, 0.25
"""A foot lies on the other thigh up to the first distance from it in the picture, in torso lengths, and hands
that hold the leg, at the shin or behind the thigh near the knee, lie within the second. So in the median of
most inward rotations, meshes and figures, and of none of 63 hip flexions, two of real people."""

TORSO_TAU_S = 3.0

FLOOR_S = 2.0
"""The height of the floor is the median height of the ankles over this time."""


class BodyModel:
    """Follows one person. `update` must be called in the order of time, once a frame.

    Args:
        knee_travel: whether to measure it, which costs a third as much as everything else together.
        pixels: whether to sum up the motion of pixels, where poses have it (`Body.pixels`).
        outline: which of the silhouette's measures to take (`Body.back`).
    """

    def __init__(
        self, knee_travel: bool = True, pixels: bool = False, outline: Container[str] = OF_OUTLINE
    ) -> None:
        self._knee_travel = knee_travel
        self._outline = outline
        self._with_pixels = pixels
        self._seen_s = -math.inf
        self._start()

    def _start(self) -> None:
        self._legs = LegTracker()
        self._plausibility = Plausibility()
        self._view = ViewEstimator()
        self._torso = LowPass(TORSO_TAU_S)
        self._floor = RunningMedian(FLOOR_S)
        self._posture = PostureEstimator()
        self._rotations = {side: InwardRotation(side) for side in LEGS}
        self._knees = {side: TwoLinkChain() for side in LEGS}
        self._swings = {side: KneeSwing() for side in LEGS}
        self._patches = PatchMeasures()
        self._pixels = PixelSums()
        self._front = ""

    def update(self, t_s: float, pose: Pose | None) -> Body:
        """The body at `t_s`; `pose` is None when nobody was found, and the body is then not seen."""
        if pose is None:
            return Body(t_s)
        if t_s - self._seen_s > LOST_S:  # after a short loss a new zero of the rotation would split a set
            self._start()
        self._seen_s = t_s
        image: list[Point] = pose.image_px.tolist()
        world: list[Point] = pose.world_m.tolist()
        torso_px = self._torso.update(t_s, max(1.0, torso_length(image)))
        view = self._view.update(t_s, image, world, torso_px, pose.size_px)
        exchanged = self._legs.swapped(t_s, image, torso_px)
        if exchanged:
            image, world = exchange_legs(image), exchange_legs(world)
        believed = self._plausibility.check(t_s, image, torso_px, view.yaw_deg)
        fitted, plausible = self._fit_knees(t_s, image, believed, torso_px, view)
        shoulders, hips = trunk_ends(image)
        floor_px = self._floor.update(t_s, (image[L.LEFT_ANKLE][1] + image[L.RIGHT_ANKLE][1]) / 2)
        hip, knee = _leg_angles(fitted, world, shoulders, hips, view, plausible)
        lead = _left_lead(image, view, torso_px)
        self._front = _front_leg(lead, self._front)
        patches = self._patches.update(t_s, pose, image, view, torso_px)
        motion = pose.motion if self._with_pixels else None
        return Body(
            t_s=t_s,
            seen=True,
            hip_flexion_deg=hip,
            knee_flexion_deg=knee,
            hip_internal_rotation_deg=self._rotation(image, hips, believed, torso_px),
            shin_out_deg=self._shins(image, believed),
            trunk_inclination_deg=Measure(angle_deg((0.0, -1.0), minus(shoulders, hips)), 1.0),
            hip_height_pct=Measure(100.0 * (floor_px - hips[1]) / torso_px, 1.0),
            knee_travel_pct=self._swing(t_s, fitted, plausible, torso_px),
            knee_to_chest_pct=_distances(fitted, KNEES, shoulders, plausible, torso_px),
            ankle_to_chest_pct=_distances(fitted, ANKLES, shoulders, plausible, torso_px),
            foot_height_pct=_foot_heights(world, plausible),
            pixels=self._pixels.update(motion, view, self._view.to_the_left, torso_px),
            posture=self._posture.update(t_s, world),
            front=self._front,
            crossed=_crossed_leg(fitted, plausible, torso_px),
            legs_exchanged=exchanged,
            split=abs(lead),
            back={**back_measures(pose, image, view, torso_px, self._outline), **patches},
            torso_px=torso_px,
            view=view,
            plausible=plausible,
        )

    def _fit_knees(
        self, t_s: float, image: list[Point], plausible: tuple[bool, ...], torso_px: float, view: View
    ) -> tuple[list[Point], tuple[bool, ...]]:
        """Landmarks with the knees placed by their legs, and which to believe; as they are off the side."""
        if not view.yaw_deg < SIDE_VIEW_YAW_DEG:
            return image, plausible
        points, trust = list(image), list(plausible)
        for side, (_, hip, knee, ankle) in LEGS.items():
            knee_plausible = plausible[knee]
            # A wrong knee makes the shank's length wrong too: then the mark on the ankle is ignored.
            if not (plausible[hip] and (plausible[ankle] or not knee_plausible)):
                continue
            joints = (image[hip], image[knee], image[ankle])
            fitted = self._knees[side].update(t_s, *joints, knee_plausible, torso_px)
            if fitted is not None:
                points[knee], trust[knee] = fitted, True
                trust[ankle] = trust[ankle] or not knee_plausible
        return points, tuple(trust)

    def _rotation(
        self, image: list[Point], hips: Point, plausible: tuple[bool, ...], torso_px: float
    ) -> LeftRight:
        across = self._view.to_the_left[0]
        sides = []
        for side, upper in (("left", L.RIGHT_KNEE), ("right", L.LEFT_KNEE)):
            turned = self._rotations[side].update(hips, image[upper], across, torso_px)
            sides.append(Measure(turned, float(plausible[upper])))
        return LeftRight(*sides)

    def _shins(self, image: list[Point], plausible: tuple[bool, ...]) -> LeftRight:
        """Tilt of each shin from upright, + outward."""
        left = math.copysign(1.0, self._view.to_the_left[0])
        sides = []
        for (_, _, knee, ankle), outward in zip(LEGS.values(), (left, -left), strict=True):
            across, down = minus(image[ankle], image[knee])
            tilt = math.degrees(math.atan2(outward * across, down))
            sides.append(Measure(tilt, float(plausible[knee] and plausible[ankle])))
        return LeftRight(*sides)

    def _swing(
        self, t_s: float, image: list[Point], plausible: tuple[bool, ...], torso_px: float
    ) -> LeftRight:
        if not self._knee_travel:
            return LeftRight()
        across = self._view.to_the_left
        sides = []
        for side, (_, hip, knee, ankle) in LEGS.items():
            toward = -1 if side == "left" else 1
            inward = (toward * across[0], toward * across[1] + KNEE_DROP)
            path = knee_path(image[hip], image[knee], image[ankle], torso_px)
            sides.append(Measure(self._swings[side].update(t_s, path, inward), float(plausible[knee])))
        return LeftRight(*sides)


def _leg_angles(
    image: list[Point],
    world: list[Point],
    shoulders: Point,
    hips: Point,
    view: View,
    plausible: tuple[bool, ...],
) -> tuple[LeftRight, LeftRight]:
    """Flexion of both hips, and of both knees; `shoulders` and `hips` are the middles in the image."""
    oblique = ramp(view.yaw_deg, SQUARE_YAW_DEG, OBLIQUE_YAW_DEG)
    hip_sides, knee_sides = [], []
    for _, h, k, a in LEGS.values():
        thigh, shank = minus(image[k], image[h]), minus(image[a], image[k])
        flexion = _hip_flexion_2d(shoulders, hips, thigh, view.facing)
        bend = KNEE_GAIN * angle_deg(thigh, shank)
        if oblique > 0 or math.isnan(flexion):
            flexion = blend(flexion, _hip_flexion_3d(world, h, k), oblique)
        if oblique > 0 or math.isnan(bend):
            thigh, shank = minus(world[k], world[h]), minus(world[a], world[k])
            bend = blend(bend, angle_deg(thigh, shank), oblique)
        trust = float(plausible[h] and plausible[k])
        hip_sides.append(Measure(flexion, trust))
        knee_sides.append(Measure(bend, trust * float(plausible[a])))
    return LeftRight(*hip_sides), LeftRight(*knee_sides)


def _distances(
    image: list[Point], joints: tuple[int, int], to: Point, plausible: tuple[bool, ...], torso_px: float
) -> LeftRight:
    left, right = (
        Measure(100.0 * distance(image[joint], to) / torso_px, float(plausible[joint])) for joint in joints
    )
    return LeftRight(left, right)


def _foot_heights(world: list[Point], plausible: tuple[bool, ...]) -> LeftRight:
    torso_m = max(torso_length(world), 1e-6)
    _, hips = trunk_ends(world)
    sides = [
        Measure(100.0 * (hips[1] - world[ankle][1]) / torso_m, float(plausible[ankle]))
        for _, _, _, ankle in LEGS.values()
    ]
    return LeftRight(*sides)


def _left_lead(image: list[Point], view: View, torso_px: float) -> float:
    """How far the left ankle is ahead of the right one, in torso lengths; NaN when seen from the front."""
    if view.facing == 0 or not view.yaw_deg < OBLIQUE_YAW_DEG:
        return math.nan
    return view.facing * (image[L.LEFT_ANKLE][0] - image[L.RIGHT_ANKLE][0]) / torso_px


def _front_leg(lead: float, before: str) -> str:
    """The leg whose foot is ahead; `before` while the feet are side by side, "" when that cannot be told."""
    if math.isnan(lead):
        return ""
    if abs(lead) < SPLIT_TORSO:
        return before
    return "left" if lead > 0 else "right"


def _crossed_leg(image: list[Point], plausible: tuple[bool, ...], torso_px: float) -> str:
    """The leg whose foot lies on the other thigh, held by no hand; "" for none, or where it is not seen."""
    for side, other in (("left", "right"), ("right", "left")):
        (_, own_hip, knee, ankle), (_, hip, below, _) = LEGS[side], LEGS[other]
        away = distance_to_segment(image[ankle], image[hip], image[below]) / torso_px
        if away < ON_THIGH_TORSO and plausible[ankle] and plausible[hip] and plausible[below]:
            thigh = midpoint(image[own_hip], image[knee])
            held = min(
                distance_to_segment(image[hand], image[knee], end)
                for hand in (L.LEFT_WRIST, L.RIGHT_WRIST)
                for end in (image[ankle], thigh)
            )
            return side if held / torso_px > HELD_TORSO else ""
    return ""


def _hip_flexion_2d(shoulders: Point, hips: Point, thigh: Point, facing: int) -> float:
    down = minus(hips, shoulders)
    # Upright and facing right, flexion carries the thigh counter-clockwise in the picture.
    flexion = wrap_deg(-(facing or 1) * signed_angle_deg(down, thigh), LEAST_FLEXION_DEG)
    # No hip extends that far: the facing was wrong, as it may be before the view has settled.
    return flexion if flexion > MOST_EXTENSION_DEG else -flexion


def _hip_flexion_3d(world: list[Point], hip: int, knee: int) -> float:
    """Angle in the sagittal plane spanned by the trunk and the body's own forward direction."""
    shoulders, hips = trunk_ends(world)
    down = minus(hips, shoulders)
    across = minus(world[L.LEFT_HIP], world[L.RIGHT_HIP])
    # x right, y down, z away is a right-handed world: down x left points to the front of the body.
    forward = cross(down, across)
    thigh = minus(world[knee], world[hip])
    reach = dot(thigh, forward) / (math.hypot(*forward) or 1.0)
    drop = dot(thigh, down) / (math.hypot(*down) or 1.0)
    return wrap_deg(math.degrees(math.atan2(reach, drop)), LEAST_FLEXION_DEG)
