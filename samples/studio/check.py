"""How well the pose model sees rendered clips: frames found, landmark error and angle error against truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
# The landmarks the coach uses: shoulders, hips, knees, ankles.
USED = (11, 12, 23, 24, 25, 26, 27, 28)


def report(folder: Path, model: Path) -> Iterator[str]:
    """One line a clip of `folder` (NAME.mp4 beside NAME.json), model bundle at `model`."""
    columns = ("found", "landmarks", "px", "hip", "knee", "trunk")
    yield f"{'clip':32} {'frames':>6} " + " ".join(f"{c:>{max(len(c), 6)}}" for c in columns)
    for path in sorted(folder.glob("*.mp4")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = list(seen(path, model))
        share = sum(p is not None for p in found) / max(len(found), 1)
        line = f"{path.stem:32} {len(found):6d} {share:6.1%}"
        if "joints_px" in truth["frames"]:
            line += _errors(found, np.array(truth["frames"]["joints_px"]), truth["side"])
        yield line


def seen(path: Path, model: Path) -> Iterator[Points | None]:
    """Landmarks in pixels, (33, 2), of each frame of a video, or None."""
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)), running_mode=vision.RunningMode.VIDEO
    )
    video = cv2.VideoCapture(str(path))
    fps = video.get(cv2.CAP_PROP_FPS)
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        index = 0
        while True:
            more, image = video.read()
            if not more:
                break
            rgb = mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
            result = landmarker.detect_for_video(rgb, round(index * 1000 / fps))
            size = np.array([image.shape[1], image.shape[0]])
            index += 1
            if result.pose_landmarks:
                yield np.array([[p.x, p.y] for p in result.pose_landmarks[0]]) * size
            else:
                yield None
    video.release()


def _errors(found: list[Points | None], true_px: Points, side: str | None) -> str:
    pairs = [(p, t) for p, t in zip(found, true_px, strict=False) if p is not None]
    if not pairs:
        return ""
    got, true = np.array([p for p, _ in pairs]), np.array([t for _, t in pairs])
    miss = np.linalg.norm(got - true, axis=2)[:, USED]
    torso = np.linalg.norm(true[:, 11:13].mean(1) - true[:, 23:25].mean(1), axis=1)
    s = 0 if side == "left" else 1
    # Image angles, so that the error is the landmarks' own and not the perspective's.
    joints = {"hip": (11 + s, 23 + s, 25 + s), "knee": (23 + s, 25 + s, 27 + s)}
    parts = [f" {float(np.median(miss / torso[:, None])):8.1%} {float(np.median(miss)):6.1f}"]
    for a, b, c in joints.values():
        off = np.abs(_angle(got[:, a], got[:, b], got[:, c]) - _angle(true[:, a], true[:, b], true[:, c]))
        parts.append(f" {float(np.median(off)):5.1f}°")
    tilt = np.abs(_tilt(got) - _tilt(true))
    parts.append(f" {float(np.median(np.minimum(tilt, 360 - tilt))):5.1f}°")
    return "".join(parts)


def _angle(a: Points, b: Points, c: Points) -> Points:
    u, v = a - b, c - b
    cross = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    return np.asarray(np.degrees(np.arctan2(np.abs(cross), (u * v).sum(axis=1))))


def _tilt(points: Points) -> Points:
    line = points[:, 11:13].mean(axis=1) - points[:, 23:25].mean(axis=1)
    return np.asarray(np.degrees(np.arctan2(line[:, 0], -line[:, 1])))
