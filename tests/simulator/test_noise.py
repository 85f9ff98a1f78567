"""The simulated landmark errors against those measured on clips with truth."""

import numpy as np
import pytest

from posecoach.kinematics.landmarks import Landmark
from tests.simulator import SetScript, simulate
from tests.simulator.noise import BAND_RMS_PCT, LAG_S, jitter, lagged
from tests.simulator.noise_table import MEASURED_PCT, PARTS, band_rms, comparison, simulated


def test_landmark_errors_are_as_large_as_measured_band_by_band() -> None:
    ratios = []
    for exercise_id, measured in MEASURED_PCT.items():
        made = simulated(exercise_id, sets=6)
        ratios += [made[part] / np.array(measured[part]) for part in PARTS]
    table = np.array(ratios)
    print("\n" + comparison())
    assert table.min() > 0.25 and table.max() < 4
    # Real rooms are 0.7 to 2 times as noisy as the rendered ones.
    assert 0.8 < np.median(table) < 2.0


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
