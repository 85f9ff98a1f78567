"""What can be seen of the lower back: pelvis against rib cage, one number a frame for each way of looking.

Each measure grows when the lower back moves in the way its exercise warns of. None has a zero of its own:
they are compared with the same person's calm hold and with the two ends of each rep. "Posterior edge" is
the silhouette's edge on the person's back side (`posecoach.kinematics.silhouette`).
"""

import math
from collections.abc import Container, Mapping

from posecoach.kinematics.body import Measure, Station
from posecoach.kinematics.geometry import (
    Point,
    angle_deg,
    cross_2d,
    distance,
    minus,
    ramp,
    signed_angle_deg,
)
from posecoach.kinematics.landmarks import FloatArray, Pose, trunk_ends
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.silhouette import STATION_GAP, edge_points
from posecoach.kinematics.view import View

BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG = 20.0, 38.0
"""So far off the advised place the camera still sees the back well; beyond the second, the silhouette's edge
beside the trunk is the flank and not the back, and the hips' rise is mixed with a roll."""

BLURRED_PX, SHARP_PX = 32.0, 50.0
"""Torso in the picture up to which the silhouette tells nothing, and from which on it is as good as it gets.
Of 113 quiet reps of external rotation in `samples/tracks` nine read 6 degrees of rounding and more, five
of them where the torso has 33 to 42 px."""

HEADWARD_YAW_DEG = 33.0
"""The advised camera for inward rotation, 30 degrees toward the head, as the view estimate reads it."""

BULGE_CHORD, BULGE = (1, 11), (5, 6)
HOLLOW_CHORD, HOLLOW = (1, 10), (4, 5, 6)
BELLY = (4, 5, 6, 7, 8)
PELVIS = (10, 11, 12, 13)
"""Stations of the outline (tenths of the torso from the shoulders): the ends of the chords that span the
lower back, the places where a rounding and an arching back and the belly's shift show most, and the underside
of the pelvis. Chosen by how far 10 degrees of lumbar movement stand out against the scatter of clean reps and
against how the measure differs between people: the bulge on 13 sets of three kinds of figures (body meshes
round at the fifth and sixth station, and a knee with the heel near the groin shows behind the seventh), the
others on 46 sets of distance fields."""

STEEP = 0.7
"""Steepness beyond which a station does not count. Beside the buttock of a real woman lying on a bench the
contour had 1.3, and a slip of 2 px read as 5 % of the torso while the pelvis lay still."""


OF_OUTLINE = frozenset(("pelvis_edge", "back_bulge", "silhouette_depth", "belly_depth"))
"""The measures of the silhouette, which take longer than all others."""


def back_measures(
    pose: Pose, image: list[Point], view: View, torso_px: float, wanted: Container[str] = OF_OUTLINE
) -> Mapping[str, Measure]:
    """The measures by name, of the silhouette the `wanted` ones.

    `image` holds the pose's landmarks with the legs told apart.
    A measure that cannot be taken in this view has confidence 0.
    """
    side = 1.0 - ramp(view.yaw_deg, BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG)
    headward = 1.0 - ramp(abs(view.yaw_deg - HEADWARD_YAW_DEG), BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG)
    shoulders, hips = trunk_ends(image)
    height = -100.0 * hips[1] / torso_px
    found = {
        "pelvis_rise": Measure(height, side),
        "trunk_shortening": Measure(-100.0 * distance(shoulders, hips) / torso_px, side),
        "trunk_lean": Measure(_trunk_lean(shoulders, hips, view), side),
        "leg_shape": Measure(-_upper_leg_bend(image), headward),
    }
    if pose.outline is not None and view.facing:
        back, front = (0, 1) if view.facing > 0 else (1, 0)
        sharp = side * ramp(torso_px, BLURRED_PX, SHARP_PX)
        if any(name in wanted for name in OF_OUTLINE - {"belly_depth"}):
            edge = edge_points(pose.outline, pose.image_px, back)
            found |= _edge_measures(edge, pose.outline[:, back], torso_px, sharp, view.facing, wanted)
        if "belly_depth" in wanted:
            depth = 100.0 * distance(shoulders, hips) / torso_px
            belly = [Station(depth * width) for width in pose.outline[list(BELLY), front].tolist()]
            found["belly_depth"] = _of_stations(belly, sharp)
    return found


def lower_middle(values: list[float]) -> float:
    """The middle of the values, of an even number the lower of the two; NaN of none.

    All measures grow with the movement that is warned of, so the lower value is the one with less movement.
    """
    return sorted(values)[(len(values) - 1) // 2] if values else math.nan


def _edge_measures(
    edge: FloatArray, outline: FloatArray, torso_px: float, side: float, facing: int, wanted: Container[str]
) -> dict[str, Measure]:
    """Of the posterior edge: `edge` of shape (STATIONS, 2) in px, `outline` (STATIONS,) in torso lengths."""
    scale = 100.0 / torso_px
    points, widths = edge.tolist(), outline.tolist()
    found: dict[str, list[Station]] = {}
    if "pelvis_edge" in wanted:
        found["pelvis_edge"] = [
            Station(-scale * points[i][1], abs(widths[i + 1] - widths[i - 1]) / (2 * STATION_GAP))
            for i in PELVIS
        ]
    # Clockwise of the chord (seen with y down) is behind the back of somebody who faces right.
    if "back_bulge" in wanted:
        found["back_bulge"] = _off_chord(points, BULGE_CHORD, BULGE, facing * scale)
    if "silhouette_depth" in wanted:
        found["silhouette_depth"] = _off_chord(points, HOLLOW_CHORD, HOLLOW, -facing * scale)
    return {name: _of_stations(stations, side) for name, stations in found.items()}


def _off_chord(
    points: list[Point], chord: tuple[int, int], stations: tuple[int, ...], scale: float
) -> list[Station]:
    """Distance of the points at `stations` from the line between the two at `chord`, times `scale`."""
    start, end = points[chord[0]], points[chord[1]]
    along = minus(end, start)
    size = math.hypot(*along) or 1.0
    return [Station(scale * cross_2d(along, minus(points[i], start)) / size) for i in stations]


def _of_stations(stations: list[Station], confidence: float) -> Measure:
    """The lower middle of the stations that are seen and not steep, if these are at least half of all."""
    good = [one.value for one in stations if one.value == one.value and not one.steepness > STEEP]
    value = lower_middle(good) if 2 * len(good) >= len(stations) else math.nan
    seen = any(one.value == one.value for one in stations)
    return Measure(value, confidence if seen else 0.0, tuple(stations))


def _trunk_lean(shoulders: Point, hips: Point, view: View) -> float:
    """Inclination of the line hip-shoulder, degrees, + forward.

    In an arch the pelvis tips forward under a still rib cage, and the line leans by a third of that. A plain
    lean does the same, so it is never evidence alone.
    """
    return (view.facing or 1) * signed_angle_deg((0.0, -1.0), minus(shoulders, hips))


def _upper_leg(image: list[Point]) -> tuple[L, L, L]:
    """Hip, knee and ankle of the leg that lies over the other."""
    if image[L.LEFT_ANKLE][1] < image[L.RIGHT_ANKLE][1]:
        return L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE
    return L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE


def _upper_leg_bend(image: list[Point]) -> float:
    """Bend of the knee that lies on top in inward rotation, degrees, as the picture shows it.

    Foot over knee ties the legs to each other. When the hip turns, the upper leg has to bend further; when
    the whole pelvis rolls, both legs go along as they are.
    """
    hip, knee, ankle = _upper_leg(image)
    return angle_deg(minus(image[knee], image[hip]), minus(image[ankle], image[knee]))
