"""Gross mistakes of the pose model: legs swapped, a knee collapsed onto the other leg, jumps, lost frames."""

import numpy as np

from posecoach.kinematics.figure import ease
from posecoach.kinematics.landmarks import Landmark
from tests.simulator.noise import DROPOUTS_PER_MIN, OUTLIERS_PER_MIN
from tests.simulator.vectors import Array

LEGS = [
    [Landmark[f"{side}_{part}"] for part in ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")]
    for side in ("LEFT", "RIGHT")
]

SWAP_S = (0.03, 0.20)
SWAPS_PER_BOTTOM = 0.5
"""lunge_home_32s: runs of 1-6 frames at 30 fps, two a rep on the way down and up, in 76 of 961 frames.
Rendered hip extension: none. So a set has them or not, and then at half of its bottoms."""
SWAPS_PER_MIN_BAD = 8.0
SWAP_BAD_S = (0.03, 0.30)
"""dev_hip_flexion_clean at 25 % brightness: 18 runs of 0.05-0.3 s in 34 s, at 15 % 142. Standing: 0, 94."""

COLLAPSE_TO = 0.55
COLLAPSE_SHARE = 0.12
COLLAPSE_PER_PEAK = 0.5
"""Known from the studies before: in one side-view clip of hip flexion the near knee lay on the other leg in
23 % of frames, around the end of the pull; not seen in the two development clips. One set in eight has it."""

OUTLIER_PCT = (4.0, 12.0)
OUTLIER_S = 0.15

DROPOUT_S = (0.1, 1.0)


def swap_legs(
    image: Array, world: Array, t_s: Array, rng: np.random.Generator, spans: list[tuple[float, float]]
) -> None:
    """Exchange the legs' landmarks during `spans`, in place; they slide over in two frames."""
    for start, end in spans:
        inside = np.flatnonzero((t_s >= start) & (t_s < end))
        if len(inside) == 0:
            continue
        weight = np.ones(len(inside))
        weight[0] = rng.uniform(0.4, 1.0)
        for points in (image, world):
            left, right = points[np.ix_(inside, LEGS[0])], points[np.ix_(inside, LEGS[1])]
            w = weight[:, None, None]
            points[np.ix_(inside, LEGS[0])] = left + (right - left) * w
            points[np.ix_(inside, LEGS[1])] = right + (left - right) * w


def swap_spans(
    exercise_id: str,
    peaks_s: list[float],
    period_s: float,
    span_s: tuple[float, float],
    light: str,
    rng: np.random.Generator,
) -> list[tuple[float, float]]:
    """When legs swap: near the bottoms of a lunge, and anywhere in bad light."""
    spans = []
    if exercise_id == "hip-extension" and rng.random() < 0.5:
        for peak in peaks_s:
            for way in (-1, 1):
                if rng.random() < SWAPS_PER_BOTTOM:
                    at = peak + way * period_s * rng.uniform(0.1, 0.35)
                    spans.append((at, at + rng.uniform(*SWAP_S)))
    if light == "bad":
        for _ in range(rng.poisson((span_s[1] - span_s[0]) / 60 * SWAPS_PER_MIN_BAD)):
            at = rng.uniform(*span_s)
            spans.append((at, at + rng.uniform(*SWAP_BAD_S)))
    return spans


def collapse_knee(
    image: Array,
    world: Array,
    t_s: Array,
    near: str,
    peaks_s: list[float],
    period_s: float,
    rng: np.random.Generator,
) -> None:
    """At some peaks the near knee slides onto the other leg for a third of the rep, in place."""
    if rng.random() >= COLLAPSE_SHARE:
        return
    weight = np.zeros_like(t_s)
    for peak in peaks_s:
        if rng.random() < COLLAPSE_PER_PEAK:
            half, edge = period_s * rng.uniform(0.06, 0.18), 0.08
            up = ease((t_s - peak + half + edge) / edge) - ease((t_s - peak - half) / edge)
            weight = np.maximum(weight, up)
    knee = Landmark[f"{near.upper()}_KNEE"]
    hip = Landmark[f"{near.upper()}_HIP"]
    other = Landmark["LEFT_KNEE" if near == "right" else "RIGHT_KNEE"]
    for points in (image, world):
        goal = (points[:, hip] + points[:, other]) / 2
        points[:, knee] += (goal - points[:, knee]) * (weight * COLLAPSE_TO)[:, None]


def add_outliers(
    image: Array,
    world: Array,
    t_s: Array,
    light: str,
    level: float,
    torso: tuple[float, float],
    rng: np.random.Generator,
) -> None:
    """Single landmarks jump away and slide back, in place. `torso` is its length in px and in metres."""
    span = float(t_s[-1] - t_s[0])
    for _ in range(rng.poisson(span / 60 * OUTLIERS_PER_MIN[light] * 5 * level)):
        at = t_s[0] + rng.uniform(0, span)
        mark = int(rng.integers(0, image.shape[1]))
        size = rng.uniform(*OUTLIER_PCT) / 100
        after = np.flatnonzero((t_s >= at) & (t_s < at + 6 * OUTLIER_S))
        fade = np.exp(-(t_s[after] - at) / OUTLIER_S)[:, None]
        way = rng.normal(0, 1, 3)
        way /= np.linalg.norm(way)
        image[after, mark] += way[:2] * size * torso[0] * fade
        world[after, mark] += way * size * torso[1] * fade


def lost(
    t_s: Array, light: str, rng: np.random.Generator, random: bool, spans: list[tuple[float, float]]
) -> Array:
    """Frames in which nobody is found; bool (n,)."""
    span = float(t_s[-1] - t_s[0])
    spans = list(spans)
    if random:
        for _ in range(rng.poisson(span / 60 * DROPOUTS_PER_MIN[light])):
            at = t_s[0] + rng.uniform(0, span)
            spans.append((at, at + rng.uniform(*DROPOUT_S)))
    gone = np.zeros(len(t_s), dtype=bool)
    for start, end in spans:
        gone |= (t_s >= start) & (t_s < end)
    return gone
