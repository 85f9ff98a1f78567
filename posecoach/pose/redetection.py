"""Looks for the person anew where the tracker seems to hold them the wrong way round.

In VIDEO mode MediaPipe detects a person once and then follows: each picture is turned so that the trunk found
in the one before stands upright. Where the first detection took a sitting person for a lying one, or for one
upside down, every later picture is turned wrongly too, and the skeleton stays wrong for as long as anybody is
seen. A detector that has seen nothing yet mostly errs in the same way, but not if the picture is turned
(docs/measurements.md).

So when somebody has for a while been in none of the postures that the exercise is done in, a second tracker
looks at the next pictures, turned, beside the first, and after it another one at pictures turned otherwise.
The last takes over only if two of at most three find the same person in such a posture; one is enough where
the first holds them upside down, which nobody is. Else nothing changes: people also stand about before they
lie down, and in the dark a detector finds nobody where a tracker still follows.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from posecoach.errors import ModelError
from posecoach.kinematics.body import LOST_S
from posecoach.kinematics.geometry import distance
from posecoach.kinematics.landmarks import FloatArray, Pose, trunk_ends
from posecoach.kinematics.posture import ENTER_PROBABILITY, STAY_PROBABILITY, Posture, PostureEstimator
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator, StepwiseEstimator
from posecoach.video.frame import Frame

FIRST_S, LONGEST_S, GROWTH = 1.0, 24.0, 1.5
"""How long the posture must have been another before the person is looked for anew; GROWTH times as long each
time that it did not help, up to the longest: who stands about for 2 minutes is looked for 10 times. With 2 s
for the first, two of 86 random sets more are wrong; with 0.5 s, one of ten (docs/measurements.md)."""

TRIED_FRAMES = 6
"""Pictures that a second tracker is judged by: its first are unsteady."""

TURNS_DEG = (60.0, -60.0, 180.0)
ENOUGH = 2
"""By how much the second trackers turn their pictures, one after the other, and how many of them must see the
person in a posture of the exercise. One alone took somebody on all fours for lying on the back."""

UPSIDE_DOWN = 0.75
"""Drop from the hips to the shoulders, in lengths of the trunk, from which a skeleton stands on its head; one
that bends forward to the toes, the trunk 45 degrees below level, has 0.7."""

Postures = tuple[Posture, ...]
"""Those the exercise is done in; none for any."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tracker made of a picture, and the second one, if there is one."""

    followed: Any
    anew: Any = None


class PostureDoubt:
    """Tells when a person has been in none of the postures for so long that the tracker may be wrong.

    Attributes:
        postures: those allowed; where that is any, nothing is doubted.
    """

    def __init__(self, postures: Postures) -> None:
        self.postures = postures
        self._estimator = PostureEstimator()
        self._taken_up = False
        self._seen_s = -math.inf
        self._other_s, self._wait_s = math.nan, FIRST_S

    def update(self, pose: Pose | None) -> bool:
        """Take the pose found in the next picture; who was not seen for LOST_S may be another person."""
        if pose is None or not self.postures:
            return False
        if pose.t_s - self._seen_s > LOST_S:
            self._estimator = PostureEstimator()
            self._agreed()
            self._taken_up = False
        self._seen_s = pose.t_s
        allowed = self._estimator.update(pose.t_s, pose.world_m.tolist()).of(*self.postures)
        # As for the position itself: taken up only when it is likely, left only when it is not at all.
        if allowed >= (STAY_PROBABILITY if self._taken_up else ENTER_PROBABILITY):
            self._agreed()
            return False
        self._taken_up = False
        if math.isnan(self._other_s):
            self._other_s = pose.t_s
        return pose.t_s - self._other_s >= self._wait_s

    def not_helped(self) -> None:
        """By now the person had been looked for anew in vain: wait longer before the next time."""
        self._other_s, self._wait_s = self._seen_s, min(GROWTH * self._wait_s, LONGEST_S)

    def _agreed(self) -> None:
        self._other_s, self._wait_s = math.nan, FIRST_S
        self._taken_up = True


class Trial:
    """A second tracker, judged by the first TRIED_FRAMES pictures that it sees."""

    def __init__(self, estimator: StepwiseEstimator, postures: Postures) -> None:
        self.estimator = estimator
        self._postures = postures
        self._posture = PostureEstimator()
        self._frames = 0
        self._followed: Pose | None = None

    def right(self, followed: Pose | None, found: Pose | None) -> bool | None:
        """Whether this tracker is to take over from the one that sees `followed`; None for not yet known."""
        self._frames += 1
        self._followed = followed or self._followed
        if found is None:
            self._posture = PostureEstimator()
            return False if self._frames >= TRIED_FRAMES else None
        belief = self._posture.update(found.t_s, found.world_m.tolist())
        if self._frames < TRIED_FRAMES:
            return None
        return belief.of(*self._postures) >= ENTER_PROBABILITY and _same_place(self._followed, found)

    @property
    def enough(self) -> int:
        """How many such trackers must have seen the person in a posture of the exercise."""
        return 1 if self._followed is not None and _upside_down(self._followed) else ENOUGH


class RedetectingEstimator:
    """A tracker, replaced by a new one when that sees the person as the exercise asks, and it does not.

    Depends on nothing but the pictures and `postures`.

    Args:
        make: makes a tracker that turns its pictures by so many degrees; called once at first, with 0, and
            when the person is looked for anew.
        postures: says in which the exercise is done; asked in each picture, as the exercise may change.
    """

    def __init__(self, make: Callable[[float], StepwiseEstimator], postures: Callable[[], Postures]) -> None:
        self._make = make
        self._postures = postures
        self._estimator = make(0.0)
        self._doubt = PostureDoubt(postures())
        self._doubtful = False
        self._trial: Trial | None = None
        self._found: list[bool] = []
        """Whether each of the second trackers so far has found the person as the exercise asks."""

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in `frame`, or None when nobody is found."""
        return self.read(self.detect(self.prepare(frame)))

    def prepare(self, frame: Frame) -> Any:
        """As the tracker's own. Touches no state: another thread may run ahead."""
        return self._estimator.prepare(frame)

    def detect(self, prepared: Any) -> Seen:
        """Run the networks; pictures come in the order of time, and each is read before the next."""
        if self._postures() != self._doubt.postures:
            self._begin(self._postures())
        if self._doubtful and self._trial is None:
            try:
                self._trial = Trial(self._make(TURNS_DEG[len(self._found)]), self._doubt.postures)
            except ModelError:  # its file has gone since the first was made, which goes on
                self._not_helped()
        followed = self._estimator.detect(prepared)
        return Seen(followed, None if self._trial is None else self._trial.estimator.detect(prepared))

    def read(self, detected: Seen) -> Pose | None:
        """The pose of the tracker in charge."""
        pose = self._estimator.read(detected.followed)
        self._doubtful = self._doubt.update(pose)
        trial = self._trial
        if trial is None:
            if pose is not None and not self._doubtful:
                self._found = []
            return pose
        found = trial.estimator.read(detected.anew)
        right = trial.right(pose, found)
        if right is None:
            return pose
        # If there is no doubt any more, the posture has meanwhile been taken up.
        right = right and (self._doubtful or pose is None)
        self._found.append(right)
        if right and self._found.count(True) >= trial.enough:
            self._estimator, trial.estimator = trial.estimator, self._estimator
            self._begin(self._doubt.postures)
            return found
        self._end_trial()
        left = len(TURNS_DEG) - len(self._found)
        if not left or self._found.count(True) + left < trial.enough:
            self._not_helped()
        return pose

    def close(self) -> None:
        self._end_trial()
        self._estimator.close()

    def _not_helped(self) -> None:
        self._doubt.not_helped()
        self._doubtful = False
        self._found = []

    def _begin(self, postures: Postures) -> None:
        self._doubt, self._doubtful = PostureDoubt(postures), False
        self._found = []
        self._end_trial()

    def _end_trial(self) -> None:
        if self._trial is not None:
            self._trial.estimator.close()
            self._trial = None


def open_estimator(
    options: EstimatorOptions, postures: Callable[[], Postures] | None = None
) -> StepwiseEstimator:
    """MediaPipe, looking anew for who is in none of the postures that `options` names, or `postures` does.

    Raises:
        ModelError: as for `MediaPipeEstimator`.
    """
    if postures is None and not options.postures:
        return MediaPipeEstimator(options)
    return RedetectingEstimator(
        lambda turn_deg: MediaPipeEstimator(options, turn_deg), postures or (lambda: options.postures)
    )


def _upside_down(pose: Pose) -> bool:
    shoulders, hips = trunk_ends(pose.world_m.tolist())
    return shoulders[1] - hips[1] > UPSIDE_DOWN * distance(shoulders, hips)


def _same_place(one: Pose | None, other: Pose) -> bool:
    """Whether both skeletons lie over one another, as two of one person do, however they are turned."""
    return one is None or (_holds(one.image_px, other.image_px) and _holds(other.image_px, one.image_px))


def _holds(outer: FloatArray, inner: FloatArray) -> bool:
    """Whether the middle of the points `inner`, shape (n, 2), lies in the box around `outer`."""
    middle = inner.mean(axis=0)
    return bool(np.all(outer.min(axis=0) <= middle) and np.all(middle <= outer.max(axis=0)))
