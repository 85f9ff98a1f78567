"""The check measures what separates found landmarks from the truth, where a clip's track lies beside it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.session.track import Track, write_track
from samples.studio.check import report

ROOT = Path(__file__).resolve().parents[2]


def test_a_side_that_is_off_by_a_tenth_of_the_trunk_is_told_from_the_one_that_is_not(tmp_path: Path) -> None:
    truth = json.loads((ROOT / "samples" / "hip_flexion_clean.json").read_text(encoding="utf-8"))
    true = np.array(truth["frames"]["joints_px"], dtype=np.float32)
    torso = np.linalg.norm(true[:, 11:13].mean(axis=1) - true[:, 23:25].mean(axis=1), axis=1)
    found = true.copy()
    found[:, ::2, 1] += 0.1 * torso[:, None]  # the right side, which this clip is seen from
    found[:6] = np.nan  # nobody found
    blank = np.zeros((*found.shape[:2], 3), np.float32)
    track = Track(np.array(truth["frames"]["t_s"]), (640, 480), found, blank, blank[..., 0], blank[..., 0])
    write_track(replace(track, model="heavy"), tmp_path / "one.npz")
    (tmp_path / "one.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "one.mp4").touch()
    heading, line = report(tmp_path)
    told = dict(zip(heading.split(), line.split(), strict=True))
    assert told["frames"] == str(len(true)) and told["found"] == f"{1 - 6 / len(true):.1%}"
    assert told["near"] == "10.0%" and told["far"] == "0.0%"
    assert float(told["scatter"].rstrip("%")) < 1.0, "a constant error is no scatter"
