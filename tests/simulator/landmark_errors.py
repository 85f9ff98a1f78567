"""How far landmarks are from the true joints: by frequency, coupled, late, at rest, swapped."""

from dataclasses import dataclass

import numpy as np

from posecoach.kinematics.landmarks import Landmark as L
from tests.simulator.vectors import Array

BANDS_HZ = ((0.03, 0.3), (0.3, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 10.0))


PARTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")


OUTLIER_PCT, OUTLIER_WINDOW_S = 4.0, 1.0


LEAST_APART = 0.12
"""Legs closer together in the picture than this share of the torso cannot be told to be swapped."""


REST_S, REST_PCT, SETTLED_S = 2.0, 1.0, 1.5
"""Nobody moves where no true joint goes further than this share of the torso in so long, once the tracker
has settled."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a clip: landmarks and true joints (n, 33, 2) px, times and counted signal (n,),
    whether a frame is between the first rep and the last (n,), the near side."""

    image: Array
    true: Array
    t_s: Array
    signal: Array
    working: Array
    near: str


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of one clip: bands (2, 4, 5), coupling, lag and rest (2, 4), by near and far side and
    part."""

    bands: Array
    coupling: Array
    lag_s: Array
    rest: Array
    outliers_per_min: float
    swaps: float


def errors_of(seen: Seen) -> Errors:
    """The errors of a clip."""
    torso = float(
        np.median(
            np.linalg.norm(middle_of_sides(seen.true, "SHOULDER") - middle_of_sides(seen.true, "HIP"), axis=1)
        )
    )
    image, true, t_s, signal = (a[seen.working] for a in (seen.image, seen.true, seen.t_s, seen.signal))
    near = seen.near
    error, speed = (image - true) / torso * 100, np.gradient(true, t_s, axis=0) / torso * 100
    swapped = _swapped(image, true, torso)
    marks = [
        [L[f"{side}_{part}"] for part in PARTS] for side in (near, {"LEFT": "RIGHT", "RIGHT": "LEFT"}[near])
    ]
    kept = ~swapped if swapped.mean() < 0.5 else np.ones_like(swapped)
    error = _bridged(error, kept)
    bands, coupling, lag = np.zeros((2, 4, len(BANDS_HZ))), np.zeros((2, 4)), np.zeros((2, 4))
    for i, row in enumerate(marks):
        for j, mark in enumerate(row):
            bands[i, j] = band_rms(error[:, mark], signal, t_s)
            slope = (
                np.polyfit(signal[kept], error[kept][:, mark], 1)[0] if np.ptp(signal) > 1 else np.zeros(2)
            )
            coupling[i, j] = np.sqrt((slope**2).mean())
            moving = speed[kept][:, mark]
            free = error[kept][:, mark] - error[kept][:, mark].mean(axis=0)
            lag[i, j] = -float((free * moving).sum() / max((moving**2).sum(), 1e-9))
    every = [mark for row in marks for mark in row]
    minutes = (t_s[-1] - t_s[0]) / 60
    free = np.stack([_unlocked(error[:, mark], signal, t_s) for mark in every], axis=1)
    rest = _rest(
        (seen.image - seen.true)[:, every] / torso * 100, seen.true[:, every] / torso * 100, seen.t_s
    )
    return Errors(
        bands, coupling, lag, rest.reshape(2, 4), _outliers(free, t_s) / minutes, float(swapped.mean())
    )


def _rest(error: Array, true: Array, t_s: Array) -> Array:
    """RMS about the mean where nobody moves, by landmark; NaN where somebody always does; (8,)."""
    found = []
    for start in np.arange(t_s[0] + SETTLED_S, t_s[-1] - REST_S, REST_S / 2):
        inside = (t_s >= start) & (t_s < start + REST_S)
        if inside.sum() > REST_S * 5 and np.ptp(true[inside], axis=0).max() < REST_PCT:
            found.append(error[inside].std(axis=0))
    return np.sqrt((np.array(found) ** 2).mean(axis=(0, 2))) if found else np.full(error.shape[1], np.nan)


def middle_of_sides(points: Array, part: str) -> Array:
    return (points[:, L[f"LEFT_{part}"]] + points[:, L[f"RIGHT_{part}"]]) / 2


def _swapped(image: Array, true: Array, torso: float) -> Array:
    """Whether knees and ankles lie nearer to the other leg's places, (n,)."""
    left, right = ([L[f"{side}_KNEE"], L[f"{side}_ANKLE"]] for side in ("LEFT", "RIGHT"))
    straight = sum(np.linalg.norm(image[:, a] - true[:, a], axis=2).sum(axis=1) for a in (left, right))
    crossed = sum(
        np.linalg.norm(image[:, a] - true[:, b], axis=2).sum(axis=1)
        for a, b in ((left, right), (right, left))
    )
    apart = np.linalg.norm(true[:, left] - true[:, right], axis=2).sum(axis=1)
    return np.asarray((crossed < straight) & (apart > 2 * LEAST_APART * torso))


def _bridged(error: Array, kept: Array) -> Array:
    """`error` (n, 33, 2) with straight lines over the frames that are not `kept` (n,)."""
    at, flat = np.arange(len(error)), error.reshape(len(error), -1)
    columns = [np.interp(at, at[kept], column[kept]) for column in flat.T]
    return np.stack(columns, axis=1).reshape(error.shape)


def _outliers(error: Array, t_s: Array) -> int:
    """Times at which a landmark leaves the neighbourhood of its running median, over all landmarks."""
    half = max(round(OUTLIER_WINDOW_S / 2 / float(np.median(np.diff(t_s)))), 1)
    padded = np.pad(error, ((half, half), (0, 0), (0, 0)), mode="edge")
    usual = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1, axis=0), axis=-1)
    off = np.linalg.norm(error - usual, axis=2) > OUTLIER_PCT
    return int((off[1:] & ~off[:-1]).sum())


def band_rms(error: Array, signal: Array, t_s: Array) -> Array:
    """RMS of `error` (n, k) in each band, without what follows `signal` (n,) or its rate; (bands,)."""
    rest = _unlocked(error, signal, t_s)
    window = np.hanning(len(rest))[:, None]
    power = np.abs(np.fft.rfft(rest * window, axis=0)) ** 2 / (window**2).sum() / len(rest) * 2
    frequency = np.fft.rfftfreq(len(rest), float(np.median(np.diff(t_s))))
    inside = [(frequency >= low) & (frequency < high) for low, high in BANDS_HZ]
    return np.array([np.sqrt(power[band].sum(axis=0).mean()) for band in inside])


def _unlocked(error: Array, signal: Array, t_s: Array) -> Array:
    """`error` (n, k) without its mean and trend and what follows `signal` (n,) or its rate."""
    model = np.stack([np.ones_like(t_s), signal, np.gradient(signal, t_s), t_s], axis=1)
    return np.asarray(error - model @ np.linalg.lstsq(model, error, rcond=None)[0])
