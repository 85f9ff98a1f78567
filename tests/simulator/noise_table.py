"""Landmark error in frequency bands: of a real track against its truth, and of the simulator, side by side.

`python -m tests.simulator.noise_table TRACK.npz TRUTH.json ...` prints the measured rows for tracks of the
rendered clips (made with `posecoach analyze --track`); without arguments it prints the comparison.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.kinematics.landmarks import Landmark
from tests.simulator.script import SetScript
from tests.simulator.simulate import simulate
from tests.simulator.vectors import Array

BANDS_HZ = ((0.03, 0.3), (0.3, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 10.0))
PARTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")

MEASURED_PCT: dict[str, dict[str, tuple[float, ...]]] = {
    "hip-flexion": {
        "SHOULDER": (0.12, 0.14, 0.08, 0.04, 0.03),
        "HIP": (0.30, 0.21, 0.15, 0.08, 0.05),
        "KNEE": (0.38, 0.29, 0.31, 0.18, 0.10),
        "ANKLE": (0.33, 0.27, 0.63, 0.30, 0.13),
    },
    "hip-internal-rotation": {
        "SHOULDER": (0.13, 0.12, 0.06, 0.03, 0.03),
        "HIP": (0.23, 0.16, 0.09, 0.06, 0.06),
        "KNEE": (0.37, 0.53, 0.42, 0.36, 0.33),
        "ANKLE": (0.22, 0.20, 0.13, 0.08, 0.08),
    },
    "hip-external-rotation": {
        "SHOULDER": (0.23, 0.19, 0.29, 0.17, 0.11),
        "HIP": (0.34, 0.19, 0.17, 0.09, 0.05),
        "KNEE": (1.09, 1.03, 1.53, 0.92, 0.71),
        "ANKLE": (0.34, 0.52, 0.59, 0.29, 0.24),
    },
    "hip-extension": {
        "SHOULDER": (0.13, 0.19, 0.20, 0.13, 0.12),
        "HIP": (0.36, 0.21, 0.18, 0.11, 0.08),
        "KNEE": (0.20, 0.16, 0.14, 0.10, 0.07),
        "ANKLE": (0.23, 0.16, 0.10, 0.05, 0.04),
    },
}
"""RMS error in each band, % of the torso, of the near side's landmarks in the clean rendered clips (mean of
the two axes), with the constant part and the part locked to the counted signal taken out. Seen with the full
model."""

MEASURED_HEAVY_PCT: dict[str, dict[str, tuple[float, ...]]] = {
    "hip-flexion": {
        "SHOULDER": (0.16, 0.09, 0.07, 0.03, 0.02),
        "HIP": (0.13, 0.12, 0.05, 0.03, 0.03),
        "KNEE": (0.30, 0.20, 0.30, 0.08, 0.06),
        "ANKLE": (0.26, 0.29, 0.28, 0.14, 0.07),
    },
    "hip-internal-rotation": {
        "SHOULDER": (0.12, 0.10, 0.05, 0.03, 0.02),
        "HIP": (0.23, 0.10, 0.06, 0.03, 0.02),
        "KNEE": (0.33, 0.26, 0.20, 0.08, 0.05),
        "ANKLE": (0.17, 0.09, 0.07, 0.03, 0.02),
    },
    "hip-external-rotation": {
        "SHOULDER": (0.20, 0.19, 0.25, 0.14, 0.12),
        "HIP": (0.21, 0.18, 0.19, 0.10, 0.07),
        "KNEE": (0.49, 0.98, 1.35, 0.51, 0.45),
        "ANKLE": (0.56, 1.07, 1.67, 1.57, 1.03),
    },
    "hip-extension": {
        "SHOULDER": (0.11, 0.19, 0.19, 0.11, 0.07),
        "HIP": (0.15, 0.11, 0.16, 0.10, 0.06),
        "KNEE": (0.29, 0.29, 0.32, 0.19, 0.19),
        "ANKLE": (0.12, 0.08, 0.04, 0.03, 0.02),
    },
}
"""The same with the heavy model."""


def band_rms(error: Array, signal: Array, t_s: Array) -> Array:
    """RMS of `error` (n, k) in each band, without what follows `signal` (n,) or its rate; (bands,)."""
    rate = np.gradient(signal, t_s)
    model = np.stack([np.ones_like(t_s), signal, rate, t_s], axis=1)
    rest = error - model @ np.linalg.lstsq(model, error, rcond=None)[0]
    window = np.hanning(len(rest))[:, None]
    power = np.abs(np.fft.rfft(rest * window, axis=0)) ** 2 / (window**2).sum() / len(rest) * 2
    frequency = np.fft.rfftfreq(len(rest), float(np.median(np.diff(t_s))))
    inside = [(frequency >= low) & (frequency < high) for low, high in BANDS_HZ]
    return np.array([np.sqrt(power[band].sum(axis=0).mean()) for band in inside])


def rows(image_px: Array, true_px: Array, t_s: Array, signal: Array, near: str) -> dict[str, Array]:
    """`band_rms` of the near side's `PARTS`, in % of the true torso; images (n, 33, 2)."""
    top = true_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    bottom = true_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    torso = np.median(np.linalg.norm(top - bottom, axis=1))
    marks = {part: Landmark[f"{near.upper()}_{part}"] for part in PARTS}
    error = (image_px - true_px) / torso * 100
    return {part: band_rms(error[:, mark], signal, t_s) for part, mark in marks.items()}


SIGNALS = {
    "hip-flexion": "hip_flexion_right_deg",
    "hip-internal-rotation": "hip_internal_rotation_right_deg",
    "hip-external-rotation": "trunk_pitch_deg",
    "hip-extension": "knee_flexion_right_deg",
}


def measure(track: Path, truth: Path) -> tuple[str, dict[str, Array]]:
    """Exercise id and rows of one rendered clip."""
    told = json.loads(truth.read_text())
    made = np.load(track)
    t_s, image = made["t_s"], made["image_px"]
    inside = (t_s >= told["reps"][0]["start_s"]) & (t_s <= told["reps"][-1]["end_s"])
    inside &= np.isfinite(image[:, 0, 0])
    true_px = np.array(told["frames"]["joints_px"], dtype=float)[inside]
    signal = np.array(told["frames"][SIGNALS[told["exercise"]]], dtype=float)[inside]
    return told["exercise"], rows(image[inside], true_px, t_s[inside], signal, "right")


def simulated(exercise_id: str, sets: int = 20) -> dict[str, Array]:
    """The same of simulated sets of the same kind: 14 reps of 9 degrees at 20 frames a second."""
    side = "left" if exercise_id == "hip-extension" else "right"
    found: dict[str, list[Array]] = {part: [] for part in PARTS}
    for seed in range(sets):
        script = SetScript(exercise_id, side, reps=14, amplitude_deg=9, fps=20, seed=seed, swaps=False)
        script = replace(script, dropouts=False, outline=False)
        noisy, exact = simulate(script), simulate(replace(script, noise=0))
        inside = (noisy.t_s >= noisy.reps[0].start_s) & (noisy.t_s <= noisy.reps[-1].end_s)
        images = [
            np.array([pose.image_px for _, pose in one.poses if pose])[inside] for one in (noisy, exact)
        ]
        name = SIGNALS[exercise_id].replace("trunk_pitch", "trunk_inclination")
        signal = noisy.angles[name][inside]
        for part, value in rows(images[0], images[1], noisy.t_s[inside], signal, "right").items():
            found[part].append(value)
    return {part: np.median(values, axis=0) for part, values in found.items()}


def comparison() -> str:
    """The table for people: measured beside simulated, % of the torso."""
    lines = [
        "exercise               landmark   "
        + "".join(f"{low:g}-{high:g} Hz".rjust(16) for low, high in BANDS_HZ)
    ]
    for exercise_id, measured in MEASURED_PCT.items():
        made = simulated(exercise_id)
        for part in PARTS:
            cells = (f"{a:.2f} / {b:.2f}".rjust(16) for a, b in zip(measured[part], made[part], strict=True))
            lines.append(f"{exercise_id:<23}{part.lower():<11}" + "".join(cells))
    return "\n".join(lines) + "\nmeasured / simulated, rms in % of the torso's length"


if __name__ == "__main__":
    if len(sys.argv) > 2:
        for track, truth in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
            name, values = measure(Path(track), Path(truth))
            cells = ", ".join(f'"{k}": ({", ".join(f"{x:.2f}" for x in v)})' for k, v in values.items())
            print(f'    "{name}": {{{cells}}},')
    else:
        print(comparison())
