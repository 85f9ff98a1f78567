"""The trunk's silhouette of the simulated body, as `posecoach.kinematics.silhouette` would measure it.

Measured with the full model's masks on the rendered clips, against the true line shoulder-hip: depth at
each station on the back and on the front, its change with the true lumbar angle, and its noise. The change
is what geometry says: a trunk bent at the lower back leaves its chord by a triangle with the apex at the
lumbar joint (0.37 % of the torso per degree; measured 0.35 sitting, 0.3-0.4 standing). A lying person's
back stays on the floor while the hips rise, and the underside of the pelvis rises less and later.
"""

import numpy as np

from posecoach.kinematics.landmarks import Landmark
from posecoach.kinematics.silhouette import PLACES, STATIONS
from tests.simulator.skeleton import Person, middle
from tests.simulator.vectors import Array

SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
EARS = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)

# Depth in % of the torso from the shoulders (first) to 0.4 beyond the hips (last).
BACK_PCT = {
    "lying": (22.0, 23.0, 22.0, 20.0, 20.0, 21.0, 23.0, 25.0, 27.0, 31.0, 32.0, 32.0, 29.0, 11.0, 10.0),
    "sitting": (22.0, 24.0, 25.0, 25.0, 25.0, 26.0, 27.0, 28.0, 29.0, 30.0, 30.0, 30.0, 27.0, 0.0, 0.0),
    "standing": (20.0, 23.0, 27.0, 33.0, 38.0, 35.0, 24.0, 24.0, 26.0, 28.0, 30.0, 29.0, 25.0, 22.0, 22.0),
}
FRONT_PCT = {
    "lying": (22.0, 29.0, 34.0, 40.0, 47.0, 45.0, 27.0, 26.0, 30.0, 54.0, 50.0, 33.0, 21.0, 20.0, 20.0),
    "sitting": (20.0, 26.0, 36.0, 46.0, 54.0, 58.0, 58.0, 27.0, 25.0, 54.0, 58.0, 54.0, 25.0, 0.0, 0.0),
    "standing": (22.0, 27.0, 28.0, 27.0, 25.0, 25.0, 25.0, 25.0, 31.0, 43.0, 46.0, 59.0, 46.0, 9.0, 7.0),
}
APEX = 0.7
"""Where on the chord the lumbar joint lies."""

BACK_NOISE_PCT = 0.33
FRONT_NOISE_PCT = 0.6
"""From frame to frame, white and independent from station to station (lag-one correlation 0.1, between
neighbours 0.2); medians over two rendered clips. A real clip (lunge_home_32s) had 0.5-0.7 while moving.
In the front, arms and thighs come and go: one station in five errs ten times as much."""

BACK_WANDER_PCT = 0.35
"""Slow, smooth along the trunk: folds of the shirt, breath, shadow; residual over a set beyond the noise."""

PELVIS_RISE = ((0.0, 5.0, 10.0, 16.0, 20.0, 40.0), (0.0, 0.9, 2.0, 3.3, 6.0, 20.0))
"""Lumbar degrees of a lying person and the rise of the silhouette under the pelvis, % of the torso: measured
in dev_hip_flexion_back up to 16 degrees at stations 8-9; 8.7 at 20 in the studies before (design notes),
which is taken as the upper end."""

SEAT_RISE = ((0.0, 3.0, 6.0, 10.0, 13.0, 16.5, 20.0, 40.0), (0.0, 0.4, 1.5, 2.8, 4.4, 6.8, 8.3, 20.0))
SEAT = (10, 11, 12)
"""The same under the seat (medians over 25 rendered sets of as many people; 1.6 to 4.3 at 10 degrees)."""

FLOOR_FROM, FLOOR_TO = 0.6, 0.8
"""Between these places along the trunk the back goes from lying on the floor to rising with the pelvis."""

ROUNDING_SHOULDERS_PCT = 0.06
"""Per degree, at the shoulders, falling to nothing at the hips: with the back the shoulders round, too."""


def chain_pct(person: Person) -> Array:
    """How far a trunk bent by one degree leaves its chord at each station, % of the torso; (STATIONS,)."""
    low, high = person.lumbar_m, person.thorax_m
    apex = np.radians(1.0) * low * high / (low + high) / (low + high) * 100
    return apex * np.clip(np.minimum(PLACES / APEX, (1 - PLACES) / (1 - APEX)), 0, None)


def outlines(
    true_px: Array,
    seen_px: Array,
    lumbar_deg: Array,
    place: str,
    yaw_deg: float,
    person: Person,
    rng: np.random.Generator,
    level: float,
) -> Array:
    """The outline in every frame; (n, STATIONS, 2) in torso lengths.

    `true_px` and `seen_px` (n, 33, 2) are the body's joints and the landmarks with their errors: the
    silhouette belongs to the former, the line it is measured from to the latter. `place` is "lying",
    "sitting" or "standing".
    """
    n = len(true_px)
    square = np.cos(np.radians(yaw_deg))
    bend = lumbar_deg - np.median(lumbar_deg[: max(n // 10, 1)])
    shape = rng.normal(1.0, 0.05)
    back = np.tile(np.array(BACK_PCT[place]) * shape, (n, 1))
    front = np.tile(np.array(FRONT_PCT[place]) * shape, (n, 1))
    back += _back_change(bend, place, person) * square
    front -= bend[:, None] * chain_pct(person) * square
    wander = _smooth(rng, n) * BACK_WANDER_PCT * level
    back += rng.normal(0, BACK_NOISE_PCT, (n, STATIONS)) * level + wander
    wild = np.where(rng.random(STATIONS) < 0.2, 10.0, 1.0)
    front += rng.normal(0, FRONT_NOISE_PCT, (n, STATIONS)) * wild * level - wander
    return _from_seen_line(back, front, true_px, seen_px)


def _back_change(bend_deg: Array, place: str, person: Person) -> Array:
    """Change of the back edge's distance from the true line, % of the torso; (n, STATIONS)."""
    if place != "lying":
        shoulders = ROUNDING_SHOULDERS_PCT * np.clip(1 - PLACES, 0, None)
        return bend_deg[:, None] * (chain_pct(person) + shoulders)
    line_rise = np.sin(np.radians(bend_deg)) * person.lumbar_m * person.scale / person.torso_m * 100
    pelvis = np.interp(np.abs(bend_deg), *PELVIS_RISE) * np.sign(bend_deg)
    with_pelvis = np.clip((PLACES - FLOOR_FROM) / (FLOOR_TO - FLOOR_FROM), 0, 1)
    rise = pelvis[:, None] * with_pelvis
    rise[:, list(SEAT)] = (np.interp(np.abs(bend_deg), *SEAT_RISE) * np.sign(bend_deg))[:, None]
    return line_rise[:, None] * np.clip(PLACES, 0, 1) - rise


def _smooth(rng: np.random.Generator, n: int) -> Array:
    """Wander of unit size, smooth in time (seconds) and along the trunk; (n, STATIONS)."""
    knots = max(n // 60, 2) + 2
    coarse = rng.normal(0, 1, (knots, 4))
    at = np.linspace(0, knots - 1.001, n)
    low = at.astype(int)
    w = ((1 - np.cos(np.pi * (at - low))) / 2)[:, None]
    in_time = coarse[low] * (1 - w) + coarse[low + 1] * w
    along = np.stack([np.interp(PLACES, np.linspace(0, PLACES[-1], 4), row) for row in np.eye(4)], axis=1)
    return in_time @ along.T


def _from_seen_line(back: Array, front: Array, true_px: Array, seen_px: Array) -> Array:
    """Move the distances from the true line to the seen one; clockwise side first, as in the outline."""
    top, bottom = middle(true_px, SHOULDERS), middle(true_px, HIPS)
    trunk = bottom - top
    size = np.linalg.norm(trunk, axis=1, keepdims=True)
    clockwise = np.stack([-trunk[:, 1], trunk[:, 0]], axis=1) / size
    off_top = np.einsum("nk,nk->n", middle(seen_px, SHOULDERS) - top, clockwise) / size[:, 0] * 100
    off_bottom = np.einsum("nk,nk->n", middle(seen_px, HIPS) - bottom, clockwise) / size[:, 0] * 100
    shift = off_top[:, None] * (1 - PLACES) + off_bottom[:, None] * PLACES
    ahead = true_px[:, Landmark.NOSE] - middle(true_px, EARS)
    faces = np.sign(np.median(np.einsum("nk,nk->n", ahead, clockwise)))
    # Who faces along the clockwise normal has the back on the other side.
    left, right = (front, back) if faces > 0 else (back, front)
    made = np.stack([left - shift, right + shift], axis=-1) / 100
    made = np.where(made > 0.6, np.nan, made)
    return np.maximum(made, 0.0).astype(np.float32)
