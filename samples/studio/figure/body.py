"""The bodies at rest: meshes and joints baked from a parametric model (`bake.py`), and mixtures of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.figure import unit
from samples.studio.vectors import Array, basis, cross, vec

FILE = Path(__file__).resolve().parent.parent / "people.npz"
SIDES = ("left", "right")
# A mixture of baked people: (name, weight) pairs; the weights sum to one.
Shape = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Place and turn of one bone: origin (3,), rotation (3, 3) bone to world."""

    at: Array
    turn: Array

    def point(self, x: float, y: float, z: float) -> Array:
        """A point given in this frame, in the world; shape (3,)."""
        return self.at + self.turn @ vec(x, y, z)

    def local(self, points: Array) -> Array:
        """World points (..., 3) in this frame."""
        return np.asarray((points - self.at) @ self.turn)


@dataclass(frozen=True, slots=True)
class Topology:
    """What all bodies share. `weights` (n, bones); triangles (m, 3) of skin, eyes and the hair helmet."""

    bones: tuple[str, ...]
    weights: NDArray[np.float32]
    lips: NDArray[np.float32]
    skin: NDArray[np.int32]
    eyes: NDArray[np.int32]
    hair: NDArray[np.int32]

    def share(self, *names: str) -> NDArray[np.float32]:
        """Summed weight of bones whose name begins with one of `names`, (n,)."""
        columns = [i for i, bone in enumerate(self.bones) if bone.startswith(names)]
        return np.asarray(self.weights[:, columns].sum(axis=1), np.float32)


@dataclass(frozen=True, slots=True)
class Body:
    """One body at rest, soles at z = 0: vertices (n, 3), joints and bone frames by name."""

    vertices: Array
    joints: dict[str, Array]
    rest: dict[str, Frame]

    def length(self, a: str, b: str) -> float:
        """Distance of two joints."""
        return float(np.linalg.norm(self.joints[a] - self.joints[b]))


@lru_cache
def _file() -> dict[str, NDArray[np.generic]]:
    with np.load(FILE) as data:
        return {name: data[name] for name in data.files}


@lru_cache
def topology() -> Topology:
    """The shared triangles and skin weights."""
    data = _file()
    bones = tuple(str(b) for b in data["bones"])
    which = data["weight_bone"]
    weight = np.asarray(data["weight"], np.float32)
    weight /= weight.sum(axis=1, keepdims=True)
    dense = np.zeros((len(which), len(bones)), np.float32)
    np.add.at(dense, (np.arange(len(which))[:, None], which), weight)
    dense = _seated(dense, bones)
    triangles = {n: np.asarray(data[f"{n}_triangles"], np.int32) for n in ("body", "eye", "hair")}
    return Topology(
        bones,
        dense,
        np.asarray(data["lips"], np.float32) / 255,
        triangles["body"],
        triangles["eye"],
        triangles["hair"],
    )


def _seated(weights: NDArray[np.float32], bones: tuple[str, ...]) -> NDArray[np.float32]:
    """Weights whose buttocks stay with the pelvis when the thigh is drawn up, instead of going with it."""
    data = _file()
    place = data["vertices_tenth_mm"][0] * 1e-4
    hip = dict(zip(data["joint_names"].tolist(), data["joints_tenth_mm"][0] * 1e-4, strict=True))["pelvis"]
    behind = np.clip((hip[0] - 0.005 - place[:, 0]) / 0.05, 0.0, 1.0)
    above = np.clip((place[:, 2] - hip[2] + 0.13) / 0.13, 0.0, 1.0)
    kept = (behind * above).astype(np.float32)[:, None]
    legs = [i for i, bone in enumerate(bones) if bone.startswith("thigh")]
    out = weights.copy()
    given = out[:, legs] * kept
    out[:, legs] -= given
    out[:, bones.index("pelvis")] += given.sum(axis=1)
    return out


def baked() -> tuple[str, ...]:
    """Names of the baked people."""
    return tuple(str(n) for n in _file()["people"])


@lru_cache(maxsize=8)
def body(shape: Shape) -> Body:
    """The body of a mixture of baked people."""
    data, names = _file(), baked()
    rows = [(names.index(name), weight) for name, weight in shape]
    vertices = sum(data["vertices_tenth_mm"][i] * (w * 1e-4) for i, w in rows)
    points = sum(data["joints_tenth_mm"][i] * (w * 1e-4) for i, w in rows)
    joints = {str(n): np.asarray(p) for n, p in zip(data["joint_names"], points, strict=True)}
    return Body(np.asarray(vertices), joints, _rest(joints))


def _rest(joints: dict[str, Array]) -> dict[str, Frame]:
    """Bone frames at rest. Trunk bones are upright, limb bones run along their -z with the hinge along y;
    feet have x to the toes, hands x out of the palm."""
    left = vec(0, 1, 0)
    out = {n: Frame(joints[n], np.eye(3)) for n in ("pelvis", "lumbar0", "lumbar1", "thorax", "neck", "head")}
    for side in SIDES:
        j = {n: joints[f"{n}_{side}"] for n in _LIMB}
        thigh, shank = basis(j["thigh"] - j["shank"], left), basis(j["shank"] - j["foot"], left)
        toe = unit((j["toes"] - j["foot"]) * vec(1, 1, 0))
        foot = np.column_stack([toe, cross(vec(0, 0, 1), toe), vec(0, 0, 1)])
        # The elbow bulges backwards: its hinge points to the other side than the knee's.
        line = unit(j["hand"] - j["upper_arm"])
        bulge = j["forearm"] - j["upper_arm"]
        bulge = bulge - line * float(line @ bulge)
        hinge = unit(cross(bulge, line))
        upper, fore = basis(j["upper_arm"] - j["forearm"], hinge), basis(j["forearm"] - j["hand"], hinge)
        fingers = unit(joints[f"finger31_{side}"] - j["hand"])
        palm = cross(fingers, joints[f"finger21_{side}"] - joints[f"finger51_{side}"])
        palm = unit(palm) * (1.0 if side == "left" else -1.0)
        hand = np.column_stack([palm, cross(-fingers, palm), -fingers])
        frames = {
            "clavicle": Frame(j["clavicle"], np.eye(3)),
            "upper_arm_top": Frame(j["upper_arm"], upper),
            "upper_arm": Frame(j["upper_arm"], upper),
            "forearm": Frame(j["forearm"], fore),
            "forearm_low": Frame(j["forearm"], fore),
            "hand": Frame(j["hand"], hand),
            "thigh_top": Frame(j["thigh"], thigh),
            "thigh": Frame(j["thigh"], thigh),
            "shank": Frame(j["shank"], shank),
            "foot": Frame(j["foot"], foot),
            "toes": Frame(j["toes"], foot),
        }
        out |= {f"{n}_{side}": f for n, f in frames.items()}
        for finger in range(1, 6):
            for joint in range(1, 4):
                name = f"finger{finger}{joint}_{side}"
                out[name] = Frame(joints[name], hand)
    return out


_LIMB = ("clavicle", "upper_arm", "forearm", "hand", "thigh", "shank", "foot", "toes")
