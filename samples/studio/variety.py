"""Random short sets: anybody, anywhere, seen from places good and bad, so that accuracy becomes a curve."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from samples.studio.camera import Camera
from samples.studio.confounders import KINDS, Confounder
from samples.studio.figure.people import random_person
from samples.studio.room import LIGHTS, ROOMS
from samples.studio.steps import Hold, Move, Reps, Step
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
LYING = ("hip-flexion", "hip-internal-rotation")
ENTRY = {
    "hip-flexion": "lie",
    "hip-internal-rotation": "lie",
    "hip-external-rotation": "sit",
    "hip-extension": "stand",
}


def random_clip(seed: int) -> Clip:
    """One set, deterministic from its seed; the exercises take turns.

    Six in ten are drawn within the region that the coach advises, in ordinary light; the others anywhere.
    """
    rng = np.random.default_rng([seed, 21])
    exercise = EXERCISES[seed % len(EXERCISES)]
    advice = ADVICE[exercise]
    advised = bool(rng.random() < 0.6)
    side = "left" if rng.random() < 0.5 else "right"
    amplitude = math.exp(float(rng.uniform(*np.log(advice.amplitude_deg))))
    steps, manner = _steps(exercise, advice, amplitude, rng)
    light, strength = _light(rng, advised)
    camera, off = random_camera(advice, side, advised, rng)
    confounders = tuple(
        Confounder(
            str(rng.choice(KINDS)),
            float(rng.uniform(0.5, 14.0)),
            float(rng.uniform(1.0, 2.5)),
            float(rng.uniform(0.4, 1.0)),
        )
        for _ in range(int(rng.choice((0, 0, 1, 2))))
    )
    moved = max((s.share * s.amplitude_deg for s in steps if isinstance(s, Reps) and s.moved), default=0.0)
    person = random_person(rng)
    made = {
        "seed": seed,
        "advised": advised,
        "off_advice_deg": round(off, 1),
        "height_m": round(camera.height_m, 2),
        "distance_m": round(camera.distance_m, 2),
        "brightness": round(strength * camera.exposure, 3),
        "amplitude_deg": round(amplitude, 1),
        "lumbar_deg": round(moved, 1),
        "confounders": [c.kind for c in confounders],
        "light": light,
        "person": [list(part) for part in person.shape],
        "top": person.top.kind,
        "bottom": person.bottom.kind,
        **manner,
    }
    return Clip(
        name=f"mesh_{seed:03d}",
        exercise=exercise,
        side=side,
        steps=steps,
        person=person,
        room=str(rng.choice(list(ROOMS))),
        light=light,
        camera=camera,
        view="side" if abs(off) < 25 else "oblique",
        fps=int(rng.choice((12, 12, 15))),
        seed=seed,
        confounders=confounders,
        irregular=bool(rng.random() < 0.3),
        made=made,
    )


def _steps(
    exercise: str, advice: Advice, amplitude: float, rng: np.random.Generator
) -> tuple[tuple[Step, ...], dict[str, Any]]:
    """Getting in, one or two bouts with a pause or not, and out; and what of it is worth knowing later."""
    way = {"period_s": math.exp(float(rng.normal(math.log(1.6), 0.25)))}
    way["slow"] = float(np.clip(rng.normal(1.2, 0.35), 0.6, 2.4))
    way["hold_s"] = float(rng.uniform(0.5, 1.6)) if rng.random() < 0.25 else 0.0
    way["rest_s"] = float(rng.uniform(0.15, 0.8)) if rng.random() < 0.3 else 0.0
    way["vary"] = float(rng.uniform(0.05, 0.22))
    way["fatigue"] = float(rng.uniform(0.0, 0.35)) if rng.random() < 0.3 else 0.0
    calm = advice.share * float(rng.uniform(0.4, 1.6))
    first = int(rng.integers(4, 7))
    bouts: list[Step] = [Reps(first, amplitude, calm, **way)]
    back = "none"
    if rng.random() < 0.45:
        instead = bool(rng.random() < 0.6)
        back = "instead" if instead else "as well"
        # Instead: the lower back does what the hip did. As well: it adds to it, visibly or only just.
        size = max(amplitude, 8.0) * float(rng.uniform(0.9, 1.3))
        share = float(rng.uniform(0.85, 1.05)) if instead else float(rng.uniform(0.35, 0.7))
        if not instead:
            size = max(size, 14.0)
        bouts = [Reps(max(first - 2, 3), amplitude, calm, **way), Reps(3, size, share, moved=True, **way)]
        if rng.random() < 0.35:
            bouts.append(Reps(2, amplitude, calm, **way))
    pause = "none"
    if rng.random() < 0.25:
        relaxed = "lie" if exercise in LYING else "relax"
        pause = str(rng.choice(("still", relaxed)))
        gap: list[Step] = [Hold("work", float(rng.uniform(2.5, 5.0)))]
        if pause != "still":
            gap = [
                Move(pause, 1.2),
                Hold(pause, float(rng.uniform(0.5, 2.0))),
                Move("work", 1.4),
                Hold("work", 0.8),
            ]
        bouts = [*bouts, *gap, Reps(3, amplitude, calm, **way)]
    still_s = float(rng.uniform(1.2, 2.5)) if rng.random() < 0.75 else float(rng.uniform(0.1, 0.5))
    enter = rng.random() < 0.4
    start: list[Step] = [Hold("work", still_s + 0.8)]
    if enter:
        start = [
            Hold(ENTRY[exercise], 0.6),
            Move(ENTRY[exercise], 0.1),
            Move("work", float(rng.uniform(1.4, 2.2))),
            Hold("work", still_s),
        ]
    manner = {k: round(v, 2) for k, v in way.items()} | {
        "back": back,
        "pause": pause,
        "entry": bool(enter),
        "still_s": round(still_s, 1),
    }
    return (*start, *bouts, Hold("work", float(rng.uniform(0.8, 1.6)))), manner


def random_camera(advice: Advice, side: str, advised: bool, rng: np.random.Generator) -> tuple[Camera, float]:
    """A camera, and how far it is turned from the advised direction, degrees, + to the head or back."""
    # The stretched leg is usually the near one; from the other side it is worth knowing as well.
    seen = side if rng.random() < 0.75 else ("left" if side == "right" else "right")
    if advised:
        off = float(rng.uniform(-18, 18))
        distance = float(rng.uniform(1.9, 3.0))
        height = float(np.clip(advice.height_m + rng.normal(0, 0.15), 0.4, 1.5))
        spread, tilt = 0.04, 1.5
    else:
        off = float(rng.uniform(-60, 60)) if rng.random() < 0.6 else float(rng.uniform(-20, 20))
        distance = math.exp(float(rng.uniform(math.log(1.6), math.log(5.0))))
        height = float(np.clip(advice.height_m + rng.normal(0, 0.35), 0.25, 1.9))
        spread, tilt = 0.08, 9.0 if rng.random() < 0.2 else 1.5
    to_head = advice.to_head_deg + off
    yaw = -to_head if seen == "right" else 180.0 + to_head
    target = tuple(float(v + rng.normal(0, spread)) for v in advice.target)
    exposure, noise, blur = _exposure(advised, rng)
    return (
        Camera(
            yaw,
            height,
            distance,
            (target[0], target[1], target[2]),
            float(rng.uniform(58, 74)),
            float(rng.normal(0, tilt)),
            SIZE_PX,
            exposure,
            noise,
            blur,
            barrel=float(rng.uniform(-0.10, 0.02)),
            drift=float(rng.choice((0.0, 0.0, 0.06, 0.15))),
            flicker=float(rng.choice((0.0, 0.0, 0.02))),
            jpeg=int(rng.choice((0, 60, 80))),
        ),
        off,
    )


def _exposure(advised: bool, rng: np.random.Generator) -> tuple[float, float, float]:
    """Exposure, noise and blur: mostly a decent webcam, sometimes a dim one, sometimes darkness."""
    kind = 0.0 if advised else rng.random()
    if kind < 0.5:
        return float(rng.uniform(0.9, 1.5)), float(rng.uniform(0.004, 0.015)), float(rng.uniform(0.4, 0.8))
    if kind < 0.8:
        return float(rng.uniform(0.35, 0.7)), float(rng.uniform(0.012, 0.03)), float(rng.uniform(0.5, 1.0))
    return float(rng.uniform(0.06, 0.3)), float(rng.uniform(0.02, 0.04)), float(rng.uniform(0.5, 1.1))


def _light(rng: np.random.Generator, advised: bool) -> tuple[str, float]:
    bright = [n for n in LIGHTS if n != "dusk"]
    name = str(rng.choice(bright if advised else [*bright, "dusk"]))
    light = LIGHTS[name]
    return name, float(np.mean(light.key) * 0.5 + np.mean(light.above) * 0.5)
