"""What people do besides the exercise: breathe, sway, nod, lean, cough, shift, scratch, reach."""

from dataclasses import replace

import numpy as np

from posecoach.kinematics.figure import ease
from tests.simulator.skeleton import Posture
from tests.simulator.vectors import Array, burst, column, wander

KINDS = ("pause", "cough", "shift", "scratch", "nod", "lose", "reach")

BREATH_S = 4.0
BREATH_SHOULDER_M = 0.002
"""Quiet breathing lifts the front of the chest by 3-5 mm (De Groote et al. 1997), the shoulders half."""

SWAY_M = {
    "standing": (0.003, 0.004, 0.0004),
    "sitting": (0.001, 0.001, 0.0003),
    "lying": (0.0003, 0.0003, 0.0002),
}
"""Sway of the hips forwards, sideways and up, rms: 4-5 mm standing (Winter 1995), feet and height staying."""

SWAY_DEG = {"standing": 0.25, "sitting": 0.25, "lying": 0.04}
"""Sway of the trunk's inclination, rms; half as much again with the breath, sitting and standing."""


def bump(t_s: Array, start_s: float, end_s: float, edge_s: float = 0.4) -> Array:
    """0, up to 1 between the times, and back; (n,)."""
    edge = min(edge_s, (end_s - start_s) / 2)
    return ease((t_s - start_s) / edge) - ease((t_s - end_s + edge) / edge)


def live(
    posture: Posture,
    t_s: Array,
    rng: np.random.Generator,
    breath: float,
    sway: float,
    nod: float,
    lean: float,
) -> Posture:
    """The posture with breath, sway, and with nods and leans of the given size in degrees."""
    place = _place(posture)
    phase = 2 * np.pi * t_s / (BREATH_S * rng.uniform(0.8, 1.3))
    air = np.sin(phase + wander(rng, t_s, 30, 8, 0.5)) * breath
    drift = [wander(rng, t_s, 15, 2, size * sway) for size in SWAY_M[place]]
    hip = posture.hip + np.stack(drift, axis=-1)
    pitch = posture.pitch + SWAY_DEG[place] * (wander(rng, t_s, 12, 2, sway) + 0.5 * air)
    if lean:
        pitch = pitch + bouts(rng, t_s, every_s=9.0, length_s=2.5) * lean
    neck = posture.neck_pitch + wander(rng, t_s, 15, 2, 0.6 * sway)
    if nod:
        neck = neck + bouts(rng, t_s, every_s=6.0, length_s=1.2) * nod
    return replace(
        posture,
        hip=hip,
        pitch=pitch,
        neck_pitch=neck,
        protract_m=posture.protract_m + BREATH_SHOULDER_M * air,
    )


def _place(posture: Posture) -> str:
    if float(np.median(posture.pitch)) < -45:
        return "lying"
    return "standing" if float(posture.hip[0, 2]) > 0.4 else "sitting"


def bouts(rng: np.random.Generator, t_s: Array, every_s: float, length_s: float) -> Array:
    """Bumps of random sign and length, one every `every_s` on average; (n,), largest about 1."""
    total = np.zeros_like(t_s)
    for at in _moments(rng, t_s, every_s):
        length = length_s * rng.uniform(0.5, 1.8)
        total += bump(t_s, at, at + length, length / 3) * rng.uniform(0.5, 1.0) * rng.choice((-1, 1))
    return np.clip(total, -1, 1)


def _moments(rng: np.random.Generator, t_s: Array, every_s: float) -> Array:
    span = float(t_s[-1] - t_s[0])
    return t_s[0] + rng.uniform(0, span, rng.poisson(span / every_s))


def interrupt(
    posture: Posture, t_s: Array, rng: np.random.Generator, events: tuple[tuple[str, float, float], ...]
) -> Posture:
    """The posture with each (kind, start_s, end_s) acted out; "pause" and "lose" need no movement."""
    for kind, start, end in events:
        if kind in _ACTS:
            posture = _ACTS[kind](posture, t_s, rng, start, end)
    return posture


def _cough(posture: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    """One to three coughs of unlike strength: they weaken with their number (Hegland et al. 2013)."""
    jerk = np.zeros_like(t_s)
    own = rng.spawn(1)[0]
    for _ in range(rng.integers(1, 4)):
        at = rng.uniform(start, max(end - 0.5, start + 0.01))
        jerk += bump(t_s, at, at + own.uniform(0.35, 0.55), 0.18) * own.uniform(0.4, 1.0)
    way = rng.uniform(2, 5) * np.clip(jerk, 0, 1)
    return replace(posture, pitch=posture.pitch + way, neck_pitch=posture.neck_pitch + way * 2)


def _shift(posture: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    """The hips are set anew, 1-3 cm away, for good, lifted a little on the way.

    Standing they hardly rise: bent knees would make a rep of it.
    """
    standing = float(np.median(posture.hip[:, 2])) > 0.4
    w = ease((t_s - start) / (end - start))[:, None]
    hump = bump(t_s, start, end, (end - start) / 2)[:, None]
    away = rng.normal(0, 0.012, 3) * np.array([0.3 if standing else 1, 1, 0.1 if standing else 0.3])
    lift = 0.004 if standing else rng.uniform(0.005, 0.02)
    hip = posture.hip + away * w + column(0, 0, lift) * hump
    return replace(posture, hip=hip)


def _scratch(posture: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    """A hand goes to the face and moves there at 3-5 Hz."""
    side = rng.choice(("left", "right"))
    wrist = getattr(posture, f"wrist_{side}")
    w = bump(t_s, start, end, 0.6)[:, None]
    lying = float(np.median(posture.pitch)) < -45
    place = posture.hip + (column(-0.62, 0, 0.15) if lying else column(0.15, 0, 0.62))
    rub = np.stack([burst(rng, t_s, (start, end), 0.35, 0.2, 0.012) for _ in range(3)], axis=-1)
    return replace(posture, **{f"wrist_{side}": wrist + (place + rub - wrist) * w})


def _reach(posture: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    """An arm crosses the trunk to the other hip and comes back."""
    side = rng.choice(("left", "right"))
    wrist = getattr(posture, f"wrist_{side}")
    across = posture.hip + column(0.05, -0.18 if side == "left" else 0.18, 0.15)
    w = bump(t_s, start, end, 0.7)[:, None]
    return replace(posture, **{f"wrist_{side}": wrist + (across - wrist) * w})


def _nod(posture: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    size = rng.uniform(12, 30) * rng.choice((-1, 1))
    return replace(posture, neck_pitch=posture.neck_pitch + size * bump(t_s, start, end, (end - start) / 2.5))


_ACTS = {"cough": _cough, "shift": _shift, "scratch": _scratch, "reach": _reach, "nod": _nod}
