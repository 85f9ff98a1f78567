"""How landmarks err: of clips with truth, of real people, and of the simulator, side by side.

`python -m tests.simulator.error_table FOLDER...` takes every NAME.npz with a NAME.json beside it whose
truth has the joints in pixels, measures their errors, and prints the median over clips beside the
simulator's; tracks without truth give the fast bands only, where a calm exercise has no movement of its
own. With `--constants` it prints `MEASURED_PCT` anew.

What is measured, for the landmarks of the near and of the far side, in % of the torso's length in the picture
(rms of the two axes), between the first true rep and the last:

bands       error by frequency, without its constant part and what follows the counted signal or its rate, and
            without frames in which the legs are swapped
coupling    part of the error that follows the counted signal, % for each degree lag         seconds by
which the landmark comes after the truth, where the truth moves (hysteresis) rest        rms about the mean
of 2 s in which nobody moves outliers    a minute: single landmarks of these eight whose error, without what
follows the signal, leaves its own
            running median by more than `OUTLIER_PCT`
swaps       share of frames in which knees and ankles lie nearer to the other leg's true places
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.kinematics.landmarks import Landmark as L
from tests.simulator.landmark_errors import (
    BANDS_HZ,
    PARTS,
    Errors,
    Seen,
    band_rms,
    errors_of,
    middle_of_sides,
)
from tests.simulator.noise import LAG_S
from tests.simulator.script import SetScript
from tests.simulator.simulate import simulate
from tests.simulator.vectors import Array

MEASURED_PCT: dict[str, tuple[tuple[float, ...], ...]] = {
    "hip-extension": (
        (0.37, 0.31, 0.21, 0.19),
        (0.35, 0.39, 0.26, 0.17),
        (0.40, 0.33, 0.28, 0.23),
        (0.34, 0.22, 0.14, 0.08),
        (0.61, 0.47, 0.30, 0.20),
        (0.37, 0.38, 0.28, 0.19),
        (0.27, 0.37, 0.27, 0.24),
        (0.24, 0.23, 0.13, 0.07),
    ),
    "hip-external-rotation": (
        (0.59, 0.54, 0.40, 0.24),
        (0.44, 0.39, 0.24, 0.15),
        (0.81, 0.77, 0.46, 0.33),
        (0.94, 1.11, 1.03, 0.71),
        (0.72, 0.76, 0.60, 0.30),
        (0.68, 0.73, 0.42, 0.26),
        (2.69, 2.59, 1.94, 1.86),
        (1.39, 1.38, 1.02, 0.71),
    ),
    "hip-flexion": (
        (0.37, 0.36, 0.20, 0.12),
        (0.38, 0.45, 0.28, 0.16),
        (0.68, 0.98, 0.76, 0.51),
        (0.30, 0.38, 0.38, 0.31),
        (0.35, 0.29, 0.25, 0.14),
        (0.42, 0.50, 0.32, 0.15),
        (0.58, 0.47, 0.39, 0.26),
        (0.27, 0.26, 0.18, 0.12),
    ),
    "hip-internal-rotation": (
        (0.35, 0.25, 0.08, 0.06),
        (0.44, 0.43, 0.13, 0.06),
        (0.80, 0.92, 0.34, 0.21),
        (0.40, 0.29, 0.11, 0.06),
        (0.38, 0.27, 0.11, 0.06),
        (0.53, 0.58, 0.18, 0.09),
        (0.61, 0.90, 0.40, 0.20),
        (0.92, 0.94, 0.56, 0.30),
    ),
}
"""Bands up to 4 Hz, near side and then far side by `PARTS`: medians over the random mesh sets from advised
places in ordinary light, heavy model (17 to 19 sets an exercise, 12 or 15 frames a second)."""


def counted_signal(exercise_id: str, side: str, frames: dict[str, Array]) -> Array:
    """The true course of what the exercise counts, degrees, from a truth's or a simulated set's angles."""
    if exercise_id == "hip-external-rotation":
        return frames["trunk_pitch_deg" if "trunk_pitch_deg" in frames else "trunk_inclination_deg"]
    if exercise_id == "hip-extension":
        return frames[f"knee_flexion_{'left' if side == 'right' else 'right'}_deg"]
    if exercise_id == "hip-internal-rotation":
        return frames[f"hip_internal_rotation_{side}_deg"]
    return frames[f"hip_flexion_{side}_deg"] + frames["lumbar_flexion_deg"]


def facing_side(true: Array) -> str:
    """The side that a camera sees, from where the nose points as against the trunk."""
    up = middle_of_sides(true, "SHOULDER") - middle_of_sides(true, "HIP")
    ahead = true[:, L.NOSE] - middle_of_sides(true, "EAR")
    return "RIGHT" if np.median(up[:, 0] * ahead[:, 1] - up[:, 1] * ahead[:, 0]) > 0 else "LEFT"


def measured(track: Path) -> tuple[str, Seen] | None:
    """Exercise and what was seen of one clip; None without the true joints or without reps."""
    told = json.loads(track.with_suffix(".json").read_text(encoding="utf-8"))
    frames = {key: np.array(value, dtype=float) for key, value in told["frames"].items()}
    if "joints_px" not in frames or not told["reps"]:
        return None
    with np.load(track) as made:
        t_s, image = made["t_s"].astype(float), made["image_px"].astype(float)
    found = np.isfinite(image[:, 0, 0])
    t_s, image = t_s[found], image[found]
    at = np.clip(np.searchsorted(frames["t_s"], t_s - 1e-3), 0, len(frames["t_s"]) - 1)
    signal = counted_signal(told["exercise"], told.get("side") or "right", frames)[at]
    true, reps = frames["joints_px"][at], told["reps"]
    working = (t_s >= reps[0]["start_s"]) & (t_s <= reps[-1]["end_s"])
    return told["exercise"], Seen(image, true, t_s, signal, working, facing_side(true[working]))


def simulated(exercise_id: str, seed: int, fps: float = 15.0, noise: float = 1.0) -> Seen:
    """The same of a simulated set: 12 reps of 9 degrees in ordinary light, from the advised place."""
    side = "left" if exercise_id == "hip-extension" else "right"
    script = SetScript(
        exercise_id,
        side,
        reps=12,
        amplitude_deg=9,
        hold_s=6.0,
        fps=fps,
        seed=seed,
        dropouts=False,
        outline=False,
    )
    noisy, exact = simulate(replace(script, noise=noise)), simulate(replace(script, noise=0))
    working = (noisy.t_s >= noisy.reps[0].start_s) & (noisy.t_s <= noisy.reps[-1].end_s)
    image, true = (np.array([pose.image_px for _, pose in one.poses if pose]) for one in (noisy, exact))
    return Seen(image, true, noisy.t_s, counted_signal(exercise_id, side, noisy.angles), working, "RIGHT")


def median(found: list[Errors]) -> Errors:
    """The usual clip; outliers and swaps are means, being rare."""
    names = ("bands", "coupling", "lag_s", "rest")
    stack = {name: np.nanmedian([getattr(one, name) for one in found], axis=0) for name in names}
    return Errors(
        **stack,
        outliers_per_min=float(np.mean([one.outliers_per_min for one in found])),
        swaps=float(np.mean([one.swaps for one in found])),
    )


def lines(name: str, real: list[Errors], made: list[Errors]) -> Iterator[str]:
    """Measured / simulated, for people."""
    a, b = median(real), median(made)
    yield f"{name}: {len(real)} clips; measured / simulated"
    heads = [*(f"{low:g}-{high:g} Hz" for low, high in BANDS_HZ), "%/deg", "lag s", "rest"]
    yield " " * 15 + "".join(head.rjust(14) for head in heads)
    for i, side in enumerate(("near", "far")):
        for j, part in enumerate(PARTS):
            pairs = [*zip(a.bands[i, j], b.bands[i, j], strict=True)]
            # A simulated set without noise keeps the smoothing's lag.
            pairs += [(a.coupling[i, j], b.coupling[i, j]), (a.lag_s[i, j], b.lag_s[i, j] + LAG_S)]
            pairs += [(a.rest[i, j], b.rest[i, j])]
            yield f"{side:5}{part.lower():10}" + "".join(f"{x:.2f} / {y:.2f}".rjust(14) for x, y in pairs)
    yield ratio_line("median ratio", ratios(a, b))
    yield f"outliers a minute {a.outliers_per_min:.1f} / {b.outliers_per_min:.1f}"
    yield f"swapped {a.swaps:.1%} / {b.swaps:.1%}"


def ratios(measured_ones: Errors, made: Errors) -> Array:
    """Measured over simulated, medians over the landmarks: each band, coupling, lag (left out), rest;
    (8,)."""
    a, b = measured_ones, made
    bands = np.nanmedian((a.bands / b.bands).reshape(-1, len(BANDS_HZ)), axis=0)
    return np.array([*bands, np.nanmedian(a.coupling / b.coupling), np.nan, np.nanmedian(a.rest / b.rest)])


def ratio_line(name: str, values: Array) -> str:
    """One row of ratios under the heads of `lines`."""
    return f"{name:15}" + "".join(f"{x:.2f}".rjust(14) for x in values)


def fast_bands(track: Path) -> Array:
    """Of a track without truth: rms above 2 Hz of shoulders and hips, both sides, % of the torso; (2, 2)."""
    with np.load(track) as made:
        t_s, image = made["t_s"].astype(float), made["image_px"].astype(float)
    found = np.isfinite(image[:, 0, 0])
    t_s, image = t_s[found], image[found]
    torso = float(
        np.median(np.linalg.norm(middle_of_sides(image, "SHOULDER") - middle_of_sides(image, "HIP"), axis=1))
    )
    points = {part: [L[f"LEFT_{part}"], L[f"RIGHT_{part}"]] for part in PARTS[:2]}
    return np.array([
        np.mean([band_rms(image[:, m] / torso * 100, np.zeros_like(t_s), t_s)[3:] for m in marks], axis=0)
        for marks in points.values()
    ])  # fmt: skip


def constant(exercise_id: str, real: list[Errors]) -> str:
    """The entry of `MEASURED_PCT` for these clips."""
    rows = median(real).bands[:, :, :4].reshape(8, 4)
    cells = (f"({', '.join(f'{x:.2f}' for x in row)})" for row in rows)
    return f'    "{exercise_id}": (\n        ' + ",\n        ".join(cells) + ",\n    ),"


def main(arguments: list[str]) -> None:
    """Prints the tables of the folders named, or the constants."""
    found: dict[str, list[Errors]] = {}
    every: list[Array] = []
    for folder in (Path(name) for name in arguments if name != "--constants"):
        for track in sorted(folder.glob("*.npz")):
            if not track.with_suffix(".json").exists():
                print(
                    f"{track.stem}: shoulder, hip, 2-4 and 4-10 Hz", np.round(fast_bands(track), 2).tolist()
                )
            elif (seen := measured(track)) is not None:
                found.setdefault(seen[0], []).append(errors_of(seen[1]))
    for exercise_id, real in sorted(found.items()):
        if "--constants" in arguments:
            print(constant(exercise_id, real))
            continue
        made = [errors_of(simulated(exercise_id, seed)) for seed in range(20)]
        print("\n".join(lines(exercise_id, real, made)))
        every.append(ratios(median(real), median(made)))
    if every:
        print(ratio_line("all exercises", np.nanmedian(every, axis=0)))


if __name__ == "__main__":
    main(sys.argv[1:])
