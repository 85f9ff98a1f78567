"""Each state of the screen against the picture it had when somebody last looked at it.

After a wanted change: POSECOACH_UPDATE_PICTURES=1 pytest tests/display/test_gallery.py, then look at them.
"""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecoach.display.large_screen import LargeScreen
from posecoach.display.questions import PainModel, draw_first_run, draw_pain
from posecoach.display.start import draw_start
from posecoach.display.start_model import Setting, StartModel
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.sentences import Texts
from tests.display.gallery import Example, draw_example, examples

REFERENCE = Path(__file__).parent / "reference"
SIZE = (480, 270)
DETAILED = ("looking", "position", "hold", "counting", "back-near", "back-moving", "rest", "done")


def assert_looks_as_it_did(name: str, image: np.ndarray) -> None:
    """Hold `image` to the reference picture called `name`."""
    path = REFERENCE / f"{name}.png"
    if os.environ.get("POSECOACH_UPDATE_PICTURES"):
        cv2.imwrite(str(path), image >> 4 << 4, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    wanted = cv2.imread(str(path))
    assert wanted is not None, f"there is no reference picture {path.name}"
    assert wanted.shape == image.shape
    # Kept in 16 levels a colour, which makes the files small.
    difference = np.abs(wanted.astype(int) - (image >> 4 << 4)).max(axis=2)
    # Processors round the edges of letters a little differently; a moved or missing part is far more.
    assert difference.mean() < 1.5 and (difference > 60).mean() < 0.004, f"{name} looks different"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_a_state_looks_as_it_did(example: Example, texts: Texts) -> None:
    assert_looks_as_it_did(example.name, draw_example(example, SIZE, texts, kind=LargeScreen))


@pytest.mark.parametrize("name", DETAILED)
def test_the_detailed_layout_looks_as_it_did(name: str, moments: dict[str, Example], texts: Texts) -> None:
    assert_looks_as_it_did(f"details-{name}", draw_example(moments[name], SIZE, texts))


def test_the_start_screen_looks_as_it_did(texts: Texts) -> None:
    settings = (Setting("voice", "Voice", "on"), Setting("privacy", "Hide my picture", "off"))
    model = StartModel(builtin_exercises()[:4], 4, "Last time: yesterday, 214 reps", settings)
    assert_looks_as_it_did("start", draw_start(model, SIZE, texts).image)


def test_the_questions_look_as_they_did(texts: Texts) -> None:
    assert_looks_as_it_did("pain", draw_pain(PainModel("before", 3), SIZE, texts).image)
    assert_looks_as_it_did("first-run", draw_first_run(SIZE, texts).image)


def test_a_missing_gauge_would_be_noticed(texts: Texts) -> None:
    example = next(example for example in examples() if example.name == "counting")
    image = draw_example(example, SIZE, texts).copy()
    image[225:247, 310:470] = image[12, 320]
    if not os.environ.get("POSECOACH_UPDATE_PICTURES"):
        with pytest.raises(AssertionError, match="looks different"):
            assert_looks_as_it_did("details-counting", image)
