"""A UI frame: what to show at one time of a run, handed from the coaching thread to the UI loop."""

from dataclasses import dataclass

from posecoach.app.live.stopping import StopQuestion
from posecoach.coaching.events import NAN
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.video.frame import Frame


@dataclass(frozen=True, slots=True)
class UiFrame:
    """What to show at one time.

    Attributes:
        number: rises by one from frame to frame.
        frame, pose: the newest picture and who is in it; None while there is none.
        state: the coach's, as it is to be shown.
        note: what whoever prescribed the exercise wrote to it, while it is to be read; "" for none.
        message: a sentence about the machine, "" for none; `next_up` what comes after the rest.
        upcoming: in a break the exercise that follows, and its side ("" while unknown); else None.
        question: why the set was stopped, while that is asked.
        slow_fps: the rate at which pictures arrive, or are looked at, when that is too low, else NaN.
        paused: the person paused the run.
        over: everything is done.
        pose_s: how long the pose took.
    """

    number: int
    frame: Frame | None
    pose: Pose | None
    state: CoachState
    exercise: Exercise
    message: str = ""
    next_up: str = ""
    upcoming: tuple[Exercise, str] | None = None
    note: str = ""
    question: StopQuestion | None = None
    slow_fps: float = NAN
    paused: bool = False
    over: bool = False
    pose_s: float = NAN
