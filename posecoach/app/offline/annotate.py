"""The annotated clip: the live screen with its gauges and angles, written to a file."""

from posecoach.app.pipeline import Step
from posecoach.display.screen import Screen
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import load_language
from posecoach.video import ClipWriter, Frame

CLIP_SIZE_PX = (1280, 720)


class Annotator:
    """Draws the live screen for each frame and hands it to a writer."""

    def __init__(self, exercise: Exercise, writer: ClipWriter) -> None:
        self._screen = Screen(
            exercise, CLIP_SIZE_PX, mirrored=False, privacy=False, texts=load_language().say
        )
        self._writer = writer

    def watch(self, frame: Frame | None, pose: Pose | None, step: Step) -> None:
        """Write the picture of this frame."""
        if frame is not None:
            picture = self._screen.draw(frame.image, pose, step.state)
            self._writer.write(picture, frame.t_s)
