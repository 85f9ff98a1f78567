"""Decides whether the person is in the position of the exercise; outside it nothing is counted."""

import math
from enum import Enum
from functools import cache

from posecoach.coaching.position.both_legs import BothLegs
from posecoach.coaching.position.crossed_legs import CrossedLegs
from posecoach.coaching.position.viewpoint import unreadable
from posecoach.coaching.signals import measure
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import LOST_S, Body
from posecoach.kinematics.filters import Lasting
from posecoach.kinematics.posture import ENTER_PROBABILITY, STAY_PROBABILITY, Posture

POSTURES = {
    "lying": (Posture.ON_BACK, Posture.ON_SIDE, Posture.FACE_DOWN),
    "sitting": (Posture.SITTING, Posture.LEANING_BACK),
    "standing": (Posture.STANDING, Posture.SPLIT, Posture.KNEELING),
}
"""The postures that a file's `position` allows, where it does not name them itself."""

SPLIT_POSTURES = (Posture.SPLIT, Posture.KNEELING, Posture.UNKNOWN)
"""What a split stance is, or half-kneeling may look like with one leg hidden."""

LYING_DEG = 55.0
"""Trunk inclination above which somebody lies; also met by a lying person seen obliquely from above."""

UPRIGHT_DEG = 72.0
"""Below which somebody sits or stands; overlaps with lying, because a sitting person may lean far forward."""

STANDING_PCT = 45.0
"""Hips above the ankles, in % of the torso: standing has about 150, a deep lunge 65, sitting 0."""

ENTER_S = 0.4
LEAVE_S = 1.0
"""The position must be taken up or left for this long before that counts; not being seen takes `LOST_S`."""

BETWEEN_REPS_S = 2.5
"""Who keeps the posture and only fails a requirement, such as a leg put down and drawn up again, is within a
rep for so long. An animated man stays below the limit for 1.0 to 1.1 s of each 4.1 s; longer is a pause. So
is who seems to draw up both legs: a hidden leg was put where the near one is for 1.8 s of a rendered set."""

STANCE_TORSO, STANCE_EASED_TORSO = 0.45, 0.3
STANCE_S, FIRST_STANCE_S = 0.8, 0.4
EXCHANGED_S = 0.3
"""Distance of the ankles, in torso lengths, that makes a split stance, and how long the same foot leads:
sooner while nobody was seen to change it, so that a set begun without a calm moment keeps its first rep. For
less than `EXCHANGED_S` the other seems ahead when the estimator exchanges the legs (0.2 s at a rep's end)."""

HOLD_EASE_DEG = 15.0
"""Once in position, its limits are eased by this much (or % of the torso), so that a rep at the edge does not
leave it."""


class Place(str, Enum):
    """Where the person is."""

    AWAY = "away"
    ELSEWHERE = "elsewhere"
    IN_POSITION = "in position"


WAIT_S = {Place.IN_POSITION: ENTER_S, Place.ELSEWHERE: LEAVE_S, Place.AWAY: LOST_S}


class Fault(str, Enum):
    """Why somebody who is seen is not in position; the values of the last four are topics of hints."""

    NONE = ""
    VIEW = "view"
    POSTURE = "posture"
    STANCE = "stance"
    REQUIREMENT = "requirement"
    BOTH_LEGS = "both-legs"
    CROSSED_LEGS = "crossed-legs"


class PositionGate:
    """Follows whether the person is in position from `since_s` on, with hysteresis in time and in angle.

    Attributes:
        place: where the person is, since `since_s`.
        fault: why the person is not in position just now; `unmet` is the requirement, as `unmet_requirement`.
    """

    def __init__(self, exercise: Exercise, since_s: float = 0.0) -> None:
        self._exercise = exercise
        self.place = Place.AWAY
        self.since_s = since_s
        self.fault = Fault.NONE
        self.unmet = ""
        self._wanted = Lasting(Place.AWAY, since_s)
        self._begun = False
        self._front = ""
        self._ahead = ""
        self._changed = False
        self._ahead_s = since_s
        self._both_legs = BothLegs(exercise)
        self._crossed_legs = CrossedLegs(exercise)

    def update(self, body: Body, leg: str, in_turn: bool = False) -> Place:
        """Where the person is now; `leg` is the one that the requirements speak of.

        `in_turn` tells that the legs are drawn up in turn: the leg comes back, however long the other takes.
        """
        self.fault = self._fault(body, leg) if body.seen else Fault.NONE
        now = Place.ELSEWHERE if self.fault is not Fault.NONE else Place.IN_POSITION
        now = now if body.seen else Place.AWAY
        wanted_s = self._wanted.lasted_s(now, body.t_s)
        wait_s = WAIT_S[now]
        if self.fault is Fault.REQUIREMENT:
            wait_s = math.inf if in_turn else BETWEEN_REPS_S
        elif self.fault is Fault.BOTH_LEGS and self.place is Place.IN_POSITION:
            wait_s = BETWEEN_REPS_S
        if not self._begun and body.seen:
            self._begun, wait_s = True, 0.0  # whoever is in position from the first is not getting into it
        if now is not self.place and wanted_s >= wait_s:
            self.place, self.since_s = now, body.t_s
        return self.place

    @property
    def leaving(self) -> bool:
        """True while the position seems to be left, before that is certain."""
        return self.place is Place.IN_POSITION and self._wanted.value is not Place.IN_POSITION

    def _fault(self, body: Body, leg: str) -> Fault:
        inside = self.place is Place.IN_POSITION
        ease = HOLD_EASE_DEG if inside else 0.0
        both, crossed = self._both_legs.update(body), self._crossed_legs.update(body)
        if unreadable(self._exercise, body):
            return Fault.VIEW
        if not in_posture(self._exercise, body, inside):
            return Fault.POSTURE
        if self._exercise.count.leg == "front" and not self._in_stance(body):
            return Fault.STANCE
        if crossed:
            return Fault.CROSSED_LEGS
        self.unmet = unmet_requirement(self._exercise, body, leg, ease, inside)
        if self.unmet:
            return Fault.REQUIREMENT
        return Fault.BOTH_LEGS if both else Fault.NONE

    def _in_stance(self, body: Body) -> bool:
        """One foot ahead of the other, and the same for a while: somebody who walks changes it every step.

        A foot seen ahead for a moment, as when the legs' labels are exchanged, does not undo that.
        """
        if body.posture.of(*SPLIT_POSTURES) < STAY_PROBABILITY:
            return False  # the feet are side by side, from whatever side they are seen
        if body.split != body.split:
            return True
        if body.front != self._ahead:
            self._changed |= self._ahead != ""
            self._ahead, self._ahead_s = body.front, body.t_s
        lasted_s = body.t_s - self._ahead_s
        if lasted_s >= (STANCE_S if self._changed else FIRST_STANCE_S):
            self._front = self._ahead
        elif body.front != self._front and lasted_s >= EXCHANGED_S:
            self._front = ""
        wide = body.split >= (STANCE_TORSO if self.place is not Place.IN_POSITION else STANCE_EASED_TORSO)
        return wide and body.front == self._front


def unmet_requirement(
    exercise: Exercise, body: Body, leg: str, ease: float = 0.0, unseen: bool = False
) -> str:
    """The first requirement that `leg` does not meet, limits eased by `ease`; "" for none.

    It is named by its signal, with "_most" behind it where that is too large. `unseen` tells whether one that
    cannot be seen is taken as met.
    """
    for need in exercise.require:
        now = measure(body, need.signal, leg)
        if now.confidence > 0 and now.value > need.at_most + ease:
            return f"{need.signal}_most"
        if not (now.value >= need.at_least - ease if now.confidence > 0 else unseen):
            return need.signal
    return ""


def allowed_postures(exercise: Exercise) -> tuple[Posture, ...]:
    """The postures the exercise is done in; none for any."""
    return _postures(exercise.postures, exercise.position)


@cache
def _postures(words: tuple[str, ...], position: str) -> tuple[Posture, ...]:
    return tuple(Posture(word) for word in words) or POSTURES.get(position, ())


def in_posture(exercise: Exercise, body: Body, inside: bool = False) -> bool:
    """Whether the body lies, sits or stands as the exercise asks; in doubt it does once it was `inside`.

    A posture that fits none of those known is judged by the trunk and the hips alone.
    """
    allowed = allowed_postures(exercise)
    if not allowed:
        return True
    likely = body.posture.of(*allowed)
    if _fits_roughly(exercise.position, body, HOLD_EASE_DEG if inside else 0.0):
        likely += body.posture.of(Posture.UNKNOWN)
    return likely >= (STAY_PROBABILITY if inside else ENTER_PROBABILITY)


def _fits_roughly(position: str, body: Body, ease_deg: float) -> bool:
    inclination = body.trunk_inclination_deg.value
    height = body.hip_height_pct.value
    if position == "lying":
        return inclination > LYING_DEG - ease_deg
    if position == "sitting":
        return inclination < UPRIGHT_DEG + ease_deg and height < STANDING_PCT + ease_deg
    if position == "standing":
        return inclination < UPRIGHT_DEG + ease_deg and height > STANDING_PCT - ease_deg
    return True
