"""How well the pose model sees rendered clips: frames found, landmark error and angle error against truth.

The truth is the joints' centres; where MediaPipe draws a shoulder or a hip is a matter of definition (3 cm
higher, 4 cm further in front). So `scatter` is the error without each landmark's own median, and the sides
are told apart: of somebody who sits with the soles together the far knee and both ankles are hidden behind
trunk, legs and hands, and MediaPipe guesses them (far knee 43 % of the torso off in the median of random
sets, the near one 11 %). Drawn over the pictures, the truth lies where the hidden knee must be, and the knee
that is found on the hands or the feet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.model import HEAVY
from posecoach.session.track import read_track
from samples.studio.tracks import track_of

Points = NDArray[np.floating]
# The landmarks the coach uses, left and right: shoulder, hip, knee, ankle.
SIDES = ((11, 23, 25, 27), (12, 24, 26, 28))
NOSE, EARS = 0, (7, 8)


def report(folder: Path, model: str = HEAVY) -> Iterator[str]:
    """One line a clip of `folder` (NAME.mp4 beside NAME.json); `model` is a pose model's name or its bundle.

    The track beside a clip, NAME.npz, is read where there is one, whoever found it.
    """
    columns = ("found", "near", "far", "all", "scatter", "px", "hip", "knee", "trunk")
    yield f"{'clip':32} {'frames':>6} " + " ".join(f"{c:>{max(len(c), 6)}}" for c in columns)
    for path in sorted(folder.glob("*.mp4")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        kept = path.with_suffix(".npz")
        image_px = (read_track(kept) if kept.exists() else track_of(path, model)).image_px
        found = np.isfinite(image_px[:, NOSE, 0])
        line = f"{path.stem:32} {len(found):6d} {found.mean():6.1%}"
        if "joints_px" in truth["frames"] and found.any():
            line += _errors(image_px[found], np.array(truth["frames"]["joints_px"])[found], truth["side"])
        yield line


def _errors(got: Points, true: Points, side: str | None) -> str:
    trunk = true[:, 11:13].mean(axis=1) - true[:, 23:25].mean(axis=1)
    torso = np.linalg.norm(trunk, axis=1)[:, None, None]
    sides = SIDES if _left_is_near(trunk, true) else SIDES[::-1]
    off = (got - true)[:, sides[0] + sides[1]] / torso
    near, far, every = (float(np.median(np.linalg.norm(o, axis=2))) for o in (off[:, :4], off[:, 4:], off))
    scatter = float(np.median(np.linalg.norm(off - np.median(off, axis=0), axis=2)))
    s = 0 if side == "left" else 1
    # Image angles, so that the error is the landmarks' own and not the perspective's.
    joints = {"hip": (11 + s, 23 + s, 25 + s), "knee": (23 + s, 25 + s, 27 + s)}
    parts = [f" {share:6.1%}" for share in (near, far, every)]
    parts.append(f" {scatter:7.1%} {every * float(np.median(torso)):6.1f}")
    for a, b, c in joints.values():
        miss = np.abs(_angle(got[:, a], got[:, b], got[:, c]) - _angle(true[:, a], true[:, b], true[:, c]))
        parts.append(f" {float(np.median(miss)):5.1f}°")
    tilt = np.abs(_tilt(got) - _tilt(true))
    parts.append(f" {float(np.median(np.minimum(tilt, 360 - tilt))):5.1f}°")
    return "".join(parts)


def _left_is_near(trunk: Points, true: Points) -> bool:
    """Whether the camera sees the left side, from where the nose points as against the trunk (n, 2)."""
    ahead = true[:, NOSE] - true[:, EARS].mean(axis=1)
    return bool(np.median(trunk[:, 0] * ahead[:, 1] - trunk[:, 1] * ahead[:, 0]) < 0)


def _angle(a: Points, b: Points, c: Points) -> Points:
    u, v = a - b, c - b
    cross = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    return np.asarray(np.degrees(np.arctan2(np.abs(cross), (u * v).sum(axis=1))))


def _tilt(points: Points) -> Points:
    line = points[:, 11:13].mean(axis=1) - points[:, 23:25].mean(axis=1)
    return np.asarray(np.degrees(np.arctan2(line[:, 0], -line[:, 1])))
