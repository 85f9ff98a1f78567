"""How well the pose model sees rendered clips: frames found, landmark error and angle error against truth.

The truth is the joints' centres; where MediaPipe draws a shoulder or a hip is a matter of definition (3 cm
higher, 4 cm further in front). So `scatter` is the error without each landmark's own median, and the sides
are told apart: of somebody who sits with the soles together the far knee and both ankles are hidden behind
trunk, legs and hands, and MediaPipe guesses them (far knee 43 % of the torso off in the median of random
sets, the near one 11 %).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
# The landmarks the coach uses, left and right: shoulder, hip, knee, ankle.
SIDES = ((11, 23, 25, 27), (12, 24, 26, 28))
NOSE, EARS = 0, (7, 8)


def report(folder: Path, model: Path) -> Iterator[str]:
    """One line a clip of `folder` (NAME.mp4 beside NAME.json), model bundle at `model`."""
    columns = ("found", "near", "far", "all", "scatter", "px", "hip", "knee", "trunk")
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
