"""The studio's scripts: reps are where the truth says, and in a bout the lower back does the work."""

import numpy as np
import pytest

from samples.studio.catalogue import SAMPLES
from samples.studio.take import Take

BACKS = [name for name in SAMPLES if name.endswith("_back")]


def series(name: str) -> tuple[dict, np.ndarray]:
    document = Take(SAMPLES[name]).truth()
    return document, np.array(document["frames"]["t_s"])


@pytest.mark.parametrize("name", ["hip_flexion_clean", "hip_flexion_back"])
def test_every_rep_peaks_at_its_peak_with_its_amplitude(name: str) -> None:
    document, t_s = series(name)
    frames, side = document["frames"], document["side"]
    total = np.array(frames[f"hip_flexion_{side}_deg"]) + np.array(frames["lumbar_flexion_deg"])
    for rep in document["reps"]:
        inside = (t_s >= rep["start_s"]) & (t_s <= rep["end_s"])
        assert abs(t_s[inside][total[inside].argmax()] - rep["peak_s"]) < 0.12
        assert np.ptp(total[inside]) == pytest.approx(rep["amplitude_deg"], abs=1.0)


@pytest.mark.parametrize("name", BACKS)
def test_in_a_bout_the_back_moves_and_outside_it_hardly(name: str) -> None:
    document, t_s = series(name)
    frames = document["frames"]
    key = "lumbar_rotation_deg" if "internal" in name else "lumbar_flexion_deg"
    back = np.array(frames[key])
    (current,) = document["lower_back"]
    for rep in document["reps"]:
        inside = (t_s >= rep["start_s"]) & (t_s <= rep["end_s"])
        swing = float(np.ptp(back[inside]))
        if rep["lower_back_moved"]:
            assert current["start_s"] <= rep["start_s"] and rep["end_s"] <= current["end_s"]
            assert swing > 12.0
        else:
            assert swing < 5.0
        assert swing <= current["peak_deg"] + 0.5


@pytest.mark.parametrize("name", BACKS)
def test_the_kind_of_lower_back_motion_is_the_exercise_s_own(name: str) -> None:
    document, _ = series(name)
    kinds = {
        "hip-flexion": "lumbar flexion",
        "hip-internal-rotation": "lumbar rotation",
        "hip-external-rotation": "lumbar flexion",
        "hip-extension": "lumbar extension",
    }
    assert [b["kind"] for b in document["lower_back"]] == [kinds[document["exercise"]]]


def test_a_take_is_the_same_every_time() -> None:
    clip = SAMPLES["hip_extension_back"]
    assert Take(clip).truth() == Take(clip).truth()


def test_on_the_phone_nobody_pulls() -> None:
    document, _ = series("hip_flexion_phone")
    gaps = [b["start_s"] - a["end_s"] for a, b in zip(document["reps"], document["reps"][1:], strict=False)]
    assert len(document["reps"]) == 8
    assert max(gaps) > 8.0 and sorted(gaps)[-2] < 0.1
