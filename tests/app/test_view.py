"""What of a note reaches the screen."""

import numpy as np
import pytest

from posecoach.app.live.ui_frame import UiFrame
from posecoach.app.live.view import View
from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display.stage import Notices
from posecoach.exercises.catalogue import find_exercise
from posecoach.language import load_language

EXERCISE = find_exercise("hip-flexion")
SAY = load_language("de").say


class Kept:
    """A window of which the last picture is kept."""

    size_px = (1280, 720)
    picture = np.zeros(0, np.uint8)

    def show(self, image: np.ndarray) -> None:
        self.picture = image.copy()


def shown(note: str) -> np.ndarray:
    window = Kept()
    state = CoachState(0.0, Phase.POSITION, EXERCISE.id, "left", target=EXERCISE.reps)
    View(SAY, window=window).show(UiFrame(1, None, None, state, EXERCISE, Notices(note=note)))  # type: ignore[arg-type]
    return window.picture


@pytest.mark.parametrize("note", ["שמרו על הגב", "घुटने को छाती तक"])
def test_a_note_in_letters_that_cannot_be_drawn_is_told_of_instead(note: str) -> None:
    there = shown(note)
    assert np.array_equal(there, shown(SAY("screen.note_undrawn")))
    assert not np.array_equal(there, shown(""))
    assert not np.array_equal(there, shown("Langsam."))
