"""Skin, face and hair."""

from __future__ import annotations

import numpy as np

from posecoach.kinematics.figure import unit
from samples.studio.figure.body import Body, Topology
from samples.studio.figure.paint import EYE, HAIR, SKIN
from samples.studio.figure.people import Cloth, Colour, Person
from samples.studio.figure.shell import Garment, Part, picked, shell
from samples.studio.vectors import Array

# How far skin reaches under a garment before it is left out.
UNDER_M = 0.030


def skin(person: Person, b: Body, t: Topology, hidden: Array) -> Part:
    colour = np.tile(np.array(person.skin), (len(b.vertices), 1))
    lips = np.clip(t.lips, 0, 1)[:, None] * 0.75
    colour = colour * (1 - lips) + lips * np.array(person.skin) * np.array([1.05, 0.62, 0.62])
    for side in ("left", "right"):
        colour *= 1 - 0.80 * _brow(b, side)[:, None] * (1 - np.array(person.hair) * 0.8)
    if person.beard:
        colour = _bearded(person, b, t, colour)
    return Part(b.vertices, np.asarray(t.weights, np.float64), t.skin, UNDER_M - hidden, colour, SKIN)


def _brow(b: Body, side: str) -> Array:
    """How much of an eyebrow each vertex is."""
    eye = b.joints[f"eye_{side}"]
    off = b.vertices - eye
    across = np.abs(off[:, 1]) / 0.026
    height = (off[:, 2] - 0.026 + 0.006 * across**2) / 0.0065
    return np.asarray(np.exp(-(height**2)) * (across < 1.15) * (off[:, 0] > 0.004))


def _bearded(person: Person, b: Body, t: Topology, colour: Array) -> Array:
    eye = (b.joints["eye_left"] + b.joints["eye_right"]) / 2
    off = b.vertices - eye
    head = t.share("head", "neck")
    # The jaw from the moustache down, leaving the cheekbones, the lips and the throat.
    line = -0.045 - 0.35 * np.maximum(-off[:, 0] - 0.02, 0.0) - 0.35 * np.maximum(0.0, off[:, 0] - 0.01)
    much = np.clip((line - off[:, 2]) / 0.012, 0, 1) * np.clip((off[:, 2] + 0.135) / 0.02, 0, 1)
    much *= (head > 0.6) * np.clip((off[:, 0] + 0.095) / 0.02, 0, 1) * (1 - np.clip(t.lips * 1.6, 0, 1))
    much = (much * min(person.beard, 1.0) * 0.85)[:, None]
    return np.asarray(colour * (1 - much) + np.array(person.hair) * much)


def eyes(b: Body, t: Topology) -> Part:
    triangles, old = picked(t.eyes, np.ones(len(b.vertices), bool))
    colour = np.full((len(old), 3), 0.42)
    for side in ("left", "right"):
        eye = b.joints[f"eye_{side}"]
        off = b.vertices[old] - eye
        near = np.linalg.norm(off, axis=1) < 0.03
        ahead = np.linalg.norm(off[:, 1:], axis=1)
        front = off[:, 0] > 0
        colour[near & front & (ahead < 0.0075)] = (0.07, 0.045, 0.03)
        colour[near & front & (ahead < 0.003)] = (0.004, 0.004, 0.004)
    weights = np.asarray(t.weights[old], np.float64)
    return Part(b.vertices[old], weights, triangles, np.ones(len(old)), colour, EYE)


def hair(person: Person, b: Body, t: Topology) -> list[Part]:
    """A cap over the scalp and, for long styles, a piece that hangs."""
    if person.hair_style == "bald":
        return []
    eye = (b.joints["eye_left"] + b.joints["eye_right"]) / 2
    off = b.vertices - eye
    back = unit(np.array([-0.70, 0.0, 0.71]))
    cover = (off - np.array([0.008, 0.0, 0.064])) @ back - 0.08 * np.abs(off[:, 1]) ** 2 / 0.075
    if person.hair_style != "long":
        ear = np.array([-0.088, 0.078, -0.012])
        beside = (np.abs(off * np.array([1, 0, 1]) + np.abs(off) * np.array([0, 1, 0]) - ear)) / np.array(
            [1.0, 2.0, 1.25]
        )
        cover = np.minimum(cover, np.linalg.norm(beside, axis=1) - 0.030)
    cover = np.where(t.share("head", "neck") > 0.9, np.minimum(cover, 0.05), -1.0)
    grown = {"short": 0.012, "bob": 0.020, "bun": 0.010, "long": 0.014}[person.hair_style]
    cap = shell(Garment(cover, grown, 0.003, 8), Cloth("hair", person.hair), b, t)
    parts = [_ashair(cap)]
    head = np.asarray(t.weights[:1] * 0, np.float64)
    head[0, t.bones.index("head")] = 1.0
    if person.hair_style == "bun":
        parts.append(ball(eye + np.array([-0.150, 0, 0.085]), (0.042, 0.045, 0.042), head, person.hair))
    elif person.hair_style in ("bob", "long"):
        low = -0.135 if person.hair_style == "bob" else -0.20
        middle, tall = eye + np.array([-0.105, 0, (low + 0.04) / 2]), (0.04 - low) / 2
        parts.append(ball(middle, (0.058, 0.083, tall), head, person.hair))
    return parts


def _ashair(part: Part) -> Part:
    return Part(part.vertices, part.weights, part.triangles, part.cover, part.albedo, HAIR)


def ball(at: Array, radii: tuple[float, float, float], weight: Array, colour: Colour) -> Part:
    """An ellipsoid that goes with one bone."""
    rows, columns = 14, 20
    u, v = np.meshgrid(
        np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns, endpoint=False), indexing="ij"
    )
    unit_ball = np.stack([np.sin(u) * np.cos(v), np.sin(u) * np.sin(v), np.cos(u)], axis=2).reshape(-1, 3)
    triangles = []
    for r in range(rows - 1):
        for c in range(columns):
            a, d = r * columns + c, r * columns + (c + 1) % columns
            triangles += [(a, a + columns, d), (d, a + columns, d + columns)]
    n = len(unit_ball)
    return Part(
        at + unit_ball * np.array(radii),
        np.repeat(weight, n, axis=0),
        np.array(triangles, np.int32),
        np.ones(n),
        np.tile(np.array(colour), (n, 1)),
        HAIR,
    )
