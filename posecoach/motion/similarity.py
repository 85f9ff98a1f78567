"""Robust fit of a similarity (turn, growth, travel) to pairs of points, for several sets at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Complexes = NDArray[np.complexfloating]
Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

ROUNDS = 4
"""Rounds of reweighting: the weights change by less than 0.01 after them."""

CAUCHY = 2.0 * 1.48
"""Scale of the Cauchy weights in medians of the residuals: twice their standard deviation, if normal."""

RAYLEIGH = 1 / 1.177
"""Standard deviation of an error in each direction over the median of its length."""

LEAST_SCALE_PX = 0.02
"""Residuals below this are the tracker's own rounding, and all alike."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One similarity a set, x -> centre + travel + turn (x - centre); sets are rows.

    Attributes:
        turn: shape (sets,), complex: its logarithm is log scale + i rotation.
        centre, travel: shape (sets,), complex px: the points' weighted centre, and how it moved.
        sigma_rad: shape (sets,): standard error of the rotation.
        weights: shape (sets, points), 0..1; 0 where there is no point.
    """

    turn: Complexes
    centre: Complexes
    travel: Complexes
    sigma_rad: Floats
    weights: Floats


def fit_similarities(before: Complexes, after: Complexes, valid: Bools) -> Fit:
    """Fit by iteratively reweighted least squares with Cauchy weights.

    Args:
        before, after: shape (sets, points), x + iy in px.
        valid: shape (sets, points): where there is a pair. A set without any has no meaningful fit.
    """
    count = np.maximum(valid.sum(axis=1), 1)
    before, after = np.where(valid, before, 0), np.where(valid, after, 0)
    middle = (np.arange(len(before)), (count - 1) // 2)

    def median(values: Floats) -> Floats:
        ranked: Floats = np.sort(np.where(valid, values, np.inf), axis=1)[middle]
        return np.minimum(ranked, 1e9)  # a set without points

    def weighted(residual: Floats) -> Floats:
        scale = CAUCHY * np.maximum(median(residual), LEAST_SCALE_PX)
        weights: Floats = valid / (1.0 + (residual / scale[:, None]) ** 2)
        return weights

    # Weights begin with how far each point goes from the middle one: a few that go elsewhere must not tilt
    # the first fit, from which there is no way back.
    step = after - before
    weights = weighted(np.abs(step - (median(step.real) + 1j * median(step.imag))[:, None]))
    for last in range(ROUNDS, -1, -1):
        total = np.maximum(weights.sum(axis=1), 1e-9)
        centre = (weights * before).sum(axis=1) / total
        moved = (weights * after).sum(axis=1) / total
        p, q = before - centre[:, None], after - moved[:, None]
        inertia = np.maximum((weights * (p.real**2 + p.imag**2)).sum(axis=1), 1e-9)
        turn = (weights * p.conj() * q).sum(axis=1) / inertia
        residual = np.abs(q - turn[:, None] * p)
        if last:
            weights = weighted(residual)
    spread = np.sqrt(inertia / total)
    sigma = RAYLEIGH * np.maximum(median(residual), LEAST_SCALE_PX) / spread / np.sqrt(count)
    return Fit(turn, centre, moved - centre, sigma, weights)
