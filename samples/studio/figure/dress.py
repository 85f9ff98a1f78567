"""Skin, eyes, hair and clothes of a person as one set of triangles at rest; garments are shells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from samples.studio.figure.body import Body, Topology, topology
from samples.studio.figure.head import eyes, hair, skin
from samples.studio.figure.people import Cloth, Person
from samples.studio.figure.rig import sizes
from samples.studio.figure.shell import Garment, Part, picked, shell
from samples.studio.vectors import Array

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Outfit:
    """All that is drawn of a person. `n` vertices, `m` triangles.

    vertices, albedo, tex (n, 3); cover (n,): a surface ends where it falls to 0; breath (n, 3): how far a
    full breath moves a vertex; billow (n, 3): the way it goes when a shirt is blown up; bone, weight (n,
    4); triangles (m, 3); kind (m,); pattern (m,); second (m, 3): the pattern's other colour.
    """

    vertices: Floats
    albedo: Floats
    tex: Floats
    cover: Floats
    breath: Floats
    billow: Floats
    bone: NDArray[np.int32]
    weight: Floats
    triangles: NDArray[np.int32]
    kind: NDArray[np.int32]
    pattern: NDArray[np.int32]
    second: Floats


@lru_cache(maxsize=4)
def outfit(person: Person) -> Outfit:
    """The person, dressed."""
    b, t = person.body, topology()
    fields = _Fields(b, t, sizes(person.shape).ankle_height)
    top, bottom = _top(person.top, fields), _bottom(person.bottom, fields)
    # A shirt is worn over the waistband.
    bottom = replace(bottom, cover=np.minimum(bottom.cover, 0.06 - top.cover), under=top.cover)
    garments = [top, bottom]
    if person.feet != "bare":
        garments.append(Garment(fields.shoe(person.feet), *_SHOES[person.feet]))
    hidden = np.max([g.cover for g in garments], axis=0)
    parts = [skin(person, b, t, hidden), eyes(b, t)]
    cloths = [person.top, person.bottom, Cloth(person.feet, person.shoe)]
    for garment, cloth in zip(garments, cloths, strict=False):
        parts.append(replace(shell(garment, cloth, b, t), loose=garment is top))
    parts += hair(person, b, t)
    return assembled(parts)


_SHOES = {"socks": (0.004, 0.005, 2), "shoes": (0.009, 0.010, 6)}


class _Fields:
    """Measures on the resting body from which garments are cut, metres, (n,) each."""

    def __init__(self, b: Body, t: Topology, ankle: float) -> None:
        self.body, self.top, self.z = b, t, b.vertices[:, 2]
        self.arm = np.full(len(self.z), -1.0)
        self.leg = np.full(len(self.z), -1.0)
        self.k = b.joints["neck"][2] / 1.45
        for side in ("left", "right"):
            for target, first, second in ((self.arm, "upper_arm", "forearm"), (self.leg, "thigh", "shank")):
                upper, lower = b.rest[f"{first}_{side}"], b.rest[f"{second}_{side}"]
                length = float(np.linalg.norm(lower.at - upper.at))
                along = -upper.local(b.vertices)[:, 2]
                below = length - lower.local(b.vertices)[:, 2]
                mine = t.share(f"{first}_{side}", f"{first}_top_{side}")
                far = {"arm": ("forearm", "hand", "finger"), "leg": ("shank", "foot", "toes")}[
                    "arm" if first == "upper_arm" else "leg"
                ]
                rest = sum(
                    t.share(*(n for n in t.bones if n.startswith(f) and n.endswith(side))) for f in far
                )
                near = (mine + rest) > 0.02
                value = np.where(rest > mine, np.maximum(below, length - 0.06), along)
                target[near] = np.maximum(target, value)[near]
        self.ankle = ankle

    def neck(self, radius: float) -> Array:
        """Distance outside a neckline of `radius`."""
        at = self.body.joints["neck"] + np.array([0.030, 0, 0.020]) * self.k
        off = (self.body.vertices - at) / np.array([1.0, 0.85, 1.0])
        return np.asarray(np.linalg.norm(off, axis=1) - radius * self.k)

    def shoe(self, kind: str) -> Array:
        """Cover of socks or shoes."""
        top = self.ankle + (0.085 if kind == "socks" else 0.012)
        foot = self.top.share("foot", "toes", "shank")
        return np.where(foot > 0.5, top - self.z, -1.0)


def _top(cloth: Cloth, f: _Fields) -> Garment:
    b, k = f.body, f.k
    hem = b.joints["pelvis"][2]
    low, sleeve, neck, thick, edge, smooth = {
        "tee": (0.03, 0.19, 0.098, 0.010, 0.017, 10),
        "tight": (0.05, 0.14, 0.100, 0.005, 0.006, 4),
        "long": (0.02, 0.50, 0.090, 0.009, 0.012, 8),
        "loose": (-0.045, 0.24, 0.100, 0.017, 0.030, 22),
        "tank": (0.05, 0.015, 0.122, 0.006, 0.008, 5),
    }[cloth.kind]
    cover = np.minimum(f.z - hem - low * k, f.neck(neck))
    cover = np.minimum(cover, np.where(f.arm > -0.5, sleeve * k - f.arm, 1.0))
    # Arms beside the body reach down to the hem's height; only the trunk and the sleeve are cloth.
    hand = f.top.share("hand", "finger", "head")
    return Garment(np.where(hand > 0.3, -1.0, np.minimum(cover, 0.25)), thick, edge, smooth)


def _bottom(cloth: Cloth, f: _Fields) -> Garment:
    b = f.body
    waist = b.joints["lumbar0"][2] + 0.035
    thigh = b.length("thigh_left", "shank_left")
    shank = b.length("shank_left", "foot_left")
    end, thick, edge, smooth = {
        "leggings": (thigh + 0.90 * shank, 0.003, 0.003, 1),
        "trousers": (thigh + 0.97 * shank, 0.010, 0.016, 6),
        "shorts": (0.86 * thigh, 0.011, 0.020, 8),
        "short_shorts": (0.42 * thigh, 0.009, 0.014, 6),
    }[cloth.kind]
    arm = f.top.share("hand", "finger", "forearm", "upper_arm")
    cover = np.minimum(waist - f.z, np.where(f.leg > -0.5, end - f.leg, 1.0))
    return Garment(np.where(arm > 0.2, -1.0, np.minimum(cover, 0.25)), thick, edge, smooth)


def _seen(part: Part) -> Part:
    """The part without triangles that are nowhere to be seen."""
    triangles, old = picked(part.triangles, part.cover > 0)
    return replace(
        part,
        vertices=part.vertices[old],
        weights=part.weights[old],
        triangles=triangles,
        cover=part.cover[old],
        albedo=part.albedo[old],
    )


def _breath(vertices: Array, weights: Array) -> Floats:
    """Belly and chest come forward by some millimetres."""
    bones = topology().bones
    trunk = weights[:, [bones.index(n) for n in ("lumbar0", "lumbar1", "thorax")]] @ np.array([1.0, 1.0, 0.7])
    out = np.zeros_like(vertices)
    out[:, 0] = 0.007 * trunk * (vertices[:, 0] > 0.02)
    return out.astype(np.float32)


def _billow(part: Part) -> Array:
    """A shirt blown up leaves the belly and the small of the back."""
    bones = topology().bones
    low = part.weights[:, [bones.index(n) for n in ("pelvis", "lumbar0", "lumbar1")]].sum(axis=1) * part.loose
    return np.column_stack([low * np.tanh(part.vertices[:, 0] / 0.04), np.zeros((len(low), 2))])


def assembled(parts: list[Part]) -> Outfit:
    """The parts as one set of triangles, without what is nowhere to be seen."""
    parts = [_seen(part) for part in parts]
    start = np.cumsum([0] + [len(p.vertices) for p in parts])
    weights = np.concatenate([p.weights for p in parts])
    bone = np.argsort(-weights, axis=1)[:, :4]
    top = np.take_along_axis(weights, bone, 1)

    def each(values: list[object], kind: type) -> NDArray[np.generic]:
        rows = [
            np.tile(np.asarray(v, kind), (len(p.triangles), 1)) for v, p in zip(values, parts, strict=True)
        ]
        return np.concatenate(rows)

    vertices = np.concatenate([p.vertices for p in parts])
    return Outfit(
        vertices.astype(np.float32),
        np.concatenate([p.albedo for p in parts]).astype(np.float32),
        vertices.astype(np.float32),
        np.concatenate([p.cover for p in parts]).astype(np.float32),
        _breath(vertices, weights),
        np.concatenate([_billow(p) for p in parts]).astype(np.float32),
        bone.astype(np.int32),
        (top / top.sum(axis=1, keepdims=True)).astype(np.float32),
        np.concatenate([p.triangles + s for p, s in zip(parts, start, strict=False)]).astype(np.int32),
        np.asarray(each([p.kind for p in parts], np.int32)[:, 0], np.int32),
        np.asarray(each([p.pattern for p in parts], np.int32)[:, 0], np.int32),
        np.asarray(each([p.second for p in parts], np.float32), np.float32),
    )
