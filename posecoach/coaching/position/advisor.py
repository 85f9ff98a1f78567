"""While nothing is counted: which side moves, and which hint to give."""

import math
from collections import deque

from posecoach.coaching.events import Event, Phase
from posecoach.coaching.position.activity import MovementWatch
from posecoach.coaching.position.gate import (
    HOLD_EASE_DEG,
    Fault,
    Place,
    PositionGate,
    in_posture,
    unmet_requirement,
)
from posecoach.coaching.position.hints import HintTracker, Situation
from posecoach.coaching.position.side import SideChooser
from posecoach.coaching.signals import OTHER, UNSIDED, counted_leg
from posecoach.coaching.state import Hint
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body

RECENT_S = 40.0
"""Bodies are kept for this long, to count the reps done with the other leg before the side was changed. If
that leg was laid down in between, as to pick up a phone, the change comes 24 s after the first rep."""

TURNS = 2
"""The legs are drawn up in turn from so many changes within `LEAST_S` on, and then as long as there is one:
getting into position has one."""


class Advisor:
    """Follows a body beside the counter. Call `side_changed`, then `update`, once a frame.

    Attributes:
        recent: the bodies of the last `RECENT_S`.
        alternating: whether the legs are drawn up in turn; no side then takes the other's place.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._movement = MovementWatch(exercise)
        self._hints = HintTracker(exercise)
        self.recent: deque[Body] = deque()
        self.alternating = False

    @property
    def hint(self) -> Hint | None:
        """Why nothing is counted, None while there is nothing to say."""
        return self._hints.hint

    def side_changed(self, body: Body, sides: SideChooser, gate: PositionGate) -> bool:
        """Take the next body; whether `sides` has just been changed to the side that is done."""
        self.recent.append(body)
        while self.recent[0].t_s < body.t_s - RECENT_S:
            self.recent.popleft()
        self._movement.update(body)
        other = counted_leg(self._exercise.count, OTHER[sides.side], body)
        met = not unmet_requirement(self._exercise, body, other, HOLD_EASE_DEG, unseen=True)
        told = self.hint is not None and self.hint.topic == "alternating"
        self.alternating = self._movement.turns >= (1 if told else TURNS)
        moving = self._movement.regular(self._exercise.count.signal, other)
        another = self.alternating or gate.fault is Fault.CROSSED_LEGS
        return sides.watch(body, met and not another and in_posture(self._exercise, body), moving)

    def update(
        self,
        body: Body,
        sides: SideChooser,
        gate: PositionGate,
        phase: Phase,
        counted_s: float,
        view_told: bool,
    ) -> list[Event]:
        """The warnings that begin and end.

        Args:
            counted_s: when the last rep was seen.
            view_told: whether a warning of the view stands, which says what to do.
        """
        rule = self._exercise.count
        leg = "both" if rule.signal in UNSIDED else counted_leg(rule, sides.side, body)
        counted = self._movement.of(rule.signal, leg)
        now = Situation(
            phase=phase,
            counted_s=counted_s,
            fault=Fault.NONE if gate.place is Place.IN_POSITION else gate.fault,
            view_told=view_told,
            unmet=gate.unmet,
            side=sides.side,
            wrong=sides.wrong,
            changed_s=sides.changed_s,
            moving=self._movement.moving,
            alternating=self.alternating,
            size=counted.size if counted else math.nan,
        )
        return self._hints.update(body, now)

    def finish(self, t_s: float, counted: bool) -> list[Event]:
        """The source has ended; `counted` tells whether any rep was."""
        return self._hints.finish(t_s, counted)
