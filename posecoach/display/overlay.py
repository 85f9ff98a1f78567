"""The skeleton over the picture: the limbs that matter stand out, the working joint's angle beside it."""

import math
from dataclasses import dataclass

import numpy as np

from posecoach.coaching.events import WarningKind
from posecoach.coaching.state import BackLevel, CoachState
from posecoach.display import shapes
from posecoach.display.framing import Crop
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image, Point
from posecoach.display.text import CAP_HEIGHT, draw_text, text_width
from posecoach.display.theme import (
    BOLD,
    DARK_INK,
    INK,
    QUIET_PHASES,
    SLATE,
    VERMILLION,
    YELLOW,
    Colour,
    Icon,
    Type,
    look_of,
    mix,
)
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import BONES, FloatArray, Landmark, Pose, torso_length
from posecoach.sentences import Texts

L = Landmark
REST_LIMB = mix(SLATE, DARK_INK, 0.15)
BRIDGED = mix(SLATE, DARK_INK, 0.45)


@dataclass(frozen=True, slots=True)
class Focus:
    """What stands out: the way of landmarks through the working limbs, and where its angle is measured.

    `zero` is the pair of landmarks whose line, carried on beyond the joint, is the angle's zero; None when
    the zero is upright; `arm` the landmark the angle is measured to; `measured` False when no arc is drawn.
    """

    way: tuple[int, ...]
    joint: int
    zero: tuple[int, int] | None = None
    arm: int = -1
    measured: bool = False


def focus_of(exercise: Exercise, state: CoachState) -> Focus:
    """The limbs that matter now, from the counted signal and the working joint (failing that, the side)."""
    signal = exercise.count.signal
    known = state.working_joint >= 0
    right = state.working_joint % 2 == 0 if known else _counted_side(exercise, state) == "right"
    shoulder, hip, knee, ankle = (
        joint + (1 if right else 0) for joint in (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE)
    )
    if signal == "hip_flexion":
        return Focus((shoulder, hip, knee), hip, (shoulder, hip), knee, True)
    if signal == "trunk_inclination":
        return Focus((shoulder, hip), hip, None, shoulder, True)
    if signal == "knee_flexion":
        return Focus((hip, knee, ankle), knee, (hip, knee), ankle, True)
    return Focus((hip, knee, ankle), hip if signal == "hip_height" else knee)


def draw_overlay(
    image: Image,
    room: Rect,
    pose: Pose,
    exercise: Exercise,
    state: CoachState,
    kind: Type,
    texts: Texts,
    mirrored: bool = False,
    privacy: bool = False,
    crop: Crop | None = None,
) -> None:
    """Draw the skeleton of `pose` into `room`, the part of `image` that shows the frame, or `crop` of it."""
    part = image[room.y : room.bottom, room.x : room.right]
    points = screen_points(pose, room, mirrored, crop)
    focus = focus_of(exercise, state)
    torso = _torso_px(points)
    width = min(max(2.0, 0.03 * torso), 0.0055 * kind.unit_px)
    if privacy:
        _draw_flesh(part, points, width)
    _draw_bones(part, points, width, REST_LIMB if state.frame_ok else BRIDGED)
    _draw_wrong_leg(part, points, state, width, kind, texts)
    if state.phase in QUIET_PHASES or not _all_seen(points, focus.way):
        return
    if not state.frame_ok:
        _draw_way(part, points, focus.way, 1.4 * width, BRIDGED)
        return
    if focus.measured:
        _draw_angle(part, points, focus, width)
    _draw_way(part, points, focus.way, 2.4 * width, look_of(state).accent)
    if state.back.level is BackLevel.MOVING:
        least, most = 0.012 * kind.unit_px, 0.026 * kind.unit_px
        _draw_moving_back(part, points, min(max(0.15 * torso, least), most))
    label = value_text(state, texts)
    if label:
        _draw_label(part, points, focus, label, kind)


def _draw_wrong_leg(
    part: Image, points: FloatArray, state: CoachState, width: float, kind: Type, texts: Texts
) -> None:
    """The leg that is done and not asked for, in a colour of its own, with its side beside the knee."""
    hint = state.hint
    if hint is None or hint.kind is not WarningKind.WRONG_SIDE or hint.topic not in ("left", "right"):
        return
    right = int(hint.topic == "right")
    way = (L.LEFT_HIP + right, L.LEFT_KNEE + right, L.LEFT_ANKLE + right)
    if _all_seen(points, way):
        _draw_way(part, points, way, 2.4 * width, YELLOW)
        _draw_label(part, points, Focus(way, way[1]), texts(f"side.{hint.topic}"), kind)


def screen_points(pose: Pose, room: Rect, mirrored: bool, crop: Crop | None = None) -> FloatArray:
    """The landmarks in pixels of `room`, shape (33, 2), mirrored when the picture is."""
    shown = crop or Crop(0.0, 0.0, max(1, pose.size_px[0]), max(1, pose.size_px[1]))
    scale = np.array([room.w / shown.w, room.h / shown.h])
    points: FloatArray = (np.asarray(pose.image_px, np.float64)[:, :2] - (shown.x, shown.y)) * scale
    if mirrored:
        points[:, 0] = room.w - 1 - points[:, 0]
    # Landmarks may lie far outside the picture; beyond this OpenCV's fixed-point numbers overflow.
    return np.clip(points, -4.0 * room.w, 5.0 * room.w)


def value_text(state: CoachState, texts: Texts) -> str:
    """The counted signal now, in words for the screen; empty while it is not seen."""
    return amount_text(state.primary_deg, state.unit, texts) if math.isfinite(state.primary_deg) else ""


def amount_text(value: float, unit: str, texts: Texts) -> str:
    """A value with its unit, in whole degrees or percent of the torso."""
    return texts("screen.degrees" if unit == "deg" else "screen.percent_torso", value=round(value))


def _counted_side(exercise: Exercise, state: CoachState) -> str:
    """The side whose limbs are counted, as in a split stance: the one opposite to the stretched hip."""
    if exercise.count.leg != "same":
        return "right" if state.side == "left" else "left"
    return state.side


def _all_seen(points: FloatArray, way: tuple[int, ...]) -> bool:
    return bool(np.isfinite(points[list(way)]).all())


def _at(points: FloatArray, index: int) -> Point:
    return float(points[index, 0]), float(points[index, 1])


def _draw_bones(part: Image, points: FloatArray, width: float, colour: Colour) -> None:
    seen = np.asarray(np.isfinite(points).all(axis=1))
    lines = [[_at(points, a), _at(points, b)] for a, b in BONES if seen[a] and seen[b]]
    shapes.strokes(part, lines, width + 2, DARK_INK)
    shapes.strokes(part, lines, width, colour)
    if lines and (head := _head(points)):
        shapes.circle(part, head, 0.2 * _torso_px(points), width, colour)


def _head(points: FloatArray) -> Point | None:
    """The middle of the head; None where it is not seen."""
    x, y = points[[L.LEFT_EAR, L.RIGHT_EAR, L.NOSE]].mean(axis=0)
    return (float(x), float(y)) if math.isfinite(x + y) else None


def _torso_px(points: FloatArray) -> float:
    """Length of the trunk on the screen; a usual one while shoulders or hips are not seen."""
    torso = torso_length(points)
    return torso if math.isfinite(torso) else 100.0


def _draw_flesh(part: Image, points: FloatArray, width: float) -> None:
    """A body around the skeleton, for when the picture is hidden."""
    flesh = mix(DARK_INK, SLATE, 0.36)
    limb = max(4 * width, 0.18 * _torso_px(points))
    for a, b in BONES:
        if _all_seen(points, (a, b)):
            trunk = {a, b} <= {L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP}
            shapes.stroke(part, [_at(points, a), _at(points, b)], (1.5 if trunk else 0.9) * limb, flesh)
    if head := _head(points):
        shapes.disc(part, head, 0.2 * _torso_px(points), flesh)


def _draw_way(part: Image, points: FloatArray, way: tuple[int, ...], width: float, colour: Colour) -> None:
    line = [_at(points, index) for index in way]
    shapes.stroke(part, line, width + 4, DARK_INK)
    shapes.stroke(part, line, width, colour)
    for point in line:
        shapes.disc(part, point, 1.15 * width, DARK_INK)
        shapes.disc(part, point, 0.8 * width, INK)


def _draw_moving_back(part: Image, points: FloatArray, radius: float) -> None:
    """The warning's triangle on the lower part of the trunk, where the back moves."""
    shoulders = points[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(axis=0)
    hips = points[[L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=0)
    if not (np.isfinite(shoulders).all() and np.isfinite(hips).all()):
        return
    begin, end = (float(shoulders[0]), float(shoulders[1])), (float(hips[0]), float(hips[1]))
    place = shapes.between(begin, end, 0.7)
    shapes.disc(part, place, 1.5 * radius, DARK_INK)
    draw_icon(part, Icon.TRIANGLE, (place[0], place[1] - 0.1 * radius), radius, VERMILLION, DARK_INK)


def _draw_angle(part: Image, points: FloatArray, focus: Focus, width: float) -> None:
    """The angle itself: a dashed line where it is zero and an arc from there to the limb."""
    joint, arm = _at(points, focus.joint), _at(points, focus.arm)
    reach = 0.42 * math.dist(joint, arm)
    if reach < 4 * width:
        return
    zero_turn = 0.0
    if focus.zero is not None:
        begin, end = (_at(points, index) for index in focus.zero)
        zero_turn = _turn(end[0] - begin[0], end[1] - begin[1])
    arm_turn = _turn(arm[0] - joint[0], arm[1] - joint[1])
    span = (arm_turn - zero_turn + 0.5) % 1.0 - 0.5
    tip = shapes.on_ring(joint, 1.25 * reach, zero_turn)
    shapes.dashes(part, joint, tip, 0.8 * width, INK, 3 * width)
    shapes.curve(part, joint, reach, 0.9 * width, INK, zero_turn, zero_turn + span)


def _turn(dx: float, dy: float) -> float:
    """The direction as a part of a turn, clockwise from the top."""
    return math.atan2(dx, -dy) / (2 * math.pi)


def _draw_label(part: Image, points: FloatArray, focus: Focus, label: str, kind: Type) -> None:
    """The value on a dark plate, on the side of the joint that the limbs leave free."""
    size, edge = kind.title, 1.4 * kind.gap
    joint = points[focus.joint]
    others = [points[index] for index in focus.way if index != focus.joint]
    away = -sum(((p - joint) / max(1e-6, float(np.linalg.norm(p - joint))) for p in others), np.zeros(2))
    length = float(np.linalg.norm(away))
    # Limbs almost in one line leave no side free: below the joint then.
    away = away / length if length > 0.3 else np.array([0.0, 1.0])
    w, h = text_width(label, size, BOLD) + round(0.7 * size), round(1.35 * size)
    centre = joint + away * (0.75 * size + abs(away[0]) * w / 2 + abs(away[1]) * h / 2)
    x = min(max(float(centre[0]) - w / 2, edge), max(edge, part.shape[1] - w - edge))
    y = min(max(float(centre[1]) - h / 2, edge), max(edge, part.shape[0] - h - edge))
    shapes.bar(part, Rect(round(x), round(y), w, h), DARK_INK, 0.3 * size)
    baseline = round(y) + h / 2 + size * CAP_HEIGHT / 2
    draw_text(part, label, (round(x) + w / 2, baseline), size, INK, BOLD, 0.5)
