"""Bodies of somebody who does an exercise: courses of signals, as a perfect camera would see them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.posture import Posture, PostureBelief
from posecoach.kinematics.view import View
from tests.coaching.counting.courses import Course

FPS = 15.0

UNSIDED = {"trunk_inclination": "trunk_inclination_deg", "hip_height": "hip_height_pct"}
SIDED = {
    "hip_flexion": "hip_flexion_deg",
    "knee_flexion": "knee_flexion_deg",
    "foot_height": "foot_height_pct",
}

STANDING = {
    "trunk_inclination": 5.0,
    "hip_height": 150.0,
    "hip_flexion": 5.0,
    "knee_flexion": 5.0,
    "foot_height": -150.0,
}
ON_BACK = {
    "trunk_inclination": 90.0,
    "hip_height": 5.0,
    "hip_flexion": 50.0,
    "knee_flexion": 100.0,
    "foot_height": 0.0,
}


def show(
    rest: Mapping[str, float],
    moves: Mapping[str, float],
    count: int = 8,
    posture: Posture = Posture.STANDING,
    period_s: float = 3.0,
    head_deg: float = 0.0,
    jitter: float = 0.3,
    seed: int = 0,
) -> list[Body]:
    """Somebody who rests, does `count` repetitions and rests again.

    Args:
        rest: the value of each signal at rest.
        moves: by how much a signal changes in each pull; "hip_flexion.left" moves one leg alone, and
            "hip_flexion.turn" one leg after the other, both starting with the left.
    """
    both = Course(((0.0, 0.0),)).hold(3.0).reps(count, 1.0, period_s).hold(3.0)
    t_s = np.arange(int(both.end_s * FPS)) / FPS
    first = int(3.0 * FPS)
    stroke = ((t_s - 3.0) // period_s).astype(int) % 2
    shares = {
        "": (both.at(t_s), both.at(t_s)),
        "left": (both.at(t_s), 0.0 * t_s),
        "right": (0.0 * t_s, both.at(t_s)),
        "turn": (both.at(t_s) * (stroke == 0), both.at(t_s) * (stroke == 1)),
    }
    noise = np.random.default_rng(seed)
    courses: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for signal, level in rest.items():
        left, right = level + noise.normal(0, jitter, (2, len(t_s)))
        for moved, by in moves.items():
            name, _, leg = moved.partition(".")
            if name == signal:
                left, right = left + by * shares[leg][0], right + by * shares[leg][1]
        courses[signal] = left, right
    assert first < len(t_s)
    return [_body(at, float(t_s[at]), courses, posture, head_deg) for at in range(len(t_s))]


def after(earlier: Sequence[Body], later: Sequence[Body]) -> list[Body]:
    """One recording after the other."""
    gap_s = earlier[-1].t_s + 1.0 / FPS
    return [*earlier, *(replace(body, t_s=body.t_s + gap_s) for body in later)]


def mirrored(bodies: Sequence[Body]) -> list[Body]:
    """The same with the legs exchanged."""
    turned = []
    for body in bodies:
        sides = {name: getattr(body, name) for name in SIDED.values()}
        turned.append(replace(body, **{name: LeftRight(x.right, x.left) for name, x in sides.items()}))
    return turned


def _body(
    at: int,
    t_s: float,
    courses: Mapping[str, tuple[np.ndarray, np.ndarray]],
    posture: Posture,
    head_deg: float,
) -> Body:
    values: dict[str, object] = {}
    for signal, (left, right) in courses.items():
        if signal in UNSIDED:
            values[UNSIDED[signal]] = Measure(float(left[at]), 1.0)
        else:
            values[SIDED[signal]] = LeftRight(Measure(float(left[at]), 1.0), Measure(float(right[at]), 1.0))
    view = View(yaw_deg=5.0, head_deg=head_deg)
    belief = PostureBelief(((posture, 1.0),))
    return Body(t_s=t_s, seen=True, posture=belief, view=view, **values)  # type: ignore[arg-type]
