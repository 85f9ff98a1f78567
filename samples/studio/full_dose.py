"""A whole exercise as the mission doses it: three sets of 20 or 30 reps, with the rests between them."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from samples.studio.confounders import KINDS, Confounder
from samples.studio.steps import Hold, Move, Reps, Step
from samples.studio.take import Clip
from samples.studio.variety import ADVICE, ENTRY, EXERCISES, LYING, random_clip

SETS, REST_S, MOVED = 3, 20.0, 8
"""The last `MOVED` reps of the last set are the lower back's."""


def full_dose(seed: int) -> Clip:
    """Three sets by the next person whom `random_clip` draws as advised; the exercises take turns.

    Between the sets the person lies, sits or stands at ease for `REST_S`, and coughs, looks or scratches.
    """
    every = (random_clip(number) for number in itertools.count(seed, len(EXERCISES)))
    drawn = next(clip for clip in every if clip.made["advised"])
    rng = np.random.default_rng([drawn.seed, 77])
    exercise = drawn.exercise
    count = 20 if exercise == "hip-extension" else 30
    amplitude = float(rng.uniform(7.0, 18.0))
    calm = ADVICE[exercise].share * float(rng.uniform(0.4, 1.4))
    way = {
        "period_s": float(rng.uniform(1.3, 2.1)),
        "slow": 1.2,
        "vary": float(rng.uniform(0.06, 0.16)),
        "fatigue": 0.2,
        "rest_s": float(rng.choice((0.0, 0.3))),
    }
    good = Reps(count, amplitude, calm, **way)
    bad = Reps(MOVED, max(amplitude, 14.0), 0.9, moved=True, **way)
    relaxed = "lie" if exercise in LYING else "relax"
    rest = (
        Hold("work", 2.0),
        Move(relaxed, 1.5),
        Hold(relaxed, REST_S),
        Move("work", 1.8),
        Hold("work", 2.5),
    )
    steps: list[Step] = [Hold(ENTRY[exercise], 1.0), Move(ENTRY[exercise], 0.1), Move("work", 2.0)]
    steps += [Hold("work", 2.0), good, *rest, good, *rest, replace(good, count=count - MOVED), bad]
    steps += [Hold("work", 1.5), Move(relaxed, 1.5), Hold(relaxed, 3.0)]
    set_s, rest_s = count * (way["period_s"] + way["rest_s"]), REST_S + 7.8
    confounders = [
        Confounder(
            str(rng.choice(KINDS)),
            5.0 + number * (set_s + rest_s) + float(rng.uniform(start_s, end_s)),
            float(rng.uniform(1.0, 2.5)),
            float(rng.uniform(0.4, 1.0)),
        )
        for number in range(SETS)
        for start_s, end_s in (
            (0.2 * set_s, 0.8 * set_s),
            (set_s + 3.0, set_s + 22.0),
            (set_s + 3.0, set_s + 22.0),
        )
    ]
    return replace(
        drawn,
        name=f"dose_{seed:03d}",
        steps=tuple(steps),
        confounders=tuple(confounders),
        fps=12,
        made={**drawn.made, "amplitude_deg": round(amplitude, 1)},
    )
