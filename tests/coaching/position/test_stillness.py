"""The calm hold: for how long a signal has stayed within a band."""

import math
from collections.abc import Callable

import pytest

from posecoach.coaching.position.stillness import Stillness

FPS = 20


def calm_s(signal: Callable[[float], float], seconds: float = 4.0, band: float = 2.5) -> float:
    """The seconds of calm at the end of `signal`."""
    still = Stillness(band, window_s=2.5)
    return [still.update(frame / FPS, signal(frame / FPS)) for frame in range(int(seconds * FPS) + 1)][-1]


def test_calm_is_counted_from_the_last_movement() -> None:
    assert calm_s(lambda t_s: 60.0 if t_s < 3.0 else 90.0) == pytest.approx(1.0)


def test_calm_is_known_as_far_back_as_the_window() -> None:
    assert calm_s(lambda t_s: 60.0) == pytest.approx(2.5)


def test_jitter_within_the_band_is_calm_and_beyond_it_is_not() -> None:
    assert calm_s(lambda t_s: 60.0 + 1.2 * (-1) ** round(t_s * FPS)) == pytest.approx(2.5)
    assert calm_s(lambda t_s: 60.0 + 1.3 * (-1) ** round(t_s * FPS)) == 0.0


def test_a_slow_drift_is_no_calm_for_longer_than_it_stays_within_the_band() -> None:
    assert calm_s(lambda t_s: 60.0 + 2.0 * t_s) == pytest.approx(1.25)


def test_what_is_not_seen_breaks_the_calm() -> None:
    assert calm_s(lambda t_s: math.nan if t_s == 3.5 else 60.0) == pytest.approx(0.45)
