"""Judges whether the lower back moved: a first version without measures, replaced in the next commit."""

from dataclasses import dataclass

from posecoach.coaching.events import Event, HipShare, LowerBackReading, Rep
from posecoach.coaching.state import BackState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lower back did in one rep."""

    reading: LowerBackReading | None = None
    moved: bool = False
    share: HipShare = HipShare()
    events: tuple[Event, ...] = ()


class LowerBackMonitor:
    def __init__(self, exercise: Exercise) -> None:
        self.state = BackState()

    def update(self, body: Body, leg: str, position: float, rep: Rep | None) -> list[Event]:
        return []

    def judge(self, rep: Rep) -> Verdict:
        return Verdict()

    def finish(self, t_s: float) -> list[Event]:
        return []
