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
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from posecoach.kinematics.landmarks import Landmark as L
from tests.simulator.noise import LAG_S
from tests.simulator.script import SetScript
from tests.simulator.simulate import simulate
from tests.simulator.vectors import Array

BANDS_HZ = ((0.03, 0.3), (0.3, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 10.0))
PARTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")
OUTLIER_PCT, OUTLIER_WINDOW_S = 4.0, 1.0
LEAST_APART = 0.12
"""Legs closer together in the picture than this share of the torso cannot be told to be swapped."""

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
        np.median(np.linalg.norm(_middle(seen.true, "SHOULDER") - _middle(seen.true, "HIP"), axis=1))
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


def _middle(points: Array, part: str) -> Array:
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
    up = _middle(true, "SHOULDER") - _middle(true, "HIP")
    ahead = true[:, L.NOSE] - _middle(true, "EAR")
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
    torso = float(np.median(np.linalg.norm(_middle(image, "SHOULDER") - _middle(image, "HIP"), axis=1)))
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
