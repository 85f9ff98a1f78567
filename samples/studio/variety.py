"""Random short sets: anybody, anywhere, seen from places good and bad, so that accuracy becomes a curve."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from samples.studio.body import random_person
from samples.studio.camera import Camera
from samples.studio.confounders import KINDS, Confounder
from samples.studio.room import LIGHTS, ROOMS
from samples.studio.script import Hold, Reps, Step
from samples.studio.take import Clip


@dataclass(frozen=True, slots=True)
class Advice:
    """The camera place that the coach recommends: turned towards the head, height, what it looks at."""

    to_head_deg: float
    height_m: float
    target: tuple[float, float, float]
    amplitude_deg: tuple[float, float]
    share: float


ADVICE: dict[str, Advice] = {
    "hip-flexion": Advice(0.0, 0.8, (0.03, 0.0, 0.28), (3.0, 25.0), 0.20),
    "hip-internal-rotation": Advice(30.0, 1.2, (0.03, 0.0, 0.28), (3.0, 25.0), 0.06),
    "hip-external-rotation": Advice(0.0, 0.8, (-0.05, 0.0, 0.36), (3.0, 22.0), 0.12),
    "hip-extension": Advice(0.0, 0.9, (-0.06, 0.0, 0.70), (3.0, 22.0), 0.05),
}
EXERCISES = tuple(ADVICE)
SIZE_PX = (432, 324)
FPS = 12


def random_clip(seed: int) -> Clip:
    """One set, deterministic from its seed; the exercises take turns."""
    rng = np.random.default_rng([seed, 20])
    exercise = EXERCISES[seed % len(EXERCISES)]
    advice = ADVICE[exercise]
    side = "left" if rng.random() < 0.5 else "right"
    amplitude = float(rng.uniform(*advice.amplitude_deg))
    steps = _steps(advice, amplitude, rng)
    camera, off = _camera(advice, side, rng)
    light, strength = _light(rng)
    confounders = tuple(
        Confounder(
            str(rng.choice(KINDS)),
            float(rng.uniform(0.5, 9.0)),
            float(rng.uniform(1.0, 2.5)),
            float(rng.uniform(0.4, 1.0)),
        )
        for _ in range(int(rng.choice((0, 0, 1, 2))))
    )
    moved = max((s.share * s.amplitude_deg for s in steps if isinstance(s, Reps) and s.moved), default=0.0)
    made = {
        "seed": seed,
        "off_advice_deg": round(off, 1),
        "height_m": round(camera.height_m, 2),
        "distance_m": round(camera.distance_m, 2),
        "brightness": round(strength * camera.exposure, 3),
        "amplitude_deg": round(amplitude, 1),
        "lumbar_deg": round(moved, 1),
        "confounders": [c.kind for c in confounders],
        "light": light,
    }
    return Clip(
        name=f"variety_{seed:03d}",
        exercise=exercise,
        side=side,
        steps=steps,
        person=random_person(rng),
        room=str(rng.choice(list(ROOMS))),
        light=light,
        camera=camera,
        view="side" if abs(off) < 25 else "oblique",
        fps=FPS,
        seed=seed,
        confounders=confounders,
        made=made,
    )


def _steps(advice: Advice, amplitude: float, rng: np.random.Generator) -> tuple[Step, ...]:
    period = float(np.clip(rng.normal(1.5, 0.28), 1.05, 2.3))
    calm = advice.share * float(rng.uniform(0.4, 1.5))
    if rng.random() < 0.45:
        share = float(rng.uniform(0.45, 1.05))
        bout: tuple[Step, ...] = (
            Reps(3, amplitude, calm, period),
            Reps(4, amplitude, share, period, moved=True),
        )
    else:
        bout = (Reps(int(rng.integers(5, 8)), amplitude, calm, period),)
    return (Hold("work", 2.0), *bout, Hold("work", 0.8))


def _camera(advice: Advice, side: str, rng: np.random.Generator) -> tuple[Camera, float]:
    """A camera, and how far it is turned from the advised direction, degrees, + to the head or back."""
    # The stretched leg is usually the near one; from the other side it is worth knowing as well.
    seen = side if rng.random() < 0.75 else ("left" if side == "right" else "right")
    off = float(rng.uniform(-60, 60)) if rng.random() < 0.5 else float(rng.uniform(-20, 20))
    to_head = advice.to_head_deg + off
    yaw = -to_head if seen == "right" else 180.0 + to_head
    target = tuple(float(v + rng.normal(0, 0.05)) for v in advice.target)
    distance = math.exp(float(rng.uniform(math.log(1.6), math.log(5.0))))
    height = float(np.clip(advice.height_m + rng.normal(0, 0.3), 0.25, 1.9))
    tilt = 9.0 if rng.random() < 0.1 else 1.5
    return (
        Camera(
            yaw,
            height,
            distance,
            (target[0], target[1], target[2]),
            float(rng.uniform(56, 74)),
            float(rng.normal(0, tilt)),
            SIZE_PX,
            *_exposure(rng),
        ),
        off,
    )


def _exposure(rng: np.random.Generator) -> tuple[float, float, float]:
    """Exposure, noise and blur: mostly a decent webcam, sometimes a dim one, sometimes darkness."""
    kind = rng.random()
    if kind < 0.75:
        return float(rng.uniform(0.9, 1.5)), float(rng.uniform(0.004, 0.015)), float(rng.uniform(0.4, 0.8))
    if kind < 0.90:
        return float(rng.uniform(0.35, 0.7)), float(rng.uniform(0.012, 0.03)), float(rng.uniform(0.5, 1.0))
    return float(rng.uniform(0.06, 0.3)), float(rng.uniform(0.02, 0.04)), float(rng.uniform(0.5, 1.1))


def _light(rng: np.random.Generator) -> tuple[str, float]:
    name = str(rng.choice([n for n in LIGHTS if n != "dusk"] * 2 + ["dusk"]))
    light = LIGHTS[name]
    return name, float(np.mean(light.key) * 0.5 + np.mean(light.above) * 0.5)
