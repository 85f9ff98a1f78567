"""Finds a clip to measure with when the user names none."""

from pathlib import Path

from posecoach.errors import VideoError

SAMPLE = "hip_flexion_clean.mp4"
_PACKAGE = Path(__file__).resolve().parents[1]


def default_sample() -> Path:
    """The bundled clip: inside an installed package, or in samples/ of a checkout.

    Raises:
        VideoError: this installation has no samples.
    """
    for folder in (_PACKAGE / "samples", _PACKAGE.parent / "samples"):
        if (folder / SAMPLE).is_file():
            return folder / SAMPLE
    raise VideoError("The bundled sample is missing from this installation.", "Name a video to measure with.")
