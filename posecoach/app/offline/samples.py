"""Finds the sample clips: inside an installed package, or in samples/ of a checkout."""

from pathlib import Path

from posecoach import sentences
from posecoach.errors import VideoError

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
    raise VideoError(sentences.say("analyze.no_sample", name=name), sentences.say("analyze.install"))
