"""The simulated landmark errors against those measured on clips with truth."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.landmarks import Landmark
from tests.simulator import SetScript, simulate
from tests.simulator.error_table import MEASURED_PCT, median, simulated
from tests.simulator.landmark_errors import band_rms, errors_of
from tests.simulator.noise import BAND_RMS_PCT, LAG_S, jitter, lagged


def test_landmark_errors_are_as_large_as_measured_band_by_band() -> None:
    ratios = []
    for exercise_id, rows in MEASURED_PCT.items():
        made = median([errors_of(simulated(exercise_id, seed)) for seed in range(8)])
        ratios.append(made.bands[:, :, :4].reshape(8, 4) / np.array(rows))
    table = np.array(ratios)
    assert table.min() > 0.25 and table.max() < 4
    assert 0.75 < np.median(table) < 1.5
    for band in range(4):
        assert 0.6 < np.median(table[:, :, band]) < 1.7


def test_errors_that_were_put_in_are_found_again() -> None:
    """Half a second of swapped legs, a lag of 0.1 s, and an error of a tenth of a percent a degree."""
    exact = simulated("hip-flexion", 1, noise=0.0)
    true = exact.true
    torso = np.median(np.linalg.norm(true[:, [11, 12]].mean(axis=1) - true[:, [23, 24]].mean(axis=1), axis=1))
    late = np.stack([np.interp(exact.t_s - 0.1, exact.t_s, c) for c in true.reshape(len(true), -1).T], axis=1)
    assert errors_of(replace(exact, image=late.reshape(true.shape))).lag_s[0, 2] == pytest.approx(
        0.1, abs=0.02
    )
    led = true + (0.001 * torso * exact.signal)[:, None, None]
    assert errors_of(replace(exact, image=led)).coupling == pytest.approx(np.full((2, 4), 0.1), rel=0.05)
    crossed = true.copy()
    some = np.flatnonzero(exact.working)[10:25]
    crossed[np.ix_(some, [25, 26, 27, 28])] = true[np.ix_(some, [26, 25, 28, 27])]
    found = errors_of(replace(exact, image=crossed))
    assert found.swaps == pytest.approx(15 / exact.working.sum(), abs=0.01)


@pytest.mark.parametrize("light", ["good", "bad"])
def test_jitter_has_the_power_it_is_asked_for(light: str) -> None:
    rng = np.random.default_rng(0)
    rms = BAND_RMS_PCT[light]
    noise = jitter(rng, 6000, 60.0, rms, 0, 40)
    found = band_rms(noise, np.zeros(6000), np.arange(6000) / 60)
    assert found == pytest.approx(rms[:5], rel=0.2)


def test_frame_rate_does_not_change_the_slow_bands() -> None:
    rng = np.random.default_rng(0)
    for fps in (15.0, 60.0):
        n = int(200 * fps)
        noise = jitter(rng, n, fps, BAND_RMS_PCT["good"], 0, 40)
        found = band_rms(noise, np.zeros(n), np.arange(n) / fps)
        assert found[:3] == pytest.approx(BAND_RMS_PCT["good"][:3], rel=0.25)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_the_smoothing_lags_by_its_time_constant(fps: float) -> None:
    ramp = np.arange(0, 4, 1 / fps)
    late = float((ramp - lagged(ramp, fps))[-1])
    assert late == pytest.approx(LAG_S, abs=0.02)


def test_bad_light_is_worse() -> None:
    def wobble(light: str) -> float:
        made = simulate(SetScript(light=light, dropouts=False, swaps=False, seed=3))
        knee = np.array([pose.image_px[Landmark.RIGHT_KNEE] for _, pose in made.poses if pose])
        return float(np.diff(knee, axis=0).std())

    assert wobble("bad") > 1.8 * wobble("good")
