"""Similarities from pairs of points: exact without noise, and untouched by points that go elsewhere."""

import cmath
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.motion.similarity import fit_similarities

RNG = np.random.default_rng(0)


def cloud(n: int = 15) -> np.ndarray:
    return RNG.normal(300, 20, (1, n)) + 1j * RNG.normal(200, 20, (1, n))


@settings(max_examples=50, deadline=None)
@given(
    deg=st.floats(-5, 5),
    growth=st.floats(-0.05, 0.05),
    dx=st.floats(-50, 50),
    dy=st.floats(-50, 50),
    strays=st.integers(0, 3),
)
def test_the_motion_comes_back_whatever_a_few_points_do(
    deg: float, growth: float, dx: float, dy: float, strays: int
) -> None:
    before, turn = cloud(), cmath.rect(math.exp(growth), math.radians(deg))
    after = turn * before + complex(dx, dy)
    after[0, :strays] += RNG.uniform(10, 40, strays) * np.exp(2j * np.pi * RNG.uniform(size=strays))
    fit = fit_similarities(before, after, np.ones(before.shape, bool))
    assert fit.turn[0] == pytest.approx(turn, abs=0.003)
    assert fit.centre[0] + fit.travel[0] == pytest.approx(turn * fit.centre[0] + complex(dx, dy), abs=0.1)
    assert (fit.weights[0, :strays] < 0.15).all() and (fit.weights[0, strays:] > 0.4).all()


def test_sets_do_not_touch_each_other_and_may_be_empty() -> None:
    before = np.concatenate([cloud(), cloud(), cloud()])
    after = before + np.array([[1.0], [2j], [7.0]])
    valid = np.ones(before.shape, bool)
    valid[2], valid[0, 9:] = False, False
    after[0, 9:] = np.nan
    fit = fit_similarities(before, after, valid)
    assert fit.travel[:2] == pytest.approx([1.0, 2j], abs=1e-9)
    assert np.isfinite(fit.sigma_rad[:2]).all() and (fit.weights[2] == 0).all()


def test_the_standard_error_is_the_scatter_of_repeated_fits() -> None:
    before = cloud()
    noisy = [
        before + RNG.normal(0, 0.2, before.shape) + 1j * RNG.normal(0, 0.2, before.shape) for _ in range(400)
    ]
    fits = [fit_similarities(before, after, np.ones(before.shape, bool)) for after in noisy]
    scatter = np.std([cmath.phase(fit.turn[0]) for fit in fits])
    assert np.mean([fit.sigma_rad[0] for fit in fits]) == pytest.approx(scatter, rel=0.3)
