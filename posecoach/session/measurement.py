"""A measurement of the hip's range as a record: what each test gave, and the course it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.result import HipRange, Reason
from posecoach.coaching.hip_range.trace import Array, Trace
from posecoach.session.record import Source

TEST_PREFIX = "range-"
"""Of the exercise under which a test is recorded while it runs; it is no session, and none is left of it."""

MOST_HZ = 12.0
"""Rate at which the course of a test is kept: slow movements hold nothing faster."""


@dataclass(frozen=True, slots=True)
class TestCourse:
    """The angle during one test, degrees, shape (n,) each; seconds since the test began."""

    __test__ = False  # no test case, whatever pytest thinks of its name

    movement: Movement
    side: str
    t_s: Array
    left_deg: Array
    right_deg: Array


@dataclass(frozen=True, slots=True)
class Measurement:
    """Everything kept of one measurement.

    Attributes:
        hips: one entry for each movement and side that was asked for, also where nothing could be seen.
        courses: of the tests that were done.
        uid: names it on every computer once it is stored.
        age, sex: as the person gave them for the norms; None and "" where not.
    """

    hips: tuple[HipRange, ...]
    source: Source = Source()
    courses: tuple[TestCourse, ...] = field(default=(), compare=False)
    taken_at: datetime | None = None
    program: str = ""
    uid: str = ""
    age: int | None = None
    sex: str = ""

    def of(self, movement: Movement, side: str) -> HipRange:
        """What is known of this hip in this movement; `NOT_DONE` where it was not tested."""
        for hip in self.hips:
            if (hip.movement, hip.side) == (movement, side):
                return hip
        return _not_done(movement, side)


def wanted(movements: Sequence[Movement]) -> list[tuple[Movement, str]]:
    """Each movement with the sides it is tested on, in order."""
    return [
        (movement, side)
        for movement in movements
        for side in (("left", "right") if PROTOCOLS[movement].sided else ("both",))
    ]


def collected(found: Sequence[HipRange], movements: Sequence[Movement]) -> tuple[HipRange, ...]:
    """One entry for each hip that was to be measured: the best of what was found of it.

    Who does the other side than was asked for has that one measured, so a side may come twice, or not at all.
    """
    entries = []
    for movement, side in wanted(movements):
        own = [hip for hip in found if (hip.movement, hip.side) == (movement, side)]
        entries.append(max(own, key=_worth, default=_not_done(movement, side)))
    return tuple(entries)


def course_of(trace: Trace, movement: Movement, side: str) -> TestCourse:
    """The course of a test, thinned to `MOST_HZ`."""
    count = len(trace.t_s)
    step = 1
    if count > 1:
        step = max(1, int(1.0 / MOST_HZ / max(float(np.median(np.diff(trace.t_s))), 1e-3)))
    begun = float(trace.t_s[0]) if count else 0.0
    kept = slice(None, None, step)
    left, right = trace.angle_deg["left"][kept], trace.angle_deg["right"][kept]
    return TestCourse(movement, side, trace.t_s[kept] - begun, left, right)


def _not_done(movement: Movement, side: str) -> HipRange:
    return HipRange(movement, side, None, None, Reason.NOT_DONE, Reason.NOT_DONE)


def _worth(hip: HipRange) -> tuple[bool, bool, int]:
    return hip.largest is not None, hip.onset is not None, sum(trial.good for trial in hip.trials)
