"""Writes one_euro.csv: `python -m tests.kinematics.golden`. The One Euro filter, equation by equation.

From Casiez, Roussel, Vogel: "1 euro filter", CHI 2012, equations 1-4 and algorithm 1, in the paper's own
names and with nothing of posecoach, so that the program has something of its own to be held against.
"""

import csv
import math
import random
from collections.abc import Iterator
from pathlib import Path

PATH = Path(__file__).parent / "one_euro.csv"
COLUMNS = ("min_cutoff_hz", "beta", "d_cutoff_hz", "t_s", "x", "filtered")
SETTINGS = ((1.0, 0.0, 1.0), (1.0, 0.05, 1.0), (0.3, 0.7, 1.0), (2.5, 0.01, 3.0))


def exponential_smoothing(alpha: float, x: float, before: float) -> float:
    """Equation 1."""
    return alpha * x + (1.0 - alpha) * before


def smoothing_factor(cutoff: float, period: float) -> float:
    """Equations 2 and 3: alpha from the cut-off frequency and the sampling period."""
    tau = 1.0 / (2.0 * math.pi * cutoff)
    return 1.0 / (1.0 + tau / period)


def one_euro(
    samples: list[tuple[float, float]], min_cutoff: float, beta: float, d_cutoff: float
) -> Iterator[float]:
    """Algorithm 1; the first sample passes and has no speed."""
    t_before, x_before = samples[0]
    x_hat, dx_hat = x_before, 0.0
    yield x_hat
    for t, x in samples[1:]:
        period = t - t_before
        dx = (x - x_before) / period
        dx_hat = exponential_smoothing(smoothing_factor(d_cutoff, period), dx, dx_hat)
        cutoff = min_cutoff + beta * abs(dx_hat)  # equation 4
        x_hat = exponential_smoothing(smoothing_factor(cutoff, period), x, x_hat)
        t_before, x_before = t, x
        yield x_hat


def noisy_swing() -> list[tuple[float, float]]:
    """Times that begin at 0.0 and are not even, a slow swing, a step, and noise."""
    draw = random.Random(7)
    samples, t_s = [], 0.0
    for index in range(120):
        swing = 8.0 * math.sin(2.0 * math.pi * 0.6 * t_s) + (25.0 if index > 70 else 0.0)
        samples.append((round(t_s, 6), round(swing + draw.gauss(0.0, 0.8), 6)))
        t_s += draw.choice((1 / 30, 1 / 30, 1 / 25, 1 / 15))
    return samples


def rows() -> list[tuple[str, ...]]:
    """All rows of the file, as text."""
    samples = noisy_swing()
    return [
        (*(f"{value:g}" for value in setting), f"{t_s:.6f}", f"{x:.6f}", f"{filtered:.9f}")
        for setting in SETTINGS
        for (t_s, x), filtered in zip(samples, one_euro(samples, *setting), strict=True)
    ]


if __name__ == "__main__":
    with PATH.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows()])
