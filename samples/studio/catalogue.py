"""The samples of the repository: who does what, where, in which light, seen from where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samples.studio.camera import Camera
from samples.studio.confounders import Confounder
from samples.studio.motions import MOTIONS
from samples.studio.steps import Hold, Move, Reps, Step
from samples.studio.take import Clip


def _floor(*middle: Step) -> tuple[Step, ...]:
    """Sitting down to lying, the exercise, and up again."""
    return (
        Hold("sit", 0.8),
        Move("lie", 2.2),
        Move("work", 1.6),
        *middle,
        Move("lie", 1.3),
        Move("sit", 1.8),
        Hold("sit", 0.4),
    )


def _seated(*middle: Step) -> tuple[Step, ...]:
    """From feet in front to soles together, the exercise, and back."""
    return (
        Hold("sit", 0.8),
        Move("upright", 1.8),
        Move("work", 1.4),
        *middle,
        Move("upright", 1.2),
        Hold("upright", 0.8),
    )


def _standing(*middle: Step) -> tuple[Step, ...]:
    """A step forward into the lunge, the exercise, and back to standing."""
    return (
        Hold("stand", 1.0),
        Move("relax", 1.4, 0.14),
        Move("work", 1.0),
        *middle,
        Move("relax", 1.0),
        Move("stand", 1.4, 0.14),
        Hold("stand", 0.6),
    )


def _clean(first: Reps, pause_s: float, last_deg: float, end_s: float, **last: float) -> tuple[Step, ...]:
    """Some pulls, a pause, and four more of another size, all from the hip."""
    more = replace(first, count=4, amplitude_deg=last_deg, **last)  # type: ignore[arg-type]
    return HOLD, first, Hold("work", pause_s), more, Hold("work", end_s)


def _back(first: Reps, moved_deg: float, moved_share: float, last: Reps) -> tuple[Step, ...]:
    """Some pulls, a pause, five in which the lower back moves, and a few more."""
    moved = replace(first, count=5, amplitude_deg=moved_deg, share=moved_share, moved=True)
    return HOLD, first, Hold("work", 1.2), moved, last, Hold("work", 0.8)


HOLD = Hold("work", 2.0)
LOW = (0.03, 0.0, 0.28)
SEATED = (-0.05, 0.0, 0.36)
TALL = (-0.06, 0.0, 0.74)


def _sample(name: str, side: str, steps: tuple[Step, ...], where: str, camera: Camera, **more: Any) -> Clip:
    """A sample, hip flexion if it is not named after another exercise; `where`: who, room and light."""
    exercise = name.rpartition("_")[0].replace("_", "-")
    exercise = exercise if exercise in MOTIONS else "hip-flexion"
    return Clip(name, exercise, side, steps, *where.split(), camera, **more)


_PHONE = (
    *(Hold("sit", 0.6), Move("lie", 2.2), Move("work", 1.6), HOLD, Reps(3, 11.0, 0.2)),
    *(Move("lie", 1.3), Move("phone", 2.2), Hold("phone", 3.0), Move("lie", 2.2), Move("work", 1.6)),
    *(HOLD, Reps(5, 11.0, 0.2), Hold("work", 1.0), Move("lie", 1.2)),
)

SAMPLES: dict[str, Clip] = {
    clip.name: clip
    for clip in (
        _sample(
            "hip_flexion_clean",
            "right",
            _floor(*_clean(Reps(6, 10.0, 0.20), 1.6, 9.0, 1.0)),
            "eli studio day",
            Camera(4, 0.82, 2.45, LOW),
            seed=11,
            confounders=(Confounder("nod", 16.0, 1.6, 0.5),),
        ),
        _sample(
            "hip_flexion_back",
            "left",
            _floor(*_back(Reps(4, 14.0, 0.18), 17.0, 0.92, Reps(2, 13.0, 0.2))),
            "fay living lamp",
            Camera(177, 0.78, 2.5, LOW),
            seed=12,
        ),
        _sample(
            "hip_internal_rotation_clean",
            "right",
            _floor(*_clean(Reps(6, 15.0, 0.05, 1.7), 1.5, 14.0, 0.8)),
            "chi bedroom overcast",
            Camera(-30, 1.2, 2.35, LOW),
            view="head-side",
            seed=13,
            confounders=(Confounder("look", 14.0, 2.0, 0.6),),
        ),
        _sample(
            "hip_internal_rotation_back",
            "left",
            _floor(*_back(Reps(4, 15.0, 0.05, 1.7), 17.0, 1.05, Reps(2, 14.0, 0.05, 1.7))),
            "ben studio day",
            Camera(212, 1.2, 2.5, LOW),
            view="head-side",
            seed=14,
        ),
        _sample(
            "hip_external_rotation_clean",
            "left",
            _seated(*_clean(Reps(6, 9.0, 0.10, 1.7), 1.6, 9.0, 1.0, period_s=1.6)),
            "ada living window",
            Camera(-3, 0.8, 2.3, SEATED),
            seed=15,
        ),
        _sample(
            "hip_external_rotation_back",
            "left",
            _seated(*_back(Reps(4, 14.0, 0.10, 1.7), 19.0, 0.95, Reps(2, 14.0, 0.10, 1.7))),
            "dov bedroom day",
            Camera(182, 0.85, 2.4, SEATED),
            seed=16,
        ),
        _sample(
            "hip_extension_clean",
            "left",
            _standing(*_clean(Reps(6, 12.0, 0.04, 1.7), 1.6, 11.0, 0.8)),
            "gus garage overcast",
            Camera(2, 0.95, 2.75, TALL),
            seed=17,
        ),
        _sample(
            "hip_extension_back",
            "right",
            _standing(*_back(Reps(4, 15.0, 0.04, 1.7), 17.0, 1.05, Reps(2, 14.0, 0.04, 1.7))),
            "eli living lamp",
            Camera(-4, 1.0, 2.8, TALL),
            seed=18,
        ),
        _sample(
            "hip_flexion_phone",
            "right",
            _PHONE,
            "ben garage day",
            Camera(-5, 0.8, 2.5, LOW),
            seed=19,
            confounders=(Confounder("nod", 15.5, 2.4, 0.6),),
        ),
        _sample(
            "too_dark",
            "left",
            _floor(HOLD, Reps(5, 10.0, 0.2)),
            "ada bedroom dusk",
            Camera(180, 0.8, 2.5, LOW, exposure=0.055, noise=0.035),
            seed=20,
        ),
        _sample(
            "bad_place",
            "right",
            _floor(HOLD, Reps(5, 12.0, 0.2)),
            "dov studio day",
            Camera(86, 0.7, 2.3, LOW),
            view="feet",
            seed=21,
        ),
        _sample(
            "nobody",
            "right",
            (Hold("lie", 10.0),),
            "ada living day",
            Camera(0, 0.9, 2.4, LOW),
            seed=22,
            empty=True,
        ),
    )
}
