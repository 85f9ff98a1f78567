"""What a live run can be asked for, which devices it uses, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from posecoach.app.live.ui_loop import LoopTimes
from posecoach.app.start.settings import Settings
from posecoach.audio.engine import VoiceSettings
from posecoach.audio.voice import Voice
from posecoach.coaching.hip_range.result import HipRange
from posecoach.display.window import WindowLike
from posecoach.language import ENGLISH, Language
from posecoach.pose.estimator import PoseEstimator
from posecoach.session.measurement import TestCourse
from posecoach.session.record import PartOf, Session
from posecoach.video.frame import FrameSource, SourceInfo


@dataclass(frozen=True, slots=True)
class RunOptions(Settings):
    """The settings as they hold for one live run, and what is asked for in that run alone.

    Attributes:
        language: here always that of the run.
        camera_again: the camera was not named this time but is the one used last.
        keep_landmarks: store the landmarks with the session.
        record_video: write the camera's own pictures there; `clip` the annotated screen; `shots` a folder for
            a picture of each state.
        window: open one where there is a screen.
        hand: a raised hand pauses the run.
        pain_before: what the person answered, once it was asked.
        turn_deg: turn the pictures clockwise.
        folder: where sessions are stored, None for the usual place; `kept` whether they stay there, which
            those of the demo do not.
        stay_s: how long the last page stays when nobody chooses; 0 for no such page.
        title: what the run is called, if it is of several exercises; "" for nothing.
        routine: what its sessions have in common, once it has begun.
    """

    language: str = ENGLISH
    camera_again: bool = False
    keep_landmarks: bool = True
    record_video: Path | None = None
    clip: Path | None = None
    shots: Path | None = None
    window: bool = True
    hand: bool = True
    pain_before: int | None = None
    turn_deg: int = 0
    folder: Path | None = None
    kept: bool = True
    stay_s: float = 0.0
    title: str = ""
    routine: PartOf | None = None

    def voice_in(self, language: Language) -> VoiceSettings:
        """How the voice sounds that speaks `language`."""
        return VoiceSettings(self.voice, self.rate_wpm, language.voice, self.mute)


class Wish(Enum):
    """What the person wants after a run."""

    NONE = "nothing more"
    AGAIN = "the same again"
    HOME = "the start screen"


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of a run.

    Attributes:
        sessions: what was recorded.
        numbers: the sessions' numbers in the store, 0 for one that is not there.
        lost: a sentence for each session that could not be stored.
        uncounted: sessions without a rep, which are not stored.
        times: what the loop measured.
        left: the person left before the end.
        wish: what the person wants next.
        faults: a sentence for each clip or picture that could not be written.
        ranges: the results of tests of the hip's range.
        source, model: the camera or file, and the pose model last used.
        source_ended: the pictures ended before the plan was done.
    """

    sessions: tuple[Session, ...] = ()
    numbers: tuple[int, ...] = ()
    lost: tuple[str, ...] = ()
    uncounted: tuple[Session, ...] = ()
    times: LoopTimes = field(default_factory=LoopTimes)
    left: bool = False
    wish: Wish = Wish.NONE
    faults: tuple[str, ...] = ()
    ranges: tuple[tuple[HipRange, TestCourse], ...] = ()
    source: SourceInfo | None = None
    model: str = ""
    source_ended: bool = False


@dataclass
class Devices:
    """The devices of a run; tests bring their own, None means the real one."""

    source: FrameSource | None = None
    estimator: Callable[[], PoseEstimator] | None = None
    voice: Voice | None = None
    window: WindowLike | None = None
