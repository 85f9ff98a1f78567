"""Accuracy by pose model, as a table for docs/accuracy.md: the same clips seen by lite, full and heavy.

    python -m tests.evaluation.model_table TRACKS CLIPS [CLIPS...]

CLIPS are folders of clips with truth, such as samples/. What a model saw in them is kept as tracks in
TRACKS/MODEL/NAME-OF-FOLDER, so that only the first run needs minutes and a later one, after a change of the
coach, seconds. Models that are not installed are left out (lite is built on request, models/build.py).
"""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from posecoach.cli.evaluate import analysed
from posecoach.evaluation.cases import Analyse, Case, find_cases, run
from posecoach.evaluation.score import ClipScore, Evaluation
from posecoach.pose.model import bundle_path

HEAD = "| clips | model | sets | exact | reps counted | back told | false alarms | surely | angles off |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tracks", type=Path)
    parser.add_argument("clips", type=Path, nargs="+")
    parser.add_argument("--kept-only", action="store_true", help="only clips of which there are all tracks")
    parser.add_argument("--models", default="lite,full,heavy", help="[lite,full,heavy]")
    asked = parser.parse_args()
    models = [name for name in asked.models.split(",") if bundle_path(name).is_file()]
    print(HEAD)
    print("|---" * HEAD.count(" | ") + "|---|")
    for clips in asked.clips:
        cases, _ = find_cases(clips)
        folders = {model: asked.tracks / model / clips.name for model in models}
        if asked.kept_only:
            kept = [{path.stem for path in folder.glob("*.npz")} for folder in folders.values()]
            cases = [one for one in cases if all(one.source.stem in names for names in kept)]
        for model, folder in folders.items():
            folder.mkdir(parents=True, exist_ok=True)
            print(
                row(
                    clips.name,
                    model,
                    Evaluation(list(scores(cases, partial(analysed, tracks=folder, model=model)))),
                ),
                flush=True,
            )


def scores(cases: Sequence[Case], analyse: Analyse) -> Iterator[ClipScore]:
    """The score of each case."""
    for done in run([one for one in cases if not one.is_track], analyse):
        assert isinstance(done.result, ClipScore), done.result
        yield done.result


def row(clips: str, model: str, result: Evaluation) -> str:
    """One line of the table."""
    count, back = result.count, result.back
    moved = [rep for rep in back.reps if rep.moved]
    clean = [rep for rep in back.reps if not rep.moved]
    angle = result.angles["working"].mean_absolute_deg
    cells = (
        *(clips, model, str(count.clips), str(count.exact)),
        f"{count.true - count.missed} of {count.true}" + (f", {count.extra} too many" if count.extra else ""),
        f"{sum(rep.flagged for rep in moved)} of {len(moved) + back.missed_moved}",
        f"{sum(rep.flagged for rep in clean)} of {len(clean)}",
        str(sum(rep.flagged and rep.sure for rep in clean)),
        f"{angle:.1f}°",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
