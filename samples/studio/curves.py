"""Accuracy as a function of how a set was made: joins an evaluation with the truth and draws the curves."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {
    "hip-flexion": "#3b6fb5",
    "hip-internal-rotation": "#c2702a",
    "hip-external-rotation": "#3f9a62",
    "hip-extension": "#8a5aa8",
}
# What counts as good in everything but the one condition that a curve is about.
GOOD_OFF_DEG, GOOD_DISTANCE_M, GOOD_BRIGHTNESS, GOOD_AMPLITUDE_DEG = 25.0, 4.0, 0.40, 5.0


@dataclass(frozen=True, slots=True)
class Result:
    """One random set: how it was made and what was made of it."""

    clip: str
    exercise: str
    off_deg: float
    distance_m: float
    brightness: float
    amplitude_deg: float
    lumbar_deg: float
    true: int
    counted: int
    missed: int
    extra: int
    angle_error_deg: float | None
    back_moved: int
    back_recall: float | None
    back_clean: int
    back_still: int

    @property
    def right(self) -> float:
        """Share of reps neither missed nor invented, 0 to 1."""
        return max(0.0, 1.0 - (self.missed + self.extra) / max(self.true, 1))


def join(evaluation: Path, folder: Path) -> list[Result]:
    """Results of the clips of an evaluation JSON whose truth in `folder` says how they were made."""
    document = json.loads(evaluation.read_text(encoding="utf-8"))
    made = {}
    for path in [*folder.glob("*.json"), *folder.glob("*.json.gz")]:
        raw = path.read_bytes()
        truth = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
        if "made" in truth:
            made[truth["clip"]] = truth["made"]
    return [_result(clip, made[clip["clip"]]) for clip in document["clips"] if clip["clip"] in made]


def _result(clip: dict[str, Any], made: dict[str, Any]) -> Result:
    working = [a["mean_absolute_deg"] for a in clip["angles"].values() if a["working"]]
    known = [value for value in working if value is not None]
    back = clip["lower_back"] or {}
    return Result(
        clip=clip["clip"],
        exercise=clip["exercise"],
        off_deg=abs(made["off_advice_deg"]),
        distance_m=made["distance_m"],
        brightness=made["brightness"],
        amplitude_deg=made["amplitude_deg"],
        lumbar_deg=made["lumbar_deg"],
        true=clip["true"],
        counted=clip["counted"],
        missed=clip["missed"] or 0,
        extra=clip["extra"] or 0,
        angle_error_deg=sum(known) / len(known) if known else None,
        back_moved=back.get("moved") or 0,
        back_recall=back.get("recall"),
        back_clean=back.get("clean") or 0,
        back_still=back.get("clean_still") or 0,
    )


Value = Callable[[Result], float]
CONDITIONS: dict[str, tuple[str, Value, tuple[float, ...]]] = {
    "angle": (
        "camera turned away from the advised direction, degrees",
        lambda r: r.off_deg,
        (0, 10, 20, 30, 45, 60),
    ),
    "distance": ("distance of the camera, m", lambda r: r.distance_m, (1.5, 2.1, 2.8, 3.7, 5.0)),
    "light": ("brightness (1 = a bright room)", lambda r: r.brightness, (0.0, 0.12, 0.25, 0.45, 0.7, 2.5)),
    "amplitude": ("size of the pulses, degrees", lambda r: r.amplitude_deg, (3, 6, 9, 13, 18, 25)),
}


def good_otherwise(result: Result, condition: str) -> bool:
    """Whether everything but `condition` is as advised."""
    return (
        (condition == "angle" or result.off_deg <= GOOD_OFF_DEG)
        and (condition == "distance" or result.distance_m <= GOOD_DISTANCE_M)
        and (condition == "light" or result.brightness >= GOOD_BRIGHTNESS)
        and (condition == "amplitude" or result.amplitude_deg >= GOOD_AMPLITUDE_DEG)
    )


def draw(results: list[Result], out: Path) -> Iterator[Path]:
    """Writes accuracy_*.png into `out` and yields their paths."""
    out.mkdir(parents=True, exist_ok=True)
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    for name, (label, value, edges) in CONDITIONS.items():
        chosen = [r for r in results if good_otherwise(r, name)]
        figure, axes = plt.subplots(2, 1, figsize=(7.2, 5.6), sharex=True, layout="constrained")
        _points(axes[0], chosen, value, lambda r: 100 * r.right)
        _line(axes[0], chosen, value, edges, lambda r: 100 * r.right, mean)
        axes[0].set(ylabel="reps counted right, %", ylim=(-4, 104))
        _points(axes[1], chosen, value, lambda r: r.angle_error_deg)
        _line(axes[1], chosen, value, edges, lambda r: r.angle_error_deg, median)
        axes[1].set(ylabel="angle error, degrees", xlabel=label, ylim=(0, None))
        axes[0].set_title(
            f"{len(chosen)} random sets; line: mean (top), median (bottom) and number of sets of each bin",
            fontsize=9,
        )
        figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=4, fontsize=8)
        for ax in axes:
            ax.grid(alpha=0.25)
        yield _save(figure, out / f"accuracy_{name}.png")
    yield _draw_back(results, out)


def _points(ax: Axes, results: list[Result], x: Value, y: Callable[[Result], float | None]) -> None:
    for exercise, colour in COLOURS.items():
        pairs = [(x(r), v) for r in results if r.exercise == exercise and (v := y(r)) is not None]
        if pairs:
            ax.scatter(
                [p[0] for p in pairs], [p[1] for p in pairs], s=13, alpha=0.55, color=colour, label=exercise
            )


def _line(
    ax: Axes,
    results: list[Result],
    x: Value,
    edges: tuple[float, ...],
    y: Callable[[Result], float | None],
    middle: Callable[[list[float]], float],
) -> None:
    middles, means = [], []
    for low, high in pairwise(edges):
        inside = [(x(r), v) for r in results if low <= x(r) < high and (v := y(r)) is not None]
        if inside:
            middles.append(sum(at for at, _ in inside) / len(inside))
            means.append(middle([v for _, v in inside]))
            ax.annotate(
                str(len(inside)),
                (middles[-1], means[-1]),
                textcoords="offset points",
                xytext=(0, 5),
                fontsize=7,
            )
    ax.plot(middles, means, color="black", lw=1.6, marker="o", ms=4)


def _draw_back(results: list[Result], out: Path) -> Path:
    """Share of sets with a moving back in which it was found, by its degrees; and all-clears."""
    from matplotlib import pyplot as plt

    chosen = [r for r in results if good_otherwise(r, "")]
    figure, axes = plt.subplots(1, 2, figsize=(8.6, 3.6), layout="constrained", width_ratios=(3, 2))
    moved = [r for r in chosen if r.back_moved and r.back_recall is not None]
    _points(axes[0], moved, lambda r: r.lumbar_deg, lambda r: 100 * (r.back_recall or 0.0))
    _line(
        axes[0],
        moved,
        lambda r: r.lumbar_deg,
        (0, 5, 10, 15, 27),
        lambda r: 100 * (r.back_recall or 0.0),
        mean,
    )
    axes[0].set(xlabel="movement of the lower back, degrees", ylabel="of its reps found, %", ylim=(-4, 104))
    shares = [
        100
        * sum(r.back_still for r in chosen if r.exercise == e)
        / max(sum(r.back_clean for r in chosen if r.exercise == e), 1)
        for e in COLOURS
    ]
    axes[1].bar(
        [e.replace("hip-", "").replace("-", "\n") for e in COLOURS], shares, color=list(COLOURS.values())
    )
    axes[1].set(ylabel="quiet reps: called still, %", ylim=(0, 104))
    axes[1].tick_params(axis="x", labelsize=7)
    axes[0].grid(alpha=0.25)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=4, fontsize=8)
    return _save(figure, out / "accuracy_back.png")


def _save(figure: Any, path: Path) -> Path:
    from matplotlib import pyplot as plt

    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path


def table(results: list[Result]) -> Iterator[str]:
    """The curves as lines of Markdown tables."""
    for name, (label, value, edges) in CONDITIONS.items():
        yield f"| {label} | sets | reps counted right | angle error, median |"
        yield "|---|---|---|---|"
        chosen = [r for r in results if good_otherwise(r, name)]
        for low, high in pairwise(edges):
            inside = [r for r in chosen if low <= value(r) < high]
            if inside:
                errors = [r.angle_error_deg for r in inside if r.angle_error_deg is not None]
                error = f"{median(errors):.1f}°" if errors else "none"
                right = sum(r.right for r in inside) / len(inside)
                yield f"| {low:g} to {high:g} | {len(inside)} | {right:.0%} | {error} |"
        yield ""
