"""Clips of slow movements to the end of range: who, how far, where the lower back joins, seen from where."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from samples.studio.camera import Camera
from samples.studio.figure.people import random_person
from samples.studio.ramps import Ramps
from samples.studio.room import LIGHTS, ROOMS
from samples.studio.steps import Hold
from samples.studio.take import Clip
from samples.studio.variety import ADVICE, EXERCISES, SIZE_PX


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the ramps of an exercise go, as ranges to draw from: degrees of the motion's pull."""

    from_deg: float
    to_deg: tuple[float, float]
    before_end_deg: tuple[float, float]
    share: tuple[float, float]
    join: tuple[float, float]


EXTENT = {
    "hip-flexion": Extent(-32.0, (8.0, 24.0), (14.0, 26.0), (0.0, 0.12), (0.6, 0.95)),
    "hip-internal-rotation": Extent(0.0, (22.0, 42.0), (10.0, 16.0), (0.0, 0.0), (0.0, 0.0)),
    "hip-external-rotation": Extent(-12.0, (26.0, 40.0), (14.0, 22.0), (0.0, 0.06), (0.6, 0.95)),
    "hip-extension": Extent(-22.0, (18.0, 28.0), (14.0, 20.0), (0.0, 0.05), (0.6, 0.95)),
}


def ramp_clips(seed: int) -> list[Clip]:
    """Both sides of one person in each exercise, and one of them again with the camera moved."""
    again = "left" if seed % 2 else "right"
    return [
        ramp_clip(seed, exercise, side, moved_camera=moved)
        for exercise in EXERCISES
        for side, moved in (("left", False), ("right", False), (again, True))
    ]


def ramp_clip(seed: int, exercise: str, side: str, *, moved_camera: bool = False) -> Clip:
    """Two or three slow movements of somebody seen as advised; person, range and onset follow from `seed`.

    The hips of one person differ in range and onset. With `moved_camera` the same is seen from a place 10
    degrees and half a metre away.
    """
    own = np.random.default_rng([seed, 77])
    person = random_person(own)
    room, light = str(own.choice(list(ROOMS))), str(own.choice([n for n in LIGHTS if n != "dusk"]))
    distance, off = float(own.uniform(2.1, 2.6)), float(own.uniform(-5, 5))
    rng = np.random.default_rng([seed, 78, EXERCISES.index(exercise), int(side == "left")])
    extent, advice = EXTENT[exercise], ADVICE[exercise]
    top = float(rng.uniform(*extent.to_deg))
    ramps = Ramps(
        3, extent.from_deg, top, top - float(rng.uniform(*extent.before_end_deg)),
        float(rng.uniform(*extent.share)), float(rng.uniform(*extent.join)),
    )  # fmt: skip
    if moved_camera:
        distance, off = distance + 0.5, off + (10.0 if off < 0 else -10.0)
    yaw = -(advice.to_head_deg + off) if side == "right" else 180.0 + advice.to_head_deg + off
    height_m, target = advice.height_m, advice.target
    if exercise == "hip-internal-rotation":  # sitting, from the front
        yaw, height_m, target = 90.0 + off, 0.8, (0.15, 0.0, 0.62)
    camera = Camera(yaw, height_m, distance, target, 64.0, 0.0, SIZE_PX, 1.2, 0.008)
    steps = (Hold("work", 2.2), ramps, Hold("work", 1.0))
    return Clip(
        name=f"ramp_{seed:03d}_{exercise}_{side}{'_moved' if moved_camera else ''}",
        exercise=exercise,
        motion="seated-rotation" if exercise == "hip-internal-rotation" else "",
        side=side,
        steps=steps,
        person=person,
        room=room,
        light=light,
        camera=camera,
        fps=12,
        seed=seed,
        made={"seed": seed, "ramps": asdict(ramps), "moved_camera": moved_camera, "off_advice_deg": off},
    )  # fmt: skip
