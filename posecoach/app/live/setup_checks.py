"""Checks of light and bystanders before the first rep, added to what the coach finds wrong with the view."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecoach.audio.guidance import SETTLE_S
from posecoach.coaching.events import Event, Phase, WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.state import CoachState
from posecoach.kinematics.filters import Held, Lasting
from posecoach.kinematics.landmarks import Landmark, Pose, torso_length
from posecoach.kinematics.view import ViewProblem
from posecoach.video.frame import Frame

Image = NDArray[np.uint8]

GRID = 64
"""About this many pixels are looked at across the picture, and as many down: 0.05 ms."""

DARK_MEAN = 45.0
"""Mean brightness (of 255) below which the room is too dark. Lying people are still found at a quarter of
usual brightness (a mean near 30), most are lost at a tenth (near 12): told in time to switch on a light."""

DARK_BODY = 38.0
"""The same for the body alone, when the room around it is not dark."""

BRIGHT = 235
GLARE_SHARE = 0.12
"""A window or lamp that shines into the camera whitens at least this share of the picture."""

BACKLIT_RATIO = 0.4
"""Against the light the body is this much darker than what surrounds it."""

TRUNK = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)

OTHER_SIZE = 0.4
"""Somebody else counts when at least this share of the size of the person who exercises."""

OTHER_APART = 0.7
"""Two skeletons whose hips are closer than this, in torso lengths, are the same person found twice."""

HOLD_S = 1.5
"""A problem of the light is told when it lasts this long."""


@dataclass(frozen=True, slots=True)
class Light:
    """Brightness of a picture, 0..255: `mean` of all, `body` of the person (NaN when unseen), `glare` the
    share of it that is nearly white."""

    mean: float
    body: float
    glare: float


def measure_light(image: Image, pose: Pose | None) -> Light:
    """The light in `image`, shape (H, W, 3), BGR, and on the person in it."""
    step_y, step_x = max(1, image.shape[0] // GRID), max(1, image.shape[1] // GRID)
    grey = image[::step_y, ::step_x].max(axis=2)
    body = float("nan")
    if pose is not None:
        points = _trunk_points(pose) / (step_x, step_y)
        inside = (points >= 0).all(axis=1) & (points < (grey.shape[1], grey.shape[0])).all(axis=1)
        columns, rows = points[inside].astype(int).T
        if inside.sum() >= 4:
            body = float(np.median(grey[rows, columns]))
    return Light(float(grey.mean()), body, float((grey >= BRIGHT).mean()))


def light_problem(light: Light) -> ViewProblem:
    """What is wrong with the light, or `NONE`."""
    if light.glare >= GLARE_SHARE and light.body < BACKLIT_RATIO * light.mean:
        return ViewProblem.BACKLIGHT
    if light.mean < DARK_MEAN and not light.body >= DARK_MEAN:
        return ViewProblem.TOO_DARK
    if light.body < DARK_BODY and light.mean < 2 * DARK_MEAN:
        return ViewProblem.TOO_DARK
    return ViewProblem.NONE


def hips_px(pose: Pose) -> NDArray[np.floating]:
    """The middle of the hips in the picture, shape (2,)."""
    points = pose.image_px.astype(float)
    middle: NDArray[np.floating] = (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
    return middle


def extent_px(pose: Pose) -> float:
    """Diagonal of the box around the whole skeleton: how large, and so how near, somebody is."""
    points = pose.image_px.astype(float)
    return float(np.linalg.norm(points.max(axis=0) - points.min(axis=0)))


def apart_torso(pose: Pose, other: Pose) -> float:
    """How far the hips of `pose` are from those of `other`, in torso lengths of `other`."""
    return float(np.linalg.norm(hips_px(pose) - hips_px(other))) / max(torso_length(other.image_px), 1.0)


def people(poses: Sequence[Pose]) -> list[Pose]:
    """The different people among `poses`, the largest first; small figures far behind are left out."""
    found: list[Pose] = []
    for pose in sorted(poses, key=extent_px, reverse=True):
        if found and extent_px(pose) < OTHER_SIZE * extent_px(found[0]):
            continue
        if all(apart_torso(pose, one) >= OTHER_APART for one in found):
            found.append(pose)
    return found


class LightWatch:
    """Follows the light over time and tells a problem once it lasts."""

    def __init__(self) -> None:
        self._newest = Lasting(ViewProblem.NONE)
        self.problem = ViewProblem.NONE

    def update(self, t_s: float, image: Image, pose: Pose | None) -> ViewProblem:
        """The problem that has lasted, after the picture at `t_s`."""
        now = light_problem(measure_light(image, pose))
        if self._newest.lasted_s(now, t_s) >= HOLD_S:
            self.problem = now
        return self.problem


def _trunk_points(pose: Pose) -> NDArray[np.floating]:
    """Points on the trunk and thighs, where clothes and skin are sure to be, shape (n, 2)."""
    corners = pose.image_px[list(TRUNK)].astype(float)
    middle = corners.mean(axis=0)
    thighs = [
        (pose.image_px[hip] + pose.image_px[knee]) / 2.0
        for hip, knee in ((Landmark.LEFT_HIP, Landmark.LEFT_KNEE), (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE))
    ]
    sides = [(a + b) / 2 for a, b in ((corners[0], corners[2]), (corners[1], corners[3]))]
    return np.array([middle, *sides, *thighs, *(corners * 0.7 + middle * 0.3)])


BEFORE_COUNTING = (Phase.LOOKING, Phase.POSITION, Phase.HOLD)

SEEN_S = SETTLE_S[Phase.POSITION]
"""The announcer says "I can see you. Lie down..." only if that phase lasts this long. If it is shorter,
`SetupChecks.first_sight` has "I can see you" said instead."""

SeveralPeople = Callable[[Frame, Pose | None], bool]
"""Hands over a picture, perhaps to be looked at; whether several people were seen lately."""


class SetupChecks:
    """Looks at pictures until the first rep; `crowd` tells whether several people are in view."""

    def __init__(self, crowd: SeveralPeople | None = None) -> None:
        self._crowd = crowd
        self._light = LightWatch()
        self._problem = self._recorded = ViewProblem.NONE
        self._begun_s = 0.0
        self._seen = False
        self._in_position = Held()

    def look(self, frame: Frame, pose: Pose | None, state: CoachState) -> tuple[Event, ...]:
        """Look at the picture, if it is before the first rep; what of it is to be kept in the record."""
        if not _before_counting(state):
            self._problem = ViewProblem.NONE
            return self._record(state)
        light = self._light.update(frame.t_s, frame.image, pose)
        several = self._crowd is not None and self._crowd(frame, pose)
        self._problem = light if light is not ViewProblem.NONE or not several else ViewProblem.SEVERAL_PEOPLE
        return self._record(state)

    def _record(self, state: CoachState) -> tuple[Event, ...]:
        """The record says what was wrong, too: else all it knows of the dark is that nobody was there."""
        own = self._problem if _left_to_tell(state) else ViewProblem.NONE
        if own is self._recorded:
            return ()
        events: tuple[Event, ...] = ()
        if self._recorded is not ViewProblem.NONE and _left_to_tell(state):
            events = (WarningEnded(state.t_s, WarningKind.CAMERA, self._begun_s),)
        self._recorded, self._begun_s = own, state.t_s
        if own is not ViewProblem.NONE:
            events += (WarningStarted(state.t_s, WarningKind.CAMERA, own.value),)
        return events

    def first_sight(self, state: CoachState) -> bool:
        """True once, when the person is in position so soon that nobody has said "I can see you"."""
        if self._seen:
            return False
        if state.phase in (Phase.LOOKING, Phase.POSITION):
            self._in_position.held_s(state.phase is Phase.POSITION, state.t_s)
            return False
        self._seen = True
        return not state.t_s - self._in_position.since_s >= SEEN_S

    def applied_to(self, state: CoachState) -> CoachState:
        """The state with what is wrong with light or bystanders, where the coach finds nothing wrong.

        When all is over, too, it says why nothing was counted.
        """
        told = _before_counting(state) or (state.phase is Phase.DONE and state.total_reps == 0)
        if self._problem is ViewProblem.NONE or not told:
            return state
        if not _left_to_tell(state):
            return state
        return replace(state, view_problem=self._problem.value)


def _left_to_tell(state: CoachState) -> bool:
    """Whether the coach finds nothing wrong with the view, or nobody in it."""
    return state.view_problem in ("", ViewProblem.NOBODY.value)


def _before_counting(state: CoachState) -> bool:
    return state.phase in BEFORE_COUNTING and state.total_reps == 0
