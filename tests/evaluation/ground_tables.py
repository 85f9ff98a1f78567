"""The tables of docs/accuracy.md, as Markdown: counting and the lower back, one row a kind of ground.

    python -m tests.evaluation.ground_tables FOLDER...

Each FOLDER holds tracks or clips beside their truth; where its truths name several grounds, each is a row.
The ground that is counted worst comes first. After the rows of all, the reps by exercise and by degrees of
the lower back, over the folders together, for each ground.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from posecoach.cli.evaluate import analysed
from posecoach.evaluation.back import BackScore, CurvePoint, total_back
from posecoach.evaluation.cases import find_cases, run
from posecoach.evaluation.cells import number, percent
from posecoach.evaluation.counting import IN_TIME_S, total_count
from posecoach.evaluation.report_back import curves
from posecoach.evaluation.score import ClipScore

Grounds = dict[str, list[ClipScore]]

COUNT = (
    "ground",
    "sets",
    "exact",
    "within one",
    "reps counted",
    "invented",
    "first late, s",
    "in time",
    "half",
)
BACK = (
    "ground",
    "moved",
    "accused",
    "asked",
    "missed",
    "of these still",
    "quiet",
    "accused",
    "asked",
    "still",
)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=1, help="[1]")
    asked = parser.parse_args()
    grounds: Grounds = {}
    for folder in asked.folders:
        for clip in scores(folder, asked.jobs):
            grounds.setdefault(f"{folder} {clip.ground}".strip(), []).append(clip)
    worst_first = sorted(grounds, key=lambda name: exact_share(grounds[name]))
    show(COUNT, [count_row(name, grounds[name]) for name in worst_first])
    show(BACK, [back_row(name, grounds[name]) for name in worst_first])
    for name in worst_first:
        exercises: Grounds = {}
        for clip in grounds[name]:
            exercises.setdefault(clip.exercise, []).append(clip)
        print(f"\n{name}")
        show(COUNT, [count_row(exercise, clips) for exercise, clips in sorted(exercises.items())])
        show(BACK, [back_row(exercise, clips) for exercise, clips in sorted(exercises.items())])
        degrees(together(grounds[name]))


def scores(folder: Path, jobs: int) -> list[ClipScore]:
    """The scores of all clips of a folder; a clip that cannot be scored ends all."""
    cases, failures = find_cases(folder)
    counted = [one for one in cases if not one.truth.ramps]
    analyse = partial(analysed, tracks=None, model="heavy")
    found = [*failures, *(done.result for done in run(counted, analyse, jobs))]
    clips = [one for one in found if isinstance(one, ClipScore)]
    if len(clips) < len(found):
        raise SystemExit("\n".join(str(one) for one in found if not isinstance(one, ClipScore)))
    return clips


def exact_share(clips: Sequence[ClipScore]) -> float:
    """Share of the clips that are counted exactly."""
    return sum(clip.count.exact for clip in clips) / len(clips)


def count_row(name: str, clips: Sequence[ClipScore]) -> tuple[object, ...]:
    """How `clips` are counted; "first late" is the median and the 90th percentile."""
    count = total_count([clip.count for clip in clips])
    late_s = [clip.count.first_late_s for clip in clips if np.isfinite(clip.count.first_late_s)]
    middle_s, most_s = np.quantile(late_s, [0.5, 0.9]) if late_s else (np.nan, np.nan)
    reps = f"{sum(len(clip.count.announced) for clip in clips)} of {count.true}"
    in_time = f"{sum(late <= IN_TIME_S for late in late_s)} of {len(late_s)}"
    times = (f"{number(middle_s, 1)}, {number(most_s, 1)}", in_time, percent(count.confirmed_by_half))
    return (name, count.clips, count.exact, count.off_by_one, reps, count.extra, *times)


def together(clips: Sequence[ClipScore]) -> BackScore:
    """The lower back in all of `clips`."""
    return total_back([clip.back for clip in clips if clip.back is not None])


def back_row(name: str, clips: Sequence[ClipScore]) -> tuple[object, ...]:
    """What was said of the reps whose lower back moved, counted or not, and of the others."""
    back = together(clips)
    accused, asked = back.told(sure=True), back.told(sure=False)
    moved = (back.moved, accused, asked, back.moved - accused - asked, back.still(moved=True))
    quiet = (back.clean, back.false_alarms(sure=True), back.false_alarms(sure=False), back.still(moved=False))
    return (name, *moved, *quiet)


def degrees(back: BackScore) -> None:
    """Print what was said of the counted reps by how far the lower back moved."""
    everything, instead, as_well = curves(back.reps).values()
    bins = sorted({(point.from_deg, point.to_deg) for point in everything})
    cells = [
        ("noticed, in place of the hip", [_of(instead, low, "flagged") for low, _ in bins]),
        ("noticed, in addition", [_of(as_well, low, "flagged") for low, _ in bins]),
        ("called still, of all", [_of(everything, low, "still") for low, _ in bins]),
    ]
    show(("degrees", *(f"{low:g}-{high:g}" for low, high in bins)), [(name, *row) for name, row in cells])


def _of(curve: Sequence[CurvePoint], from_deg: float, what: str) -> str:
    for point in curve:
        if point.from_deg == from_deg:
            return f"{getattr(point, what)} of {point.reps}"
    return "-"


def show(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print one Markdown table."""
    print(f"\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")


if __name__ == "__main__":
    main()
