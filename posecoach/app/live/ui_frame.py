"""Between the coaching thread and the UI loop: what to show one way, what is asked for the other way."""

from dataclasses import dataclass
from enum import Enum

from posecoach.coaching.events import NAN, StopReason
from posecoach.coaching.state import CoachState
from posecoach.display.actions import Key
from posecoach.display.stage import Notices
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
        notices: what the program has to say beside the coach.
        paused: the person paused the run.
        over: everything is done.
        pose_s: how long the pose took.
    """

    number: int
    frame: Frame | None
    pose: Pose | None
    state: CoachState
    exercise: Exercise
    notices: Notices = Notices()
    paused: bool = False
    over: bool = False
    pose_s: float = NAN


class Command(Enum):
    """Something the person asks for."""

    PAUSE = "pause, or go on"
    NEXT = "end this set, or this rest"
    RESTART = "begin this set again"
    STOP = "this is too much: end the set, and say why"
    MUTE = "sound off, or on"
    FULL_SCREEN = "full screen, or a window"
    DETAILS = "gauges and angles, or the large layout"
    HELP = "show how it is done and the keys, or hide them"
    QUIT = "save and leave"


COMMANDS: dict[Key, Command | StopReason] = {
    Key.SPACE: Command.PAUSE,
    Key.NEXT: Command.NEXT,
    Key.RESTART: Command.RESTART,
    Key.STOP: Command.STOP,
    Key.DIGIT_1: StopReason.PAIN,
    Key.DIGIT_2: StopReason.TIRED,
    Key.DIGIT_3: StopReason.OTHER,
    Key.MUTE: Command.MUTE,
    Key.FULL_SCREEN: Command.FULL_SCREEN,
    Key.DETAILS: Command.DETAILS,
    Key.HELP: Command.HELP,
    Key.QUIT: Command.QUIT,
    Key.ESCAPE: Command.QUIT,
}
"""What each key asks for, or answers to why a set was stopped."""


def command_of(key: Key, help_open: bool = False) -> Command | StopReason | None:
    """What `key` asks for or answers; with the help open, Escape closes it instead of leaving."""
    if help_open and key is Key.ESCAPE:
        return Command.HELP
    return COMMANDS.get(key)
