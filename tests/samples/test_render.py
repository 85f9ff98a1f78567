"""Rendering is deterministic: the studio makes the same pictures as when the references were made."""

from importlib.util import find_spec

import cv2
import numpy as np
import pytest

# Not imported here: that takes half a second, in each process that collects.
if find_spec("numba") is None:
    pytest.skip("the studio's extra is not installed", allow_module_level=True)

from tests.samples.stills import FOLDER, STILLS, still


@pytest.mark.parametrize("name", STILLS)
def test_a_frame_looks_as_it_did(name: str) -> None:
    made = still(name).astype(int)
    kept = cv2.imread(str(FOLDER / f"{name}.png")).astype(int)
    off = np.abs(made - kept)
    # Compilers round differently; a person who stands elsewhere differs by far more.
    assert off.mean() < 1.0
    assert np.percentile(off, 99.5) < 25


def test_the_figure_is_in_the_picture_where_the_truth_says() -> None:
    from dataclasses import replace

    from samples.studio import truth
    from samples.studio.catalogue import SAMPLES
    from samples.studio.clip import Shoot

    clip = SAMPLES["hip_flexion_clean"]
    clip = replace(clip, camera=replace(clip.camera, size_px=(160, 120)))
    with_person, without = Shoot(clip), Shoot(replace(clip, empty=True))
    changed = np.abs(with_person.light(200) - without.light(200)).sum(axis=2) > 0.03
    joints = clip.camera.project(truth.landmarks(with_person.skeleton(200))).round().astype(int)
    for joint in (11, 12, 24, 26, 28, 27):
        x, y = joints[joint]
        assert changed[y - 1 : y + 2, x - 1 : x + 2].any(), f"nothing at landmark {joint}"
