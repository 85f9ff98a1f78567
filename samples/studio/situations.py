"""What happens around the exercise: other ways in, other legs, other exercises, other people; short clips.

A situation is drawn anew for every seed (person, clothes, room, light, camera within the advised region,
sizes), and its truth says under `expect` what a good coach makes of it: the least and the most `reps`, how
many are to be `blamed` on the lower back, and the `hint` that whoever is not counted should get.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from samples.studio.confounders import Confounder
from samples.studio.extras import Blanket, Cat, Companion, Extra, Phone
from samples.studio.figure.people import Cloth, Person, random_person
from samples.studio.room import LIGHTS, ROOMS
from samples.studio.steps import Hold, Move, Reps, Step
from samples.studio.take import Clip
from samples.studio.variety import ADVICE, random_camera

WORK = Hold("work", 2.0)
END = Hold("work", 0.8)
MARGIN_REPS = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known before a situation is written: the side asked for, the side that the camera sees, the
    sign of y away from the camera, and randomness."""

    side: str
    near: str
    away: float
    rng: np.random.Generator

    @property
    def far(self) -> str:
        """The side away from the camera."""
        return "left" if self.near == "right" else "right"

    def pulls(self, count: int, low_deg: float, high_deg: float, share: float = 0.15, **more: Any) -> Reps:
        """Clean reps of a random size and tempo."""
        return Reps(
            count,
            float(self.rng.uniform(low_deg, high_deg)),
            share,
            **{"period_s": float(self.rng.uniform(1.3, 1.9))} | more,
        )

    def somebody(self) -> Person:
        """Another person."""
        return random_person(self.rng)


@dataclass(frozen=True, slots=True)
class Situation:
    """A clip's steps and what belongs to it; `slack` is how many reps may be missed."""

    exercise: str
    steps: tuple[Step, ...]
    hint: str = ""
    slack: int = MARGIN_REPS
    motion: str = ""
    confounders: tuple[Confounder, ...] = ()
    extras: tuple[Extra, ...] = ()
    shirt_m: float = 0.0
    top: str = ""
    turned_deg: float = 0.0


FLEXION, INWARD, OUTWARD, EXTENSION = ADVICE


def _reps(s: Scene, **more: Any) -> tuple[Step, ...]:
    return (WORK, s.pulls(7, 9, 15, **more), END)


def _in_turn(s: Scene, count: int, base: str, arc_m: float = 0.0, **size: float) -> tuple[Step, ...]:
    """The legs in turn, beginning with the one that is asked for; only its reps count."""
    one = s.pulls(1, size["low"], size["high"], period_s=size["period_s"], base=base, arc_m=arc_m)
    return (Hold(base, 1.0), *((one, replace(one, scene="other", counted=False)) * count), Hold(base, 0.6))


# New ones go to the end: the place in this list is part of a clip's seed.
SITUATIONS: dict[str, Callable[[Scene], Situation]] = {
    # Other ways in, other legs.
    "roll_over": lambda s: Situation(
        FLEXION,
        (
            Hold("sit", 0.5),
            Move("side", 2.2),
            Hold("side", 0.4),
            Move("lie", 1.6),
            Move("work", 1.4),
            *_reps(s),
        ),
    ),
    "no_calm_moment": lambda s: Situation(
        FLEXION,
        (
            Hold("sit", 0.2),
            Move("lie", 1.8),
            Move("work", 1.2),
            s.pulls(7, 9, 15),
            Move("lie", 1.0),
            Move("sit", 1.6),
        ),
        confounders=(Confounder("shift", 3.0, 2.0), Confounder("scratch", 12.0, 2.0, side="left")),
    ),
    "leg_put_down": lambda s: Situation(
        FLEXION,
        (
            Hold("down", 1.0),
            s.pulls(6, 8, 16, period_s=2.6, base="down", arc_m=0.10, rest_s=0.15),
            Hold("down", 0.8),
        ),
    ),
    "wrong_leg": lambda s: Situation(
        FLEXION,
        (Hold("other", 2.0), s.pulls(11, 9, 15, scene="other"), Hold("other", 0.8)),
        hint="wrong-side",
        slack=11,
    ),
    "wrong_leg_lunge": lambda s: Situation(
        EXTENSION,
        (Hold("other", 2.0), s.pulls(11, 9, 15, share=0.04, scene="other"), Hold("other", 0.8)),
        hint="wrong-side",
        slack=11,
    ),
    "legs_in_turn": lambda s: Situation(
        FLEXION, _in_turn(s, 4, "lie", 0.08, low=6, high=12, period_s=2.2), hint="wrong-side", slack=4
    ),
    "lunges_in_turn": lambda s: Situation(
        EXTENSION, _in_turn(s, 4, "stand", 0.12, low=10, high=18, period_s=2.4), hint="wrong-side", slack=4
    ),
    # Other exercises.
    "all_fours": lambda s: Situation(
        FLEXION, (WORK, s.pulls(8, 18, 32, 0.1, counted=False), END), "position", motion="all-fours"
    ),
    "cat_cow": lambda s: Situation(
        FLEXION, (WORK, s.pulls(7, 14, 22, 0.95, counted=False), END), "position", motion="all-fours"
    ),
    "side_lying": lambda s: Situation(
        INWARD, (WORK, s.pulls(8, 22, 40, 0.05, counted=False), END), "position", motion="side-lying"
    ),
    "seated_tuck": lambda s: Situation(
        OUTWARD, (WORK, s.pulls(8, 18, 32, 0.2, counted=False), END), "position", motion="seated-tuck"
    ),
    "bridge": lambda s: Situation(
        FLEXION,
        (WORK, s.pulls(7, 18, 28, 0.1, counted=False, hold_s=0.3), END),
        "not-counted",
        motion="bridge",
    ),
    "both_knees": lambda s: Situation(
        FLEXION, (WORK, s.pulls(8, 10, 18, 0.4, counted=False), END), "not-counted", motion="both-knees"
    ),
    # What else is there.
    "phone_in_hand": lambda s: Situation(
        FLEXION,
        (WORK, s.pulls(4, 9, 15), Hold("work", 2.0), s.pulls(4, 9, 15), END),
        confounders=(Confounder("read", 1.0, 12.0, side="left"),),
        extras=(Phone("left"),),
    ),
    "cat_walks_by": lambda s: Situation(
        FLEXION, _reps(s), extras=(Cat((-1.2, -0.62 * s.away), (0.95, -0.55 * s.away), 4.0, 11.0),)
    ),
    "somebody_walks_by": lambda s: Situation(
        FLEXION,
        _reps(s),
        extras=(
            Companion(
                s.somebody(),
                "walk",
                (Hold("work", 2.5), Reps(1, 420.0, 0.0, 11.0, slow=1.0, vary=0.0)),
                (-2.1, 1.15 * s.away),
                seed=5,
            ),
        ),
    ),
    "somebody_trains_behind": lambda s: Situation(
        OUTWARD,
        (WORK, s.pulls(7, 9, 15, 0.1), END),
        extras=(
            Companion(
                s.somebody(),
                EXTENSION,
                (WORK, Reps(8, 26.0, 0.04, 2.1), END),
                (0.35, 1.35 * s.away),
                0.0,
                seed=6,
            ),
        ),
    ),
    "child_on_the_mat": lambda s: Situation(
        FLEXION,
        _reps(s),
        extras=(
            Companion(
                replace(s.somebody(), shape=(("mia", 0.50),), top=Cloth("tee", (0.5, 0.35, 0.05))),
                "all-fours",
                (WORK, Reps(9, 22.0, 0.2, 1.5), END),
                (0.55, 0.36 * s.away),
                190.0,
                seed=7,
            ),
        ),
    ),
    "blanket": lambda s: Situation(FLEXION, _reps(s), extras=(Blanket(),), slack=7),
    # What looks like the lower back and is not.
    "loose_shirt": lambda s: Situation(
        OUTWARD, (WORK, s.pulls(7, 9, 15, 0.08), END), shirt_m=0.022, top="loose"
    ),
    "far_knee": lambda s: Situation(
        OUTWARD,
        (WORK, s.pulls(7, 9, 15, 0.08), END),
        confounders=(Confounder("knee", 1.0, 16.0, 1.0, s.far),),
        turned_deg=36.0,
    ),
    "arm_across": lambda s: Situation(
        FLEXION, _reps(s), confounders=(Confounder("across", -2.0, 40.0, 1.0, s.near),)
    ),
}


def situation(name: str, seed: int) -> Clip:
    """The clip of a situation, deterministic from its seed."""
    rng = np.random.default_rng([seed, list(SITUATIONS).index(name), 33])
    side = str(rng.choice(("left", "right")))
    near_right = side == "right"
    scene = Scene(side, side, 1.0 if near_right else -1.0, rng)
    told = SITUATIONS[name](scene)
    advice = ADVICE[told.exercise]
    # The stretched leg is the near one; the front leg's, in a lunge, as good.
    camera, _ = random_camera(advice, side, True, rng)
    to_head = advice.to_head_deg + told.turned_deg + float(rng.uniform(-6, 6))
    camera = replace(
        camera,
        yaw_deg=-to_head if near_right else 180.0 + to_head,
        distance_m=float(rng.uniform(2.3, 2.8)),
        barrel=float(rng.uniform(-0.06, 0.0)),
    )
    person = random_person(rng)
    if told.top:
        person = replace(person, top=replace(person.top, kind=told.top))
    reps = sum(step.count for step in told.steps if isinstance(step, Reps) and step.counted)
    expect: dict[str, Any] = {"reps": [max(reps - told.slack, 0), reps], "blamed": 0}
    return Clip(
        f"{name}_{seed:02d}",
        told.exercise,
        side,
        told.steps,
        person,
        str(rng.choice(list(ROOMS))),
        str(rng.choice([light for light in LIGHTS if light != "dusk"])),
        camera,
        "oblique" if told.turned_deg else "side",
        fps=12,
        seed=seed,
        confounders=told.confounders,
        made={"situation": name, "seed": seed, "person": [list(part) for part in person.shape]},
        motion=told.motion,
        extras=told.extras,
        shirt_m=told.shirt_m,
        expect=expect | ({"hint": told.hint} if told.hint else {}),
    )
