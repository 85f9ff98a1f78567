"""Why somebody is not counted: one reason at a time, for whoever moves regularly and hears no number."""

import math
from dataclasses import dataclass

from posecoach.coaching.events import Event, Phase, WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.position.activity import LEAST_OF_RANGE
from posecoach.coaching.position.gate import Fault, allowed_postures
from posecoach.coaching.position.viewpoint import MOST_END_ON_DEG
from posecoach.coaching.signals import UNSIDED
from posecoach.coaching.state import Hint
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.filters import Held, Lasting, LowPass
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.posture import Posture

SURE = 0.8
BELIEF_TAU_S = 3.0
"""A posture is named from this probability on, averaged over about this time."""

POSTURE_S = 6.0
"""Somebody who keeps a wrong posture for this long is told so even without moving: nobody takes that long to
lie down. Somebody standing may be about to lie down, and is told only if they move regularly."""

LEGS_FAULTS = (Fault.BOTH_LEGS, Fault.CROSSED_LEGS)
LEGS_FAULT_S = 4.0
"""Somebody who draws up both knees, or lays a foot on the other knee, for this long is told so; on the way
into position it takes a moment."""

UNCOUNTED_S = 10.0
SLOW_UNCOUNTED_S = 14.0
"""Somebody who moves regularly and has not heard a number for the shorter time is told why; somebody who is
in position and moves without any regularity, after the longer one."""

REGULAR_S, IN_POSITION_REGULAR_S = 2.0, 4.0
"""Regular movement must be seen for this long, on top of the seconds over which it is judged: longer in
position, where the counter may be about to announce the first reps together."""

CONFIRM_S, MENDED_S, CHANGED_S = 1.0, 4.0, 5.0
"""A reason becomes the hint, or replaces another, after `CONFIRM_S`, and is over `MENDED_S` after it was last
seen. That the side was changed is shown for `CHANGED_S`."""

DOUBTFUL_LIMBS, EXCHANGED = 0.08, 0.06
"""Share of knees and ankles not believed, or of frames with left and right exchanged, from which the legs
cannot be told apart."""

OFTEN_END_ON = 0.4
"""Share of the time that a lying person's trunk points at the camera, from which that is named first: less
than half, because the model takes somebody seen from the feet for sitting now and then."""

FAR = 0.27
"""Share of the frame's longer side under which a body is small in it."""

SMALL = 0.67
"""Share of the least pull under which movement is too small, see `CountRule.min_range`."""

LIMB_TAU_S = 8.0
"""The shares above are taken over about this time."""

LIMBS = (L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE)

IN_POSITION_CAUSES = ("legs", "far", "small", "unclear")
CAUSES = ("view", "stance", "requirement", "both-legs", "crossed-legs", *IN_POSITION_CAUSES)
"""Topics of `WarningKind.NOT_COUNTED`, see `cause`."""

WAITING = (Phase.POSITION, Phase.HOLD, Phase.COUNTING, Phase.PAUSED)
"""Phases in which somebody may think that they are counted."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known at one moment about somebody who may not be counted.

    Attributes:
        phase: where in the set; `counted_s` when the last rep was counted, or when counting could begin.
        view_told: whether the view's own warning already says what to do.
        fault: why the person is not in position, `Fault.NONE` in position; `unmet` as in `PositionGate`.
        side, wrong, changed_s: as in `SideChooser`.
        moving, alternating: whether anything moves regularly, and whether the legs do so in turn.
        size: how far the counted signal moved in the last seconds, in its unit; NaN where not seen.
    """

    phase: Phase
    counted_s: float
    fault: Fault
    view_told: bool = False
    unmet: str = ""
    side: str = "both"
    wrong: str = ""
    changed_s: float = -math.inf
    moving: bool = False
    alternating: bool = False
    size: float = math.nan


class HintTracker:
    """Follows the one hint there is to give; `hint` is None while there is none."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._doubtful = LowPass(LIMB_TAU_S)
        self._exchanged = LowPass(LIMB_TAU_S)
        self._end_on = LowPass(LIMB_TAU_S)
        self._beliefs = {posture: LowPass(BELIEF_TAU_S) for posture in Posture}
        self._elsewhere, self._moving, self._in_position, self._legs_fault = Held(), Held(), Held(), Held()
        self._wanted: Lasting[Hint | None] = Lasting(None)
        self._last: tuple[Body, Situation] | None = None
        self._told = False
        self._seen_s = 0.0
        self._started_s = 0.0
        self.hint: Hint | None = None

    def update(self, body: Body, now: Situation) -> list[Event]:
        """Take the next moment; the warnings that begin and end."""
        if body.plausible:
            share = sum(not body.plausible[joint] for joint in LIMBS) / len(LIMBS)
            self._doubtful.update(body.t_s, share)
            self._exchanged.update(body.t_s, float(body.legs_exchanged))
            self._end_on.update(body.t_s, float(body.view.end_on_deg > MOST_END_ON_DEG))
        likely = dict(body.posture.probabilities) if body.seen else {}
        without = 0.0 if body.seen else math.nan
        for posture, belief in self._beliefs.items():
            belief.update(body.t_s, likely.get(posture, without))
        self._moving.held_s(now.moving and body.seen, body.t_s)
        self._legs_fault.held_s(now.fault in LEGS_FAULTS, body.t_s)
        self._in_position.held_s(now.phase in (Phase.HOLD, Phase.COUNTING), body.t_s)
        if body.seen and now.phase in WAITING:
            self._last = (body, now)
        self._told |= now.view_told
        return self._follow(body.t_s, self._reason(body, now) if body.seen else None)

    def finish(self, t_s: float, counted: bool) -> list[Event]:
        """The source has ended: so does the hint. Where nothing was `counted` or told, the last reason is."""
        events: list[Event] = []
        if not counted and not self._told and self._last is not None:
            body, now = self._last
            hint = (
                self._wrong_posture(t_s, body.view.end_on_deg, True) if now.fault is Fault.POSTURE else None
            )
            events += self._begin(t_s, hint or self._cause(body, now))
        return events + self._end(t_s)

    def _reason(self, body: Body, now: Situation) -> Hint | None:
        if body.t_s - now.changed_s < CHANGED_S:
            return Hint(WarningKind.WRONG_SIDE, "changed", now.side)
        if now.phase not in WAITING or now.view_told or now.fault is Fault.VIEW:
            return None
        if now.alternating and now.side in ("left", "right") and self._exercise.count.leg != "front":
            return Hint(WarningKind.WRONG_SIDE, "alternating", now.side)
        if now.wrong:
            return Hint(WarningKind.WRONG_SIDE, now.wrong, now.side)
        if now.fault is Fault.POSTURE:
            return self._wrong_posture(body.t_s, body.view.end_on_deg, now.moving)
        if body.t_s - self._legs_fault.since_s >= LEGS_FAULT_S:
            return Hint(WarningKind.NOT_COUNTED, now.fault.value)
        return self._uncounted(body, now)

    def _wrong_posture(self, t_s: float, end_on_deg: float, moving: bool) -> Hint | None:
        """Another posture than those of the exercise; seen from the feet or the head, it is a guess."""
        allowed = allowed_postures(self._exercise)
        others = {one: belief.value for one, belief in self._beliefs.items() if one not in allowed}
        unknown = others.pop(Posture.UNKNOWN)
        elsewhere_s = self._elsewhere.held_s(sum(others.values()) > SURE - unknown, t_s)
        if math.isnan(elsewhere_s):
            return None
        best = max(others, key=lambda one: others[one])
        patient_s = math.inf if best in (Posture.STANDING, Posture.SPLIT) else POSTURE_S
        if not moving and elsewhere_s < patient_s:
            return None
        if self._exercise.position == "lying" and end_on_deg > MOST_END_ON_DEG:
            return Hint(WarningKind.NOT_COUNTED, "view")
        return Hint(WarningKind.POSITION, best.value, allowed[0].value)

    def _uncounted(self, body: Body, now: Situation) -> Hint | None:
        if body.t_s - now.counted_s < UNCOUNTED_S:
            return None
        hint = self.hint
        if hint is not None and hint.topic in IN_POSITION_CAUSES and now.fault is Fault.NONE:
            return hint  # the first guess stays until something is counted
        settled = now.fault is Fault.NONE
        regular = body.t_s - self._moving.since_s >= (IN_POSITION_REGULAR_S if settled else REGULAR_S)
        waited_s = body.t_s - max(now.counted_s, self._in_position.since_s)
        small = LEAST_OF_RANGE * self._exercise.count.min_range
        if not regular and not (settled and waited_s >= SLOW_UNCOUNTED_S and now.size >= small):
            return None
        return self._cause(body, now)

    def _cause(self, body: Body, now: Situation) -> Hint:
        if self._exercise.position == "lying" and self._end_on.value >= OFTEN_END_ON:
            return Hint(WarningKind.NOT_COUNTED, "view")  # whatever else is seen from there is a guess
        mixed = self._doubtful.value >= DOUBTFUL_LIMBS or self._exchanged.value >= EXCHANGED
        legs = mixed and self._exercise.count.signal not in UNSIDED
        topic = cause(now, legs, body.view.body_fraction, self._exercise.count.min_range)
        return Hint(WarningKind.NOT_COUNTED, topic, now.unmet if topic == "requirement" else "")

    def _follow(self, t_s: float, wanted: Hint | None) -> list[Event]:
        wanted_s = self._wanted.lasted_s(wanted, t_s)
        if wanted is not None and wanted == self.hint:
            self._seen_s = t_s
            return []
        if wanted is None or (wanted.topic != "changed" and wanted_s < CONFIRM_S):
            return self._end(t_s) if t_s - self._seen_s >= MENDED_S else []
        return self._end(t_s) + self._begin(t_s, wanted)

    def _begin(self, t_s: float, hint: Hint) -> list[Event]:
        self.hint, self._seen_s, self._started_s, self._told = hint, t_s, t_s, True
        return [WarningStarted(t_s, hint.kind, hint.topic, wanted=hint.wanted)]

    def _end(self, t_s: float) -> list[Event]:
        hint, self.hint = self.hint, None
        return [WarningEnded(t_s, hint.kind, self._started_s)] if hint else []


def cause(now: Situation, legs_mixed: bool, body_fraction: float, min_range: float) -> str:
    """The likeliest of `CAUSES` why movement is not counted.

    Args:
        legs_mixed: whether knees and ankles were often not believed, or left and right exchanged, of late.
        body_fraction: extent of the body over the longer side of the frame, 0..1.
        min_range: the least pull of the exercise, in the unit of `now.size`.
    """
    if now.fault in (Fault.STANCE, Fault.REQUIREMENT, *LEGS_FAULTS):
        return str(now.fault.value)
    if legs_mixed:
        return "legs"
    if body_fraction < FAR:
        return "far"
    return "small" if now.size < SMALL * min_range else "unclear"
