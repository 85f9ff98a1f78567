"""One picture a clip that shows at a glance what went wrong. Needs matplotlib (the extra `plots`)."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from posecoach.coaching.events import Rep, WarningKind
from posecoach.errors import PoseCoachError
from posecoach.evaluation.back import LUMBAR_ANGLES
from posecoach.evaluation.matching import last_moment_s, match_reps
from posecoach.evaluation.truth import Array, Truth
from posecoach.exercises.definition import Exercise
from posecoach.files import make_folder, whole_file
from posecoach.session.record import Session

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TRUE, COUNTED, WRONG, WARNED = "#9aa5b1", "#1f6feb", "#d1242f", "#d4870f"


def require_matplotlib() -> None:
    """Raise PoseCoachError when no plot can be drawn here."""
    if importlib.util.find_spec("matplotlib") is None:
        raise PoseCoachError("Plots need matplotlib.", "Install posecoach[plots], or leave --plots out.")


def draw_clip(truth: Truth, exercise: Exercise, session: Session, path: Path) -> None:
    """Draw the signal with the true and the counted reps, and the lower back below; write a PNG.

    Raises:
        OutputError: the picture cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(14, 7), layout="constrained")
    FigureCanvasAgg(figure)
    # The lower back has a picture of its own where anything is known of it.
    back = bool(truth.episodes) or bool(np.isfinite(session.series.lower_back).any())
    axes = figure.subplots(1 + back, 1, sharex=True, squeeze=False, height_ratios=[2, 1][: 1 + back])[:, 0]
    _signal(axes[0], truth, exercise, session)
    if back:
        _back(axes[1], truth, session)
    axes[-1].set_xlabel("seconds")
    make_folder(path.parent)  # the name of a clip may have folders in it
    with whole_file(path) as part:
        figure.savefig(part, dpi=110)


def _signal(axes: "Axes", truth: Truth, exercise: Exercise, session: Session) -> None:
    series = session.series
    axes.plot(series.t_s, series.primary_deg, color="black", linewidth=0.9)
    matching = match_reps(truth.reps, session.reps)
    for index, true in enumerate(truth.reps):
        missed = index in matching.missed
        _band(axes, true.start_s, true.end_s, WRONG if missed else TRUE, 0.35 if missed else 0.18)
        axes.axvline(true.peak_s, 0, 0.03, color=TRUE)
    for index, rep in enumerate(session.reps):
        false = truth.timed and index in matching.extra
        _counted(axes, rep, WRONG if false else COUNTED)
    counts = " or ".join(str(count) for count in truth.counts)
    axes.set_title(f"{truth.clip}: {exercise.id}, true {counts}, counted {len(session.reps)}", loc="left")
    axes.set_ylabel(f"{exercise.count.signal.replace('_', ' ')} ({session.primary_unit})")
    axes.text(
        1.0,
        1.02,
        "grey: true rep   blue: counted (peak, dotted: announced)   red: missed or false",
        transform=axes.transAxes,
        ha="right",
        color="#555555",
        fontsize=8,
    )


def _counted(axes: "Axes", rep: Rep, colour: str) -> None:
    axes.axvspan(rep.start_s, last_moment_s(rep), 0.95, 1.0, color=colour, alpha=0.6)
    axes.axvline(rep.peak_s, 0.9, 1.0, color=colour)
    axes.axvline(rep.counted_s, 0.0, 0.9, color=colour, linestyle=":", linewidth=0.8)
    axes.text(rep.peak_s, 0.9, str(rep.index), transform=axes.get_xaxis_transform(), fontsize=8, va="top")


def _back(axes: "Axes", truth: Truth, session: Session) -> None:
    series = session.series
    axes.plot(series.t_s, series.lower_back, color=WARNED, linewidth=0.9)
    axes.set_ylabel(f"lower back\n({session.lower_back_unit or 'measure'})", color=WARNED)
    for episode in truth.episodes:
        _band(axes, episode.start_s, episode.end_s, TRUE, 0.3)
    for warning in session.warnings:
        if warning.kind is WarningKind.LOWER_BACK:
            axes.axvspan(warning.start_s, warning.end_s, 0.93, 1.0, color=WARNED, alpha=0.8)
            if warning.limit == warning.limit:
                axes.axhline(warning.limit, color=WARNED, linestyle="--", linewidth=0.7)
    for rep in session.reps:
        if rep.lower_back_moved:
            axes.axvspan(rep.start_s, last_moment_s(rep), 0.0, 0.07, color=WARNED, alpha=0.7)
    lumbar = _lumbar(truth)
    if lumbar is not None:
        right = axes.twinx()
        right.plot(truth.t_s, lumbar, color="#57606a", linewidth=0.9)
        told = [(rep.peak_s, rep.share.back_deg) for rep in session.reps]
        right.plot(*zip(*told, strict=True), "x", color=WARNED) if told else None
        right.set_ylabel("true lumbar (deg)\nx: told per rep", color="#57606a")


def _lumbar(truth: Truth) -> Array | None:
    """The lumbar angle that moves most, as it differs from its start."""
    courses = [truth.angles[name] for name in LUMBAR_ANGLES if name in truth.angles]
    if not courses or len(truth.t_s) == 0:
        return None
    course = max(courses, key=np.ptp)
    return np.abs(course - np.median(course[: max(len(course) // 5, 1)]))


def _band(axes: "Axes", start_s: float, end_s: float, colour: str, alpha: float) -> None:
    axes.axvspan(start_s, end_s, color=colour, alpha=alpha, linewidth=0)
    axes.axvline(start_s, color=colour, linewidth=0.5)
