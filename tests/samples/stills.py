"""The still pictures that the render test compares with; run as a module to make them anew."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "reference"
# One frame in the middle of each exercise, seconds into the clip.
STILLS = {
    "hip_flexion_clean": 8.0,
    "hip_internal_rotation_back": 16.0,
    "hip_external_rotation_clean": 7.0,
    "hip_extension_back": 14.0,
}


def still(name: str) -> NDArray[np.uint8]:
    """A small noiseless frame of a sample, BGR uint8 (120, 160, 3)."""
    from samples.studio.catalogue import SAMPLES
    from samples.studio.clip import Shoot
    from samples.studio.film import Film

    clip = SAMPLES[name]
    camera = replace(clip.camera, size_px=(160, 120), noise=0.0)
    shoot = Shoot(replace(clip, camera=camera))
    return Film(camera, clip.seed).expose(shoot.light(round(STILLS[name] * clip.fps)))


def main() -> None:
    """Writes the references."""
    FOLDER.mkdir(exist_ok=True)
    for name in STILLS:
        cv2.imwrite(str(FOLDER / f"{name}.png"), still(name))


if __name__ == "__main__":
    main()
