"""The clip that `analyze --video` writes."""

import numpy as np

from posecoach import sentences
from posecoach.app.offline.outputs import CLIP_SIZE_PX, annotator
from posecoach.app.pipeline import Pipeline
from posecoach.display.screen import Screen
from posecoach.display.shapes import Image
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.language import load_language, localise
from posecoach.sentences import Texts
from posecoach.video import Frame

EXERCISE = find_exercise("hip-flexion")


class Pictures:
    """A clip writer that keeps what it gets."""

    def __init__(self) -> None:
        self.images: list[Image] = []

    def write(self, image: Image, t_s: float) -> None:
        self.images.append(image.copy())


def test_the_clip_speaks_the_language_in_use() -> None:
    german = load_language("de")
    sentences.use(german)
    frame = Frame(np.full((480, 640, 3), 90, np.uint8), 0.0, 0)
    step = Pipeline(EXERCISE).step(0.0, None)
    writer = Pictures()
    annotator(EXERCISE, writer)(frame, None, step)  # type: ignore[arg-type]

    def screen(exercise: Exercise, texts: Texts) -> Image:
        shown = Screen(exercise, CLIP_SIZE_PX, mirrored=False, privacy=False, texts=texts)
        return shown.draw(frame.image, None, step.state)

    assert np.array_equal(writer.images[0], screen(localise(EXERCISE, german), german.say))
    assert not np.array_equal(writer.images[0], screen(EXERCISE, load_language("en").say))
