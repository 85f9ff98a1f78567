"""Where a lower-back measure begins to follow a movement: a hinge, fitted to several movements at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

GRID = 61
"""Candidates for the hinge, evenly spread over the movement."""

MARGIN = 0.06
"""The share of the way at either end in which no hinge is looked for: a straight piece needs some length."""

EFFECTIVE_HZ = 3.0
"""Errors of the measures last about a third of a second, so more pictures a second tell no more."""


JUMP_NOISES, JUMP_STEPS = 2.0, 5.0
"""A step between two pictures of more than this many times the noise and the median step is a jump."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One movement: how far it has come, `x` (n,) in degrees; the measure, `y` (n,); how long it took."""

    x: Array
    y: Array
    seconds: float


@dataclass(frozen=True, slots=True)
class Hinge:
    """The fit of y = a + b x + c max(0, x - x0): `a` and `b` of each piece, `c` and `x0` of all.

    Each piece has a slope of its own, because sums of the motion of pixels drift.

    Attributes:
        x0: where the measure begins to follow the movement more steeply.
        sd: one standard deviation of `x0`, from the width of the likelihood.
        before, after: slope before and after the hinge, in units of y for one degree.
        gain: what the hinge adds up to at the end of the way, mean of the pieces, in units of y.
        whole: how far the measure goes in a piece, whatever the way; the middle one, in units of y.
        f: variance explained by the hinge over that left (an F ratio with two degrees of freedom).
    """

    x0: float
    sd: float
    before: float
    after: float
    gain: float
    f: float
    whole: float


def fit_hinge(pieces: Sequence[Piece], noise: float, sign: float = 1.0) -> Hinge | None:
    """The hinge of a measure that grows (`sign` +1) or falls (-1) as the lower back joins; None without data.

    Args:
        noise: least scatter of the measure about straight lines, in its unit.

    The likelihood of each candidate is Gaussian with the scatter about the best fit, and counts
    `EFFECTIVE_HZ` independent errors a second. Segmented regression: Muggeo 2003, doi 10.1002/sim.1545.
    """
    pieces = [piece for piece in map(_finite, pieces) if len(piece.x) >= 5]
    pieces = [Piece(piece.x, without_jumps(piece.y, noise), piece.seconds) for piece in pieces]
    if not pieces:
        return None
    x = np.concatenate([piece.x for piece in pieces])
    y = np.concatenate([piece.y * sign for piece in pieces])
    weight = np.concatenate([_weights(piece) for piece in pieces])
    own = np.zeros((len(x), 2 * len(pieces)))
    begin = 0
    for at, piece in enumerate(pieces):
        rows = slice(begin, begin + len(piece.x))
        own[rows, 2 * at], own[rows, 2 * at + 1] = 1.0, piece.x - piece.x.mean()
        begin += len(piece.x)
    low, high = float(np.median([p.x.min() for p in pieces])), float(np.median([p.x.max() for p in pieces]))
    edge = MARGIN * (high - low)
    candidates = np.linspace(low + edge, high - edge, GRID)
    root = np.sqrt(weight)
    plain = _squares(own, y, root)[0]
    fits = [_squares(np.column_stack([own, np.maximum(0.0, x - x0)]), y, root) for x0 in candidates]
    # A slope that falls at the hinge is none of the back's joining in.
    errors = np.array([error if theta[-1] > 0 else plain for error, theta in fits])
    best = int(errors.argmin())
    freedom = max(float(weight.sum()) - 2 * len(pieces) - 2, 1.0)
    variance = max(errors[best] / freedom, noise**2)
    likely = np.exp(-0.5 * (errors - errors[best]) / variance)
    likely /= likely.sum()
    middle = float(likely @ candidates)
    sd = float(np.sqrt(likely @ (candidates - middle) ** 2))
    theta = fits[best][1]
    x0 = float(candidates[best])
    ends = [float(piece.x.max()) for piece in pieces]
    gain = float(np.mean([max(0.0, end - x0) for end in ends]) * theta[-1])
    f = float((plain - errors[best]) / 2 / variance)
    before = float(np.median(theta[1:-1:2]))
    whole = float(np.median([np.ptp(piece.y) for piece in pieces]))
    return Hinge(middle, sd, before, before + float(theta[-1]), gain, f, whole)


def without_jumps(values: Array, noise: float) -> Array:
    """The series without steps that no slow movement makes, as when a tracker starts anew: they are taken out
    from there on."""
    steps = np.diff(values)
    if len(steps) < 3:
        return values
    most = max(JUMP_NOISES * noise, JUMP_STEPS * float(np.median(np.abs(steps))))
    jump = np.where(np.abs(steps) > most, steps, 0.0)
    return np.asarray(values - np.concatenate([[0.0], np.cumsum(jump)]))


def _finite(piece: Piece) -> Piece:
    good = np.isfinite(piece.x) & np.isfinite(piece.y)
    return Piece(piece.x[good], piece.y[good], piece.seconds)


def _weights(piece: Piece) -> Array:
    """Even along the way, however long it took: so many independent errors in all as its duration has."""
    effective = min(len(piece.x), max(EFFECTIVE_HZ * piece.seconds, 4.0))
    return np.full(len(piece.x), effective / len(piece.x))


def _squares(design: Array, y: Array, root: Array) -> tuple[float, Array]:
    """Weighted sum of squared errors of the least-squares fit, and its parameters."""
    theta = np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0]
    error = (y - design @ theta) * root
    return float(error @ error), theta.astype(np.float64)
