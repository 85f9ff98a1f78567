"""What can be seen of the lower back: pelvis against rib cage, one number a frame for each way of looking.

Each measure grows when the lower back moves in the way its exercise warns of. None has a zero of its own:
they are compared with the same person's calm hold and with the two ends of each rep. "Posterior edge" is
the silhouette's edge on the person's back side (`posecoach.kinematics.silhouette`).
"""

import math
from collections.abc import Mapping

from posecoach.kinematics.body import Measure
from posecoach.kinematics.geometry import (
    Point,
    angle_deg,
    cross_2d,
    distance,
    midpoint,
    minus,
    ramp,
    signed_angle_deg,
)
from posecoach.kinematics.landmarks import FloatArray, Pose
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.silhouette import edge_points
from posecoach.kinematics.view import View

BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG = 20.0, 38.0
"""So far off the advised place the camera still sees the back well; beyond the second, the silhouette's edge
beside the trunk is the flank and not the back, and the hips' rise is mixed with a roll."""

HEADWARD_YAW_DEG = 33.0
"""The advised camera for inward rotation, 30 degrees toward the head, as the view estimate reads it."""

CHORD = (2, 11)
BACK = (6, 7, 8)
BELLY = (4, 5, 6, 7, 8)
PELVIS = (10, 11, 12)
"""Stations of the outline (tenths of the torso from the shoulders): the ends of the chord that spans the
lower back, the places where a bulge or a hollow of the back and the belly's shift show most, and the
underside of the pelvis. From rendered sets, as those that tell a moving from a still back best."""


def back_measures(
    pose: Pose, image: list[Point], world: list[Point], view: View, torso_px: float
) -> Mapping[str, Measure]:
    """All measures by name; `image` and `world` are the pose's landmarks with the legs told apart.

    A measure that cannot be taken in this view has confidence 0.
    """
    side = 1.0 - ramp(view.yaw_deg, BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG)
    headward = 1.0 - ramp(abs(view.yaw_deg - HEADWARD_YAW_DEG), BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG)
    shoulders = midpoint(image[L.LEFT_SHOULDER], image[L.RIGHT_SHOULDER])
    hips = midpoint(image[L.LEFT_HIP], image[L.RIGHT_HIP])
    ears = midpoint(image[L.LEFT_EAR], image[L.RIGHT_EAR])
    height = -100.0 * hips[1] / torso_px
    found = {
        "pelvis_rise": Measure(height, side),
        "trunk_shortening": Measure(-100.0 * distance(shoulders, hips) / torso_px, side),
        "ear_shoulder_hip": Measure(_ear_shoulder_hip(ears, shoulders, hips, view), side),
        "trunk_lean": Measure(_trunk_lean(shoulders, hips, view), side),
        "leg_shape": Measure(-_upper_leg_bend(image), headward),
        "knee_gap": Measure(_knee_gap(image, torso_px), headward),
        "pelvis_thorax": Measure(_twist(world), 1.0),
    }
    if pose.outline is not None and view.facing:
        back, front = (0, 1) if view.facing > 0 else (1, 0)
        edge = edge_points(pose.outline, pose.image_px, back)
        found |= _edge_measures(edge, torso_px, side, view.facing)
        depth = 100.0 * distance(shoulders, hips) / torso_px
        found["belly_depth"] = _measure(depth * _median(pose.outline[list(BELLY), front].tolist()), side)
    return found


def _edge_measures(edge: FloatArray, torso_px: float, side: float, facing: int) -> dict[str, Measure]:
    """Measures of the posterior edge, `edge` of shape (STATIONS, 2) in px."""
    scale = 100.0 / torso_px
    points = edge.tolist()
    start, end = points[CHORD[0]], points[CHORD[1]]
    chord = minus(end, start)
    size = math.hypot(*chord) or 1.0
    # Clockwise of the chord (seen with y down) is behind the back of somebody who faces right.
    bulge = facing * scale * _mean([cross_2d(chord, minus(points[i], start)) / size for i in BACK])
    return {
        "pelvis_edge": _measure(-scale * _mean([points[i][1] for i in PELVIS]), side),
        "back_bulge": _measure(bulge, side),
        "silhouette_depth": _measure(-bulge, side),
    }


def _measure(value: float, confidence: float) -> Measure:
    return Measure(value, confidence if value == value else 0.0)


def _ear_shoulder_hip(ears: Point, shoulders: Point, hips: Point, view: View) -> float:
    """Angle at the shoulders between neck and trunk, degrees, growing as the trunk leans back under the head.

    Sees an arching back when standing (6 degrees for 20); fooled by a nod, so never believed alone.
    """
    return (view.facing or 1) * signed_angle_deg(minus(shoulders, ears), minus(hips, shoulders))


def _trunk_lean(shoulders: Point, hips: Point, view: View) -> float:
    """Inclination of the line hip-shoulder, degrees, + forward.

    In an arch the pelvis tips forward under a still rib cage, and the line leans by a third of that. A plain
    lean does the same, so it is never believed alone.
    """
    return (view.facing or 1) * signed_angle_deg((0.0, -1.0), minus(shoulders, hips))


def _upper_leg(image: list[Point]) -> tuple[L, L, L, L]:
    """Hip, knee and ankle of the leg that lies over the other, and the other knee."""
    if image[L.LEFT_ANKLE][1] < image[L.RIGHT_ANKLE][1]:
        return L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE, L.RIGHT_KNEE
    return L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE, L.LEFT_KNEE


def _upper_leg_bend(image: list[Point]) -> float:
    """Bend of the knee that lies on top in inward rotation, degrees, as the picture shows it.

    Foot over knee ties the legs to each other. When the hip turns, the upper leg has to bend further; when
    the whole pelvis rolls, both legs go along as they are.
    """
    hip, knee, ankle, _ = _upper_leg(image)
    return angle_deg(minus(image[knee], image[hip]), minus(image[ankle], image[knee]))


def _knee_gap(image: list[Point], torso_px: float) -> float:
    """How far the upper knee is below the lower one, % of the torso; a rolling pelvis drops it further."""
    _, knee, _, other = _upper_leg(image)
    return 100.0 * (image[knee][1] - image[other][1]) / torso_px


def _twist(world: list[Point]) -> float:
    """Angle between the shoulder and hip lines, degrees; sees 0.2-0.8 of 20 (docs/measurements.md)."""
    return angle_deg(
        minus(world[L.LEFT_SHOULDER], world[L.RIGHT_SHOULDER]), minus(world[L.LEFT_HIP], world[L.RIGHT_HIP])
    )


def _mean(values: list[float]) -> float:
    """Mean of what is there, if most of it is; a ray may end inside the body or leave the picture."""
    there = [value for value in values if value == value]
    return sum(there) / len(there) if 2 * len(there) > len(values) else math.nan


def _median(values: list[float]) -> float:
    """Middle of what is there, if most of it is: an arm before the trunk hides one or two."""
    there = sorted(value for value in values if value == value)
    return there[len(there) // 2] if 2 * len(there) > len(values) else math.nan
