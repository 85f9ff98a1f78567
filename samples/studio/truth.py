"""What is true of a skeleton: clinical angles and the 33 landmarks, in the contract's form."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from samples.studio.skeleton import Frame, Skeleton
from samples.studio.vectors import Array


@dataclass(frozen=True, slots=True)
class Rep:
    """One pull and release of the script; seconds and degrees."""

    index: int
    start_s: float
    peak_s: float
    end_s: float
    amplitude_deg: float
    lower_back_moved: bool


@dataclass(frozen=True, slots=True)
class BackBout:
    """A stretch of time in which the lower back moves with or instead of the hip."""

    start_s: float
    end_s: float
    kind: str  # lumbar flexion · lumbar extension · lumbar rotation
    peak_deg: float


def angles(skeleton: Skeleton) -> dict[str, float]:
    """Joint angles in degrees; hip angles are the joint's own, against the pelvis."""
    out: dict[str, float] = {}
    pelvis = skeleton["pelvis"].turn
    for side in ("left", "right"):
        flexion, abduction, rotation = hip_angles(pelvis, skeleton[f"thigh_{side}"].turn, side)
        thigh, shank = skeleton[f"thigh_{side}"].turn[:, 2], skeleton[f"shank_{side}"].turn[:, 2]
        knee = math.degrees(math.acos(float(np.clip(thigh @ shank, -1, 1))))
        out |= {
            f"hip_flexion_{side}_deg": flexion,
            f"hip_abduction_{side}_deg": abduction,
            f"hip_internal_rotation_{side}_deg": rotation,
            f"knee_flexion_{side}_deg": knee,
        }
    pose = skeleton.pose
    return out | {
        "trunk_pitch_deg": _inclination(skeleton["thorax"]),
        "pelvis_pitch_deg": abs(_pitch(skeleton["pelvis"])),
        "lumbar_flexion_deg": pose.lumbar_flexion,
        "lumbar_rotation_deg": pose.lumbar_rotation,
        "lumbar_side_deg": pose.lumbar_side,
    }


def hip_angles(pelvis: Array, thigh: Array, side: str) -> tuple[float, float, float]:
    """Flexion, abduction and internal rotation in degrees, in this order of turning."""
    sign = 1.0 if side == "left" else -1.0
    r = pelvis.T @ thigh
    flexion = math.degrees(math.atan2(-r[0, 2], r[2, 2]))
    abduction = math.degrees(math.asin(float(np.clip(-r[1, 2], -1, 1)))) * sign
    rotation = -sign * math.degrees(math.atan2(r[1, 0], r[1, 1]))
    return flexion, abduction, rotation


def _inclination(frame: Frame) -> float:
    return math.degrees(math.acos(float(np.clip(frame.turn[2, 2], -1, 1))))


def _pitch(frame: Frame) -> float:
    """Signed lean of the frame in its own plane of movement: beyond 90 degrees when it goes on."""
    z, x = frame.turn[:, 2], frame.turn[:, 0]
    return math.degrees(math.atan2(-x[2], z[2]))


def landmarks(skeleton: Skeleton) -> Array:
    """The 33 MediaPipe landmarks in the world, metres, shape (33, 3)."""
    k = skeleton.person.scale
    points = np.zeros((33, 3))

    def head(x: float, y: float, z: float) -> Array:
        return skeleton["head"].point(x * k, y * k, z * k)

    points[0] = head(0.128, 0, 0.090)
    for side, first in (("left", 0), ("right", 1)):
        s = 1.0 if side == "left" else -1.0
        for i, y in enumerate((0.020, 0.032, 0.044)):
            points[(1 if side == "left" else 4) + i] = head(0.092, s * y, 0.122)
        points[7 + first] = head(0.005, s * 0.078, 0.108)
        points[9 + first] = head(0.092, s * 0.024, 0.050)
        points[11 + first] = skeleton[f"upper_arm_{side}"].at
        points[13 + first] = skeleton[f"forearm_{side}"].at
        hand, foot = skeleton[f"hand_{side}"], skeleton[f"foot_{side}"]
        points[15 + first] = hand.at
        # With the fingers along -z and the palm along x, the thumb of the left hand is on its +y.
        points[17 + first] = hand.point(0, -s * 0.028 * k, -0.085 * k)
        points[19 + first] = hand.point(0, s * 0.024 * k, -0.095 * k)
        points[21 + first] = hand.point(0.012 * k, s * 0.045 * k, -0.050 * k)
        points[23 + first] = skeleton[f"thigh_{side}"].at
        points[25 + first] = skeleton[f"shank_{side}"].at
        points[27 + first] = foot.at
        points[29 + first] = foot.point(-0.045 * k, 0, -0.050 * k)
        points[31 + first] = foot.point(0.165 * k, 0, -0.055 * k)
    return points


def document(
    clip: str,
    exercise: str,
    side: str | None,
    view: str,
    fps: float,
    size_px: tuple[int, int],
    reps: list[Rep],
    bouts: list[BackBout],
    frames: dict[str, Any],
) -> dict[str, Any]:
    """The whole truth of a clip as JSON-ready data, schema posecoach.truth/1."""
    return {
        "schema": "posecoach.truth/1",
        "clip": clip,
        "exercise": exercise,
        "side": side,
        "view": view,
        "fps": fps,
        "size_px": list(size_px),
        "origin": "rendered",
        "reps": [asdict(r) for r in reps],
        "lower_back": [asdict(b) for b in bouts],
        "frames": frames,
    }
