"""The samples, and the demo without a screen: full speed, one picture of the best moment, the session."""

from pathlib import Path

import cv2

from posecoach.app.offline.analyze import analyze_video
from posecoach.app.offline.outputs import ProgressBar
from posecoach.app.pipeline import Step
from posecoach.coaching.events import RepCounted
from posecoach.coaching.state import CoachState
from posecoach.display.large_screen import LargeScreen
from posecoach.display.shapes import Image
from posecoach.display.window import DEFAULT_SIZE_PX
from posecoach.errors import VideoError
from posecoach.exercises.definition import Exercise
from posecoach.files import whole_file
from posecoach.kinematics.landmarks import Pose
from posecoach.language import Language, localise
from posecoach.pose.model import AUTO, FULL
from posecoach.session.record import Session
from posecoach.video import Frame, open_source

DEMO_CLIP = "hip_flexion_clean.mp4"
DEMO_EXERCISE = "hip-flexion"
DEMO_REPS = 10
"""The clip that is part of every installation, what it shows, and how many reps."""

_PACKAGE = Path(__file__).resolve().parents[2]


def sample(name: str = DEMO_CLIP) -> Path:
    """The sample clip `name`.

    Raises:
        VideoError: this installation does not have it.
    """
    for folder in (_PACKAGE / "samples", _PACKAGE.parent / "samples"):
        if (folder / name).is_file():
            return folder / name
    raise VideoError.of("analyze.no_sample", "model.install", name=name)


PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
"""How the name of the picture may end; OpenCV writes what it says."""

BEST = 0.7
"""How far through its reps the clip is in the picture: well into the set, the ring partly filled."""


def run_demo(clip: Path, exercise: Exercise, picture: Path, model: str, language: Language) -> Session:
    """Coach `clip` and write to `picture` what the screen would have shown in the middle of the set.

    Raises:
        PoseCoachError: the clip, the model or the picture's place cannot be used.
    """
    stills: list[tuple[Image, Pose | None, CoachState]] = []
    model = FULL if model == AUTO else model  # it is to be quick; the sample is easy to see
    with open_source(clip) as source:
        frames = source.info.frames
    with ProgressBar(clip.name, frames, model) as progress:

        def watch(frame: Frame | None, pose: Pose | None, step: Step) -> None:
            counted = any(isinstance(event, RepCounted) for event in step.events)
            if frame is not None and (counted or not stills):
                stills.append((frame.image, pose, step.state))
            progress.advance(frame, pose, step)

        session = analyze_video(clip, exercise, model=model, watch=watch).session
    still = stills[min(len(stills) - 1, round(BEST * len(stills)))]
    shown = localise(exercise, language)
    screen = LargeScreen(shown, DEFAULT_SIZE_PX, mirrored=False, privacy=False, texts=language.say)
    _, data = cv2.imencode(picture.suffix, screen.draw(*still))
    with whole_file(picture) as part:
        part.write_bytes(data.tobytes())
    return session
