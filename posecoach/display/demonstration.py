"""A figure that shows a movement again and again, with the words to it: how to do it, and how not to."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display.figures import (
    VIEWS,
    Bounds,
    Inks,
    Points,
    Stance,
    bounds,
    draw_figure,
    mirrored,
    stance_of,
    stances_of,
)
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.theme import GREEN, PANEL, VERMILLION, Icon
from posecoach.exercises.definition import SHOWN_JOINTS, Exercise, ShownMovement
from posecoach.kinematics.figure import Pull
from posecoach.kinematics.landmarks import LANDMARK_COUNT

PERIOD_S = 3.2
"""One pull and release: slower than they are done, so that its words can be read."""

STEPS = 40
"""Pictures of one pull and release."""


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """A body over time, played from its first to its last moment.

    Attributes:
        t_s: seconds from its beginning, rising, one for each of `stances`.
    """

    t_s: tuple[float, ...]
    stances: tuple[Stance, ...]

    @classmethod
    def of_landmarks(cls, t_s: Sequence[float], points: Points, near: str = "right") -> "Movement":
        """The movement of somebody whose landmarks are known: `points` of shape (n, 33, 2), y down, in any
        unit, NaN where not seen; `near` is the side in front. For landmarks in three dimensions see
        `posecoach.display.figures.project`.
        """
        return cls(tuple(at - t_s[0] for at in t_s), stances_of(points, near))

    @property
    def length_s(self) -> float:
        """Until it begins again: as long after the last moment as that is after the one before."""
        if len(self.t_s) < 2:
            return PERIOD_S
        return self.t_s[-1] + (self.t_s[-1] - self.t_s[0]) / (len(self.t_s) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A movement with its words, each shown from its second on; `wrong`: how not to do it."""

    movement: Movement
    words: tuple[tuple[float, str], ...] = ()
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What is shown at one time: `scene` and `index` of its picture, the words to it."""

    scene: int
    index: int
    words: str
    wrong: bool


class Player:
    """Plays scenes one after the other, and then from the first again.

    Args:
        scenes: at least one; the figure has one size and place in all of them.
    """

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._scenes = tuple(scenes)
        stances = [stance for scene in self._scenes for stance in scene.movement.stances]
        self._around: Bounds = bounds(*stances)
        self.length_s = sum(scene.movement.length_s for scene in self._scenes)

    def at(self, t_s: float) -> Moment:
        """What is shown `t_s` seconds after the beginning."""
        left_s = t_s % self.length_s
        number = 0
        while number < len(self._scenes) - 1 and left_s >= self._scenes[number].movement.length_s:
            left_s -= self._scenes[number].movement.length_s
            number += 1
        scene = self._scenes[number]
        index = max(0, bisect_right(scene.movement.t_s, left_s) - 1)
        words = [text for begin_s, text in scene.words if begin_s <= left_s]
        return Moment(number, index, words[-1] if words else "", scene.wrong)

    def stance(self, moment: Moment) -> Stance:
        return self._scenes[moment.scene].movement.stances[moment.index]

    def draw(self, image: Image, rect: Rect, moment: Moment) -> None:
        """The figure of `moment` in `rect`: green back and a tick, or a moving back and a cross."""
        stance = self.stance(moment)
        back = VERMILLION if moment.wrong else GREEN
        draw_figure(image, rect, stance, Inks(back=back), self._around)
        radius = 0.055 * min(rect.w, 1.5 * rect.h)
        at = (rect.x + 1.3 * radius, rect.y + 1.3 * radius)
        draw_icon(image, Icon.CROSS if moment.wrong else Icon.CHECK, at, radius, back, PANEL)


class Demonstration:
    """The player for the side that is done, from the beginning whenever the position is to be taken up."""

    def __init__(self, exercise: Exercise, mirrored: bool) -> None:
        self._exercise = exercise
        self._mirrored = mirrored
        self._players: dict[str, Player | None] = {}
        self._since_s = math.nan

    def at(self, state: CoachState, now_s: float) -> Moment | None:
        """What the figure shows now; None while there is nothing to be shown, or nobody knows what."""
        if state.phase is not Phase.POSITION:
            self._since_s = math.nan
            return None
        if not self._since_s <= now_s:
            self._since_s = now_s
        player = self._player(state.side)
        return None if player is None else player.at(now_s - self._since_s)

    def of(self, side: str, now_s: float) -> tuple[Player, Moment] | None:
        """The player for `side` and what it shows at any time, for the help and for rests."""
        player = self._player(side)
        return None if player is None else (player, player.at(now_s))

    def draw(self, image: Image, rect: Rect, state: CoachState, moment: Moment) -> None:
        player = self._player(state.side)
        if player is not None:
            player.draw(image, rect, moment)

    def _player(self, side: str) -> Player | None:
        if side not in self._players:
            self._players[side] = demonstration_of(self._exercise, side, self._mirrored)
        return self._players[side]


def demonstration_of(exercise: Exercise, side: str = "", flipped: bool = False) -> Player | None:
    """How `exercise` is done on `side`, seen as that side faces the camera; `flipped` as in a mirror.

    None for an exercise of somebody's own, where nobody knows how it moves: one that was learned knows.
    """
    text = exercise.text
    if exercise.shown is not None:
        taught = taught_movement(exercise.shown, side, flipped)
        return Player([Scene(taught, ((0.0, text.pull), (taught.length_s / 2, text.release)))])
    if exercise.id not in VIEWS:
        return None
    right = _swing(exercise, side, flipped, 0.0)
    scenes = [Scene(right, ((0.0, words),)) for words in text.shown if "{" not in words]
    scenes += 2 * [Scene(right, ((0.0, text.pull), (PERIOD_S / 2, text.release)))]
    if text.mistake:
        scenes.append(Scene(_swing(exercise, side, flipped, 1.0), ((0.0, text.mistake),), wrong=True))
    return Player(scenes)


def taught_movement(shown: ShownMovement, side: str, flipped: bool = False) -> Movement:
    """How whoever taught the exercise moved, on `side`; `flipped` as in a mirror."""
    points = np.full((len(shown.moments), LANDMARK_COUNT, 2), np.nan)
    points[:, SHOWN_JOINTS] = np.array(shown.moments, dtype=float).reshape(len(points), -1, 2) / 100.0
    times = [shown.period_s * at / len(points) for at in range(len(points))]
    movement = Movement.of_landmarks(times, points, shown.near)
    if not taught_turned(shown, side, flipped):
        return movement
    return Movement(movement.t_s, tuple(mirrored(stance) for stance in movement.stances))


def taught_turned(shown: ShownMovement, side: str, flipped: bool) -> bool:
    """Whether what was taught has to be turned round for `side`."""
    other = {shown.side, side} == {"left", "right"}
    return other != flipped


def taught_pull(shown: ShownMovement, side: str, flipped: bool = False) -> tuple[Stance, ...]:
    """Of `taught_movement` the stances from rest to the end of the pull, which is farthest from rest."""
    stances = taught_movement(shown, side, flipped).stances
    away = [float(np.nansum((stance.points - stances[0].points) ** 2)) for stance in stances]
    return stances[: int(np.argmax(away)) + 1]


def faces_left(exercise: Exercise, side: str, flipped: bool) -> bool:
    """Whether the drawn figure, whose right side is near, has to be turned round."""
    # In a split stance the front leg is near: the one opposite to the stretched hip.
    left = side == ("right" if exercise.count.leg == "front" else "left")
    return left != flipped


def _swing(exercise: Exercise, side: str, flipped: bool, wrong: float) -> Movement:
    times = tuple(PERIOD_S * step / STEPS for step in range(STEPS))
    stances, course = [], Pull(0.0, PERIOD_S / 2, PERIOD_S / 2, PERIOD_S)
    for t_s in times:
        pull = float(course.done(t_s))
        stance = stance_of(exercise, pull, wrong * pull)
        stances.append(mirrored(stance) if faces_left(exercise, side, flipped) else stance)
    return Movement(times, tuple(stances))
