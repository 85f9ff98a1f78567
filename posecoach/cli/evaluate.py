"""posecoach evaluate: accuracy against clips whose truth is known."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posecoach.cli.options import json_option, model_file, model_option
from posecoach.cli.output import check_outputs, tell_beside, write_text
from posecoach.errors import PoseCoachError
from posecoach.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from posecoach.evaluation.cases import Analyse, Case
    from posecoach.evaluation.hip_range import RangeScore
    from posecoach.evaluation.perturb import Stability
    from posecoach.evaluation.score import ClipScore, Evaluation, Failure
    from posecoach.session.record import Session
    from posecoach.session.track import Track

STALE_HINT = "Leave --tracks out, or name an empty folder."


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
@click.option("--exercise", metavar="ID|FILE.toml", help="Coach every clip with this exercise.")
@click.option(
    "--exercises",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of exercise files for clips in a list; each file names its clips. [default: DIR]",
)
@click.option(
    "--plots",
    type=click.Path(path_type=Path, file_okay=False),
    help="Draw one picture a clip into this folder.",
)
@click.option(
    "--tracks",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the landmarks found in videos here, and use them the next time.",
)
@click.option(
    "--perturb",
    is_flag=True,
    help="How often are count and verdicts the same? Each clip again, cut, mirrored, slower, faster, "
    "smaller, at 15 frames a second and, where there are pictures, dimmed and re-encoded.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Clips at the same time.")
@model_option()
def command(
    folder: Path,
    json_path: str | None,
    exercise: str | None,
    exercises: Path | None,
    plots: Path | None,
    tracks: Path | None,
    perturb: bool,
    jobs: int,
    model: str,
) -> None:
    """Compare what the coach counts and notices in the clips of DIR with their truth.

    DIR holds NAME.json (posecoach.truth/1) beside NAME.mp4 or NAME.npz, or a list of clips with their
    counts.
    """
    from rich.console import Console

    from posecoach.evaluation.cases import each, find_cases
    from posecoach.evaluation.plots import require_matplotlib
    from posecoach.evaluation.score import ClipScore, Evaluation, Failure

    if plots is not None:
        require_matplotlib()
    cases, failures = find_cases(folder, exercise, exercises)
    truths = [one.source.with_suffix(".json") for one in cases]
    check_outputs([json_path], [exercise, model_file(model), *truths, *(one.source for one in cases)])
    for made in (plots, tracks):
        if made is not None:
            make_folder(made)
    console = Console(stderr=json_path == "-", markup=False)
    ranges = list(each([one for one in cases if one.truth.ramps], partial(measured, model=model), jobs))
    counted = [one for one in cases if not one.truth.ramps]
    with console.status("Evaluating …") as status:
        found = list(
            _scores(counted, partial(analysed, tracks=tracks, model=model), jobs, plots, status.update)
        )
        again = partial(perturbed, tracks=tracks, model=model)
        stable = list(each(counted, again, jobs)) if perturb else []
    clips = [one for one in found if isinstance(one, ClipScore)]
    failures += [one for one in found if isinstance(one, Failure)]
    if not clips and not ranges:
        reasons = " ".join(f"{one.clip}: {one.reason}" for one in failures)
        raise PoseCoachError("No clip could be evaluated.", reasons)
    _tell(console, Evaluation(clips, failures), stable, ranges, json_path)


def _scores(
    cases: "Sequence[Case]", analyse: "Analyse", jobs: int, plots: Path | None, show: "Callable[[str], None]"
) -> "Iterator[ClipScore | Failure]":
    """What comes of each case; `show` gets how far it is."""
    from posecoach.evaluation.cases import run

    for number, done in enumerate(run(cases, analyse, jobs, plots), 1):
        show(f"Evaluating … {number} of {len(cases)}")
        if done.plot_trouble:
            tell_beside(done.plot_trouble)
        yield done.result


def _tell(
    console: "Console",
    outcome: "Evaluation",
    stable: "list[Stability]",
    ranges: "list[RangeScore]",
    json_path: str | None,
) -> None:
    import json

    from posecoach.evaluation.hip_range import range_json, range_table
    from posecoach.evaluation.report import stability_json, stability_table, tables, to_json

    if json_path:
        document = to_json(outcome) | ({"stability": stability_json(stable)} if stable else {})
        document |= {"hip_range": range_json(ranges)} if ranges else {}
        write_text(json.dumps(document, allow_nan=False), json_path)
    if outcome.clips or outcome.failures:
        console.print(tables(outcome))
    if ranges:
        console.print(range_table(ranges))
    if stable:
        console.print(stability_table(stable))


def analysed(case: "Case", tracks: Path | None, model: str) -> "Session":
    """The session of one case: from its track, from landmarks kept in `tracks`, or from its video."""
    from posecoach.app.offline.analyze import NobodyFoundError, analyze_video, replay_track
    from posecoach.session.track import read_track, write_track

    if (known := _known(case, tracks)) is not None:
        if known.stat().st_mtime < case.source.stat().st_mtime:
            raise PoseCoachError(f"{known} is older than {case.source}.", STALE_HINT)
        return replay_track(read_track(known), case.source.name, case.exercise, case.truth.side)
    try:
        analysis = analyze_video(case.source, case.exercise, case.truth.side, model=model)
    except NobodyFoundError as nobody:
        return nobody.session  # a count of nought, to be held against the truth like any other
    if tracks is not None:
        write_track(analysis.track, tracks / f"{case.source.stem}.npz")
    return analysis.session


def measured(case: "Case", model: str) -> "RangeScore":
    """The range of the hip measured in one case, and the true one."""
    from posecoach.app.live.range_test import measure_file
    from posecoach.evaluation.hip_range import score_range

    return score_range(case, partial(measure_file, model=model))


def perturbed(case: "Case", tracks: Path | None, model: str) -> "Stability":
    """How often the count and the verdicts of one case, changed, are those of the unchanged clip."""
    from posecoach.app.offline.analyze import analyze_video, replay_track
    from posecoach.evaluation.perturb import stability
    from posecoach.session.track import read_track

    def replay(track: "Track", mirror: bool) -> "Session":
        side = case.truth.side
        side = {"left": "right", "right": "left"}.get(side, side) if mirror else side
        return replay_track(track, case.source.name, case.exercise, side)

    known = _known(case, tracks)
    if known is not None:
        track = read_track(known)
    else:
        track = analyze_video(case.source, case.exercise, case.truth.side, model=model).track
    session = replay(track, False)
    found = stability(case.truth.clip, track, session, replay)
    return found if case.is_track else _with_pictures(case, found, session, model)


def _known(case: "Case", tracks: Path | None) -> Path | None:
    """The recorded landmarks of a case, its own or kept from an earlier run; None where there are none."""
    if case.is_track:
        return case.source
    kept = tracks / f"{case.source.stem}.npz" if tracks else None
    return kept if kept is not None and kept.is_file() else None


def _with_pictures(case: "Case", found: "Stability", session: "Session", model: str) -> "Stability":
    """`found` and the runs for which the pictures themselves are changed."""
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from posecoach.app.offline.altered import ALTERATIONS, write_altered
    from posecoach.app.offline.analyze import NobodyFoundError, analyze_video
    from posecoach.evaluation.perturb import compared

    runs = list(found.runs)
    with TemporaryDirectory() as folder:
        for alteration in ALTERATIONS:
            copy = Path(folder) / f"{alteration}.mp4"
            write_altered(case.source, copy, alteration)
            try:
                seen = analyze_video(copy, case.exercise, case.truth.side, model=model).session
            except NobodyFoundError as nobody:
                seen = nobody.session
            runs.append(compared(alteration, session, seen))
    return replace(found, runs=tuple(runs))
