"""Tracks of rendered clips, as the studio keeps them without the video."""

import gzip
import json
import shutil
from pathlib import Path

from posecoach.session.track import read_track
from samples.studio.tracks import keep
from tests.cli.clips import cut

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_a_clip_is_kept_as_its_track_and_its_truth(tmp_path: Path) -> None:
    cut(SAMPLES / "nobody.mp4", tmp_path / "nobody.mp4", 0, 20)
    shutil.copy(SAMPLES / "nobody.json", tmp_path)
    (written,) = keep(tmp_path, tmp_path / "out", "full")
    track = read_track(written)
    assert track.model == "full" and len(track.t_s) > 0
    truth = json.loads(gzip.decompress((tmp_path / "out" / "nobody.json.gz").read_bytes()))
    assert truth["clip"] == "nobody" and "joints_px" not in truth["frames"]
    assert list(keep(tmp_path, tmp_path / "out", "full")) == []
