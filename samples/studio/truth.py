"""What is true of a skeleton: clinical angles and the 33 landmarks, in the contract's form."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from samples.studio.figure.body import Frame, Shape, body, topology
from samples.studio.figure.rig import Skeleton
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
    lumbar_deg: float = 0.0


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


@lru_cache(maxsize=8)
def marks(shape: Shape) -> dict[int, tuple[str, Array]]:
    """For each of the 33 landmarks, the bone it goes with and its place in the bone's frame."""
    b, t = body(shape), topology()
    skin = np.unique(t.skin)
    head = skin[t.share("head")[skin] > 0.9]
    v = b.vertices
    eyes = (b.joints["eye_left"] + b.joints["eye_right"]) / 2
    middle = head[(np.abs(v[head, 1]) < 0.006) & (np.abs(v[head, 2] - eyes[2] + 0.03) < 0.04)]
    at: dict[int, tuple[str, Array]] = {0: ("head", v[middle[np.argmax(v[middle, 0])]])}
    lips = skin[t.lips[skin] > 0.5]
    for side, first in (("left", 0), ("right", 1)):
        s = 1.0 if side == "left" else -1.0
        eye = b.joints[f"eye_{side}"]
        for i, y in enumerate((-0.014, 0.0, 0.014)):
            at[(1 if side == "left" else 4) + i] = ("head", eye + np.array([0.012, s * y, 0.0]))
        ears = head[np.abs(v[head, 2] - eyes[2]) < 0.03]
        at[7 + first] = ("head", v[ears[np.argmax(s * v[ears, 1])]])
        at[9 + first] = ("head", v[lips[np.argmax(s * v[lips, 1])]])
        for mark, joint, bone in (
            (11, "upper_arm", "upper_arm"), (13, "forearm", "forearm"), (15, "hand", "hand"),
            (17, "finger51", "hand"), (19, "finger21", "hand"), (21, "finger13", "hand"),
            (23, "thigh", "pelvis"), (25, "shank", "shank"), (27, "foot", "foot"), (31, "toes", "toes"),
        ):  # fmt: skip
            at[mark + first] = (bone if bone == "pelvis" else f"{bone}_{side}", b.joints[f"{joint}_{side}"])
        foot = skin[t.share(f"foot_{side}", f"toes_{side}")[skin] > 0.6]
        at[29 + first] = (f"foot_{side}", v[foot[np.argmin(v[foot, 0])]] + np.array([0.008, 0, 0]))
        at[31 + first] = (f"toes_{side}", b.joints[f"toes_{side}"] + np.array([0.03, 0, -0.005]))
    return {mark: (bone, b.rest[bone].local(place)) for mark, (bone, place) in at.items()}


def landmarks(skeleton: Skeleton) -> Array:
    """The 33 MediaPipe landmarks in the world, metres, shape (33, 3)."""
    points = np.zeros((33, 3))
    for mark, (bone, place) in marks(skeleton.person.shape).items():
        points[mark] = skeleton[bone].point(*place)
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
