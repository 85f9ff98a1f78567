"""Random sets, each from a seed, so that any failure can be made again from its name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.simulator.camera import Camera
from tests.simulator.disturb import KINDS
from tests.simulator.script import Interruption, LumbarBout, SetScript
from tests.simulator.simulate import advised_camera
from tests.simulator.skeleton import Person

BANDS_DEG = ((3.0, 5.0), (5.0, 8.0), (8.0, 15.0), (15.0, 40.0))
"""Bands of the size of a pull, as the requirements draw them."""

BACK_KINDS = tuple(kind for kind in KINDS if kind not in ("lose", "shift"))
"""Between reps of a set for the lower back; who shifts the hips lifts the pelvis for real."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The name of a random set: `script` makes it."""

    exercise_id: str
    light: str
    amplitude_deg: tuple[float, float]
    seed: int

    def __str__(self) -> str:
        low, high = self.amplitude_deg
        return f'Draw("{self.exercise_id}", "{self.light}", ({low:g}, {high:g}), {self.seed})'

    def script(self) -> SetScript:
        """A set as people do it: 6-50 reps of 0.6-5 s, pauses and interruptions, drift, any fair camera."""
        rng = np.random.default_rng([self.seed, 1])
        side = str(rng.choice(("left", "right")))
        reps = int(rng.integers(6, 25)) if rng.random() < 0.8 else int(rng.integers(30, 51))
        return SetScript(
            self.exercise_id,
            side,
            reps=reps,
            amplitude_deg=float(rng.uniform(*self.amplitude_deg)),
            spread=float(rng.uniform(0.03, 0.15)),
            period_s=float(np.exp(rng.uniform(np.log(0.6), np.log(5.0)))),
            period_spread=float(rng.uniform(0.03, 0.12)),
            hold_s=float(rng.uniform(2.0, 6.0)),
            drift_deg_per_min=float(rng.normal(0, 2.0)),
            interruptions=_interruptions(rng, reps),
            lumbar_share=float(rng.uniform(0.0, 0.3)),
            fps=float(rng.choice((15, 20, 24, 25, 30, 30, 50, 60))),
            irregular=float(rng.choice((0.0, 0.1, 0.25))),
            lost_frames=float(rng.choice((0.0, 0.0, 0.05))),
            from_standing=bool(rng.random() < 0.3),
            camera=camera_near(rng, self.exercise_id, side),
            person=Person(scale=float(rng.uniform(0.9, 1.1))),
            light=self.light,
            seed=self.seed,
        )


def camera_near(rng: np.random.Generator, exercise_id: str, side: str) -> Camera:
    """A camera in the region the exercise allows: up to 45 degrees off, either side, mirrored or not."""
    best = advised_camera(exercise_id, side)
    inward = exercise_id == "hip-internal-rotation"
    other_side = not inward and rng.random() < 0.3
    sides = {"left": "right", "right": "left"}
    return Camera(
        side=sides[best.side] if other_side else best.side,
        yaw_deg=float(
            best.yaw_deg + (rng.uniform(-15, 15) if inward else np.clip(rng.normal(0, 18), -45, 45))
        ),
        height_m=float(best.height_m + rng.uniform(-0.3, 0.4)),
        distance_m=float(best.distance_m + rng.uniform(-0.3, 1.0)),
        size_px=((640, 480), (1280, 720), (960, 540))[int(rng.integers(3))],
        mirrored=bool(rng.random() < 0.3),
    )


def _interruptions(rng: np.random.Generator, reps: int) -> tuple[Interruption, ...]:
    """None in half of the sets, otherwise one to three from the third rep on; a lost track lasts a second."""
    if rng.random() < 0.5:
        return ()
    places = rng.choice(np.arange(3, reps), size=min(int(rng.integers(1, 4)), reps - 3), replace=False)
    kinds = rng.choice(KINDS, size=len(places))
    return tuple(
        Interruption(int(after), str(kind), 1.0 if kind == "lose" else float(rng.uniform(1, 4)))
        for after, kind in sorted(zip(places, kinds, strict=True))
    )


def back_script(exercise_id: str, seed: int, degrees: float, *, instead: bool = True) -> SetScript:
    """A set in good light with clean reps first, then a bout of `degrees` (0 for none), all confounders on.

    Confounders: nods, leans where the trunk is free, breath and sway, reps of growing size, arms crossing
    the trunk and coughs.
    """
    rng = np.random.default_rng([seed, 2])
    side = str(rng.choice(("left", "right")))
    clean, current, after = int(rng.integers(5, 11)), int(rng.integers(4, 7)), int(rng.integers(2, 6))
    reps = clean + current + after
    lying = exercise_id in ("hip-flexion", "hip-internal-rotation")
    places: Sequence[int] = rng.choice(np.arange(2, reps), size=2, replace=False).tolist()
    return SetScript(
        exercise_id,
        side,
        reps=reps,
        amplitude_deg=float(rng.uniform(8, 18)),
        spread=0.15,
        period_s=float(rng.uniform(1.2, 3.0)),
        lumbar=(LumbarBout(clean + 1, clean + current, degrees, instead),) if degrees else (),
        lumbar_share=float(rng.uniform(0.0, 0.3)),
        nod_deg=float(rng.uniform(5, 20)),
        lean_deg=0.0 if lying else float(rng.uniform(0, 4)),
        breath=float(rng.uniform(0.8, 1.5)),
        sway=float(rng.uniform(0.8, 1.5)),
        interruptions=tuple(
            Interruption(at, str(rng.choice(BACK_KINDS)), float(rng.uniform(1, 3))) for at in sorted(places)
        ),
        drift_deg_per_min=float(rng.normal(0, 1.5)),
        fps=float(rng.choice((20, 25, 30))),
        camera=_square(rng, exercise_id, side),
        person=Person(scale=float(rng.uniform(0.9, 1.1))),
        seed=seed,
    )


def _square(rng: np.random.Generator, exercise_id: str, side: str) -> Camera:
    """The advised place to within 12 degrees, where the measures are called good."""
    best = advised_camera(exercise_id, side)
    return Camera(
        best.side,
        best.yaw_deg + float(rng.uniform(-12, 12)),
        best.height_m + float(rng.uniform(-0.15, 0.2)),
        best.distance_m + float(rng.uniform(-0.2, 0.6)),
        mirrored=bool(rng.random() < 0.3),
    )
