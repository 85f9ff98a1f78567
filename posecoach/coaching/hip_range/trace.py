"""What is kept of every picture of a test: the angles of both hips and the lower-back measures, as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import NAN
from posecoach.coaching.hip_range.protocol import CHEST_OVER_TRUNK, Movement, Protocol
from posecoach.kinematics.body import Body, Measure

Array = NDArray[np.float64]

SIDES = ("left", "right")
OTHER = {"left": "right", "right": "left"}

FIRST_BACK = 8
"""Columns of a row before the lower-back measures."""

BELIEVED = 0.3
"""A measure of less confidence than this is taken as not seen."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The course of one test.

    Attributes:
        t_s: times, shape (n,), rising.
        angle_deg: the tested angle, + toward the end of range, by side ("left", "right"), each shape (n,);
            NaN where it was not seen. Where sides are not told apart both are the same.
        course_deg: what tells how far the movement has come, by side, each shape (n,): the tested angle
            itself, in the split stance the front knee's bend, of which the rear hip shows a third.
        trunk_deg: inclination of the trunk, shape (n,).
        turned_deg: how far the trunk has turned forward, as its pixels show it, shape (n,). It has no zero,
            and drifts over longer than a movement. NaN where it is not seen.
        back: lower-back measures by name, each shape (n,), NaN where not seen.
        yaw_deg: how far the camera stands off square to the person's side, shape (n,).
    """

    t_s: Array
    angle_deg: Mapping[str, Array]
    course_deg: Mapping[str, Array]
    trunk_deg: Array
    turned_deg: Array
    back: Mapping[str, Array] = field(default_factory=dict)
    yaw_deg: Array = field(default_factory=lambda: np.empty(0))

    @property
    def seen(self) -> float:
        """The share of the pictures in which somebody was found."""
        return float(np.isfinite(self.trunk_deg).mean()) if len(self.t_s) else 0.0


class TraceBuilder:
    """Collects bodies; `build` may be called at any time."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._names = [cue.measure for cue in protocol.cues]
        self._rows: list[list[float]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, body: Body) -> None:
        """Take the body of the next picture."""
        angles = self._angles(body)
        course = angles
        if self._protocol.movement is Movement.EXTENSION:
            # Of the rear leg: in a lunge both knees bend, and the hip of the front one flexes far.
            rear = [body.front == OTHER[side] for side in SIDES]
            course = [_believed(body.knee_flexion_deg.of(OTHER[side])) for side in SIDES]
            angles, course = (
                [v if r else NAN for v, r in zip(row, rear, strict=True)] for row in (angles, course)
            )
        trunk = _believed(body.trunk_inclination_deg)
        turned = _believed(body.pixels.trunk_deg)
        shown = {**body.back, CHEST_OVER_TRUNK: _chest_over_trunk(body)}
        back = [_believed(shown.get(name, Measure())) for name in self._names]
        self._rows.append([body.t_s, *angles, *course, trunk, turned, body.view.yaw_deg, *back])

    def newest(self, side: str) -> float:
        """The tested angle in the newest picture; NaN where it is not seen."""
        return self._rows[-1][2 if side == "right" else 1] if self._rows else NAN

    def build(self) -> Trace:
        """What was collected so far."""
        table = np.array(self._rows, dtype=np.float64).reshape(-1, FIRST_BACK + len(self._names))
        return Trace(
            table[:, 0],
            {"left": table[:, 1], "right": table[:, 2]},
            {"left": table[:, 3], "right": table[:, 4]},
            table[:, 5],
            table[:, 6],
            {name: table[:, FIRST_BACK + at] for at, name in enumerate(self._names)},
            table[:, 7],
        )

    def _angles(self, body: Body) -> list[float]:
        movement = self._protocol.movement
        if movement is Movement.LEAN:
            value = _believed(body.trunk_inclination_deg)
            return [value, value]
        both = body.shin_out_deg if movement is Movement.INTERNAL_ROTATION else body.hip_flexion_deg
        return [self._protocol.sign * _believed(both.of(side)) for side in SIDES]


def _chest_over_trunk(body: Body) -> Measure:
    """Turn of the chest beyond that of the whole trunk, degrees: + as the lower back rounds."""
    chest, trunk = body.pixels.lean_deg, body.pixels.trunk_deg
    return Measure(chest.value - trunk.value, min(chest.confidence, trunk.confidence))


def _believed(measure: Measure) -> float:
    return measure.value if measure.confidence >= BELIEVED else NAN
