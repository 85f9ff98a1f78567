"""The samples in the repository: small, complete, and as the studio would write their truth today."""

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from posecoach.session.track import read_track
from samples.studio.catalogue import SAMPLES
from samples.studio.take import Take
from samples.studio.variety import random_clip

FOLDER = Path(__file__).resolve().parents[2] / "samples"
CLIPS = sorted(FOLDER.glob("*.mp4"))
SERIES = {
    *(f"{joint}_{side}_deg" for side in ("left", "right")
      for joint in ("hip_flexion", "hip_abduction", "hip_internal_rotation", "knee_flexion")),
    "trunk_pitch_deg", "pelvis_pitch_deg", "lumbar_flexion_deg", "lumbar_rotation_deg", "lumbar_side_deg",
}  # fmt: skip


def test_every_sample_has_its_video_and_its_truth() -> None:
    assert {clip.stem for clip in CLIPS} == set(SAMPLES)
    assert all(clip.with_suffix(".json").exists() for clip in CLIPS)


def test_all_samples_together_stay_under_twelve_megabytes() -> None:
    size = sum(path.stat().st_size for clip in CLIPS for path in (clip, clip.with_suffix(".json")))
    assert size < 12_000_000


def test_the_tracks_of_the_random_sets_stay_under_six_megabytes() -> None:
    tracks = FOLDER / "tracks"
    if not tracks.is_dir():
        pytest.skip("no tracks in this checkout")
    assert sum(path.stat().st_size for path in tracks.iterdir()) < 6_000_000


def test_tracks_of_the_mesh_sets_say_their_model_and_have_their_truth() -> None:
    tracks = sorted((FOLDER / "tracks_mesh").glob("*.npz"))
    assert tracks
    assert sum(path.stat().st_size for path in (FOLDER / "tracks_mesh").iterdir()) < 14_000_000
    kinds, nobody = {True: 0, False: 0}, 0
    for path in tracks:
        track = read_track(path)
        assert track.model == "heavy"
        if np.isfinite(track.image_px).any():
            assert track.outline is not None and track.motion is not None
        else:
            nobody += 1
        truth = json.loads(gzip.decompress(path.with_suffix(".json.gz").read_bytes()))
        assert truth["clip"] == path.stem and truth["reps"]
        assert {"lower_back_moved", "lumbar_deg"} <= set(truth["reps"][0])
        kinds[truth["made"]["advised"]] += 1
    assert kinds[True] >= 65 and kinds[True] + kinds[False] >= 120
    assert nobody < 5, "in the darkest rooms nobody is found"


def test_the_mesh_sets_are_those_that_the_studio_draws_today() -> None:
    """Every seventh of them: who does how many reps when, in which light; `variety` renders them again."""
    for path in sorted((FOLDER / "tracks_mesh").glob("*.json.gz"))[::7]:
        kept = json.loads(gzip.decompress(path.read_bytes()))
        take = Take(random_clip(kept["made"]["seed"]))
        assert take.clip.name == kept["clip"] == path.name.removesuffix(".json.gz")
        assert json.loads(json.dumps(take.clip.made)) == kept["made"]
        assert [asdict(rep) for rep in take.script.reps] == kept["reps"]
        assert np.allclose(take.times_s, kept["frames"]["t_s"], atol=1e-4)


@pytest.mark.parametrize("clip", CLIPS, ids=lambda path: path.stem)
def test_the_truth_has_the_contract_s_form(clip: Path) -> None:
    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    assert truth["schema"] == "posecoach.truth/1"
    assert truth["origin"] == "rendered" and truth["clip"] == clip.stem
    frames = truth["frames"]
    assert np.all(np.diff(frames["t_s"]) > 0)
    if SAMPLES[clip.stem].empty:
        assert truth["reps"] == [] and truth["lower_back"] == []
        return
    assert set(frames) == SERIES | {"t_s", "joints_px"}
    assert {len(values) for values in frames.values()} == {len(frames["t_s"])}
    assert np.array(frames["joints_px"]).shape[1:] == (33, 2)
    assert [rep["index"] for rep in truth["reps"]] == list(range(1, len(truth["reps"]) + 1))
    for rep in truth["reps"]:
        assert rep["start_s"] < rep["peak_s"] < rep["end_s"]


@pytest.mark.parametrize("clip", CLIPS, ids=lambda path: path.stem)
def test_the_video_has_as_many_frames_as_the_truth(clip: Path) -> None:
    import cv2

    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    video = cv2.VideoCapture(str(clip))
    assert round(video.get(cv2.CAP_PROP_FRAME_COUNT)) == len(truth["frames"]["t_s"])
    assert video.get(cv2.CAP_PROP_FPS) == pytest.approx(truth["fps"])
    video.release()
